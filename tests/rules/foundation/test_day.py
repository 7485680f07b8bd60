"""Days and spans: what is written is read, both ends are included, an open end never closes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.foundation.day import DayRefused, Span, format_day, gaps, parse_day

days = st.dates(date(1800, 1, 1), date(2199, 12, 31))
spans = st.builds(
    lambda first, length: Span(first, first + timedelta(length) if length is not None else None),
    st.dates(date(2020, 1, 1), date(2020, 3, 1)),
    st.one_of(st.none(), st.integers(0, 30)),
)


@pytest.mark.parametrize(
    "written",
    [
        "2021-09-10",
        "2021-9-10",
        "20210910",
        "10/9 2021",
        "10 september 2021",
        "den 10 september 2021",
        "10 sept. 2021",
        "den 10:e september 2021",
        "10 September, 2021",
        "Den\u00a010 sep 2021",
        "2021–09–10",
    ],
)
def test_one_day_many_ways(written: str) -> None:
    assert parse_day(written) == date(2021, 9, 10)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "går inte att läsa"),
        ("10/9", "går inte att läsa"),
        ("21-09-10", "går inte att läsa"),
        ("2021-02-29", "finns inte i kalendern"),
        ("31 april 2021", "finns inte i kalendern"),
        ("2021-13-01", "finns inte i kalendern"),
        ("10 smarch 2021", "går inte att läsa"),
        ("0021-09-10", "orimligt"),
    ],
)
def test_what_is_refused(written: str, told: str) -> None:
    with pytest.raises(DayRefused, match=told) as refused:
        parse_day(written)
    assert str(refused.value) == refused.value.text % refused.value.params


def test_in_running_text() -> None:
    assert format_day(date(2021, 9, 10)) == "den 10 september 2021"
    assert format_day(date(2021, 9, 10), "en") == "10 September 2021"


@given(days)
def test_written_reads_back(day: date) -> None:
    assert parse_day(format_day(day)) == parse_day(format_day(day, "en")) == parse_day(day.isoformat()) == day


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(DayRefused, match="ligger före"):
        Span(date(2021, 1, 2), date(2021, 1, 1))


def test_ends_are_included() -> None:
    span = Span(date(2021, 1, 1), date(2021, 4, 30))
    assert date(2021, 1, 1) in span
    assert date(2021, 4, 30) in span
    assert date(2021, 5, 1) not in span
    assert date(2999, 1, 1) in Span(date(2021, 1, 1))
    assert Span(date(2021, 1, 1)).is_open
    assert Span(date(2021, 1, 1)).ended(date(2021, 4, 30)) == span


@given(spans, spans)
def test_overlap_is_a_day_in_common(one: Span, other: Span) -> None:
    everyone = [date(2020, 1, 1) + timedelta(step) for step in range(120)]
    common = [day for day in everyone if day in one and day in other]
    assert one.overlaps(other) == other.overlaps(one) == bool(common)
    alone = [day for day in everyone if day in other and day not in one]
    assert one.covers(other) == (not alone and not (other.is_open and not one.is_open))


@given(st.lists(spans, min_size=1))
def test_gaps_are_the_days_nobody_has(several: list[Span]) -> None:
    everyone = [date(2020, 1, 1) + timedelta(step) for step in range(120)]
    first = min(span.first for span in several)
    last = max(span.last or date.max for span in several)
    free = [day for day in everyone if first <= day <= last and not any(day in span for span in several)]
    assert [day for day in everyone if any(day in gap for gap in gaps(several))] == free
