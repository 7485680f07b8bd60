"""SUM04: a column of differences against the two columns it compares."""

from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.amounts import printed
from tertial.planning.rules.draft import PlanDraft, Table, TableRow
from tertial.planning.rules.prose import shown
from tertial.planning.rules.sketch import BUDGET, plan, row, table
from tertial.planning.rules.tables import Column, Role, because, columns_of, judged, step_of, value


@check(
    "SUM04",
    title="Skillnaden mellan två kolumner är fel räknad",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(plan(tables=(table("Vuxen", BUDGET, row("Vuxen", 52.8, 47.5, 6.3)),)), 1),
        Example(plan(tables=(table("Vuxen", BUDGET, row("Vuxen", 52.8, 47.5, 5.3)),)), 0),
    ),
)
def differences(draft: PlanDraft) -> Iterator[Hit]:
    """Kolumnen Differens ska vara den första beloppskolumnen minus den andra, på varje rad.

    Räknar hela tabellen åt andra hållet godtas det. Upp till 0,2 i den tryckta enheten kan vara avrundning.
    """
    for table_ in draft.tables:
        for first, second, result in _compared(table_):
            yield from _wrong(table_, first, second, result)


def _compared(table_: Table) -> Iterator[tuple[Column, Column, Column]]:
    columns = columns_of(table_)
    for result in columns:
        if result.role not in (Role.DIFFERENCE, Role.PERCENT):
            continue
        before = [each for each in columns[: result.index] if each.role in (Role.NET, Role.LEVEL)]
        if len(before) >= 2:
            yield before[-2], before[-1], result


def _wrong(table_: Table, first: Column, second: Column, result: Column) -> Iterator[Hit]:
    rows = [
        (line, one, other, stated)
        for line in table_.rows
        if (one := value(line, first.index)) is not None
        and (other := value(line, second.index)) is not None
        and (stated := value(line, result.index)) is not None
    ]
    turned = _fits(rows, first, second, result, turned=True) > _fits(
        rows, first, second, result, turned=False
    )
    for line, one, other, stated in rows:
        computed = _result(other, one, result) if turned else _result(one, other, result)
        if computed is None:
            continue
        step = 1.0 if result.role is Role.PERCENT and abs(stated - round(stated)) < 1e-9 else step_of(table_)
        addends = 1 if result.role is Role.PERCENT else 2
        severity = judged(round(stated - computed, 6), addends, step)
        if severity is not None and (result.role is not Role.PERCENT or severity is Severity.ERROR):
            yield Hit(
                f"{line.label}: {result.text} är {printed(stated)} men {printed(one)} jämfört med {printed(other)} "
                f"ger {printed(computed)}.{because(severity, addends, step)}",
                (shown(line, table_),),
                severity,
            )


def _result(one: float, other: float, result: Column) -> float | None:
    if result.role is Role.DIFFERENCE:
        return one - other
    return 100 * (one - other) / other if other else None


def _fits(
    rows: list[tuple[TableRow, float, float, float]],
    first: Column,
    second: Column,
    result: Column,
    *,
    turned: bool,
) -> int:
    pairs = [((other, one) if turned else (one, other), stated) for _, one, other, stated in rows]
    return sum(
        (computed := _result(*pair, result)) is not None
        and abs(computed - stated) < 0.25
        and abs(stated) > 1e-9
        for pair, stated in pairs
    )
