"""Tables in a PDF: a head that names columns, the rows under it, and what goes on over a page."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from .line import SIGN, Line, clean
from .pdf import Page, Printed, Run
from .pdf_grid import Grid, grid_of, line_edges, row_edges

Test = Callable[[str], bool]
_AMOUNTS = re.compile(r"\d,\d|\d{4}-\d")
_MOST_HEAD = 6  # lines of a head
_FIRST = 4  # lines below a head that show where its columns begin


@dataclass(slots=True)
class _Row:
    cells: list[list[str]]
    top: float
    marked: bool = False
    bottom: float = 0.0
    number: int | None = None


@dataclass(slots=True)
class _Way:
    """What a table's lines have shown on the way down: whether a comment goes on, and how far apart lines stand."""

    in_comment: bool
    widest: float | None = None  # of the steps before the last one
    step: float = 0.0

    def down(self, above: Printed, line: Printed) -> None:
        """The wide lines under `Kommentar` belong to it as long as they stand close."""
        named = _is_comment(above)
        self.in_comment = (named or self.in_comment) and (named or _close(above, line, 0.7))
        if self.step:
            self.widest = max(self.step, self.widest if self.widest is not None else self.step)
        self.step = line.top - above.top

    def far_below(self, line: Printed) -> bool:
        """With more white space above than any row of the table has; asked of text, where lines are of one height."""
        high = line.size
        usual = high if self.widest is None else self.widest
        return line.number is not None and self.step > max(3.2 * high, 1.4 * usual)


@dataclass(slots=True)
class TableFinder:
    """Turns a page's lines into lines and rows; remembers the columns of a table that goes on over a page."""

    is_head: Test  # the text of a line begins a table's head
    ends: Test  # the text of a line stands after any table
    names_columns: Test  # the text of a line is only words of a head
    column_names: Callable[[str], list[str]]  # such words, column by column
    marks_row: Test  # the text of a cell is one that every row has one of
    going: Grid | None = None
    known: dict[tuple[int, ...], list[float]] = field(default_factory=dict)  # heads → borders
    commented: bool = False  # the page before ended with `Kommentar`, whose words begin this one
    out: list[Line] = field(default_factory=list)

    def page(self, page: Page, lines: Sequence[Printed]) -> list[Line]:
        """The page's lines, those in tables as rows of cells."""
        self.out = []
        at = 0
        while at < len(lines):
            if grid_end := self._head(lines, at):
                grid, after = grid_end
                grid.reach(page, lines[after : after + _FIRST])
                end = self._end(grid, lines, after)
                self._emit(grid, page, lines[at:after], lines[after:end], end == len(lines))
                self.going = grid if end == len(lines) else None
                at = end
            elif at == 0 and (going := self._going_on(lines)):
                end = self._end(going, lines, 0)
                self._rows(going, page, lines[:end], end == len(lines))
                self.going = going if end == len(lines) else None
                at = max(end, 1)
            else:
                self.going = None if lines[at].text.strip() else self.going
                self.out.append(lines[at].line())
                at += 1
        self.commented = bool(lines) and _is_comment(lines[-1])
        return self.out

    def _going_on(self, lines: Sequence[Printed]) -> Grid | None:
        """The columns of the table that the page before ended with, if this page begins with more of it."""
        if self.going is None:
            return None
        moved = self.going.moved(lines) if lines[0].number is not None else None
        return next((grid for grid in (moved, self.going) if grid and self._fills(grid, lines)), None)

    def _fills(self, grid: Grid, lines: Sequence[Printed]) -> bool:
        end = self._end(grid, lines, 0)
        return any(grid.column(run) for line in lines[:end] for run in line.runs)

    def _head(self, lines: Sequence[Printed], at: int) -> tuple[Grid, int] | None:
        """A head of at least two columns; its first column may stand in the middle of its lines."""
        for end in range(at + 1, min(at + _MOST_HEAD, len(lines)) + 1):
            if end - at > 1 and not _close(lines[end - 2], lines[end - 1], 0.7):
                return None
            head = self._apart(lines[at:end])
            grid = grid_of(head)
            if grid and self._names(grid, head) and not self._heading_above(lines, at, grid):
                while end < len(lines) and self._more_head(lines[end], lines[end - 1], grid):
                    end += 1
                return grid_of(self._apart(lines[at:end])) or grid, end
            if not self._may_begin(head) or _AMOUNTS.search(head[-1].text):
                return None
        return None

    def _heading_above(self, lines: Sequence[Printed], at: int, grid: Grid) -> bool:
        """Whether the first line is a heading of its own, as a whole head begins on the next."""
        alone = len(lines[at].runs) == 1 and lines[at].right < grid.lefts[1]
        below = self._head(lines, at + 1) if alone else None
        return below is not None and not re.fullmatch(r"\(\w+\)", below[0].head[0].strip())

    def _apart(self, head: Sequence[Printed]) -> list[Printed]:
        """The lines of a head, columns that stand so near that they are one run cut apart."""
        return [replace(line, runs=[part for run in line.runs for part in self._parts(run)]) for line in head]

    def _parts(self, run: Run) -> Iterator[Run]:
        names = self.column_names(run.text) if self.names_columns(clean(run.text)) else [run.text]
        wide, begin = (run.right - run.left) / max(1, len(run.text)), 0
        for name in names:
            begin = max(run.text.find(name, begin), 0)
            left = run.left + wide * begin
            yield replace(
                run, text=name, left=left, right=left + wide * len(name) if len(names) > 1 else run.right
            )

    def _may_begin(self, head: Sequence[Printed]) -> bool:
        """Whether a head can begin with these lines: columns are named beside the first, or right under its name."""
        beside = [run.text for run in head[0].runs[1:]]
        if not beside and len(head) > 1 and head[1].left > head[0].right:
            beside = [run.text for run in head[1].runs]
        under = len(head) == 1 and len(head[0].text) < 30
        return self.names_columns(clean(" ".join(beside) or head[0].text)) or (not beside and under)

    def _names(self, grid: Grid, head: Sequence[Printed]) -> bool:
        """Whether these lines make a head: it is known by its words, and does not begin with a line of its own."""
        if not self.is_head(" ".join(clean(text) for text in grid.head)):
            return False
        named = not self.names_columns(grid.head[0]) or self.is_head(f"{grid.head[0]} mål start")
        apart = len(head) > 1 and head[1].left > head[0].right and self.names_columns(clean(head[1].text))
        return named and (len(head[0].runs) > 1 or head[0].left > grid.lefts[1] - 2 or apart)

    def _more_head(self, line: Printed, above: Printed, grid: Grid) -> bool:
        """One more line of a head: close under the others, and nothing of it in the first column but a unit."""
        first = " ".join(clean(run.text) for run in line.runs if grid.column(run) == 0)
        rest = " ".join(clean(run.text) for run in line.runs if grid.column(run))
        if line.number is None:
            close = _close(above, line, 0.62 if rest and self.names_columns(rest) else 0.5)
        else:  # lines of text are always close: some of the words must name columns
            close = not line.gap and any(self.names_columns(run.text) for run in line.runs)
        return close and not _AMOUNTS.search(rest) and bool(re.fullmatch(r"(?:\(\w+\))?", first))

    def _end(self, grid: Grid, lines: Sequence[Printed], at: int) -> int:
        end = at
        sizes = sorted(line.size for line in lines[at : at + 12])
        usual = sizes[len(sizes) // 3] if sizes else 0.0
        way = _Way(self._in_comment(lines, at))
        if at and end < len(lines):
            way.widest = lines[at].top - lines[at - 1].top
        while end < len(lines):
            text = clean(lines[end].text)
            if end > at:
                way.down(lines[end - 1], lines[end])
            comment = re.match(r"kommentar", text, re.I) or way.in_comment
            if lines[end].heading is not None or self.ends(text) or self._head(lines, end):
                break
            below = end > at and _close(lines[end - 1], lines[end], 0.25)  # a ring makes `år` look large
            larger = not below and self._larger(lines[end], usual)
            if not comment and (not grid.fits(lines[end]) or larger):
                break
            if end > at and way.far_below(lines[end]) and not any(grid.column(r) for r in lines[end].runs):
                break  # words of a text in the first column
            end += 1
        return end

    @staticmethod
    def _larger(line: Printed, usual: float) -> bool:
        """A line in one piece, set in larger type than the rows: a heading after the table."""
        return len(line.runs) == 1 and line.size > 1.2 * usual > 0

    def _in_comment(self, lines: Sequence[Printed], first: int) -> bool:
        """Whether a table's lines begin with the words of a comment: a page or a head may come between."""
        last = self.out[-1].text if self.out else "Kommentar" * self.commented
        named = re.fullmatch(r"kommentar:?", last, re.I) is not None
        return named and first < len(lines) and len(lines[first].runs) == 1

    def _emit(
        self, grid: Grid, page: Page, head: Sequence[Printed], body: Sequence[Printed], last: bool
    ) -> None:
        top = head[0]
        cells = tuple(grid.head)
        self.out.append(
            Line(" ".join(" ".join(cells).split()), top.page, top.number, True, 0, False, top.first, cells)
        )
        self._rows(grid, page, body, last)

    def _rows(self, grid: Grid, page: Page, body: Sequence[Printed], last: bool) -> None:
        if not body:
            return
        self._settle(grid, page, body)
        written = body[0].number is not None
        edges = line_edges(grid, body, self.marks_row) if written else row_edges(grid, page, body)
        foot = body[-1].bottom + 50
        rows: list[_Row] = []
        current = -1
        for line in body:
            middle = (line.top + line.bottom) / 2
            index = bisect_right(edges, middle) + (foot <= middle)
            comment = _is_comment(line)
            if index != current or not rows or comment:
                rows.append(_Row([[] for _ in grid.lefts], line.top, number=line.number))
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
            first = index == 0 and body[0].first
            self.out.append(self._line(row, body[0].page, first=first))
        for row in after:
            self.out += [Line(text, body[0].page, row.number, i == 0) for i, text in enumerate(row.cells[0])]

    def _settle(self, grid: Grid, page: Page, body: Sequence[Printed]) -> None:
        """The borders of the columns; a table that does not show them has those of one with the same head."""
        heads = tuple(round(left / 3) for left in grid.lefts)
        grid.settle(page, body)
        if grid.borders is None:
            grid.borders = self.known.get(heads)
        else:
            self.known[heads] = grid.borders

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
            if column == 0 and not row.cells[0] and (sign := SIGN.match(text)):
                row.marked, text = True, text[sign.end() :]
            if text:
                row.cells[column].append(text)
        row.bottom = line.bottom

    @staticmethod
    def _line(row: _Row, page: int | None, first: bool) -> Line:
        cells = tuple("\n".join(parts) for parts in row.cells)
        text = " ".join(" ".join(parts) for parts in row.cells if parts)
        return Line(text, page, row.number, False, 0, False, first, cells, marked=row.marked)


def _is_comment(line: Printed) -> bool:
    return re.fullmatch(r"kommentar:?", clean(line.text), re.I) is not None


def _close(above: Printed, line: Printed, most: float) -> bool:
    """Whether a line stands as near to the one above as lines of one text do."""
    return line.top - above.bottom < most * max(above.size, line.size)
