"""HTML: one file that can be read, listened to, printed and kept; nothing in it is fetched from elsewhere."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from tertial.publishing.exports.packed import WORDS
from tertial.publishing.exports.pictures import in_html
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
    Row,
    RowKind,
    Section,
    Style,
    Table,
    TableKind,
    Text,
    Words,
)

STYLE = (Path(__file__).parent / "document.css").read_text(encoding="utf-8")


def as_html(document: Document) -> str:
    """The whole page."""
    return "".join(_page(document))


def _page(document: Document) -> Iterator[str]:
    cover = document.cover
    title = escape(", ".join(filter(None, (cover.title, cover.unit))))
    yield f'<!doctype html><html lang="{escape(document.language)}"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{title}</title><style>{STYLE}</style></head><body><header>"
    yield from _meta(document)
    yield f"<h1>{escape(cover.title)}</h1>"
    yield f'<p class="meta">{escape(cover.unit)}</p></header><main>'
    yield from _front(document)
    if document.contents:
        yield from _contents(document)
    for index, section in enumerate(document.sections):
        yield from _section(section, index)
    if document.signatures:
        yield f"<h2>{WORDS['sv']['signatures']}</h2>"
    for each in document.signatures:
        yield f'<p class="signed">{escape(each.line)}</p>'
    yield "</main>"
    if document.explained:
        yield f'<footer class="small">{escape(" · ".join(document.explained))}</footer>'
    yield "</body></html>"


def _meta(document: Document) -> Iterator[str]:
    cover = document.cover
    officer = f"{WORDS['sv']['officer']}: {cover.officer}" if cover.officer else ""
    number = f"Dnr: {cover.case_number}" if cover.case_number else ""
    for text in filter(None, (cover.city, number, cover.date, officer, cover.edition)):
        yield f'<p class="meta">{escape(text)}</p>'


def _front(document: Document) -> Iterator[str]:
    words = WORDS["sv"]
    if document.points:
        yield f"<h2>{words['proposal']}</h2><ol class='points'>"
        for point in document.points:
            yield f'<li value="{point.number}">{escape(point.text)}</li>'
        yield "</ol>"
    if document.appendices:
        yield f"<h2>{words['appendices']}</h2><ul>"
        for each in document.appendices:
            yield f"<li>{words['appendix']} {escape(each.number)}: {escape(each.title)}</li>"
        yield "</ul>"


def _contents(document: Document) -> Iterator[str]:
    yield f'<nav aria-labelledby="contents"><h2 id="contents">{WORDS["sv"]["contents"]}</h2><ol>'
    for index, section in enumerate(document.sections):
        if section.level < 3:
            second = ' class="second"' if section.level == 2 else ""
            yield f'<li{second}><a href="#s{index}">{escape(section.heading)}</a></li>'
    yield "</ol></nav>"


def _section(section: Section, index: int) -> Iterator[str]:
    if section.label:
        yield f'<p class="label">{escape(section.label)}</p>'
    level = min(section.level + 1, 6)
    words = _words((Text(section.heading, link=section.link),))
    yield f'<h{level} id="s{index}">{words}</h{level}>'
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            name = "" if block.style is Style.BODY else f' class="{block.style.value}"'
            yield f"<p{name}>{_words(block.words)}</p>"
        case Listing():
            yield from _items(block.items, "ol" if block.ordered else "ul", 0)
        case Table():
            yield from _table(block)
        case Note():
            yield f"<aside><p>{_words(block.words)}</p></aside>"
        case Figure() | Photo():
            yield f"<figure>{in_html(block)}<figcaption>{escape(block.title)}</figcaption></figure>"


def _items(items: tuple[Item, ...], tag: str, depth: int) -> Iterator[str]:
    if not items:
        return
    yield f"<{tag}>"
    for item in items:
        yield f"<li>{_words(item.words)}"
        yield from _items(item.below, tag, depth + 1)
        yield "</li>"
    yield f"</{tag}>"


def _table(table: Table) -> Iterator[str]:
    yield f'<div class="wide" tabindex="0"><table><caption>{escape(table.title)}</caption><thead><tr>'
    for column in table.columns:
        # a column of row heads may go without a name of its own; an empty head would be read aloud as one
        head = f'<th scope="col"{_side(column.number)}>{escape(column.title)}</th>'
        yield head if column.title else "<td></td>"
    yield "</tr></thead><tbody>"
    for row in table.rows:
        yield from _row(row, table)
    yield "</tbody></table></div>"


def _side(number: bool) -> str:
    return ' class="number"' if number else ""


def _row(row: Row, table: Table) -> Iterator[str]:
    kind = {RowKind.SUM: ' class="sum"', RowKind.OF_WHICH: ' class="of-which"'}.get(row.kind, "")
    label = "Kommentar: " if table.kind is TableKind.INDICATORS else ""
    yield f"<tr{kind}>"
    for at, (cell, column) in enumerate(zip(row.cells, table.columns, strict=False)):
        mark = (
            f'<abbr title="redovisas för kvinnor och män">{BY_SEX}</abbr> ' if at == 0 and row.marked else ""
        )
        comment = (
            f'<br><span class="small">{label}{escape(row.comment)}</span>' if at == 0 and row.comment else ""
        )
        tag, scope = ("th", ' scope="row"') if at == 0 else ("td", "")
        yield f"<{tag}{scope}{_side(column.number)}>{mark}{_words(cell)}{comment}</{tag}>"
    yield "</tr>"


_TAGS = {Mark.STRONG: "strong", Mark.EMPHASIS: "em"}


def _words(words: Words) -> str:
    out = []
    for each in words:
        text = escape(each.text).replace("\n", "<br>")
        tag = _TAGS.get(each.mark)
        text = f"<{tag}>{text}</{tag}>" if tag else text
        out.append(f'<a href="{escape(each.link)}">{text}</a>' if each.link else text)
    return "".join(out)
