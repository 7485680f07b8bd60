"""SPR03: abbreviations that are never explained."""

import re
from collections import Counter
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.prose import Sentence, everything, said
from tertial.planning.rules.sketch import prose

SHORT = re.compile(
    r"[A-ZÅÄÖ](?<![\w-].)[A-ZÅÄÖ]{1,5}(?!\w)"
)  # begins with a letter to look for, which is fast
KNOWN = frozenset(
    [
        "AB",
        "IF",
        "SK",
        "SC",
        "BK",
        "EU",
        "IT",
        "FN",
        "AI",
        "HR",
        "TV",
        "PDF",
        "SMS",
        "CV",
        "CO",
        "VD",
        "OK",
        "KF",
        "KS",
        "ID",
        "SOS",
        "USA",
        "II",
        "III",
        "IV",
        "VI",
        "VII",
        "VIII",
        "IX",
        "XI",
        "XII",
        "GWH",
        "MWH",
        "KWH",
        "XX",
        "XXX",
        "TBD",
        "TODO",
    ]
)
LETTERS = r"([A-ZÅÄÖ]{2,6})"
EXPLAINED = re.compile(
    rf"\(\s*{LETTERS}\b[^)]*\)|\b{LETTERS}s?\s*\([^)]*[a-zåäö]{{4,}}[^)]*\)|\b{LETTERS}, [A-ZÅÄÖ][a-zåäö]+ [a-zåäö]|"
    rf"\b{LETTERS}\s*[,–-]\s+(?:som|en|ett|det)\b|\b{LETTERS} (?:står för|betyder|är en förkortning)"
)


@check(
    "SPR03",
    title="En förkortning förklaras aldrig",
    looks_at="plan",
    severity=Severity.INFO,
    examples=(
        Example(prose("Kostnader för MAS och dietist fördelas."), 1),
        Example(prose("Kostnader för medicinskt ansvarig sjuksköterska (MAS) fördelas. MAS deltar."), 0),
    ),
)
def abbreviations(draft: PlanDraft) -> Iterator[Hit]:
    """Planen läses av förtroendevalda och invånare. En förkortning ska skrivas ut första gången, med
    förkortningen inom parentes. Varje förkortning redovisas en gång, där den först står.
    """
    homes: dict[str, list[Sentence]] = {}
    times: Counter[str] = Counter()
    for sentence in everything(draft):
        if sentence.text.isupper():
            continue
        for found in SHORT.finditer(sentence.text):
            homes.setdefault(found.group(), []).append(sentence)
            times[found.group()] += 1
    explained = {
        short
        for sentence in {id(one): one for where in homes.values() for one in where}.values()
        for found in EXPLAINED.finditer(sentence.text)
        for short in found.groups()
    }
    for short, where in homes.items():
        if short not in KNOWN and short not in explained:
            yield Hit(f"{short} förklaras inte ({times[short]} gånger i planen).", (said(where[0]),))
