"""A plan draft as plain text for the terminal: the chain of goals with what hangs on it."""

from collections import defaultdict
from collections.abc import Iterator

from tertial.planning.rules.draft import Activity, Goal, Indicator, PlanDraft, said_of

_PERIODS = {"tertial": "tertial", "year": "år", "month": "månad", None: "–"}


def plan_as_text(draft: PlanDraft) -> str:
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: PlanDraft) -> Iterator[str]:
    yield f"{draft.unit or 'Okänd enhet'}, {draft.kind or 'plan'} {draft.year or ''}".rstrip()
    yield (
        f"{len(draft.goals)} mål, {len(draft.indicators)} indikatorer, {len(draft.activities)} aktiviteter, "
        f"{len(draft.decisions)} beslutspunkter, {len(draft.appendices)} bilagor, {len(draft.tables)} tabeller"
    )
    indicators: dict[str, list[Indicator]] = defaultdict(list)
    activities: dict[str, list[Activity]] = defaultdict(list)
    for indicator in draft.indicators:
        indicators[indicator.goal].append(indicator)
    for activity in draft.activities:
        activities[activity.goal].append(activity)
    for goal in draft.goals:
        yield from _goal(goal, indicators[goal.number], activities[goal.number])
    for remark in draft.remarks:
        yield f"{remark.code} {remark.severity.value} {remark.message}"


def _goal(goal: Goal, indicators: list[Indicator], activities: list[Activity]) -> Iterator[str]:
    indent = "  " * goal.level
    yield ""
    yield f"{indent}{goal.number} {goal.text}"
    for expected in goal.expected:
        yield f"{indent}  = {expected.text}"
    for row in indicators:
        cells = (
            f"{said_of(row.target)} | {said_of(row.council_target)} | {_PERIODS.get(row.periodicity, '–')}"
        )
        yield f"{indent}  # {row.name}: {cells}"
    for activity in activities:
        yield f"{indent}  · {activity.text} ({activity.start or '–'} till {activity.end or '–'})"
