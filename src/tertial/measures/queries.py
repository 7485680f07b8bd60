"""Reading measures: their values and targets in a year, what the rules say of them, and where a number comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q

from tertial.foundation.period import Period
from tertial.goals.models import ExpectedResult, Goal
from tertial.goals.queries import ActivityInfo, GoalInfo, activities_of_goal, also_serves, below, way_up
from tertial.goals.rules.plan_checks import TOP_KINDS
from tertial.measures.models import GoalMeasure, Judgement, Measure, Target, Value
from tertial.measures.rules.breakdown import SEX, WHOLE, Breakdown
from tertial.measures.rules.current import ValueKind
from tertial.measures.rules.light import Figures, Proposal, propose
from tertial.measures.rules.measure import is_asked_for
from tertial.measures.rules.target import Scale, TargetKind
from tertial.measures.rules.target import Target as TargetRule
from tertial.organisation.models import Unit

YEARS_SHOWN = 4
NO_TARGET = TargetRule(TargetKind.NONE)
Key = tuple[int, int, str, str, str]  # measure, unit, period, kind, breakdown


@dataclass(frozen=True)
class Facts:
    """Current values of some measures in some units, found by what they are about."""

    values: dict[Key, Value]

    def value(
        self,
        measure: Measure,
        unit: Unit,
        period: Period,
        kind: ValueKind = ValueKind.ACTUAL,
        breakdown: Breakdown = WHOLE,
    ) -> Value | None:
        return self.values.get((measure.pk, unit.pk, period.code, kind.value, breakdown.code))

    def number(
        self,
        measure: Measure,
        unit: Unit,
        period: Period,
        kind: ValueKind = ValueKind.ACTUAL,
        breakdown: Breakdown = WHOLE,
    ) -> Decimal | None:
        found = self.value(measure, unit, period, kind, breakdown)
        return found.value if found else None


def facts_of(measures: Iterable[Measure], units: Iterable[Unit], first: date, last: date) -> Facts:
    """One query, whatever the number of measures."""
    rows = Value.objects.filter(
        measure__in=list(measures),
        unit__in=list(units),
        is_current=True,
        first_day__gte=first,
        last_day__lte=last,
    )
    return Facts({(v.measure_id, v.unit_id, v.period, v.kind, v.breakdown): v for v in rows})


@dataclass(frozen=True)
class MeasureLine:
    """One measure of a goal in a period: what it came to, what it should come to, and what that means."""

    measure: Measure
    unit: Unit
    period: Period
    target: TargetRule
    council_target: TargetRule
    actual: Value | None
    forecast: Value | None
    previous: Value | None  # the period before in the same year, else last year's whole
    women: Value | None
    men: Value | None
    proposal: Proposal
    judgement: Judgement | None
    is_asked_for: bool
    years: tuple[tuple[str, Decimal | None], ...] = ()
    comment: str = ""

    @property
    def light(self) -> str:
        return self.judgement.light if self.judgement else self.proposal.light.value


@dataclass(frozen=True)
class GoalSheet:
    """Everything the goal's page shows."""

    goal: Goal
    unit: Unit
    period: Period
    above: Sequence[GoalInfo]
    also: Sequence[GoalInfo]
    below: Sequence[GoalInfo]
    measures: Sequence[MeasureLine]
    expected: Sequence[ExpectedResult]
    activities: Sequence[ActivityInfo]
    judgements: dict[str, Judgement] = field(default_factory=dict)  # by period


def goal_sheet(goal: Goal, period: Period, today: date, unit: Unit | None = None) -> GoalSheet:
    """For a council goal `unit` says whose figures are shown."""
    whose = unit or goal.plan.unit
    ties = list(goal.measures.select_related("measure__responsible").order_by("place"))
    decided = goal.judgements.filter(unit=whose, is_current=True, period__startswith=str(period.year))
    return GoalSheet(
        goal=goal,
        unit=whose,
        period=period,
        above=way_up(goal),
        also=also_serves(goal),
        below=below(goal),
        measures=measure_lines(ties, whose, period),
        expected=list(goal.expected.all()),
        activities=activities_of_goal(goal, today),
        judgements={each.period: each for each in decided},
    )


def measure_lines(ties: Sequence[GoalMeasure], unit: Unit, period: Period) -> list[MeasureLine]:
    """Three queries: targets, values and judgements of all the measures at once."""
    measures = [tie.measure for tie in ties]
    first = date(period.year - YEARS_SHOWN, 1, 1)
    facts = facts_of(measures, [unit], first, date(period.year, 12, 31))
    targets = _targets(measures, unit, period.year)
    judged = Judgement.objects.filter(measure__in=measures, unit=unit, period=period.code, is_current=True)
    decided = {each.measure_id: each for each in judged}
    return [_line(tie, unit, period, facts, targets, decided.get(tie.measure_id)) for tie in ties]


def _targets(measures: Sequence[Measure], unit: Unit, year: int) -> dict[tuple[int, str], TargetRule]:
    """The unit's own, and the council's for the whole city."""
    found = Target.objects.filter(measure__in=measures, year=year).select_related("owner", "measure")
    mine = found.filter(Q(unit=unit) | Q(scale=Scale.CITY.value))
    return {(each.measure_id, each.scale): each.rule for each in mine}


def _line(
    tie: GoalMeasure,
    unit: Unit,
    period: Period,
    facts: Facts,
    targets: dict[tuple[int, str], TargetRule],
    judgement: Judgement | None,
) -> MeasureLine:
    measure = tie.measure
    year = Period.of_year(period.year)
    council = targets.get((measure.pk, Scale.CITY.value), NO_TARGET)
    is_city = unit.kind in TOP_KINDS  # the council's figures are the whole city's, and so is its target
    target = council if is_city else targets.get((measure.pk, Scale.OWN.value), NO_TARGET)
    actual = facts.value(measure, unit, period)
    forecast = facts.value(measure, unit, year, ValueKind.FORECAST)
    last_year = facts.number(measure, unit, Period.of_year(period.year - 1))
    figures = Figures(
        measure=measure.row,
        target=target,
        period=period,
        actual=actual.value if actual else None,
        forecast=forecast.value if forecast else None,
        last_year=last_year,
        scale=Scale.CITY if is_city else Scale.OWN,
    )
    women, men = (Breakdown(sex=member.code) for member in SEX.parts[:2])
    return MeasureLine(
        measure=measure,
        unit=unit,
        period=period,
        target=target,
        council_target=council,
        actual=actual,
        forecast=forecast if period != year else None,
        previous=_previous(facts, measure, unit, period),
        women=facts.value(measure, unit, period, breakdown=women),
        men=facts.value(measure, unit, period, breakdown=men),
        proposal=propose(figures),
        judgement=judgement,
        is_asked_for=is_asked_for(figures.measure.frequency, period),
        years=_years(facts, measure, unit, period),
        comment=tie.comment,
    )


def _previous(facts: Facts, measure: Measure, unit: Unit, period: Period) -> Value | None:
    before = period.previous_tertial()
    if before.year == period.year:
        return facts.value(measure, unit, before)
    return facts.value(measure, unit, Period.of_year(period.year - 1))


def _years(
    facts: Facts, measure: Measure, unit: Unit, period: Period
) -> tuple[tuple[str, Decimal | None], ...]:
    """Whole years before, then the period itself."""
    before = range(period.year - YEARS_SHOWN + 1, period.year)
    points = [(str(year), facts.number(measure, unit, Period.of_year(year))) for year in before]
    return (*points, (period.code, facts.number(measure, unit, period)))


@dataclass(frozen=True)
class Origin:
    """Where a number comes from: the value, its delivery, who and when, and the versions before it."""

    value: Value
    earlier: Sequence[Value]
    parts: Sequence[Value]  # of a computed measure


def origin_of(value: Value) -> Origin:
    same = Value.objects.filter(
        measure=value.measure,
        unit=value.unit,
        period=value.period,
        kind=value.kind,
        breakdown=value.breakdown,
    )
    return Origin(value, list(same.exclude(pk=value.pk).order_by("-recorded_at", "-pk")), _parts_of(value))


def _parts_of(value: Value) -> list[Value]:
    formula = value.measure.formula
    if not formula:
        return []
    keys = [formula["first"], formula["second"]]
    parts = Value.objects.filter(
        measure__key__in=keys,
        unit=value.unit,
        period=value.period,
        kind=value.kind,
        breakdown=value.breakdown,
        is_current=True,
    )
    return sorted(parts.select_related("measure"), key=lambda each: keys.index(each.measure.key))


def waiting_targets(year: int, units: Sequence[str] | None = None) -> list[Target]:
    """Pending and delegated targets, the most overdue first."""
    kinds = [TargetKind.PENDING.value, TargetKind.DELEGATED.value]
    found = Target.objects.filter(year=year, kind__in=kinds).select_related("measure", "unit", "owner")
    if units is not None:
        found = found.filter(unit__key__in=units)
    return sorted(found, key=lambda each: (each.due is None, each.due or date.max))
