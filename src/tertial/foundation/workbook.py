"""Excel and LibreOffice files: values as they were last saved, never a formula run, never a bomb unpacked."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from tertial.foundation.apart import read_apart
from tertial.foundation.archive import SAVE_AS, refuse_bombs
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


def is_workbook(content: bytes, name: str) -> bool:
    """True for a spreadsheet file, False for what may be text; other known kinds are refused by name."""
    start = content.lstrip()[:16]
    for mark, kind in _OTHER_KINDS:
        if start.startswith(mark):
            raise Unreadable(f"filen är {kind}, ingen tabell. {SAVE_AS}", name)
    return content.startswith((_ZIP, _OLD_OFFICE)) or content.startswith(b"PK\x05\x06")


def workbook_rows(
    content: bytes, name: str, tab: str | None, limits: Limits, remarks: list[SheetRemark]
) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of one tab: the one asked for, or the first visible one that holds something."""
    if content.startswith(_OLD_OFFICE):
        return rows_of(read_apart(content, name, tab, remarks))
    refuse_bombs(content, name, limits)
    return rows_of(opened(content, name, tab, limits, remarks))


def opened(
    content: bytes, name: str, tab: str | None, limits: Limits, remarks: list[SheetRemark]
) -> list[list[Cell]]:
    """The rows, once it is known that there is room for them."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return _filled_tab(book, name, tab, limits, remarks)
    except PasswordError:
        raise Unreadable("filen är skyddad med lösenord. Spara en kopia utan lösenord.", name) from None
    except (CalamineError, OSError, ValueError, KeyError, IndexError) as error:
        raise Unreadable(f"filen är skadad eller inget kalkylblad. {SAVE_AS}", name) from error
    except BaseException as error:  # the reader is compiled code: a panic in it is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable(f"filen är skadad. {SAVE_AS}", name) from None


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
