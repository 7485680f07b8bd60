"""The CSV files of a folder that are read one by one and then checked together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tertial.foundation.importer import Header, Row
from tertial.foundation.sheet import SheetRemark, Unreadable, read_sheet
from tertial.organisation.rules.columns import Problem, Reading, read_records

Record = TypeVar("Record")
REMARKS = 200  # told of one file; the rest are more of the same


@dataclass
class Tables:
    folder: Path
    remarks: list[SheetRemark] = field(default_factory=list)

    def file(
        self,
        name: str,
        columns: Sequence[Header],
        read: Callable[[Sequence[Row]], tuple[list[Record], list[Problem]]],
    ) -> Reading[Record]:
        """One table; a file that is not there or has only its header is an empty table."""
        path = self.folder / name
        try:
            if not path.exists():
                return Reading(name, [], [])
            reading = read_records(read_sheet(path), columns, read)
        except Unreadable as unreadable:
            self.remarks.append(
                SheetRemark(name, unreadable.row, None, unreadable.text, params=unreadable.params)
            )
            return Reading(name, [], [])
        self.remarks.extend(reading.remarks[:REMARKS])
        return reading

    def tell(self, reading: Reading[Record], problems: Sequence[Problem]) -> None:
        """Add problems that were found by looking at several files."""
        bare: Reading[Record] = Reading(reading.file, [], [], reading.columns)
        self.remarks.extend(bare.also(problems).remarks[:REMARKS])
