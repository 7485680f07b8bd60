"""Everything known about the measures that a report asks for, and what its own draft says beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q

from tertial.foundation.number import format_number
from tertial.foundation.period import Period
from tertial.measures.models import Measure, Target, Value
from tertial.measures.queries.facts import Facts, facts_of
from tertial.measures.rules.aggregate import Combined, Figure, adds_up, over_units
from tertial.measures.rules.breakdown import WHOLE
from tertial.measures.rules.current import ValueKind
from tertial.measures.rules.light import Figures, Proposal, propose
from tertial.measures.rules.measure import MeasureRow, is_asked_for
from tertial.measures.rules.plausible import Hint, Reported, hints
from tertial.measures.rules.target import Scale, TargetKind, in_words
from tertial.measures.rules.target import Target as TargetRule
from tertial.organisation.models import Unit
from tertial.reporting.models import Answer, Report
from tertial.reporting.queries.merged import Merged
from tertial.reporting.rules.forms import QuestionKind
from tertial.reporting.rules.typed import decimal_of

NO_TARGET = TargetRule(TargetKind.NONE)
TOP = "council"


@dataclass(frozen=True)
class ValueRow:
    """One measure in the report. `rolled` is the total of the reports below, and then nothing is typed."""

    measure: MeasureRow
    target: TargetRule
    target_words: str
    previous: Decimal | None  # the report before, the same year
    last_year: Decimal | None  # the same period
    value: Decimal | None
    proposal: Proposal
    hints: tuple[Hint, ...] = ()
    is_asked: bool = True
    rolled: Combined | None = None
    unit: str = ""  # whose it is, and which two periods' it is: what the ways to their origins ask for
    period: str = ""
    earlier: str = ""

    def shown(self, value: Decimal) -> str:
        """What somebody typed is shown as typed; what is worked out of several has the measure's decimals."""
        if self.rolled is None:
            return self.measure.shown(value)
        return format_number(value, self.measure.decimals, self.measure.unit or None)


@dataclass(frozen=True)
class Known:
    """Targets and facts of all the measures of a report: two queries."""

    unit: Unit
    period: Period
    facts: Facts
    targets: Mapping[int, TargetRule] = field(default_factory=dict)
    merged: Merged = field(default_factory=dict)  # units that are no more, by the one they went up in


def known(
    unit: Unit,
    period: Period,
    measures: Iterable[Measure],
    others: Iterable[Unit] = (),
    merged: Merged | None = None,
) -> Known:
    """`others`: units below, whose budgets and outcomes are added up, and those that went up in any of them."""
    asked = list({each.pk: each for each in measures}.values())
    if not asked:
        return Known(unit, period, Facts({}))
    facts = facts_of(asked, [unit, *others], date(period.year - 1, 1, 1), date(period.year, 12, 31))
    scale = Scale.CITY if unit.kind == TOP else Scale.OWN
    found = Target.objects.filter(measure__in=asked, unit=unit, year=period.year, scale=scale.value)
    targets = {each.measure_id: each.rule for each in found.select_related("owner", "measure")}
    return Known(unit, period, facts, targets, merged or {})


def value_row(answer: Answer, about: Known, below: Mapping[str, Answer]) -> ValueRow:
    """The answer held against its target and what came before; `below` are the same measure's answers, by unit."""
    measure = answer.measure
    if measure is None:
        raise ValueError(f"answer {answer.pk} asks for a value of no measure")
    row, period, facts = measure.row, about.period, about.facts
    rolled = total(row, below) if below and not answer.is_fetched else None
    value = rolled.value if rolled else decimal_of(answer.content, "value")
    forecast = decimal_of(answer.content, "forecast")
    earlier = period.previous_tertial()
    previous = facts.number(measure, about.unit, earlier) if earlier.year == period.year else None
    last_year = facts.number(measure, about.unit, period.previous_year())
    target = about.targets.get(measure.pk, NO_TARGET)
    figures = Figures(
        measure=row,
        target=target,
        period=period,
        actual=value,
        forecast=forecast or facts.number(measure, about.unit, period.same_year(), ValueKind.FORECAST),
        last_year=facts.number(measure, about.unit, Period.of_year(period.year - 1)),
        scale=Scale.CITY if about.unit.kind == TOP else Scale.OWN,
    )
    return ValueRow(
        measure=row,
        target=target,
        target_words=in_words(target, row.unit, row.decimals),
        previous=previous,
        last_year=last_year,
        value=value,
        proposal=propose(figures),
        hints=_hints(answer, row, period, value, previous, last_year) if rolled is None else (),
        is_asked=is_asked_for(row.frequency, period) and not row.computed,
        rolled=rolled,
        unit=about.unit.key,
        period=period.code,
        earlier=earlier.code,
    )


def _hints(
    answer: Answer,
    row: MeasureRow,
    period: Period,
    value: Decimal | None,
    previous: Decimal | None,
    last_year: Decimal | None,
) -> tuple[Hint, ...]:
    """A figure that was fetched and not touched is somebody else's to question."""
    if value is None or answer.is_fetched:
        return ()
    by_sex = {
        member: figure
        for member in ("women", "men")
        if (figure := decimal_of(answer.content, member)) is not None
    }
    forecast = decimal_of(answer.content, "forecast")
    return tuple(hints(Reported(row, period, value, previous, last_year, forecast, by_sex)))


Traces = Mapping[tuple[str, str], int]  # measure, kind → the value that stands


def decided_values(report: Report) -> Traces:
    """The unit's outcomes in the round's period, and its year's budgets and forecasts: for leading from a figure
    to its history."""
    period = report.round.when
    of_year = [ValueKind.BUDGET.value, ValueKind.FORECAST.value]
    rows = Value.objects.filter(
        Q(period=period.code, kind=ValueKind.ACTUAL.value)
        | Q(period=period.same_year().code, kind__in=of_year),
        unit=report.unit,
        breakdown=WHOLE.code,
        is_current=True,
    )
    return {(measure, kind): pk for measure, kind, pk in rows.values_list("measure__key", "kind", "pk")}


def total(row: MeasureRow, below: Mapping[str, Answer]) -> Combined | None:
    """By the measure's own way of adding up, saying how many of those asked are in it."""
    if not adds_up(row):
        return None
    figures = {
        key: Figure(
            decimal_of(each.content, "value"),
            decimal_of(each.content, "numerator"),
            decimal_of(each.content, "denominator"),
        )
        for key, each in below.items()
        if not each.is_missing
    }
    return over_units(figures, sorted(below), row.over_units, row.unit)


def values_of(answers: Iterable[Answer]) -> list[Answer]:
    kinds = (QuestionKind.VALUE, QuestionKind.MONEY)
    return [each for each in answers if each.kind in kinds and each.measure_id]
