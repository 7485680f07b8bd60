"""The round that comes after another: which period it has, what it is called, and on which days."""

from datetime import date, timedelta

from tertial.foundation.period import Period, PeriodKind

A_YEAR = timedelta(weeks=52)  # so that a last day on a Friday stays one


def following(period: Period) -> Period | None:
    """What a city reports in turn: T1, T2, the year. After anything else nothing is known."""
    if period.kind is PeriodKind.YEAR:
        return Period.of_tertial(period.year + 1, 1)
    if period.kind is not PeriodKind.TERTIAL:
        return None
    return Period.of_tertial(period.year, 2) if period.number == 1 else Period.of_year(period.year)


def a_year_on(period: Period) -> Period | None:
    """The same stretch of the next year; a single day has none."""
    if period.kind is PeriodKind.DAY:
        return None
    return Period.of_months(period.year + 1, period.first.month, period.last.month)


def retitled(title: str, before: Period, now: Period) -> str:
    """With the new year in the old one's place; a title that names no year is asked for anew."""
    return title.replace(str(before.year), str(now.year)) if str(before.year) in title else ""


def moved(day: date | None) -> date | None:
    return day + A_YEAR if day else None
