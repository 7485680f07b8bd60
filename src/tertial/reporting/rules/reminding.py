"""When a round reminds by itself. Twice at most, and nobody whom somebody reminded on the same occasion."""

from datetime import date, timedelta

PATIENCE = timedelta(days=7)  # after the last day; who is later than that is left to people


def is_due(today: date, last_day: date | None, days_before: int | None, told: date | None) -> bool:
    """`told`: the day of the latest reminder. A worker that stood still for a day or two does it when it is back."""
    if last_day is None or days_before is None:
        return False
    if today > last_day:
        return today <= last_day + PATIENCE and (told is None or told <= last_day)
    first = last_day - timedelta(days=days_before)
    return today >= first and (told is None or told < first)
