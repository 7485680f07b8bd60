"""What rows of every table have in common: chunks between gaps, and tails that come after their own cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from tertial.planning.importers.sources.line import Line
from tertial.planning.rules.draft import Place

Chunk = list[Line]


@dataclass(frozen=True, slots=True)
class Rest:
    """What a table's reader could not place: the lines after its last row, and lines inside that fit no row."""

    after: tuple[Line, ...] = ()
    lost: tuple[Line, ...] = ()


def chunks(lines: Sequence[Line]) -> list[Chunk]:
    """Lines that stand together: a gap or a new page begins another chunk."""
    out: list[Chunk] = []
    for line in lines:
        if line.gap or line.starts_page or not out:
            out.append([])
        out[-1].append(line)
    return out


def place(line: Line) -> Place:
    return Place(line.page, line.number)


def starts_small(line: Line) -> bool:
    """A line that begins in the middle of a sentence."""
    first = line.text[:1]
    return first.islower() or first in ",;)"
