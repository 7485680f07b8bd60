"""The name of a column that a narrow head cut in two: `Periodicite` and, on the next line, `t`."""

from collections.abc import Sequence
from dataclasses import replace

from tertial.intake.importers.sources.line import Line

_NAMES = frozenset(("periodicitet", "startdatum", "slutdatum", "årsmål", "målvärde", "kommunfullmäktiges"))
_BEGIN = ("indikator", "aktivitet")
_MOST_LINES = 6  # of a head


def with_whole_names(lines: Sequence[Line]) -> list[Line]:
    """The lines, what was cut off a column's name taken up to it."""
    out: list[Line] = []
    head = _MOST_LINES  # lines since a head began
    for line in lines:
        rest = _taken_up(out, line) if head < _MOST_LINES else None
        if rest is None:
            out.append(line)
        elif rest:
            out.append(replace(line, text=rest))
        head = 0 if line.text.casefold().startswith(_BEGIN) else head + 1
    return out


def _taken_up(out: list[Line], line: Line) -> str | None:
    """What is left of a line whose first word ended a name; None where it did not."""
    above = out[-1]
    if above.cells is not None or line.cells is not None or not line.text[:1].islower():
        return None
    before, _, begun = above.text.rpartition(" ")
    ended, _, rest = line.text.partition(" ")
    if (begun + ended).casefold() not in _NAMES:
        return None
    out[-1] = replace(above, text=f"{before} {begun}{ended}".strip(), open=line.open)
    return rest
