"""Where a number comes from: the value, its delivery, who and when, earlier versions, formula parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from tertial.foundation.period import Period
from tertial.measures.models import Measure, Value
from tertial.measures.queries.facts import facts_of, formula_of
from tertial.measures.rules.breakdown import Breakdown
from tertial.measures.rules.current import ValueKind
from tertial.organisation.models import Unit


@dataclass(frozen=True)
class Origin:
    """The value with every row for the same thing, the latest first, and what it builds on or is used for."""

    value: Value
    versions: Sequence[Value]

    @property
    def current(self) -> Value | None:
        return next((each for each in self.versions if each.is_current), None)


def origin_of(value: Value) -> Origin:
    same = Value.objects.filter(
        measure=value.measure,
        unit=value.unit,
        period=value.period,
        kind=value.kind,
        breakdown=value.breakdown,
    )
    return Origin(value, list(same.select_related("delivery", "measure", "unit").order_by("-pk")))


def parts_of(
    measure: Measure, unit: Unit, period: Period, kind: ValueKind, breakdown: Breakdown
) -> list[tuple[Measure, Value | None]]:
    """What a computed number is made of, in the order of the formula; a part may be computed itself."""
    formula = formula_of(measure)
    if formula is None:
        return []
    exactly = Q(period=period.code, kind=kind.value, breakdown=breakdown.code)
    facts = facts_of([measure], [unit], period.first, period.last, only=exactly)
    parts = Measure.objects.in_bulk(formula.parts, field_name="key")
    return [
        (parts[key], facts.value(parts[key], unit, period, kind, breakdown))
        for key in formula.parts
        if key in parts
    ]
