"""The tables of money of a signed report: their rows as they stood, and their sums."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tertial.publishing.rules.document import (
    Block,
    Column,
    Paragraph,
    Row,
    RowKind,
    Style,
    Table,
    TableKind,
    Words,
    words,
)
from tertial.publishing.rules.of_plan import Link
from tertial.reporting.rules.below import covered
from tertial.reporting.rules.money import Line, SealedTable, Total, plain, sealed_tables, signed


def money_blocks(rows: Sequence[Mapping[str, Any]], link: Link) -> Iterator[Block]:
    """A table for each question, and under it what a reader of its sum has to know."""
    tables = sealed_tables(rows)
    for sealed in tables:
        if len(tables) > 1:
            yield Paragraph(words(sealed.title), Style.TERM)
        yield _table(sealed, link)
        for note in sealed.notes:
            yield Paragraph(words(str(note)), Style.SMALL)


def _table(sealed: SealedTable, link: Link) -> Table:
    """Of a year that is over the outcome stands alone; else the forecast beside it."""
    made = [
        Row(
            (_label(name, line, link("measure", line.key)), *_amounts(line, sealed)),
            RowKind.OF_WHICH if line.within else RowKind.ROW,
            comment=row["comment"],
        )
        for name, row, line in zip(sealed.names, sealed.rows, sealed.lines, strict=True)
    ]
    label, total = ", ".join(filter(None, ("Summa", sealed.measured))), sealed.total
    made.append(Row((_label(label, total), *_amounts(total, sealed)), RowKind.SUM))
    titles = ("Budget", "Utfall", *(() if sealed.is_over else ("Prognos",)), "Avvikelse")
    columns = (Column("Område", 3), *(Column(title, 1, number=True) for title in titles))
    return Table(TableKind.WORDS, "Budget och utfall", columns, tuple(made))


def _label(name: str, line: Line | Total, link: str = "") -> Words:
    """With how many of the units below are in a sum."""
    some = f" ({covered(line.below)})" if line.below else ""
    return (*words(name, link), *words(some))


def _amounts(line: Line | Total, sealed: SealedTable) -> tuple[Words, ...]:
    figures = (line.budget, line.actual, *(() if sealed.is_over else (line.expected,)))
    shown = [plain(value, sealed.decimals) for value in figures]
    return tuple(words(each) for each in (*shown, signed(line.deviation, sealed.decimals)))
