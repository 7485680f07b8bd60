"""Tables in a PDF: columns by the head, rows by rules or white space, cells by where their text stands."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .line import Line, clean
from .pdf import Page, Printed, Run

Test = Callable[[str], bool]
_SIGN = re.compile(r"^[\u2640-\u2642\u26a5-\u26a9\ue000-\uf8ff*]+\s*")


@dataclass(slots=True)
class Grid:
    """The columns of a table: left edge and middle of each head."""

    lefts: list[float]
    middles: list[float]
    head: list[str]

    def column(self, run: Run) -> int:
        """The column a run stands in: the first unless it stands nearer to another head."""
        if run.left < self.lefts[1] - 8:
            middle = (run.left + run.right) / 2
            if run.left < self.lefts[1] - 60 or middle < self.lefts[1] - 4:
                return 0
        middle = (run.left + run.right) / 2
        return min(
            range(1, len(self.lefts)),
            key=lambda j: min(abs(run.left - self.lefts[j]), abs(middle - self.middles[j])),
        )

    def fits(self, line: Printed) -> bool:
        """Whether a line keeps to the columns: nothing in the first runs far over the second."""
        return line.left > self.lefts[0] - 12 and all(
            run.right < self.lefts[1] + 6 for run in line.runs if self.column(run) == 0
        )


@dataclass(slots=True)
class _Row:
    cells: list[list[str]]
    top: float
    marked: bool = False
    bottom: float = 0.0


@dataclass(slots=True)
class TableFinder:
    """Turns a page's lines into lines and rows; remembers the columns of a table that goes on over a page."""

    is_head: Test  # the text of a line begins a table's head
    ends: Test  # the text of a line stands after any table
    going: Grid | None = None
    out: list[Line] = field(default_factory=list)

    def page(self, page: Page, lines: Sequence[Printed]) -> list[Line]:
        """The page's lines, those in tables as rows of cells."""
        self.out = []
        at = 0
        while at < len(lines):
            if grid_end := self._head(lines, at):
                grid, after = grid_end
                end = self._end(grid, lines, after)
                self._emit(grid, page, lines[at:after], lines[after:end], end == len(lines))
                self.going = grid if end == len(lines) else None
                at = end
            elif at == 0 and self.going and self._goes_on(self.going, lines):
                end = self._end(self.going, lines, 0)
                self._rows(self.going, page, lines[:end], end == len(lines))
                self.going = self.going if end == len(lines) else None
                at = max(end, 1)
            else:
                self.going = None if lines[at].text.strip() else self.going
                self.out.append(lines[at].line())
                at += 1
        return self.out

    def _goes_on(self, grid: Grid, lines: Sequence[Printed]) -> bool:
        end = self._end(grid, lines, 0)
        return any(grid.column(run) for line in lines[:end] for run in line.runs)

    def _head(self, lines: Sequence[Printed], at: int) -> tuple[Grid, int] | None:
        """A head of at least two runs, its wrapped lines with it."""
        first = lines[at]
        if len(first.runs) < 2 or not self.is_head(clean(first.text)):
            return None
        grid = Grid(
            [run.left for run in first.runs],
            [(run.left + run.right) / 2 for run in first.runs],
            [clean(run.text) for run in first.runs],
        )
        end = at + 1
        while end < len(lines) and end - at < 4 and self._more_head(lines[end], lines[end - 1], grid):
            for run in lines[end].runs:
                j = grid.column(run)
                grid.head[j] = f"{grid.head[j]}\n{clean(run.text)}"
                grid.lefts[j] = min(grid.lefts[j], run.left)
            end += 1
        return grid, end

    @staticmethod
    def _more_head(line: Printed, above: Printed, grid: Grid) -> bool:
        """The second line of a head: close under the first, and nothing of it in the first column but a unit."""
        near = line.top - above.bottom < 0.9 * (above.bottom - above.top)
        first = " ".join(clean(run.text) for run in line.runs if grid.column(run) == 0)
        rest = " ".join(clean(run.text) for run in line.runs if grid.column(run))
        return near and not re.search(r"\d,\d|\d{4}-\d", rest) and bool(re.fullmatch(r"(?:\(\w+\))?", first))

    def _end(self, grid: Grid, lines: Sequence[Printed], at: int) -> int:
        end = at
        sizes = sorted(line.size for line in lines[at : at + 12])
        usual = sizes[len(sizes) // 3] if sizes else 0.0
        while end < len(lines):
            text = clean(lines[end].text)
            comment = re.match(r"kommentar", text, re.I) or self._after_comment(lines, end, at)
            if self.ends(text) or (self.is_head(text) and len(lines[end].runs) > 1):
                break
            if not comment and (not grid.fits(lines[end]) or self._larger(lines[end], usual)):
                break
            end += 1
        return end

    @staticmethod
    def _larger(line: Printed, usual: float) -> bool:
        """A line in one piece, set in larger type than the rows: a heading after the table."""
        return len(line.runs) == 1 and line.size > 1.2 * usual > 0

    @staticmethod
    def _after_comment(lines: Sequence[Printed], at: int, first: int) -> bool:
        """The wide lines under `Kommentar`, as long as they stand close."""
        i = at
        while i > first and not lines[i].gap:
            i -= 1
            if re.fullmatch(r"kommentar:?", clean(lines[i].text), re.I):
                return True
        return False

    def _emit(
        self, grid: Grid, page: Page, head: Sequence[Printed], body: Sequence[Printed], last: bool
    ) -> None:
        top = head[0]
        cells = tuple(grid.head)
        self.out.append(
            Line(" ".join(" ".join(cells).split()), top.page, None, True, 0, False, top.first, cells)
        )
        self._rows(grid, page, body, last)

    def _rows(self, grid: Grid, page: Page, body: Sequence[Printed], last: bool) -> None:
        if not body:
            return
        edges = self._edges(grid, page, body)
        rows: list[_Row] = []
        bounds = [*edges, body[-1].bottom + 50]
        current = -1
        for line in body:
            middle = (line.top + line.bottom) / 2
            index = sum(1 for edge in bounds if edge <= middle)
            comment = re.fullmatch(r"kommentar:?", clean(line.text), re.I)
            if index != current or not rows or comment:
                rows.append(_Row([[] for _ in grid.lefts], line.top))
                current = index
            self._fill(rows[-1], grid, line)
        left = min(
            grid.lefts[0],
            *(run.left for line in body for run in line.runs if grid.column(run) == 0),
            grid.lefts[0],
        )
        rows, after = (rows, []) if last else self._given_back(rows)
        for index, row in enumerate(rows):
            bottom = rows[index + 1].top if index + 1 < len(rows) else body[-1].bottom
            row.marked = row.marked or any(
                row.top - 6 <= y <= max(row.top + 14, min(bottom, row.top + 30)) - 2 and x < left + 40
                for x, y in page.icons
            )
            self.out.append(self._line(row, body[0].page, first=index == 0 and body[0].first))
        for row in after:
            self.out += [Line(text, body[0].page, None, i == 0) for i, text in enumerate(row.cells[0])]

    @staticmethod
    def _given_back(rows: list[_Row]) -> tuple[list[_Row], list[_Row]]:
        """Rows at the end that fill only the first column stand after the table, unless they are a comment."""
        keep = len(rows)
        while keep and not any(rows[keep - 1].cells[1:]):
            keep -= 1
        for index in range(max(keep, 1) - 1, len(rows)):
            if any(re.match(r"kommentar\b", text, re.I) for text in rows[index].cells[0]):
                keep = len(rows)
        return rows[:keep], rows[keep:]

    @staticmethod
    def _fill(row: _Row, grid: Grid, line: Printed) -> None:
        for run in line.runs:
            text = clean(run.text)
            column = grid.column(run)
            if column == 0 and not row.cells[0] and (sign := _SIGN.match(text)):
                row.marked, text = True, text[sign.end() :]
            if text:
                row.cells[column].append(text)
        row.bottom = line.bottom

    @staticmethod
    def _edges(grid: Grid, page: Page, body: Sequence[Printed]) -> list[float]:
        """Where rows part: at the rules, if there are any between the lines; else at white space."""
        tops, last = body[0].top, body[-1].bottom
        rules = sorted(y for y in page.rules if tops < y < last)
        merged = [y for i, y in enumerate(rules) if not i or y - rules[i - 1] > 4]
        gaps = [(a.bottom + b.top) / 2 for a, b in pairwise(body) if b.gap or b.top - a.bottom > 5.5]
        if len(merged) >= max(1, 0.5 * len(gaps)):
            return merged
        return gaps

    @staticmethod
    def _line(row: _Row, page: int, first: bool) -> Line:
        cells = tuple("\n".join(parts) for parts in row.cells)
        text = " ".join(" ".join(parts) for parts in row.cells if parts)
        return Line(text, page, None, False, 0, False, first, cells, marked=row.marked)
