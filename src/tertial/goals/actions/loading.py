"""Putting a profile's plans, goals and activities into empty tables, many rows at a time.

Part of loading the whole chain; the action that asks, tells and holds it together is above, with the measures.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import slugify

from tertial.goals.models import Activity, ActivityReason, ActivityUnit, ExpectedResult, Goal, GoalLink, Plan
from tertial.goals.rules.plan_checks import City, above_keys
from tertial.goals.rules.plan_records import (
    ActivityRecord,
    ExpectedRecord,
    GoalKey,
    GoalRecord,
    PlanKey,
    PlanRecord,
)
from tertial.organisation.models import Person, Unit

BATCH = 500
LONGEST_KEY = 60


@dataclass(frozen=True)
class Register:
    """The city's units and people by key."""

    units: Mapping[str, Unit]
    people: Mapping[str, Person]


def load_plans(records: Sequence[PlanRecord], register: Register) -> dict[PlanKey, Plan]:
    """Each plan knows the one of the same unit and kind that it followed."""
    made: dict[PlanKey, Plan] = {}
    for year in sorted({each.key.year for each in records}):
        rows = [each for each in records if each.key.year == year]
        plans = Plan.objects.bulk_create(
            (
                Plan(
                    key=f"{each.key.unit}-{year}-{slugify(each.key.kind)}"[:120],
                    unit=register.units[each.key.unit],
                    year=year,
                    kind=each.key.kind,
                    name=each.name,
                    copied_from=made.get(each.key._replace(year=year - 1)),
                )
                for each in rows
            ),
            batch_size=BATCH,
        )
        made |= {row.key: plan for row, plan in zip(rows, plans, strict=True)}
    return made


def load_goals(
    records: Sequence[GoalRecord], plans: Mapping[PlanKey, Plan], city: City
) -> dict[GoalKey, Goal]:
    """Year by year, so that a goal can point at the one it continues."""
    made: dict[GoalKey, Goal] = {}
    for year in sorted({each.key.year for each in records}):
        rows = [each for each in records if each.key.year == year]
        goals = [_goal(each, at, plans, made, city) for at, each in enumerate(rows)]
        goals = Goal.objects.bulk_create(goals, batch_size=BATCH)
        Goal.history.bulk_history_create(goals, batch_size=BATCH)
        made |= {row.key: goal for row, goal in zip(rows, goals, strict=True)}
    _links(records, made, city)
    return made


def _goal(
    record: GoalRecord, at: int, plans: Mapping[PlanKey, Plan], before: Mapping[GoalKey, Goal], city: City
) -> Goal:
    unit, year, _ = record.key
    continued = city.meant(record.continues, unit, year - 1) if record.continues else None
    return Goal(
        key=goal_key(record.key),
        plan=plans[record.plan],
        level=record.level,
        number=record.key.number,
        place=at,
        text=record.text,
        description=[{"group": group, "points": list(points)} for group, points in record.description],
        priorities=list(record.priorities),
        tags=list(record.tags),
        decision=record.decision,
        continues=before.get(continued) if continued else None,
    )


def goal_key(goal: GoalKey) -> str:
    """Readable in an address, the same at every loading; a long one ends in a short sum of itself."""
    key = f"{goal.unit}-{goal.year}-{slugify(goal.number.replace('.', '-'))}"
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 9]}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def _links(records: Iterable[GoalRecord], goals: Mapping[GoalKey, Goal], city: City) -> None:
    GoalLink.objects.bulk_create(
        (
            GoalLink(goal=goals[each.key], above=goals[above], is_main=at == 0 and bool(each.above))
            for each in records
            for at, above in enumerate(above_keys(each, city))
        ),
        batch_size=BATCH,
    )


def load_expected(records: Iterable[ExpectedRecord], goals: Mapping[GoalKey, Goal]) -> None:
    places: dict[GoalKey, int] = {}
    rows = []
    for each in records:
        places[each.goal] = place = places.get(each.goal, -1) + 1
        rows.append(
            ExpectedResult(
                goal=goals[each.goal],
                place=place,
                text=each.text,
                direction=each.direction,
                value=each.value,
                unit=each.unit,
            )
        )
    made = ExpectedResult.objects.bulk_create(rows, batch_size=BATCH)
    ExpectedResult.history.bulk_history_create(made, batch_size=BATCH)


def load_activities(
    records: Sequence[ActivityRecord], goals: Mapping[GoalKey, Goal], register: Register, city: City
) -> int:
    made = Activity.objects.bulk_create(
        (
            Activity(
                key=each.key,
                text=each.text,
                kind=each.kind,
                start=each.start,
                end=each.end,
                status=each.status,
                progress=each.progress,
                reason=each.reason,
                responsible=register.people.get(each.responsible),
                decision=each.decision,
                done_on=each.done_on,
                cancelled_on=each.cancelled_on,
            )
            for each in records
        ),
        batch_size=BATCH,
    )
    Activity.history.bulk_history_create(made, batch_size=BATCH)
    pairs = list(zip(records, made, strict=True))
    ActivityUnit.objects.bulk_create(
        (
            ActivityUnit(activity=activity, unit=register.units[unit], part=part)
            for record, activity in pairs
            for unit, part in record.units.items()
        ),
        batch_size=BATCH,
    )
    ActivityReason.objects.bulk_create(
        (
            ActivityReason(activity=activity, goal=goals[key])
            for record, activity in pairs
            for text in record.goals
            if (key := city.meant(text, "", 0))
        ),
        batch_size=BATCH,
    )
    return len(made)
