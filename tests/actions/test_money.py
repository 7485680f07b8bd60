"""Money in a report: known figures stand there, forecasts are typed, facts are born when it is approved."""

from decimal import Decimal

import pytest

from tertial.foundation.period import Period
from tertial.measures.models import Value
from tertial.organisation.access import SYSTEM, Actor, actor_for
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Person
from tertial.reporting.actions.answers import confirm_hint, save_answer
from tertial.reporting.actions.forms import publish_draft, publish_form, start_draft
from tertial.reporting.actions.parts import Incomplete, approve, submit
from tertial.reporting.actions.signing import freeze, sign
from tertial.reporting.queries.overview import overview
from tertial.reporting.queries.sealed import changed_since_signed, document_of, frozen
from tertial.reporting.queries.sheet import report_sheet, row_of
from tertial.reporting.rules.money import sealed_tables, total
from tertial.reporting.rules.typed import Typed
from tests.chains import YEAR, a_value
from tests.money import ONLY_MONEY, Asked, asked_about_money, some_money
from tests.reports import unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(city) -> Asked:
    some_money()
    return asked_about_money()


def eva() -> Actor:
    return actor_for(Person.objects.get(key="eva"))


def typed(asked: Asked, measure, forecast: str, comment: str = "", of: str = "home") -> None:
    answer = asked.answer(measure, of)
    content = {"forecast": forecast}
    save_answer(by=eva(), answer=answer, typed=Typed(content, comment=comment), version=answer.version)


def rows(asked: Asked, of: str = "home"):
    return [row for part in report_sheet(asked.report(of)).parts for row in part.rows]


def test_a_row_stands_there_with_what_the_ledger_says(asked):
    care, part, school = rows(asked)
    line = care.money.line
    assert (line.budget, line.actual, line.earlier) == (Decimal("313.0"), Decimal("205.1"), Decimal("312.0"))
    assert (line.expected, line.deviation) == (None, None)
    assert part.money.line.within == "netto-vard"
    assert [lack.field for row in (care, part, school) for lack in row.lacks] == ["forecast", "forecast"]


def test_what_is_loaded_after_the_round_was_opened_is_there_too(asked):
    Value.objects.filter(measure=asked.school, kind="actual").update(is_current=False)
    a_value(asked.school, unit("home"), "2026T2", "140.0")
    assert rows(asked)[2].money.line.actual == Decimal("140.0")


def test_a_row_beyond_the_tolerance_asks_for_words(asked):
    typed(asked, asked.school, "207,9")
    (lack,) = row_of(asked.answer(asked.school)).lacks
    assert lack.field == "comment"
    assert "går %(far)s över budget" in lack.sentence.text
    assert lack.sentence.params["far"] == "5,7\u00a0mnkr"
    typed(asked, asked.school, "207,9", "¤Fler hushåll.")
    assert not row_of(asked.answer(asked.school)).lacks
    typed(asked, asked.care, "313,9")
    assert not row_of(asked.answer(asked.care)).lacks


def test_a_forecast_in_another_unit_is_asked_about_and_can_be_confirmed(asked):
    typed(asked, asked.school, "202 200")
    fields = [lack.field for lack in row_of(asked.answer(asked.school)).lacks]
    assert fields == ["confirm", "comment"]
    confirm_hint(by=eva(), answer=asked.answer(asked.school), codes=["jump"], comment="¤Det stämmer.")
    assert not row_of(asked.answer(asked.school)).lacks
    typed(asked, asked.school, "202 300", "¤Det stämmer.")  # another figure is asked about anew
    assert [lack.field for lack in row_of(asked.answer(asked.school)).lacks] == ["confirm"]


def test_nothing_is_handed_in_without_forecasts_and_words(asked):
    typed(asked, asked.care, "313")
    typed(asked, asked.school, "207,9")
    with pytest.raises(Incomplete) as lacking:
        submit(by=eva(), report=asked.report())
    assert [each.lack.field for each in lacking.value.missing] == ["comment"]


def written(asked: Asked) -> Asked:
    typed(asked, asked.care, "313")
    typed(asked, asked.school, "207,9", "¤Fler hushåll.")
    submit(by=eva(), report=asked.report())
    approve(by=SYSTEM, report=asked.report())
    return asked


def test_forecasts_are_facts_when_it_is_approved_and_outcomes_stay_the_ledgers(asked):
    outcomes = set(Value.objects.filter(kind="actual").values_list("pk", flat=True))
    written(asked)
    facts = Value.objects.filter(kind="forecast", is_current=True, unit=unit("home"))
    found = {each.measure.key: (each.value, each.period, each.comment) for each in facts}
    assert found == {
        "netto-vard": (Decimal("313"), str(YEAR), ""),
        "netto-skola": (Decimal("207.9"), str(YEAR), "¤Fler hushåll."),
    }
    assert facts.get(measure=asked.care).corrects.value == Decimal("312.0")
    assert (
        set(Value.objects.filter(kind="actual", unit=unit("home")).values_list("pk", flat=True)) == outcomes
    )


def test_what_was_signed_holds_the_whole_table_and_says_what_the_ledger_changed(asked):
    written(asked)
    sign(by=SYSTEM, report=asked.report())
    freeze(by=SYSTEM, report=asked.report())
    seen = frozen(asked.report())
    assert seen is not None and seen.sealed.is_sound
    sealed = [row for part in seen.sealed.document["parts"] for row in part["rows"]]
    assert [row["content"] for row in sealed] == [
        {"budget": "313", "value": "205.1", "forecast": "313"},
        {"budget": "150", "value": "99"},
        {"budget": "202.2", "value": "139.4", "forecast": "207.9"},
    ]
    assert [row["within"] for row in sealed] == ["", "netto-vard", ""]
    assert sealed[2]["deviation"] == "-5.7" and sealed[2]["shown"] == "207,9\u00a0mnkr"
    assert changed_since_signed(asked.report()) == []
    Value.objects.filter(measure=asked.school, kind="actual").update(is_current=False)
    a_value(asked.school, unit("home"), "2026T2", "141.0")
    Value.objects.filter(measure=asked.care, kind="budget", unit=unit("home")).update(is_current=False)
    a_value(asked.care, unit("home"), str(YEAR), "314.5", kind="budget")
    assert [(each.label, each.kind, each.was, each.now) for each in changed_since_signed(asked.report())] == [
        ("¤Vard, ¤netto", "budget", "313,0\u00a0mnkr", "314,5\u00a0mnkr"),
        ("¤Skola, ¤netto", "actual", "139,4\u00a0mnkr", "141,0\u00a0mnkr"),
    ]
    Value.objects.filter(measure=asked.care, kind="forecast").update(is_current=False)
    a_value(
        asked.care, unit("home"), str(YEAR), "320.0", kind="forecast"
    )  # of a later round: nothing was wrong
    assert len(changed_since_signed(asked.report())) == 2


def test_the_unit_above_adds_up_and_types_nothing(asked):
    typed(asked, asked.care, "313")
    typed(asked, asked.school, "207,9")
    care = next(row for row in rows(asked, "care") if row.answer.measure == asked.care)
    line = care.money.line
    assert (line.budget, line.actual, line.expected) == (Decimal("313.0"), Decimal("205.1"), Decimal("313"))
    assert care.money.figure == "" and (
        care.money.rolled.coverage.count,
        care.money.rolled.coverage.asked,
    ) == (1, 1)
    answer = asked.answer(asked.care, "care")
    with pytest.raises(Refused) as refused:
        content = {"forecast": "1"}
        save_answer(by=SYSTEM, answer=answer, typed=Typed(content), version=answer.version)
    assert refused.value.field == "forecast"


def test_the_city_office_sees_what_deviates_most(asked):
    typed(asked, asked.school, "207,9")
    typed(asked, asked.care, "300,0", "¤Vakanser.")
    found = [each for each in overview(asked.round).deviations if each.report.unit.key == "home"]
    assert [(each.measure.key, each.is_explained) for each in found] == [
        ("netto-skola", False),
        ("netto-vard", True),
    ]


def test_a_year_that_is_over_has_its_outcome_against_the_budget(city):
    care, _part, school = some_money()
    a_value(care, unit("home"), str(YEAR), "320.0")
    asked = asked_about_money(Period.of_year(YEAR))
    found = rows(asked)
    assert (found[0].money.figure, found[0].money.line.expected) == ("", Decimal("320.0"))
    assert [lack.field for lack in found[0].lacks] == ["comment"]
    assert found[2].money.figure == "value"  # the ledger has none yet
    answer = asked.answer(school)
    save_answer(by=eva(), answer=answer, typed=Typed({"value": "202"}), version=answer.version)
    answer = asked.answer(care)
    save_answer(by=eva(), answer=answer, typed=Typed(comment="¤Fler platser."), version=answer.version)
    submit(by=eva(), report=asked.report())
    approve(by=SYSTEM, report=asked.report())
    fact = Value.objects.get(measure=school, kind="actual", period=str(YEAR), is_current=True)
    assert fact.value == Decimal(202)
    document = document_of(asked.report())
    assert document["parts"][0]["rows"][0]["is_over"] is True


def test_a_year_that_is_over_is_added_up_from_what_the_ledger_has_of_the_units_below(city):
    care, _part, school = some_money()
    a_value(care, unit("home"), str(YEAR), "320.0")
    asked = asked_about_money(Period.of_year(YEAR))
    above = {row.answer.measure: row.money for row in rows(asked, "care")}
    assert above[care].line.expected == Decimal("320.0")
    assert above[school].line.expected is None
    a_value(care, unit("care"), str(YEAR), "321.5")  # the ledger knows the department too
    known = {row.answer.measure: row.money for row in rows(asked, "care")}[care]
    assert (known.line.expected, known.rolled) == (Decimal("321.5"), None)


def test_a_figure_that_no_fact_can_hold_is_refused_where_it_is_typed(asked):
    with pytest.raises(Refused) as refused:
        typed(asked, asked.school, "9" * 20)
    assert refused.value.field == "forecast"
    with pytest.raises(Refused):
        typed(asked, asked.school, "0,123456789")
    typed(asked, asked.school, "9" * 12 + ",125", "¤Ett stort tal.")
    typed(asked, asked.care, "313")
    codes = [each.code for each in rows(asked)[2].hints]
    confirm_hint(by=eva(), answer=asked.answer(asked.school), codes=codes, comment="¤Stort.")
    submit(by=eva(), report=asked.report())
    approve(by=SYSTEM, report=asked.report())
    fact = Value.objects.get(kind="forecast", is_current=True, unit=unit("home"), measure=asked.school)
    assert fact.value == Decimal("9" * 12 + ".125")


def test_money_in_another_unit_is_refused_where_it_is_typed(asked):
    with pytest.raises(Refused) as refused:
        typed(asked, asked.school, "202 200 tkr")
    assert refused.value.field == "forecast"
    typed(asked, asked.school, "202,2 mnkr")
    assert asked.answer(asked.school).content == {"forecast": "202.2"}


def test_a_form_that_would_add_what_cannot_be_added_is_never_given_out(city):
    _care, _part, school = some_money()
    type(school).objects.filter(pk=school.pk).update(unit_of_measure="tkr")
    with pytest.raises(Refused) as refused:
        publish_form(by=SYSTEM, form=ONLY_MONEY)
    assert "inte netto-skola (tkr)" in str(refused.value)
    draft = start_draft(by=SYSTEM, form=ONLY_MONEY)
    with pytest.raises(Refused):
        publish_draft(by=SYSTEM, draft=draft)


def test_a_unit_that_is_changed_later_leaves_the_table_without_a_sum(asked):
    typed(asked, asked.care, "313")
    type(asked.school).objects.filter(pk=asked.school.pk).update(unit_of_measure="tkr")
    found = total(row.money.line for row in rows(asked))
    assert found.expected is None and "olika enheter (mnkr, tkr)" in str(found.why)
    table = sealed_tables(document_of(asked.report())["parts"][0]["rows"])[0]
    assert (table.names[2], table.measured, table.total.budget) == ("¤Skola, tkr", "¤netto", None)
