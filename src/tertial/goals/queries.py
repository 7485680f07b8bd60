"""Reading plans and goals: the chain of a year, a goal's way up and down, and lists of activities."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from tertial.goals.models import Activity, ActivityReason, ActivityUnit, Goal, GoalLink, Plan
from tertial.goals.rules.activity import Standing, standing
from tertial.goals.rules.chain import Chain, GoalRow, LinkRow
from tertial.organisation.profile import current_profile

DEEPEST = 12  # steps up that are followed; a chain has four levels, and rings must end


@dataclass(frozen=True, slots=True)
class GoalInfo:
    """A goal in a list or chain."""

    key: str
    number: str
    text: str
    level: str
    unit_key: str
    unit_name: str
    year: int


def info(goal: Goal) -> GoalInfo:
    unit = goal.plan.unit
    return GoalInfo(goal.key, goal.number, goal.text, goal.level, unit.key, unit.name, goal.plan.year)


def way_up(goal: Goal) -> list[GoalInfo]:
    """The main chain from the top down to the goal's parent. One query a step."""
    found: list[GoalInfo] = []
    step = goal
    while len(found) < DEEPEST:
        link = step.links_up.filter(is_main=True).select_related("above__plan__unit").first()
        if link is None or any(each.key == link.above.key for each in found):
            break
        step = link.above
        found.append(info(step))
    return found[::-1]


def also_serves(goal: Goal) -> list[GoalInfo]:
    links = goal.links_up.filter(is_main=False).select_related("above__plan__unit")
    return [info(link.above) for link in links]


def below(goal: Goal) -> list[GoalInfo]:
    """The goals of boards and units that stand under it, those in other plans too."""
    links = goal.links_down.select_related("goal__plan__unit").order_by(
        "goal__plan__unit__name", "goal__place"
    )
    return [info(link.goal) for link in links if link.goal.ended_on is None]


@dataclass(frozen=True, slots=True)
class YearChain:
    """Every goal of a year and how they hang together; walked in memory."""

    year: int
    goals: dict[str, GoalInfo]
    chain: Chain


def chain_of(year: int, units: Sequence[str] | None = None) -> YearChain:
    """The whole city's, or the council's and these units' goals. Two queries."""
    rows = Goal.objects.filter(plan__year=year, ended_on__isnull=True).order_by("plan__unit__name", "place")
    if units is not None:
        rows = rows.filter(plan__unit__key__in=units) | rows.filter(plan__unit__kind="council")
    fields = ("key", "number", "text", "level", "plan__unit__key", "plan__unit__name", "plan__year")
    goals = {row[0]: GoalInfo(*row) for row in rows.values_list(*fields)}
    links = GoalLink.objects.filter(goal__plan__year=year).values_list("goal__key", "above__key", "is_main")
    levels = [level.key for level in current_profile().goal_levels]
    chain = Chain.of(
        (GoalRow(each.key, each.level, each.text, each.unit_key) for each in goals.values()),
        (LinkRow(*row) for row in links if row[0] in goals),
        levels,
    )
    return YearChain(year, goals, chain)


def years_with_plans() -> list[int]:
    return sorted(Plan.objects.values_list("year", flat=True).distinct(), reverse=True)


@dataclass(frozen=True, slots=True)
class ActivityInfo:
    activity: Activity
    standing: Standing
    lead: str
    lead_key: str
    others: tuple[tuple[str, str], ...]  # part, unit
    goals: tuple[tuple[str, str], ...]  # key, number and text


def activities_with_all(found: QuerySet[Activity]) -> QuerySet[Activity]:
    """Whatever the number of rows: the activities, their units and their reasons, three queries."""
    return found.select_related("responsible").prefetch_related(
        Prefetch("units", ActivityUnit.objects.select_related("unit")),
        Prefetch("reasons", ActivityReason.objects.select_related("goal")),
    )


def as_infos(activities: Iterable[Activity], today: date) -> list[ActivityInfo]:
    return [activity_info(each, today) for each in activities]


def activity_info(activity: Activity, today: date) -> ActivityInfo:
    parts = list(activity.units.all())
    lead = next((part.unit for part in parts if part.part == ActivityUnit.Part.LEAD), None)
    return ActivityInfo(
        activity=activity,
        standing=standing(activity.row, today),
        lead=lead.name if lead else "",
        lead_key=lead.key if lead else "",
        others=tuple((part.part, part.unit.name) for part in parts if part.part != ActivityUnit.Part.LEAD),
        goals=tuple((reason.goal.key, str(reason.goal)) for reason in activity.reasons.all()),
    )


def activities_of_goal(goal: Goal, today: date) -> list[ActivityInfo]:
    found = Activity.objects.filter(reasons__goal=goal)
    return as_infos(activities_with_all(found), today)
