"""A board's own files: for those who may write its whole report, in its own report, and for nobody else."""

import dataclasses

import pytest

from tertial.history.models import Event
from tertial.organisation.access import SYSTEM, Actor, Forbidden, actor_for
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Person
from tertial.reporting.actions.answer_files import (
    MOST_OWN,
    Came,
    discard_file,
    give_back_answers,
    receive_files,
    send_own_file,
    take_answers,
)
from tertial.reporting.actions.parts import submit
from tertial.reporting.actions.themed import give_question, set_contacts, take_no_part
from tertial.reporting.exports.word_form import as_word
from tertial.reporting.models import AnswerFile, Exemption, Part, Round
from tertial.reporting.queries.answer_files import own_files, sheet_of
from tertial.reporting.rules.paper import Box, tag
from tests.answer_files import TEXTS, a_file, a_themed_round, an_own_file, paper, read_now, report
from tests.answers.by_hand import changed, tick
from tests.answers.by_hand import write as write_in
from tests.cast import a_person
from tests.reports import answer, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(city) -> Round:
    return a_themed_round()


def who(key: str) -> Actor:
    return actor_for(Person.objects.get(key=key))


def the_contact(round_: Round, key: str = "lo") -> Actor:
    """Somebody without a role in the board, whom the city office turns to: given all parts."""
    set_contacts(by=SYSTEM, round_=round_, people={unit("strand"): Person.objects.get(key=key)})
    return who(key)


def came(round_: Round, words: str = "¤Ord") -> Came:
    return Came("svar.docx", as_word(dataclasses.replace(paper(round_), answers={"a1": words})))


def test_whoever_reports_sends_takes_in_and_takes_back(round_):
    siv, file = who("siv"), an_own_file(report(round_), who("siv"))
    assert (file.sent_for, file.received_by_name) == (unit("strand"), siv.name)
    take_answers(by=siv, file=file, unit=unit("strand"), questions=["a1", "b1"])
    assert answer(report(round_), "a1").text == TEXTS["a1"]
    give_back_answers(by=siv, file=file)
    assert answer(report(round_), "a1").text == ""
    discard_file(by=siv, file=file)
    assert own_files(report(round_)) == []


def test_the_contact_without_a_role_may_too(round_):
    contact = the_contact(round_)
    file = an_own_file(report(round_), contact)
    take_answers(by=contact, file=file, unit=unit("strand"), questions=["a1"])
    assert answer(report(round_), "a1").saved_by == "lo"


def test_the_contact_of_before_may_no_longer_and_the_new_one_may(round_):
    before = the_contact(round_)
    file = an_own_file(report(round_), before)
    a_person("ny")
    now = the_contact(round_, "ny")
    with pytest.raises(Forbidden):
        take_answers(by=before, file=file, unit=unit("strand"), questions=["a1"])
    take_answers(by=now, file=file, unit=unit("strand"), questions=["a1"])


def test_a_contact_who_has_handed_on_a_part_may_not(round_):
    contact = the_contact(round_)
    Part.objects.filter(pk=report(round_).parts.first().pk).update(given_to=who("rolf").person)
    with pytest.raises(Forbidden):
        send_own_file(by=contact, report=report(round_), came=came(round_))


def a_helper(round_: Round) -> Actor:
    """Was given one question."""
    give_question(by=SYSTEM, report=report(round_), question="a1", person=who("lo").person)
    return who("lo")


@pytest.mark.parametrize("key", ["ute", "eva", "kim", "rolf", "nils", "lo", "helper"])
def test_nobody_else_sends_takes_in_takes_back_or_throws_away(round_, key):
    """Not another board's people, not those below, not those who only read the draft, not one given a question."""
    by = a_helper(round_) if key == "helper" else who(key)
    waiting = an_own_file(report(round_), name="¤1.docx")
    taken = an_own_file(report(round_), name="¤2.docx", answers={"a1": "¤Annat"})
    take_answers(by=SYSTEM, file=taken, unit=unit("strand"), questions=["a1"])
    for deed in (
        lambda: send_own_file(by=by, report=report(round_), came=came(round_)),
        lambda: take_answers(by=by, file=waiting, unit=unit("strand"), questions=["b1"]),
        lambda: give_back_answers(by=by, file=taken),
        lambda: discard_file(by=by, file=waiting),
    ):
        with pytest.raises(Forbidden):
            deed()
    assert answer(report(round_), "a1").text == "¤Annat"


def test_what_the_city_office_was_sent_is_not_the_boards_own(round_):
    """Even when the file is from the board: only whoever runs rounds touches it."""
    file = a_file(round_)
    with pytest.raises(Forbidden):
        take_answers(by=who("siv"), file=file, unit=unit("strand"), questions=["a1"])
    with pytest.raises(Forbidden):
        discard_file(by=who("siv"), file=file)


def test_it_is_taken_in_at_its_own_board_whoever_does_it(round_):
    file = an_own_file(report(round_))
    for by in (who("siv"), who("karin"), SYSTEM):
        with pytest.raises(Refused, match="kan bara tas in där"):
            take_answers(by=by, file=file, unit=unit("berg"), questions=["a1"])
    assert answer(report(round_, "berg"), "a1").text == ""


def test_a_form_that_is_anothers_must_be_said_to_be_right(round_):
    by, berg = who("siv"), as_word(paper(round_, "berg"))
    file = read_now(send_own_file(by=by, report=report(round_), came=Came("svar.docx", berg)))
    sheet = sheet_of(file, unit("strand"))
    assert [each.code for each in sheet.needs_word] == ["FORM-09"]
    assert unit("berg").name in sheet.needs_word[0].message
    with pytest.raises(Refused, match="Läs anmärkningen"):
        take_answers(by=by, file=file, unit=unit("strand"), questions=["a1"])
    take_answers(by=by, file=file, unit=unit("strand"), questions=["a1"], is_right=True)
    assert answer(report(round_), "a1").text == TEXTS["a1"]


def test_the_same_bytes_from_two_boards_are_two_files(round_):
    """Neither hears of the other, and the city office's own is a third."""
    same = came(round_)
    receive_files(by=SYSTEM, round_=round_, files=[same])
    mine = send_own_file(by=who("siv"), report=report(round_), came=same)
    theirs = send_own_file(by=who("ute"), report=report(round_, "berg"), came=same)
    assert len({mine.pk, theirs.pk}) == 2 and AnswerFile.objects.count() == 3
    assert send_own_file(by=who("siv"), report=report(round_), came=same) == mine
    assert [each.pk for each in own_files(report(round_, "berg"))] == [theirs.pk]


def test_nothing_is_sent_when_all_is_handed_in_or_the_board_takes_no_part(round_):
    file, siv = an_own_file(report(round_)), who("siv")
    take_no_part(by=siv, report=report(round_), reason="¤Skäl")
    with pytest.raises(Refused, match="undantagen"):
        send_own_file(by=siv, report=report(round_), came=came(round_))
    with pytest.raises(Refused, match="undantagen"):
        take_answers(by=siv, file=file, unit=unit("strand"), questions=["a1"])
    Exemption.objects.all().delete()
    take_answers(by=siv, file=file, unit=unit("strand"), questions=list(TEXTS))
    submit(by=siv, report=report(round_))
    with pytest.raises(Refused, match="inlämnade"):
        send_own_file(by=siv, report=report(round_), came=came(round_))


def test_declining_with_a_file_is_for_those_who_may_decline(round_):
    contact, blank = the_contact(round_), as_word(dataclasses.replace(paper(round_), answers={}))
    words = changed(blank, tick(tag(Box.DECLINES)), write_in(tag(Box.REASON), "¤Vi har inga företag."))
    file = read_now(send_own_file(by=contact, report=report(round_), came=Came("svar.docx", words)))
    with pytest.raises(Refused, match="Bara den som rapporterar"):
        take_answers(by=contact, file=file, unit=unit("strand"), questions=[])
    take_answers(by=who("siv"), file=file, unit=unit("strand"), questions=[])
    assert Exemption.objects.get(report=report(round_)).reason == "¤Vi har inga företag."


def test_a_board_has_a_handful_of_files_at_a_time(round_):
    siv = who("siv")
    for n in range(MOST_OWN):
        made = send_own_file(by=siv, report=report(round_), came=Came("¤.txt", b"%d" % n))
    with pytest.raises(Refused, match="Kasta någon först"):
        send_own_file(by=siv, report=report(round_), came=Came("¤.txt", b"one more"))
    discard_file(by=siv, file=made)
    send_own_file(by=siv, report=report(round_), came=Came("¤.txt", b"one more"))


def test_the_rounds_timeline_does_not_name_it(round_):
    file = an_own_file(report(round_), who("siv"), name="¤hemligt.docx")
    discard_file(by=who("siv"), file=file)
    told = Event.objects.filter(particulars__file="¤hemligt.docx")
    assert {each.subject_kind for each in told} == {"report"} and told.count() == 3
