"""Money added up from the units below: what some have not given yet is told, and stops nobody."""

from decimal import Decimal

import pytest
from django.utils import timezone

from tertial.measures.models import Value
from tertial.organisation.access import SYSTEM
from tertial.organisation.actions.mergers import merge_units
from tertial.organisation.actions.refusal import Refused
from tertial.reporting.actions.answers import save_answer
from tertial.reporting.actions.parts import approve, submit
from tertial.reporting.actions.rounds import except_unit, follow_organisation
from tertial.reporting.actions.signing import sign
from tertial.reporting.queries.overview import overview
from tertial.reporting.queries.sealed import changed_since_signed, standing
from tertial.reporting.queries.sheet import report_sheet
from tertial.reporting.rules.typed import Typed
from tests.cast import a_unit
from tests.chains import YEAR, a_value
from tests.money import Asked, a_second_unit, asked_about_money, some_money
from tests.reports import UNITS, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(city) -> Asked:
    care, _part, school = some_money()
    a_second_unit(care, school)
    return asked_about_money(units=(*UNITS, "dag"))


def typed(asked: Asked, measure, forecast: str, of: str = "home", comment: str = "") -> None:
    answer = asked.answer(measure, of)
    content = {"forecast": forecast} if forecast else None
    save_answer(by=SYSTEM, answer=answer, typed=Typed(content, comment=comment), version=answer.version)


def row(asked: Asked, measure, of: str = "care"):
    rows = [row for part in report_sheet(asked.report(of)).parts for row in part.rows]
    return next(each for each in rows if each.answer.measure == measure)


def test_a_report_above_is_handed_in_without_a_word_from_below(asked):
    assert not report_sheet(asked.report("care")).lacks
    submit(by=SYSTEM, report=asked.report("care"))
    assert asked.report("care").state == "submitted"
    assert [lack.field for lack in row(asked, asked.care, "home").lacks] == ["forecast"]  # which types itself


def test_a_sum_of_some_shows_no_surplus_and_who_is_missing(asked):
    typed(asked, asked.care, "313.5")
    line = row(asked, asked.care).money.line
    assert (line.budget, line.expected, line.deviation) == (Decimal(413), Decimal("313.5"), Decimal("-0.5"))
    assert (line.below.given, line.below.lacking) == ({"home": "¤Home"}, {"dag": "¤Dag"})
    assert not row(
        asked, asked.care
    ).lacks  # a million less than the budget of both would have asked for words


def test_who_is_excused_is_not_waited_for(asked):
    except_unit(by=SYSTEM, report=asked.report("dag"), reason="¤Stängd.")
    typed(asked, asked.care, "313.5")
    below = row(asked, asked.care).money.line.below
    assert (below.count, below.asked) == (1, 1)


def test_what_is_signed_says_who_was_not_in_the_sum(asked):
    typed(asked, asked.care, "313.5")
    submit(by=SYSTEM, report=asked.report("care"))
    approve(by=SYSTEM, report=asked.report("care"))
    sign(by=SYSTEM, report=asked.report("care"))
    document = standing(asked.report("care")).sealed.document
    sealed = {row["measure"]: row for part in document["parts"] for row in part["rows"]}
    assert sealed["netto-vard"]["coverage"] == {
        "in": 1,
        "of": 2,
        "given": {"home": "¤Home"},
        "lacking": {"dag": "¤Dag"},
    }
    assert (sealed["netto-vard"]["held"], sealed["netto-vard"]["deviation"]) == ("313", "-0.5")
    assert sealed["netto-skola"]["coverage"]["in"] == 0
    fact = Value.objects.get(unit=unit("care"), kind="forecast", is_current=True, measure=asked.care)
    assert (fact.value, fact.comment) == (Decimal("313.5"), "1 av 2 enheter")
    assert changed_since_signed(asked.report("care")) == []
    Value.objects.filter(unit=unit("dag"), measure=asked.care, kind="budget").update(is_current=False)
    a_value(asked.care, unit("dag"), str(YEAR), "90.0", kind="budget")
    typed(asked, asked.care, "95", of="dag")
    assert [(each.kind, each.was, each.now) for each in changed_since_signed(asked.report("care"))] == [
        ("budget", "413,0\u00a0mnkr", "403,0\u00a0mnkr"),
        ("forecast", "313,5\u00a0mnkr", "408,5\u00a0mnkr"),
    ]


def test_the_city_office_sees_what_deviates_in_a_sum_too(asked):
    typed(asked, asked.care, "330")
    typed(asked, asked.care, "101", of="dag")
    typed(asked, asked.school, "250", of="dag")
    answer = asked.answer(asked.care, "care")
    save_answer(by=SYSTEM, answer=answer, typed=Typed(comment="¤Fler platser."), version=answer.version)
    of_care = {e.measure: e for e in overview(asked.round).deviations if e.report.unit.key == "care"}
    care, school = of_care[asked.care], of_care[asked.school]
    assert (care.value, care.rule.high, care.is_explained) == (Decimal(431), Decimal(413), True)
    assert (school.value, school.rule.high, school.is_explained) == (Decimal(250), Decimal(50), False)
    (alone,) = [e for e in overview(asked.round, kinds=["department"]).deviations if e.measure == asked.care]
    assert alone.value == Decimal(431)  # also where the units below are not looked at


def test_what_is_below_costs_the_overview_no_more_questions(asked, django_assert_max_num_queries):
    typed(asked, asked.care, "330")
    with django_assert_max_num_queries(16):
        overview(asked.round)


def merged(asked: Asked) -> Asked:
    """The two become one in the middle of the round."""
    merge_units(
        by=SYSTEM, old=[unit("home"), unit("dag")], new=a_unit("ny", unit("care")), on=timezone.localdate()
    )
    follow_organisation(by=SYSTEM, round_=asked.round)
    return asked


def test_a_merged_unit_has_the_budgets_of_those_it_came_from_and_types_its_forecast(asked):
    typed(merged(asked), asked.care, "410", of="ny")
    new = row(asked, asked.care, "ny").money
    assert (new.figure, new.rolled) == ("forecast", None)
    assert (new.line.budget, new.line.actual, new.line.expected) == (
        Decimal(413),
        Decimal("205.1"),
        Decimal(410),
    )
    above = row(asked, asked.care).money.line
    assert (above.budget, above.expected, above.below.given) == (Decimal(413), Decimal(410), {"ny": "¤Ny"})
    of_new = {(e.report.unit.key, e.rule.high) for e in overview(asked.round).deviations}
    assert of_new == {("ny", Decimal(413)), ("care", Decimal(413)), ("strand", Decimal(413))}


def test_a_merged_unit_starts_with_what_all_it_came_from_had_typed(asked):
    for of, forecast in (("home", "313.5"), ("dag", "101")):
        typed(asked, asked.care, forecast, of)
    typed(asked, asked.school, "203", "home")  # the other has written none: half a sum is no start
    merged(asked)
    assert asked.answer(asked.care, "ny").content == {"forecast": "414.5"}
    assert asked.answer(asked.school, "ny").content == {}
    assert row(asked, asked.care, "ny").money.line.deviation == Decimal("-1.5")


def test_a_board_adds_up_what_is_typed_two_levels_below(asked):
    typed(asked, asked.care, "313.5")
    line = row(asked, asked.care, "strand").money.line
    assert (line.budget, line.expected, line.deviation) == (Decimal(413), Decimal("313.5"), Decimal("-0.5"))
    assert (line.below.given, line.below.lacking) == ({"home": "¤Home"}, {"dag": "¤Dag"})


def test_what_is_added_up_is_typed_at_no_level_above(asked):
    for of in ("care", "strand"):
        with pytest.raises(Refused, match="läggs ihop"):
            typed(asked, asked.care, "414", of)
