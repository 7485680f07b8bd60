"""A themed round in the small city, and files with answers as boards send them."""

import dataclasses
import datetime as dt
from typing import Any

from tertial.foundation.period import Period
from tertial.organisation.access import SYSTEM, By
from tertial.reporting.actions.answer_files import (
    Came,
    lay_out_answers,
    receive_files,
    send_own_file,
    take_answers,
)
from tertial.reporting.exports.word_form import as_word
from tertial.reporting.importers.filled.reader import read_filled
from tertial.reporting.models import AnswerFile, Report, Round
from tertial.reporting.rules.forms import Form, FormKind, Head, Question, Section
from tertial.reporting.rules.paper import Paper, on_paper
from tests.chains import YEAR
from tests.reports import opened, unit

THEME = Form(
    "tema",
    "¤Temauppföljning",
    FormKind.THEMED,
    sections=(
        Section(
            "a", "¤Nuläget i nämnden", (Question("a1", "¤Vad har hänt sedan i våras hos er?"),), number="1"
        ),
        Section("b", "¤Planen framåt", (Question("b1", "¤Vad planerar ni att göra i höst?"),), number="2"),
    ),
    head=(Head("unit", "Nämnd"), Head("contact", "Kontaktperson")),
    placeholder="Klicka här för att ange text.",
)
PERIOD = Period.of_tertial(YEAR, 2)
TEXTS = {"a1": "Vi har öppnat tre torg.", "b1": "- Två till\n- En marknad"}


def a_themed_round(key: str = "tema", period: Period = PERIOD, **more: Any) -> Round:
    days = {"last_days": {"board": dt.date(YEAR, 9, 18)}}
    return opened(key, period, form=THEME, **({"units": [unit("strand"), unit("berg")]} | days | more))


def paper(round_: Round, key: str = "strand", **more: Any) -> Paper:
    """The board's form, filled in."""
    board = unit(key)
    given = {"head": {"unit": board.name, "contact": "¤Eva"}, "answers": TEXTS} | more
    blank = Paper(THEME, round_.period, board.name, board.key, round_.key)
    return dataclasses.replace(blank, **given)


def a_file(round_: Round, key: str = "strand", name: str = "svar.docx", **more: Any) -> AnswerFile:
    """Received and read."""
    return read_now(received(round_, Came(name, as_word(paper(round_, key, **more)))))


def received(round_: Round, came: Came) -> AnswerFile:
    return receive_files(by=SYSTEM, round_=round_, files=[came]).files[0]


def read_now(file: AnswerFile) -> AnswerFile:
    from tertial.reporting.queries.files import file_of

    stored = file_of(file.sha256)
    assert stored is not None
    with stored:
        filled = read_filled(stored.read(), on_paper(file.round.form_version.form))
    return lay_out_answers(by=SYSTEM, file=file, filled=filled)


def an_own_file(of: Report, by: By = SYSTEM, name: str = "svar.docx", **more: Any) -> AnswerFile:
    """Sent by the board itself, and read."""
    given = {"answers": TEXTS, "head": {"unit": of.unit.name}} | more
    blank = Paper(on_paper(of.form_version.form), of.round.period, of.unit.name, of.unit.key, of.round.key)
    sent = Came(name, as_word(dataclasses.replace(blank, **given)))
    return read_now(send_own_file(by=by, report=of, came=sent))


def a_taken_file(round_: Round, **more: Any) -> AnswerFile:
    return take_answers(by=SYSTEM, file=a_file(round_, **more), unit=unit("strand"), questions=["a1", "b1"])


def report(round_: Round, key: str = "strand") -> Report:
    return Report.objects.select_related("unit", "round", "form_version").get(round=round_, unit__key=key)


def files_that_addresses_name() -> None:
    """Of the round `t2`: one to look through and one taken in."""
    round_ = Round.objects.get(key="t2")
    form = round_.form_version.form
    for key, board, words in (("f1", "home", "¤Att granska"), ("f2", "berg", "¤Intaget")):
        paper_ = Paper(on_paper(form), round_.period, unit(board).name, board, "t2", answers={"summa": words})
        file = read_now(received(round_, Came(f"¤{key}.docx", as_word(paper_))))
        AnswerFile.objects.filter(pk=file.pk).update(key=key)
    taken = AnswerFile.objects.get(key="f2")
    take_answers(by=SYSTEM, file=taken, unit=unit("berg"), questions=["summa"])


def own_files_that_addresses_name() -> None:
    """Strand's own, of its theme: one to look through and one taken in."""
    strand = report(Round.objects.get(key="tema-t2"))
    for key, question, words in (("f3", "1.2", "¤Att ¤granska"), ("f4", "2.1", "¤Intaget")):
        file = an_own_file(strand, name=f"¤{key}.docx", answers={question: words})
        AnswerFile.objects.filter(pk=file.pk).update(key=key)
    take_answers(by=SYSTEM, file=AnswerFile.objects.get(key="f4"), unit=strand.unit, questions=["2.1"])
