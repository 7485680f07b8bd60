"""A report's whole way: opened with what is known, written, handed in, sent back, approved, signed, frozen, corrected."""

from decimal import Decimal

import pytest

from tertial.goals.models import Activity
from tertial.history.queries import in_units
from tertial.measures.models import Judgement, Value
from tertial.organisation.access import Actor, Forbidden, actor_for
from tertial.organisation.models import Person
from tertial.reporting.actions.answers import (
    Conflict,
    Saved,
    choose_text,
    confirm_hint,
    nothing_new,
    save_answer,
)
from tertial.reporting.actions.moving import LockedRefused
from tertial.reporting.actions.parts import (
    Incomplete,
    approve,
    give_part,
    mark_done,
    return_report,
    submit,
    take_back,
    unlock,
)
from tertial.reporting.actions.signing import correct_after_freeze, freeze, sign, undo_signature
from tertial.reporting.models import AnswerVersion, Note, Notification, Signature
from tertial.reporting.queries.mine import my_reports
from tertial.reporting.queries.sealed import changed_since_signed, document_of, frozen, signatures_of
from tertial.reporting.queries.sheet import report_sheet
from tertial.reporting.rules.states import State
from tertial.reporting.rules.typed import Typed
from tests.chains import a_value
from tests.reports import T2, Told, a_round, answer, approved, filled, opened, some_goals, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(city) -> Told:
    return a_round()


def who(key: str) -> Actor:
    return actor_for(Person.objects.get(key=key))


def test_opening_fills_what_is_known(told):
    strand, home = told.report("strand"), told.report("home")
    share = answer(strand, "utfall", measure=told.share)
    assert (share.content, share.is_fetched) == ({"value": "92"}, True)
    activity = answer(home, "aktiviteter")
    assert (activity.activity, activity.content["status"]) == (told.activity, "ongoing")
    assert home.above == told.report("care") and told.report("care").above == strand
    assert strand.above is None
    care = [part.goal for part in told.report("care").parts.order_by("place")]
    assert care == [told.goal, None]  # it has no plan: the board's goal, since a workplace below works for it
    assert not told.report("berg").parts.filter(goal__isnull=False).exists()


def test_the_sheet_says_what_is_left(told):
    sheet = report_sheet(told.report("home"), who("eva"))
    assert [part.may_write for part in sheet.parts] == [True, True]
    assert {lack.field for _, _, lack in sheet.lacks} == {"value", "light", "text"}
    assert sheet.done == 0 and sheet.minutes > 0
    filled(who("eva"), told.report("home"))
    assert report_sheet(told.report("home"), who("eva")).lacks == []


def test_a_part_is_done_when_it_is_marked_or_handed_in(told):
    """The same number stands in the list of my reports and in the report."""
    eva, report = who("eva"), filled(who("eva"), told.report("home"))
    mark_done(by=eva, part=report.parts.get(place=1))
    assert report_sheet(report, eva).done == 1 == my_reports(eva)[0].done
    submit(by=eva, report=report)
    assert report_sheet(told.report("home"), eva).done == 2 == my_reports(eva)[0].done


def test_target_last_period_and_hints_stand_beside_the_answer(told):
    report = told.report("home")
    write(who("eva"), report, "utfall", content={"value": "13"})
    row = report_sheet(report).parts[0].rows[0]
    assert {hint.code for hint in row.value.hints} >= {"falls"}
    assert (row.value.previous, row.value.value) == (Decimal(17), Decimal(13))
    assert row.value.target_words == "minst\u00a040\u00a0st"
    fields = {lack.field for lack in row.lacks}
    assert {"confirm", "comment"} <= fields
    confirm_hint(by=who("eva"), answer=row.answer, codes=["falls", "change"], comment="¤Två flyttade.")
    assert report_sheet(report).parts[0].rows[0].lacks == ()


def test_the_same_save_again_is_one_save(told):
    report = told.report("home")
    found = answer(report, "analys")
    first = save_answer(by=who("eva"), answer=found, typed=Typed(text="¤Bra"), version=1, request="r1")
    again = save_answer(by=who("eva"), answer=found, typed=Typed(text="¤Bra"), version=1, request="r1")
    assert isinstance(first, Saved) and isinstance(again, Saved)
    assert first.version == again.version == 2
    save_answer(by=who("eva"), answer=found, typed=Typed(text="¤Bättre"), version=2, request="r2")
    late = save_answer(by=who("eva"), answer=found, typed=Typed(text="¤Bra"), version=1, request="r1")
    assert isinstance(late, Saved)
    found.refresh_from_db()
    assert found.text == "¤Bättre"
    assert not AnswerVersion.objects.filter(why="rival").exists()


def test_two_writers_lose_no_text(told):
    report = told.report("home")
    found = answer(report, "analys")
    save_answer(by=who("eva"), answer=found, typed=Typed(text="¤Evas"), version=1)
    clash = save_answer(by=who("siv"), answer=found, typed=Typed(text="¤Sivs"), version=1)
    assert isinstance(clash, Conflict)
    assert (clash.theirs.text, clash.mine.text) == ("¤Evas", "¤Sivs")
    clash = save_answer(by=who("siv"), answer=found, typed=Typed(text="¤Sivs mer"), version=1)
    assert AnswerVersion.objects.filter(why="rival").count() == 1
    row = next(row for row in report_sheet(report).parts[0].rows if row.question.key == "analys")
    assert [each.text for each in row.rivals] == ["¤Sivs mer"]
    chosen = choose_text(by=who("siv"), rival=clash.mine, typed=Typed(text="¤Evas och Sivs"), version=2)
    assert isinstance(chosen, Saved)
    found.refresh_from_db()
    assert found.text == "¤Evas och Sivs"
    assert {each.text for each in found.versions.all()} == {"¤Evas", "¤Sivs mer"}


def test_saving_what_already_stands_is_no_conflict(told):
    found = answer(told.report("home"), "analys")
    save_answer(by=who("eva"), answer=found, typed=Typed(text="¤Samma"), version=1)
    assert isinstance(save_answer(by=who("siv"), answer=found, typed=Typed(text="¤Samma"), version=1), Saved)


def test_submit_says_everything_that_lacks(told):
    with pytest.raises(Incomplete) as caught:
        submit(by=who("eva"), report=told.report("home"))
    assert {each.lack.field for each in caught.value.missing} == {"value", "light", "text"}
    assert told.report("home").state == State.NOT_STARTED


def test_facts_are_born_at_approval_and_once(told):
    report = filled(who("eva"), told.report("home"))
    submit(by=who("eva"), report=report)
    submit(by=who("eva"), report=report)  # pressed twice
    assert not Value.objects.filter(measure=told.count, period=T2.code).exists()
    assert Notification.objects.filter(to__key="siv", kind="submitted").count() == 1
    approve(by=who("siv"), report=report)
    approve(by=who("siv"), report=report)
    fact = Value.objects.get(measure=told.count, period=T2.code)
    assert (fact.value, fact.recorded_by, fact.is_current) == (Decimal(41), "siv", True)
    assert Judgement.objects.get(goal__key="h1").light == "met"
    assert Activity.objects.get(pk=told.activity.pk).progress == 60
    assert told.report("home").state == State.APPROVED


def test_a_locked_part_says_who_and_what_to_do(told):
    report = filled(who("eva"), told.report("home"))
    submit(by=who("eva"), report=report)
    found = answer(report, "analys")
    with pytest.raises(LockedRefused) as caught:
        save_answer(by=who("eva"), answer=found, typed=Typed(text="¤Nytt"), version=found.version)
    assert "¤Eva Prov" in str(caught.value)
    take_back(by=who("eva"), report=report, reason="¤Glömde en sak")
    write(who("eva"), report, "analys", text="¤Nytt")


def test_a_returned_part_has_its_reason_and_the_rest_stays(told):
    report = filled(who("eva"), told.report("home"))
    submit(by=who("eva"), report=report)
    first, last = report.parts.order_by("place")
    approve(by=who("siv"), report=report, parts=[last])
    return_report(
        by=who("siv"),
        report=report,
        parts=[first],
        reason="¤Skriv mer",
        notes={answer(report, "analys"): "¤Varför ökar det?"},
    )
    assert [each.state for each in report.parts.order_by("place")] == [State.RETURNED, State.APPROVED]
    assert told.report("home").state == State.RETURNED
    sheet = report_sheet(report, who("eva"))
    assert [note.text for note in sheet.parts[0].notes] == ["¤Skriv mer"]
    assert [n.text for row in sheet.parts[0].rows for n in row.notes] == ["¤Varför ökar det?"]
    submit(by=who("eva"), report=report)
    assert not Note.objects.filter(done_at__isnull=True, is_return=True).exists()
    with pytest.raises(Forbidden):
        return_report(by=who("eva"), report=report, reason="¤Nej")


def test_signed_frozen_and_corrected(told):
    report = approved(who("siv"), told.report("home"))
    signature = sign(by=who("siv"), report=report)
    assert sign(by=who("siv"), report=report) == signature
    assert changed_since_signed(told.report("home")) == []
    with pytest.raises(Forbidden):
        freeze(by=who("siv"), report=report)
    freeze(by=who("karin"), report=report)
    before = Signature.objects.get()
    correct_after_freeze(by=who("karin"), report=report, reason="¤Fel siffra")
    write(who("eva"), report, "utfall", content={"value": "42"})
    submit(by=who("eva"), report=report)
    approve(by=who("siv"), report=report)
    sign(by=who("siv"), report=report)
    freeze(by=who("karin"), report=report)
    two, one = signatures_of(report)
    assert (one.signature.number, two.signature.number) == (1, 2)
    assert (one.signature.document, one.sealed.is_sound) == (before.document, True)
    assert two.sealed.is_sound and frozen(report) == two
    fact = Value.objects.get(measure=told.count, period=T2.code, is_current=True)
    assert (fact.value, fact.corrects.value) == (Decimal(42), Decimal(41))


def test_an_undone_signature_is_kept(told):
    report = approved(who("siv"), told.report("home"))
    sign(by=who("siv"), report=report)
    undo_signature(by=who("siv"), report=report, reason="¤Fel datum")
    assert told.report("home").state == State.APPROVED
    unlock(by=who("siv"), report=report, reason="¤Rättas")
    assert told.report("home").state == State.RETURNED
    assert frozen(report) is None
    assert Signature.objects.get().reason == "¤Fel datum"


def test_what_changed_since_it_was_signed_is_told(told):
    report = approved(who("siv"), told.report("home"))
    sign(by=who("siv"), report=report)
    old = Value.objects.get(measure=told.count, period=T2.code)
    old.is_current = False
    old.save()
    a_value(told.count, report.unit, T2.code, "44", corrects=old, reason="¤Räknefel")
    changed = changed_since_signed(told.report("home"))
    assert [(each.label, each.was, each.now) for each in changed] == [
        ("¤Mått-count", "41\u00a0st", "44\u00a0st")
    ]


def test_a_document_that_was_touched_is_unsound_and_cannot_be_frozen(told):
    report = approved(who("siv"), told.report("home"))
    signature = sign(by=who("siv"), report=report)
    Signature.objects.filter(pk=signature.pk).update(document=signature.document.replace("41", "99"))
    assert not signatures_of(report)[0].sealed.is_sound
    with pytest.raises(ValueError, match="Kontrollsumman"):
        freeze(by=who("karin"), report=report)


def test_numbers_roll_up_and_are_never_retyped(told):
    write(who("eva"), told.report("home"), "utfall", content={"value": "41"}, comment="¤Fler")
    care = told.report("care")
    row = report_sheet(care).parts[0].rows[0]
    assert (row.value.rolled.value, str(row.value.rolled.coverage)) == (Decimal(41), "1 av 1")
    with pytest.raises(ValueError, match="skrivs inte in"):
        write(who("siv"), care, "utfall", content={"value": "42"})
    write(who("siv"), care, "utfall", comment="¤Se enheten")
    write(who("siv"), care, "bedomning", content={"light": "met"})
    write(who("siv"), care, "analys", text="¤Vårt")
    submit(by=who("siv"), report=care)
    approve(by=who("siv"), report=care)
    assert Value.objects.get(measure=told.count, unit=care.unit, period=T2.code).value == Decimal(41)


def test_what_units_wrote_stands_beside_for_quoting(told):
    write(who("eva"), told.report("home"), "analys", text="¤Enhetens ord")
    part = report_sheet(told.report("care")).parts[0]
    row = next(row for row in part.rows if row.question.key == "analys")
    assert [(said.unit_key, said.text) for said in row.below] == [("home", "¤Enhetens ord")]


def test_a_colleague_without_a_role_writes_the_part_given(told):
    report = told.report("home")
    with pytest.raises(Forbidden):
        write(who("lo"), report, "summa", text="¤Los text")
    give_part(by=who("eva"), part=report.parts.get(section="slut"), person=Person.objects.get(key="lo"))
    write(who("lo"), report, "summa", text="¤Los text")
    with pytest.raises(Forbidden):
        write(who("lo"), report, "analys", text="¤Inte min")


def test_what_happened_is_told_of_one_and_of_several_with_what_it_was_about(told):
    report = filled(who("eva"), told.report("home"))
    first, _last = report.parts.order_by("place")
    submit(by=who("eva"), report=report)
    return_report(by=who("siv"), report=report, parts=[first], reason="¤Mer")
    submit(by=who("eva"), report=report, parts=[first])
    approve(by=who("siv"), report=report)
    sentences = [each.sentence for each in in_units(["home"])]
    name = f"¤Tertialrapport T2 {T2.year}, {report.unit.name}"
    assert f"¤Siv Prov skickade tillbaka en del av {name}: ¤Mer" in sentences
    assert f"¤Eva Prov lämnade in en del av {name}" in sentences
    assert f"¤Eva Prov lämnade in 2 delar av {name}" in sentences
    assert f"¤Siv Prov bedömde 1 ¤Mål-h1, T2 {T2.year}: Uppfylls." in sentences


def test_what_came_back_is_not_done_before_it_is_said_to_be(told):
    report = filled(who("eva"), told.report("home"))
    submit(by=who("eva"), report=report)
    first = report.parts.get(place=1)
    return_report(by=who("siv"), report=report, parts=[first], reason="¤Mer")
    assert report_sheet(report).done == 1
    mark_done(by=who("eva"), part=first)
    assert report_sheet(report).done == 2


def test_nothing_new_since_the_round_before(city):
    some_goals()
    from tests.reports import T1

    first = opened("t1", T1)
    report = first.reports.get(unit__key="home")
    approved(who("siv"), report)
    second = opened("t2", T2)
    found = answer(second.reports.get(unit__key="home"), "analys")
    assert found.before is not None and found.before.text == "¤Det går bra."
    nothing_new(by=who("eva"), answer=found, version=found.version)
    document = document_of(
        second.reports.select_related("round", "unit", "form_version").get(unit__key="home")
    )
    row = next(row for part in document["parts"] for row in part["rows"] if row["question"] == "analys")
    assert (row["text"], row["is_same"]) == ("¤Det går bra.", True)
