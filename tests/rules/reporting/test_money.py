"""Tables of money: what is summed, what looks odd, and what does not add up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.foundation.period import Period
from tertial.measures.rules.measure import Better, Frequency, MeasureRow, OverTime, OverUnits
from tertial.reporting.rules.money import (
    Line,
    figure_asked,
    larger_than_whole,
    odd,
    short_names,
    total,
)

MNKR = MeasureRow(
    key="netto",
    name="Netto",
    unit="mnkr",
    decimals=1,
    better=Better.LOWER,
    frequency=Frequency.TERTIAL,
    cumulative=True,
    over_time=OverTime.LAST,
    over_units=OverUnits.SUM,
    by_sex=False,
    by_age=False,
)


def a_line(key: str, budget: str, expected: str = "", within: str = "", actual: str = "") -> Line:
    return Line(
        key,
        Decimal(budget),
        Decimal(actual) if actual else None,
        None,
        Decimal(expected) if expected else None,
        within,
    )


def test_parts_are_not_added_and_empty_rows_make_no_surplus() -> None:
    lines = [
        a_line("care", "313.0", "313.0"),
        a_line("children", "150.0", "160.0", within="care"),
        a_line("aid", "202.2", "207.9"),
        a_line("school", "327.5"),
    ]
    found = total(lines)
    assert (found.budget, found.expected, found.deviation) == (
        Decimal("842.7"),
        Decimal("520.9"),
        Decimal("-5.7"),
    )
    assert (found.count, found.asked) == (2, 3)
    assert found.percent is not None and round(found.percent, 2) == Decimal("-1.11")


def test_a_table_without_figures_has_no_sum() -> None:
    found = total([Line("a"), Line("b")])
    assert (found.budget, found.expected, found.deviation, found.percent) == (None, None, None, None)


@pytest.mark.parametrize(
    ("units", "said"), [(("mnkr", "tkr"), "olika enheter (mnkr, tkr)"), (("%", "%"), "andelar (%)")]
)
def test_rows_that_cannot_be_added_have_no_sum_and_say_why(units: tuple[str, ...], said: str) -> None:
    lines = [Line(unit, Decimal(1), None, None, Decimal(2), unit=unit) for unit in units]
    found = total(lines)
    assert (found.budget, found.expected, found.deviation, found.count) == (None, None, None, 2)
    assert said in str(found.why)
    assert total([Line("a", Decimal(1), unit="mnkr"), Line("")]).budget == 1


money = st.decimals(-1000, 1000, places=1)


@given(st.lists(st.tuples(money, money), min_size=1, max_size=12))
def test_the_sum_of_deviations_is_the_deviation_of_the_sums(rows: list[tuple[Decimal, Decimal]]) -> None:
    found = total([Line(str(n), budget, None, None, expected) for n, (budget, expected) in enumerate(rows)])
    assert found.budget is not None and found.expected is not None
    assert found.deviation == found.budget - found.expected


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        pytest.param(a_line("a", "313.0", "312.1", actual="205.1"), [], id="as usual"),
        pytest.param(a_line("a", "313.0", "312100"), ["jump"], id="in thousands"),
        pytest.param(a_line("a", "313.0", "31.2"), ["jump"], id="decimal sign one step off"),
        pytest.param(a_line("a", "313.0", "-313.0"), ["sign"], id="minus before a cost"),
        pytest.param(a_line("a", "-38.5", "-40.0"), [], id="income"),
        pytest.param(a_line("a", "313.0", "200.0", actual="205.1"), ["below-outcome"], id="already spent"),
        pytest.param(a_line("a", "313.0", "0"), [], id="nothing at all is not ten times less"),
        pytest.param(a_line("a", "0", "5"), [], id="no budget"),
        pytest.param(a_line("a", "313.0"), [], id="not written yet"),
    ],
)
def test_what_looks_odd(line: Line, codes: list[str]) -> None:
    assert [each.code for each in odd(line, MNKR)] == codes


def test_parts_that_are_more_than_their_whole() -> None:
    lines = [
        a_line("care", "313.0", "313.0"),
        a_line("children", "150.0", "200.0", within="care"),
        a_line("adults", "100.0", "113.1", within="care"),
        a_line("aid", "50.0", "50.0"),
        a_line("handling", "10.0", "9.0", within="aid"),
    ]
    assert larger_than_whole(lines) == [("care", Decimal("313.1"))]


@pytest.mark.parametrize(
    ("names", "short"),
    [
        pytest.param(["Förskola, netto", "Skola, netto"], (["Förskola", "Skola"], "netto"), id="said once"),
        pytest.param(
            ["Kultur, fritid, netto", "Skola, netto"], (["Kultur, fritid", "Skola"], "netto"), id="last comma"
        ),
        pytest.param(["Förskola, netto", "Skola"], (["Förskola, netto", "Skola"], ""), id="not by all"),
        pytest.param(["A, netto", "B, brutto"], (["A, netto", "B, brutto"], ""), id="different"),
        pytest.param([], ([], ""), id="none"),
    ],
)
def test_short_names(names: list[str], short: tuple[list[str], str]) -> None:
    assert short_names(names) == short


def test_the_outcome_is_asked_for_when_the_year_is_over() -> None:
    assert figure_asked(Period.of_tertial(2026, 2)) == "forecast"
    assert figure_asked(Period.of_year(2025)) == "value"
