"""A table of money as the page shows it: rows with their figures, the sum, and what does not add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext

from tertial.foundation.number import format_number
from tertial.measures.pages.said import origin_of
from tertial.measures.rules.current import ValueKind
from tertial.measures.rules.measure import shown
from tertial.reporting.pages.boxes import Box
from tertial.reporting.pages.reading import told
from tertial.reporting.queries.money import MoneyRow
from tertial.reporting.rules.below import Below, who_lacks
from tertial.reporting.rules.money import (
    NONE,
    Total,
    common_unit,
    larger_than_whole,
    plain,
    short_names,
    signed,
    total,
    with_units,
)


@dataclass(frozen=True)
class Figure:
    """A figure of the table, and the way to where it comes from."""

    text: str
    origin: str = ""


@dataclass(frozen=True)
class MoneyLine:
    """One row. `box` takes what is typed."""

    box: Box
    row: MoneyRow
    label: str = ""

    @property
    def budget(self) -> Figure:
        return self._fact(self.row.line.budget, ValueKind.BUDGET, self.row.year)

    @property
    def actual(self) -> Figure:
        return self._fact(self.row.line.actual, ValueKind.ACTUAL, self.row.period)

    @property
    def earlier(self) -> Figure:
        before = self.row.line.earlier
        answer = self.box.row.before
        if before is not None and answer is not None and answer.content.get("forecast"):
            return Figure(self._plain(before), reverse("answer_versions", args=[answer.pk]))
        return self._fact(before, ValueKind.FORECAST, self.row.year)

    @property
    def expected(self) -> Figure:
        if self.row.is_over and not self.row.figure and self.row.rolled is None:
            return self.actual
        expected = self.row.line.expected
        origin = "" if expected is None else reverse("answer_versions", args=[self.box.pk])
        return Figure(self._plain(expected), origin)

    @property
    def below(self) -> Below | None:
        return self.row.line.below

    @property
    def deviation(self) -> str:
        return signed(self.row.line.deviation, self.row.measure.decimals)

    @property
    def raw(self) -> dict[str, str]:
        """The figures as the page's script counts with them."""
        line = self.row.line
        named = (("budget", line.against), ("actual", line.actual), ("expected", line.expected))
        return {name: format(value, "f") for name, value in named if value is not None}

    @property
    def typed(self) -> str:
        """What was typed, with the decimals of the others; what could not be kept as it came."""
        text, kept = self.box.values.get(self.row.figure, ""), self.box.answer.content.get(self.row.figure)
        if kept and text == format_number(Decimal(kept)):
            return self._plain(Decimal(kept))
        return text

    @property
    def is_told(self) -> bool:
        """Something stands below the row, or has to be written there."""
        box = self.box
        return bool(
            self.row.is_beyond
            or box.values.get("comment")
            or box.hints
            or box.errors
            or box.row.notes
            or box.row.rivals
        )

    def _fact(self, value: Decimal | None, kind: ValueKind, period: str) -> Figure:
        row = self.row
        origin = origin_of(row.measure.key, row.unit, period, kind=kind) if kind in row.known else ""
        return Figure(self._plain(value), origin if value is not None else "")

    def _plain(self, value: Decimal | None) -> str:
        return NONE if value is None else shown(value, None, self.row.measure.decimals)


@dataclass(frozen=True)
class Sum:
    """The last row."""

    total: Total
    decimals: int

    @property
    def budget(self) -> str:
        return self._plain(self.total.budget)

    @property
    def actual(self) -> str:
        return self._plain(self.total.actual)

    @property
    def earlier(self) -> str:
        return self._plain(self.total.earlier)

    @property
    def expected(self) -> str:
        return self._plain(self.total.expected)

    @property
    def deviation(self) -> str:
        return signed(self.total.deviation, self.decimals)

    @property
    def percent(self) -> str:
        percent = self.total.percent
        return "" if percent is None else f"{signed(percent, 1)}\u00a0%"

    @property
    def is_whole(self) -> bool:
        return self.total.count == self.total.asked

    def _plain(self, value: Decimal | None) -> str:
        return plain(value, self.decimals)


@dataclass(frozen=True)
class MoneyTable:
    """All rows of a question of money, in the form's order."""

    lines: list[MoneyLine]
    tail: str = ""  # what the rows' names end in

    @property
    def rows(self) -> list[MoneyRow]:
        return [each.row for each in self.lines]

    @property
    def first(self) -> MoneyRow:
        return self.rows[0]

    @property
    def unit(self) -> str:
        """What all rows are counted in; nothing when they differ."""
        return common_unit(row.line for row in self.rows)

    @property
    def measured(self) -> str:
        """What all figures are, said once: mnkr, netto."""
        return ", ".join(filter(None, (self.unit, self.tail)))

    @property
    def decimals(self) -> int:
        return max(row.measure.decimals for row in self.rows)

    @cached_property
    def sum(self) -> Sum:
        return Sum(total(row.line for row in self.rows), self.decimals)

    @property
    def loaded_at(self) -> datetime | None:
        """When the latest of the outcomes was read in."""
        return max((row.loaded_at for row in self.rows if row.loaded_at), default=None)

    @property
    def is_typed(self) -> bool:
        return any(row.figure for row in self.rows)

    @property
    def notes(self) -> list[str]:
        """Why there is no sum, who is not in it yet, and parts that come to more than their whole."""
        why = self.sum.total.why
        return [*([told(why)] if why else []), *self.awaited, *self._larger]

    @property
    def awaited(self) -> list[str]:
        """The units that are not in the sums yet."""
        lacking = who_lacks(self.sum.total.below, is_over=self.first.is_over)
        return [told(lacking)] if lacking else []

    @property
    def _larger(self) -> list[str]:
        names = {each.row.line.key: each.label for each in self.lines}
        return [
            gettext("Varav-raderna under %(row)s är tillsammans %(parts)s, mer än raden själv.")
            % {"row": names[key], "parts": format_number(held, self.decimals, self.unit)}
            for key, held in larger_than_whole([row.line for row in self.rows])
        ]


def money_table(boxes: Sequence[Box]) -> MoneyTable:
    """With what somebody has just typed and could not be kept still in its field."""
    rows = [(box, box.row.money) for box in boxes if box.row.money is not None]
    names, tail = short_names([box.row.label for box, _ in rows])
    names = with_units(names, [row.line for _, row in rows])
    return MoneyTable([MoneyLine(*row, name) for row, name in zip(rows, names, strict=True)], tail)
