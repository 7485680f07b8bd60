"""What the measure's page shows: its history in a unit and the city, its siblings, its sexes, its targets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q

from tertial.foundation.period import Period, PeriodKind
from tertial.measures.models import GoalMeasure, Measure, Target, Value
from tertial.measures.queries.facts import Facts, facts_of, formula_of, formulas_of
from tertial.measures.rules.breakdown import SEX, WHOLE, Breakdown
from tertial.measures.rules.computed import reported
from tertial.measures.rules.current import ValueKind
from tertial.measures.rules.target import TargetKind
from tertial.organisation.models import Unit

YEARS_SHOWN = 8
WOMEN, MEN = (Breakdown(sex=member.code) for member in SEX.parts[:2])
Series = Sequence[tuple[str, Decimal | None]]


@dataclass(frozen=True)
class MeasureSheet:
    """Everything the measure's page shows for one unit and period."""

    measure: Measure
    unit: Unit
    period: Period
    units: Sequence[Unit]  # that have values, the one shown among them
    series: Series
    city_series: Series
    rows: Sequence[Value]  # the unit's values, the latest period first
    siblings: Sequence[tuple[Unit, Decimal]]
    city_value: Decimal | None
    women: Decimal | None
    men: Decimal | None
    forecast: Decimal | None
    target: Target | None
    targets: Sequence[Target]
    goals: Sequence[GoalMeasure]
    formula: Sequence[Measure] = field(default_factory=list)


def units_of(measure: Measure) -> list[Unit]:
    """The units that have values of the measure, or of what it is worked out from; the city first."""
    formulas, _computed = formulas_of([measure])
    values = Value.objects.filter(measure__key__in={measure.key, *reported(formulas)}, is_current=True)
    found = Unit.objects.filter(pk__in=values.values("unit"))
    return sorted(found, key=lambda each: (each.kind != "council", each.name))


def measure_sheet(
    measure: Measure, unit: Unit, period: Period | None, units: Sequence[Unit], today: date
) -> MeasureSheet:
    first, last = date(today.year - YEARS_SHOWN, 1, 1), date(today.year + 1, 12, 31)
    facts = facts_of([measure], [unit], first, last, city=True)
    shown = period or _latest(facts, measure, unit) or Period.of_year(today.year)
    mine = [v for v in facts.values.values() if v.measure_id == measure.pk and v.unit_id == unit.pk]
    targets = list(measure.targets.select_related("unit", "owner", "measure").order_by("-year", "unit__name"))
    formula = formula_of(measure)
    parts = {each.key: each for each in Measure.objects.filter(key__in=formula.parts)} if formula else {}
    return MeasureSheet(
        measure=measure,
        unit=unit,
        period=shown,
        units=units,
        series=_series(facts, measure, unit.pk, shown),
        city_series=_series(facts, measure, facts.city, shown) if facts.city not in (None, unit.pk) else (),
        rows=sorted(
            mine, key=lambda v: (v.last_day, v.kind, v.breakdown != WHOLE.code, v.breakdown), reverse=True
        ),
        siblings=_siblings(measure, unit, units, shown),
        city_value=facts.number(measure, facts.city, shown) if facts.city else None,
        women=facts.number(measure, unit, shown, breakdown=WOMEN),
        men=facts.number(measure, unit, shown, breakdown=MEN),
        forecast=facts.number(measure, unit, Period.of_year(shown.year), ValueKind.FORECAST),
        target=next((t for t in targets if t.unit_id == unit.pk and t.year == shown.year), None),
        targets=targets,
        goals=list(measure.goals.select_related("goal__plan__unit").order_by("-goal__plan__year")),
        formula=[parts[key] for key in formula.parts if key in parts] if formula else [],
    )


def _latest(facts: Facts, measure: Measure, unit: Unit) -> Period | None:
    """The last period that the unit has an outcome for."""
    found = [
        v
        for (pk, at, _period, kind, breakdown), v in facts.values.items()
        if (pk, at, kind, breakdown) == (measure.pk, unit.pk, ValueKind.ACTUAL.value, WHOLE.code)
    ]
    latest = max(found, key=lambda v: (v.last_day, v.first_day), default=None)
    return Period.parse(latest.period) if latest else None


def _series(facts: Facts, measure: Measure, unit: int | None, until: Period) -> Series:
    """Whole years, and the tertials of the period's own year; what is worked out as much as what is given."""
    if unit is None:
        return ()
    known = {
        code: value.value
        for (pk, at, code, kind, breakdown), value in facts.values.items()
        if (pk, at, kind, breakdown) == (measure.pk, unit, ValueKind.ACTUAL.value, WHOLE.code)
    }
    years = sorted(int(code) for code in known if code.isdigit() and int(code) < until.year)
    points: list[tuple[str, Decimal | None]] = [
        (str(year), known.get(str(year))) for year in (range(years[0], until.year) if years else ())
    ]
    if until.kind is PeriodKind.TERTIAL and until.number == 2 and not measure.is_cumulative:
        points.append((f"{until.year}T1", known.get(f"{until.year}T1")))
    return (*points, (until.code, known.get(until.code)))


def _siblings(
    measure: Measure, unit: Unit, units: Sequence[Unit], period: Period
) -> list[tuple[Unit, Decimal]]:
    """Units of the same kind and group that have a value for the period."""
    alike = [each for each in units if (each.kind, each.group) == (unit.kind, unit.group)]
    outcomes = Q(period=period.code, kind=ValueKind.ACTUAL.value, breakdown=WHOLE.code)
    facts = facts_of([measure], alike, period.first, period.last, only=outcomes)
    found = ((each, facts.number(measure, each, period)) for each in alike)
    return [(each, value) for each, value in found if value is not None]


@dataclass(frozen=True)
class MeasureRow:
    """A measure in the list: how it stood last in the unit that answers for it, and how many goals use it."""

    measure: Measure
    latest: Value | None
    goals: int


def measures_named(wanted: str, unit: str = "", most: int = 500) -> list[Measure]:
    """Measures whose name, source, definition or decision holds all the words. One query."""
    found = Measure.objects.filter(ended_on__isnull=True).select_related("responsible").order_by("name")
    if unit:
        found = found.filter(Q(responsible__key=unit) | Q(goals__goal__plan__unit__key=unit)).distinct()
    for word in wanted.split():
        texts = Q(name__icontains=word) | Q(definition__icontains=word)
        found = found.filter(texts | Q(source__icontains=word) | Q(decision__icontains=word))
    return list(found[:most])


def listed(measures: Sequence[Measure]) -> list[MeasureRow]:
    """With the last outcome in the unit that answers for each, and the number of goals. At most six queries."""
    ties: dict[int, int] = {}
    for pk in GoalMeasure.objects.filter(measure__in=measures).values_list("measure_id", flat=True):
        ties[pk] = ties.get(pk, 0) + 1
    owners = {each.pk: each.responsible_id for each in measures}
    rows = Value.objects.filter(
        measure__in=measures,
        unit__in=set(owners.values()),
        is_current=True,
        kind=ValueKind.ACTUAL.value,
        breakdown=WHOLE.code,
    ).order_by("last_day", "first_day")
    numbers = rows.values_list("measure_id", "unit_id", "pk")
    last = {measure: pk for measure, unit, pk in numbers if owners[measure] == unit}
    latest = {each.measure_id: each for each in Value.objects.in_bulk(last.values()).values()}
    latest |= _latest_computed([each for each in measures if each.formula])
    return [MeasureRow(each, latest.get(each.pk), ties.get(each.pk, 0)) for each in measures]


def _latest_computed(measures: Sequence[Measure]) -> dict[int, Value]:
    """What the formulas give last in the units that answer for them."""
    if not measures:
        return {}
    facts = facts_of(measures, {each.responsible for each in measures}, date(1990, 1, 1), date(2199, 12, 31))
    units = {each.pk: each.responsible for each in measures}
    found = {}
    for each in measures:
        period = _latest(facts, each, units[each.pk])
        value = facts.value(each, units[each.pk], period) if period else None
        if value is not None:
            found[each.pk] = value
    return found


def waiting_targets(year: int | None = None, units: Sequence[str] | None = None) -> list[Target]:
    """Pending and delegated targets, the most overdue first."""
    kinds = [TargetKind.PENDING.value, TargetKind.DELEGATED.value]
    found = Target.objects.filter(kind__in=kinds).select_related("measure", "unit", "owner")
    if year is not None:
        found = found.filter(year=year)
    if units is not None:
        found = found.filter(unit__key__in=units)
    return sorted(found, key=lambda each: (each.due is None, each.due or date.max, each.measure.name))
