"""Adding up: over units, over time, by sex; shares are never summed and the coverage is always told."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.foundation.period import Period
from tertial.measures.rules.aggregate import (
    AggregationRefused,
    Figure,
    check_aggregation,
    over_time,
    over_units,
    ratio_factor,
)
from tertial.measures.rules.breakdown import AGE, SEX, Breakdown, BreakdownRefused, disagreement
from tertial.measures.rules.measure import MeasureRow, OverTime, OverUnits

A, B, EMPTY = Figure(D(10), D(1), D(10)), Figure(D(50), D(45), D(90)), Figure(None)


@pytest.mark.parametrize(
    ("figures", "way", "unit", "value", "coverage"),
    [
        pytest.param({"a": A, "b": B}, OverUnits.SUM, "st", 60, "2 av 2", id="sum"),
        pytest.param({"a": A}, OverUnits.SUM, "st", 10, "1 av 2", id="one lacks"),
        pytest.param(
            {"a": A, "b": EMPTY}, OverUnits.SUM, "st", 10, "1 av 2", id="a value said to be missing"
        ),
        pytest.param({"a": A, "x": B}, OverUnits.SUM, "st", 10, "1 av 2", id="one that was not asked"),
        pytest.param({"a": A, "b": B}, OverUnits.RATIO, "%", 46, "2 av 2", id="all above through all below"),
        pytest.param({"a": A, "b": B}, OverUnits.MEAN, "%", 46, "2 av 2", id="weighted"),
        pytest.param({"a": A, "b": Figure(D(50))}, OverUnits.MEAN, "%", 10, "1 av 2", id="no weight"),
        pytest.param({}, OverUnits.SUM, "st", None, "0 av 2", id="nothing"),
        pytest.param({"a": A}, OverUnits.NONE, "%", None, "0 av 2", id="not combined"),
        pytest.param({"a": Figure(D(5))}, OverUnits.RATIO, "%", None, "0 av 2", id="no numerator"),
        pytest.param({"a": Figure(D(5), D(0), D(0))}, OverUnits.RATIO, "%", None, "1 av 2", id="zero below"),
    ],
)
def test_over_units(
    figures: dict[str, Figure], way: OverUnits, unit: str, value: int | None, coverage: str
) -> None:
    result = over_units(figures, ["a", "b"], way, unit)
    assert (result.value, str(result.coverage)) == (None if value is None else D(value), coverage)
    assert (result.why is None) == (value is not None)


@pytest.mark.parametrize("unit", ["%", "procent", "per 1 000 invånare", "kr/timme", "index"])
def test_a_share_is_never_summed(unit: str) -> None:
    with pytest.raises(AggregationRefused, match="summeras"):
        over_units({"a": A}, ["a"], OverUnits.SUM, unit)
    with pytest.raises(AggregationRefused, match="summeras"):
        check_aggregation(MeasureRow("m", "Måttet", unit, over_units=OverUnits.SUM))


@pytest.mark.parametrize(
    ("measure", "fine"),
    [
        pytest.param(MeasureRow("m", "M", "st", over_units=OverUnits.SUM), True, id="pieces"),
        pytest.param(MeasureRow("m", "M", "%", over_units=OverUnits.RATIO), True, id="ratio"),
        pytest.param(MeasureRow("m", "M", "%", over_time=OverTime.SUM), False, id="shares over time"),
        pytest.param(MeasureRow("m", "M", "st", cumulative=True), True, id="growing, last"),
        pytest.param(MeasureRow("m", "M", "st", cumulative=True, over_time=OverTime.SUM), False, id="twice"),
        pytest.param(MeasureRow("m", "M", "st", cumulative=True, over_time=OverTime.MEAN), False, id="mean"),
    ],
)
def test_how_a_measure_may_add_up(measure: MeasureRow, fine: bool) -> None:
    if fine:
        check_aggregation(measure)
    else:
        with pytest.raises(AggregationRefused):
            check_aggregation(measure)


@pytest.mark.parametrize(
    ("unit", "factor"),
    [("%", 100), ("‰", 1000), ("per 1 000 invånare", 1000), ("per 100 000", 100000), ("", 1)],
)
def test_factor_of_a_quotient(unit: str, factor: int) -> None:
    assert ratio_factor(unit) == factor


MONTHS = [Period.of_month(2026, month) for month in (1, 2, 3)]
T1, T2 = Period.of_tertial(2026, 1), Period.of_tertial(2026, 2)


@pytest.mark.parametrize(
    ("way", "value"),
    [(OverTime.SUM, 9), (OverTime.LAST, 6), (OverTime.MEAN, D("4.5")), (OverTime.NONE, None)],
)
def test_over_time(way: OverTime, value: object) -> None:
    figures = {MONTHS[2]: Figure(D(6)), MONTHS[0]: Figure(D(3))}
    result = over_time(figures, MONTHS, way)
    assert result.value == value
    if value is not None:
        assert (str(result.coverage), result.coverage.lacking) == ("2 av 3", ("2026-02",))


def test_looks_at_the_same_year_are_never_summed() -> None:
    figures = {T1: Figure(D(3)), T2: Figure(D(7))}
    with pytest.raises(AggregationRefused, match="T1 2026 och T2 2026"):
        over_time(figures, [T1, T2], OverTime.SUM)
    assert over_time(figures, [T1, T2], OverTime.LAST).value == 7
    assert over_time({}, [T1], OverTime.LAST).why is not None


@given(
    st.dictionaries(
        st.sampled_from("abcdefgh"),
        st.tuples(st.integers(0, 1000), st.integers(1, 1000)).map(
            lambda pair: Figure(D(pair[0]) * 100 / pair[1], D(pair[0]), D(pair[1]))
        ),
    )
)
def test_a_weighed_share_lies_among_its_parts(figures: dict[str, Figure]) -> None:
    result = over_units(figures, "abcdefgh", OverUnits.RATIO, "%")
    assert result.coverage.count == len(figures)
    assert result.coverage.asked == 8
    if figures:
        values = [figure.value for figure in figures.values() if figure.value is not None]
        assert result.value is not None
        assert min(values) - D("1e-9") <= result.value <= max(values) + D("1e-9")


@pytest.mark.parametrize(
    ("sex", "age", "code", "shown"),
    [
        ("", "", "total/total", "Totalt"),
        ("Flickor", "", "women/total", "Kvinnor"),
        ("m", "65–79 år", "men/65-79", "Män, 65–79 år"),
        ("Totalt", "80+", "total/80-", "80 år och äldre"),
    ],
)
def test_breakdowns(sex: str, age: str, code: str, shown: str) -> None:
    breakdown = Breakdown.of(sex, age)
    assert (breakdown.code, str(breakdown), breakdown.is_total) == (code, shown, code == "total/total")


def test_a_breakdown_is_one_of_a_fixed_set() -> None:
    with pytest.raises(BreakdownRefused, match="Välj bland Totalt, Kvinnor, Män"):
        Breakdown.of("okänt")
    with pytest.raises(BreakdownRefused):
        Breakdown(age="17")
    assert AGE.members[0].code == SEX.members[0].code == "total"


@pytest.mark.parametrize(
    ("parts", "total", "is_share", "agrees"),
    [
        pytest.param({"women": 4, "men": 6}, 10, False, True, id="sum"),
        pytest.param({"women": 4, "men": 5}, 10, False, False, id="one lost"),
        pytest.param({"women": 4}, 10, False, True, id="one part only"),
        pytest.param({"women": 14}, 10, False, False, id="a part larger than the whole"),
        pytest.param({"women": 40, "men": 60}, 47, True, True, id="share between"),
        pytest.param({"women": 40, "men": 60}, 61, True, False, id="share outside"),
        pytest.param({"women": 40}, 61, True, True, id="share, one part"),
        pytest.param({}, 61, False, True, id="nothing"),
    ],
)
def test_parts_and_total(parts: dict[str, int], total: int, is_share: bool, agrees: bool) -> None:
    said = disagreement({key: D(value) for key, value in parts.items()}, D(total), SEX, "", is_share=is_share)
    assert (said is None) == agrees
