"""Activities with their dates, also where the dates were printed before the last words of the row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from tertial.intake.importers.sources.joining import Joiner
from tertial.intake.importers.sources.line import Line
from tertial.planning.rules.draft import Activity, Place

from .row_borders import Marked, rows_between
from .rows import Rest, chunks, ends_sentence, left_hanging, place, starts_small, without_gaps

_DATE = r"(\d{4}[-–./]\d{1,2}[-–./]\d{1,2}|\d{8}|\d{1,2}/\d{1,2}[- ]\d{4})"
_BOTH = re.compile(rf"^(.*?)\s*\b{_DATE}\s+(?:[-–]\s*)?{_DATE}$")
_PAIR = re.compile(rf"(?<!\S){_DATE}\s+(?:[-–]\s*)?{_DATE}(?!\S)")
_ONE = re.compile(rf"^(.*?)\s*(?<!\S){_DATE}$")


@dataclass(slots=True)
class _Row:
    """A row while it is being read."""

    lines: list[Line] = field(default_factory=list)
    dates: list[date | None] = field(default_factory=list)
    place: Place = field(default_factory=Place)
    broken: set[int] = field(
        default_factory=set
    )  # lines whose words were broken off by the dates beside them

    def add(self, line: Line, text: str) -> None:
        if text:
            if not self.lines:
                self.place = place(line)
            if text != line.text:
                self.broken.add(len(self.lines))
            self.lines.append(replace(line, text=text) if text != line.text else line)

    def words(self) -> list[Line]:
        """The lines, with a blank where dates stood after a whole word: it is not cut there."""
        return [
            replace(line, open=not line.text.endswith("-")) if i in self.broken else line
            for i, line in enumerate(self.lines)
        ]


def to_date(text: str) -> date | None:
    """A date as these plans print it; None where no such day exists."""
    parts = re.findall(r"\d+", text)
    if len(parts) == 1:
        parts = [text[:4], text[4:6], text[6:]]
    if len(parts[0]) != 4:
        parts = [parts[2], parts[1], parts[0]]
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None


def split_dates(text: str) -> tuple[str, list[str]]:
    """A line without the dates it ends with, and the dates."""
    if not text[-1:].isdigit():
        return text, []
    if found := _BOTH.match(text):
        return found[1], [found[2], found[3]]
    if found := _ONE.match(text):
        return found[1], [found[2]]
    return text, []


def looks_dated(text: str) -> bool:
    """Whether two dates stand beside each other in a line, as they do in activities only."""
    return _PAIR.search(text) is not None


def without_owner(line: Line) -> Line:
    """A row's line without what stands after its dates, where the table has a column for who is responsible."""
    found = _PAIR.search(line.text) if line.cells is None else None
    return replace(line, text=line.text[: found.end()], open=False) if found else line


def read_activities(lines: Sequence[Line], goal: str, joiner: Joiner) -> tuple[list[Activity], Rest]:
    """The rows of one table from which repeated heads are gone."""
    if any(line.cells is not None for line in lines):
        return _from_cells(lines, goal, joiner)
    if parted := _parted(lines, joiner):
        done, left = parted
        return [_activity(row, goal, joiner) for row in done], Rest(after=tuple(left))
    parts = chunks(lines)
    dated = sum(1 for line in lines if split_dates(line.text)[1])
    rows = _Rows(joiner, spaced=len(parts) >= dated, early=_dates_come_early(lines))
    for index, chunk in enumerate(parts):
        rows.take(chunk, parts[index + 1] if index + 1 < len(parts) else None)
    done, after = rows.finish()
    return [_activity(row, goal, joiner) for row in done], Rest(after=tuple(after))


def _parted(lines: Sequence[Line], joiner: Joiner) -> tuple[list[_Row], Sequence[Line]] | None:
    """The rows of a table where dates may stand among the words of their rows, and the lines after; None in others."""
    split = [split_dates(line.text) for line in lines]
    if {len(dates) for _, dates in split} - {0, 2} or not any(dates for _, dates in split):
        return None
    among = any(
        a[1] and b[0] and not line.gap for (a, b), line in zip(pairwise(split), lines[1:], strict=True)
    )
    if not among and not without_gaps(lines):
        return None  # white space tells the rows, those without dates too
    marked = [Marked(line, text, bool(dates)) for line, (text, dates) in zip(lines, split, strict=True)]
    spans, after = rows_between(marked, joiner)
    rows = []
    for start, end in spans:
        row = _Row()
        for line, (text, dates) in zip(lines[start:end], split[start:end], strict=True):
            row.add(line, text)
            row.dates += [to_date(found) for found in dates]
        rows.append(row)
    return rows, lines[after:]


def _dates_come_early(lines: Sequence[Line]) -> bool:
    """Whether the dates stand on the first line of their rows, so that the words go on after them."""
    if not lines or len(split_dates(lines[0].text)[1]) < 2:
        return False
    pairs = [(split_dates(a.text), b) for a, b in pairwise(lines) if not b.gap and not split_dates(b.text)[1]]
    return any(dates and (starts_small(b) or left_hanging(words)) for (words, dates), b in pairs)


def _activity(row: _Row, goal: str, joiner: Joiner) -> Activity:
    dates = [*row.dates, None, None]
    return Activity(goal, joiner.text(row.words()), dates[0], dates[1], row.place)


class _Rows:
    """Chunk by chunk: words belong to the row whose dates follow, unless they end the row before."""

    def __init__(self, joiner: Joiner, *, spaced: bool, early: bool) -> None:
        self.joiner = joiner
        self.early = early
        self.spaced = spaced  # white space sets the rows apart
        self.done: list[_Row] = []
        self.row = _Row()

    def take(self, chunk: list[Line], following: list[Line] | None) -> None:
        tail = self._tail_on_new_page(chunk)
        for line in chunk[:tail]:
            self.done[-1].add(line, line.text)
        if chunk := chunk[tail:]:
            self._take(chunk, following)

    def _tail_on_new_page(self, chunk: list[Line]) -> int:
        """How many lines on top of a page end the row whose dates stood on the page before."""
        first = chunk[0]
        if self.row.lines or not self.done or not first.starts_page or not starts_small(first):
            return 0
        count = 1
        while count < len(chunk) and self.joiner.goes_on(chunk[count - 1], chunk[count]):
            count += 1
        dated = any(split_dates(line.text)[1] for line in chunk[:count])
        return count if count < len(chunk) and not dated and split_dates(chunk[count].text)[0] else 0

    def _take(self, chunk: list[Line], following: list[Line] | None) -> None:
        if not self.row.lines and self._is_tail(chunk, following):
            for line in chunk:
                self.done[-1].add(line, line.text)
            return
        if self.row.lines and not self.row.dates and self._is_new(chunk):
            self._close()
        for index, line in enumerate(chunk):
            self._line(line, index)

    def _line(self, line: Line, index: int) -> None:
        text, dates = split_dates(line.text)
        if text and index and not self.row.lines and self.done and self._tail_inside(line, dates):
            self.done[-1].add(line, text)
            return
        self.row.add(line, text)
        for found in dates:
            self.row.dates.append(to_date(found))
        if len(self.row.dates) >= 2:
            self._close()

    def _close(self) -> None:
        if not self.row.lines and self.done and not self.done[-1].dates:
            self.done[-1].dates = self.row.dates
        elif self.row.lines:
            self.done.append(self.row)
        self.row = _Row()

    def _tail_inside(self, line: Line, dates: list[str]) -> bool:
        """Words right under a row's dates: the rest of that row, as the dates stand on its first line."""
        if self.early and not dates and not line.gap:
            return True
        last = self.done[-1].lines[-1]
        return not dates and (starts_small(line) or (self.spaced and self.joiner.goes_on(last, line)))

    def _is_tail(self, chunk: list[Line], following: list[Line] | None) -> bool:
        """A chunk of words only, after a finished row, that another chunk of words follows."""
        if not self.done or not self.done[-1].dates:
            return False
        if any(split_dates(line.text)[1] for line in chunk):
            return False
        last, first = self.done[-1].lines[-1], chunk[0]
        broken = self.joiner.blanks_kept and last.open
        unfinished = broken and not ends_sentence(last.text)
        if following and not split_dates(following[0].text)[0]:
            return False
        if broken and first.starts_page and not chunk[-1].open:
            return True  # after a full stop too: the row's last line has no blank at its end
        if not (starts_small(first) or (unfinished and not self.joiner.goes_on(chunk[-1], first))):
            return False
        return following is not None or starts_small(first)

    def _is_new(self, chunk: list[Line]) -> bool:
        """Whether these words begin a row though the row before has no dates."""
        last, first = self.row.lines[-1], chunk[0]
        if not split_dates(first.text)[0] or starts_small(first) or left_hanging(last.text):
            return False
        if first.starts_page:
            return last.text.endswith(".") and not (self.joiner.blanks_kept and last.open)
        return not self.joiner.goes_on(last, first)

    def finish(self) -> tuple[list[_Row], list[Line]]:
        """The rows, and words left at the end that no dates follow."""
        if self.row.dates and self.row.lines:
            self._close()
        keep = len(self.done)
        while keep and not self.done[keep - 1].dates:
            keep -= 1
        after = [line for row in self.done[keep:] for line in row.lines]
        return self.done[:keep], [*after, *self.row.lines]


def _from_cells(lines: Sequence[Line], goal: str, joiner: Joiner) -> tuple[list[Activity], Rest]:
    """Rows of a real table; a row without dates at a page's top is the rest of the row before."""
    out: list[Activity] = []
    lost: list[Line] = []
    for line in lines:
        cells = line.cells
        if cells is None:
            lost.append(line)
            continue
        text = joiner.words(cells[0].split("\n"))
        dates = [to_date(d) for cell in cells[1:] for d in re.findall(_DATE, cell)][:2]
        if not text and not dates:
            continue
        if out and (not text or (not dates and line.starts_page and starts_small(replace(line, text=text)))):
            last = out[-1]
            joined = joiner.words([last.text, text]) if text else last.text
            found = [*(d for d in (last.start, last.end) if d), *dates, None, None]
            out[-1] = replace(last, text=joined, start=found[0], end=found[1])
            continue
        found = [*dates, None, None]
        out.append(Activity(goal, text, found[0], found[1], place(line)))
    return out, Rest(lost=tuple(lost))
