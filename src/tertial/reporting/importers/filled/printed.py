"""What a form of ours has printed among the answers, for a copy that has lost its boxes: text, PDF, pasted pages."""

from collections.abc import Sequence

from tertial.intake.importers.sources.line import Line
from tertial.reporting.rules.paper import DECLINES, NOTHING_NEW, WHY, YOURS, ticked


def is_ours(lines: Sequence[Line]) -> bool:
    return any(_is_label(line) for line in lines)


def written_under(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """What was written to a question, and whether its box for nothing new is ticked.

    Above the label stand the instruction and the answer of the period before.
    """
    place = next((at for at, line in enumerate(lines) if _is_label(line)), None)
    rest = list(lines[place + 1 :] if place is not None else lines)
    ticks = [ticked(line.text, NOTHING_NEW) for line in rest]
    return [line for line, tick in zip(rest, ticks, strict=True) if tick is None], any(ticks)


def declined(above: Sequence[Line]) -> str | None:
    """Why the unit takes no part, where its box is ticked."""
    place = next((at for at, line in enumerate(above) if ticked(line.text, DECLINES)), None)
    if place is None:
        return None
    said = [line.text for line in above[place + 1 :] if not line.text.startswith(WHY)]
    return " ".join(text for text in said if not text.casefold().startswith("klicka")).strip()


def _is_label(line: Line) -> bool:
    return line.text.strip("*#: ").casefold() == YOURS.casefold()
