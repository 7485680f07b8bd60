"""An importer reads rows somebody delivers into records, and remarks on every row it will not take.

It is pure: nothing is written until the preview has been accepted. One file declares one importer, with
example files that its test reads and that users may download as a start.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tertial.foundation.check import Evidence, Remark, Severity
from tertial.foundation.registry import declared
from tertial.foundation.words import N_


@dataclass(frozen=True, slots=True)
class Row:
    """One delivered row: its line in the file (the header is line 1) and its cells by column code."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, code: str) -> str:
        """The cell, without spaces around; empty where the file has no such column."""
        return self.cells.get(code, "").strip()

    def place(self, code: str | None = None) -> Evidence:
        """Where to look: this line, and what the cell says."""
        return Evidence(None, self.line, self[code] if code else "")


@dataclass(frozen=True, slots=True)
class Header:
    """A column as it stands in the file; `also` are other headings people use for it."""

    code: str
    title: str
    needed: bool = True
    explanation: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportExample:
    """A small file as text (semicolons), and how many records and remarks it must give."""

    name: str
    text: str
    records: int
    remarks: int = 0


Read = Callable[[Iterable[Row]], tuple[Sequence[Any], Sequence[Remark]]]


@dataclass(frozen=True, slots=True)
class Importer:
    code: str
    title: str
    explanation: str
    columns: tuple[Header, ...]
    read: Read
    examples: tuple[ImportExample, ...]

    def read_table(self, table: Iterable[Sequence[str]]) -> tuple[Sequence[Any], Sequence[Remark]]:
        """Match the headings of the first row to the columns, then read; a needed column that lacks stops."""
        lines = iter(table)
        place, remarks = self.match(next(lines, ()))
        if any(remark.severity is Severity.ERROR for remark in remarks):
            return (), remarks
        rows = (
            Row(line, {code: cells[at] for code, at in place.items() if at < len(cells)})
            for line, cells in enumerate(lines, start=2)
            if any(cell.strip() for cell in cells)
        )
        records, more = self.read(rows)
        return records, [*remarks, *more]

    def match(self, heading: Sequence[str]) -> tuple[dict[str, int], list[Remark]]:
        """Where each column stands, and remarks on columns that lack, stand twice or are unknown."""
        known = {
            _plain(name): each.code for each in self.columns for name in (each.title, *each.also, each.code)
        }
        codes = [known.get(_plain(name)) for name in heading]
        place = {code: at for at, code in reversed(list(enumerate(codes))) if code}
        lacking = [each.title for each in self.columns if each.needed and each.code not in place]
        twice = [heading[place[code]].strip() for code, times in Counter(codes).items() if code and times > 1]
        unknown = [
            name.strip() for name, code in zip(heading, codes, strict=True) if not code and name.strip()
        ]
        return place, [
            *self._heading_remarks(N_("Kolumnen ”%s” saknas. Lägg till den i filens första rad."), lacking),
            *self._heading_remarks(N_("Kolumnen ”%s” finns två gånger. Ta bort den ena."), twice),
            *self._heading_remarks(N_("Kolumnen ”%s” används inte."), unknown, Severity.INFO),
        ]

    def _heading_remarks(
        self, message: str, names: Iterable[str], severity: Severity = Severity.ERROR
    ) -> list[Remark]:
        return [Remark(self.code, severity, message % name, (Evidence(None, 1, name),)) for name in names]


def importer(
    code: str, *, title: str, columns: Sequence[Header], examples: Sequence[ImportExample]
) -> Callable[[Read], Importer]:
    """Declare the decorated pure function `read(rows) -> (records, remarks)` as an importer."""

    def declare(read: Read) -> Importer:
        return Importer(code, title, (read.__doc__ or "").strip(), tuple(columns), read, tuple(examples))

    return declare


def example_table(example: ImportExample) -> list[list[str]]:
    """The example file as rows of cells."""
    return list(csv.reader(example.text.splitlines(), delimiter=";"))


def all_importers() -> dict[str, Importer]:
    """Every declared importer by code."""
    return declared(Importer, "importers")


def _plain(name: str) -> str:
    return " ".join(name.strip("\ufeff \t").lower().split())
