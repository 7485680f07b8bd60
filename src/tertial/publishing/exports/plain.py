"""Plain text: one line a paragraph, tables row by row with a tab between the cells, as a spreadsheet takes them."""

from collections.abc import Iterator

from tertial.publishing.exports.packed import WORDS
from tertial.publishing.rules.document import (
    BY_SEX,
    Block,
    Document,
    Figure,
    Item,
    Listing,
    Note,
    Paragraph,
    Photo,
    Table,
    TableKind,
    plain,
)


def as_text(document: Document) -> str:
    """The whole text."""
    return "\n".join(_lines(document)) + "\n"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _lines(document: Document) -> Iterator[str]:
    cover, words = document.cover, WORDS["sv"]
    if cover.case_number:
        yield f"Dnr: {_flat(cover.case_number)}"
    if cover.date:
        yield cover.date
    yield ""
    yield _flat(cover.title)
    yield _flat(cover.unit)
    yield ""
    if cover.officer:
        yield f"{words['officer']} {words['to']}"
        yield _flat(f"{cover.officer} {cover.unit}")
        yield ""
    yield from _front(document)
    for section in document.sections:
        yield ""
        if section.label:
            yield _flat(section.label)
        yield _flat(section.heading)
        yield ""
        for block in section.blocks:
            yield from _block(block)
    if document.signatures:
        yield from ("", words["signatures"], "")
        for each in document.signatures:
            yield from (_flat(each.line), "")


def _front(document: Document) -> Iterator[str]:
    words = WORDS["sv"]
    if document.points:
        yield words["proposal"]
        for point in document.points:
            yield f"{point.number}. {_flat(point.text)}"
            yield ""
    if document.contents:
        yield words["contents"]
        for section in document.sections:
            if section.level < 3:
                yield f"{_flat(section.heading)}.......... 0"
        yield ""
    if document.appendices:
        yield words["appendices"]
        for each in document.appendices:
            yield f"{words['appendix']} {_flat(each.number)}: {_flat(each.title)}"
            yield ""


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _flat(plain(block.words))
            yield ""
        case Listing():
            yield from _items(block.items)
            yield ""
        case Table():
            yield from _table(block)
        case Note():
            yield _flat(plain(block.words))
            yield ""
        case Figure() | Photo():
            yield _flat(f"{block.title}. {block.summary}")
            yield ""


def _items(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield f"• {_flat(plain(item.words))}"
        yield from _items(item.below)


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield "\t".join(_flat(column.title) for column in table.columns)
    yield ""
    for row in table.rows:
        lead = f"{BY_SEX} " if row.marked and table.kind is TableKind.INDICATORS else ""
        yield lead + "\t".join(_flat(plain(cell)) for cell in row.cells)
        yield ""
        if row.comment:
            yield WORDS["sv"]["comment"]
            yield _flat(row.comment)
            yield ""
