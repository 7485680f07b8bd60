"""Word: paragraphs and tables of the body, numbered lists with their numbers, nothing that runs or fetches.

The file is a zip from somebody else: its size is weighed before it is unpacked, and its XML is read without
entities, network or document types.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from .line import Line, announces_contents, clean
from .spending import Spending
from .unreadable import UnreadableError
from .word_lists import Lists, W, lists_of, value
from .word_tables import cells_of, read_rows, rows_of, sets_out
from .word_text import boxes, has_changes, mark_is_deleted, notes_of, text_of

MOST_BYTES = 80_000_000  # of the XML that is read, unpacked
_MOST_RATIO = 250
_MOST_NODES = (
    1_200_000  # elements and attributes of all parts; a document of a thousand pages has half a million
)
_MOST_PARTS = 20_000
_DEEPEST = 20
_MOST_NESTED = 8  # tables in tables
_AROUND = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"))
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # the same words under ISO's own name
_BOMB = "Word-filen packar upp till orimligt mycket data och läses inte. Spara om den i Word och försök igen."

_TOO_DEEP = "Word-filen har tabeller i varandra i orimligt många led och läses inte. Ta bort de yttre och försök igen."


@dataclass(frozen=True, slots=True)
class WordFile:
    """The lines of the body, and what there is to say of the file."""

    lines: list[Line]
    macros: bool = False  # which are never run
    changed: bool = False  # somebody's changes wait to be accepted
    notes: tuple[str, ...] = ()  # at the foot of pages or at the end
    cut: bool = False  # the end was left out, since reading took too long


@dataclass(frozen=True, slots=True)
class WordParts:
    """The file taken apart, as XML; each part was weighed before it was unpacked."""

    body: Any
    lists: Lists
    notes: tuple[str, ...] = ()
    macros: bool = False
    properties: Any = None  # what a program put beside the text

    def read(self) -> WordFile:
        spending = Spending()
        lines = list(spending.while_left(_Body(self.lists, spending).lines(self.body)))
        return WordFile(lines, self.macros, has_changes(self.body), self.notes, spending.cut)


def read_word(data: bytes) -> WordFile:
    """The document in the file's bytes."""
    return open_word(data).read()


def open_word(data: bytes) -> WordParts:
    """The parts that are read; `UnreadableError` where the file cannot be opened."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError("Word-filen är skadad och går inte att öppna.") from error
    if len(names) > _MOST_PARTS:
        raise UnreadableError(_BOMB)

    weight = _Weight()

    def part(name: str) -> Any | None:
        return _parse(_unpack(archive, name, weight), weight) if name in names else None

    body = part(_main_part(names))
    if _tables_too_deep(body):
        raise UnreadableError(_TOO_DEEP)
    lists = lists_of(part("word/styles.xml"), part("word/numbering.xml"))
    notes = [
        note
        for name in ("word/footnotes.xml", "word/endnotes.xml")
        if (root := part(name)) is not None
        for note in notes_of(root)
    ]
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return WordParts(body, lists, tuple(notes), macros, part("docProps/custom.xml"))


@dataclass(slots=True)
class _Weight:
    """How much all parts together have unpacked to: each may be within its limit, and all of them too much."""

    size: int = 0
    nodes: int = 0

    def add(self, size: int = 0, nodes: int = 0) -> None:
        self.size += size
        self.nodes += nodes
        if self.size > MOST_BYTES or self.nodes > _MOST_NODES:
            raise UnreadableError(_BOMB)


def _tables_too_deep(body: Any) -> bool:
    """Tables in tables in tables: every level is gone through once more for each level around it."""
    tag = f"{W}tbl"
    return any(sum(1 for _ in table.iterancestors(tag)) > _MOST_NESTED for table in body.iter(tag))


def _main_part(names: list[str]) -> str:
    found = next((name for name in names if re.fullmatch(r"word/document\d*\.xml", name)), None)
    if found is None:
        raise UnreadableError("Filen är en zip-fil men inget Word-dokument. Välj en .docx, .pdf eller .txt.")
    return found


def _unpack(archive: zipfile.ZipFile, name: str, weight: _Weight) -> bytes:
    """One part, never more of it than its limit, whatever its header says."""
    info = archive.getinfo(name)
    if info.flag_bits & 0x1:
        raise UnreadableError("Word-filen är låst med lösenord. Spara en olåst kopia och läs in den.")
    if info.file_size > MOST_BYTES or info.file_size > _MOST_RATIO * max(info.compress_size, 4096):
        raise UnreadableError(_BOMB)
    try:
        with archive.open(info) as part:
            data = part.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UnreadableError("Word-filen är skadad och går inte att packa upp.") from error
    except Exception as error:  # zlib.error has no base of its own
        raise UnreadableError("Word-filen är skadad och går inte att packa upp.") from error
    weight.add(size=len(data))
    return data


def _parse(data: bytes, weight: _Weight) -> Any:
    """XML without document types, entities or network."""
    from lxml import etree

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnreadableError("Word-filen innehåller egna XML-entiteter och läses inte av säkerhetsskäl.")
    weight.add(nodes=data.count(b"<") - data.count(b"</") + data.count(b'="') + data.count(b"='"))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(data.replace(_STRICT, W[1:-1].encode()), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("Word-filens innehåll är skadat och går inte att tolka.") from error
    if root is None:
        raise UnreadableError("Word-filens innehåll är skadat och går inte att tolka.")
    return root


class _Body:
    """Walks the body; counts the page breaks that Word itself noted."""

    def __init__(self, lists: Lists, spending: Spending) -> None:
        self.lists = lists
        self.spending = spending
        self.page = 1
        self.paged = False
        self.turned = False
        self.listing = False  # in a contents list made by hand
        self.held = ""  # a paragraph whose end is struck out

    def lines(self, root: Any) -> Iterator[Line]:
        body = root.find(f"{W}body")
        if body is None:
            raise UnreadableError("Word-filen saknar innehåll.")
        self.paged = body.find(f".//{W}lastRenderedPageBreak") is not None
        yield from self._blocks(body, 0)
        if self.held.strip():
            yield self._line(self.held.strip())

    def _turn(self) -> None:
        self.page += 1
        self.turned = True

    def _blocks(self, parent: Any, depth: int) -> Iterator[Line]:
        for element in self.spending.while_left(parent):
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl" and depth < _DEEPEST:
                yield from self._table(element, depth)
            elif element.tag in _AROUND and depth < _DEEPEST:
                yield from self._blocks(element, depth + 1)

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:
        style = value(paragraph, f"{W}pPr/{W}pStyle")
        text = self.held + text_of(paragraph, self._turn)
        if mark_is_deleted(paragraph):
            self.held = text
        elif text := text.strip():
            self.held = ""
            self.listing = self._lists(text, paragraph)
            if self.lists.lists_contents(style) or (self.listing and not announces_contents(text)):
                text = _listed(text)
            prefix = self.lists.prefix(paragraph, style)
            yield self._line(f"{prefix}{text}", heading=self._heading(paragraph, style))
        for box in boxes(paragraph):
            yield from self._blocks(box, 1)

    def _lists(self, text: str, paragraph: Any) -> bool:
        """Whether a contents list made by hand begins or goes on: every entry has a tab before its page."""
        return announces_contents(text) or (
            self.listing and text[-1].isdigit() and paragraph.find(f".//{W}tab") is not None
        )

    def _heading(self, paragraph: Any, style: str) -> int | None:
        own = value(paragraph, f"{W}pPr/{W}outlineLvl")
        return int(own) + 1 if own in set("012345678") else self.lists.heading(style)

    def _line(
        self, text: str, heading: int | None = None, cells: tuple[str, ...] | None = None, gap: bool = True
    ) -> Line:
        starts, self.turned = self.turned, False
        return Line(text, self.page if self.paged else None, None, gap, 0, False, starts, cells, heading)

    def _table(self, table: Any, depth: int) -> Iterator[Line]:
        if sets_out(table):
            for row in self.spending.while_left(rows_of(table)):
                for cell in cells_of(row):
                    yield from self._blocks(cell, depth + 1)
            return
        first = True
        for row in read_rows(table, self._in_cell, self.spending):
            if text := clean(" ".join(" ".join(row.cells).split())):
                line = self._line(text, None, row.cells, first)
                yield replace(line, marked=True) if row.marked else line
                first = False

    def _in_cell(self, paragraph: Any) -> str:
        """A paragraph of a cell, with its bullet if it has one."""
        text = text_of(paragraph, self._turn).strip()
        bullet = text and self.lists.prefix(paragraph, value(paragraph, f"{W}pPr/{W}pStyle")) == "• "
        return f"• {text}" if bullet else text


def _listed(text: str) -> str:
    """A line of the contents list as it is printed: leaders stand for the tab before the page."""
    title, _, page = text.rpartition(" ")
    return f"{title}.......... {page}" if title and page.isdigit() else f"{text}.......... 0"
