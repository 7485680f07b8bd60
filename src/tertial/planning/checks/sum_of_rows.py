"""SUM01: a sum row against the rows above it."""

from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.amounts import printed
from tertial.planning.rules.draft import PlanDraft, RowKind, Table, TableRow
from tertial.planning.rules.prose import shown
from tertial.planning.rules.sketch import BUDGET, plan, row, table
from tertial.planning.rules.tables import Role, because, columns_of, judged, step_of, value

WRONG = table(
    "Förskola",
    BUDGET,
    row("Drift", 41.6, 30.0, 11.6),
    row("Ledning", 10.0, 5.0, 5.0),
    row("Summa", 52.6, 35.0, 16.6),
)
RIGHT = table(
    "Förskola",
    BUDGET,
    row("Drift", 41.6, 30.0, 11.6),
    row("Ledning", 10.0, 5.0, 5.0),
    row("Summa", 51.6, 35.0, 16.6),
)


@check(
    "SUM01",
    title="Summan stämmer inte med raderna",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(Example(plan(tables=(WRONG,)), 1), Example(plan(tables=(RIGHT,)), 0)),
)
def sum_of_rows(draft: PlanDraft) -> Iterator[Hit]:
    """Varje summarad jämförs, kolumn för kolumn, med raderna ovanför. Rader som börjar med "varav" räknas inte.

    Ett tal kan vara fel på grund av avrundning: varje rad kan bidra med högst 0,1 i den tryckta enheten.
    Större skillnader är fel, mindre redovisas som upplysning. Rätta den rad eller den summa som är fel.
    """
    for table_ in draft.tables:
        for addends, total in _sums(table_):
            yield from _wrong(table_, addends, total)


def _sums(table_: Table) -> Iterator[tuple[list[TableRow], TableRow]]:
    """Each sum row with the rows it adds up: those since the last sum, all of them, or the sums before it."""
    since: list[TableRow] = []
    every: list[TableRow] = []
    sums: list[TableRow] = []
    for each in table_.rows:
        if each.kind is RowKind.ROW:
            since.append(each)
            every.append(each)
        elif each.kind is RowKind.SUM:
            ways = [way for way in (since, every, sums + since) if way]
            if ways:
                yield max(ways, key=lambda way: _fitting(table_, way, each)), each
            sums.append(each)
            since = []


def _fitting(table_: Table, addends: list[TableRow], total: TableRow) -> int:
    return sum(
        difference is not None and abs(difference) < 1e-6
        for _, difference, _ in _differences(table_, addends, total)
    )


def _differences(
    table_: Table, addends: list[TableRow], total: TableRow
) -> Iterator[tuple[str, float | None, tuple[float, int]]]:
    """For every column: its heading, how much the printed sum is too big, the sum of rows and their number."""
    for column in columns_of(table_):
        if column.role is Role.PERCENT:
            continue
        stated = value(total, column.index)
        numbers = [each for line in addends if (each := value(line, column.index)) is not None]
        if stated is not None and numbers:
            added = sum(numbers)
            yield column.text, round(stated - added, 6), (added, len(numbers))


def _wrong(table_: Table, addends: list[TableRow], total: TableRow) -> Iterator[Hit]:
    step = step_of(table_)
    compared = list(_differences(table_, addends, total))
    off = [each for each in compared if each[1] and judged(each[1], each[2][1], step)]
    # A row that could not be read makes every column wrong at once; then it may be our reading that is wrong.
    mirrored = len(off) == 2 and abs((off[0][1] or 0) + (off[1][1] or 0)) < 1e-6
    doubtful = len(off) == len(compared) and (len(compared) >= 3 or mirrored)
    for heading, difference, (added, count) in off:
        severity = judged(difference or 0.0, count, step) or Severity.INFO
        much = "för mycket" if (difference or 0) > 0 else "för lite"
        yield Hit(
            f"{total.label} i kolumnen {heading} är {printed(value_of(total, table_, heading))} men raderna ger "
            f"{printed(added)}: {printed(abs(difference or 0))} {much}.{because(severity, count, step)}",
            (shown(total, table_), *(shown(line, table_) for line in addends)),
            Severity.WARNING if doubtful and severity is Severity.ERROR else severity,
        )


def value_of(line: TableRow, table_: Table, heading: str) -> float:
    """The value under this heading."""
    index = next(column.index for column in columns_of(table_) if column.text == heading)
    return value(line, index) or 0.0
