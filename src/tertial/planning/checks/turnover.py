"""SUM11: changes of turnover are as much cost as income."""

from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.amounts import printed
from tertial.planning.rules.draft import PlanDraft, Table
from tertial.planning.rules.prose import shown
from tertial.planning.rules.sketch import plan, row, table
from tertial.planning.rules.tables import (
    TURNOVER,
    Column,
    Role,
    because,
    columns_of,
    is_about,
    judged,
    step_of,
    value,
)

COLUMNS = ("Kostnader", "Intäkter")


@check(
    "SUM11",
    title="En omslutningsförändring blir inte noll",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(
            plan(tables=(table("Omslutningsförändringar", COLUMNS, row("Äldreomsorg", 28.7, -27.7)),)), 1
        ),
        Example(
            plan(tables=(table("Omslutningsförändringar", COLUMNS, row("Äldreomsorg", 28.7, -28.7)),)), 0
        ),
    ),
)
def turnover(draft: PlanDraft) -> Iterator[Hit]:
    """En omslutningsförändring ökar kostnader och intäkter lika mycket, så varje rad och summan ska bli noll netto.

    Kostnad och intäkt kan vara avrundade med 0,1 vardera i den tryckta enheten.
    """
    for each in draft.tables:
        columns = columns_of(each)
        costs = next((column for column in columns if column.role is Role.COSTS), None)
        income = next((column for column in columns if column.role is Role.INCOME), None)
        if is_about(each, TURNOVER) and costs and income:
            yield from _wrong(each, costs, income)


def _wrong(table_: Table, costs: Column, income: Column) -> Iterator[Hit]:
    for line in table_.rows:
        spent, earned = value(line, costs.index), value(line, income.index)
        if spent is None or earned is None:
            continue
        difference = round(abs(spent) - abs(earned), 6)
        severity = judged(difference, 2, step_of(table_))
        if severity is not None:
            yield Hit(
                f"{line.label}: kostnader {printed(spent)} och intäkter {printed(earned)} skiljer "
                f"{printed(abs(difference))} men ska ta ut varandra.{because(severity, 2, step_of(table_))}",
                (shown(line, table_),),
                severity,
            )
