"""The rows of a Word table: merged cells filled in, struck-out rows left out, columns of signs taken off."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from .line import SIGN
from .spending import Spending
from .word_lists import W, value, whole
from .word_text import boxes

_MOST_COLUMNS = 60
_AMOUNT = re.compile(r"[-−–+]?\d[\d ]*,\d+")
InCell = Callable[[Any], str]  # the words of a paragraph in a cell


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells by the columns of the table's grid."""

    cells: tuple[str, ...]
    marked: bool = False


def rows_of(table: Any) -> list[Any]:
    """The table's own rows, not those of a table inside it, without those struck out."""
    return [
        row
        for row in table.iter(f"{W}tr")
        if _nearest(row, "tbl") is table and row.find(f"{W}trPr/{W}del") is None
    ]


def cells_of(row: Any) -> list[Any]:
    return [cell for cell in row.iter(f"{W}tc") if _nearest(cell, "tr") is row]


def sets_out(table: Any) -> bool:
    """A table that only places text on the page: one column, or whole tables in its cells."""
    rows = rows_of(table)
    inner = any(
        len(cells_of(row)) > 1
        for other in table.iter(f"{W}tbl")
        if other is not table
        for row in rows_of(other)
    )
    return inner or all(len(cells_of(row)) == 1 for row in rows)


def read_rows(table: Any, in_cell: InCell, spending: Spending) -> list[Row]:
    """The rows that say something."""
    read: list[tuple[str, ...]] = []
    for row in spending.while_left(rows_of(table)):
        read.append(tuple(_filled(row, read[-1] if read else (), in_cell)))
    return _without_signs([_marked(cells) for cells in read if any(cells)])


def _filled(row: Any, above: tuple[str, ...], in_cell: InCell) -> Iterator[str]:
    """The cells of a row; what is merged downwards holds for every row it stands beside, but names and amounts once."""
    at = min(whole(value(row, f"{W}trPr/{W}gridBefore")), _MOST_COLUMNS)
    yield from [""] * at
    for cell in cells_of(row):
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        if merged is not None and value(merged) != "restart":
            held = above[at] if 0 < at < len(above) else ""
            yield "" if _AMOUNT.fullmatch(held) else held
        else:
            yield _said(cell, in_cell)
        span = max(1, min(whole(value(cell, f"{W}tcPr/{W}gridSpan"), 1), _MOST_COLUMNS))
        yield from [""] * (span - 1)
        at += span


def _said(cell: Any, in_cell: InCell) -> str:
    # the elements themselves, not their ids: what nobody holds is made anew each time it is met, at any address
    boxed = {p for box in cell.iter(f"{W}txbxContent") for p in box.iter(f"{W}p")}
    texts = [in_cell(p) for p in cell.iter(f"{W}p") if p not in boxed]
    for box in boxes(cell):
        said = [in_cell(p) for p in box.iter(f"{W}p")]
        signs = SIGN.fullmatch("".join(said))
        texts = [*said, *texts] if signs else [*texts, *said]
    return "\n".join(text for text in texts if text)


def _marked(cells: tuple[str, ...]) -> Row:
    """A row whose first words have a sign before them is marked by it."""
    sign = SIGN.match(cells[0])
    if sign and (rest := cells[0][sign.end() :].lstrip("\n")):
        return Row((rest, *cells[1:]), marked=True)
    return Row(cells)


def _without_signs(rows: list[Row]) -> list[Row]:
    """First columns without a word, only signs, are taken off; a sign there marks its row."""
    while len(rows) > 1 and all(len(row.cells) > 2 and _wordless(row.cells[0]) for row in rows):
        rows = [replace(row, cells=row.cells[1:], marked=row.marked or bool(row.cells[0])) for row in rows]
    return rows


def _wordless(cell: str) -> bool:
    return not cell or SIGN.fullmatch(cell) is not None


def _nearest(node: Any, name: str) -> Any:
    """The nearest element of this name above."""
    node = node.getparent()
    while node is not None and node.tag != f"{W}{name}":
        node = node.getparent()
    return node
