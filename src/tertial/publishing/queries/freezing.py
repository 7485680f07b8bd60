"""The data of a plan, the goal chain or the indicators as they are now, ready to be frozen."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from tertial.foundation.number import format_number
from tertial.goals.models import ActivityReason, Goal, Plan
from tertial.goals.queries import chain_of
from tertial.goals.rules.tags import TAGS
from tertial.measures.models import GoalMeasure, Measure, Value
from tertial.organisation.models import Unit
from tertial.organisation.profile import current_profile
from tertial.planning.queries.drafts import draft_of
from tertial.planning.rules.draft_json import plan_to_json
from tertial.publishing.models import Publication
from tertial.publishing.rules import of_chain, of_measures

OPEN_PERIODS = 4  # years of values that are given out


def frozen(publication: Publication) -> dict[str, Any]:
    """A bounded number of queries, whatever its size."""
    match publication.kind:
        case Publication.Kind.PLAN:
            plan = Plan.objects.select_related("unit").get(key=publication.subject)
            return plan_to_json(draft_of(plan))
        case Publication.Kind.CHAIN:
            return chain(publication.unit, publication.year)
        case _:
            return measures(publication.unit, publication.year)


def chain(unit: Unit, year: int) -> dict[str, Any]:
    """Every goal of the year in the order of the tree; only the council's and this unit's, if it is a board."""
    found = chain_of(year)
    levels = {level.key: level.name.said("sv") for level in current_profile().goal_levels}
    goals = []
    for step in found.chain.walk():
        info = found.goals[step.key]
        goals.append(
            {
                "key": info.key,
                "depth": step.depth + 1,
                "number": info.number,
                "text": info.text,
                "level": levels.get(info.level, info.level),
                "unit": info.unit_name,
                "tags": [TAGS.get(tag, tag) for tag in info.tags],
            }
        )
    return {"schema": of_chain.SCHEMA, "year": year, "unit": unit.name, "goals": goals}


def measures(unit: Unit, year: int) -> dict[str, Any]:
    """Every indicator that is counted, with its current values of the last years."""
    rows = list(Measure.objects.filter(ended_on__isnull=True).order_by("name"))
    values: dict[int, list[Value]] = {}
    kept = Value.objects.filter(
        measure__in=rows, is_current=True, last_day__year__gt=year - OPEN_PERIODS, last_day__lte=timezone.localdate()
    )
    for value in kept.select_related("unit").order_by("unit__name", "last_day", "kind", "breakdown"):
        values.setdefault(value.measure_id, []).append(value)
    return {
        "schema": of_measures.SCHEMA,
        "year": year,
        "unit": unit.name,
        "measures": [_measure(each, values.get(each.pk, [])) for each in rows],
    }


def links(publication: Publication) -> dict[str, str]:
    """Where each thing of the document is explained: kind and name as printed → its path in the service."""
    if publication.kind != Publication.Kind.PLAN:
        goals = Goal.objects.filter(plan__year=publication.year).values_list("key", flat=True)
        keys = Measure.objects.values_list("key", flat=True)
        found = {f"goal:{key}": reverse("goal", kwargs={"key": key}) for key in goals}
        for key in keys:
            found[f"measure:{key}"] = found[f"value:{key}"] = reverse("measure", kwargs={"key": key})
        return found
    own = Goal.objects.filter(plan__key=publication.subject)
    out = {f"goal:{goal.number}": reverse("goal", kwargs={"key": goal.key}) for goal in own}
    ties = GoalMeasure.objects.filter(goal__in=own).values_list("measure__name", "measure__key")
    for name, key in ties:
        out[f"measure:{name}"] = out[f"target:{name}"] = reverse("measure", kwargs={"key": key})
    acts = ActivityReason.objects.filter(goal__in=own).values_list("activity__text", "activity__key")
    return out | {f"activity:{text}": reverse("activity", kwargs={"key": key}) for text, key in acts}


def _measure(measure: Measure, values: list[Value]) -> dict[str, Any]:
    return {
        "key": measure.key,
        "name": measure.name,
        "definition": measure.definition,
        "source": measure.source,
        "unit_of_measure": measure.unit_of_measure,
        "values": [
            {
                "unit": value.unit.name,
                "period": value.period,
                "kind": value.kind,
                "breakdown": value.breakdown,
                "value": None if value.value is None else f"{value.value.normalize():f}",
                "said": "" if value.value is None else format_number(value.value, measure.decimals),
            }
            for value in values
        ],
    }
