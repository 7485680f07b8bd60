"""A table of budget, outcome and forecast: its sums, and what looks odd in a row.

A row within another ("varav") is a part of it and is never added to the sum.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tertial.foundation.number import format_number
from tertial.foundation.period import Period, PeriodKind
from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_
from tertial.measures.rules.deviation import Tolerance, deviation, in_percent, is_beyond
from tertial.measures.rules.measure import MeasureRow, is_share
from tertial.measures.rules.plausible import Hint
from tertial.reporting.rules.below import Below, below_in, together, who_lacks

NONE = "–"
TIMES = 10  # so many times the budget is more likely another unit, tkr for mnkr


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `expected` is what the year will come to: the forecast, and when the year is over the outcome."""

    key: str
    budget: Decimal | None = None
    actual: Decimal | None = None
    earlier: Decimal | None = None  # the forecast before
    expected: Decimal | None = None
    within: str = ""
    unit: str = ""  # what it is counted in
    below: Below | None = None  # of a sum: the units that are in it, and those that are not yet
    is_partial: bool = False  # a sum of some of the units below
    held: Decimal | None = None  # the budget of those that are in it

    @property
    def against(self) -> Decimal | None:
        """What the expected is held against. A sum of some units is never held against the budget of all."""
        return self.held if self.is_partial else self.budget

    @property
    def deviation(self) -> Decimal | None:
        if self.against is None or self.expected is None:
            return None
        return deviation(self.against, self.expected)

    def is_beyond(self, tolerance: Tolerance) -> bool:
        return (
            self.against is not None
            and self.expected is not None
            and is_beyond(self.against, self.expected, tolerance)
        )


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of the rows that are not parts of others. `count` of `asked` rows have come to something.

    Rows that cannot be added have no sum, and `why` says why.
    """

    count: int
    asked: int
    budget: Decimal | None = None
    actual: Decimal | None = None
    earlier: Decimal | None = None
    expected: Decimal | None = None
    deviation: Decimal | None = None
    percent: Decimal | None = None
    below: Below | None = None
    why: Sentence | None = None


def line_of(row: Mapping[str, Any]) -> Line:
    """A row of a signed document."""
    said = {name: Decimal(text) for name, text in row["content"].items()}
    held = row.get("held")
    return Line(
        key=row["measure"],
        budget=said.get("budget"),
        actual=said.get("value"),
        earlier=said.get("earlier"),
        expected=said.get("value" if row["is_over"] else "forecast"),
        within=row["within"],
        unit=row["unit_of_measure"],
        below=below_in(row.get("coverage")),
        is_partial=bool(row.get("is_partial")),
        held=Decimal(held) if held else None,
    )


@dataclass(frozen=True, slots=True)
class SealedTable:
    """The table of a signed document. `measured`: what its figures are, said once: mnkr, netto."""

    rows: Sequence[Mapping[str, Any]]
    lines: Sequence[Line]
    names: Sequence[str]
    decimals: int
    measured: str
    is_over: bool

    @property
    def title(self) -> str:
        """The question, for telling a part's tables apart."""
        return str(self.rows[0].get("asked", ""))

    @property
    def total(self) -> Total:
        return total(self.lines)

    @property
    def notes(self) -> list[Sentence]:
        """What a reader of the sum has to know."""
        found = (self.total.why, who_lacks(self.total.below, is_over=self.is_over))
        return [each for each in found if each is not None]


def sealed_table(rows: Sequence[Mapping[str, Any]]) -> SealedTable:
    """Made of the rows as they stood and nothing else."""
    lines = [line_of(row) for row in rows]
    names, tail = short_names([row["label"] for row in rows])
    return SealedTable(
        rows=rows,
        lines=lines,
        names=with_units(names, lines),
        decimals=max(int(row["decimals"]) for row in rows),
        measured=", ".join(filter(None, (common_unit(lines), tail))),
        is_over=bool(rows[0]["is_over"]),
    )


def sealed_tables(rows: Iterable[Mapping[str, Any]]) -> list[SealedTable]:
    """Those of a part: one for each question, never added to each other."""
    asked: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        asked.setdefault(row["question"], []).append(row)
    return [sealed_table(each) for each in asked.values()]


def units_of(lines: Iterable[Line]) -> list[str]:
    """In the order they stand."""
    return list(dict.fromkeys(line.unit for line in lines if line.unit))


def common_unit(lines: Iterable[Line]) -> str:
    """What all are counted in; nothing when it is not the same."""
    units = units_of(lines)
    return units[0] if len(units) == 1 else ""


def with_units(names: Sequence[str], lines: Sequence[Line]) -> list[str]:
    """Rows that are counted in different units say which."""
    if len(units_of(lines)) < 2:
        return list(names)
    return [", ".join(filter(None, (name, line.unit))) for name, line in zip(names, lines, strict=True)]


def why_not_added(units: Sequence[str]) -> Sentence | None:
    """Why rows in these units have no sum; nothing when they can be added."""
    if len(units) > 1:
        text = N_("Raderna har olika enheter (%(units)s) och läggs inte ihop. Rätta indikatorernas enhet.")
        return say(text, units=", ".join(units))
    if units and is_share(units[0]):
        return say(N_("Raderna är andelar (%(unit)s) och läggs inte ihop."), unit=units[0])
    return None


def to_explain(about: str, deviation: Decimal, measure: MeasureRow) -> Sentence:
    """What the comment beside the row is to tell."""
    text = N_("Skriv varför ”%(about)s” blir %(far)s under budget.")
    if deviation < 0:
        text = N_("Skriv varför ”%(about)s” går %(far)s över budget.")
    return say(text, about=about, far=measure.shown(abs(deviation)))


def figure_asked(period: Period) -> str:
    """What is typed: the year's forecast, or when the year is over its outcome."""
    return "value" if period.kind is PeriodKind.YEAR else "forecast"


def total(lines: Iterable[Line]) -> Total:
    """Rows without a forecast are in no deviation, so a half-filled table never shows a surplus that is not there."""
    every = list(lines)
    rows = [line for line in every if not line.within]
    count, below = sum(1 for line in rows if line.expected is not None), together(row.below for row in rows)
    why = why_not_added(units_of(every))
    if why is not None:
        return Total(count, len(rows), below=below, why=why)
    both = [line for line in rows if line.deviation is not None]
    budget = sum_of(line.against for line in both)
    expected = sum_of(line.expected for line in both)
    is_known = budget is not None and expected is not None
    return Total(
        count=count,
        asked=len(rows),
        budget=sum_of(line.budget for line in rows),
        actual=sum_of(line.actual for line in rows),
        earlier=sum_of(line.earlier for line in rows),
        expected=sum_of(line.expected for line in rows),
        deviation=sum_of(line.deviation for line in both),
        percent=in_percent(budget, expected) if is_known else None,  # type: ignore[arg-type]
        below=below,
    )


def sum_of(figures: Iterable[Decimal | None]) -> Decimal | None:
    """Of those that are known; of none there is none."""
    known = [each for each in figures if each is not None]
    return sum(known, Decimal(0)) if known else None


def short_names(names: Sequence[str]) -> tuple[list[str], str]:
    """What every row says after a comma is said once, above the table: Förskola, netto."""
    parted = [name.rpartition(", ") for name in names]
    tails = {tail for head, _comma, tail in parted if head}
    if len(tails) != 1 or not all(head for head, _comma, _tail in parted):
        return list(names), ""
    return [head for head, _comma, _tail in parted], tails.pop()


def plain(value: Decimal | None, decimals: int) -> str:
    return NONE if value is None else format_number(value, decimals)


def signed(value: Decimal | None, decimals: int) -> str:
    """A deviation always has its sign, so that nobody has to guess which way it goes."""
    if value is None:
        return NONE
    text = format_number(value, decimals)
    return f"+{text}" if value > 0 and any(sign in "123456789" for sign in text) else text


def larger_than_whole(lines: Sequence[Line]) -> list[tuple[str, Decimal]]:
    """Rows whose parts come to more than the row itself, with what the parts come to."""
    if len(units_of(lines)) > 1:
        return []
    parts: dict[str, Decimal] = {}
    for line in lines:
        if line.within and line.expected is not None:
            parts[line.within] = parts.get(line.within, Decimal(0)) + line.expected
    whole = {line.key: line.expected for line in lines}
    found = []
    for key, held in parts.items():
        of = whole.get(key)
        if of is not None and held > of >= 0:
            found.append((key, held))
    return found


def odd(line: Line, measure: MeasureRow) -> tuple[Hint, ...]:
    """What may be typed wrong; each is a question that whoever knows better answers with a comment."""
    if line.expected is None:
        return ()
    found = (_scale(line), _sign(line), _below_outcome(line))
    shown = {
        name: measure.shown(value)
        for name, value in (("value", line.expected), ("budget", line.budget), ("actual", line.actual))
        if value is not None
    }
    return tuple(Hint(code, _said(text, shown)) for each in found if each for code, text in (each,))


def _said(text: str, shown: Mapping[str, str]) -> Sentence:
    return say(text, **{name: word for name, word in shown.items() if f"%({name})s" in text})


def _scale(line: Line) -> tuple[str, str] | None:
    if not line.budget or not line.expected:
        return None
    small, large = sorted((abs(line.budget), abs(line.expected)))
    if large < small * TIMES:
        return None
    return "jump", N_("%(value)s mot budget %(budget)s: minst tio gånger ifrån. Står talet i rätt enhet?")


def _sign(line: Line) -> tuple[str, str] | None:
    if not line.budget or not line.expected or (line.budget > 0) == (line.expected > 0):
        return None
    return "sign", N_("%(value)s och budget %(budget)s har olika tecken. Kostnader skrivs utan minus.")


def _below_outcome(line: Line) -> tuple[str, str] | None:
    """Net costs seldom shrink during a year."""
    if line.actual is None or line.expected is None or not 0 < line.expected < line.actual:
        return None
    return "below-outcome", N_("Prognosen för året, %(value)s, är lägre än utfallet hittills, %(actual)s.")
