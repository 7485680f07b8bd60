"""A column of figures copied from a sheet, laid in the rows of a table: by their names, or in order.

Nothing is guessed: a line that cannot be read or placed says why, and its row stays as it was.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tertial.foundation.number import Measured, NumberRefused, format_number, parse_number, read_number
from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_

LONGEST = 20_000  # characters
_SUMS = ("summa", "totalt", "total", "sammanlagt", "netto")
_ENDS_IN_FIGURE = re.compile(r"\s(?!(?:19|20)\d\d$)\d[\d\s]*(?:[.,]\d+)?$")
_VARAV = re.compile(r"^(?:-|–|varav|därav)\s+", re.I)


@dataclass(frozen=True, slots=True)
class Slot:
    """A row that can take a figure, by any of its names. `is_part`: it stands within another row."""

    key: str
    names: tuple[str, ...]
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """One pasted line: the row it belongs to and its figure, or why it has none."""

    text: str
    slot: str = ""
    figure: str = ""
    why: Sentence | None = None


def read_column(
    text: str, slots: Sequence[Slot], unit: str = "", start: str = "", head: str = "prognos"
) -> list[Laid]:
    """`start`: the row that the first line goes into when the lines have no names of their own.

    `head`: what the column is called, when several were copied.
    """
    whole = text if len(text) <= LONGEST else text[:LONGEST].rpartition("\n")[0]  # never half a figure
    lines = [line.strip("\r") for line in whole.split("\n")]
    while lines and not lines[-1].strip():
        lines.pop()
    cells = [[cell.strip() for cell in line.split("\t")] for line in lines]
    column = _column(cells[0], head) if cells else None
    parted = [_parted(each, column) for each in (cells if column is None else cells[1:])]
    if any(each.label for each in parted):
        found = list(_by_name(parted, slots, unit))
    else:
        found = list(_in_order([each.figure for each in parted], slots, unit, start))
    if whole != text:
        found.append(Laid("", why=say(N_("Resten är för mycket för att klistras in på en gång."))))
    return found


def is_whole(laid: Sequence[Laid]) -> bool:
    """Every line is understood, so that it can be filled in without asking."""
    return bool(laid) and not any(each.why for each in laid)


class _Parted(NamedTuple):
    """The row's name and its figure."""

    label: str
    figure: str


def _column(cells: Sequence[str], head: str) -> int | None:
    """Which of several copied columns to read, by the heads; none where only one holds figures."""
    named = [
        place
        for place, cell in enumerate(cells)
        if head in cell.casefold() and "avvikelse" not in cell.casefold() and not _is_figure(cell)
    ]
    return named[-1] if named and len(cells) > 2 else None


def _parted(cells: Sequence[str], column: int | None) -> _Parted:
    """A number before the name is an account or a code. Several figures are left together, for nobody knows which."""
    place = next((n for n, cell in enumerate(cells) if not _is_figure(cell)), -1) if len(cells) > 1 else -1
    label = cells[place] if place >= 0 and place != column else ""
    if column is not None:
        return _Parted(label, cells[column] if column < len(cells) else "")
    return _Parted(label, "\t".join(cell for cell in cells[place + 1 if label else 0 :] if cell))


def _is_head(cell: str) -> bool:
    """Words, as Prognos 2026; not "ca 300", nor what a sheet shows for a failed formula."""
    return cell[:1].isalpha() and not _is_figure(cell) and not _ENDS_IN_FIGURE.search(cell)


def _is_figure(cell: str) -> bool:
    try:
        read_number(cell)
    except NumberRefused:
        return not cell
    return True


def _by_name(parted: Sequence[_Parted], slots: Sequence[Slot], unit: str) -> Iterator[Laid]:
    known = {_plain(name): slot for slot in slots for name in slot.names}
    taken: set[str] = set()
    for place, (label, figure) in enumerate(parted):
        text = f"{label} {figure}".strip()
        slot = known.get(_plain(label))
        if not text or _plain(label) in _SUMS or (place == 0 and slot is None and _is_head(figure)):
            continue  # an empty line, a sum or the head of the column
        if slot is None:
            yield Laid(text, why=say(N_("Raden finns inte i tabellen.")))
        elif slot.key in taken:
            yield Laid(text, why=say(N_("Raden står två gånger. Den första gäller.")))
        elif figure:
            taken.add(slot.key)
            yield _laid(text, slot, figure, unit)


def _in_order(figures: Sequence[str], slots: Sequence[Slot], unit: str, start: str) -> Iterator[Laid]:
    first = next((place for place, slot in enumerate(slots) if slot.key == start), 0)
    rows, whole = slots[first:], [slot for slot in slots if not slot.is_part]
    if len(figures) > 1 and _is_head(figures[0]) and len(figures) != len(rows):
        figures = figures[1:]  # the head of the column
    if first == 0 and all(figures) and len(figures) == len(whole) < len(rows):
        rows = whole
    for place, figure in enumerate(figures):
        if place >= len(rows):
            yield Laid(figure, why=say(N_("Det finns fler tal än rader i tabellen.")))
        elif figure:
            yield _laid(figure, rows[place], figure, unit)


def _laid(text: str, slot: Slot, figure: str, unit: str) -> Laid:
    if "\t" in figure:
        why = say(N_("Raden har flera tal. Ta med rubrikerna, eller kopiera en kolumn."))
        return Laid(text.replace("\t", " "), slot.key, why=why)
    try:
        value, said = parse_number(figure), read_number(figure).unit
    except NumberRefused as error:
        return Laid(text, slot.key, why=Sentence(error.text, error.params))
    if said is not None and unit in set(Measured) and said != unit:
        why = say(N_("Talet står i %(said)s, tabellen i %(unit)s."), said=said.value, unit=unit)
        return Laid(text, slot.key, why=why)
    return Laid(text, slot.key, format_number(value))


def _plain(label: str) -> str:
    return " ".join(_VARAV.sub("", label.strip()).casefold().split()).rstrip(":")
