"""Reading plans and goals: the chain of a year, a goal's way up and down, and lists of activities."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, TextField, When
from django.db.models.functions import Cast

from tertial.foundation.words import swedish_order
from tertial.goals.models import (
    Activity,
    ActivityReason,
    ActivityUnit,
    ExpectedResult,
    Goal,
    GoalLink,
    Plan,
    PlanVersion,
)
from tertial.goals.rules.activity import ActivityStatus, Standing, standing
from tertial.goals.rules.chain import Chain, GoalRow, LinkRow
from tertial.goals.rules.tags import code_of
from tertial.goals.rules.written import as_text
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
    tags: tuple[str, ...] = ()
    pk: int = 0


def info(goal: Goal) -> GoalInfo:
    unit, tags = goal.plan.unit, tuple(map(code_of, goal.tags))
    return GoalInfo(
        goal.key, goal.number, goal.text, goal.level, unit.key, unit.name, goal.plan.year, tags, goal.pk
    )


@dataclass(frozen=True, slots=True)
class Above:
    """What a goal serves: the main chain from the top down to its parent, and the others directly above."""

    main: tuple[GoalInfo, ...] = ()
    also: tuple[GoalInfo, ...] = ()


_UP = """
WITH RECURSIVE up(id, step, is_main) AS (
    SELECT above_id, 1, is_main FROM goals_goallink WHERE goal_id = %s
    UNION ALL
    SELECT link.above_id, up.step + 1, link.is_main
    FROM goals_goallink link JOIN up ON link.goal_id = up.id
    WHERE link.is_main AND up.is_main AND up.step < %s
)
SELECT up.is_main, goal.key, goal.number, goal.text, goal.level, unit.key, unit.name, plan.year, goal.tags, goal.id
FROM up
JOIN goals_goal goal ON goal.id = up.id
JOIN goals_plan plan ON plan.id = goal.plan_id
JOIN organisation_unit unit ON unit.id = plan.unit_id
ORDER BY up.step
"""


def above(goal: Goal) -> Above:
    """One query, however long the chain."""
    with connection.cursor() as cursor:
        cursor.execute(_UP, [goal.pk, DEEPEST])
        rows = [(row[0], _info_of(*[*row[1:8], json.loads(row[8]), row[9]])) for row in cursor]
    main = {each.pk: each for is_main, each in rows if is_main}
    also = {each.pk: each for is_main, each in rows if not is_main}
    return Above(tuple(reversed(main.values())), tuple(also.values()))


_INFO = ("key", "number", "text", "level", "plan__unit__key", "plan__unit__name", "plan__year", "tags", "pk")


def _info_of(
    key: str,
    number: str,
    text: str,
    level: str,
    unit: str,
    unit_name: str,
    year: int,
    tags: list[str],
    pk: int,
) -> GoalInfo:
    """From the words of _INFO: whole objects would take most of the time."""
    return GoalInfo(key, number, text, level, unit, unit_name, year, tuple(map(code_of, tags)), pk)


def below(goal: Goal) -> list[GoalInfo]:
    """The goals of boards and units that stand under it, those in other plans too."""
    found = Goal.objects.filter(links_up__above=goal, ended_on__isnull=True)
    rows = found.order_by("plan__unit__name", "place").values_list(*_INFO)
    return [_info_of(*row) for row in rows]


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
    goals = {row[0]: _info_of(*row) for row in rows.values_list(*_INFO)}
    links = GoalLink.objects.filter(goal__plan__year=year).values_list("goal__key", "above__key", "is_main")
    levels = [level.key for level in current_profile().goal_levels]
    chain = Chain.of(
        (GoalRow(each.key, each.level, each.text, each.unit_key) for each in goals.values()),
        (LinkRow(*row) for row in links if row[0] in goals),
        levels,
    )
    return YearChain(year, goals, chain)


def years_with_plans() -> list[int]:
    return sorted(Plan.objects.order_by().values_list("year", flat=True).distinct(), reverse=True)


@dataclass(frozen=True, slots=True)
class ActivityInfo:
    activity: Activity
    standing: Standing
    lead: str
    lead_key: str
    others: tuple[tuple[str, str], ...]  # part, unit
    goals: tuple[tuple[str, str], ...]  # key, number and text


Parts = Mapping[int, Sequence[tuple[str, str, str]]]


def as_infos(found: Iterable[Activity], today: date) -> list[ActivityInfo]:
    """The activities with their units and goals: two queries more, whatever the number of rows."""
    activities = list(found)
    keys = [each.pk for each in activities]
    units = _by_activity(ActivityUnit.objects.filter(activity__in=keys), "part", "unit__key", "unit__name")
    goals = _by_activity(
        ActivityReason.objects.filter(activity__in=keys), "goal__key", "goal__number", "goal__text"
    )
    return [_info(each, units.get(each.pk, ()), goals.get(each.pk, ()), today) for each in activities]


def _by_activity(rows: QuerySet[Any], *fields: str) -> Parts:
    """Only the words that a list shows; whole objects would take most of the time."""
    found: dict[int, list[tuple[str, str, str]]] = {}
    for activity, *words in rows.order_by("pk").values_list("activity", *fields):
        found.setdefault(activity, []).append((words[0], words[1], words[2]))
    return found


def _info(
    activity: Activity,
    units: Sequence[tuple[str, str, str]],
    goals: Sequence[tuple[str, str, str]],
    today: date,
) -> ActivityInfo:
    lead = next((unit for unit in units if unit[0] == ActivityUnit.Part.LEAD), ("", "", ""))
    return ActivityInfo(
        activity=activity,
        standing=standing(activity.row, today),
        lead=lead[2],
        lead_key=lead[1],
        others=tuple((part, name) for part, _key, name in units if part != ActivityUnit.Part.LEAD),
        goals=tuple((key, f"{number} {text}".strip()) for key, number, text in goals),
    )


def activities_of_goal(goal: Goal, today: date) -> list[ActivityInfo]:
    found = Activity.objects.filter(reasons__goal=goal)
    return as_infos(found.select_related("responsible"), today)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of activities is narrowed to; what is empty narrows nothing."""

    text: str = ""
    units: Sequence[str] = ()
    goal: str = ""
    person: str = ""
    state: str = ""  # open, late, soon, done, cancelled
    until: date | None = None
    most: int = 5000


CLOSED = Q(cancelled_on__isnull=False) | Q(done_on__isnull=False) | Q(progress=100)
BEGUN = Q(status=Activity.Status.ONGOING) | Q(progress__gt=0)
SOON = timedelta(days=30)


def activities_wanted(wanted: Wanted, today: date) -> QuerySet[Activity]:
    """The open ones by last day, so that the latest stand first; then those that are done or cancelled."""
    found = Activity.objects.all()
    if wanted.units:
        found = found.filter(
            Exists(ActivityUnit.objects.filter(activity=OuterRef("pk"), unit__key__in=wanted.units))
        )
    if wanted.goal:
        found = found.filter(
            Exists(ActivityReason.objects.filter(activity=OuterRef("pk"), goal__key=wanted.goal))
        )
    if wanted.person:
        found = found.filter(responsible__key=wanted.person)
    if wanted.until:
        found = found.filter(end__lte=wanted.until)
    for word in wanted.text.split():
        texts = Q(text__icontains=word) | Q(reason__icontains=word) | Q(decision__icontains=word)
        found = found.filter(texts)
    found = found.filter(_in_state(wanted.state, today))
    return found.order_by(Case(When(CLOSED, then=1), default=0), F("end").asc(nulls_last=True), "pk")


def _in_state(state: str, today: date) -> Q:
    """The same as `standing` says, for the database."""
    return {
        "open": ~CLOSED,
        "soon": ~CLOSED & Q(end__gte=today, end__lte=today + SOON),
        "late": ~CLOSED & Q(end__lt=today),
        "done": CLOSED & Q(cancelled_on__isnull=True),
        "cancelled": Q(cancelled_on__isnull=False),
    }.get(state, Q())


def counts_of(found: QuerySet[Activity], today: date) -> dict[ActivityStatus, int]:
    """How many there are of each status. One query."""
    late = Q(end__lt=today)
    counts = found.order_by().aggregate(
        cancelled=Count("pk", Q(cancelled_on__isnull=False)),
        done=Count("pk", CLOSED & Q(cancelled_on__isnull=True)),
        late=Count("pk", ~CLOSED & late),
        ongoing=Count("pk", ~CLOSED & ~late & BEGUN),
        not_started=Count("pk", ~CLOSED & ~late & ~BEGUN),
    )
    return {ActivityStatus(status): count for status, count in counts.items()}


@dataclass(frozen=True, slots=True)
class Front:
    """Some of many activities, the latest first, and how many there are of each status."""

    first: Sequence[ActivityInfo]
    counts: dict[ActivityStatus, int]

    @property
    def count(self) -> int:
        return sum(self.counts.values())


def front_of(wanted: Wanted, today: date, most: int, begin: int = 0) -> Front:
    """Reads no more rows than are shown: four queries, whatever there is."""
    found = activities_wanted(wanted, today)
    infos = as_infos(found.select_related("responsible")[begin : begin + most], today)
    return Front(infos, counts_of(found, today))


def activities_for(wanted: Wanted, today: date) -> list[ActivityInfo]:
    """Three queries, whatever the number of rows."""
    return as_infos(activities_wanted(wanted, today).select_related("responsible")[: wanted.most], today)


@dataclass(frozen=True, slots=True)
class GoalHit:
    """A goal that was searched for; `line` is where the words stand when it is not in its text."""

    goal: GoalInfo
    line: str = ""


def goals_named(wanted: str, most: int = 50) -> list[GoalHit]:
    """Goals that hold all the words, wherever: number, text, description, priorities or expected results.

    The last year's first. Two queries.
    """
    found = Goal.objects.select_related("plan__unit").order_by("-plan__year", "number")
    found = found.annotate(
        described=Cast("description", TextField()), prioritised=Cast("priorities", TextField())
    )
    for word in wanted.split():
        within = json.dumps(word, ensure_ascii=False)[1:-1]
        expected = ExpectedResult.objects.filter(goal=OuterRef("pk"), text__icontains=word)
        found = found.filter(
            Q(text__icontains=word)
            | Q(number__icontains=word)
            | Q(decision__icontains=word)
            | Q(described__icontains=within)
            | Q(prioritised__icontains=within)
            | Exists(expected)
        )
    goals = list(found.prefetch_related("expected")[:most])
    return [GoalHit(info(each), _line(each, wanted.casefold().split())) for each in goals]


def _line(goal: Goal, words: Sequence[str]) -> str:
    """The line with most of the words; none when the goal's own text has them."""
    if all(word in str(goal).casefold() for word in words):
        return ""
    lines = [*as_text(goal.description).splitlines(), *goal.priorities]
    lines += [each.text for each in goal.expected.all()]
    return max(lines, key=lambda line: sum(word in line.casefold() for word in words), default="")


def goals_of_unit(unit_key: str) -> list[GoalInfo]:
    """The unit's goals of its last planned year. One query."""
    found = Goal.objects.filter(plan__unit__key=unit_key, ended_on__isnull=True).select_related("plan__unit")
    rows = [info(each) for each in found.order_by("-plan__year", "place")]
    return [each for each in rows if each.year == rows[0].year]


def goals_of_units(units: Iterable[str], years: Iterable[int], most: int = 60) -> list[GoalInfo]:
    """The goals of several units in these years. One query."""
    found = Goal.objects.filter(
        plan__unit__key__in=list(units), plan__year__in=list(years), ended_on__isnull=True
    )
    return [
        info(each) for each in found.select_related("plan__unit").order_by("plan__unit__name", "place")[:most]
    ]


@dataclass(frozen=True)
class PlanRow:
    """A plan in a list, with its last version and how many goals it has."""

    plan: Plan
    goals: int
    version: PlanVersion | None


def plans_of(year: int) -> list[PlanRow]:
    """Every plan of the year, the council's first. Two queries."""
    plans = list(
        Plan.objects.filter(year=year)
        .select_related("unit")
        .annotate(count=Count("goals", Q(goals__ended_on__isnull=True)))
    )
    versions = PlanVersion.objects.filter(plan__in=plans).defer("document", "rows").order_by("number")
    last = {each.plan_id: each for each in versions}
    plans.sort(key=lambda each: (each.unit.kind != "council", swedish_order(each.unit.name), each.kind))
    return [PlanRow(each, each.count, last.get(each.pk)) for each in plans]


@dataclass(frozen=True)
class PlanSheet:
    """What the plan's page shows: its goals with how many activities each has, and the unit's other plans."""

    goals: Sequence[tuple[Goal, int]]
    others: Sequence[Plan]
    versions: Sequence[PlanVersion]


def plan_sheet(plan: Plan) -> PlanSheet:
    goals = plan.goals.annotate(count=Count("activity_reasons")).order_by("place", "number")
    others = Plan.objects.filter(unit=plan.unit, kind=plan.kind).exclude(pk=plan.pk).select_related("unit")
    versions = plan.versions.defer("document", "rows").order_by("-number")
    return PlanSheet([(each, each.count) for each in goals], list(others), list(versions))


def compare_plans(old: Plan, new: Plan) -> list[tuple[Goal | None, Goal | None]]:
    """Each goal of the new year beside the one it continues, else one with the same number; then those that ended."""
    before = list(old.goals.order_by("place", "number"))
    left = {each.pk: each for each in before}
    after = list(new.goals.order_by("place", "number"))
    matched: dict[int, Goal] = {}
    for goal in after:
        if goal.continues_id in left:
            matched[goal.pk] = left.pop(goal.continues_id)
    numbers = {each.number: each for each in left.values() if each.number}
    for goal in after:
        same = numbers.get(goal.number) if goal.pk not in matched else None
        if same is not None and same.pk in left:
            matched[goal.pk] = left.pop(same.pk)
    return [(matched.get(goal.pk), goal) for goal in after] + [(each, None) for each in left.values()]
