"""SUM12: the stated change of turnover against its table, and the table against the budget's income."""

import re
from collections.abc import Iterator

from tertial.foundation.check import Evidence, Example, Hit, Severity, check
from tertial.planning.rules.amounts import Amount, amounts, printed
from tertial.planning.rules.asking import decision_quote
from tertial.planning.rules.draft import PlanDraft, Table, TableRow
from tertial.planning.rules.prose import said, sentences, shown
from tertial.planning.rules.sketch import decision, plan, row, table
from tertial.planning.rules.tables import TURNOVER, Role, columns_of, is_about, main_table, total_of, value
from tertial.planning.rules.words import key

TABLE = table(
    "Omslutningsförändringar", ("Kostnader", "Intäkter"), row("Förskola", 64.6, -64.6), row("Äldreomsorg", 28.7, -28.7),
    row("Totalt", 93.3, -93.3),
)  # fmt: skip
TEXT = "Nämnden anmäler omslutningsförändringar om {} mnkr enligt bilaga 19."
STATED = re.compile(
    r"\bomslutning\w*\s+(?:\w+\s+){0,5}?(?:om|till|med|är|på)\s+(?:totalt\s+|sammanlagt\s+)?$", re.I
)

PARTLY = re.compile(
    r"\bvarav\b|\bbland annat\b|\bbl\.? ?a\b|\binom\b|\bavser\b|\bbudgetjuster|\bansök|\bbegär", re.I
)


@check(
    "SUM12",
    title="Omslutningsförändringen stämmer inte med tabellen",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(plan(decisions=(decision(11, TEXT.format("95,3"), 95.3, "19"),), tables=(TABLE,)), 1),
        Example(plan(decisions=(decision(11, TEXT.format("93,3"), 93.3, "19"),), tables=(TABLE,)), 0),
    ),
)
def turnover_total(draft: PlanDraft) -> Iterator[Hit]:
    """Den omslutningsförändring som beslutet och texten anger ska vara tabellens summa.

    Ett områdes omslutningsförändring kan inte heller vara större än områdets budgeterade intäkter.
    """
    tables = [each for each in draft.tables if is_about(each, TURNOVER) and total_of(each) is not None]
    for each in tables:
        total = total_of(each)
        size = abs(next((number for number in total.values if number), 0.0)) if total else 0.0
        for amount, where, sure in _stated(draft):
            of_a_row = any(amount.agrees(number) for line in each.rows for number in line.values if number)
            if total is not None and size and not of_a_row:
                yield Hit(
                    f"Texten anger {amount.text} men tabellens {total.label.lower()} är {printed(size)} mnkr.",
                    (where, shown(total, each)),
                    None if sure else Severity.WARNING,
                )
        yield from _beyond_income(draft, each)


def _stated(draft: PlanDraft) -> Iterator[tuple[Amount, Evidence, bool]]:
    """What decisions and text say of the whole change, and whether their words leave no doubt."""
    for one in draft.decisions:
        yield from (
            (each, decision_quote(one), True)
            for each in amounts(one.text)
            if STATED.search(one.text[: each.start])
        )
    for sentence in sentences(draft):
        if "omslutning" in sentence.text.lower():
            found = list(amounts(sentence.text))
            clear = [each for each in found if STATED.search(sentence.text[: each.start])]
            alone = len(found) == 1 and not found[0].about and not PARTLY.search(sentence.text)
            yield from ((each, said(sentence), bool(clear)) for each in clear or (found if alone else ()))


def _beyond_income(draft: PlanDraft, turnover: Table) -> Iterator[Hit]:
    main = main_table(draft)
    income = next((each for each in columns_of(main) if each.role is Role.INCOME), None) if main else None
    column = next((each for each in columns_of(turnover) if each.role is Role.INCOME), None)
    if main is None or income is None or column is None:
        return
    areas: dict[str, TableRow] = {key(line.label): line for line in main.rows}
    for line in turnover.rows:
        area = areas.get(key(line.label))
        changed = value(line, column.index)
        budgeted = value(area, income.index) if area else None
        if area and changed and budgeted is not None and abs(changed) > abs(budgeted) + 0.1 + 1e-9:
            yield Hit(
                f"{line.label}: omslutningsförändringen {printed(changed)} är större än de budgeterade intäkterna "
                f"{printed(budgeted)}.",
                (shown(line, turnover), shown(area, main)),
                Severity.INFO,
            )
