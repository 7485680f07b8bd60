"""Reading plans and goals: the chain of a year, a goal's way up and down, and lists of activities."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, When

from tertial.foundation.words import swedish_order
from tertial.goals.models import Activity, ActivityReason, ActivityUnit, Goal, GoalLink, Plan, PlanVersion
from tertial.goals.rules.activity import ActivityStatus, Standing, standing
from tertial.goals.rules.chain import Chain, GoalRow, LinkRow
from tertial.goals.rules.tags import code_of
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
SELECT id, step, is_main FROM up ORDER BY step
"""


def above(goal: Goal) -> Above:
    """Two queries, however long the chain."""
    with connection.cursor() as cursor:
        cursor.execute(_UP, [goal.pk, DEEPEST])
        rows = cursor.fetchall()
    found = Goal.objects.filter(pk__in={row[0] for row in rows}).select_related("plan__unit")
    goals = {each.pk: info(each) for each in found} if rows else {}
    main = dict.fromkeys(row[0] for row in rows if row[2])
    also = dict.fromkeys(row[0] for row in rows if not row[2])
    return Above(tuple(goals[pk] for pk in reversed(main)), tuple(goals[pk] for pk in also))


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
    found = rows.values_list(*fields, "tags", "pk")
    goals = {
        key: GoalInfo(key, number, text, level, unit, name, when, tuple(map(code_of, tags)), pk)
        for key, number, text, level, unit, name, when, tags, pk in found
    }
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


def activity_with_all(activity: Activity, today: date) -> ActivityInfo:
    """One activity with its units and reasons."""
    return activity_info(activities_with_all(Activity.objects.filter(pk=activity.pk)).get(), today)


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


def activities_for(wanted: Wanted, today: date) -> list[ActivityInfo]:
    """Three queries, whatever the number of rows."""
    found = Activity.objects.all()
    if wanted.units:
        found = found.filter(units__unit__key__in=wanted.units)
    if wanted.goal:
        found = found.filter(reasons__goal__key=wanted.goal)
    if wanted.person:
        found = found.filter(responsible__key=wanted.person)
    if wanted.until:
        found = found.filter(end__lte=wanted.until)
    for word in wanted.text.split():
        found = found.filter(text__icontains=word)
    infos = as_infos(activities_with_all(found.distinct())[: wanted.most], today)
    return [each for each in infos if _is_in(each.standing, wanted.state)]


CLOSED = Q(cancelled_on__isnull=False) | Q(done_on__isnull=False) | Q(progress=100)
BEGUN = Q(status=Activity.Status.ONGOING) | Q(progress__gt=0)


@dataclass(frozen=True, slots=True)
class Front:
    """The first activities of many, the latest first, and how many there are of each status."""

    first: Sequence[ActivityInfo]
    counts: dict[ActivityStatus, int]

    @property
    def count(self) -> int:
        return sum(self.counts.values())


def front_of(units: Sequence[str], today: date, most: int) -> Front:
    """Reads no more rows than are shown; `standing` and the counts here say the same."""
    found = Activity.objects.filter(
        Exists(ActivityUnit.objects.filter(activity=OuterRef("pk"), unit__key__in=units))
    )
    late = Q(end__lt=today)
    counts = found.aggregate(
        cancelled=Count("pk", Q(cancelled_on__isnull=False)),
        done=Count("pk", CLOSED & Q(cancelled_on__isnull=True)),
        late=Count("pk", ~CLOSED & late),
        ongoing=Count("pk", ~CLOSED & ~late & BEGUN),
        not_started=Count("pk", ~CLOSED & ~late & ~BEGUN),
    )
    is_closed = Case(When(CLOSED, then=1), default=0)
    ordered = found.order_by(is_closed, F("end").asc(nulls_last=True), "pk")
    infos = as_infos(activities_with_all(ordered)[:most], today)
    return Front(infos, {ActivityStatus(status): count for status, count in counts.items()})


def _is_in(standing: Standing, state: str) -> bool:
    match state:
        case "open":
            return standing.is_open
        case "soon":
            return standing.is_soon_due
        case "late" | "done" | "cancelled":
            return standing.status.value == state
    return True


def goals_named(wanted: str, most: int = 50) -> list[GoalInfo]:
    """Goals whose number or text holds all the words, this year's first."""
    found = Goal.objects.select_related("plan__unit").order_by("-plan__year", "number")
    for word in wanted.split():
        found = found.filter(Q(text__icontains=word) | Q(number__icontains=word))
    return [info(each) for each in found[:most]]


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
    versions = PlanVersion.objects.filter(plan__in=plans).defer("document").order_by("number")
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
    versions = plan.versions.defer("document").order_by("-number")
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
