"""Periods: what people write is read, days and codes agree, looks at the year are ordered."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.foundation.period import Period, PeriodKind, PeriodRefused

years = st.integers(1801, 2199)
periods = st.one_of(
    st.builds(Period.of_year, years),
    st.builds(Period.of_tertial, years, st.integers(1, 3)),
    st.builds(Period.of_half_year, years, st.integers(1, 2)),
    st.builds(Period.of_month, years, st.integers(1, 12)),
    st.builds(Period.of_day, st.dates(date(1801, 1, 1), date(2199, 12, 31))),
)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026", "2026"),
        ("helår 2026", "2026"),
        ("2026 helår", "2026"),
        ("Hela året 2026", "2026"),
        ("full year 2026", "2026"),
        ("T3 2026", "2026"),
        ("2026T1", "2026T1"),
        ("T2 2026", "2026T2"),
        ("2026 T2", "2026T2"),
        ("t2\u00a02026", "2026T2"),
        ("T2-2026", "2026T2"),
        ("tertial 2 2026", "2026T2"),
        ("tertial 2, 2026", "2026T2"),
        ("andra tertialet 2026", "2026T2"),
        ("2:a tertialet 2026", "2026T2"),
        ("januari–augusti 2026", "2026T2"),
        ("jan - apr 2026", "2026T1"),
        ("jan t.o.m. dec 2026", "2026"),
        ("H1 2026", "2026H1"),
        ("2026-H2", "2026H2"),
        ("första halvåret 2026", "2026H1"),
        ("juli–december 2026", "2026H2"),
        ("augusti 2026", "2026-08"),
        ("Aug. 2026", "2026-08"),
        ("2026 augusti", "2026-08"),
        ("2026-08", "2026-08"),
        ("202608", "2026-08"),
        ("August 2026", "2026-08"),
        ("2026-08-31", "2026-08-31"),
        ("den 31 augusti 2026", "2026-08-31"),
        ("31/8 2026", "2026-08-31"),
        ("  T2\t2026 ", "2026T2"),
    ],
)
def test_what_people_write(written: str, code: str) -> None:
    assert Period.parse(written).code == code


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "går inte att läsa"),
        ("i höst", "T2 2026, helår 2026"),
        ("T2 26", "går inte att läsa"),
        ("T2", "går inte att läsa"),
        ("2026-2", "går inte att läsa"),
        ("2026T4", "Nummer 4 finns inte"),
        ("H3 2026", "Nummer 3 finns inte"),
        ("2026-13", "Månaden i ”2026-13” finns inte"),
        ("2026-02-29", "finns inte i kalendern"),
        ("mars–maj 2026", "är ingen period"),
        ("T1 0999", "Året 999 är orimligt"),
        ("٢٠٢٦", "går inte att läsa"),
        ("x" * 500, "…”"),
    ],
)
def test_what_is_refused(written: str, told: str) -> None:
    with pytest.raises(PeriodRefused) as refused:
        Period.parse(written)
    assert told in str(refused.value)
    assert str(refused.value) == refused.value.text % refused.value.params


@pytest.mark.parametrize(
    ("code", "first", "last", "label", "spelled", "english"),
    [
        (
            "2026T1",
            (1, 1),
            (4, 30),
            "T1 2026",
            "tertial 1 2026 (januari–april)",
            "tertial 1 2026 (January–April)",
        ),
        (
            "2026T2",
            (1, 1),
            (8, 31),
            "T2 2026",
            "tertial 2 2026 (januari–augusti)",
            "tertial 2 2026 (January–August)",
        ),
        (
            "2026",
            (1, 1),
            (12, 31),
            "helår 2026",
            "helår 2026 (januari–december)",
            "full year 2026 (January–December)",
        ),
        (
            "2026H2",
            (7, 1),
            (12, 31),
            "H2 2026",
            "andra halvåret 2026 (juli–december)",
            "second half of 2026 (July–December)",
        ),
        ("2026-02", (2, 1), (2, 28), "februari 2026", "februari 2026", "February 2026"),
        ("2026-08-31", (8, 31), (8, 31), "2026-08-31", "den 31 augusti 2026", "31 August 2026"),
    ],
)
def test_days_and_words(
    code: str, first: tuple[int, int], last: tuple[int, int], label: str, spelled: str, english: str
) -> None:
    period = Period.parse(code)
    assert (period.first, period.last) == (date(2026, *first), date(2026, *last))
    assert (period.label(), period.spelled(), period.spelled("en")) == (label, spelled, english)


@pytest.mark.parametrize(
    ("code", "previous", "report_before", "year_before"),
    [
        ("2026T2", "2026T1", "2026T1", "2025T2"),
        ("2026T1", "2025", "2025", "2025T1"),
        ("2026", "2025", "2026T2", "2025"),
        ("2026H2", "2026H1", "2026H1", "2025H2"),
        ("2026H1", "2025H2", "2025H2", "2025H1"),
        ("2026-01", "2025-12", "2025-12", "2025-01"),
        ("2024-02-29", "2024-02-28", "2024-02-28", "2023-02-28"),
        ("2024-02", "2024-01", "2024-01", "2023-02"),
    ],
)
def test_what_came_before(code: str, previous: str, report_before: str, year_before: str) -> None:
    period = Period.parse(code)
    before = (period.previous(), period.previous_tertial(), period.previous_year())
    assert tuple(map(str, before)) == (previous, report_before, year_before)


@pytest.mark.parametrize(
    ("code", "share"),
    [
        ("2026T1", "1/3"),
        ("2026T2", "2/3"),
        ("2026", "1"),
        ("2026-08", "2/3"),
        ("2026H1", "1/2"),
        ("2024-02-29", "1/6"),
    ],
)
def test_share_of_year(code: str, share: str) -> None:
    assert Period.parse(code).share_of_year() == Fraction(share)


def test_those_that_end_first_come_first() -> None:
    codes = ["2026T1", "2026H1", "2026-08-31", "2026-08", "2026T2", "2026-12", "2026H2", "2026"]
    assert [str(period) for period in sorted(map(Period.parse, reversed(codes)))] == codes


def test_a_stretch_that_is_no_period_cannot_be_made() -> None:
    with pytest.raises(PeriodRefused):
        Period(PeriodKind.TERTIAL, date(2026, 1, 1), date(2026, 4, 29))
    with pytest.raises(PeriodRefused):
        Period(PeriodKind.YEAR, date(2025, 1, 1), date(2026, 12, 31))


@given(periods)
def test_code_and_words_read_back(period: Period) -> None:
    assert Period.parse(period.code) == period
    assert Period.parse(period.label()) == period
    assert Period.parse(period.label("en")) == period


@given(periods)
def test_a_period_is_inside_its_year_and_after_the_one_before(period: Period) -> None:
    assert period in period.same_year()
    assert period.first in period
    assert period.last + timedelta(days=1) not in period
    assert period.previous() < period
    assert period.previous_year().kind is period.kind
    assert 0 < period.share_of_year() <= 1


@given(periods, periods)
def test_order_is_total(one: Period, other: Period) -> None:
    assert (one < other) + (one == other) + (one > other) == 1
