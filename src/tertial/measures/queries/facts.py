"""Current values of many measures at once, the computed ones worked out from their parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q

from tertial.foundation.period import Period
from tertial.goals.rules.plan_checks import TOP_KINDS
from tertial.measures.models import Measure, Value
from tertial.measures.rules.breakdown import WHOLE, Breakdown
from tertial.measures.rules.computed import Formula, FormulaKind, compute, in_order, needed, reported
from tertial.measures.rules.current import ValueKind
from tertial.organisation.models import Unit

Key = tuple[int, int, str, str, str]  # measure, unit, period, kind, breakdown


@dataclass(frozen=True)
class Facts:
    """Current values of some measures in some units, found by what they are about."""

    values: dict[Key, Value]
    city: int | None = None  # the unit that stands for the whole city, where it has values

    def value(
        self,
        measure: Measure,
        unit: Unit | int,
        period: Period,
        kind: ValueKind = ValueKind.ACTUAL,
        breakdown: Breakdown = WHOLE,
    ) -> Value | None:
        pk = unit if isinstance(unit, int) else unit.pk
        return self.values.get((measure.pk, pk, period.code, kind.value, breakdown.code))

    def number(
        self,
        measure: Measure,
        unit: Unit | int,
        period: Period,
        kind: ValueKind = ValueKind.ACTUAL,
        breakdown: Breakdown = WHOLE,
    ) -> Decimal | None:
        found = self.value(measure, unit, period, kind, breakdown)
        return found.value if found else None


def formula_of(measure: Measure) -> Formula | None:
    """The stored formula as the rules see it."""
    given = measure.formula
    if not given:
        return None
    factor = given.get("factor")
    return Formula(
        FormulaKind(given["kind"]), given["first"], given["second"], Decimal(str(factor)) if factor else None
    )


def all_formulas() -> dict[str, Measure]:
    """Every measure that is worked out, by key: a formula may build on others."""
    return {each.key: each for each in Measure.objects.filter(formula__isnull=False)}


def formulas_of(measures: Iterable[Measure]) -> tuple[dict[str, Formula], dict[str, Measure]]:
    """The formulas behind these measures, all the way down, and the measures that have them."""
    own = {each.key: each for each in measures if each.formula}
    if not own:
        return {}, {}
    known = {
        key: (each, formula) for key, each in (all_formulas() | own).items() if (formula := formula_of(each))
    }
    found = needed(own, {key: formula for key, (_each, formula) in known.items()})
    return found, {key: known[key][0] for key in found}


def facts_of(
    measures: Iterable[Measure],
    units: Iterable[Unit] | None,
    first: date,
    last: date,
    *,
    city: bool = False,
    only: Q | None = None,
) -> Facts:
    """One query, whatever the number of measures; one more when some of them are computed. Without units: all.

    `only` narrows to the values that are shown, so that a page reads no more rows than it needs.
    """
    asked = {each.pk: each for each in measures}
    formulas, computed = formulas_of(asked.values())
    known = {each.key: each for each in asked.values()} | computed
    others = reported(formulas) - known.keys()
    of_these = Q(measure__in=asked) | Q(measure__key__in=others) if others else Q(measure__in=asked)
    rows = Value.objects.filter(
        only or Q(), of_these, is_current=True, first_day__gte=first, last_day__lte=last
    ).annotate(kind_of_unit=F("unit__kind"))
    rows = rows.select_related("measure") if others else rows
    homes = {each.pk: each for each in units or ()}
    if units is not None:
        mine = Q(unit__in=homes)
        rows = rows.filter(mine | Q(unit__kind__in=TOP_KINDS) if city else mine)
    values: dict[Key, Value] = {}
    top = None
    for each in rows:
        if each.measure_id in asked:
            each.measure = asked[each.measure_id]
        known.setdefault(each.measure.key, each.measure)
        if each.unit_id in homes:
            each.unit = homes[each.unit_id]
        if each.kind_of_unit in TOP_KINDS:
            top = each.unit_id
        values[each.measure_id, each.unit_id, each.period, each.kind, each.breakdown] = each
    for key in in_order(formulas):
        values |= _computed(known[key], formulas[key], known, homes, values)
    return Facts(values, top)


def _computed(
    measure: Measure,
    formula: Formula,
    parts: dict[str, Measure],
    homes: dict[int, Unit],
    values: dict[Key, Value],
) -> dict[Key, Value]:
    """What the formula gives wherever its first part has a value; such values are never stored."""
    if not all(key in parts for key in formula.parts):
        return {}
    first, second = (parts[key] for key in formula.parts)
    names = {key: part.name for key, part in parts.items()}
    found: dict[Key, Value] = {}
    for (pk, *about), value in values.items():
        other = values.get((second.pk, *about)) if pk == first.pk else None  # type: ignore[arg-type]
        if other is None:
            continue
        made = compute(formula, {formula.first: value.value, formula.second: other.value}, names)
        computed = found[(measure.pk, *about)] = Value(  # type: ignore[index]
            measure=measure,
            unit_id=value.unit_id,
            period=value.period,
            first_day=value.first_day,
            last_day=value.last_day,
            kind=value.kind,
            breakdown=value.breakdown,
            value=made.value,
            recorded_at=max(value.recorded_at, other.recorded_at),
        )
        if value.unit_id in homes:
            computed.unit = homes[value.unit_id]
    return found
