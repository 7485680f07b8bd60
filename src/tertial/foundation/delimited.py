"""CSV as Swedish systems write it: UTF-8 or Windows-1252, semicolon, comma or tab, with Excel's habits."""

import codecs
import csv
import re
from collections.abc import Iterator
from typing import Any

from tertial.foundation.check import Severity
from tertial.foundation.sheet import Cell, Limits, SheetRemark, Unreadable, clean, restore
from tertial.foundation.words import N_

DELIMITERS = (";", "\t", ",", "|")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# å ä ö Å Ä Ö in the code page of DOS, which old finance systems still write
_DOS_LETTERS = re.compile(rb"[A-Za-z][\x84\x86\x94]|[\x8e\x8f\x99][a-z]")
_MOJIBAKE = re.compile(r"Ã[¥¤¶…„–]")


def delimited_rows(
    content: bytes, name: str, limits: Limits, remarks: list[SheetRemark]
) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of a CSV file with the line each begins on."""
    text = decoded(content, name, remarks)
    _refuse_long_lines(text, name, limits)
    text, first_line, delimiter = _without_sep_line(text)
    delimiter = delimiter or sniffed(text)
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    return _records(reader, name, first_line)


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def _lines(text: str) -> Iterator[str]:
    """One line at a time: io.StringIO would hold four bytes for every letter of the file."""
    return (line[0] for line in _LINE.finditer(text))


def _records(reader: Any, name: str, first_line: int) -> Iterator[tuple[int, list[Cell]]]:
    while True:
        begins = first_line + reader.line_num
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(_explained(error), name, begins) from None
        yield begins, [restore(clean(cell)) for cell in record]


def _explained(error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return N_("ett citattecken som börjar här avslutas aldrig. Sätt ett citattecken i slutet av texten.")
    if "field limit" in str(error):
        return N_("en cell har fler än 131 072 tecken. Oftast saknas ett avslutande citattecken.")
    return N_("ett citattecken följs av mer text. Skriv citattecken inne i en text två gånger.")


def decoded(content: bytes, name: str, remarks: list[SheetRemark]) -> str:
    """The text, told apart by what its bytes can be; never a guess that loses letters in silence."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strict(content, encoding, name)
    if b"\0" in content:
        row = content[: content.index(b"\0")].count(b"\n") + 1
        text = N_("filen innehåller nolltecken och är ingen textfil. Spara den som CSV (UTF-8).")
        raise Unreadable(text, name, row)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _eight_bit(content, error.start, name, remarks)
    for number, line in enumerate(_lines(text), 1) if _MOJIBAKE.search(text) or "\ufffd" in text else ():
        if _MOJIBAKE.search(line) or "\ufffd" in line:
            spoilt = N_("å, ä eller ö har förvanskats innan filen sparades. Exportera den på nytt som UTF-8.")
            remarks.append(SheetRemark(name, number, None, spoilt, Severity.WARNING))
            break
    return text


def _eight_bit(content: bytes, start: int, name: str, remarks: list[SheetRemark]) -> str:
    row = content[:start].count(b"\n") + 1
    encoding, title = ("cp437", "DOS (437)") if _is_dos(content) else ("cp1252", "Windows-1252")
    text = _strict(content, encoding, name)
    told = N_("filen är inte UTF-8; den lästes som %(encoding)s. Kontrollera att å, ä och ö blev rätt.")
    remarks.append(SheetRemark(name, row, None, told, Severity.INFO, {"encoding": title}))
    return text


def _is_dos(content: bytes) -> bool:
    windows = sum(content.count(letter) for letter in "åäöÅÄÖé".encode("cp1252"))
    return len(_DOS_LETTERS.findall(content)) > windows


def _strict(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        text = N_("tecken som varken är UTF-8 eller Windows-1252 (byte %(byte)s). Spara filen som CSV UTF-8.")
        raise Unreadable(text, name, row, byte=f"{content[error.start]:02X}") from None


def _refuse_long_lines(text: str, name: str, limits: Limits) -> None:
    start = 0
    row = 1
    while (end := text.find("\n", start)) >= 0 or start < len(text):
        end = end if end >= 0 else len(text)
        if end - start > limits.line_characters:
            told = N_("raden har fler än %(limit)s tecken. Är det verkligen en CSV-fil?")
            raise Unreadable(told, name, row, limit=limits.line_characters)
        start, row = end + 1, row + 1


def _without_sep_line(text: str) -> tuple[str, int, str]:
    """Excel's own first line `sep=;` says the delimiter and is no row."""
    found = re.match(r"sep=([;,\t|])\r?\n", text)
    return (text[found.end() :], 2, found[1]) if found else (text, 1, "")


def sniffed(text: str) -> str:
    """The delimiter that gives the head and the first rows most columns that agree."""
    return max(DELIMITERS, key=lambda delimiter: _agreement(text, delimiter))


def _agreement(text: str, delimiter: str) -> tuple[bool, float, int]:
    reader = csv.reader(_lines(text), delimiter=delimiter)
    widths: list[int] = []
    try:
        for record in reader:
            if any(record):
                widths.append(len(record))
            if len(widths) == 30:
                break
    except csv.Error:
        pass
    if not widths or widths[0] < 2:
        return False, 0.0, 0
    return True, sum(width == widths[0] for width in widths) / len(widths), widths[0]
