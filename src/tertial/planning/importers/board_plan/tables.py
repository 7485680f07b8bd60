"""Tables of money: columns, rows, rows that are part of others, sums."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tertial.intake.importers.sources.joining import Joiner
from tertial.intake.importers.sources.line import Line
from tertial.planning.rules.draft import RowKind, Table, TableRow
from tertial.planning.rules.target_text import to_number
from tertial.planning.rules.words import OF_WHICH

from .heads import head_cells
from .rows import place, starts_small

_AMOUNT = r"(?:[-−–+]\s?)?(?:\d{1,3}(?:[ ]\d{3})+(?!\d)|\d+)(?:,\d+)?(?: ?%)?"
_PIECE = re.compile(r"[-−–+]?\d+(?:,\d+)?%?|[-−–—+%]")
_LONGEST_ROW = 240
_MOST_NAMED = 5  # words of a column's name
_CELL = re.compile(rf"(?<!\S)(?:{_AMOUNT}|[-–—−])(?!\S)")
_UNIT = re.compile(
    r"\((mnkr|tkr|kr|mkr|mdkr|kronor|miljoner kronor|tusen kronor|%|procent|antal|st)\)|\bi (mnkr|tkr)\b",
    re.I,
)
_UNIT_FIRST = re.compile(r"\((?:mnkr|tkr|kr|mkr)\)( ?)", re.I)
_NAMES = (
    r"budget|prognos|utfall|bokslut|resultat|differens|diff|skillnad|avvikelse|förändring|plan|ombudgetering"
)
_STRONG = rf"{_NAMES}|\d{{4}}"
_WEAK = r"kostnad(?:er)?|intäkt(?:er)?|netto|brutto|summa"
_WORD = re.compile(
    rf"(?:{_STRONG}|{_WEAK}|helår|t[12]|vb|år|nov|okt|dec|justerad|beslutad|föreslagen|mnkr|tkr|kr|mkr|jämfört|med|mot|och|per|-|/)",
    re.I,
)
_SUM = re.compile(r"(?:delsumma|summa|totalt?|netto)\b", re.I)


@dataclass(slots=True)
class _Row:
    label: list[Line] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


def _parted(text: str) -> tuple[str, list[str]] | None:
    """A row's label and the amounts it ends with."""
    if len(text) > _LONGEST_ROW:
        return None
    words = text.split(" ")
    first = len(words)
    while first and _PIECE.fullmatch(words[first - 1]):
        first -= 1
    if first == len(words):
        return None
    cells = _CELL.findall(" ".join(words[first:]))
    return (" ".join(words[:first]), cells) if cells else None


def amounts_together(lines: Sequence[Line]) -> list[Line]:
    """The lines, amounts that stand on lines of their own put together as the row they were."""
    out: list[Line] = []
    alone = False
    for line in lines:
        amount = line.cells is None and _CELL.fullmatch(line.text) is not None
        if amount and alone and (out[-1].text[-1].isdigit() or len(line.text) > 1):
            out[-1] = replace(out[-1], text=f"{out[-1].text} {line.text}")
        else:
            out.append(line)
        alone = (amount and "," in line.text) or (amount and alone)
    return out


def _column_word(word: str) -> bool:
    bare = word.strip("().,:*")
    return not bare or _WORD.fullmatch(bare) is not None


def _head_line(text: str) -> bool:
    """A line that only names columns."""
    words = text.split()
    return bool(words) and all(_column_word(word) for word in words) and not _plain_row(text)


def _plain_row(text: str) -> bool:
    return bool(re.search(r"\d,\d", text))


def table_starts(lines: Sequence[Line], at: int) -> bool:
    """Whether a table of money has its head here."""
    line = lines[at]
    if line.cells is not None:
        return _cells_start(lines, at)
    text = line.text
    if len(text) > 240 or text.endswith((".", ";")) or line.bullet is not None:
        return False
    opens = _names_unit(text) and len(_outside(text)) <= 4
    opens = opens or _unit_below(text, [line.text for line in lines[at + 1 : at + 3]])
    opens = opens or (_head_line(text) and sum(_column_word(w) for w in text.split()) >= 2)
    return opens and _rows_follow(lines, at)


def _names_unit(text: str) -> bool:
    """Whether it says what the amounts are in; asked of every line, most of which have no mark of it."""
    marked = "(" in text or "i mnkr" in (low := text.lower()) or "i tkr" in low
    return marked and _UNIT.search(text) is not None


def _unit_below(text: str, following: Sequence[str]) -> bool:
    """Whether what the amounts are in stands first in a line under the first words of a head."""
    at = next((i for i, below in enumerate(following) if below[:1] == "("), None)
    unit = _UNIT_FIRST.match(following[at]) if at is not None else None
    if unit is None or (at and not _head_line(following[0])):
        return False
    return (not at and len(text.split()) <= 4) or (bool(unit[1]) and _head_line(text.partition(" ")[2]))


def _outside(text: str) -> list[str]:
    """The words that are not column words."""
    return [word for word in _UNIT.sub(" ", text).split() if not _column_word(word)]


def _rows_follow(lines: Sequence[Line], at: int) -> bool:
    """Rows of at least two amounts come within a head's length."""
    for line in lines[at + 1 : at + 26]:
        found = _parted(line.text)
        if found and len(found[1]) >= 2 and not _head_line(line.text):
            return True
        if line.cells is not None or len(line.text) > 100 or line.text.endswith("."):
            return False
    return False


def _cells_start(lines: Sequence[Line], at: int) -> bool:
    cells = lines[at].cells or ()
    if at and lines[at - 1].cells is not None and not lines[at].gap:
        return False
    rows = [line.cells for line in lines[at + 1 : at + 4] if line.cells is not None]
    return len(cells) > 1 and any(sum(_amount(cell) is not None for cell in row[1:]) >= 1 for row in rows)


def _amount(text: str) -> float | None:
    text = " ".join(text.split()).replace("%", "").strip()
    if not re.fullmatch(_AMOUNT, text):
        return None
    return to_number(re.sub(r"^[-−–+]\s?", lambda m: "-" if m[0][0] in "-−–" else "", text))


def read_table(
    lines: Sequence[Line], at: int, title: str | None, joiner: Joiner
) -> tuple[Table, int, bool] | None:
    """The table that starts here, the line after it, and whether its columns were understood; None without rows."""
    if lines[at].cells is not None:
        return _read_cells(lines, at, title, joiner)
    head, end = _head(lines, at)
    rows, end = _rows(lines, end, tuple(line.text for line in head))
    if not rows:
        return None
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    columns = _columns(head, width, joiner)
    unit = _unit(" ".join(line.text for line in head))
    table = Table(title, unit, columns, tuple(_row(row, width, joiner) for row in rows), place(lines[at]))
    return table, end, len(columns) == width


def _unit(text: str) -> str | None:
    found = _UNIT.search(text)
    return (found[1] or found[2]).lower() if found else None


def _head(lines: Sequence[Line], at: int) -> tuple[list[Line], int]:
    """The lines of the head: the first as it is, then as long as they only name columns."""
    head, end = [lines[at]], at + 1
    while end < len(lines) and end - at < 24:
        text = lines[end].text
        named = _head_line(text) or (_UNIT.search(text) and len(_outside(text)) <= 2)
        parted = _rest_of_head(lines, end) or _cut_inside(lines, end) or _first_name(lines, end)
        if not named and not parted:
            break
        head.append(lines[end])
        end += 1
    return head, end


def _first_name(lines: Sequence[Line], at: int) -> bool:
    """The first column's name in the middle of the others' lines: what the amounts are in stands alone below it."""
    few = len(lines[at].text.split()) <= 2 and not lines[at].gap and not _plain_row(lines[at].text)
    below = lines[at + 1 : at + 3]
    lone = next((i for i, line in enumerate(below) if _UNIT.fullmatch(line.text)), None)
    return few and lone is not None and all(not line.gap for line in below[: lone + 1])


def _rest_of_head(lines: Sequence[Line], at: int) -> bool:
    """A close line of a head with a column's name that was cut inside a word, above a row."""
    words = lines[at].text.split()
    named = sum(_column_word(word) for word in words)
    rows = any(_plain_row(line.text) for line in lines[at + 1 : at + 3])
    return rows and not lines[at].gap and 2 * named >= len(words) > 1 and not _plain_row(lines[at].text)


def _cut_inside(lines: Sequence[Line], at: int) -> bool:
    """A line that ends or begins in the middle of a column's name: `2021 kos` and `tnader`."""
    for first in (at - 1, at):
        if first + 1 < len(lines) and lines[first + 1].text[:1].islower():
            *before, head = lines[first].text.split()
            tail, *after = lines[first + 1].text.split()
            if _WORD.fullmatch(head + tail) and all(map(_column_word, (*before, *after))):
                return True
    return False


def _rows(lines: Sequence[Line], at: int, head: tuple[str, ...]) -> tuple[list[_Row], int]:
    """Rows until something comes that is neither label nor amounts; after a sum only amounts go on."""
    rows: list[_Row] = []
    widths: Counter[int] = Counter()
    label: list[Line] = []
    end = at
    i = at
    while i < len(lines):
        if rows and lines[i].text == head[0] and table_starts(lines, i):
            i = _head(lines, i)[1]
            continue
        found = None if lines[i].cells is not None else _parted(lines[i].text)
        if found and _enough(found[1], rows):
            rows.append(_split(found, lines[i], label, widths))
            widths[len(rows[-1].cells)] += 1
            label, end = [], i + 1
        elif rows and not label and _goes_on_below(lines[i]):
            rows[-1].label.append(lines[i])
            end = i + 1
        elif _short(lines[i]) and len(label) < 4 and not (rows and _SUM.match(rows[-1].label[0].text)):
            label.append(lines[i])
        else:
            break
        i += 1
    return rows, end


def _goes_on_below(line: Line) -> bool:
    """The rest of a label, right under the row's amounts."""
    apart = line.gap or line.starts_page or OF_WHICH.match(line.text)
    return not apart and starts_small(line) and _short(line)


def _enough(cells: Sequence[str], rows: list[_Row]) -> bool:
    return len(cells) >= (2 if not rows else min(2, len(rows[-1].cells)))


def _short(line: Line) -> bool:
    return line.cells is None and len(line.text) <= 80 and not line.text.endswith((".", ":"))


def _split(found: tuple[str, list[str]], line: Line, label: list[Line], widths: Counter[int]) -> _Row:
    """A row's label and cells; numbers that end a label stay with it. `widths`: how many cells the rows above have."""
    words, cells = found
    if widths and len(cells) > (width := widths.most_common(1)[0][0]) and words:
        words = " ".join([words, *cells[:-width]])
        cells = cells[-width:]
    own = [replace(line, text=words)] if words else []
    return _Row([*label, *own] or [replace(line, text="")], cells)


def _row(row: _Row, width: int, joiner: Joiner) -> TableRow:
    label = joiner.text(row.label)
    values = [_amount(cell) for cell in row.cells]
    padded = tuple([*values, *[None] * (width - len(values))])
    return TableRow(label, _kind(label), padded, place(row.label[0]))


def _kind(label: str) -> RowKind:
    if _SUM.match(label):
        return RowKind.SUM
    return RowKind.OF_WHICH if OF_WHICH.match(label) else RowKind.ROW


def _columns(head: Sequence[Line], width: int, joiner: Joiner) -> tuple[str, ...]:
    """The names of the columns: one a chunk where chunks fit, else cut before the words that begin a column."""
    named = _chunked(head, joiner)
    if len(named) != width and (stacked := _stacked(head, width) or _at_two_heights(head, width)):
        return stacked
    if len(named) == width:
        return tuple(named)
    text = " ".join(named)
    for pattern in (_NAMES, f"{_NAMES}|{_WEAK}", r"\d{4}"):
        starts = [m.start() for m in re.finditer(rf"(?<![\w(])(?:{pattern})\b", text, re.I)]
        if len(starts) == width:
            cut = [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
            if all(len(name.split()) <= _MOST_NAMED for name in cut):
                return tuple(cut)
    words = text.split()
    return tuple(words) if len(words) == width else ((text,) if text else ())


def _stacked(head: Sequence[Line], width: int) -> tuple[str, ...]:
    """The columns of a head whose lines each have a word, a year or a name for every column."""
    columns = [""] * width
    for line in head:
        text = _without_first_name(line.text)
        if not text:
            continue
        parts = _over_columns(text, columns)
        if parts is None:
            return ()
        for i, part in enumerate(parts):
            cut = part[:1].islower() and columns[i][-1:].islower() and not _column_word(part.split(" ")[0])
            columns[i] = f"{columns[i]}{'' if cut or not (part and columns[i]) else ' '}{part}"
    return tuple(columns) if all(columns) else ()


def _without_first_name(text: str) -> str:
    """What a line of a head says of the columns with amounts."""
    if unit := _UNIT.search(text):
        return text[unit.end() :].strip()
    words = text.split()
    first = next((i for i, word in enumerate(words) if _column_word(word) or word[0].islower()), len(words))
    return " ".join(words[first:])


def _at_two_heights(head: Sequence[Line], width: int) -> tuple[str, ...]:
    """The columns of a head where names of one line stand between the lines of those with two; the former come last."""
    if len(head) != 3 or not any(_UNIT.search(line.text) for line in head[1:]):
        return ()
    between = _without_first_name(head[1].text).split()
    two = _stacked([head[0], head[2]], width - len(between)) if 0 < len(between) < width else ()
    return (*two, *between) if two else ()


def _over_columns(text: str, columns: Sequence[str]) -> list[str] | None:
    """A head's line cut into what stands over each column; None where that cannot be told."""
    words, width = text.split(), len(columns)
    if len(words) == width + 1 and not _column_word(words[0]):
        del words[0]  # the name of the first column
    if len(words) in (0, width):
        return words
    for pattern in (r"\d{4}", _NAMES):
        starts = [m.start() for m in re.finditer(rf"(?<![\w(])(?:{pattern})\b", text, re.I)]
        if len(starts) == width and not starts[0]:
            return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    levels = [
        i for i, column in enumerate(columns) if re.match(r"budget|prognos|utfall|bokslut|plan", column, re.I)
    ]
    if len(words) == len(levels):
        return [words[levels.index(i)] if i in levels else "" for i in range(width)]
    return None


def _chunked(head: Sequence[Line], joiner: Joiner) -> list[str]:
    """The head's chunks without the first column's own name."""
    groups: list[list[Line]] = []
    for line in head:
        text = line.text
        if unit := _UNIT.search(text):
            groups, text = [], text[unit.end() :].strip()
            if not text:
                continue
            groups.append([replace(line, text=text)])
        elif groups and not line.gap:
            groups[-1].append(line)
        else:
            groups.append([line])
    if not any(_UNIT.search(line.text) for line in head) and groups:
        first = groups[0][0]
        kept = " ".join(word for word in first.text.split() if word not in _outside(first.text))
        groups[0] = [replace(first, text=kept), *groups[0][1:]] if kept else groups[0][1:]
    return [joiner.text(group) for group in groups if group]


def _read_cells(lines: Sequence[Line], at: int, title: str | None, joiner: Joiner) -> tuple[Table, int, bool]:
    names, end = head_cells(lines, at, lambda cell: _CELL.fullmatch(cell) is None)
    head = [joiner.words(cell.split("\n")) for cell in names]
    rows: list[TableRow] = []
    while (
        end < len(lines)
        and (cells := lines[end].cells) is not None
        and not (lines[end].gap and not lines[end].starts_page)
    ):
        words = [joiner.words(cell.split("\n")) for cell in cells]
        if words != head and any(words):
            values = tuple([*(_amount(word) for word in words[1:]), *[None] * (len(head) - len(words))])
            rows.append(TableRow(words[0], _kind(words[0]), values, place(lines[end])))
        end += 1
    return Table(title, _unit(" ".join(head)), tuple(head[1:]), tuple(rows), place(lines[at])), end, True
