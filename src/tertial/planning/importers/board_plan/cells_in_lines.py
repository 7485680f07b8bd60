"""Rows of indicators whose cells stand among the words of their names: each row's words first, then its cells."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tertial.intake.importers.sources.joining import Joiner
from tertial.intake.importers.sources.line import Line
from tertial.intake.importers.sources.row_parting import Piece, stretches
from tertial.planning.rules.draft import TargetKind
from tertial.planning.rules.target_text import Cut, cuts, worth_after

from .heads import Columns, period_of
from .row_borders import Marked, borders
from .rows import COMMENT, Chunk, chunks

MOST_WORDS = 26  # no row's cells hold more words than this
_BOARD_CELL = (
    r"n?ämnd(?:/s?t?y?r?e?l?s?e?)?|s?t?y?r?e?l?s?e"  # the end of `Tas fram av nämnd/styrelse`, cut anywhere
)
_HALF_CELL = re.compile(  # what a narrow cell holds on one of its lines
    rf"(?:(?:tas fram|fastställs|beslutas)(?: av| i)?|(?:av )?{_BOARD_CELL}|t[12]|20\d\d"
    r"|max \d+|personer|\d[\d,]* kg(?: co2)?(?: per kg)?|(?:co2 )?per kg|livsmedel| )+",
    re.I,
)
_BEGUN = (
    r"Tas fram(?: av(?: n| nämnd/s?t?y?r?e?l?s?)?)?|Fastställs(?: i)?|Max \d+|\d[\d,]* kg(?: CO2)?(?: per)?"
)
_OPEN = rf"(?:{_BEGUN}(?: kg)?)"
_OPEN_CELL = re.compile(rf"(?:^|(?<= )){_OPEN}$")
_OPEN_CELLS = re.compile(rf"(?:^|(?<= )){_OPEN} {_OPEN}$")
_BEGUN_CELL = re.compile(  # the same among other cells
    rf"(?:^|(?<= ))(?:{_BEGUN})"
    r"(?= |$)(?! (?:(?:av )?n?ämnd|t[123]|20\d\d|personer))"
)
_CLOSING = rf"(?:(?:av )?{_BOARD_CELL}|t[12]|20\d\d|personer|(?:per )?kg livsmedel)"
_CLOSING_CELL = re.compile(rf"(?:^|(?<= )){_CLOSING}$")
_CLOSING_CELLS = re.compile(rf"(?:^|(?<= )){_CLOSING} {_CLOSING}$")
_REST_OF_CELL = re.compile(rf"{_CLOSING}(?= |$)")
_DONE_CELL = re.compile(r"\b(?:nämnd|styrelse|t[12]|20\d\d|personer|livsmedel)(?=\s|$)")
_BOUND_BEGUN = re.compile(r"Max \d+")
_LOWER_CELL = re.compile(r"(\d[\d,]*) (personer\b.*)")
_MOST_APART = 4  # lines between a cell's first words and its last


def ends_row(line: Line) -> bool:
    return period_of(line.text.rsplit(" ", 1)[-1]) is not None


def period_last(line: Line, columns: Columns) -> Line:
    """A line whose cells go on after the periodicity, with the periodicity last."""
    words = line.text.split()
    after = len(columns.kinds) - 1 - columns.kinds.index("period")
    for at in range(len(words) - 1, -1, -1):
        rest = words[at + 1 :]
        if period_of(words[at]) and (not rest or cuts(rest, after) or _OPEN_CELL.search(" ".join(rest))):
            return replace(line, text=" ".join([*words[:at], *rest, words[at]]), open=False)
    return line


def periods_last(lines: Sequence[Line], columns: Columns, joiner: Joiner) -> list[Line]:
    """The same where white space sets every cell apart: a lone periodicity after the cells that follow it."""
    after = len(columns.kinds) - 1 - columns.kinds.index("period")
    parts = chunks(lines)
    out: list[Line] = []
    at = 0
    while at < len(parts):
        lone = len(parts[at]) == 1 and period_of(parts[at][0].text) is not None
        end = at + 1
        while lone and end < len(parts) and end - at <= after and _is_cell(parts[end], joiner):
            end += 1
        out += [line for part in (*parts[at + 1 : end], parts[at]) for line in part]
        at = end
    return out


def _is_cell(part: Chunk, joiner: Joiner) -> bool:
    return bool(cuts(joiner.text(part).split()[:MOST_WORDS], 1))


def cells_around(lines: Sequence[Line], columns: Columns) -> list[Line]:
    """The lines of a table, with the cells that a row of one line has over and under it put into the row."""
    out: list[Line] = []
    at = 0
    while at < len(lines):
        if at + 2 >= len(lines) or not _around(*lines[at : at + 3]):
            out.append(lines[at])
            at += 1
            continue
        over, row, under = lines[at : at + 3]
        text = _with_cell(row.text, f"{over.text} {under.text}", columns)
        out.append(replace(row, text=text, gap=over.gap, starts_page=over.starts_page or row.starts_page))
        at += 3
    return out


def _around(over: Line, row: Line, under: Line) -> bool:
    """Whether these are the first words of a cell, a whole row and the cell's last words."""
    halves = re.fullmatch(_OPEN, over.text) and re.fullmatch(_CLOSING, under.text)
    return bool(halves) and ends_row(row) and not row.gap and not under.gap and " " in row.text


def _with_cell(row: str, cell: str, columns: Columns) -> str:
    """The row with the cell before its periodicity; of two targets only the council's is for others to set."""
    text, _, period = row.rpartition(" ")
    words = text.split()
    first = cell.startswith(("Tas fram", "Max")) and _place(columns, "council") < _place(columns, "target")
    at = _cells_from(words, "", 1) if first else len(words)
    return " ".join((*words[:at], cell, *words[at:], period))


def _place(columns: Columns, kind: str) -> int:
    return columns.kinds.index(kind) if kind in columns.kinds else len(columns.kinds)


def cells_last(lines: Sequence[Line], most: int, joiner: Joiner) -> list[Line]:
    """The lines of a table without white space, each row's cells after its words; they may stand in their middle."""
    parts: list[tuple[str, str]] = []
    opened, begun = -_MOST_APART, ""  # the line where a cell's first words were seen last, and its cells
    for at, line in enumerate(lines):
        parts.append(_name_and_cells(line, most, begun if at - opened < _MOST_APART else ""))
        if _BEGUN_CELL.search(parts[-1][1]):
            opened, begun = at, parts[-1][1]
        elif len(_DONE_CELL.findall(parts[-1][1])) >= len(_BEGUN_CELL.findall(begun)):
            begun = ""
    parts = _with_cells_above(parts, most)
    marked = [
        Marked(line, name, ends_row(line), cells) for line, (name, cells) in zip(lines, parts, strict=True)
    ]
    out: list[Line] = []
    for start, end in pairwise([*_starts(marked, joiner), len(lines)]):
        row = list(zip(lines[start:end], parts[start:end], strict=True))
        names = [
            replace(line, text=name, open=line.open or (bool(text) and name[-1] != "-"))
            for line, (name, text) in row
            if name
        ]
        names[-1:] = [replace(line, open=False) for line in names[-1:]]
        cells = [replace(line, text=text, starts_page=False) for line, (_, text) in row if text]
        new = [*names, *_period_at_end(_bound_last(cells))]
        out += [replace(line, gap=i == 0 or i == len(names)) for i, line in enumerate(new)]
    return out


def _starts(lines: Sequence[Marked], joiner: Joiner) -> list[int]:
    """The first line of every row, and of every comment."""
    pieces = [Piece((each.text, each.cells), each.mark, False) for each in lines]
    return [
        start + at
        for start, end in stretches(pieces)
        for at in borders(lines[start:end], joiner, all_in_rows=True)[:-1]
    ]


def cells_last_in_chunks(lines: Sequence[Line], most: int, joiner: Joiner) -> list[Line] | None:
    """The same where white space sets every row apart, as where a page is read line by line; None in other tables."""
    rows = _rows_over_pages(chunks(lines))
    told = [row for row in rows if not COMMENT.fullmatch(row[0].text)]
    if not all(sum(map(ends_row, row)) == 1 for row in told) or not any(map(_cells_inside, told)):
        return None
    out: list[Line] = []
    for row in rows:
        new = row if COMMENT.fullmatch(row[0].text) else cells_last(row, most, joiner)
        out += [replace(new[0], gap=row[0].gap, starts_page=row[0].starts_page), *new[1:]]
    return out


def _cells_inside(row: Chunk) -> bool:
    """Whether words follow a row's periodicity on its own page."""
    below = next((i for i, line in enumerate(row) if i and line.starts_page), len(row))
    return any(ends_row(line) for line in row[: below - 1])


def _rows_over_pages(parts: Sequence[Chunk]) -> list[Chunk]:
    """Chunks, those made one that a page parted before or after the line with the periodicity."""
    out: list[Chunk] = []
    for part in parts:
        both = [out[-1], part] if out and part[0].starts_page else []
        comment = bool(both) and COMMENT.fullmatch(out[-1][0].text) is not None
        marks = sum(ends_row(line) for each in both for line in each)
        if both and not COMMENT.fullmatch(part[0].text) and marks == (0 if comment else 1):
            out[-1] = [*out[-1], *part]
        else:
            out.append(part)
    return out


def _with_cells_above(parts: list[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    """A whole cell at the end of a line whose following line goes on with nothing but cells."""
    out = list(parts)
    for at, ((name, cells), (below, more)) in enumerate(pairwise(parts)):
        if most > 1 and name and not cells and not below and _OPEN_CELL.search(more):
            words = name.split()
            start = _cells_from(words, "", most - 1)
            out[at] = (" ".join(words[:start]), " ".join(words[start:])) if start else out[at]
    return out


def _bound_last(cells: list[Line]) -> list[Line]:
    """`Max 10` above `8 personer`, where cells stand in the middle: the first cell stands lower than the second."""
    found = _LOWER_CELL.fullmatch(cells[1].text) if len(cells) > 1 else None
    if found is None or not _BOUND_BEGUN.fullmatch(cells[0].text):
        return cells
    return [
        replace(cells[0], text=f"{found[1]} {cells[0].text}"),
        replace(cells[1], text=found[2]),
        *cells[2:],
    ]


def _period_at_end(cells: list[Line]) -> list[Line]:
    ended = [i for i, line in enumerate(cells) if ends_row(line)]
    if len(ended) != 1 or ended[0] == len(cells) - 1:
        return cells
    text, _, period = cells[ended[0]].text.rpartition(" ")
    kept = [replace(line, text=text) if i == ended[0] else line for i, line in enumerate(cells)]
    return [*(line for line in kept if line.text), replace(cells[-1], text=period)]


def _name_and_cells(line: Line, most: int, begun: str) -> tuple[str, str]:
    """A line's words before its cells, and the cells; a cell may have only its first or last words here.

    `begun` are cells shortly above of which one lacks its last words.
    """
    if _HALF_CELL.fullmatch(line.text) and ("kg" in begun or not line.text.startswith("livsmedel")):
        return "", line.text
    text, period = line.text, ""
    if ends_row(line):
        text, _, period = line.text.rpartition(" ")
    half = (_OPEN_CELLS.search(text) if most > 1 else None) or _OPEN_CELL.search(text)
    closing = _closing(text, begun) if begun and not half else None
    half = half or closing
    if not period and not half:
        return line.text, ""
    text, cell = (text[: half.start()], half[0]) if half else (text, "")
    words = text.split()
    rest = _REST_OF_CELL.match(text) if begun else None
    after = len(rest[0].split()) if rest else 0
    if rest and (after == len(words) or cuts(words[after:], most)):
        return "", " ".join(filter(None, (*words, cell, period)))
    at = len(words) if closing and _all_begun(begun, most) else _cells_from(words, cell, most)
    return " ".join(words[:at]), " ".join(filter(None, (*words[at:], cell, period)))


def _all_begun(begun: str, most: int) -> bool:
    """Whether a cell stands under every head already, so that only the rest of one may follow."""
    text = begun.rpartition(" ")[0] if period_of(begun.rsplit(" ", 1)[-1]) else begun
    half = _OPEN_CELL.search(text)
    return half is not None and any(
        len(cut) == most - 1 for cut in cuts(text[: half.start()].split(), most - 1)
    )


def _closing(text: str, begun: str) -> re.Match[str] | None:
    """The last words of the cell that was begun, or of two such cells."""
    both = len(_BEGUN_CELL.findall(begun)) > 1
    return (_CLOSING_CELLS.search(text) if both else None) or _CLOSING_CELL.search(text)


def _cells_from(words: Sequence[str], cell: str, most: int) -> int:
    """The word from which on all is cells, before the first words of another cell; the end where none is."""
    ways = [
        (worth_after(words[:start], cut) - _unlikely_before(cut, cell), -start)
        for start in range(max(0, len(words) - MOST_WORDS), len(words))
        for cut in cuts(words[start:], most - 1 if cell and most > 1 else most)
        if cut
    ]
    return -max(ways)[1] if ways and max(ways)[0] > 0 else len(words)


def _unlikely_before(cut: Cut, cell: str) -> int:
    """A dash, or a bound in small letters, before the first words of another cell belongs to the name."""
    bound = cut[0].kind in (TargetKind.MIN, TargetKind.MAX) and cut[0].text[0].islower()
    return 10 if cell and (bound or cut[0].kind is TargetKind.NONE) else 0
