"""STR07: dates that look swapped or slipped."""

from collections.abc import Iterator
from datetime import date

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.draft import Activity, PlanDraft
from tertial.planning.rules.prose import activity_quote
from tertial.planning.rules.sketch import activity, plan


@check(
    "STR07",
    title="En aktivitets datum verkar omkastade",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(plan(activities=(activity("1.1", "Starta", "2021-12-31", "2021-01-01"),)), 1),
        Example(plan(activities=(activity("1.1", "Starta", "2021-01-31", "2021-12-31"),)), 1),
        Example(plan(activities=(activity("1.1", "Starta", "2021-01-07", "2021-12-31"),)), 1),
        Example(plan(activities=(activity("1.1", "Starta", "2021-01-07", "2021-06-30"),)), 0),
        Example(plan(activities=(activity("1.1", "Starta", "2021-01-01", "2021-12-31"),)), 0),
    ),
)
def swapped_dates(draft: PlanDraft) -> Iterator[Hit]:
    """En aktivitet kan inte sluta innan den börjar.

    Börjar den den sista dagen i en månad, slutar den redan i januari när den börjar vid årsskiftet, eller
    börjar den en januaridag som kan vara en månad (01-07 för 07-01), kan en siffra ha blivit fel; det ger
    en upplysning.
    """
    for each in draft.activities:
        if each.start is None or each.end is None:
            continue
        if each.start > each.end:
            yield Hit(f"Aktiviteten slutar {each.end} men börjar {each.start}.", (activity_quote(each),))
        elif slip := _slip(each):
            yield Hit(slip, (activity_quote(each),), Severity.INFO)


def _slip(each: Activity) -> str | None:
    if each.start is None or each.end is None:
        return None
    if each.start.day == 31 and each.end != each.start:
        return f"Aktiviteten börjar den sista dagen i månaden ({each.start}); är det den första som avses?"
    if each.start.month == each.start.day == 1 and (each.end.month, each.end.day) == (1, 31):
        return f"Aktiviteten slutar redan {each.end}; är det 12-31 som avses?"
    if (meant := _day_as_month(each.start)) and meant <= each.end:
        return f"Aktiviteten börjar {each.start}; är det {meant} som avses?"
    if each.start == each.end and each.start.month == each.start.day == 1:
        return f"Aktiviteten börjar och slutar {each.start}."
    return None


def _day_as_month(start: date) -> date | None:
    """The first of a month that may be meant by 01-07, where the day was written before the month."""
    swapped = start.month == 1 and 1 < start.day <= 12
    return date(start.year, start.day, 1) if swapped else None
