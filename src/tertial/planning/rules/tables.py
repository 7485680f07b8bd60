"""What the columns and rows of a money table mean: years, costs and income, sums, sub-tables, rounding."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tertial.foundation.check import Severity
from tertial.planning.rules.amounts import printed
from tertial.planning.rules.draft import PlanDraft, RowKind, Table, TableRow
from tertial.planning.rules.once import once
from tertial.planning.rules.words import key


class Role(StrEnum):
    COSTS = "costs"
    INCOME = "income"
    NET = "net"
    LEVEL = "level"
    DIFFERENCE = "difference"
    PERCENT = "percent"


ROLES = (
    (re.compile(r"procent|%|andel", re.I), Role.PERCENT),
    (re.compile(r"diff|skillnad|förändr|avvik|ökning|minskning|\+/-", re.I), Role.DIFFERENCE),
    (re.compile(r"kostnad|utgift", re.I), Role.COSTS),
    (re.compile(r"intäkt|inkomst", re.I), Role.INCOME),
    (re.compile(r"nett", re.I), Role.NET),
)
KINDS = (
    (re.compile(r"prognos", re.I), "forecast"),
    (re.compile(r"utfall|bokslut|resultat", re.I), "outcome"),
    (re.compile(r"budget|plan|anslag", re.I), "budget"),
)
INVESTMENT = re.compile(r"invester", re.I)
TURNOVER = re.compile(r"omslutning", re.I)


@dataclass(frozen=True, slots=True)
class Column:
    index: int
    text: str
    role: Role
    kind: str | None
    year: int | None

    def same_as(self, other: "Column") -> bool:
        """Whether both show the same figure: the net level of the same year and kind."""
        return (
            self.year is not None
            and (self.kind, self.year) == (other.kind, other.year)
            and {self.role, other.role} <= {Role.NET, Role.LEVEL}
        )


@lru_cache(maxsize=256)
def columns_of(table: Table) -> tuple[Column, ...]:
    """The columns with numbers; a heading over the labels is left out."""
    width = max((len(row.values) for row in table.rows), default=0)
    texts = table.columns[-width:] if width else ()
    return tuple(_column(index, text) for index, text in enumerate(texts))


def _column(index: int, text: str) -> Column:
    role = next((role for pattern, role in ROLES if pattern.search(text)), Role.LEVEL)
    kind = next((kind for pattern, kind in KINDS if pattern.search(text)), None)
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    return Column(index, re.sub(r"\s+", " ", text).strip(), role, kind, int(year.group()) if year else None)


def value(row: TableRow, index: int) -> float | None:
    return row.values[index] if 0 <= index < len(row.values) else None


@lru_cache(maxsize=256)
def step_of(table: Table) -> float:
    """What the last printed digit of the table is worth: 0.1 for one decimal."""
    places = 0
    for row in table.rows:
        for each in row.values:
            if each is not None:
                places = max(places, len(f"{each:.3f}".rstrip("0").partition(".")[2]))
    return 10.0**-places


def is_about(table: Table, pattern: re.Pattern[str]) -> bool:
    words = " ".join(filter(None, (table.title, table.unit, *table.columns)))
    return bool(pattern.search(words))


def judged(difference: float, addends: int, step: float) -> Severity | None:
    """Nothing, possible rounding (info), more than rounding explains (warning) or a true error.

    Correctly rounded figures can be half a step wrong each, and so can what they are compared with. A plan may
    be cut rather than rounded, so up to one step for each addend is still not called an error.
    """
    size = abs(difference)
    if size < step / 2 - 1e-9 or size < 1e-9:
        return None
    if size <= step * (addends + 1) / 2 + 1e-9:
        return Severity.INFO
    return Severity.WARNING if size <= step * addends + 1e-9 else Severity.ERROR


def because(severity: Severity, addends: int, step: float) -> str:
    """The sentence about rounding that goes with a judgement."""
    most = printed(step * addends, max(1, round(-_log10(step))))
    if severity is Severity.INFO:
        return f" Avrundning kan förklara det ({addends} tal, högst {most})."
    if severity is Severity.WARNING:
        return f" Det är mer än vanlig avrundning ger, men inte mer än {most} ({addends} tal)."
    return f" Avrundning förklarar högst {most}."


def _log10(step: float) -> int:
    return -next((places for places in range(7) if abs(step - 10.0**-places) < 1e-12), 0)


@dataclass(frozen=True, slots=True)
class Group:
    """A row and the of-which rows under it."""

    parent: TableRow
    parts: tuple[TableRow, ...]


def groups(table: Table) -> Iterator[Group]:
    parent: TableRow | None = None
    parts: list[TableRow] = []
    for row in table.rows:
        if row.kind is RowKind.OF_WHICH:
            parts.append(row)
            continue
        if parent and parts:
            yield Group(parent, tuple(parts))
        parent, parts = (row, []) if row.kind is RowKind.ROW else (None, [])
    if parent and parts:
        yield Group(parent, tuple(parts))


def kind_rows(table: Table, kind: RowKind) -> list[TableRow]:
    return [row for row in table.rows if row.kind is kind]


@once
def main_table(draft: PlanDraft) -> Table | None:
    """The table of the whole budget: costs, income and net by area."""
    budget = [
        table for table in draft.tables if not is_about(table, TURNOVER) and not is_about(table, INVESTMENT)
    ]
    best = max(budget, key=_rank, default=None)
    return best if best is not None and _rank(best)[1] >= 3 else None


def _rank(table: Table) -> tuple[int, int]:
    roles = {column.role for column in columns_of(table)}
    return len({Role.COSTS, Role.INCOME, Role.NET} & roles), len(kind_rows(table, RowKind.ROW))


def net_column(table: Table, year: int | None, kind: str = "budget") -> Column | None:
    """The column with the net level of this year."""
    fitting = [
        column
        for column in columns_of(table)
        if column.year == year and column.kind == kind and column.role in (Role.NET, Role.LEVEL)
    ]
    return fitting[0] if fitting else None


def common_columns(one: Table, other: Table) -> list[tuple[Column, Column]]:
    return [(left, right) for left in columns_of(one) for right in columns_of(other) if left.same_as(right)]


def total_of(table: Table) -> TableRow | None:
    """The last sum row, or the only row."""
    sums = kind_rows(table, RowKind.SUM)
    rows = kind_rows(table, RowKind.ROW)
    return sums[-1] if sums else rows[0] if len(rows) == 1 else None


def broken_down(main: Table, part: Table) -> TableRow | None:
    """The row of the main table whose parts this table shows, by its title, its rows or its total."""
    total = total_of(part)
    pairs = common_columns(main, part)
    if total is None or not pairs or main is part:
        return None
    title = key(part.title or "")
    labels = [key(row.label) for row in part.rows if row.kind is not RowKind.SUM]
    best, points = None, 0
    for row in main.rows:
        if row.kind is RowKind.SUM:
            continue
        equal = sum(_near(value(row, left.index), value(total, right.index)) for left, right in pairs)
        alone = len(kind_rows(part, RowKind.ROW)) == 1 and key(row.label) == labels[0]
        mine = 2 * equal + 3 * (key(row.label) == title) + 3 * alone + (key(row.label) in labels)
        if mine > points:
            best, points = row, mine
    return best if points >= 3 else None


def _near(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and one != 0 and abs(one - other) < 1e-6


@once
def sub_tables(draft: PlanDraft) -> list[tuple[Table, TableRow]]:
    """Every table that breaks down a row of the main table, with that row."""
    main = main_table(draft)
    if main is None:
        return []
    found = []
    for table in draft.tables:
        if table is main or is_about(table, TURNOVER) or is_about(table, INVESTMENT):
            continue
        row = broken_down(main, table)
        if row is not None:
            found.append((table, row))
    return found
