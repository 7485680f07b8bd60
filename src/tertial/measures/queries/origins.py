"""Where a number comes from: the value, its delivery, who and when, earlier versions, formula parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from tertial.measures.models import Measure, Value
from tertial.measures.queries.facts import formula_of
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


def parts_of(measure: Measure, unit: Unit, period: str, kind: str, breakdown: str) -> list[Value]:
    """The current values that a computed number is made of, in the order of the formula."""
    formula = formula_of(measure)
    if formula is None:
        return []
    keys = list(formula.parts)
    parts = Value.objects.filter(
        measure__key__in=keys, unit=unit, period=period, kind=kind, breakdown=breakdown, is_current=True
    )
    return sorted(
        parts.select_related("measure", "unit", "delivery"), key=lambda each: keys.index(each.measure.key)
    )
