"""SUM02: of-which rows against the row they are part of."""

from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.amounts import printed
from tertial.planning.rules.draft import PlanDraft, Table
from tertial.planning.rules.prose import shown
from tertial.planning.rules.sketch import BUDGET, plan, row, table
from tertial.planning.rules.tables import Group, Role, because, columns_of, groups, judged, step_of, value

PARENT = row("Ekonomiskt bistånd", 202.2, 188.9, 13.3)


@check(
    "SUM02",
    title="En varav-rad är större än det den är en del av",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(plan(tables=(table("A", BUDGET, PARENT, row("varav handläggning", 253.2, 51.6, 1.6)),)), 1),
        Example(plan(tables=(table("A", BUDGET, PARENT, row("varav handläggning", 53.2, 51.6, 1.6)),)), 0),
        Example(
            plan(
                tables=(
                    table(
                        "A",
                        BUDGET,
                        PARENT,
                        row("varav drift", 205.2, 191.9, 13.3),
                        row("varav avgifter", -3.0, -3.0, 0.0),
                    ),
                )
            ),
            0,
        ),
    ),
)
def of_which(draft: PlanDraft) -> Iterator[Hit]:
    """En rad som börjar med "varav" är en del av raden ovanför och kan inte vara större än den.

    Är varav-raderna hela uppdelningen i de andra kolumnerna ska de vara det i alla. Skillnadskolumner jämförs inte.
    """
    for table_ in draft.tables:
        for group in groups(table_):
            yield from _single(table_, group)
            yield from _together(table_, group)


def _levels(table_: Table) -> list[tuple[int, str]]:
    return [
        (each.index, each.text)
        for each in columns_of(table_)
        if each.role not in (Role.DIFFERENCE, Role.PERCENT)
    ]


def _single(table_: Table, group: Group) -> Iterator[Hit]:
    step = step_of(table_)
    for index, heading in _levels(table_):
        whole = value(group.parent, index)
        sizes = _sizes(group, index)
        for part in group.parts:
            size = value(part, index)
            if whole is None or size is None or not _larger(size, whole, sizes, step):
                continue
            yield Hit(
                f"{part.label} är {printed(size)} i kolumnen {heading}, mer än {group.parent.label} som är "
                f"{printed(whole)}.",
                (shown(part, table_), shown(group.parent, table_)),
            )


def _sizes(group: Group, index: int) -> list[float]:
    return [size for part in group.parts if (size := value(part, index)) is not None]


def _larger(size: float, whole: float, sizes: list[float], step: float) -> bool:
    """Where some part has the other sign, income beside costs, one part may well be more than the whole."""
    return abs(size) > abs(whole) + step + 1e-9 and all(each * whole >= 0 for each in sizes)


def _together(table_: Table, group: Group) -> Iterator[Hit]:
    """The whole breakdown, where the other columns show that it is whole."""
    if len(group.parts) < 2:
        return
    step = step_of(table_)
    off, whole_columns = [], 0
    for index, heading in _levels(table_):
        whole = value(group.parent, index)
        sizes = _sizes(group, index)
        if whole is None or not sizes or any(_larger(size, whole, sizes, step) for size in sizes):
            continue
        difference = round(sum(sizes) - whole, 6)
        if abs(difference) < 1e-6:
            whole_columns += 1
        else:
            off.append((heading, whole, sum(sizes), difference, len(sizes)))
    for heading, whole, added, difference, count in off:
        severity = judged(difference, count, step)
        complete = whole_columns > len(off)
        if severity is None or (not complete and difference * (1 if whole >= 0 else -1) < 0):
            continue
        if severity is Severity.ERROR and not complete:
            severity = Severity.WARNING
        yield Hit(
            f"Varav-raderna under {group.parent.label} ger {printed(added)} i kolumnen {heading} men raden är "
            f"{printed(whole)}.{because(severity, count, step) if complete else ''}",
            (shown(group.parent, table_), *(shown(part, table_) for part in group.parts)),
            severity,
        )
