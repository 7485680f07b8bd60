"""SUM03: net against costs and income of the same row."""

from collections.abc import Iterator, Sequence

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.amounts import printed
from tertial.planning.rules.draft import PlanDraft, Table
from tertial.planning.rules.prose import shown
from tertial.planning.rules.sketch import WHOLE, plan, row, table
from tertial.planning.rules.tables import Column, Role, because, columns_of, judged, step_of, value


@check(
    "SUM03",
    title="Netto är inte kostnader plus intäkter",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(plan(tables=(table("Budget", WHOLE, row("Förskola", 342.2, -14.7, 337.5, 324.3)),)), 1),
        Example(plan(tables=(table("Budget", WHOLE, row("Förskola", 342.2, -14.7, 327.5, 324.3)),)), 0),
    ),
)
def net_of_costs(draft: PlanDraft) -> Iterator[Hit]:
    """På varje rad ska netto vara kostnader plus intäkter, där intäkter skrivs med minus.

    Är intäkterna skrivna utan minus i hela tabellen räknas netto som kostnader minus intäkter.
    """
    for table_ in draft.tables:
        for costs, income, net in _triples(table_):
            yield from _wrong(table_, costs, income, net)


def _triples(table_: Table) -> Iterator[tuple[Column, Column, Column]]:
    columns = columns_of(table_)
    for net in columns:
        if net.role is not Role.NET:
            continue
        pair = [
            next(
                (
                    each
                    for each in columns
                    if each.role is role and (each.year, each.kind) == (net.year, net.kind)
                ),
                None,
            )
            for role in (Role.COSTS, Role.INCOME)
        ]
        if pair[0] and pair[1]:
            yield pair[0], pair[1], net


def _wrong(table_: Table, costs: Column, income: Column, net: Column) -> Iterator[Hit]:
    rows = [
        (line, numbers[0], numbers[1], numbers[2])
        for line in table_.rows
        if None not in (numbers := [value(line, each.index) for each in (costs, income, net)])
    ]
    sign = (
        -1
        if rows and all((numbers[2] or 0) >= 0 for numbers in rows) and _fits(rows, -1) > _fits(rows, 1)
        else 1
    )
    step = step_of(table_)
    # Where most rows are wrong it is rather the columns that were read wrongly.
    doubtful = len(rows) >= 3 and _fits(rows, sign) * 2 < len(rows)
    for line, spent, earned, stated in rows:
        computed = (spent or 0) + sign * (earned or 0)
        difference = round((stated or 0) - computed, 6)
        severity = judged(difference, 2, step)
        if severity is not None:
            yield Hit(
                f"{line.label}: {net.text} är {printed(stated or 0)} men kostnader {printed(spent or 0)} och intäkter "
                f"{printed(earned or 0)} ger {printed(computed)}.{because(severity, 2, step)}",
                (shown(line, table_),),
                Severity.WARNING if doubtful and severity is Severity.ERROR else severity,
            )


def _fits(rows: Sequence[tuple[object, float | None, float | None, float | None]], sign: int) -> int:
    return sum(abs((net or 0) - (spent or 0) - sign * (earned or 0)) < 0.11 for _, spent, earned, net in rows)
