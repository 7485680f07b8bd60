"""Running text: paragraphs, bullets and the short lines that are headings."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tertial.intake.importers.sources.joining import DASHES, Joiner
from tertial.intake.importers.sources.line import Line
from tertial.planning.rules.draft import Place

from .rows import left_hanging, place

_LONGEST_HEADING = 90
_MOST_OF_TITLE = 3  # lines
_NUMBERED = re.compile(r"\d+(?:\.\d+)+\.? [A-ZÅÄÖ]")  # a goal by its number


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a bullet or a heading."""

    text: str
    place: Place
    bullet: bool = False
    heading: bool = False
    level: int | None = None
    lines: tuple[tuple[int, Place], ...] = ()


def blocks(
    lines: Sequence[Line], joiner: Joiner, begins: Callable[[int], bool] = lambda _: False
) -> list[Block]:
    """Lines put together into blocks; `begins` tells where else a block begins than the lines show."""
    grouped: list[list[Line]] = []
    for at, line in enumerate(lines):
        introduces = 0 < at < len(lines) - 1 and _introduces(lines[at - 1], line, lines[at + 1], joiner)
        dashed = bool(grouped) and has_dash_inside(grouped[-1], line, joiner)
        new = (line.bullet is not None and not dashed) or line.heading is not None or introduces
        new = new or _next_title(lines, at) or begins(at) or _stands_alone(lines, at, joiner)
        new = new or (
            at + 1 < len(lines) and bool(grouped) and _under_title(grouped[-1], line, lines[at + 1])
        )
        if grouped and not new and _same(grouped[-1], line, joiner):
            grouped[-1].append(line)
        else:
            grouped.append([line])
    return [
        _block(group, grouped[i + 1] if i + 1 < len(grouped) else None, joiner)
        for i, group in enumerate(grouped)
    ]


def _introduces(above: Line, line: Line, below: Line, joiner: Joiner) -> bool:
    """A short line between a finished bullet and a new one says whom the new ones are about."""
    finished = above.text[-1:] in ".!" or joiner.had_room(above, line)
    return (
        finished
        and line.text[:1].isupper()
        and below.bullet is not None
        and len(line.text) <= _LONGEST_HEADING
        and line.text[-1] not in ".,;"
    )


def has_dash_inside(group: Sequence[Line], line: Line, joiner: Joiner) -> bool:
    """Whether a line that begins with a dash goes on with what is above, and is no point of a list of dashes."""
    return group[0].text[:2] not in DASHES and joiner.has_dash_inside(group[-1], line)


def _stands_alone(lines: Sequence[Line], at: int, joiner: Joiner) -> bool:
    """A short line without a full stop, between the end of one sentence and the beginning of another, is a heading."""
    if not 0 < at < len(lines) - 1:
        return False
    above, line, below = lines[at - 1 : at + 2]
    between = above.text[-1:] in ".!?" and below.text[:1].isupper() and below.cells is None
    return between and line.cells is None and _is_heading(line) and joiner.had_room(line, below)


def _next_title(lines: Sequence[Line], at: int) -> bool:
    """A numbered title with its introduction under it is no more of the point above, which may lack a full stop."""
    if _NUMBERED.match(lines[at].text) is None:
        return False
    for below in lines[at + 1 : at + 1 + _MOST_OF_TITLE]:
        if below.bullet is not None or below.text[-1:] in ".:":
            return below.text[-1:] == ":"
    return False


def _under_title(group: Sequence[Line], line: Line, below: Line) -> bool:
    """A line that ends with a colon, between a title of one line and bullets, is no more of the title."""
    title = group[0].text
    titled = len(group) == 1 and group[0].bullet is None and title[:1].isupper() and not group[0].open
    told = line.text.endswith(":") and line.text[:1].isupper() and below.bullet is not None
    return titled and told and title[-1] not in ".,;:" and not left_hanging(title)


def _same(group: list[Line], line: Line, joiner: Joiner) -> bool:
    """Whether a line goes on with the block; a bullet torn from its last line by white space is still one."""
    last = group[-1]
    if last.heading is not None or last.cells is not None or line.cells is not None:
        return False
    if line.gap and not line.starts_page and group[0].bullet is None:
        return joiner.blanks_kept and last.open and line.text[:1].islower()
    if line.gap and not line.starts_page and last.text[-1:] in ".!?" and not line.text[:1].islower():
        return False
    if joiner.goes_on(last, line):
        return True
    bulleted = group[0].bullet is not None and not line.gap
    return bulleted and last.text[-1:] not in ".!?:" and len(last.text) > 0.6 * joiner.width


def _block(group: list[Line], following: list[Line] | None, joiner: Joiner) -> Block:
    first = group[0]
    text = joiner.text(group)
    if (bullet := first.bullet) is not None:
        stripped = text[len(first.text) - len(bullet) :].strip() if text.startswith(first.text[:1]) else text
        return Block(stripped, place(first), bullet=True, lines=_marks(stripped, group))
    if first.cells is not None:
        return Block(" | ".join(" ".join(cell.split()) for cell in first.cells), place(first))
    heading = first.heading is not None or (following is not None and len(group) == 1 and _is_heading(first))
    return Block(text, place(first), heading=heading, level=first.heading, lines=_marks(text, group))


def _marks(text: str, group: list[Line]) -> tuple[tuple[int, Place], ...]:
    """Where in the joined text each line begins, so that a sentence can be quoted with its own line."""
    marks: list[tuple[int, Place]] = []
    at = 0
    for line in group if len(group) > 1 else ():
        found = text.find(line.text.strip(" \u2022\uf0b7")[:12], at)
        if found >= 0:
            marks.append((found, place(line)))
            at = found + 1
    return tuple(marks)


def _is_heading(line: Line) -> bool:
    text = line.text
    return (
        len(text) <= _LONGEST_HEADING
        and text[:1].isupper()
        and text[-1] not in ".,;:!?"
        and len(text.split()) <= 12
        and any(c.isalpha() for c in text)
    )


def could_head(held: Sequence[Line]) -> bool:
    """A short line right above a table, after a finished sentence or another heading, is the table's heading."""
    last = held[-1]
    ended = len(held) == 1 or last.gap or last.starts_page or held[-2].text[-1] in ".!?:)"
    below = len(held) == 2 and _titles(held[-2])  # after a table's last row in a text without white space
    return (ended or below) and _titles(last) and last.bullet is None and last.cells is None


def _titles(line: Line) -> bool:
    return line.text[:1].isupper() and line.text[-1] not in ".,;:" and len(line.text) <= 90
