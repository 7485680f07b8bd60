"""The lines of a document as somebody looks for the one that a row stands on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tertial.planning.models import Document, Passage

BEFORE, SHOWN = 3, 40


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some lines in a row, or those that hold the words looked for; and where the lines before and after begin."""

    lines: Sequence[Passage]
    earlier: int | None = None
    later: int | None = None
    is_more: bool = False  # of those that hold the words, than are shown


def stretch_from(document: Document, line: int) -> Stretch:
    """From this line on, so that a few lines before it are seen too."""
    every = document.passages.order_by("line")
    start = every.filter(line__lt=line).order_by("-line").values_list("line", flat=True)[:BEFORE]
    first = min(start, default=line)
    shown = list(every.filter(line__gte=first)[: SHOWN + 1])
    if not shown:  # beyond the end: the last lines there are
        shown = list(every.reverse()[:SHOWN])[::-1]
    lines, after = shown[:SHOWN], shown[SHOWN:]
    before = list(
        every.filter(line__lt=lines[0].line)
        .order_by("-line")
        .values_list("line", flat=True)[: SHOWN - BEFORE]
        if lines
        else ()
    )
    return Stretch(lines, min(before, default=None), after[0].line if after else None)


def lines_with(document: Document, words: str) -> Stretch:
    found = list(document.passages.filter(text__icontains=words).order_by("line")[: SHOWN + 1])
    return Stretch(found[:SHOWN], is_more=len(found) > SHOWN)


def marked_lines(document: Document, numbers: Collection[int]) -> list[Passage]:
    return list(document.passages.filter(line__in=numbers).order_by("line"))
