"""The demo city's plans as boards decide on them: points with amounts, appendices, a budget table, who signs."""

from collections.abc import Sequence
from decimal import Decimal

from tertial.goals.models import Plan
from tertial.organisation.access import SYSTEM
from tertial.planning.actions.front import write_front
from tertial.planning.models import PlanTable
from tertial.planning.rules.draft import RowKind, Table, TableRow
from tertial.planning.rules.draft_rows import as_json

# what a district and another board spends on, and how large a part of the whole: thousandths
_DISTRICT = (
    ("Förskola", 352),
    ("Äldreomsorg", 318),
    ("Stöd och service till personer med funktionsnedsättning", 121),
    ("Individ- och familjeomsorg", 117),
    ("Kultur och fritid", 38),
    ("Stadsmiljö", 29),
    ("Nämnd och administration", 25),
)
_BOARD = (("Verksamhet", 846), ("Lokaler", 97), ("Nämnd och administration", 57))
_OFFICERS = ("Maja Sundin", "Elias Norberg", "Amina Lindh", "Olle Granat", "Sara Ekvall", "Joar Palm")


def show_fronts() -> int:
    """Every board's plan of each year. Answers how many."""
    plans = Plan.objects.filter(kind="operational", unit__kind__in=("board", "executive"))
    found = list(plans.select_related("unit").order_by("unit__key", "year"))
    for plan in found:
        _show(plan, found)
    return len(found)


def _show(plan: Plan, plans: Sequence[Plan]) -> None:
    at = sorted({each.unit.key for each in plans}).index(plan.unit.key)
    is_district = plan.unit.name.endswith("stadsdelsnämnd")
    size = Decimal(1240 if is_district else 310) + 37 * (at % 9)
    net, before = _of_year(size, plan.year), _of_year(size, plan.year - 1)
    table = _budget(plan.year, _DISTRICT if is_district else _BOARD, net, before)
    PlanTable.objects.create(plan=plan, place=0, title=table.title or "", table=as_json(table))
    year, more = plan.year, net - before
    write_front(
        by=SYSTEM,
        plan=plan,
        points="\n".join(
            (
                f"Nämnden fastställer verksamhetsplanen för {year}.",
                f"Nämnden fastställer budgeten för {year} på {_said(net)} mnkr netto enligt bilaga 1.",
                f"Av ökningen på {_said(more)} mnkr avsätts hälften för nämndens egna mål enligt bilaga 2.",
                "Nämnden godkänner planen för intern kontroll enligt bilaga 3.",
                "Beslutet justeras omedelbart.",
            )
        ),
        appendices=f"1: Budget {year}\n2: Fördelning på nämndens mål\n3: Plan för intern kontroll {year}",
        officer=_OFFICERS[at % len(_OFFICERS)],
        signers="Nämndens ordförande\nFörvaltningschef",
    )


def _of_year(size: Decimal, year: int) -> Decimal:
    """What the city gives, about three per cent more each year."""
    return (size * Decimal("1.03") ** (year - 2024)).quantize(Decimal("0.1"))


def _budget(year: int, parts: Sequence[tuple[str, int]], net: Decimal, before: Decimal) -> Table:
    rows = [(name, _share(net, part), _share(before, part)) for name, part in parts[1:]]
    first = (net - sum(now for _, now, _ in rows), before - sum(then for _, _, then in rows))
    rows = [(parts[0][0], *first), *rows, ("Summa", net, before)]
    return Table(
        f"Budget {year}",
        "mnkr",
        (f"Budget {year} Netto", f"Budget {year - 1} Netto", "Differens"),
        tuple(
            TableRow(
                name,
                RowKind.SUM if name == "Summa" else RowKind.ROW,
                (float(now), float(then), float(now - then)),
            )
            for name, now, then in rows
        ),
    )


def _share(whole: Decimal, part: int) -> Decimal:
    return (whole * part / 1000).quantize(Decimal("0.1"))


def _said(amount: Decimal) -> str:
    return f"{amount:,}".replace(",", " ").replace(".", ",")
