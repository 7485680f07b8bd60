"""Where the rows of a table part in plain lines.

Every row has one line with a mark: its dates, its periodicity. The mark may stand on the row's first line, in the
middle of its lines or on the last one, but does the same in all rows that no white space sets apart.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_SMALL, _HANGING, _NAMELESS = (
    4,
    3,
    12,
)  # what speaks against a row: begins small, has an open end, has no words
_OPEN = re.compile(
    r"(?:[,/-]|\b(?:och|eller|samt|som|att|av|för|i|på|med|till|från|om|enligt|per|den|det|en|ett))$"
)
_COMMENT = re.compile(r"(?:kommentar|anmärkning)(?:er)?:?", re.I)
_MOST_BETWEEN = 12  # lines between two marks that are tried as the border

Cost = Callable[
    [int, int, bool], int
]  # lines above the mark, lines below it, whether it stands without words
Starts = tuple[int, "Starts | None"]  # where the last row starts, and those before it
Way = tuple[int, Starts]  # what it costs, and where its rows start


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a table: its cells, whether it has a row's mark, whether white space stands above it."""

    cells: tuple[str, ...]
    mark: bool
    gap: bool


def starts_of_rows(pieces: Sequence[Piece]) -> list[int]:
    """The first line of every row."""
    out: list[int] = []
    for start, end in stretches(pieces):
        out += [start + at for at in _likeliest(pieces[start:end])]
    return out or [0]


def stretches(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Lines without white space between them; a comment stands for itself."""
    start, at = 0, 0
    while at < len(pieces):
        comment = _COMMENT.fullmatch(" ".join(filter(None, pieces[at].cells)))
        if at > start and (pieces[at].gap or comment):
            yield start, at
            start = at
        if comment:
            at = _after_comment(pieces, at)
            yield start, at
            start = at
        else:
            at += 1
    if start < len(pieces):
        yield start, len(pieces)


def _after_comment(pieces: Sequence[Piece], at: int) -> int:
    """A comment ends at white space, or with its last full stop before the next mark."""
    end = at + 1
    while end < len(pieces) and not pieces[end].mark and not pieces[end].gap:
        end += 1
    if end == len(pieces) or pieces[end].gap:
        return end
    stops = [i + 1 for i in range(at + 1, end) if pieces[i].cells[0].endswith((".", "!"))]
    return stops[-1] if stops else min(at + 2, end)


def _likeliest(pieces: Sequence[Piece]) -> list[int]:
    marks = [i for i, piece in enumerate(pieces) if piece.mark]
    if len(marks) < 2:
        return [0]
    last: Starts | None = min((_best(pieces, marks, c) for c in (_on_top, _in_middle, _at_end)), key=_costs)[
        1
    ]
    out: list[int] = []
    while last is not None:
        start, last = last
        out.append(start)
    return out[::-1]


def _on_top(above: int, below: int, bare: bool) -> int:
    return 3 * above + (3 if bare else 0)


def _in_middle(above: int, below: int, bare: bool) -> int:
    off = abs(above - below)
    return 1 + (off if off < 2 else 3 * off)


def _at_end(above: int, below: int, bare: bool) -> int:
    return 3 * below + 1


def _costs(way: Way) -> int:
    return way[0]


def _best(pieces: Sequence[Piece], marks: Sequence[int], cost: Cost) -> Way:
    """The cheapest borders: for every line that can begin the row of a mark, what all rows before it cost."""
    known: dict[int, Way] = {0: (0, (0, None))}
    for mark, following in pairwise(marks):
        after: dict[int, Way] = {}
        for start, (sofar, starts) in known.items():
            for border in range(max(mark + 1, following - _MOST_BETWEEN), following + 1):
                points = sofar + _against(pieces, start, mark, border, cost)
                if border not in after or points < after[border][0]:
                    after[border] = (points, (border, starts))
        known = after
    ways = [
        (sofar + _against(pieces, start, marks[-1], len(pieces), cost), starts)
        for start, (sofar, starts) in known.items()
    ]
    return min(ways, key=_costs)


def _against(pieces: Sequence[Piece], start: int, mark: int, end: int, cost: Cost) -> int:
    """What speaks against these lines being the row of this mark."""
    row = pieces[start:end]
    points = cost(mark - start, end - mark - 1, not pieces[mark].cells[0])
    if not any(piece.cells[0] for piece in row):
        points += _NAMELESS
    for column in range(len(row[0].cells)):
        words = [piece.cells[column] for piece in row if piece.cells[column]]
        if words:
            points += _SMALL if words[0][0].islower() or words[0][0] in ",;)" else 0
            points += _HANGING if _OPEN.search(words[-1]) else 0
    return points
