"""One row of a table of money: the unit's own figures, or what the units below it come to together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tertial.measures.rules.aggregate import Combined, Figure, adds_up, over_units
from tertial.measures.rules.measure import MeasureRow
from tertial.reporting.rules.below import Below
from tertial.reporting.rules.money import Line, sum_of


@dataclass(frozen=True, slots=True)
class Figures:
    """What one unit has of the row: what the ledger says, and what was typed in its report.

    Who is excused is not asked: what it had typed is not in the sum.
    """

    name: str = ""
    budget: Decimal | None = None
    actual: Decimal | None = None
    typed: Decimal | None = None
    earlier: Decimal | None = None  # the forecast before this one
    is_excused: bool = False

    def expected(self, *, is_over: bool) -> Decimal | None:
        """The outcome of a year that is over is the ledger's, where it has one."""
        return self.actual if is_over and self.actual is not None else self.typed


@dataclass(frozen=True, slots=True)
class Made:
    """The row, and how it was added up; what was typed in the unit itself was not."""

    line: Line
    rolled: Combined | None = None


def make_row(
    measure: MeasureRow,
    own: Figures,
    below: Mapping[str, Figures],
    *,
    is_over: bool,
    within: str = "",
) -> Made:
    """`below` are the units that have the same row. Where all of them are excused, as those that were merged
    into the unit are, it types its own figure and has their budget.
    """
    asked = {key: each for key, each in below.items() if not each.is_excused}
    added = (asked or below).values()
    budget = own.budget if own.budget is not None else sum_of(each.budget for each in added)
    actual = own.actual if own.actual is not None else sum_of(each.actual for each in added)
    rolled = None
    if asked and adds_up(measure) and not (is_over and own.actual is not None):
        given = {key: Figure(each.expected(is_over=is_over)) for key, each in asked.items()}
        rolled = over_units(given, sorted(asked), measure.over_units, measure.unit)
    expected = rolled.value if rolled else own.expected(is_over=is_over)
    if is_over:
        actual = expected = expected if rolled or expected is not None else actual
    included = [below[key] for key in rolled.coverage.included] if rolled else []
    line = Line(
        key=measure.key,
        budget=budget,
        actual=actual,
        earlier=own.earlier if own.earlier is not None else sum_of_all([each.earlier for each in added]),
        expected=expected,
        within=within,
        unit=measure.unit,
        below=_named(rolled, below) if rolled else None,
        is_partial=rolled is not None and len(included) < len(below),
        held=sum_of_all([each.budget for each in included]),
    )
    return Made(line, rolled)


def own_or_merged(own: Decimal | None, olds: Iterable[Decimal | None]) -> Decimal | None:
    """A unit's own figure; without one, what the units that went up in it had together."""
    return own if own is not None else sum_of(olds)


def _named(rolled: Combined, below: Mapping[str, Figures]) -> Below:
    given, lacking = rolled.coverage.included, rolled.coverage.lacking
    return Below({key: below[key].name for key in given}, {key: below[key].name for key in lacking})


def sum_of_all(figures: Sequence[Decimal | None]) -> Decimal | None:
    """Their sum, when every one is known; half a sum is none."""
    return None if None in figures else sum_of(figures)
