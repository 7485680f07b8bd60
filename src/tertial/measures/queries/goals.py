"""What the goal's page shows: its measures in a period, their targets, and what the rules say of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q

from tertial.foundation.number import rounded
from tertial.foundation.period import Period
from tertial.goals.models import ExpectedResult, Goal
from tertial.goals.queries import Above, ActivityInfo, GoalInfo, above, activities_of_goal, below
from tertial.goals.rules.plan_checks import TOP_KINDS
from tertial.measures.models import GoalMeasure, Judgement, Measure, Target, Value
from tertial.measures.queries.facts import Facts, facts_of
from tertial.measures.queries.thresholds import current_thresholds
from tertial.measures.rules.breakdown import SEX, WHOLE, Breakdown
from tertial.measures.rules.current import ValueKind
from tertial.measures.rules.light import Figures, Proposal, propose
from tertial.measures.rules.measure import is_asked_for
from tertial.measures.rules.target import Scale, TargetKind, at_least, at_most
from tertial.measures.rules.target import Target as TargetRule
from tertial.organisation.models import Unit

YEARS_SHOWN = 4
NO_TARGET = TargetRule(TargetKind.NONE)


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
    previous: Value | None  # what the outcome is compared with
    women: Value | None
    men: Value | None
    proposal: Proposal
    judgement: Judgement | None
    is_asked_for: bool
    years: tuple[tuple[str, Decimal | None], ...] = ()
    city_years: tuple[tuple[str, Decimal | None], ...] = ()
    comment: str = ""
    tie: int = 0

    @property
    def light(self) -> str:
        return self.judgement.light if self.judgement else self.proposal.light.value


@dataclass(frozen=True)
class ExpectedLine:
    """An expected result, and what the indicator that shows it says of its level."""

    result: ExpectedResult
    measure: Measure | None
    proposal: Proposal | None


@dataclass(frozen=True)
class GoalSheet:
    """Everything the goal's page shows."""

    goal: Goal
    unit: Unit
    period: Period
    above: Above
    below: Sequence[GoalInfo]
    measures: Sequence[MeasureLine]
    expected: Sequence[ExpectedLine]
    activities: Sequence[ActivityInfo]
    judgements: dict[str, Judgement] = field(default_factory=dict)  # by period
    around: dict[int, Judgement] = field(default_factory=dict)  # of the goals above and below, by goal


def goal_sheet(goal: Goal, period: Period, today: date, unit: Unit | None = None) -> GoalSheet:
    """For a council goal `unit` says whose figures are shown."""
    whose = unit or goal.plan.unit
    ties = list(goal.measures.select_related("measure").order_by("place"))
    up, down = above(goal), below(goal)
    others = [each.pk for each in (*up.main, *up.also, *down)]
    decided = Judgement.objects.filter(goal__in=[goal.pk, *others], is_current=True)
    year = list(decided.filter(period__startswith=str(period.year)).order_by("period"))
    lines = measure_lines(ties, whose, period)
    return GoalSheet(
        goal=goal,
        unit=whose,
        period=period,
        above=up,
        below=down,
        measures=lines,
        expected=[_expected(each, lines) for each in goal.expected.select_related("measured")],
        activities=activities_of_goal(goal, today),
        judgements={
            each.period: each for each in year if each.goal_id == goal.pk and each.unit_id == whose.pk
        },
        around={each.goal_id: each for each in year if each.goal_id and each.period == period.code},
    )


def measure_lines(ties: Sequence[GoalMeasure], unit: Unit, period: Period) -> list[MeasureLine]:
    """Three queries: targets, values and judgements of all the measures at once."""
    measures = [tie.measure for tie in ties]
    first = date(period.year - YEARS_SHOWN, 1, 1)
    facts = facts_of(measures, [unit], first, date(period.year, 12, 31), city=True, only=_shown(unit, period))
    targets = _targets(measures, unit, period.year)
    judged = Judgement.objects.filter(measure__in=measures, unit=unit, period=period.code, is_current=True)
    decided = {each.measure_id: each for each in judged}
    return [_line(tie, unit, period, facts, targets, decided.get(tie.measure_id)) for tie in ties]


def _shown(unit: Unit, period: Period) -> Q:
    """Whole years and the tertials that the page names, and the sexes of the period itself."""
    years = [Period.of_year(period.year - back) for back in range(YEARS_SHOWN + 1)]
    tertials = [period, period.previous_tertial(), period.previous_year()]
    codes = {each.code for each in (*years, *tertials)}
    sexes = Q(period=period.code, unit=unit, kind=ValueKind.ACTUAL.value)
    return Q(period__in=codes) & (Q(breakdown=WHOLE.code) | sexes)


def _expected(result: ExpectedResult, lines: Sequence[MeasureLine]) -> ExpectedLine:
    """The same rules as for an annual target, with the result's own level."""
    tie = getattr(result, "measured", None)
    line = next((each for each in lines if tie is not None and each.measure.pk == tie.measure_id), None)
    if line is None or result.value is None or result.direction not in (TargetKind.MIN, TargetKind.MAX):
        return ExpectedLine(result, line.measure if line else None, None)
    unit = result.unit or line.measure.unit_of_measure
    make = at_least if result.direction == TargetKind.MIN else at_most
    figures = Figures(
        measure=line.measure.row,
        target=make(result.value, unit),
        period=line.period,
        actual=_judged(line.measure, line.actual),
        forecast=_judged(line.measure, line.forecast),
    )
    return ExpectedLine(result, line.measure, propose(figures, current_thresholds()))


def line_of(measure: Measure, unit: Unit, period: Period) -> MeasureLine:
    """One measure by itself."""
    return measure_lines([GoalMeasure(measure=measure)], unit, period)[0]


def _targets(measures: Sequence[Measure], unit: Unit, year: int) -> dict[tuple[int, str], TargetRule]:
    """The unit's own, and the council's for the whole city."""
    known = {each.pk: each for each in measures}
    found = Target.objects.filter(measure__in=known, year=year).select_related("owner")
    targets: dict[tuple[int, str], TargetRule] = {}
    for each in found.filter(Q(unit=unit) | Q(scale=Scale.CITY.value)):
        each.measure = known[each.measure_id]
        targets[each.measure_id, each.scale] = each.rule
    return targets


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
        actual=_judged(measure, actual),
        forecast=_judged(measure, forecast),
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
        proposal=propose(figures, current_thresholds()),
        judgement=judgement,
        is_asked_for=is_asked_for(figures.measure.frequency, period),
        years=_years(facts, measure, unit.pk, period),
        city_years=_years(facts, measure, facts.city, period) if facts.city not in (None, unit.pk) else (),
        comment=tie.comment,
        tie=tie.pk,
    )


def _judged(measure: Measure, value: Value | None) -> Decimal | None:
    """What is worked out is judged as it is shown, so that nobody reads 6,0 and is told that it is more."""
    if value is None or value.value is None or not measure.formula:
        return value.value if value else None
    return rounded(value.value, measure.decimals)


def _previous(facts: Facts, measure: Measure, unit: Unit, period: Period) -> Value | None:
    """What grows through the year is held against the same stretch last year, the rest against what came before."""
    if measure.is_cumulative:
        return facts.value(measure, unit, period.previous_year())
    before = facts.value(measure, unit, period.previous_tertial())
    return before or facts.value(measure, unit, Period.of_year(period.year - 1))


def _years(
    facts: Facts, measure: Measure, unit: int | None, period: Period
) -> tuple[tuple[str, Decimal | None], ...]:
    """Whole years before, the tertials of the year so far, then the period itself."""
    if unit is None:
        return ()
    before = range(period.year - YEARS_SHOWN + 1, period.year)
    points = [(str(year), facts.number(measure, unit, Period.of_year(year))) for year in before]
    earlier = period.previous_tertial()
    if earlier.year == period.year and not measure.is_cumulative:
        points.append((earlier.code, facts.number(measure, unit, earlier)))
    return (*points, (period.code, facts.number(measure, unit, period)))
