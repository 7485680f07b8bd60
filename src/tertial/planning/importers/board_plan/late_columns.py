"""Names of columns that came out among the rows of their table."""

import re
from collections.abc import Sequence

from tertial.intake.importers.sources.line import Line

from .heads import WHOSE, Columns, column_names, kinds_of, names_columns, period_of

_LATE_NAMES = re.compile(rf"(?:(?:{WHOSE}) (?:årsmål|målvärde)|årsmål|periodicitet| )+", re.I)


def late_columns(columns: Columns, rows: Sequence[Line]) -> tuple[Columns, list[Line]]:
    """Columns whose names came out among the rows, as some extractions do with small tables; and the rows alone."""
    late: list[str] = []
    kept: list[Line] = []
    at = 0
    while at < len(rows):
        count = _late(rows, at)
        late += [" ".join(line.text for line in rows[at : at + count])] if count else []
        kept += [] if count else [rows[at]]
        at += count or 1
    more = kinds_of([name for text in late for name in column_names(text)])
    if not any(more):
        timed = "period" in columns.kinds or not any(period_of(line.text) for line in rows)
        return columns if timed else Columns((*columns.kinds, "period")), list(rows)
    new = tuple(kind for kind in more if kind not in columns.kinds)
    return Columns((*columns.kinds, *new)), kept


def _late(rows: Sequence[Line], at: int) -> int:
    """How many lines from here are the names of columns and nothing else; one name may take two."""
    for count in (2, 1):
        lines = rows[at : at + count]
        whole = all(line.cells is None and names_columns(line.text) for line in lines)
        if len(lines) == count and whole and _LATE_NAMES.fullmatch(" ".join(line.text for line in lines)):
            return count
    return 0
