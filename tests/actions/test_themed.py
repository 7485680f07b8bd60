"""A themed round: a board answers, gives questions to colleagues or takes no part; the city office puts it together."""

import pytest

from tertial.organisation.access import SYSTEM, Actor, Forbidden, actor_for
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Person, Unit
from tertial.reporting.actions.answers import Conflict, nothing_new, save_answer
from tertial.reporting.actions.consolidating import (
    Clash,
    add_heading,
    choose_summary,
    drop_heading,
    leave_out,
    rename_heading,
    save_summary,
    sort_excerpts,
    step_excerpt,
    take_along,
)
from tertial.reporting.actions.parts import submit
from tertial.reporting.actions.themed import give_question, hand_back, set_contacts, take_no_part, take_part
from tertial.reporting.models import Notification, SummaryVersion
from tertial.reporting.queries.themed import compared, excerpts_in, gathered
from tertial.reporting.rules.themed import Standing
from tertial.reporting.rules.typed import Typed
from tests.themes import SAID, T1, Theme, a_theme, a_theme_round, answered

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme(city) -> Theme:
    return a_theme()


def who(key: str) -> Actor:
    return actor_for(Person.objects.get(key=key))


def test_the_words_of_before_stand_beside_each_question(theme):
    found = theme.answer("strand", "1.1")
    assert found.before is not None and found.before.text == SAID["1.1"]


def test_a_given_question_is_written_by_the_colleague_and_no_other_is(theme):
    report, lo = theme.report("strand"), Person.objects.get(key="lo")
    first, second = theme.answer("strand", "1.1"), theme.answer("strand", "1.2")
    with pytest.raises(Forbidden):
        save_answer(by=who("lo"), answer=first, typed=Typed(text="¤Los"), version=1)
    given = give_question(by=who("siv"), report=report, question="1.1", person=lo)
    assert Notification.objects.filter(to=lo, kind="given").count() == 1
    save_answer(by=who("lo"), answer=first, typed=Typed(text="¤Los"), version=1)
    with pytest.raises(Forbidden):
        save_answer(by=who("lo"), answer=second, typed=Typed(text="¤Los"), version=1)
    assert given is not None
    hand_back(by=who("lo"), given=given)
    assert Notification.objects.filter(to__key="siv", kind="answered").count() == 1
    give_question(by=who("siv"), report=report, question="1.1", person=None)
    first.refresh_from_db()
    with pytest.raises(Forbidden):
        save_answer(by=who("lo"), answer=first, typed=Typed(text="¤Los igen"), version=first.version)
    assert first.text == "¤Los"


def test_only_who_reports_gives_away(theme):
    with pytest.raises(Forbidden):
        give_question(by=who("ute"), report=theme.report("strand"), question="1.1", person=None)
    with pytest.raises(Refused):
        give_question(by=who("siv"), report=theme.report("strand"), question="9.9", person=None)


def test_taking_no_part_is_an_answer_with_a_reason(theme):
    report = theme.report("strand")
    with pytest.raises(Refused):
        take_no_part(by=who("siv"), report=report, reason=" ")
    with pytest.raises(Forbidden):
        take_no_part(by=who("karin"), report=report, reason="¤Nej")
    take_no_part(by=who("siv"), report=report, reason="¤Vi har inga företag.")
    found = gathered(theme.now)
    assert [(each.unit.key, each.exempt) for each in found.declined] == [("strand", "¤Vi har inga företag.")]
    assert [each.unit.key for each in found.silent] == ["berg"]
    with pytest.raises(Refused):
        save_answer(by=who("siv"), answer=theme.answer("strand", "1.1"), typed=Typed(text="¤Ändå"), version=1)
    take_part(by=who("siv"), report=report)
    assert gathered(theme.now).declined == []


def test_what_is_handed_in_cannot_be_declined(theme):
    answered(theme.report("strand"))
    with pytest.raises(Refused):
        take_no_part(by=who("siv"), report=theme.report("strand"), reason="¤Nej")


def test_who_said_the_same_something_new_or_nothing(theme):
    strand = theme.report("strand")
    for key in ("1.1", "1.2"):
        nothing_new(by=who("siv"), answer=theme.answer("strand", key), version=1)
    text = f"{SAID['2.1']}\n\nUppdatering T2\n\n¤Nu också 3 elektriker."
    save_answer(by=who("siv"), answer=theme.answer("strand", "2.1"), typed=Typed(text=text), version=1)
    submit(by=who("siv"), report=strand)
    found = gathered(theme.now)
    told = {voice.question.key: voice.standing for voice in found.voices}
    assert told == {"1.1": Standing.SAME, "1.2": Standing.SAME, "2.1": Standing.UPDATED}
    assert [voice.text for voice in found.said_to("1.1")] == [SAID["1.1"]]
    assert [each.text for each in found.said_to("2.1")[0].added] == ["¤Nu också 3 elektriker."]
    assert [each.unit.key for each in found.silent] == ["berg"]
    assert found.same == []
    then = compared(found)
    assert then is not None and then.gone == ("¤Berg",) and then.new == ()


def test_nothing_new_twice_in_a_row_says_what_was_said_first(city):
    from tertial.foundation.period import Period
    from tests.chains import YEAR

    year = a_theme_round("tema-0", Period.of_year(YEAR - 1))
    answered(Theme(year, year).report("strand"))
    before = a_theme_round("tema-t1", T1)
    theme = Theme(year, before)
    for key in SAID:
        nothing_new(by=SYSTEM, answer=theme.answer("strand", key), version=1)
    submit(by=SYSTEM, report=theme.report("strand"))
    assert {voice.text for voice in gathered(before).voices} == set(SAID.values())
    assert [each.unit.key for each in gathered(before).same] == ["strand"]


def test_contacts_are_told_and_may_write(theme):
    lo, berg = Person.objects.get(key="lo"), Unit.objects.get(key="berg")
    assert len(set_contacts(by=who("karin"), round_=theme.now, people={berg: lo})) == 1
    assert Notification.objects.filter(to=lo, kind="opened").count() == 1
    save_answer(by=who("lo"), answer=theme.answer("berg", "1.1"), typed=Typed(text="¤Los"), version=1)
    assert set_contacts(by=who("karin"), round_=theme.now, people={berg: lo}) == []
    assert [each.contact for each in gathered(theme.now).boards] == [lo.name, ""]


def test_an_excerpt_keeps_its_board_and_date_and_is_taken_once(theme):
    answered(theme.report("strand"))
    found = theme.answer("strand", "1.1")
    first = take_along(by=who("karin"), answer=found, text="¤Väntan ¤är 18 %.")
    again = take_along(by=SYSTEM, answer=found, text="¤Väntan  ¤är 18 %.")
    assert first == again and len(excerpts_in(theme.now)) == 1
    assert (first.unit_name, first.section) == ("¤Strand", "1")
    assert first.said_on is not None
    leave_out(by=who("karin"), excerpt=first)
    assert len(excerpts_in(theme.now)) == 0
    take_along(by=who("karin"), answer=found, text="¤Väntan ¤är 18 %.")
    assert len(excerpts_in(theme.now)) == 1


def test_only_what_is_handed_in_and_stands_there_is_taken_along(theme):
    draft = theme.answer("berg", "1.1")
    with pytest.raises(Refused):
        take_along(by=who("karin"), answer=draft, text="¤x")
    answered(theme.report("strand"))
    found = theme.answer("strand", "1.1")
    for text in ("", "¤Det tar 2 dagar."):
        with pytest.raises(Refused):
            take_along(by=who("karin"), answer=found, text=text)
    with pytest.raises(Forbidden):
        take_along(by=who("siv"), answer=found, text="¤Väntan ¤är 18 %.")


def test_two_who_sort_move_only_what_each_moved(theme):
    answered(theme.report("strand"))
    one = take_along(by=who("karin"), answer=theme.answer("strand", "1.1"), text="¤Väntan ¤är 18 %.")
    two = take_along(by=who("karin"), answer=theme.answer("strand", "1.2"), text=SAID["1.2"])
    good = add_heading(by=who("karin"), round_=theme.now, section="1", title="¤Bra")
    bad = add_heading(by=SYSTEM, round_=theme.now, section="1", title="¤Mindre bra")
    sort_excerpts(by=who("karin"), round_=theme.now, moved={one: good})
    sort_excerpts(by=SYSTEM, round_=theme.now, moved={two: bad})
    assert {each.pk: each.heading for each in excerpts_in(theme.now)} == {one.pk: good, two.pk: bad}
    sort_excerpts(by=SYSTEM, round_=theme.now, moved={two: good})
    step_excerpt(by=who("karin"), excerpt=two, up=True)
    assert [each.pk for each in excerpts_in(theme.now)] == [two.pk, one.pk]
    drop_heading(by=who("karin"), heading=good)
    assert {each.heading for each in excerpts_in(theme.now)} == {None}
    with pytest.raises(Refused):
        sort_excerpts(by=who("karin"), round_=theme.now, moved={one: good})


def test_a_heading_renamed_by_two_is_said(theme):
    heading = add_heading(by=who("karin"), round_=theme.now, section="1", title="¤Bra")
    rename_heading(by=SYSTEM, heading=heading, title="¤Det går bra", version=1)
    with pytest.raises(Refused) as caught:
        rename_heading(by=who("karin"), heading=heading, title="¤Fint", version=1)
    assert "¤Det går bra" in str(caught.value)


def test_of_two_summaries_none_is_lost(theme):
    mine = save_summary(by=who("karin"), round_=theme.now, section="1", text="¤Karins", version=1)
    clash = save_summary(by=SYSTEM, round_=theme.now, section="1", text="¤Systemets", version=1)
    assert not isinstance(mine, Clash) and isinstance(clash, Clash)
    assert (clash.theirs.text, clash.mine.text) == ("¤Karins", "¤Systemets")
    same = save_summary(by=SYSTEM, round_=theme.now, section="1", text="¤Karins", version=1)
    assert not isinstance(same, Clash)
    late = choose_summary(by=SYSTEM, rival=clash.mine, text="¤Båda", version=1)
    assert isinstance(late, Clash)
    choose_summary(by=SYSTEM, rival=clash.mine, text="¤Båda", version=2)
    assert theme.now.summaries.get(section="1").text == "¤Båda"
    texts = set(SummaryVersion.objects.values_list("text", "is_rival"))
    assert texts == {("¤Karins", False), ("¤Systemets", False)}


def test_an_ordinary_round_is_not_put_together_so(city):
    from tests.reports import a_round

    told = a_round()
    with pytest.raises(Refused):
        save_summary(by=who("karin"), round_=told.round, section="", text="¤x", version=1)


def test_two_who_answer_the_same_question_lose_nothing(theme):
    found = theme.answer("strand", "1.1")
    save_answer(by=who("siv"), answer=found, typed=Typed(text="¤Sivs"), version=1)
    clash = save_answer(by=SYSTEM, answer=found, typed=Typed(text="¤Andras"), version=1)
    assert isinstance(clash, Conflict)
