"""Where in its document a row stands: the lines around it, those that are meant marked; a table row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tertial.foundation.number import format_number
from tertial.planning.models import Document, Passage, Proposal
from tertial.planning.rules import draft as d
from tertial.planning.rules.draft_rows import Kind, from_json

MUCH_BEFORE = 280  # characters
BEFORE, AFTER, MOST = 3, 2, 30  # lines of the document shown before and after what the row was read from
MOST_OF_TABLE = 200  # lines


@dataclass(frozen=True, slots=True)
class SourceText:
    """A stretch of the document; the lines that the row was read from are marked."""

    document: Document
    page: int | None
    lines: Sequence[tuple[Passage, bool]]


def source_of(row: Proposal, table_row: int | None = None) -> SourceText | None:
    """Two queries: where the next row begins, and the lines. Of a table all of it, or one of its rows."""
    passage = row.passage
    if passage is None:
        return None
    if row.kind == Kind.TABLE:
        return _table_source(row, passage, table_row)
    later = Proposal.objects.filter(reading=row.reading_id, passage__line__gt=passage.line)
    ends = later.order_by("passage__line").values_list("passage__line", flat=True).first()
    last = min((ends or passage.line + MOST) - 1, passage.line + MOST)
    found = Passage.objects.filter(
        document=passage.document_id, line__gte=passage.line - BEFORE, line__lte=last + AFTER
    ).order_by("line")
    left, lines = _letters(str(row)), []
    for each in _near(list(found), passage.line):
        is_meant = passage.line <= each.line <= last and bool(left)
        lines.append((each, is_meant))
        left = _after(left, each.text) if is_meant else left
    return SourceText(row.reading.document, passage.page, lines[: _shown(lines)])


def _table_source(row: Proposal, passage: Passage, at: int | None) -> SourceText:
    """From the title to the last row; a table over many pages is shown near the row that is asked for."""
    places = [each["place"]["line"] or passage.line for each in row.content["rows"]]
    meant = {places[at]} if at is not None else set(range(passage.line, max([passage.line, *places]) + 1))
    found = Passage.objects.filter(
        document=passage.document_id, line__gte=min(meant) - BEFORE, line__lte=max(meant) + AFTER
    ).order_by("line")[:MOST_OF_TABLE]
    lines = [(each, each.line in meant) for each in found]
    page = next((each.page for each, is_meant in lines if is_meant), passage.page)
    return SourceText(row.reading.document, page, lines)


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of a table as it was read; `at` is its number, each value has the name of its column."""

    at: int
    label: str
    is_sum: bool
    values: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table as it was read; where its columns could not be told apart they have no names."""

    columns: Sequence[str]
    lines: Sequence[TableLine]


def table_of(row: Proposal) -> TableShown | None:
    """Nothing for other kinds of rows."""
    if row.kind != Kind.TABLE:
        return None
    table = from_json(d.Table, row.content)
    width = max((len(each.values) for each in table.rows), default=0)
    columns = [*table.columns, *[""] * width][: max(width, len(table.columns))]
    lines = [
        TableLine(
            at,
            each.label,
            each.kind is d.RowKind.SUM,
            [
                (name, "–" if value is None else format_number(value))
                for name, value in zip_longest(columns, each.values)
            ],
        )
        for at, each in enumerate(table.rows)
    ]
    return TableShown(columns, lines)


def _near(lines: Sequence[Passage], line: int) -> list[Passage]:
    """Of what stands before, only the last few words' worth: a paragraph of Word is one long line."""
    before = [each for each in lines if each.line < line]
    while sum(len(each.text) for each in before) > MUCH_BEFORE:
        before.pop(0)
    return [*before, *(each for each in lines if each.line >= line)]


def _letters(text: str) -> str:
    """The words without what differs between a printed line and a row: signs, blanks, capitals."""
    return "".join(filter(str.isalnum, text.casefold()))


def _after(left: str, line: str) -> str:
    """What is left of the row's words after this line, which holds as many of the next ones as it can."""
    said = _letters(line)
    most = next((size for size in range(min(len(left), len(said)), 0, -1) if left[:size] in said), 0)
    return left[most or len(said) :]


def _shown(lines: Sequence[tuple[Passage, bool]]) -> int:
    """Up to a few lines after the last that is meant."""
    return 1 + max((at for at, (_, is_meant) in enumerate(lines) if is_meant), default=0) + AFTER * 2
