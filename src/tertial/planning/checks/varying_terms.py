"""SPR04: two words for one group of people or one kind of place."""

import re
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.prose import mentioning, said
from tertial.planning.rules.sketch import prose

TERMS = (
    ("funktionsnedsättning", r"\bfunktionsnedsättning", "funktionsvariation", r"\bfunktionsvariation"),
    ("gruppbostad", r"\bgruppbostad", "gruppboende", r"\bgruppboende"),
    ("ungdomsgård", r"\bungdomsgård", "fritidsgård", r"\bfritidsgård"),
    ("hbtq", r"\bhbtq\b", "HBTQ", r"\bHBTQ\b"),
    ("covid-19", r"\b[Cc]ovid-19", "covid -19", r"\b[Cc]ovid(?:\s+-\s*19|-\s+19|\s19)"),
    ("förskoleenhet", r"\bförskoleenhet", "förskolenhet", r"\bförskolenhet"),
)


@check(
    "SPR04",
    title="Två ord används för samma sak",
    looks_at="plan",
    severity=Severity.INFO,
    examples=(
        Example(prose("Stöd till personer med funktionsnedsättning.", "Ungdomar med funktionsvariation."), 1),
        Example(
            prose("Stöd till personer med funktionsnedsättning.", "Ungdomar med funktionsnedsättning."), 0
        ),
    ),
)
def varying_terms(draft: PlanDraft) -> Iterator[Hit]:
    """Samma grupp eller verksamhet ska kallas samma sak i hela planen, annars undrar läsaren om det är en annan.

    Ordparen är de vanligaste i planer: funktionsnedsättning och funktionsvariation, gruppbostad och gruppboende,
    ungdomsgård och fritidsgård, hbtq och HBTQ. Det mindre vanliga ordet redovisas där det först står.
    """
    for one, first, other, second in TERMS:
        here = [each for each in mentioning(draft, one.lower()[:5]) if re.search(first, each.text)]
        there = [each for each in mentioning(draft, other.lower()[:5]) if re.search(second, each.text)]
        if here and there:
            (usual, many), (rare, few) = sorted(((one, here), (other, there)), key=lambda pair: -len(pair[1]))
            yield Hit(
                f"”{rare}” ({len(few)} ställen) och ”{usual}” ({len(many)} ställen) används för samma sak.",
                (said(few[0]), said(many[0])),
            )
