"""A document as plain data for the PDF's template: strings, numbers, lists."""

import re
from collections.abc import Sequence
from typing import Any

from tertial.publishing.exports.pictures import drawing
from tertial.publishing.rules.document import (
    Block,
    Document,
    Figure,
    Item,
    Listing,
    Note,
    Paragraph,
    Photo,
    Row,
    Table,
    TableKind,
    Words,
    plain,
)

WIDE = 7  # columns that need the page on its side
MOST = 12  # columns on one page
DEEPEST = 6  # levels of a list
LONG = 1400  # letters of a row that may be torn apart over pages, because it may fill one
WORDS = {
    "sv": {
        "page": "Sid",
        "comment": "Kommentar",
        "officer": "Handläggare",
        "to": "Till",
        "proposal": "Förslag till beslut",
        "appendices": "Bilagor",
        "appendix": "Bilaga",
        "contents": "Innehållsförteckning",
        "part": "del",
        "signatures": "Underskrifter",
    }
}


def packed(document: Document) -> dict[str, Any]:
    """The whole document."""
    cover = document.cover
    said = WORDS.get(document.language, WORDS["sv"])
    return {
        "title": cover.title or "Dokument",
        "unit": cover.unit,
        "city": cover.city,
        "date": cover.date,
        "case_number": cover.case_number,
        "officer": cover.officer,
        "edition": cover.edition,
        "language": document.language,
        "keywords": [document.address] if document.address else [],
        "explained": " · ".join(document.explained),
        "words": said,
        "points": [{"number": point.number, "text": point.text} for point in document.points],
        "appendices": [{"number": each.number, "title": each.title} for each in document.appendices],
        "contents": document.contents and any(section.level < 3 for section in document.sections),
        "sections": [
            {
                "heading": section.heading or " ",
                "level": section.level,
                "label": section.label,
                "link": section.link,
                "blocks": [each for block in section.blocks for each in _block(block)],
            }
            for section in document.sections
        ],
        "signatures": [each.line for each in document.signatures],
    }


def _words(words: Words) -> list[dict[str, str]]:
    return [{"text": each.text, "mark": each.mark.value, "link": each.link} for each in words]


def _block(block: Block) -> list[dict[str, Any]]:
    match block:
        case Paragraph():
            return [{"block": "paragraph", "style": block.style.value, "words": _words(block.words)}]
        case Listing():
            return [{"block": "list", "ordered": block.ordered, "items": _items(block.items, 1)}]
        case Table():
            return [_table(part) for part in parts(block)]
        case Note():
            return [{"block": "note", "words": _words(block.words)}]
        case Figure() | Photo():
            svg, share = drawing(block)
            return [
                {
                    "block": "figure",
                    "data": svg,
                    "width": share,
                    "title": block.title,
                    "summary": block.summary,
                }
            ]


def _items(items: Sequence[Item], depth: int) -> list[dict[str, Any]]:
    """What stands deeper than a page has room for follows what it stands under."""
    out: list[dict[str, Any]] = []
    for item in items:
        below = _items(item.below, depth + 1)
        deepest = depth >= DEEPEST
        out.append({"words": _words(item.words), "below": [] if deepest else below})
        out += below if deepest else []
    return out


def parts(table: Table) -> list[Table]:
    """A table of more columns than a page holds, cut; every part begins with the first column."""
    count = len(table.columns)
    if count <= MOST:
        return [table]
    out = []
    for start in range(1, count, MOST - 1):
        here = slice(start, start + MOST - 1)
        rows = tuple(
            Row((row.cells[0], *row.cells[here]), row.kind, row.marked, row.comment if start == 1 else "")
            for row in table.rows
        )
        out.append(Table(table.kind, table.title, (table.columns[0], *table.columns[here]), rows))
    return out


def _table(table: Table) -> dict[str, Any]:
    return {
        "block": "table",
        "kind": table.kind.value,
        "title": table.title,
        "wide": len(table.columns) > WIDE,
        "columns": [
            {"title": each.title, "share": each.share, "number": each.number} for each in table.columns
        ],
        "rows": [_row(row, table) for row in table.rows],
    }


def _row(row: Row, table: Table) -> dict[str, Any]:
    cells = [_words(cell) for cell in row.cells[: len(table.columns)]]
    cells += [[] for _ in range(len(table.columns) - len(cells))]
    letters = max((len(plain(cell)) for cell in row.cells), default=0)
    lines = max((len(re.findall("\n", plain(cell))) for cell in row.cells), default=0)
    return {
        "cells": cells,
        "kind": row.kind.value,
        "marked": row.marked and table.kind is TableKind.INDICATORS,
        "comment": row.comment,
        "long": max(letters, len(row.comment)) > LONG or lines > 30,
    }
