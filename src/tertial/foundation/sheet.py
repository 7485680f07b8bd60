"""A sheet of rows as a municipality sends it: CSV in any of its dialects, or Excel and LibreOffice.

Whatever comes in becomes the same thing: named columns and numbered rows, with remarks on what looks wrong.
A file that cannot be read as a table raises `Unreadable` with a sentence that says what to do; nothing else.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tertial.foundation.check import Severity
from tertial.foundation.words import N_

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta


class Unreadable(Exception):
    """The file is no table we can read: `text` with `params` says why and what to do, file and row say where."""

    def __init__(self, text: str, file: str = "", row: int | None = None, **params: object) -> None:
        self.text, self.file, self.row, self.params = text, file, row, params
        super().__init__(self.message)

    @property
    def message(self) -> str:
        return self.text % self.params if self.params else self.text

    def __str__(self) -> str:
        return "".join(
            [self.file and f"{self.file}: ", f"rad {self.row}: " if self.row else "", self.message]
        )


@dataclass(frozen=True, slots=True)
class SheetRemark:
    """Something in a file that somebody should look at: which file, row and column."""

    file: str
    row: int | None
    column: str | None
    text: str
    severity: Severity = Severity.ERROR
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """In Swedish; a page translates `text` and fills in `params` itself."""
        return self.text % self.params if self.params else self.text

    def __str__(self) -> str:
        row = f", rad {self.row}" if self.row else ""
        column = f", kolumn {self.column}" if self.column else ""
        return f"{self.file}{row}{column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be before we say so instead of filling the memory."""

    file_bytes: int = 60_000_000
    unpacked_bytes: int = 600_000_000
    rows: int = 300_000
    columns: int = 500
    cells: int = 8_000_000
    line_characters: int = 1_000_000
    remarks: int = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column name; `number` is the row as a spreadsheet or text editor counts it."""

    number: int
    cells: dict[str, Cell]

    def text(self, column: str) -> str:
        """The cell as it is shown, trimmed; empty when missing."""
        return shown(self.cells.get(column, ""))


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    columns: tuple[str, ...]
    rows: list[Row]
    remarks: list[SheetRemark] = field(default_factory=list)
    header_row: int = 1


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet whose rows are read one at a time, once; `size` is about how many there are."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[Row]
    remarks: list[SheetRemark]
    header_row: int
    size: int


def read_sheet(
    source: Path | bytes, *, name: str = "", tab: str | None = None, limits: Limits | None = None
) -> Sheet:
    """Read a CSV, .xlsx, .xls or .ods file by its content, whatever its name ends with."""
    found = open_sheet(source, name=name, tab=tab, limits=limits)
    return Sheet(found.name, found.columns, list(found.rows), found.remarks, found.header_row)


def open_sheet(
    source: Path | bytes, *, name: str = "", tab: str | None = None, limits: Limits | None = None
) -> OpenSheet:
    """The same, for files of any length in little memory. What is wrong further down is told when one gets there."""
    from tertial.foundation.delimited import delimited_rows
    from tertial.foundation.workbook import is_workbook, workbook_rows

    limits = limits or Limits()
    name = name or (source.name if isinstance(source, Path) else "filen")
    content = _content(source, name, limits)
    remarks: list[SheetRemark] = []
    if is_workbook(content, name):
        rows, size = workbook_rows(content, name, tab, limits, remarks)
    else:
        rows, size = (
            delimited_rows(content, name, limits, remarks),
            content.count(b"\n") or content.count(b"\r"),
        )
    return _sheet(name, rows, size, limits, remarks)


def _content(source: Path | bytes, name: str, limits: Limits) -> bytes:
    megabytes = limits.file_bytes // 1_000_000
    too_large = Unreadable(
        N_("filen är större än %(limit)s MB. Dela den i flera filer."), name, limit=megabytes
    )
    if isinstance(source, bytes):
        if len(source) > limits.file_bytes:
            raise too_large
        return source
    try:
        with source.open("rb") as file:
            content = file.read(limits.file_bytes + 1)
    except FileNotFoundError:
        raise Unreadable(N_("filen finns inte."), name) from None
    except OSError as error:
        raise Unreadable(N_("filen går inte att öppna (%(why)s)."), name, why=error.strerror) from None
    if len(content) > limits.file_bytes:
        raise too_large
    return content


def _sheet(
    name: str,
    numbered: Iterable[tuple[int, list[Cell]]],
    size: int,
    limits: Limits,
    remarks: list[SheetRemark],
) -> OpenSheet:
    """The first row that is not empty names the columns; the others become rows by those names."""
    rows = ((number, cells) for number, cells in numbered if not _is_blank(cells))
    header = next(rows, None)
    if header is None:
        raise Unreadable(N_("filen är tom."), name)
    header_row, titles = header
    columns = _columns(name, header_row, titles, limits, remarks)
    if not any(columns):
        text = N_("rubrikraden är tom. Skriv kolumnernas namn i första raden.")
        raise Unreadable(text, name, header_row)
    named = tuple(column for column in columns if column)
    return OpenSheet(name, named, _rows(name, columns, rows, limits, remarks), remarks, header_row, size)


def _rows(
    name: str,
    columns: list[str],
    rows: Iterator[tuple[int, list[Cell]]],
    limits: Limits,
    remarks: list[SheetRemark],
) -> Iterator[Row]:
    for found, (number, cells) in enumerate(rows):
        if found >= limits.rows:
            text = N_("fler än %(limit)s rader. Dela filen i flera.")
            raise Unreadable(text, name, number, limit=limits.rows)
        if len(cells) > len(columns) and not _is_blank(cells[len(columns) :]):
            _add(remarks, limits, SheetRemark(name, number, None, _TOO_MANY_CELLS))
        yield Row(number, {column: cell for column, cell in zip(columns, cells, strict=False) if column})


_TOO_MANY_CELLS = N_(
    "raden har fler celler än rubrikraden. "
    "Står skiljetecknet inne i en text ska texten ha citattecken om sig."
)


def _columns(
    name: str, row: int, titles: list[Cell], limits: Limits, remarks: list[SheetRemark]
) -> list[str]:
    columns: list[str] = []
    if len(titles) > limits.columns:
        raise Unreadable(N_("fler än %(limit)s kolumner."), name, row, limit=limits.columns)
    while titles and titles[-1] == "":
        titles.pop()
    for place, title in enumerate(titles):
        column = " ".join(shown(title).split())
        if not column:
            text = N_("kolumnen saknar rubrik och läses inte.")
            _add(remarks, limits, SheetRemark(name, row, letters(place), text, Severity.WARNING))
        elif column in columns:
            text = N_("rubriken finns två gånger; bara den första kolumnen läses.")
            _add(remarks, limits, SheetRemark(name, row, column, text))
            column = ""
        columns.append(column)
    return columns


def _is_blank(cells: list[Cell]) -> bool:
    return all(isinstance(cell, str) and not cell.strip() for cell in cells)


def _add(remarks: list[SheetRemark], limits: Limits, remark: SheetRemark) -> None:
    if len(remarks) < limits.remarks:
        remarks.append(remark)


def letters(place: int) -> str:
    """The name a spreadsheet gives column number `place`, counted from 0: A, B … Z, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def shown(cell: Cell) -> str:
    """The cell as text, as a reader of the sheet would copy it."""
    match cell:
        case str():
            return cell.strip()
        case bool():
            return "SANT" if cell else "FALSKT"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case float() | int():
            return str(cell).replace(".", ",")
        case dt.datetime():
            return cell.isoformat(sep=" ", timespec="minutes")
        case dt.date():
            return cell.isoformat()
        case _:
            return str(cell)


_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0x7F, *range(0x80, 0xA0), 0xFEFF])


def clean(text: str) -> str:
    """One form of every letter (å is one character), without invisible control characters."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL))


_PLAIN_NUMBER = re.compile(r"[+-]?\d[\d    .,]* ?%?")
_STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def neutralise(cell: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula gets an apostrophe first; plain numbers stay."""
    if not isinstance(cell, str) or not cell.startswith(_STARTS_A_FORMULA) or _PLAIN_NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}"


def restore(text: str) -> str:
    """Take away the apostrophe that `neutralise` set, so that an exported sheet reads back unchanged."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_STARTS_A_FORMULA) else text


def rows_of(lists: Iterable[list[Cell]]) -> Iterator[tuple[int, list[Cell]]]:
    """Rows numbered from 1, their texts cleaned."""
    for number, cells in enumerate(lists, 1):
        yield number, [restore(clean(cell)) if isinstance(cell, str) else cell for cell in cells]
