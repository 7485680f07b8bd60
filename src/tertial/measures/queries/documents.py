"""A plan as it stands now as one document, and as it was decided."""

import json
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q

from tertial.goals.models import Activity, Goal, GoalLink, Plan, PlanVersion
from tertial.measures.models import GoalMeasure, Target
from tertial.measures.rules.plan_changes import PlanChange, plan_changes
from tertial.measures.rules.plan_document import (
    Head,
    activity_row,
    depths,
    document,
    fingerprint,
    goal_row,
    indicator_row,
)
from tertial.measures.rules.target import Scale
from tertial.measures.rules.target import Target as TargetRule
from tertial.organisation.profile import current_profile

Json = dict[str, Any]
ROWS = ("goals", "indicators", "activities")
CONTENT = ("plan", *ROWS)  # what a decision is about; the rest says where it was read


def plan_document(plan: Plan, case_number: str = "", decided_on: date | None = None) -> Json:
    """Five queries, however large the plan."""
    depth = depths(each.key for each in current_profile().goal_levels)
    goals = list(
        plan.goals.filter(ended_on__isnull=True)
        .order_by("place", "number")
        .prefetch_related(
            "expected",
            Prefetch("links_up", GoalLink.objects.filter(is_main=True).select_related("above")),
            Prefetch("measures", GoalMeasure.objects.select_related("measure").order_by("place")),
        )
    )
    numbers = {goal.pk: goal.number for goal in goals}
    made = document(
        Head(plan.unit.name, plan.year, plan.kind, case_number, decided_on),
        source={"name": "Tertial", "sha256": "", "pages": None},
        goals=[_goal(each, depth.get(each.level, 1)) for each in goals],
        indicators=_indicators(plan, goals),
        activities=[
            activity_row(numbers[goal], text, start, end)
            for text, start, end, goal in Activity.objects.filter(reasons__goal__in=numbers)
            .order_by("reasons__goal__place", "end", "pk")
            .values_list("text", "start", "end", "reasons__goal")
        ],
    )
    made["source"]["sha256"] = fingerprint({name: made[name] for name in CONTENT})
    return made


def _goal(goal: Goal, level: int) -> Json:
    above = next((link.above.number for link in goal.links_up.all()), None)
    return goal_row(
        goal,
        level=level,
        number=goal.number,
        parent=above,
        description=goal.description,
        expected=goal.expected.all(),
    )


def _indicators(plan: Plan, goals: list[Goal]) -> list[Json]:
    ties = [(goal, tie) for goal in goals for tie in goal.measures.all()]
    found = Target.objects.filter(
        Q(unit=plan.unit, scale=Scale.OWN.value) | Q(scale=Scale.CITY.value),
        measure__in={tie.measure_id for _goal, tie in ties},
        year=plan.year,
    ).select_related("measure", "owner")
    targets: dict[tuple[int, str], TargetRule] = {(each.measure_id, each.scale): each.rule for each in found}
    return [
        indicator_row(
            goal.number,
            tie.measure.row,
            targets.get((tie.measure_id, Scale.OWN.value)),
            targets.get((tie.measure_id, Scale.CITY.value)),
            tie.comment,
        )
        for goal, tie in ties
    ]


def kept_rows(plan: Plan) -> Json:
    """The plan's own rows as they stand now: what a later day is set against."""
    now: Json = json.loads(json.dumps(plan_document(plan)))
    return {name: now[name] for name in ROWS}


def changes_since(version: PlanVersion) -> list[PlanChange]:
    """What has been changed since the decision. A printed document has rows that are not the plan's own."""
    return plan_changes(version.rows or version.document, kept_rows(version.plan))


def version_on(plan: Plan, day: date) -> PlanVersion | None:
    """The version that was in force on the day."""
    return plan.versions.filter(decided_on__lte=day).order_by("-decided_on", "-number").first()


def plans_named(wanted: str, most: int = 50) -> list[Plan]:
    """Plans whose name, unit, year or decision's case number holds all the words, the last year's first. One query."""
    found = Plan.objects.select_related("unit").order_by("-year", "unit__name")
    for word in wanted.split():
        decided = PlanVersion.objects.filter(plan=OuterRef("pk"), case_number__icontains=word)
        texts = Q(name__icontains=word) | Q(unit__name__icontains=word) | Q(unit__short_name__icontains=word)
        texts |= Q(year=int(word)) if word.isdecimal() and len(word) == len("2026") else Q()
        found = found.filter(texts | Exists(decided))
    return list(found[:most])
