"""Whole files at once: a report per file, stopped and taken up again, and the demo city's sample plan."""

import copy
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import tertial
from tertial.foundation.work import Stopped
from tertial.goals.models import Plan
from tertial.history.models import Event
from tertial.intake.models import Job
from tertial.organisation.access import SYSTEM
from tertial.planning.actions.taking_in import take_in
from tertial.planning.cli import plan as command
from tertial.planning.models import Reading
from tertial.planning.tasks import take_in_folder
from tests.papers import a_paper
from tests.plans import as_text
from tests.plans.generator import Size, truth

DEMO = Path(tertial.__file__).parent / "site" / "static" / "demo"


class Told:
    """Progress that is stopped after so many files."""

    def __init__(self, most: int = 99) -> None:
        self.most, self.seen, self.kept = most, [], {}

    def at(self, done: int, total: int, text: str = "") -> None:
        if done >= self.most:
            raise Stopped
        self.seen.append((done, total, text))

    def keep(self, answer: dict) -> None:
        self.kept = copy.deepcopy(answer)


@pytest.fixture
def folder(tmp_path: Path, city) -> Path:
    """Three plans of different years, and one file that is none."""
    for seed in (1, 2, 3):
        (tmp_path / f"plan{seed}.txt").write_bytes(a_paper(seed))
    (tmp_path / "bild.pdf").write_bytes(b"\x89PNG" + b"0" * 99)
    return tmp_path


def run(*words: object):
    return CliRunner().invoke(command, ["adopt", *map(str, words)])


def test_every_file_of_a_folder_is_reported(folder):
    told = run(folder, "--unit", "strand", "--yes")
    assert told.exit_code == 1
    assert told.output.count(": införd") == Plan.objects.count() == 3
    assert "bild.pdf: INTE INLÄST" in told.output


def test_running_again_does_only_what_is_left(folder):
    run(folder / "plan1.txt", "--unit", "strand", "--yes")
    told = run(folder, "--unit", "strand", "--yes")
    assert "plan1.txt: redan införd" in told.output
    assert Plan.objects.count() == 3


def test_without_yes_people_review(folder):
    told = run(folder / "plan1.txt", "--unit", "strand")
    assert "till granskning" in told.output
    assert Reading.objects.get().state == "ready"
    assert not Plan.objects.exists()


def test_a_unit_that_is_not_there_stops_before_anything(folder):
    assert run(folder, "--unit", "nowhere", "--yes").exit_code == 2
    assert not Reading.objects.exists()


def test_a_folder_in_the_worker_is_stopped_and_goes_on(folder):
    files = [str(each) for each in sorted(folder.glob("*.txt"))]
    how = {"files": files, "unit": "strand", "is_yes": True}
    with pytest.raises(Stopped):
        take_in_folder(Told(1), **how)
    assert Plan.objects.count() == 1
    told = Told()
    answer = take_in_folder(told, **how)
    assert [each["state"] for each in answer["outcomes"]] == ["before", "adopted", "adopted"]
    assert told.seen[-1][:2] == (3, 3)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_sample_plan_is_adopted_for_its_own_board(city, kind):
    city.strand.name = "Sjöhagens stadsdelsnämnd"
    city.strand.save()
    content = (DEMO / f"verksamhetsplan.{kind}").read_bytes()
    told = take_in(by=SYSTEM, name=f"plan.{kind}", content=content, unit=None, is_yes=True)
    assert (told.state, told.unit) == ("adopted", "Sjöhagens stadsdelsnämnd")
    assert Plan.objects.get().year == 2027
    assert Plan.objects.get().goals.count() >= 4


TINY = Size(1, (1, 1), (1, 1), (1, 1), (1, 2), (1, 1))


@pytest.fixture
def archive(tmp_path: Path, city) -> Path:
    """A board's plans of thirty-one years."""
    for year in range(1995, 2026):
        paper = as_text.as_text(truth(year, TINY, of_year=year).draft, year)
        (tmp_path / f"plan-{year}.txt").write_text(paper, encoding="utf-8")
    return tmp_path


def job(*words: str):
    return CliRunner().invoke(command, ["job", *words])


def test_thirty_one_plans_in_the_background_told_cancelled_and_resumed(archive):
    begun = run(archive, "--unit", "strand", "--yes", "--background")
    first = begun.output.split()[-1]
    arguments = Job.objects.get(key=first).arguments
    with pytest.raises(Stopped):
        take_in_folder(Told(12), **arguments)
    assert job(first, "--resume").exit_code == 2  # it goes on already
    so_far = job(first, "--cancel").output
    assert (so_far.count(": införd"), so_far.count(": inte läst än")) == (12, 19)
    assert Job.objects.get(key=first).state == Job.State.CANCELLED
    again = job(first, "--resume")
    second = Job.objects.get(key=again.output.split()[-1])
    assert second.arguments == arguments
    told = Told()
    answer = take_in_folder(told, **second.arguments)
    states = [each["state"] for each in answer["outcomes"]]
    assert states == ["before"] * 12 + ["adopted"] * 19
    assert told.seen[-1][:2] == (31, 31)
    assert Plan.objects.count() == 31
    kept = {"state": Job.State.DONE, "answer": answer}
    Job.objects.filter(pk=second.pk).update(**kept)
    assert job(second.key).output.count("införd") == 31


def test_a_fault_of_ours_in_one_file_stops_no_other(folder, monkeypatch):
    from tertial.planning.actions import taking_in

    real = taking_in.adopt

    def fails(*, by, reading):
        if reading.document.name == "plan2.txt":
            raise ZeroDivisionError("hemligt")
        return real(by=by, reading=reading)

    monkeypatch.setattr(taking_in, "adopt", fails)
    told = run(folder, "--unit", "strand", "--yes")
    assert told.output.count(": införd") == Plan.objects.count() == 2
    assert "plan2.txt: INTE INLÄST" in told.output
    assert "hemligt" not in told.stdout
    assert "hemligt" in told.stderr  # the log


def test_a_file_that_is_refused_leaves_nothing_to_wait_for(folder):
    """The year has a plan already: no half review of the second document stays behind."""
    run(folder / "plan1.txt", "--unit", "strand", "--yes", "--year", "2020")
    before = Reading.objects.count(), Event.objects.count()
    told = run(folder / "plan2.txt", "--unit", "strand", "--yes", "--year", "2020")
    assert "har redan en plan" in told.output
    assert (Reading.objects.count(), Event.objects.count()) == before


def test_what_cannot_be_opened_stops_no_other_in_the_background(folder):
    """A folder with a document's name, and a file that is gone when its turn comes."""
    (folder / "mapp.pdf").mkdir()
    begun = run(folder, "--unit", "strand", "--yes", "--background")
    key = begun.output.split()[-1]
    arguments = Job.objects.get(key=key).arguments
    (folder / "plan1.txt").unlink()
    answer = take_in_folder(Told(), **arguments)
    told = {each["name"]: (each["state"], each["text"]) for each in answer["outcomes"]}
    assert told["mapp.pdf"] == told["plan1.txt"] == ("failed", "Filen kan inte öppnas.")
    assert [state for state, _ in told.values()].count("adopted") == 2


def test_what_was_refused_is_told_with_its_reason_while_the_rest_goes_on(folder):
    begun = run(folder, "--unit", "strand", "--yes", "--background")
    key = begun.output.split()[-1]
    arguments = Job.objects.get(key=key).arguments
    assert Path(arguments["files"][0]).name == "bild.pdf"
    told = Told(2)
    with pytest.raises(Stopped):
        take_in_folder(told, **arguments)
    Job.objects.filter(key=key).update(state=Job.State.CANCELLED, done=2, total=4, answer=told.kept)
    shown = job(key)
    lines = shown.output.splitlines()[1:]
    assert [line.split(": ")[1].split(",")[0] for line in lines] == [
        "INTE INLÄST",
        "införd",
        "inte läst än",
        "inte läst än",
    ]
    assert "Filen är en bild" in lines[0]
    assert lines[2] == "plan2.txt: inte läst än"
    assert shown.exit_code == 1


def test_what_the_checks_say_of_each_file_is_told(folder):
    (folder / "plan1.txt").write_bytes(a_paper(1).replace(b"mnkr", b"mnkr XXX", 1))
    told = run(folder / "plan1.txt", "--unit", "strand", "--yes").output
    assert re.search(r"\(\d+ rader, 1 fel[,)]", told)


def test_what_did_not_come_in_is_told_also_the_next_time(folder):
    """Whoever takes up a stopped run gets the whole report, not only of the rest."""
    words = (folder / "plan1.txt", "--unit", "strand", "--yes")
    run(*words[:-1])
    reading = Reading.objects.get()
    row = reading.proposals.filter(kind="activity").first()
    row.content |= {"start": "2018-05-01", "end": "2018-01-01"}
    row.save()
    first, again = run(*words).output, run(*words).output
    assert "kom inte med, slutar innan den börjar" in first
    assert first.splitlines()[1:] == again.splitlines()[1:]


def test_a_document_that_names_no_unit_is_said_to(tmp_path, city):
    (tmp_path / "brev.txt").write_text("Hej\n\nEtt brev.\n")
    assert "Dokumentet säger inte vilken enhet planen är för." in run(tmp_path, "--yes").output
