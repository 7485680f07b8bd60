"""Text that keeps its columns with blanks or tabs, as `pdftotext -layout` and copied tables do.

Blanks are turned into places on a page, so that tables are found as in a PDF: by how the text stands.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from .line import even_blanks, without_unseen
from .pdf import Page, Printed, Run, run_at
from .unreadable import UnreadableError

_BREAK = re.compile(r"\r\n|\n|\r")
_PIECE = re.compile(r"\S+(?: \S+)*")
_WIDE, _HIGH, _SIZE = 5.0, 12.0, 10.0  # of a character, a line, the type
_TABBED = 400  # characters from tab to tab: wider than any cell
_COLUMNS = re.compile(r"\S(?: {3,}|\t)\S.*\S(?: {3,}|\t)\S")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_BESIDE = -100  # characters: where lines without tabs stand in a text whose tables have them
_MOST_PIECES = 400_000  # of a few hundred bytes each; two thousand pages in columns have half as many
_LEAST = 3  # lines in at least three columns; fewer are chance
_LEAST_TABBED = 2  # a head and a row: nobody writes two tabs in a line by chance


def is_aligned(text: str) -> bool:
    """Whether some lines stand in three columns or more, so far apart that it is meant."""
    if _is_tabbed(text):
        return True
    found = 0
    for line in text.split("\n"):
        if ("   " in line or "\t" in line) and _COLUMNS.search(line):
            found += 1
            if found >= _LEAST:
                return True
    return False


def _is_tabbed(text: str) -> bool:
    return sum(line.strip().count("\t") > 1 for line in text.split("\n")) >= _LEAST_TABBED


def pages_of(text: str) -> list[Page]:
    """The pages of a text; without form feeds it is one page whose number is not known."""
    tabbed = _is_tabbed(text)
    parts = without_unseen(text).replace("\u00a0", " ").split("\f")
    out: list[Page] = []
    number = pieces = 0
    for index, part in enumerate(parts):
        page = Page(index + 1 if len(parts) > 1 else None)
        for row, line in enumerate(_BREAK.split(part)):
            number += 1
            if runs := list(
                _tabbed(line, row * _HIGH) if tabbed else _spaced(line.expandtabs(8), row * _HIGH)
            ):
                page.lines.append(Printed(page.number, runs, number=number))
                pieces += len(runs)
                if pieces > _MOST_PIECES:
                    raise UnreadableError(
                        f"Texten har fler än {_MOST_PIECES} ord i spalter och läses inte. Dela den."
                    )
        number -= 1  # a form feed stands inside its line
        if page.lines:
            _measure(page.lines)
            out.append(page)
    return out


def _spaced(line: str, base: float) -> Iterator[Run]:
    """The pieces of a line that two blanks set apart; every line is of one height."""
    pieces = [(found[0], found.start()) for found in _PIECE.finditer(line)]
    for (text, start), (following, after) in pairwise([*pieces, ("", 0)]):
        words, _, last = text.rpartition(" ")
        if words and _DATE.fullmatch(last) and _DATE.fullmatch(following):
            yield _run(words, start, base)  # a long name has come close to the first of two dates
            text, start = last, max(start + len(words) + 1, after - len(last) - 3)
        yield _run(text, start, base)


def _tabbed(line: str, base: float) -> Iterator[Run]:
    """The cells of a line with tabs; a line without stands beside the tables."""
    cells = line.rstrip().split("\t")
    for column, cell in enumerate(cells):
        if text := " ".join(cell.split()):
            yield _run(text, column * _TABBED if len(cells) > 1 else _BESIDE, base)


def _run(text: str, column: int, base: float) -> Run:
    return run_at(even_blanks(text), _WIDE * column, _WIDE * (column + len(text)), base, _SIZE)


def _measure(lines: list[Printed]) -> None:
    lines[0].first = True
    for above, line in pairwise(lines):
        line.gap = line.runs[0].base - above.runs[0].base > 1.5 * _HIGH
