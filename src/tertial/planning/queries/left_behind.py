"""Measures that an adoption made and its undoing could not take away, since what has been told is kept for ever."""

from django.db.models import Q

from tertial.intake.models import Submission
from tertial.measures.models import GoalMeasure, Measure, Target, Value
from tertial.measures.rules.matching import plain
from tertial.organisation.models import Unit

DELIVERY = "plan"  # the kind of delivery that a document's values come in
UNDONE = Q(delivery__kind=DELIVERY, delivery__state=Submission.State.WITHDRAWN)


def left_behind(unit: Unit) -> dict[str, Measure]:
    """The unit's ended measures that have only undone values, by name: the same indicator, when it comes again."""
    ended = {each.pk: each for each in Measure.objects.filter(responsible=unit, ended_on__isnull=False)}
    values = Value.objects.filter(measure__in=ended)
    undone = set(values.filter(UNDONE).values_list("measure", flat=True))
    used = set(values.exclude(UNDONE).values_list("measure", flat=True))
    for model in (GoalMeasure, Target):
        used |= set(model._default_manager.filter(measure__in=ended).values_list("measure", flat=True))
    return {plain(ended[pk].name): ended[pk] for pk in sorted(undone - used)}
