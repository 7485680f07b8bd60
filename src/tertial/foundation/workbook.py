"""Excel and LibreOffice files: values as they were last saved, never a formula run, never a bomb unpacked."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from tertial.foundation.apart import read_apart
from tertial.foundation.archive import DAMAGED, LOCKED, OTHER_KIND, refuse_bombs
from tertial.foundation.check import Severity
from tertial.foundation.sheet import Cell, Limits, SheetRemark, Unreadable, rows_of
from tertial.foundation.words import N_

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"<!DOCTYPE", "HTML"),
    (b"<html", "HTML"),
    (b"<?xml", "XML"),
)


def is_workbook(content: bytes, name: str) -> bool:
    """True for a spreadsheet file, False for what may be text; other known kinds are refused by name."""
    start = content.lstrip()[:16]
    for mark, kind in _OTHER_KINDS:
        if start.startswith(mark):
            raise Unreadable(OTHER_KIND, name, kind=kind)
    return content.startswith((_ZIP, _OLD_OFFICE)) or content.startswith(b"PK\x05\x06")


def workbook_rows(
    content: bytes, name: str, tab: str | None, limits: Limits, remarks: list[SheetRemark]
) -> tuple[Iterator[tuple[int, list[Cell]]], int]:
    """The rows of one tab, and how many: the one asked for, or the first visible one that holds something."""
    if content.startswith(_OLD_OFFICE):
        found = read_apart(content, name, tab, remarks)
        return rows_of(found), len(found)
    refuse_bombs(content, name, limits)
    rows, size = opened(content, name, tab, limits, remarks)
    return rows_of(rows), size


def opened(
    content: bytes, name: str, tab: str | None, limits: Limits, remarks: list[SheetRemark]
) -> tuple[Iterator[list[Cell]], int]:
    """The rows, once it is known that there is room for them."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = _filled_tab(book, name, tab, limits, remarks)
    except PasswordError:
        raise Unreadable(LOCKED, name) from None
    except (CalamineError, OSError, ValueError, KeyError, IndexError) as error:
        raise Unreadable(DAMAGED, name) from error
    except BaseException as error:  # the reader is compiled code: a panic in it is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable(DAMAGED, name) from None
    return _cells_of(sheet), sheet.total_height


def _cells_of(sheet: CalamineSheet) -> Iterator[list[Cell]]:
    """Row by row, so that only the reader's own compact cells are held. It begins at the first column in use."""
    before: list[Cell] = [""] * (sheet.start or (0, 0))[1]
    for row in sheet.iter_rows():
        yield [*before, *(_cell(value) for value in row)]


def _filled_tab(
    book: CalamineWorkbook, name: str, tab: str | None, limits: Limits, remarks: list[SheetRemark]
) -> CalamineSheet:
    visible = [
        each.name
        for each in book.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
    ]
    if tab is not None and tab not in visible:
        text = N_("fliken ”%(tab)s” finns inte. Flikar: %(tabs)s.")
        raise Unreadable(text, name, tab=tab, tabs=", ".join(visible) or "–")
    sheets = {each: _sized(book, each, name, limits) for each in ([tab] if tab else visible)}
    filled = [each for each, sheet in sheets.items() if sheet.height]
    if not filled:
        raise Unreadable(N_("filen är tom."), name)
    first, *others = filled
    if others:
        text = N_("bara fliken ”%(tab)s” lästes; filen har också %(others)s.")
        params = {"tab": first, "others": ", ".join(others)}
        remarks.append(SheetRemark(name, None, None, text, Severity.INFO, params))
    return sheets[first]


def _sized(book: CalamineWorkbook, tab: str, name: str, limits: Limits) -> CalamineSheet:
    sheet = book.get_sheet_by_name(tab)
    if sheet.total_height * sheet.total_width > limits.cells or sheet.total_height > limits.rows + 1:
        text = N_("fliken ”%(tab)s” har %(rows)s rader. Dela den i flera filer.")
        raise Unreadable(text, name, tab=tab, rows=sheet.total_height)
    return sheet


def _cell(value: Any) -> Cell:
    """A moment at midnight is a date: that is how Excel keeps dates."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    cell: Cell = value
    return cell
