"""STR06: activities outside the plan's year."""

from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.prose import activity_quote
from tertial.planning.rules.sketch import activity, plan


@check(
    "STR06",
    title="En aktivitet ligger utanför planens år",
    looks_at="plan",
    examples=(
        Example(plan(activities=(activity("1.1", "Starta", "2020-01-01", "2021-12-31"),)), 1),
        Example(plan(activities=(activity("1.1", "Starta", "2021-01-01", "2021-12-31"),)), 0),
    ),
)
def activities_outside_year(draft: PlanDraft) -> Iterator[Hit]:
    """En aktivitet i planen för ett år ska börja och sluta det året.

    En aktivitet som bara börjar före eller slutar efter året kan vara flerårig och ger en varning.
    En som ligger helt utanför året är fel.
    """
    if draft.year is None:
        return
    for each in draft.activities:
        if each.start and each.end and each.start > each.end:
            continue  # STR07 tells of those
        inside = [day.year == draft.year for day in (each.start, each.end) if day]
        if not inside or all(inside):
            continue
        years = sorted({day.year for day in (each.start, each.end) if day})
        spans = years[0] < draft.year < years[-1]
        wholly = not any(inside) and not spans
        dates = " till ".join(str(day) for day in (each.start, each.end) if day)
        yield Hit(
            f"Aktiviteten pågår {dates} men planen gäller {draft.year}.",
            (activity_quote(each),),
            Severity.ERROR if wholly else None,
        )
