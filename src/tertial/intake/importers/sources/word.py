"""Word: paragraphs and tables of the body, numbered lists with their numbers, nothing that runs or fetches.

The file is a zip from somebody else: its size is weighed before it is unpacked, and its XML is read without
entities, network or document types.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .line import Line, clean
from .unreadable import UnreadableError

MOST_BYTES = 80_000_000  # of the document's own XML, unpacked
_MOST_RATIO = 250
_MOST_PARTS = 20_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BOMB = "Word-filen packar upp till orimligt mycket data och läses inte. Spara om den i Word och försök igen."


@dataclass(slots=True)
class Styles:
    """What the document's styles and lists say of a paragraph."""

    headings: dict[str, int] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)  # a style's list
    formats: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)


def read_word(data: bytes) -> tuple[list[Line], bool]:
    """The lines of the body, and whether the file holds macros (which are never run)."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError("Word-filen är skadad och går inte att öppna.") from error
    if len(names) > _MOST_PARTS:
        raise UnreadableError(_BOMB)
    main = _main_part(names)
    body = _parse(_unpack(archive, main))
    styles = _styles(archive, names)
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return list(_Body(styles).lines(body)), macros


def _main_part(names: list[str]) -> str:
    found = next((name for name in names if re.fullmatch(r"word/document\d*\.xml", name)), None)
    if found is None:
        raise UnreadableError("Filen är en zip-fil men inget Word-dokument. Välj en .docx, .pdf eller .txt.")
    return found


def _unpack(archive: zipfile.ZipFile, name: str) -> bytes:
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
    if len(data) > MOST_BYTES:
        raise UnreadableError(_BOMB)
    return data


def _parse(data: bytes) -> Any:
    """XML without document types, entities or network."""
    from lxml import etree

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnreadableError("Word-filen innehåller egna XML-entiteter och läses inte av säkerhetsskäl.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("Word-filens innehåll är skadat och går inte att tolka.") from error
    if root is None:
        raise UnreadableError("Word-filens innehåll är skadat och går inte att tolka.")
    return root


def _styles(archive: zipfile.ZipFile, names: list[str]) -> Styles:
    out = Styles()
    if "word/styles.xml" in names:
        for style in _parse(_unpack(archive, "word/styles.xml")).iter(f"{_W}style"):
            _style(style, out)
    if "word/numbering.xml" in names:
        _numbering(_parse(_unpack(archive, "word/numbering.xml")), out)
    return out


def _style(style: Any, out: Styles) -> None:
    key = style.get(f"{_W}styleId") or ""
    named = style.find(f"{_W}name")
    name = (named.get(f"{_W}val") if named is not None else "") or ""
    if found := re.fullmatch(r"(?:heading|rubrik) ?(\d)", name, re.I):
        out.headings[key] = int(found[1])
    listed = style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    if listed is not None:
        out.lists[key] = listed.get(f"{_W}val") or ""
    elif re.match(r"list bullet|punktlista", name, re.I):
        out.lists[key] = "bullet"


def _numbering(root: Any, out: Styles) -> None:
    kinds: dict[str, dict[int, tuple[str, str]]] = {}
    for abstract in root.iter(f"{_W}abstractNum"):
        levels = {}
        for level in abstract.iter(f"{_W}lvl"):
            kind, text = level.find(f"{_W}numFmt"), level.find(f"{_W}lvlText")
            levels[_int(level.get(f"{_W}ilvl"))] = (
                (kind.get(f"{_W}val") or "") if kind is not None else "decimal",
                (text.get(f"{_W}val") or "") if text is not None else "%1.",
            )
        kinds[abstract.get(f"{_W}abstractNumId") or ""] = levels
    for number in root.iter(f"{_W}num"):
        refers = number.find(f"{_W}abstractNumId")
        if refers is not None:
            for level, said in kinds.get(refers.get(f"{_W}val") or "", {}).items():
                out.formats[(number.get(f"{_W}numId") or "", level)] = said


def _int(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


class _Body:
    """Walks the body; counts list numbers and the page breaks that Word itself noted."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.counts: dict[str, Counter[int]] = {}
        self.page = 1
        self.paged = False
        self.turned = False

    def lines(self, root: Any) -> Iterator[Line]:
        body = root.find(f"{_W}body")
        if body is None:
            raise UnreadableError("Word-filen saknar innehåll.")
        self.paged = body.find(f".//{_W}lastRenderedPageBreak") is not None
        yield from self._blocks(body, 0)

    def _blocks(self, parent: Any, depth: int) -> Iterator[Line]:
        for element in parent:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif depth < 20 and element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag"):
                yield from self._blocks(element, depth + 1)

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        key = (style.get(f"{_W}val") if style is not None else "") or ""
        text = clean(self._text(paragraph)).strip()
        if text:
            prefix = self._prefix(paragraph, key)
            heading = self.styles.headings.get(key)
            yield self._line(f"{prefix}{text}", heading=heading)
        for box in paragraph.iter(f"{_W}txbxContent"):
            if not _in_fallback(box):
                yield from self._blocks(box, 1)

    def _line(
        self, text: str, heading: int | None = None, cells: tuple[str, ...] | None = None, gap: bool = True
    ) -> Line:
        starts, self.turned = self.turned, False
        return Line(text, self.page if self.paged else None, None, gap, 0, False, starts, cells, heading)

    def _text(self, paragraph: Any) -> str:
        parts: list[str] = []
        boxed = set(paragraph.iterfind(f".//{_W}txbxContent//*"))
        for node in paragraph.iter():
            if node in boxed:
                continue
            if node.tag == f"{_W}t":
                parts.append(node.text or "")
            elif node.tag in (f"{_W}tab", f"{_W}cr") or (
                node.tag == f"{_W}br" and node.get(f"{_W}type") != "page"
            ):
                parts.append(" " if node.getparent() is None or node.getparent().tag != f"{_W}tabs" else "")
            elif node.tag == f"{_W}noBreakHyphen":
                parts.append("-")
            elif node.tag == f"{_W}softHyphen":
                continue
            elif node.tag == f"{_W}lastRenderedPageBreak":
                self.page += 1
                self.turned = True
        return "".join(parts)

    def _prefix(self, paragraph: Any, style: str) -> str:
        """The bullet or number that Word writes before the paragraph."""
        listed = paragraph.find(f"{_W}pPr/{_W}numPr")
        number, level = self.styles.lists.get(style, ""), 0
        if listed is not None:
            own, at = listed.find(f"{_W}numId"), listed.find(f"{_W}ilvl")
            number = (own.get(f"{_W}val") if own is not None else number) or ""
            level = _int(at.get(f"{_W}val")) if at is not None else 0
        if number == "bullet":
            return "• "
        kind, text = self.styles.formats.get((number, level), ("", ""))
        if not kind or kind == "none" or number == "0":
            return ""
        if kind == "bullet":
            return "• "
        counts = self.counts.setdefault(number, Counter())
        counts[level] += 1
        for deeper in [at for at in counts if at > level]:
            counts[deeper] = 0
        said = re.sub(r"%(\d)", lambda m: str(max(1, counts[int(m[1]) - 1])), text)
        return f"{said} "

    def _table(self, table: Any) -> Iterator[Line]:
        first = True
        for row in table.iter(f"{_W}tr"):
            if row.getparent() is not None and _table_of(row) is not table:
                continue
            cells = tuple(self._cells(row))
            text = clean(" ".join(" ".join(cells).split()))
            if text:
                yield self._line(text, None, cells, first)
                first = False

    def _cells(self, row: Any) -> Iterator[str]:
        for cell in row.iter(f"{_W}tc"):
            if _row_of(cell) is not row:
                continue
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merged is not None and merged.get(f"{_W}val") != "restart"
            texts = [self._in_cell(p) for p in cell.iter(f"{_W}p")]
            yield "" if goes_on else "\n".join(text for text in texts if text)
            for _ in range(min(_int(span.get(f"{_W}val")) if span is not None else 1, 60) - 1):
                yield ""

    def _in_cell(self, paragraph: Any) -> str:
        """A paragraph of a cell, with its bullet if it has one."""
        text = clean(self._text(paragraph)).strip()
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        listed = style is not None or paragraph.find(f"{_W}pPr/{_W}numPr") is not None
        key = (style.get(f"{_W}val") if style is not None else "") or ""
        bullet = text and listed and self._prefix(paragraph, key) == "• "
        return f"• {text}" if bullet else text


def _in_fallback(node: Any) -> bool:
    """Whether it is the copy that older versions of Word show instead of a text box."""
    return any(str(above.tag).endswith("}Fallback") for above in node.iterancestors())


def _table_of(node: Any) -> Any:
    while node is not None and node.tag != f"{_W}tbl":
        node = node.getparent()
    return node


def _row_of(node: Any) -> Any:
    node = node.getparent()
    while node is not None and node.tag != f"{_W}tr":
        node = node.getparent()
    return node
