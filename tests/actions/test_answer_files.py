"""A file with answers from the day it comes to the day it is taken in, or taken back."""

import dataclasses

import pytest

from tertial.foundation.period import Period
from tertial.intake.models import Job
from tertial.organisation.access import SYSTEM, Actor, Forbidden, actor_for
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Person
from tertial.reporting.actions.answer_files import (
    Came,
    discard_file,
    give_back_answers,
    receive_files,
    take_answers,
)
from tertial.reporting.actions.moving import LockedRefused
from tertial.reporting.actions.parts import submit
from tertial.reporting.exports.word_form import as_word
from tertial.reporting.models import AnswerFile, AnswerSource, AnswerVersion, Exemption, Round
from tertial.reporting.queries.answer_files import files_of, paper_of, sheet_of
from tertial.reporting.rules.file_answers import Effect
from tertial.reporting.rules.paper import Box, tag
from tertial.reporting.rules.states import State
from tertial.reporting.tasks import READ
from tests.answer_files import (
    PERIOD,
    TEXTS,
    a_file,
    a_taken_file,
    a_themed_round,
    paper,
    read_now,
    received,
    report,
)
from tests.answers.by_hand import changed, tick
from tests.answers.by_hand import write as write_in
from tests.chains import YEAR
from tests.reports import answer, unit, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(city) -> Round:
    return a_themed_round()


def who(key: str) -> Actor:
    return actor_for(Person.objects.get(key=key))


def effects(file: AnswerFile, key: str = "strand") -> dict[str, Effect]:
    return {row.question.key: row.effect for row in sheet_of(file, unit(key)).rows}


class Steps:
    """Notes how far a work says that it has come."""

    def __init__(self) -> None:
        self.said: list[tuple[int, int, str]] = []

    def at(self, done: int, total: int, text: str = "") -> None:
        self.said.append((done, total, text))


def test_many_at_once_are_read_in_one_job_with_progress(round_):
    """One that cannot be read stops none of the others, and each is read once however often the work begins again."""
    good = [
        Came(f"svar{n}.docx", as_word(dataclasses.replace(paper(round_), answers={"a1": f"Svar {n}."})))
        for n in range(22)
    ]
    bad = [
        Came("tom.docx", b""),
        Came("bild.png", b"\x89PNG\r\n\x1a\n00"),
        Came("gammal.doc", b"\xd0\xcf\x11\xe0" * 9),
    ]
    done = receive_files(by=SYSTEM, round_=round_, files=[*good, *bad])
    job = Job.objects.get(work="answers.read")
    assert (len(done.files), job.address) == (25, "/omgangar/tema/filer/")
    steps = Steps()
    assert READ.do(steps, **job.arguments) == {"files": 25}
    assert steps.said[0][:2] == (0, 25) and steps.said[-1][:2] == (25, 25)
    states = [each.state for each in files_of(round_)]
    assert (states.count("ready"), states.count("failed")) == (22, 3)
    problems = {each.name: each.problem for each in files_of(round_) if each.problem}
    assert (
        "tom" in problems["tom.docx"]
        and "bild" in problems["bild.png"]
        and "gammalt" in problems["gammal.doc"]
    )
    again = Steps()
    READ.do(again, **job.arguments)
    assert again.said == [(25, 25, "")]


def test_the_same_file_twice_is_one(round_):
    came = Came("svar.docx", as_word(paper(round_)))
    first = receive_files(by=SYSTEM, round_=round_, files=[came, Came("kopia.docx", came.content)])
    assert (len(first.files), len(first.again)) == (1, 1)
    second = receive_files(by=SYSTEM, round_=round_, files=[came])
    assert (second.files, second.job) == ([], None)
    discard_file(by=SYSTEM, file=first.files[0])
    assert receive_files(by=SYSTEM, round_=round_, files=[came]).files  # thrown away, it may come again


def test_taken_in_as_drafts_with_their_place_in_the_file(round_):
    file = a_file(round_)
    assert (file.suggested, file.is_sure, file.unit) == (unit("strand"), True, None)
    assert not AnswerSource.objects.exists()  # nothing is taken in before somebody has said so
    take_answers(by=who("karin"), file=file, unit=unit("strand"), questions=["a1", "b1"])
    now = report(round_)
    assert {key: answer(now, key).text for key in TEXTS} == TEXTS
    assert now.state == State.ONGOING
    source = AnswerSource.objects.get(answer=answer(now, "a1"))
    assert (source.file, source.page, source.line is not None) == (file, None, True)
    assert answer(now, "a1").saved_by_name == who("karin").name


def test_only_what_was_chosen(round_):
    file = a_file(round_)
    take_answers(by=SYSTEM, file=file, unit=unit("strand"), questions=["b1"])
    assert answer(report(round_), "a1").text == ""


def test_what_stands_there_is_shown_and_kept(round_):
    write(SYSTEM, report(round_), "a1", text="Skrivet i tjänsten.")
    file = a_file(round_)
    assert effects(file) == {"a1": Effect.REPLACES, "b1": Effect.NEW}
    take_answers(by=who("karin"), file=file, unit=unit("strand"), questions=["a1", "b1"])
    kept = AnswerVersion.objects.get(answer=answer(report(round_), "a1"))
    assert kept.text == "Skrivet i tjänsten."
    assert effects(file) == {"a1": Effect.SAME, "b1": Effect.SAME}


def test_taken_back_everything_is_as_before(round_):
    write(SYSTEM, report(round_), "a1", text="Skrivet i tjänsten.")
    file = a_taken_file(round_)
    give_back_answers(by=SYSTEM, file=file)
    now = report(round_)
    assert (answer(now, "a1").text, answer(now, "b1").text) == ("Skrivet i tjänsten.", "")
    assert not AnswerSource.objects.exists()
    file.refresh_from_db()
    assert file.state == "withdrawn"
    take_answers(by=SYSTEM, file=file, unit=unit("strand"), questions=["a1", "b1"])  # and in again
    assert answer(report(round_), "a1").text == TEXTS["a1"]


def test_not_taken_back_over_somebody_elses_words(round_):
    file = a_taken_file(round_)
    write(SYSTEM, report(round_), "b1", text="Vi skrev vidare.")
    with pytest.raises(Refused, match="skrivit vidare"):
        give_back_answers(by=SYSTEM, file=file)
    assert answer(report(round_), "a1").text == TEXTS["a1"]


def test_what_is_handed_in_is_left_alone(round_):
    file = a_taken_file(round_)
    submit(by=SYSTEM, report=report(round_))
    with pytest.raises(LockedRefused):
        give_back_answers(by=SYSTEM, file=file)
    other = a_file(round_, name="ny.docx", answers={"a1": "Något helt annat."})
    assert effects(other)["a1"] is Effect.LOCKED
    with pytest.raises(Refused):
        take_answers(by=SYSTEM, file=other, unit=unit("strand"), questions=["a1"])


def test_nothing_new_and_an_update_stand_on_the_words_of_before(round_):
    first = a_taken_file(round_)
    submit(by=SYSTEM, report=report(round_))
    next_year = Period.of_tertial(YEAR + 1, 1)
    days = {"opens_on": next_year.last, "last_days": {"board": next_year.last}}
    second = a_themed_round("tema-2", next_year, **days)
    assert answer(report(second), "a1").before is not None
    sent = paper_of(report(second))
    assert sent.earlier["a1"].text == TEXTS["a1"]
    data = _with_ticks(as_word(sent))
    file = read_now(received(second, Came("svar2.docx", data)))
    take_answers(by=SYSTEM, file=file, unit=unit("strand"), questions=["a1", "b1"], is_right=True)
    now = report(second)
    assert answer(now, "a1").is_same
    assert answer(now, "b1").text == f"{TEXTS['b1']}\n\n{sent.update_label}\n\nEn tredje."
    assert first.state == "taken"


def _with_ticks(data: bytes) -> bytes:
    return changed(data, tick(tag(Box.SAME, "a1")), write_in(tag(Box.UPDATE, "b1"), "En tredje."))


def test_takes_no_part(round_):
    blank = as_word(paper(round_, answers={}))
    data = changed(blank, tick(tag(Box.DECLINES)), write_in(tag(Box.REASON), "Vi har inga torg."))
    file = read_now(received(round_, Came("nej.docx", data)))
    take_answers(by=SYSTEM, file=file, unit=unit("strand"), questions=[])
    assert Exemption.objects.get(report=report(round_)).reason == "Vi har inga torg."
    file.refresh_from_db()
    give_back_answers(by=SYSTEM, file=file)
    assert not Exemption.objects.exists()


# --- who it is from ---


def test_who_it_is_from_is_told_by_the_head(round_):
    """A form sent to one board and filled in by another: the head counts, and a person is asked."""
    name = unit("berg").name
    file = a_file(round_, head={"unit": name})
    assert (file.suggested, file.is_sure, file.said_unit) == (unit("berg"), False, name)


def test_nothing_is_taken_for_a_board_that_is_not_asked(round_):
    with pytest.raises(Refused, match="inte med"):
        take_answers(by=SYSTEM, file=a_file(round_), unit=unit("home"), questions=["a1"])


def test_two_files_for_one_board_are_told(round_):
    first = a_file(round_)
    second = a_file(round_, name="igen.docx", answers={"a1": "Ett annat svar."})
    assert [each.pk for each in sheet_of(second, unit("strand")).others] == [first.pk]
    take_answers(by=SYSTEM, file=first, unit=unit("strand"), questions=["a1", "b1"])
    assert effects(second)["a1"] is Effect.REPLACES


def test_another_period_must_be_said_to_be_right(round_):
    data = as_word(dataclasses.replace(paper(round_), period=f"{PERIOD.year}T1"))
    file = read_now(received(round_, Came("gammal.docx", data)))
    sheet = sheet_of(file, unit("strand"))
    assert [each.code for each in sheet.needs_word] == ["FORM-08"]
    with pytest.raises(Refused, match="kryssa"):
        take_answers(by=SYSTEM, file=file, unit=unit("strand"), questions=["a1"])
    take_answers(by=SYSTEM, file=file, unit=unit("strand"), questions=["a1"], is_right=True)
    assert answer(report(round_), "a1").text == TEXTS["a1"]


def test_another_form_and_an_empty_one_are_told(round_):
    other = dataclasses.replace(paper(round_), form=dataclasses.replace(paper(round_).form, key="annat"))
    came = [Came("annat.docx", as_word(other)), Came("tomt.docx", as_word(paper(round_, answers={})))]
    done = receive_files(by=SYSTEM, round_=round_, files=came)
    READ.do(Steps(), **Job.objects.get(key=done.job.key).arguments)
    problems = {each.name: each.problem for each in AnswerFile.objects.all()}
    assert "annat" in problems["annat.docx"] and "inte ifyllt" in problems["tomt.docx"]


def test_who_may(round_):
    for key in ("eva", "siv"):
        with pytest.raises(Forbidden):
            receive_files(by=who(key), round_=round_, files=[Came("a.docx", b"x")])


def test_the_sheet_asks_the_database_as_often_for_few_as_for_many(round_, django_assert_max_num_queries):
    file = a_file(round_)
    with django_assert_max_num_queries(9):
        sheet_of(AnswerFile.objects.select_related("round__form_version").get(pk=file.pk), unit("strand"))
