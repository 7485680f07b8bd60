"""Markdown: the document as text that other programs format. What somebody has written is escaped."""

import re
from collections.abc import Iterator

from tertial.publishing.exports.packed import WORDS
from tertial.publishing.rules.document import (
    BY_SEX,
    Block,
    Document,
    Figure,
    Item,
    Listing,
    Mark,
    Note,
    Paragraph,
    Photo,
    Section,
    Style,
    Table,
    Words,
)

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_FIRST = re.compile(r"^(\d+)([.)])(?=\s)|^([-+=:])(?=\s|$|-|=)")


def as_markdown(document: Document) -> str:
    """The whole text."""
    return "\n\n".join(filter(None, _parts(document))) + "\n"


def plain_line(text: str) -> str:
    """Words on one line, none of them read as Markdown."""
    flat = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return _FIRST.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", flat)


def _parts(document: Document) -> Iterator[str]:
    cover, words = document.cover, WORDS["sv"]
    yield f"# {plain_line(cover.title)}"
    number = f"Dnr: {cover.case_number}" if cover.case_number else ""
    officer = f"{words['officer']}: {cover.officer}" if cover.officer else ""
    for text in filter(None, (cover.unit, cover.city, number, cover.date, officer, cover.edition)):
        yield plain_line(text)
    if document.points:
        yield f"## {words['proposal']}"
        yield "\n".join(f"{point.number}. {plain_line(point.text)}" for point in document.points)
    if document.appendices:
        yield f"## {words['appendices']}"
        yield "\n".join(
            f"- {words['appendix']} {plain_line(each.number)}: {plain_line(each.title)}"
            for each in document.appendices
        )
    for section in document.sections:
        yield from _section(section)
    if document.signatures:
        yield f"## {words['signatures']}"
        yield "\n".join(f"- {plain_line(each.line)}" for each in document.signatures)


def _section(section: Section) -> Iterator[str]:
    if section.label:
        yield f"*{plain_line(section.label)}*"
    number = f"{section.number}. " if section.number else ""
    title = _SIGNS.sub(r"\\\1", " ".join(section.title.split()))
    yield f"{'#' * min(section.level + 1, 6)} {number}{title}"
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            around = {Style.TERM: "**", Style.GROUP: "*", Style.SUBTITLE: "**"}.get(block.style, "")
            text = _words(block.words)
            yield f"{around}{text}{around}" if text else ""
        case Listing():
            yield "\n".join(_items(block.items, block.ordered, 0))
        case Table():
            yield _table(block)
        case Note():
            yield f"> {_words(block.words)}"
        case Figure() | Photo():
            yield f"*{plain_line(block.title)}*: {plain_line(block.summary)}"


def _items(items: tuple[Item, ...], ordered: bool, depth: int) -> Iterator[str]:
    for number, item in enumerate(items, 1):
        sign = f"{number}." if ordered else "-"
        yield f"{'   ' * depth}{sign} {_words(item.words)}"
        yield from _items(item.below, ordered, depth + 1)


def _words(words: Words) -> str:
    out = []
    for each in words:
        text = plain_line(each.text)
        around = {Mark.STRONG: "**", Mark.EMPHASIS: "*"}.get(each.mark, "")
        text = f"{around}{text}{around}" if around and text else text
        if each.link:
            text = f"[{text}](<{each.link.replace('<', '%3C').replace('>', '%3E')}>)"
        head = " " if each.text[:1].isspace() else ""
        tail = " " if each.text[-1:].isspace() and each.text.strip() else ""
        out.append(f"{head}{text}{tail}")
    return "".join(out).strip()


def _table(table: Table) -> str:
    lines = [
        _line([plain_line(column.title) for column in table.columns]),
        _line(["---:" if column.number else "---" for column in table.columns]),
    ]
    for row in table.rows:
        cells = [_words(cell) for cell in row.cells]
        if row.marked and cells:
            cells[0] = f"{BY_SEX} {cells[0]}"
        if row.comment and cells:
            cells[0] = f"{cells[0]} (kommentar: {plain_line(row.comment)})"
        lines.append(_line(cells))
    return "\n".join(lines)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
