"""Where rows part when their dates or cells stand among their words.

Every row has one line with a mark: its dates, its periodicity. Between two such lines the border is where most
speaks for it: words that begin as a row does, a line above that had room for the next word, white space, and the
same place for the mark in all rows of the table.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from tertial.intake.importers.sources.joining import Joiner
from tertial.intake.importers.sources.line import SOFT_HYPHEN, Line

from .rows import ends_sentence, left_hanging, starts_small

_MOST_BETWEEN = 40  # lines between two marks that are tried as the border
_KEPT = 8  # ways to read the rows so far that are followed
_NEVER = 10_000
_CAPITALS = re.compile(r"[A-ZÅÄÖ]{2}")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_INFINITIVE = re.compile(
    r"[A-ZÅÄÖ][a-zåäö]*a|(?:Be|Er|För|Om|An|Av|Över|Till)?(?:[Ss]e|[Gg]e|[Tt]a|[Nn]å|[Gg]å|[Ff]å|[Ss]tå)s?"
)

Habit = Callable[
    [int, int, bool], int
]  # lines above the mark, lines below, whether it stands alone: how odd that is


@dataclass(frozen=True, slots=True)
class Marked:
    """A line of a table: its words without dates or cells, whether it has the row's mark, its cells."""

    line: Line
    text: str
    mark: bool
    cells: str = ""

    @property
    def bare(self) -> bool:
        return self.mark and not self.text

    @property
    def broken(self) -> bool:
        """Whether something stands beside the words, so that a blank after them is lost."""
        return self.mark or bool(self.cells)


def _at_end(above: int, below: int, bare: bool) -> int:
    return below


def _on_top(above: int, below: int, bare: bool) -> int:
    return above + bare


def _under_top(above: int, below: int, bare: bool) -> int:
    return abs(above - 1) if bare else above + below


def _in_middle(above: int, below: int, bare: bool) -> int:
    return max(0, abs(above - below) - 1)


_HABITS: tuple[Habit, ...] = (_at_end, _on_top, _in_middle, _under_top)


def rows_between(lines: Sequence[Marked], joiner: Joiner) -> tuple[list[tuple[int, int]], int]:
    """Where every row starts and ends, those without a mark too where white space tells; and where the last ends."""
    rows: list[tuple[int, int]] = []
    at = 0
    for start, end in [*_unmarked(lines), (len(lines), len(lines))]:
        own = borders(lines[at:start], joiner, all_in_rows=end > start) if start > at else [0]
        rows += [(at + a, at + b) for a, b in pairwise(own)]
        at += own[-1]
        if end > start:
            rows.append((start, end))
            at = end
    return rows, at


def _unmarked(lines: Sequence[Marked]) -> list[tuple[int, int]]:
    """What stands by itself between white space without a mark, before the last one, and begins as a row does."""
    starts = [i for i, each in enumerate(lines) if i == 0 or each.line.gap or each.line.starts_page]
    last = max(i for i, each in enumerate(lines) if each.mark)
    return [
        (start, end)
        for start, end in pairwise(starts)
        if end <= last
        and not any(each.mark for each in lines[start:end])
        and all(_stands_alone(lines, at) for at in (start, end))
    ]


def _stands_alone(lines: Sequence[Marked], at: int) -> bool:
    """Whether a row begins here for sure, by white space and a capital."""
    each = lines[at]
    above = lines[at - 1].text if at else ""
    return (
        not (at and each.line.starts_page) and each.text[:1].isupper() and not (above and left_hanging(above))
    )


def borders(lines: Sequence[Marked], joiner: Joiner, *, all_in_rows: bool = False) -> list[int]:
    """Where every row starts, and last where the last one ends; after it may be lines of something else."""
    if not any(each.mark for each in lines):
        return [0, len(lines)]
    signs = _Signs(lines, joiner)
    return min((_best(lines, signs, habit, all_in_rows) for habit in _HABITS), key=lambda way: way[0])[1]


class _Signs:
    """What speaks against a row's beginning at a line, and against its going on there."""

    def __init__(self, lines: Sequence[Marked], joiner: Joiner) -> None:
        self.joiner = joiner
        self.width = max((len(each.text) for each in lines), default=0)
        self.spaced = sum(each.line.gap and not each.line.starts_page for each in lines) * 2 > sum(
            each.mark for each in lines
        )
        stops = sum(ends_sentence(each.text) for each in lines if each.text)
        self.stops_seldom = stops <= max(1, sum(each.mark for each in lines) / 4)
        self.begins = [0]
        self.goes_on = [0]
        above = lines[0]
        for each, following in pairwise(lines):
            above = each if each.text else above
            self.begins.append(self._against_beginning(above, following) + _cell_cut(each, following))
            self.goes_on.append(self._against_going_on(above, each, following))
        self.until = list(accumulate(self.goes_on))

    def inside(self, start: int, end: int) -> int:
        return self.until[end - 1] - self.until[start]

    def _against_beginning(self, above: Marked, each: Marked) -> int:
        if not each.text:
            return 9
        points = 3 if self.spaced and not each.line.gap and not each.line.starts_page else 0
        if starts_small(each.line):
            points += 12
        elif not each.text[0].isupper():
            points += 4
        elif self._is_name(each.text):
            points += 2
        if left_hanging(above.text) or above.text.endswith(SOFT_HYPHEN):
            points += 8
        elif self.joiner.blanks_kept and above.line.open and not above.broken:
            points += 5
        elif self.stops_seldom and above.text and ends_sentence(above.text):
            points += 3  # a full stop where rows have none: another sentence of the same row follows
        return points

    def _against_going_on(self, above: Marked, last: Marked, each: Marked) -> int:
        """`above` has the last words before this line, `last` is the line right above it."""
        if not each.text or not above.text:
            return 0
        points = 5 if each.line.gap and not each.line.starts_page else 0
        if not (starts_small(each.line) and not each.line.gap):
            points += self._room_left(above.text, each.text)
            points += self._like_a_row(above, each)
        return points

    def _room_left(self, above: str, text: str) -> int:
        """A word that had room on the line above does not begin another line of the same row."""
        filled = (len(above) + 1 + len(text.split(" ", 1)[0])) / max(self.width, 1)
        return 6 if filled < 0.75 else 3 if filled < 0.87 else 1 if filled < 0.95 else 0

    def _like_a_row(self, above: Marked, each: Marked) -> int:
        if not each.text[0].isupper() or left_hanging(above.text):
            return 1
        shut = self.joiner.blanks_kept and not above.line.open and not above.broken
        if ends_sentence(above.text):
            return (1 if self.stops_seldom else 2) + shut
        first = each.text.split(" ", 1)[0]
        name = (
            self._is_name(each.text) or _CAPITALS.match(first) or above.text.rsplit(" ", 1)[-1][0].isupper()
        )
        usual = 2 if name else 6 if self._is_usual(first) else 4
        return usual + (4 if shut else 0)

    def _is_name(self, text: str) -> bool:
        found = _WORD.match(text)
        return found is not None and self.joiner.is_name(found[0])

    def _is_usual(self, first: str) -> bool:
        """A verb, or a word that the document also has in small letters: its capital begins something."""
        return _INFINITIVE.fullmatch(first) is not None or self.joiner.cased[first.lower()] > 0


def _cell_cut(above: Marked, each: Marked) -> int:
    """Cells that begin in small letters are the rest of a cell above."""
    small = each.cells[:1].islower() and not each.text
    return (6 if small else 0) + (6 if left_hanging(above.cells) else 0)


Way = tuple[int, list[int]]
Starts = tuple[int, "Starts | None"]  # where the last row starts, and those before it


def _best(lines: Sequence[Marked], signs: _Signs, habit: Habit, all_in_rows: bool) -> Way:
    """The cheapest borders where the mark has this place in all rows."""
    marks = [i for i, each in enumerate(lines) if each.mark]
    worded = [0, *accumulate(bool(each.text) for each in lines)]
    known: dict[int, tuple[int, Starts | None]] = {0: (0, None)}
    for mark, following in pairwise([*marks, len(lines)]):
        after: dict[int, tuple[int, Starts | None]] = {}
        last = following == len(lines)
        lowest = following if last and all_in_rows else mark + 1
        ends = range(max(lowest, following - _MOST_BETWEEN), following + 1)
        for start, (sofar, way) in known.items():
            for end in ends:
                points = sofar + _row(lines, signs, habit, worded, (start, mark, end))
                points += (
                    signs.begins[end] + (_left_out(lines[end].line) if last else 0) if end < len(lines) else 0
                )
                if end not in after or points < after[end][0]:
                    after[end] = (points, (start, way))
        known = dict(sorted(after.items(), key=lambda each: each[1][0])[:_KEPT])
    end, (points, way) = min(known.items(), key=lambda each: each[1][0])
    return points, [*_unrolled(way), end]


def _left_out(line: Line) -> int:
    """Words right under the last row are more likely its own than something else without a heading."""
    return 2 if line.gap else 6


def _unrolled(starts: Starts | None) -> list[int]:
    out: list[int] = []
    while starts is not None:
        start, starts = starts
        out.append(start)
    return out[::-1]


def _row(
    lines: Sequence[Marked], signs: _Signs, habit: Habit, worded: Sequence[int], row: tuple[int, int, int]
) -> int:
    """What speaks against these lines being one row."""
    start, mark, end = row
    if worded[end] == worded[start]:
        return _NEVER
    off = habit(worded[mark] - worded[start], worded[end] - worded[mark + 1], lines[mark].bare)
    return signs.inside(start, end) + (1 + min(2 * off, 6) if off else 0)
