"""A spreadsheet file before it is opened: what kind it is, how large it gets, how far out its cells lie."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from tertial.foundation.sheet import Limits, Unreadable
from tertial.foundation.words import N_

DAMAGED = N_(
    "filen är skadad eller inget kalkylblad. Spara tabellen som .xlsx, .ods eller CSV och försök igen."
)
LOCKED = N_("filen är skyddad med lösenord. Spara en kopia utan lösenord.")
OTHER_KIND = N_(
    "filen är av slaget %(kind)s och ingen tabell. Spara tabellen som .xlsx, .ods eller CSV och försök igen."
)

_KINDS = (("xl/", None), ("word/", "Word"), ("ppt/", "PowerPoint"))
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def refuse_bombs(content: bytes, name: str, limits: Limits) -> None:
    """Unpack every part once, counting, so that neither sizes nor cell places can fill the memory later."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            entries = parts.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable(DAMAGED, name) from error
    _refuse_other_kinds(entries, name)
    left = limits.unpacked_bytes
    for entry in entries:
        if entry.flag_bits & 1:
            raise Unreadable(LOCKED, name)
        area = _area(entry.filename, name, limits)
        for piece in _unpacked(content, entry, name):
            left -= len(piece)
            if left < 0:
                size = limits.unpacked_bytes // 1_000_000
                raise Unreadable(
                    N_("filen blir större än %(limit)s MB när den packas upp."), name, limit=size
                )
            area.look(piece)


def _refuse_other_kinds(entries: list[zipfile.ZipInfo], name: str) -> None:
    names = [entry.filename for entry in entries]
    if "xl/workbook.bin" in names:
        raise Unreadable(OTHER_KIND, name, kind=".xlsb")
    for folder, kind in _KINDS:
        if any(each.startswith(folder) for each in names):
            if kind:
                raise Unreadable(OTHER_KIND, name, kind=kind)
            return
    if "content.xml" not in names:
        raise Unreadable(OTHER_KIND, name, kind="zip")


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
        raise Unreadable(DAMAGED, name)
    stream = zlib.decompressobj(-15)
    waiting = bytes(packed)
    try:
        while waiting and not stream.eof:
            yield stream.decompress(waiting, 1 << 20)
            waiting = stream.unconsumed_tail
    except zlib.error as error:
        raise Unreadable(DAMAGED, name) from error


class _Area:
    """How large a table gets when every cell between the first and the last is counted."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self.right = self.down = 1

    def look(self, piece: bytes) -> None:
        """Other parts than tables have no cells."""

    def reach(self, right: int, down: int) -> None:
        self.right, self.down = max(self.right, right), max(self.down, down)
        if self.right * self.down > self.limits.cells or self.down > self.limits.rows + 1:
            text = N_(
                "tabellen sträcker sig till rad %(rows)s och %(columns)s kolumner. "
                "Ta bort det som ligger utanför tabellen, eller dela den i flera filer."
            )
            raise Unreadable(text, self.name, rows=self.down, columns=self.right)


class _ParsedArea(_Area):
    """A part that is XML with cells in it."""

    def __init__(self, name: str, limits: Limits) -> None:
        super().__init__(name, limits)
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start

    def look(self, piece: bytes) -> None:
        try:
            self.parser.Parse(piece, False)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise Unreadable(DAMAGED, self.name) from error

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError


class _ExcelArea(_ParsedArea):
    """One cell at XFD1048576 would make the table 17 thousand million cells. Only filled cells count."""

    place = ""

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        element = tag.rpartition(":")[2]
        if element == "c":
            self.place = attributes.get("r", "")
        elif element in ("v", "is") and (found := _PLACE.fullmatch(self.place)):
            self.reach(_number(found[1]), int(found[2]))


class _OpenDocumentArea(_ParsedArea):
    """One cell may say that it is repeated a million times."""

    def __init__(self, name: str, limits: Limits) -> None:
        super().__init__(name, limits)
        self.parser.EndElementHandler = self._end
        self.times = 1
        self.here = self.filled = self.row = 0

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "table":
                self.row, self.right, self.down = 0, 1, 1
            case "table-row":
                self.times, self.here, self.filled = _times(attributes, "rows"), 0, 0
            case "table-cell" | "covered-table-cell":
                self.here += _times(attributes, "columns")
                if any(each.endswith(("value-type", "formula")) for each in attributes):
                    self.filled = self.here
            case "p":
                self.filled = self.here

    def _end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "table-row":
            self.row += self.times
            if self.filled:
                self.reach(self.filled, self.row)


def _area(part: str, name: str, limits: Limits) -> _Area:
    if part.startswith("xl/") and part.endswith(".xml"):
        return _ExcelArea(name, limits)
    return _OpenDocumentArea(name, limits) if part == "content.xml" else _Area(name, limits)


def _times(attributes: dict[str, str], what: str) -> int:
    """How many rows or columns the element stands for."""
    for name, value in attributes.items():
        if name.endswith(f"number-{what}-repeated") and value.isascii() and value.isdigit():
            return int(value[:9])
    return 1


def _number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
