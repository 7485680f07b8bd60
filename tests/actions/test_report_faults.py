"""Nothing acknowledged is lost and nothing happens twice: real processes on a real file, killed with -9."""

import datetime as dt
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.utils import timezone

from tertial.organisation.access import SYSTEM, actor_for
from tertial.organisation.actions.mergers import merge_units
from tertial.organisation.models import Person
from tertial.reporting.actions.answers import Saved, save_answer
from tertial.reporting.actions.attachments import attach
from tertial.reporting.actions.forms import change_form
from tertial.reporting.actions.rounds import follow_organisation
from tertial.reporting.models import Answer, Attachment, Exemption
from tertial.reporting.queries.sheet import report_sheet
from tertial.reporting.rules.forms import Form, Question, Section
from tertial.reporting.rules.typed import Typed
from tests.cast import a_unit
from tests.reports import FORM, a_form, a_round, answer, unit, write

ROOT = Path(__file__).resolve().parents[2]


class Falling:
    """A data folder of its own, and the processes that work in it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("TERTIAL", "DJANGO"))} | {
            "TERTIAL_DATA": str(data),
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }

    def start(self, *words: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.actions.falling", *words]
        return subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, text=True)

    def run(self, *words: str) -> int:
        process = self.start(*words)
        process.communicate(timeout=120)
        return process.returncode

    def ask(self, question: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(next(self.data.glob("*.sqlite3"))) as connection:
            return connection.execute(question).fetchall()

    def number(self, question: str) -> object:
        return self.ask(question)[0][0]


def test_a_round_goes_from_opening_to_signing_though_every_step_is_killed_once(tmp_path):
    """One walk in one folder, since each step goes on where the one before stopped."""
    falling = Falling(tmp_path)
    assert falling.run("build") == 0
    opened_by_the_next_and_no_unit_gets_two(falling)
    what_was_said_to_be_saved_is_saved(falling)
    assert falling.run("fill") == 0
    for step, verb in (
        ("submit", "report.submitted"),
        ("approve", "report.approved"),
        ("sign", "report.signed"),
    ):
        killed_is_not_done_and_twice_is_once(falling, step, verb)


def opened_by_the_next_and_no_unit_gets_two(falling: Falling) -> None:
    assert falling.run("open", "2") == -signal.SIGKILL
    assert falling.number("select count(*) from reporting_report") == 2
    assert falling.run("open") == 0
    assert falling.run("open") == 0  # once more, as a job that is taken up again
    assert falling.ask("select count(*), count(distinct unit_id) from reporting_report") == [(4, 4)]
    assert falling.number("select state from reporting_round") == "open"
    assert falling.number("select count(*) from history_event where verb = 'round.opened'") == 1
    empty = "select count(*) from reporting_part where id not in (select part_id from reporting_answer)"
    assert falling.number(empty) == 0


def what_was_said_to_be_saved_is_saved(falling: Falling) -> None:
    for _ in range(2):
        process = falling.start("save")
        assert process.stdout is not None
        told = [process.stdout.readline()]
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            told.append(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        told += process.stdout.readlines()
        process.wait()
        number, version = json.loads([each for each in told if each.endswith("\n")][-1])
        row = "select a.text, a.version from reporting_answer a where a.question = 'analys' and a.version > 1"
        text, kept = falling.ask(row)[0]
        assert kept >= version and int(str(text).split()[1]) >= number  # the one on its way may be there too


def killed_is_not_done_and_twice_is_once(falling: Falling, step: str, verb: str) -> None:
    counted = f"select count(*) from history_event where verb = '{verb}'"
    state = "select state from reporting_report r join organisation_unit u on u.id = r.unit_id where u.key = 'home'"
    before = falling.number(state)
    assert falling.run("step", f"{step}!") == -signal.SIGKILL
    assert falling.number(counted) == 0
    assert falling.number(state) == before
    both = [falling.start("step", step), falling.start("step", step)]  # two at once
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    assert falling.number(counted) == 1
    facts = "select count(*) from measures_value where period = '2026T2' and recorded_by = 'siv' and measure_id = " \
            "(select id from measures_measure where key = 'count')"  # fmt: skip
    assert falling.number(facts) == (0 if step == "submit" else 1)
    assert falling.number("select count(*) from reporting_signature") == (1 if step == "sign" else 0)


@pytest.mark.django_db
def test_a_form_changed_in_an_open_round_keeps_what_was_answered(city):
    told = a_round()
    write(SYSTEM, told.report("home"), "analys", text="¤Svar på den gamla frågan")
    goal, end = FORM.sections
    asked = tuple(
        Question("analys", "¤Ny lydelse") if each.key == "analys" else each
        for each in goal.questions
        if each.key != "bedomning"
    )
    new = Form("t", "¤Ny", sections=(Section("mal", "¤Mål", asked, each=goal.each), end,
                                     Section("mer", "¤Mer", (Question("mer", "¤Mer?"),))))  # fmt: skip
    version = a_form(new)
    assert change_form(by=SYSTEM, round_=told.round, form_version=version) > 0
    kept = answer(told.report("home"), "analys")
    assert (kept.text, kept.form_version) == ("¤Svar på den gamla frågan", 1)
    other = Answer.objects.get(part__report=told.report("strand"), question="analys")
    assert other.form_version == 2
    assert not Answer.objects.filter(question="bedomning").exists()
    assert answer(told.report("home"), "mer").form_version == 2
    assert change_form(by=SYSTEM, round_=told.round, form_version=version) == 0


@pytest.mark.django_db
def test_a_unit_merged_in_the_middle_leads_its_report_over(city):
    told = a_round()
    write(SYSTEM, told.report("home"), "summa", text="¤Hemmas ord")
    new = a_unit("ny", unit("care"))
    merge_units(by=SYSTEM, old=[unit("home"), unit("school")], new=new, on=timezone.localdate())
    made = follow_organisation(by=SYSTEM, round_=told.round)
    assert [each.unit for each in made] == [new]
    assert follow_organisation(by=SYSTEM, round_=told.round) == []
    old = told.report("home")
    assert old.above == made[0] and Exemption.objects.get(report=old).reason
    rows = [row for part in report_sheet(told.report("ny")).parts for row in part.rows]
    assert [said.text for row in rows for said in row.below if row.question.key == "summa"] == ["¤Hemmas ord"]


@pytest.mark.django_db
@pytest.mark.parametrize("hours", [-1, 1, -48])
def test_a_clock_that_is_moved_loses_no_text(city, monkeypatch, hours):
    told = a_round()
    found, eva = answer(told.report("home"), "analys"), actor_for(Person.objects.get(key="eva"))
    save_answer(by=eva, answer=found, typed=Typed(text="¤Före"), version=1, request="a")
    moved = timezone.now() + dt.timedelta(hours=hours)
    monkeypatch.setattr(timezone, "now", lambda: moved)
    saved = save_answer(by=eva, answer=found, typed=Typed(text="¤Efter"), version=2, request="b")
    found.refresh_from_db()
    assert isinstance(saved, Saved) and (found.text, found.version) == ("¤Efter", 3)
    assert {each.text for each in found.versions.all()} == {"¤Före"}  # an hour apart is another sitting


@pytest.mark.django_db
def test_a_full_disk_leaves_no_attachment_behind(city, monkeypatch):
    part = a_round().report("home").parts.get(section="slut")

    def full(*args: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tertial.reporting.actions.attachments.keep", full)
    with pytest.raises(OSError, match="No space"):
        attach(by=SYSTEM, part=part, name="a.txt", content=b"a")
    assert not Attachment.objects.exists()
