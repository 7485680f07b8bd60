"""Expected results with figures: the level of each, and the indicator that shows whether it is reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tertial.foundation.words import N_
from tertial.goals.actions.asking import require_plan, tell_goal
from tertial.goals.models import ExpectedResult, Goal
from tertial.history.actions import action
from tertial.measures.models import ExpectedMeasure, Measure
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused


@dataclass(frozen=True, slots=True)
class Level:
    """What one expected result asks for: min or max, how much, and where it is seen."""

    result: ExpectedResult
    direction: str
    value: Decimal | None
    measure: Measure | None


@action
def set_levels(*, by: By, goal: Goal, levels: Sequence[Level], decision: str = "") -> None:
    acting_for = require_plan(by, goal.plan.unit, decision)
    for each in levels:
        if (each.value is None) != (not each.direction):
            raise Refused(
                N_("Skriv både nivån och om den är minst eller högst."), field=f"value-{each.result.pk}"
            )
        each.result.direction, each.result.value = each.direction, each.value
        if each.measure is not None:
            each.result.unit = each.measure.unit_of_measure
        each.result.save()
        ExpectedMeasure.objects.filter(expected=each.result).delete()
        if each.measure is not None:
            ExpectedMeasure.objects.create(expected=each.result, measure=each.measure)
    tell_goal(by, "goal.levels", goal, acting_for, count=str(len(levels)))
