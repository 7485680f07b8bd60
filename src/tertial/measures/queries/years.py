"""Two years' plans of a unit beside each other: each goal with its results, indicators, targets and activities."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from tertial.goals.models import Activity, ActivityReason, Goal, Plan
from tertial.goals.queries import compare_plans
from tertial.measures.models import GoalMeasure, Measure, Target
from tertial.measures.rules.target import Scale


@dataclass(frozen=True)
class GoalInYear:
    goal: Goal
    year: int
    expected: Sequence[str]
    indicators: Sequence[tuple[Measure, Sequence[Target]]]
    activities: Sequence[Activity]


def goals_in_years(old: Plan, new: Plan) -> list[tuple[GoalInYear | None, GoalInYear | None]]:
    """Seven queries, however large the plans."""
    pairs = compare_plans(old, new)
    goals = Goal.objects.filter(plan__in=[old, new]).prefetch_related(
        "expected",
        Prefetch("measures", GoalMeasure.objects.select_related("measure").order_by("place")),
        Prefetch("activity_reasons", ActivityReason.objects.select_related("activity")),
    )
    targets: dict[tuple[int, int], list[Target]] = {}
    for each in _targets(old, new):
        targets.setdefault((each.measure_id, each.year), []).append(each)
    years = {old.pk: old.year, new.pk: new.year}
    found = {goal.pk: _in_year(goal, targets, years[goal.plan_id]) for goal in goals}
    return [
        (found[before.pk] if before else None, found[after.pk] if after else None) for before, after in pairs
    ]


def _targets(old: Plan, new: Plan) -> list[Target]:
    """The units' own and the whole city's, of the two years."""
    holders = Q(unit__in=[old.unit_id, new.unit_id], scale=Scale.OWN.value) | Q(scale=Scale.CITY.value)
    tied = GoalMeasure.objects.filter(goal__plan__in=[old, new]).values("measure")
    found = Target.objects.filter(holders, measure__in=tied, year__in=[old.year, new.year])
    return list(found.select_related("measure", "owner").order_by("-scale"))  # one's own first


def _in_year(goal: Goal, targets: dict[tuple[int, int], list[Target]], year: int) -> GoalInYear:
    ties = goal.measures.all()
    activities = [reason.activity for reason in goal.activity_reasons.all()]
    return GoalInYear(
        goal,
        year,
        [each.text for each in goal.expected.all()],
        [(tie.measure, targets.get((tie.measure_id, year), ())) for tie in ties],
        sorted(activities, key=lambda each: (str(each.end or "9"), each.pk)),
    )
