"""Excel and LibreOffice files: values as they were last saved, never a formula run, never a bomb unpacked."""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from tertial.foundation.check import Severity
from tertial.foundation.sheet import Cell, Limits, SheetRemark, Unreadable, rows_of

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = (
    (b"%PDF", "en PDF"),
    (b"\x89PNG", "en bild"),
    (b"\xff\xd8\xff", "en bild"),
    (b"{\\rtf", "ett RTF-dokument"),
    (b"\x1f\x8b", "en packad fil (gzip)"),
    (b"7z\xbc\xaf", "en packad fil (7z)"),
    (b"<!DOCTYPE", "en webbsida"),
    (b"<html", "en webbsida"),
    (b"<?xml", "en XML-fil"),
)
_SAVE_AS = "Spara tabellen som .xlsx, .ods eller CSV och försök igen."


def is_workbook(content: bytes, name: str) -> bool:
    """True for a spreadsheet file, False for what may be text; other known kinds are refused by name."""
    start = content.lstrip()[:16]
    for mark, kind in _OTHER_KINDS:
        if start.startswith(mark):
            raise Unreadable(f"filen är {kind}, ingen tabell. {_SAVE_AS}", name)
    return content.startswith((_ZIP, _OLD_OFFICE)) or content.startswith(b"PK\x05\x06")


def workbook_rows(
    content: bytes, name: str, tab: str | None, limits: Limits, remarks: list[SheetRemark]
) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of one tab: the one asked for, or the first visible one that holds something."""
    if not content.startswith(_OLD_OFFICE):
        _refuse_bombs(content, name, limits)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return rows_of(_filled_tab(book, name, tab, limits, remarks))
    except PasswordError:
        raise Unreadable("filen är skyddad med lösenord. Spara en kopia utan lösenord.", name) from None
    except (CalamineError, OSError, ValueError, KeyError, IndexError) as error:
        raise Unreadable(f"filen är skadad eller inget kalkylblad. {_SAVE_AS}", name) from error
    except BaseException as error:  # the reader is compiled code: a panic in it is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable(f"filen är skadad. {_SAVE_AS}", name) from None


def _filled_tab(
    book: CalamineWorkbook, name: str, tab: str | None, limits: Limits, remarks: list[SheetRemark]
) -> list[list[Cell]]:
    visible = [
        each.name
        for each in book.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
    ]
    if tab is not None and tab not in visible:
        raise Unreadable(f"fliken ”{tab}” finns inte. Flikar: {', '.join(visible) or 'inga'}.", name)
    filled = {
        each: table for each in ([tab] if tab else visible) if (table := _table(book, each, name, limits))
    }
    if not filled:
        raise Unreadable("filen är tom.", name)
    first, *others = filled
    if others:
        message = f"bara fliken ”{first}” lästes; filen har också {', '.join(others)}."
        remarks.append(SheetRemark(name, None, None, message, Severity.INFO))
    return filled[first]


def _table(book: CalamineWorkbook, tab: str, name: str, limits: Limits) -> list[list[Cell]]:
    sheet = book.get_sheet_by_name(tab)
    if sheet.total_height * sheet.total_width > limits.cells or sheet.total_height > limits.rows + 1:
        raise Unreadable(f"fliken ”{tab}” har {sheet.total_height} rader. Dela den i flera filer.", name)
    return [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _cell(value: Any) -> Cell:
    """A moment at midnight is a date: that is how Excel keeps dates."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    cell: Cell = value
    return cell


# --- what is inside the zip, before it is opened ---

_KINDS = (("xl/", None), ("word/", "ett Word-dokument"), ("ppt/", "en presentation"))
_CELL_PLACE = re.compile(rb'<(?:\w+:)?(?:c|row)\b[^>]{0,200}?\br="([A-Z]{0,3})(\d{1,7})"')
_REPEATED = re.compile(rb'number-(columns|rows)-repeated="(\d{1,9})"')


def _refuse_bombs(content: bytes, name: str, limits: Limits) -> None:
    """Unpack every part once, counting, so that neither sizes nor cell places can fill the memory later."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            entries = parts.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable(f"filen är skadad eller inget kalkylblad. {_SAVE_AS}", name) from error
    _refuse_other_kinds(entries, name)
    left = limits.unpacked_bytes
    for entry in entries:
        if entry.flag_bits & 1:
            raise Unreadable("filen är skyddad med lösenord. Spara en kopia utan lösenord.", name)
        area = _Area(entry.filename.startswith("xl/worksheets/"), name, limits)
        for piece in _unpacked(content, entry, name):
            left -= len(piece)
            if left < 0:
                size = limits.unpacked_bytes // 1_000_000
                raise Unreadable(f"filen blir större än {size} MB när den packas upp.", name)
            area.look(piece)


def _refuse_other_kinds(entries: list[zipfile.ZipInfo], name: str) -> None:
    names = [entry.filename for entry in entries]
    for folder, kind in _KINDS:
        if any(each.startswith(folder) for each in names):
            if kind:
                raise Unreadable(f"filen är {kind}, ingen tabell. {_SAVE_AS}", name)
            return
    if "content.xml" not in names:
        raise Unreadable(f"filen är ett packat arkiv, ingen tabell. {_SAVE_AS}", name)


def _unpacked(content: bytes, entry: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """The real bytes of a part; what the archive *says* about their number is not believed."""
    head = content[entry.header_offset : entry.header_offset + 30]
    start = (
        entry.header_offset
        + 30
        + int.from_bytes(head[26:28], "little")
        + int.from_bytes(head[28:30], "little")
    )
    packed = memoryview(content)[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise Unreadable(f"filen är packad på ett sätt som kalkylprogram inte använder. {_SAVE_AS}", name)
    stream = zlib.decompressobj(-15)
    waiting = bytes(packed)
    try:
        while waiting and not stream.eof:
            yield stream.decompress(waiting, 1 << 20)
            waiting = stream.unconsumed_tail
    except zlib.error as error:
        raise Unreadable(f"filen är skadad. {_SAVE_AS}", name) from error


class _Area:
    """How far out the cells of a tab lie: one cell at XFD1048576 would make the table 17 thousand million."""

    def __init__(self, worksheet: bool, name: str, limits: Limits) -> None:
        self.worksheet, self.name, self.limits = worksheet, name, limits
        self.right = self.down = 1
        self.tail = b""

    def look(self, piece: bytes) -> None:
        text = self.tail + piece
        self.tail = text[-250:]
        if self.worksheet:
            for letters, row in set(_CELL_PLACE.findall(text)):
                self.right = max(self.right, _number(letters))
                self.down = max(self.down, int(row))
            if self.right * self.down > self.limits.cells or self.down > 10 * self.limits.rows:
                raise Unreadable(
                    f"tabellen sträcker sig till rad {self.down} och {self.right} kolumner. Ta bort det som "
                    "ligger utanför tabellen.",
                    self.name,
                )


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
