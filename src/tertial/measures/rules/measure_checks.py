"""What must hold between measures, goals, targets and values before they may be loaded."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from tertial.foundation.check import Severity
from tertial.foundation.day import Span
from tertial.foundation.words import N_
from tertial.goals.rules.cells import unknown
from tertial.goals.rules.plan_checks import PERSON, City, exists_in, year_of
from tertial.measures.rules.aggregate import AggregationRefused, check_aggregation
from tertial.measures.rules.breakdown import SEX, TOTAL, WHOLE, disagreement
from tertial.measures.rules.computed import Formula, compute_all
from tertial.measures.rules.measure import FREQUENCY_WORDS, MeasureRow, OverUnits, is_asked_for
from tertial.measures.rules.measure_records import (
    FactKey,
    GoalMeasureRecord,
    MeasureRecord,
    TargetRecord,
    ValueRecord,
)
from tertial.measures.rules.target import LEVELS, WAITING, TargetKind
from tertial.organisation.rules.columns import Problem

MEASURE = N_("måttet")
Seen = dict[object, int | None]


def _twice(seen: Seen, key: object, line: int | None, column: str) -> list[Problem]:
    if key in seen:
        message = N_("samma sak står redan på rad %(first)s.")
        return [Problem(line, column, message, {"first": seen[key]})]
    seen[key] = line
    return []


def check_measures(measures: Sequence[MeasureRecord], city: City) -> list[Problem]:
    problems = []
    seen: Seen = {}
    known = {each.row.key for each in measures}
    for each in measures:
        problems += _twice(seen, each.row.key, each.line, "key")
        problems += exists_in(city, each.responsible, Span(city.first_day), each.line, "responsible")
        for column, part in zip(
            ("first", "second"), each.formula.parts if each.formula else (), strict=False
        ):
            problems += unknown(each.line, column, MEASURE, part, known)
        try:
            check_aggregation(each.row)
        except AggregationRefused as refused:
            problems.append(Problem(each.line, "over_units", refused.text, refused.params))
    return problems + _rings(measures)


def _rings(measures: Sequence[MeasureRecord]) -> list[Problem]:
    """Formulas that in the end build on themselves: they get no value even when all values are there."""
    formulas: dict[str, Formula] = {each.row.key: each.formula for each in measures if each.formula}
    values: dict[str, Decimal | None] = {each.row.key: Decimal(1) for each in measures if not each.formula}
    known = values.keys() | formulas.keys()
    found = compute_all(formulas, values, {})
    message = N_("formeln bygger i flera steg på sig själv.")
    return [
        Problem(each.line, "formula", message)
        for each in measures
        if each.formula and set(each.formula.parts) <= known and _in_ring(each.row.key, formulas)
        if found[each.row.key].value is None
    ]


def _in_ring(key: str, formulas: Mapping[str, Formula]) -> bool:
    seen: set[str] = set()
    step = set(formulas[key].parts)
    while step - seen:
        seen |= step
        step = {part for each in step if each in formulas for part in formulas[each].parts}
    return key in seen


def check_goal_measures(
    links: Sequence[GoalMeasureRecord], measures: Mapping[str, MeasureRow], city: City
) -> list[Problem]:
    problems = []
    seen: Seen = {}
    for each in links:
        problems += _twice(seen, (each.goal, each.measure), each.line, "measure")
        problems += unknown(each.line, "measure", MEASURE, each.measure, measures)
        if each.goal not in city.goals:
            message = N_("målet ”%(goal)s” finns inte.")
            problems.append(Problem(each.line, "goal", message, {"goal": each.goal}))
    return problems


def check_targets(
    targets: Sequence[TargetRecord], measures: Mapping[str, MeasureRow], city: City
) -> list[Problem]:
    problems = []
    seen: Seen = {}
    for each in targets:
        problems += _twice(seen, (each.measure, each.unit, each.year, each.scale), each.line, "measure")
        problems += unknown(each.line, "measure", MEASURE, each.measure, measures)
        problems += exists_in(city, each.unit, year_of(each.year), each.line, "unit")
        problems += exists_in(city, each.owner, year_of(each.year), each.line, "owner")
        problems += [Problem(each.line, column, message) for column, message in _lacks(each)]
    return problems


def _lacks(target: TargetRecord) -> list[tuple[str, str]]:
    """What the kind of target needs and does not have, or has and cannot have."""
    kind, low, high = target.kind, target.low, target.high
    found = []
    if kind in (TargetKind.NUMBER, TargetKind.MIN, TargetKind.BAND) and low is None:
        found.append(("low", N_("målet behöver en nivå i low.")))
    if kind in (TargetKind.NUMBER, TargetKind.MAX, TargetKind.BAND) and high is None:
        found.append(("high", N_("målet behöver en nivå i high.")))
    if kind not in LEVELS and (low is not None or high is not None):
        found.append(("kind", N_("ett mål av det här slaget har ingen nivå.")))
    if low is not None and high is not None and low > high:
        found.append(("low", N_("low är större än high.")))
    if kind is TargetKind.NUMBER and low != high:
        found.append(("high", N_("ett tal har samma nivå i low och high.")))
    if kind is TargetKind.DIRECTION and not target.way:
        found.append(("way", N_("skriv riktningen: up, down, same eller better.")))
    if kind in WAITING and target.due is None:
        found.append(("due", N_("skriv när målet senast ska vara satt.")))
    return found


def check_values(
    values: Sequence[ValueRecord], measures: Mapping[str, MeasureRow], city: City
) -> list[Problem]:
    problems = []
    latest: dict[FactKey, ValueRecord] = {}
    for each in values:
        problems += unknown(each.line, "measure", MEASURE, each.key.measure, measures)
        problems += unknown(each.line, "recorded_by", PERSON, each.recorded_by, city.people)
        if each.period is not None:
            span = Span(each.period.first, each.period.last)
            problems += exists_in(city, each.key.unit, span, each.line, "unit")
            if (row := measures.get(each.key.measure)) is not None:
                problems += _fits(each, row)
        problems += _correction(each, latest.get(each.key))
        latest[each.key] = each
    return problems + _sums(latest, measures)


def _fits(value: ValueRecord, row: MeasureRow) -> list[Problem]:
    """The measure asks for this period and this breakdown, and takes values from people."""
    if row.computed:
        message = N_("%(name)s räknas ut och tar inga värden.")
        return [Problem(value.line, "measure", message, {"name": row.name})]
    sex, _, age = value.key.breakdown.partition("/")
    if (sex != TOTAL and not row.by_sex) or (age != TOTAL and not row.by_age):
        message = N_("%(name)s delas inte upp så.")
        return [Problem(value.line, "breakdown", message, {"name": row.name})]
    if value.period is None or is_asked_for(row.frequency, value.period):
        return []
    message = N_("%(name)s följs upp %(frequency)s, inte för %(period)s.")
    words = {"frequency": FREQUENCY_WORDS[row.frequency], "period": value.period.label()}
    return [Problem(value.line, "period", message, {"name": row.name, **words})]


def _correction(value: ValueRecord, before: ValueRecord | None) -> list[Problem]:
    if before is None:
        if value.value is None and not value.comment:
            return [Problem(value.line, "comment", N_("skriv varför värdet saknas."))]
        if value.reason:
            return [Problem(value.line, "reason", N_("raden rättar inget: det finns inget tidigare värde."))]
        return []
    if not value.reason:
        message = N_("värdet står redan på rad %(first)s. Skriv i reason varför det rättas.")
        return [Problem(value.line, "reason", message, {"first": before.line})]
    if value.value == before.value:
        return [Problem(value.line, "value", N_("rättelsen säger samma sak som raden före."))]
    return []


def _sums(latest: Mapping[FactKey, ValueRecord], measures: Mapping[str, MeasureRow]) -> list[Problem]:
    """Women and men against the whole; what does not agree is worth a look."""
    parts: dict[FactKey, dict[str, Decimal]] = defaultdict(dict)
    for key, each in latest.items():
        sex, _, age = key.breakdown.partition("/")
        if sex != TOTAL and age == TOTAL and each.value is not None:
            parts[key._replace(breakdown=WHOLE.code)][sex] = each.value
    problems = []
    for key, values in parts.items():
        whole, row = latest.get(key), measures.get(key.measure)
        if whole is None or whole.value is None or row is None:
            continue
        is_mean = row.is_share or row.over_units is not OverUnits.SUM
        wrong = disagreement(values, whole.value, SEX, row.unit, is_share=is_mean)
        if wrong:
            problems.append(Problem(whole.line, "value", wrong.text, wrong.params, Severity.WARNING))
    return problems
