"""Measures, their places under goals, targets and values as a profile's tables deliver them, row by row."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tertial.foundation.importer import Row
from tertial.foundation.period import Period, PeriodRefused
from tertial.foundation.words import N_
from tertial.goals.rules.cells import amount_in, choice_in, whole_in, year_in, yes_in
from tertial.goals.rules.plan_records import GoalKey
from tertial.measures.rules.breakdown import WHOLE, Breakdown, BreakdownRefused
from tertial.measures.rules.computed import Formula, FormulaKind
from tertial.measures.rules.current import ValueKind
from tertial.measures.rules.measure import Better, Frequency, MeasureRow, OverTime, OverUnits
from tertial.measures.rules.target import Scale, TargetKind, Way
from tertial.organisation.rules.columns import Problem, day_in, key_in, own_columns, row_by_row, text_in

MEASURE_COLUMNS = own_columns(
    "key name responsible",
    "unit_of_measure decimals better frequency is_cumulative over_time over_units by_sex by_age low high "
    "source definition formula first second factor decision",
)
GOAL_MEASURE_COLUMNS = own_columns("unit year goal measure", "comment")
TARGET_COLUMNS = own_columns("measure unit year owner kind", "scale low high way text due decision")
VALUE_COLUMNS = own_columns(
    "measure unit period value", "kind breakdown numerator denominator comment reason recorded_by recorded_on"
)


@dataclass(frozen=True, slots=True)
class MeasureRecord:
    row: MeasureRow
    responsible: str
    source: str = ""
    definition: str = ""
    formula: Formula | None = None
    decision: str = ""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class GoalMeasureRecord:
    goal: GoalKey
    measure: str
    comment: str = ""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class TargetRecord:
    measure: str
    unit: str
    year: int
    owner: str
    kind: TargetKind
    scale: Scale = Scale.OWN
    low: Decimal | None = None
    high: Decimal | None = None
    way: str = ""
    text: str = ""
    due: date | None = None
    decision: str = ""
    line: int | None = field(default=None, compare=False)


class FactKey(NamedTuple):
    measure: str
    unit: str
    period: str
    kind: str
    breakdown: str


@dataclass(frozen=True, slots=True)
class ValueRecord:
    """A later row about the same thing corrects the earlier and says why."""

    key: FactKey
    period: Period | None
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    comment: str = ""
    reason: str = ""
    recorded_by: str = ""
    recorded_on: date | None = None
    line: int | None = field(default=None, compare=False)


def _measure(row: Row, problems: list[Problem]) -> MeasureRecord:
    formula = _formula(row, problems)
    return MeasureRecord(
        row=MeasureRow(
            key=key_in(row, "key", problems),
            name=text_in(row, "name", problems, longest=300, needed=True),
            unit=text_in(row, "unit_of_measure", problems, longest=40),
            decimals=whole_in(row, "decimals", problems, least=0, most=8),
            better=Better(choice_in(row, "better", problems, Better, Better.HIGHER)),
            frequency=Frequency(choice_in(row, "frequency", problems, Frequency, Frequency.TERTIAL)),
            cumulative=yes_in(row, "is_cumulative", problems),
            over_time=OverTime(choice_in(row, "over_time", problems, OverTime, OverTime.LAST)),
            over_units=OverUnits(choice_in(row, "over_units", problems, OverUnits, OverUnits.NONE)),
            by_sex=yes_in(row, "by_sex", problems),
            by_age=yes_in(row, "by_age", problems),
            low=amount_in(row, "low", problems),
            high=amount_in(row, "high", problems),
            computed=formula is not None,
        ),
        responsible=row["responsible"],
        source=text_in(row, "source", problems, longest=200),
        definition=text_in(row, "definition", problems, longest=4000),
        formula=formula,
        decision=text_in(row, "decision", problems, longest=120),
        line=row.line,
    )


def _formula(row: Row, problems: list[Problem]) -> Formula | None:
    if not row["formula"]:
        return None
    kind = choice_in(row, "formula", problems, FormulaKind)
    if not row["first"] or not row["second"]:
        message = N_("en formel behöver två mått, i first och second.")
        problems.append(Problem(row.line, "formula", message))
    factor = amount_in(row, "factor", problems)
    return Formula(FormulaKind(kind), row["first"], row["second"], factor) if kind else None


def _goal_measure(row: Row, problems: list[Problem]) -> GoalMeasureRecord:
    return GoalMeasureRecord(
        GoalKey(row["unit"], year_in(row, "year", problems), row["goal"]),
        row["measure"],
        row["comment"],
        row.line,
    )


def _target(row: Row, problems: list[Problem]) -> TargetRecord:
    return TargetRecord(
        measure=row["measure"],
        unit=row["unit"],
        year=year_in(row, "year", problems),
        owner=row["owner"],
        kind=TargetKind(choice_in(row, "kind", problems, TargetKind) or TargetKind.NONE),
        scale=Scale(choice_in(row, "scale", problems, Scale, Scale.OWN)),
        low=amount_in(row, "low", problems),
        high=amount_in(row, "high", problems),
        way=choice_in(row, "way", problems, ("", *Way)),
        text=text_in(row, "text", problems, longest=200),
        due=day_in(row, "due", problems),
        decision=text_in(row, "decision", problems, longest=120),
        line=row.line,
    )


def _value(row: Row, problems: list[Problem]) -> ValueRecord:
    period = _period(row, problems)
    kind = choice_in(row, "kind", problems, ValueKind, ValueKind.ACTUAL)
    key = FactKey(
        row["measure"], row["unit"], period.code if period else "", kind, _breakdown(row, problems).code
    )
    return ValueRecord(
        key=key,
        period=period,
        value=amount_in(row, "value", problems),
        numerator=amount_in(row, "numerator", problems),
        denominator=amount_in(row, "denominator", problems),
        comment=row["comment"],
        reason=row["reason"],
        recorded_by=row["recorded_by"],
        recorded_on=day_in(row, "recorded_on", problems),
        line=row.line,
    )


def _period(row: Row, problems: list[Problem]) -> Period | None:
    try:
        return Period.parse(row["period"])
    except PeriodRefused as refused:
        problems.append(Problem(row.line, "period", refused.text, refused.params))
        return None


def _breakdown(row: Row, problems: list[Problem]) -> Breakdown:
    """women, men, or sex and age with a slash between; an empty cell is the whole."""
    sex, _, age = row["breakdown"].partition("/")
    try:
        return Breakdown.of(sex, age)
    except BreakdownRefused as refused:
        problems.append(Problem(row.line, "breakdown", refused.text, refused.params))
        return WHOLE


read_measures = row_by_row(_measure)
read_values = row_by_row(_value)
read_goal_measures = row_by_row(_goal_measure)
read_targets = row_by_row(_target)
