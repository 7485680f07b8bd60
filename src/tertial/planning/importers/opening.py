"""From a file to a plan draft. How the file is opened is intake's; where a PDF has tables, a plan's own heads tell."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tertial.intake.importers.opening import Opened, bytes_of, open_document
from tertial.intake.importers.sources.line import Line
from tertial.planning.rules.draft import PlanDraft, Source

if TYPE_CHECKING:
    from tertial.intake.importers.sources.pdf import Page


def read_file(path: Path) -> PlanDraft:
    """The plan in a file; `UnreadableError` where there is nothing to read."""
    return read_bytes(bytes_of(path), path.name)


def read_bytes(data: bytes, name: str) -> PlanDraft:
    """The plan in a file's bytes."""
    return _draft(open_document(data, _with_tables), data, name)


def read_with_lines(data: bytes, name: str) -> tuple[PlanDraft, list[Line]]:
    """The plan, and every line that it was read from; each row's place names its line, in files of all kinds."""
    opened = open_document(data, _with_tables)
    lines = [
        line if line.number is not None else replace(line, number=at)
        for at, line in enumerate(opened.lines, start=1)
    ]
    return _draft(replace(opened, lines=lines), data, name), _paged(lines)


def _paged(lines: list[Line]) -> list[Line]:
    """The lines with the pages that the reader found from what is printed at head and foot."""
    from tertial.planning.importers.board_plan.furniture import without_furniture

    pages = {line.number: line.page for line in without_furniture(lines)}
    return [line.on(pages.get(line.number, line.page)) for line in lines]


def _draft(opened: Opened, data: bytes, name: str) -> PlanDraft:
    from tertial.planning.importers.board_plan.reader import read_plan

    source = Source(name, hashlib.sha256(data).hexdigest(), opened.pages)
    draft = read_plan(opened.lines, source)
    return replace(draft, remarks=(*opened.remarks, *draft.remarks)) if opened.remarks else draft


def _with_tables(read: "list[Page]") -> list[Line]:
    """The lines of a plan's pages, without page furniture, the rows of its tables put together."""
    from tertial.intake.importers.sources.pdf_tables import TableFinder
    from tertial.planning.importers.board_plan.furniture import furniture_of
    from tertial.planning.importers.board_plan.heads import (
        after_table,
        begins_table,
        column_names,
        marks_row,
        only_heads,
    )

    printed = [line for page in read for line in page.lines]
    gone = furniture_of([line.line() for line in printed])
    kept = {id(line) for i, line in enumerate(printed) if i not in gone}
    finder = TableFinder(begins_table, after_table, only_heads, column_names, marks_row)
    out: list[Line] = []
    for page in read:
        lines = [line for line in page.lines if id(line) in kept]
        if lines:
            lines[0].first = True
        out += finder.page(page, lines)
    return out
