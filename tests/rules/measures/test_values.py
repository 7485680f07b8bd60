"""Values: which row is current, what a correction needs, and the hints about odd figures."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.foundation.period import Period
from tertial.measures.rules.breakdown import Breakdown
from tertial.measures.rules.current import (
    CorrectionRefused,
    Fact,
    ValueKey,
    ValueKind,
    check_correction,
    current,
    history,
)
from tertial.measures.rules.measure import MeasureRow
from tertial.measures.rules.plausible import Reported, hints

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
T1, T2, YEAR = Period.of_tertial(2026, 1), Period.of_tertial(2026, 2), Period.of_year(2026)
KEY = ValueKey("sick", "unit", T2)


def fact(number: int, value: str | None = "1", key: ValueKey = KEY, *, withdrawn: bool = False) -> Fact:
    return Fact(number, key, None if value is None else D(value), NOON, withdrawn=withdrawn)


def test_the_last_row_is_current() -> None:
    facts = [fact(2, "8"), fact(1, "7"), fact(3, "9", withdrawn=True)]
    assert current(facts) == {KEY: facts[0]}
    assert [each.number for each in history(facts, KEY)] == [3, 2, 1]


def test_kind_period_and_breakdown_are_different_things() -> None:
    keys = [
        KEY,
        ValueKey("sick", "unit", T2, ValueKind.FORECAST),
        ValueKey("sick", "unit", T1),
        ValueKey("sick", "unit", T2, breakdown=Breakdown("women")),
    ]
    assert set(current(fact(number, key=key) for number, key in enumerate(keys))) == set(keys)


def test_clocks_do_not_decide() -> None:
    late = Fact(1, KEY, D(1), NOON + timedelta(hours=1))
    assert current([late, fact(2)])[KEY].number == 2


def test_a_value_said_to_be_missing_is_current_too() -> None:
    assert current([fact(1), fact(2, None)])[KEY].value is None


@given(st.permutations(range(6)))
def test_the_order_of_reading_is_no_matter(order: list[int]) -> None:
    assert current(fact(number) for number in order)[KEY].number == 5


@pytest.mark.parametrize(
    ("before", "value", "reason", "fine"),
    [
        (None, D(1), "", True),
        (None, None, "", False),
        (None, None, "Mätaren trasig", True),
        (fact(1, "1"), D(1), "fel", False),
        (fact(1, "1"), D(2), " ", False),
        (fact(1, "1"), D(2), "Avläst fel", True),
    ],
)
def test_corrections(before: Fact | None, value: D | None, reason: str, fine: bool) -> None:
    if fine:
        check_correction(before, value, reason)
    else:
        with pytest.raises(CorrectionRefused):
            check_correction(before, value, reason)


COUNT = MeasureRow("jobs", "Antal jobb", "st", cumulative=True)
SHARE = MeasureRow("sick", "Sjukfrånvaro", "%", 1)
KM = MeasureRow("km", "Sträcka", "km", low=D(5), high=D(500))


def reported(measure: MeasureRow, period: Period, value: str, **others: str) -> Reported:
    by_sex = {name: D(others.pop(name)) for name in ("women", "men") if name in others}
    return Reported(measure, period, D(value), **{n: D(v) for n, v in others.items()}, by_sex=by_sex)


@pytest.mark.parametrize(
    ("look", "codes"),
    [
        pytest.param(reported(COUNT, T2, "20", previous="24"), ["falls"], id="an accumulated value falls"),
        pytest.param(reported(COUNT, T2, "30", previous="24"), [], id="it grows"),
        pytest.param(reported(SHARE, T2, "7", previous="8"), [], id="a share may fall"),
        pytest.param(reported(COUNT, T2, "240", last_year="24"), ["jump"], id="ten times"),
        pytest.param(reported(SHARE, T2, "0.8", previous="8"), ["jump"], id="a tenth"),
        pytest.param(reported(SHARE, T2, "16", previous="8"), ["change"], id="twice"),
        pytest.param(reported(SHARE, T2, "12", previous="8"), [], id="half again, no more"),
        pytest.param(reported(SHARE, T2, "7", previous="2"), [], id="large share, few units"),
        pytest.param(reported(SHARE, T2, "7.1", previous="2"), ["change"], id="more than five units"),
        pytest.param(reported(SHARE, T2, "9", previous="0"), ["change"], id="from nothing"),
        pytest.param(reported(KM, T2, "4"), ["range"], id="below"),
        pytest.param(reported(KM, T2, "501"), ["range"], id="above"),
        pytest.param(reported(SHARE, T2, "101"), ["over-100"], id="over all"),
        pytest.param(reported(COUNT, T2, "10", women="4", men="5"), ["sexes"], id="sexes"),
        pytest.param(reported(SHARE, T2, "10", women="11", men="12"), ["sexes"], id="sexes of a share"),
        pytest.param(
            reported(COUNT, T1, "10", forecast="10"), ["same-forecast"], id="nothing more this year"
        ),
        pytest.param(reported(COUNT, YEAR, "10", forecast="10"), [], id="at the year's end"),
        pytest.param(reported(COUNT, T1, "10", forecast="51"), ["out-of-reach"], id="twice the pace: 50"),
        pytest.param(reported(COUNT, T1, "10", forecast="50"), [], id="just within"),
    ],
)
def test_hints(look: Reported, codes: list[str]) -> None:
    found = hints(look)
    assert [hint.code for hint in found] == codes
    assert all(str(hint.sentence).endswith((".", "?")) and "%(" not in str(hint.sentence) for hint in found)


numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@given(numbers, numbers, numbers, numbers, st.sampled_from([COUNT, SHARE, KM]))
def test_any_figures_give_sentences(value: D, previous: D, last: D, forecast: D, measure: MeasureRow) -> None:
    look = Reported(measure, T2, value, previous, last, forecast, {"women": last, "men": previous})
    assert all(str(hint.sentence) for hint in hints(look))
