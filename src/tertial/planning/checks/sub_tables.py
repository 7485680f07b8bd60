"""SUM05: a table of one area against its row in the table of the whole budget."""

from collections.abc import Iterator
from dataclasses import replace

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.amounts import printed
from tertial.planning.rules.draft import PlanDraft, RowKind, Table, TableRow
from tertial.planning.rules.prose import shown
from tertial.planning.rules.sketch import BUDGET, WHOLE, plan, row, table
from tertial.planning.rules.tables import (
    common_columns,
    groups,
    main_table,
    step_of,
    sub_tables,
    total_of,
    value,
)
from tertial.planning.rules.words import key

MAIN = table(
    "Budget",
    WHOLE,
    row("Förskola", 342.2, -14.7, 327.5, 324.3),
    row("Ledning", 41.6, 0.0, 41.6, 32.2),
    row("Stadsmiljö", 34.5, -0.1, 34.4, 33.4),
)


@check(
    "SUM05",
    title="En deltabell stämmer inte med huvudtabellen",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(plan(tables=(MAIN, table("Ledning", BUDGET, row("Ledning", 41.6, 30.6, 11.0)))), 1),
        Example(plan(tables=(MAIN, table("Ledning", BUDGET, row("Ledning", 41.6, 32.2, 9.4)))), 0),
    ),
)
def tables_against_sub_tables(draft: PlanDraft) -> Iterator[Hit]:
    """Tabellen för ett verksamhetsområde ska visa samma belopp som områdets rad i tabellen över hela budgeten.

    Deltabellens summa jämförs med huvudtabellens rad, och rader som finns i båda jämförs med varandra.
    Siffror för samma år och samma slag (budget, prognos eller utfall) jämförs.
    """
    main = main_table(draft)
    for part, area in sub_tables(draft):
        if main is not None:
            yield from _compare(main, part, area)


def _compare(main: Table, part: Table, area: TableRow) -> Iterator[Hit]:
    total = total_of(part)
    parts = {key(line.label): line for group in groups(main) if group.parent is area for line in group.parts}
    pairs = [(area, total)] if total is not None else []
    rows = [line for line in part.rows if line.kind is not RowKind.SUM and line is not total]
    for line in rows:
        if key(line.label) in parts:
            pairs.append((parts[key(line.label)], line))
        elif key(line.label) == key(area.label) and sum(each.kind is RowKind.ROW for each in rows) == 1:
            pairs.append((area, line))
    sure = _same_area(main, part, area)
    for whole, line in pairs:
        for hit in _row(main, part, whole, line):
            yield hit if sure or hit.severity else replace(hit, severity=Severity.WARNING)


def _same_area(main: Table, part: Table, area: TableRow) -> bool:
    """Whether more than a title says that the table breaks down this row: an equal figure or its own label."""
    total = total_of(part)
    equal = total is not None and any(
        (above := value(area, left.index)) is not None and above == value(total, right.index)
        for left, right in common_columns(main, part)
    )
    return equal or any(key(line.label) == key(area.label) for line in part.rows)


def _row(main: Table, part: Table, whole: TableRow, line: TableRow) -> Iterator[Hit]:
    for left, right in common_columns(main, part):
        above, below = value(whole, left.index), value(line, right.index)
        if above is None or below is None:
            continue
        difference = round(below - above, 6)
        if abs(difference) < step_of(part) / 2:
            continue
        name = whole.label if key(whole.label) == key(line.label) else f"{line.label} för {whole.label}"
        slight = abs(difference) <= step_of(part) + 1e-9
        yield Hit(
            f"{name}: {right.text} är {printed(below)} i deltabellen men {printed(above)} i huvudtabellen "
            f"({printed(abs(difference))} i skillnad).{' Avrundning kan förklara det.' if slight else ''}",
            (shown(line, part), shown(whole, main)),
            Severity.INFO if slight else None,
        )
