"""Swedish clock time and UTC: when summer time starts and ends, and which hours exist twice or not at all."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SummerTime:
    """One year's summer time by the wall clock: the hour before `first` is missing, the one before `last` is double."""

    year: int
    first: datetime  # 03:00 on the spring night; 02:00–03:00 does not exist
    last: datetime  # 03:00 on the autumn night; 02:00–03:00 exists twice


def summer_times(first_year: int, last_year: int) -> list[SummerTime]:
    """Summer time of each of these years that has one, by the official tables."""
    found = []
    for year in range(first_year, last_year + 1):
        changes = [day for day in _days_of(year) if _offset_at(day) != _offset_at(day + timedelta(days=1))]
        if len(changes) == 2:
            spring, autumn = (datetime.combine(day, time(3)) for day in changes)
            found.append(SummerTime(year, spring, autumn))
    return found


def _days_of(year: int) -> list[date]:
    start = date(year, 1, 1)
    return [start + timedelta(days=n) for n in range((date(year + 1, 1, 1) - start).days)]


def _offset_at(day: date) -> timedelta | None:
    return datetime.combine(day, time(0), STOCKHOLM).utcoffset()


def as_utc(local: datetime) -> datetime | None:
    """The moment (UTC, without zone) of a wall clock time, the first of two; None where the hour is missing."""
    moment = local.replace(tzinfo=STOCKHOLM).astimezone(UTC)
    if moment.astimezone(STOCKHOLM).replace(tzinfo=None) != local:
        return None
    return moment.replace(tzinfo=None)


def months_from(first: date, count: int) -> list[date]:
    """The first day of `count` months, starting with the month of `first`."""
    numbers = range(first.year * 12 + first.month - 1, first.year * 12 + first.month - 1 + count)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def days_in(month: date) -> list[date]:
    following = months_from(month, 2)[1]
    return [month + timedelta(days=n) for n in range((following - month).days)]
