"""SUM15: the same thing with two different amounts in the text."""

import re
from collections import defaultdict
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, check
from tertial.planning.rules.amounts import Amount, amounts
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.prose import Sentence, said, saying
from tertial.planning.rules.sketch import prose
from tertial.planning.rules.words import stem

BEFORE = re.compile(
    r"\b(?P<thing>[a-zåäö]{9,})(?:\s+(?:år\s+)?(?:från\s+)?(?:19|20)\d\d)?"
    r"\s+(?:om|är|uppgår till|på)\s+(?:totalt\s+)?$",
    re.I,
)
PLAIN = re.compile(r"\b(?P<thing>[a-zåäö]{9,})\s+$", re.I)
AFTER = re.compile(r"^\s+(?:i|för|till)\s+(?P<thing>[a-zåäö]{9,})\b", re.I)
VAGUE = re.compile(
    r"budget|kostnad|åtgärd|förvaltning|nämnd|verksamhet|personal|finansiering|område|stadsdel|ytterligare|sammanlag|"
    r"omslutning|invester|underhåll|ersättning|förändring|överenskommelse|avskrivning|kommun|förening(?:ar|en)$",
    re.I,
)


@check(
    "SUM15",
    title="Samma sak har två belopp i texten",
    looks_at="plan",
    examples=(
        Example(
            prose(
                "Nämndens summa för föreningsbidrag är 1,0 mnkr.",
                "Nämnden avsätter totalt 1,5 mnkr i föreningsbidrag.",
            ),
            1,
        ),
        Example(
            prose(
                "Nämndens summa för föreningsbidrag är 1,0 mnkr.",
                "Nämnden avsätter totalt 1,0 mnkr i föreningsbidrag.",
            ),
            0,
        ),
    ),
)
def same_thing_two_amounts(draft: PlanDraft) -> Iterator[Hit]:
    """Nämns samma bidrag, fond eller insats med belopp på flera ställen ska beloppen vara lika.

    Saken är det ord som står närmast beloppet, till exempel generalschablon eller föreningsbidrag.
    Ord som kan gälla många olika belopp, som budget och kostnader, prövas inte.
    """
    things: dict[str, list[tuple[Amount, Sentence]]] = defaultdict(list)
    words: dict[str, str] = {}
    for sentence in saying(draft, "kr", "milj"):
        for amount in amounts(sentence.text):
            thing = _thing(sentence.text, amount)
            if thing and not amount.about:
                things[stem(thing)].append((amount, sentence))
                words.setdefault(stem(thing), thing.capitalize())
    for thing, found in things.items():
        first, where = found[0]
        others = [
            (amount, there) for amount, there in found[1:] if not _same(first, amount) and there is not where
        ]
        if len({round(amount.value, 3) for amount, _ in found}) == 2 and others:
            amount, there = others[0]
            yield Hit(
                f"{words[thing]} är {first.text} på ett ställe och {amount.text} på ett annat.",
                (said(where), said(there)),
            )


def _thing(text: str, amount: Amount) -> str | None:
    before, after = text[: amount.start], text[amount.end :]
    found = AFTER.match(after) or BEFORE.search(before) or PLAIN.search(before)
    if found is None or VAGUE.search(found["thing"]):
        return None
    return found["thing"]


def _same(one: Amount, other: Amount) -> bool:
    return one.agrees(other.value) or other.agrees(one.value)
