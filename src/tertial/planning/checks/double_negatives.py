"""SPR02: a minus sign beside a word that already says less."""

import re
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, check
from tertial.planning.rules.amounts import AMOUNT, PERCENT
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.prose import mentioning, said
from tertial.planning.rules.sketch import prose

AFTER = re.compile(r"^\s*(?:netto\s+)?(?:lägre|mindre|högre|mer|större|färre|fler|sämre|bättre)\b", re.I)
NEGATIVE = re.compile(r"(?:^|[\s(])[-\u2212\u2013]\d|\bminus \d", re.I)
BEFORE = re.compile(
    r"\b(?:minsk|sänk|sjunk|ök|höj|stig)\w*\s+(?:[^\W\d]+\s+){0,4}(?:med|på|om)\s+(?:cirka |ca |drygt |totalt )?$|"
    r"\b(?:lägre|högre|mindre|större) med\s+$|"
    r"\b(?:minskning|sänkning|ökning|höjning|underskott|överskott|besparing)(?:en|et)?\s+"
    r"(?:på|om|med|är|uppgår till)\s+$",
    re.I,
)


@check(
    "SPR02",
    title="Minustecken tillsammans med lägre eller högre",
    looks_at="plan",
    examples=(
        Example(prose("Budgeten är -0,1 mnkr lägre än föregående år."), 1),
        Example(prose("Kostnaden minskar med -2,9 mnkr."), 1),
        Example(prose("Budgeten är 0,1 mnkr lägre än föregående år."), 0),
    ),
)
def double_negatives(draft: PlanDraft) -> Iterator[Hit]:
    """ "-0,1 mnkr lägre" säger bokstavligen att något är högre. Skriv antingen minus eller lägre, inte båda.

    Samma sak gäller "minskar med -2,9" och "ökar med -2,9".
    """
    for sentence in mentioning(draft, "-", "\u2212", "\u2013", "minus"):
        if not NEGATIVE.search(sentence.text):
            continue
        for pattern in (AMOUNT, PERCENT):
            for found in pattern.finditer(sentence.text):
                before, after = sentence.text[: found.start()], sentence.text[found.end() : found.end() + 30]
                word = AFTER.match(after) or BEFORE.search(before)
                if found["sign"] and word:
                    near = sentence.text[max(0, found.start() - 25) : found.end() + 10].strip()
                    yield Hit(f"Dubbel negation: ”… {near} …”.", (said(sentence),))
