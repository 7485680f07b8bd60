"""One row of a table of money: its budget and outcome as they are known, and the forecast as it is typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from tertial.measures.models import Measure, Value
from tertial.measures.rules.aggregate import Combined
from tertial.measures.rules.current import ValueKind
from tertial.measures.rules.measure import MeasureRow
from tertial.measures.rules.plausible import Hint
from tertial.organisation.models import Unit
from tertial.reporting.models import Answer, Report
from tertial.reporting.queries.figures import Known
from tertial.reporting.queries.merged import Merged, merged_into
from tertial.reporting.rules.forms import Question, QuestionKind
from tertial.reporting.rules.money import Line, figure_asked, odd
from tertial.reporting.rules.money_row import Figures, make_row, own_or_merged
from tertial.reporting.rules.states import DECIDED, State
from tertial.reporting.rules.typed import decimal_of


@dataclass(frozen=True)
class MoneyRow:
    """`figure` names what is typed, if anything is: a known outcome and a sum of units below are not."""

    measure: MeasureRow
    line: Line
    figure: str
    is_beyond: bool
    hints: tuple[Hint, ...] = ()
    rolled: Combined | None = None
    unit: str = ""  # whose it is, and which period's: what the ways to the origins ask for
    period: str = ""
    year: str = ""
    known: frozenset[ValueKind] = frozenset()  # the figures that are facts of the unit itself
    loaded_at: datetime | None = None  # the outcome

    @property
    def is_over(self) -> bool:
        """The year is: its outcome is held against the budget."""
        return self.period == self.year

    @property
    def content(self) -> dict[str, str]:
        """The figures as text, for the document that is signed."""
        line = self.line
        named = (
            ("budget", line.budget),
            ("value", line.actual),
            ("forecast", None if self.is_over else line.expected),
            ("earlier", line.earlier),
        )
        return {name: format(value.normalize(), "f") for name, value in named if value is not None}


class Asked(NamedTuple):
    """A unit's answer to the row. Who is excused is not asked any more."""

    answer: Answer
    unit: Unit
    is_excused: bool = False


def units_added_up(
    unit: Unit, answers: Iterable[Answer], below: Iterable[Report]
) -> tuple[list[Unit], Merged]:
    """Other units whose facts a table of money needs: those below, and those that went up in any of them.

    Figures that are no money are added up from drafts.
    """
    if not any(each.kind == QuestionKind.MONEY for each in answers):
        return [], {}
    units = [each.unit for each in below]
    merged = merged_into({unit.pk, *(each.pk for each in units)})
    return [*units, *(old for olds in merged.values() for old in olds)], merged


def money_row(answer: Answer, question: Question, about: Known, below: Mapping[str, Asked]) -> MoneyRow:
    """The row held against its budget. `below` are the same row's answers in the reports below, by unit."""
    measure = answer.measure
    if measure is None:
        raise ValueError(f"answer {answer.pk} is about no measure")
    asked = figure_asked(about.period)
    is_over = asked == "value"
    facts = {kind: _value(measure, about, kind) for kind in ValueKind}
    actual = facts[ValueKind.ACTUAL]
    made = make_row(
        measure.row,
        _figures(measure, about, Asked(answer, about.unit)),
        {key: _figures(measure, about, each) for key, each in below.items()},
        is_over=is_over,
        within=question.whole_of(measure.key),
    )
    is_typed = made.rolled is None and not (is_over and actual is not None)
    return MoneyRow(
        measure=measure.row,
        line=made.line,
        figure=asked if is_typed else "",
        is_beyond=not made.line.within and made.line.is_beyond(question.tolerance),
        hints=odd(made.line, measure.row) if is_typed else (),
        rolled=made.rolled,
        unit=about.unit.key,
        period=about.period.code,
        year=about.period.same_year().code,
        known=frozenset(kind for kind, fact in facts.items() if fact is not None),
        loaded_at=actual.recorded_at if actual else None,
    )


def _figures(measure: Measure, about: Known, of: Asked) -> Figures:
    """What the unit's ledger and its report say of the row."""
    budget, actual = (
        _own_or_merged(measure, about, kind, of.unit) for kind in (ValueKind.BUDGET, ValueKind.ACTUAL)
    )
    return Figures(
        name=of.unit.name,
        budget=budget,
        actual=actual,
        typed=decimal_of(of.answer.content, figure_asked(about.period)),
        earlier=_earlier(of, measure, about),
        is_excused=of.is_excused,
    )


def _own_or_merged(measure: Measure, about: Known, kind: ValueKind, unit: Unit) -> Decimal | None:
    own, *olds = (_value(measure, about, kind, each) for each in (unit, *about.merged.get(unit.pk, ())))
    return own_or_merged(own.value if own else None, [each.value for each in olds if each])


def _value(measure: Measure, about: Known, kind: ValueKind, unit: Unit | None = None) -> Value | None:
    """Outcomes are of the period, budgets and forecasts of its year."""
    period = about.period if kind is ValueKind.ACTUAL else about.period.same_year()
    found = about.facts.value(measure, unit or about.unit, period, kind)
    return found if found is not None and found.value is not None else None


def _earlier(of: Asked, measure: Measure, about: Known) -> Decimal | None:
    """The forecast before this one. A decided report's own has taken the place of the fact."""
    before = decimal_of(of.answer.before.content, "forecast") if of.answer.before else None
    if before is not None or State(of.answer.part.state) in DECIDED:
        return before
    fact = _value(measure, about, ValueKind.FORECAST, of.unit)
    return fact.value if fact else None
