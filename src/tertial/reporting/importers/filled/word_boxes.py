"""What stands in a Word form of ours, in reading order: boxes with what is written in them, and what stands beside."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tertial.intake.importers.sources.line import clean
from tertial.intake.importers.sources.word import WordParts
from tertial.intake.importers.sources.word_lists import W, value
from tertial.reporting.rules.paper import MOST_LEVELS, Box, Para, box_of

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_AWAY = {f"{W}{name}" for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "del", "moveFrom")}
_AWAY |= {f"{_MC}Fallback"}
_BREAKS = {f"{W}br", f"{W}cr"}
_DEEPEST = 60
_PROSE = (Box.ANSWER, Box.UPDATE, Box.REASON)  # boxes in a frame, with room for many paragraphs


@dataclass(frozen=True, slots=True)
class Filling:
    """A box: what it is for, its name as shown, what is written in it, and whether it is ticked."""

    box: Box
    key: str
    shown: str
    paras: tuple[Para, ...]
    is_ticked: bool = False
    inviting: bool = False  # what stands in it is its own invitation to write
    line: int = 0


@dataclass(frozen=True, slots=True)
class Beside:
    """A paragraph outside the boxes."""

    para: Para
    line: int = 0


def things(parts: WordParts, boxes: Mapping[str, str] | None = None) -> Iterator[Filling | Beside]:
    """Everything with words in it, numbered as it stands.

    `boxes`: the tags of our boxes by what they are called, for a file that another program has saved without them.
    """
    body = parts.body.find(f"{W}body")
    for number, each in enumerate(_Walk(parts, boxes or {}).blocks(body, 0) if body is not None else (), 1):
        yield replace(each, line=number)


class _Walk:
    def __init__(self, parts: WordParts, boxes: Mapping[str, str]) -> None:
        self.lists = parts.lists
        self.boxes = boxes
        self.numbered = False  # the paragraph just read stands in a numbered list

    def blocks(self, parent: Any, depth: int) -> Iterator[Filling | Beside]:
        for element in parent:
            if element.tag in _AWAY or depth > _DEEPEST:
                continue
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif (named := self._named(element)) is not None:
                yield self._filling(element, *named)
            elif element.tag == f"{W}tc" and (inside := self._in_frame(element)) is not None:
                yield inside
            elif len(element):
                yield from self.blocks(element, depth + 1)

    def _named(self, sdt: Any) -> tuple[Box, str] | None:
        """What one of our boxes is for: its tag says so, or what it is called."""
        if sdt.tag != f"{W}sdt":
            return None
        shown = self.boxes.get(value(sdt, f"{W}sdtPr/{W}alias"), "")
        return box_of(value(sdt, f"{W}sdtPr/{W}tag") or shown)

    def _is_box(self, element: Any) -> bool:
        return self._named(element) is not None

    def _in_frame(self, cell: Any) -> Filling | None:
        """A box for prose whose tag is lost: only its first paragraph is left in it, the rest stands in its frame."""
        for sdt in cell.iterfind(f"{W}p/{W}sdt") if self.boxes else ():
            named = self._named(sdt)
            if named and named[0] in _PROSE and not value(sdt, f"{W}sdtPr/{W}tag"):
                filling = self._filling(sdt, *named)
                return replace(filling, paras=tuple(self._written(cell)), inviting=False)
        return None

    def _paragraph(self, paragraph: Any) -> Iterator[Filling | Beside]:
        """Its own boxes first; then what stands beside them in it."""
        for sdt in paragraph.iter(f"{W}sdt"):
            if (named := self._named(sdt)) is not None:
                yield self._filling(sdt, *named)
        para = self._para(paragraph, without_boxes=True)
        if para.text:
            yield Beside(para)

    def _filling(self, sdt: Any, box: Box, key: str) -> Filling:
        properties = sdt.find(f"{W}sdtPr")
        content = sdt.find(f"{W}sdtContent")
        paras = tuple(self._written(content)) if content is not None else ()
        shown = value(properties, f"{W}alias")
        return Filling(
            box, key, shown, paras, _is_ticked(properties, paras), _is_inviting(properties, content)
        )

    def _written(self, content: Any) -> Iterator[Para]:
        if content.find(f".//{W}p") is None:
            yield Para(_text(content).strip())
            return
        numbered: list[str] = []
        for block, is_numbered in self._inside(content, 0):
            if is_numbered:
                numbered.append(block.text)
                continue
            if numbered:
                yield Para("\n".join(numbered))
                numbered = []
            if block.text:
                yield block
        if numbered:
            yield Para("\n".join(numbered))

    def _inside(self, parent: Any, depth: int) -> Iterator[tuple[Para, bool]]:
        """Paragraphs and rows of tables; and whether it is a point of a numbered list."""
        for element in parent:
            if element.tag in _AWAY or depth > _DEEPEST:
                continue
            if element.tag == f"{W}p":
                para = self._para(element, without_boxes=False)
                yield para, para.level is None and self.numbered
            elif element.tag == f"{W}tr":
                cells = [" ".join(_text(cell).split()) for cell in element.iter(f"{W}tc")]
                yield Para(f"| {' | '.join(cells)} |"), True
            elif len(element):
                yield from self._inside(element, depth + 1)

    def _para(self, paragraph: Any, *, without_boxes: bool) -> Para:
        text = _text(paragraph, self._is_box if without_boxes else None).strip()
        self.numbered = False
        if not text:
            return Para("")
        prefix = self.lists.prefix(paragraph, value(paragraph, f"{W}pPr/{W}pStyle"))
        if prefix != "• ":
            self.numbered = bool(prefix)
            return Para(prefix + text)
        level = value(paragraph, f"{W}pPr/{W}numPr/{W}ilvl") or "0"
        return Para(text, min(int(level), MOST_LEVELS) if level.isdigit() else 0)


def _text(parent: Any, away: Callable[[Any], bool] | None = None, depth: int = 0) -> str:
    """Words as they stand, without what was struck out and what else is to be away."""
    out: list[str] = []
    for element in parent:
        if element.tag in _AWAY or depth > _DEEPEST or (away is not None and away(element)):
            continue
        if element.tag == f"{W}t":
            out.append(element.text or "")
        elif element.tag in _BREAKS:
            out.append("\n" if element.get(f"{W}type") != "page" else "")
        elif element.tag == f"{W}tab":
            out.append(" ")
        elif element.tag == f"{W}noBreakHyphen":
            out.append("-")
        elif element.tag == f"{W}r" and element.find(f"{W}rPr/{W}vanish") is not None:
            continue
        elif len(element):
            if element.tag == f"{W}p" and out:
                out.append("\n")
            out.append(_text(element, away, depth + 1))
    return "".join(out)


def _is_ticked(properties: Any, paras: tuple[Para, ...]) -> bool:
    box = properties.find(f"{_W14}checkbox/{_W14}checked")
    if box is not None:
        return (box.get(f"{_W14}val") or "1") in ("1", "true", "on")
    return any(sign in para.text for para in paras for sign in "☒☑✓✔")


def _is_inviting(properties: Any, content: Any) -> bool:
    """Word says so; and every word in it still looks like an invitation."""
    showing = properties.find(f"{W}showingPlcHdr")
    if showing is None or (showing.get(f"{W}val") or "1") in ("0", "false") or content is None:
        return False
    said = [run for run in content.iter(f"{W}r") if run.find(f"{W}t") is not None]
    looks = (run.find(f"{W}rPr/{W}rStyle") for run in said)
    return all(look is not None and look.get(f"{W}val") == "PlaceholderText" for look in looks)


def plain(para: Para) -> str:
    """As one line, for comparing with what is printed."""
    return clean(" ".join(para.text.split()))
