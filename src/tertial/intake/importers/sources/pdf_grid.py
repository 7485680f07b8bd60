"""The columns and rows of a table on a page: by rules where they are drawn, else by how the text stands.

Cells may stand at the top or in the middle of their row. So a row is not a line: the lines of one cell stand
close together, and the cells of one row overlap in height.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .pdf import Page, Printed, Run
from .row_parting import Piece, starts_of_rows

_MOST_LINES = 40  # at the top of a page, in which its columns are looked for
_CLOSE = 1.45  # lines of one cell stand at most this many sizes of the type apart


@dataclass(slots=True)
class Grid:
    """The columns of a table, from its head; the borders between them are found when the rows are known."""

    lefts: list[float]
    rights: list[float]
    head: list[str]
    borders: list[float] | None = None

    def column(self, run: Run) -> int:
        """The column a run stands in."""
        if self.borders is not None:
            at = run.left + 2 if run.left < self.borders[0] - 2 else run.middle
            return sum(1 for border in self.borders if border <= at)
        return self._nearest(run)

    def _nearest(self, run: Run) -> int:
        """The first column unless the run stands nearer to another head, by either edge or by the middle."""
        if run.left < self.lefts[1] - 8:
            far = run.left < self.lefts[0] + 0.5 * (self.lefts[1] - self.lefts[0])
            if far or run.middle < self.lefts[1] - 40:
                return 0
        return min(range(1, len(self.lefts)), key=lambda j: self._off(run, j))

    def _off(self, run: Run, j: int) -> float:
        middle = (self.lefts[j] + self.rights[j]) / 2
        return min(abs(run.left - self.lefts[j]), abs(run.middle - middle), abs(run.right - self.rights[j]))

    def fits(self, line: Printed) -> bool:
        """Whether a line keeps to the columns: nothing in the first runs far over the second."""
        return line.left > self.lefts[0] - 12 and all(
            run.right < self.lefts[1] + 6 for run in line.runs if self.column(run) == 0
        )

    def reach(self, page: Page, below: Sequence[Printed]) -> None:
        """Let the first column begin where its rows do: browsers print heads in the middle of their columns."""
        row = next((i for i, line in enumerate(below) if any(self._nearest(run) for run in line.runs)), None)
        if row is None or below[row].left > self.lefts[0] - 12:
            return
        first = [line for line in below[: row + 1] if abs(line.left - below[row].left) < 3]
        if len(first) == row + 1 and len(below[row].runs) > 1:
            self.lefts[0] = min(line.left for line in first)
            self.borders = self._by_posts(page, first)

    def moved(self, lines: Sequence[Printed]) -> "Grid | None":
        """The same columns where the top of another page of a text shows them: as many, with white between."""
        found: list[list[float]] = []
        for end in range(1, min(len(lines), _MOST_LINES) + 1):
            spans = _spans([run for line in lines[:end] for run in line.runs])
            if len(spans) == len(self.lefts):
                found = spans
            elif found:
                break
        return Grid([a for a, _ in found], [b for _, b in found], self.head) if found else None

    def settle(self, page: Page, body: Sequence[Printed]) -> None:
        """Find the borders: upright rules, else the white between the columns of the rows."""
        self.borders = self._by_posts(page, body) or self._by_white(body) or self.borders

    def _by_posts(self, page: Page, body: Sequence[Printed]) -> list[float] | None:
        top, bottom = min(line.top for line in body), max(line.bottom for line in body)
        beside = sorted({round(x) for x, above, below in page.posts if above < bottom and below > top})
        out = []
        for j in range(1, len(self.lefts)):
            between = [x for x in beside if self.rights[j - 1] - 2 <= x <= self.lefts[j] + 2]
            if not between:
                return None
            out.append(float(between[0] if j == 1 and len(between) == 1 else between[-1]))
        return out

    def _by_white(self, body: Sequence[Printed]) -> list[float] | None:
        """Where the rows show as many columns as the head has, the borders stand between them."""
        runs = [
            run
            for line in body
            for run in line.runs
            if (run.right < self.lefts[1] + 6 or self._nearest(run)) and run.right > self.lefts[0]
        ]
        spans = _spans(runs)
        if len(spans) != len(self.lefts):
            return None
        return [(a[1] + b[0]) / 2 for a, b in pairwise(spans)]


def _spans(runs: Sequence[Run]) -> list[list[float]]:
    """From where to where something stands, seen from above."""
    spans: list[list[float]] = []
    for run in sorted(runs, key=lambda r: r.left):
        if spans and run.left < spans[-1][1] + 1:
            spans[-1][1] = max(spans[-1][1], run.right)
        else:
            spans.append([run.left, run.right])
    return spans


def grid_of(head: Sequence[Printed]) -> Grid | None:
    """The columns that the lines of a head show: what stands over each other is one head."""
    columns: list[list[Run]] = []
    for run in sorted((run for line in head for run in line.runs), key=lambda r: r.left):
        if columns and run.left < max(other.right for other in columns[-1]) - 1:
            columns[-1].append(run)
        else:
            columns.append([run])
    if len(columns) < 2:
        return None
    texts = ["\n".join(run.text for run in sorted(column, key=lambda r: r.base)) for column in columns]
    lefts = [min(run.left for run in column) for column in columns]
    return Grid(lefts, [max(run.right for run in column) for column in columns], texts)


def row_edges(grid: Grid, page: Page, body: Sequence[Printed]) -> list[float]:
    """The heights where rows part: the rules if there are enough of them, else between the rows' cells."""
    extents = _extents(grid, body)
    gaps = [(a[1] + b[0]) / 2 for a, b in pairwise(extents)]
    top, bottom = extents[0][0], extents[-1][1]
    rules = sorted(y for y in page.rules if top < y < bottom)
    drawn = [y for i, y in enumerate(rules) if not i or y - rules[i - 1] > 4]
    return drawn if len(drawn) >= max(1, 0.5 * len(gaps)) else gaps


def line_edges(grid: Grid, body: Sequence[Printed], marks: Callable[[str], bool]) -> list[float]:
    """The same in text that has no other heights than its lines: rows part at white space and by their marks."""
    starts = starts_of_rows([_piece(grid, line, marks) for line in body])
    return [(body[at - 1].bottom + body[at].top) / 2 for at in starts[1:]]


def _piece(grid: Grid, line: Printed, marks: Callable[[str], bool]) -> Piece:
    cells = [""] * len(grid.lefts)
    for run in line.runs:
        column = grid.column(run)
        cells[column] = f"{cells[column]} {run.text}".strip()
    return Piece(tuple(cells), any(marks(cell) for cell in cells[1:]), line.gap)


def _extents(grid: Grid, body: Sequence[Printed]) -> list[tuple[float, float]]:
    """Top and bottom of every row: cells that overlap in height are in one row."""
    blocks: list[tuple[float, float]] = []
    columns: dict[int, list[Run]] = {}
    for line in body:
        for run in line.runs:
            columns.setdefault(grid.column(run), []).append(run)
    for runs in columns.values():
        blocks += _blocks(sorted(runs, key=lambda r: r.base))
    out: list[tuple[float, float]] = []
    for top, bottom in sorted(blocks):
        if out and top < out[-1][1] - 1:
            out[-1] = (out[-1][0], max(out[-1][1], bottom))
        else:
            out.append((top, bottom))
    return out


def _blocks(runs: Sequence[Run]) -> list[tuple[float, float]]:
    """The cells of one column: lines that stand no farther apart than lines of one text do."""
    steps = sorted((b.base - a.base) / b.size for a, b in pairwise(runs) if b.base - a.base > 1)
    least = next((step for step in steps if step > 0.95), _CLOSE)
    close = min(_CLOSE, least + 0.25)
    out: list[tuple[float, float]] = []
    last: Run | None = None
    for run in runs:
        if last is not None and run.base - last.base <= close * max(run.size, last.size):
            out[-1] = (min(out[-1][0], run.top), max(out[-1][1], run.bottom))
        else:
            out.append((run.top, run.bottom))
        last = run
    return out
