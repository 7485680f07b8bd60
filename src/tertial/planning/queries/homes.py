"""Which goal a row belongs to, and what has been accepted but stands under none that has."""

from tertial.planning.models import Proposal, Reading
from tertial.planning.rules.draft_rows import Kind
from tertial.planning.rules.row_kinds import UNDER_GOALS


def homeless(reading: Reading) -> list[Proposal]:
    """The accepted activities and expected results without a goal of the plan's own to belong to."""
    rows = list(reading.proposals.filter(choice=Proposal.Choice.ACCEPTED).select_related("under"))
    goals = [each for each in rows if each.kind == Kind.GOAL]
    own = {each.pk for each in goals if not each.is_citys}
    with_below = own | {each.under_id for each in goals if each.pk in own}
    homes: dict[str, set[int | None]] = {Kind.EXPECTED: {*own}, Kind.ACTIVITY: {*with_below}}
    return [each for each in rows if each.kind in homes and each.under_id not in homes[each.kind]]


def goal_before(reading: Reading, line: int | None, row: Proposal | None = None) -> Proposal | None:
    """The goal that what stands on this line of the document most likely belongs to: the last one before it."""
    goals = reading.proposals.filter(kind=Kind.GOAL, passage__line__lte=line or 0)
    goals = goals.exclude(choice=Proposal.Choice.REJECTED).select_related("under")
    if row is not None and row.pk is not None:
        goals = goals.exclude(pk=row.pk)
    return goals.order_by("passage__line", "place").last()


def above_for(reading: Reading, kind: Kind, row: Proposal) -> Proposal | None:
    """The goal that the row would stand under as this kind: a goal beside its goal, the rest under it."""
    if kind not in UNDER_GOALS:
        return None
    line = row.passage.line if row.passage else None
    before = goal_before(reading, line, row)
    if row.kind != Kind.GOAL and row.under is not None:
        before = row.under
    if kind != Kind.GOAL or before is None or before.is_citys:
        return before
    return before.under
