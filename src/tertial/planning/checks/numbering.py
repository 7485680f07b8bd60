"""STR03: gaps and repetitions in the numbers of goals, decisions and appendices."""

from collections.abc import Iterator, Sequence

from tertial.foundation.check import Evidence, Example, Hit, Severity, check
from tertial.planning.rules.asking import decision_quote
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.prose import appendix_quote, goal_quote
from tertial.planning.rules.sketch import appendix, goal, plan

Numbered = tuple[str, str, Evidence]


@check(
    "STR03",
    title="Ett nummer saknas eller används två gånger",
    looks_at="plan",
    examples=(
        Example(plan(goals=(goal("1.1", "A"), goal("1.2", "B"), goal("1.4", "C"))), 1),
        Example(plan(goals=(goal("1.1", "A"), goal("1.2", "B"), goal("1.3", "C"))), 0),
        Example(
            plan(appendices=(appendix("1", "Sdn01"), appendix("2", "Ansökan"), appendix("2", "Plan"))), 1
        ),
    ),
)
def numbering(draft: PlanDraft) -> Iterator[Hit]:
    """Mål, beslutspunkter och bilagor ska vara numrerade i följd från 1, utan luckor och utan dubbletter.

    En lucka bland kommunfullmäktiges mål kan betyda att målet inte gäller nämnden; skriv det i så fall.
    Bilagor får ha undernummer (12.1, 12.2). Står ett undernummer ensamt (12.9) är luckan bara en upplysning.
    """
    goals: dict[str, list[Numbered]] = {}
    for each in draft.goals:
        above, _, last = each.number.rpartition(".")
        goals.setdefault(above, []).append((last, each.number, goal_quote(each)))
    for above, rows in goals.items():
        yield from _series(rows, "Mål", f"{above}." if above else "")
    yield from _series(
        [(str(one.number), str(one.number), decision_quote(one)) for one in draft.decisions],
        "Beslutspunkt",
        "",
    )
    appendices: dict[str, list[Numbered]] = {}
    for one in draft.appendices:
        whole, dot, part = one.number.partition(".")
        appendices.setdefault(f"{whole}." if dot else "", []).append(
            (part or whole, one.number, appendix_quote(one))
        )
    tops = {last for last, _, _ in appendices.get("", [])}
    appendices.setdefault("", []).extend(
        (above[:-1], above[:-1], rows[0][2])
        for above, rows in list(appendices.items())
        if above and above[:-1] not in tops
    )
    for above, rows in appendices.items():
        yield from _series(rows, "Bilaga", above)


def _series(rows: Sequence[Numbered], what: str, above: str) -> Iterator[Hit]:
    known: dict[int, Evidence] = {}
    for last, number, where in rows:
        if not last.isdigit():
            continue
        if int(last) in known:
            yield Hit(f"{what} {number} finns två gånger.", (known[int(last)], where))
        known.setdefault(int(last), where)
    if not known:
        return
    missing = [number for number in range(1, max(known) + 1) if number not in known]
    if missing and len(missing) <= 10:
        after = known.get(missing[0] - 1) or known[min(known)]
        before = known[min(number for number in known if number > missing[0])]
        listed = ", ".join(f"{above}{number}" for number in missing)
        # one number below another may be all there is: 12.9 alone does not say that eight were lost
        alone = Severity.INFO if above and what == "Bilaga" and len(known) == 1 else None
        yield Hit(f"{what} {listed} saknas i numreringen.", tuple(dict.fromkeys((after, before))), alone)
