"""SPR03: abbreviations that are never explained."""

import re
from collections import Counter
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.prose import Sentence, everything, said
from tertial.planning.rules.sketch import prose

SHORT = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{2,6}(?![\w])")
KNOWN = frozenset(
    "AB EU IT FN AI HR TV PDF SMS CV CO VD OK KF KS ID SOS USA II III IV VI VII VIII IX XI XII GWH MWH KWH XX XXX TBD TODO".split()
)
EXPLAINED = r"\(\s*{0}\s*[\),]|\b{0}s?\s*\([^)]*[a-zåäö]{{4,}}[^)]*\)|\b{0}\s*[,–-]\s+(?:som|en|ett|det)\b|\b{0} (?:står för|betyder|är en förkortning)"


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
    first: dict[str, Sentence] = {}
    times: Counter[str] = Counter()
    for sentence in everything(draft):
        if sentence.text.isupper():
            continue
        for found in SHORT.finditer(sentence.text):
            first.setdefault(found.group(), sentence)
            times[found.group()] += 1
    unknown = [short for short in first if short not in KNOWN]
    explained = _explained(draft, unknown)
    for short in unknown:
        if short not in explained:
            yield Hit(f"{short} förklaras inte ({times[short]} gånger i planen).", (said(first[short]),))


def _explained(draft: PlanDraft, unknown: list[str]) -> set[str]:
    if not unknown:
        return set()
    pattern = re.compile("|".join(f"(?P<{short}>{EXPLAINED.format(short)})" for short in unknown if short.isascii()))
    others = [(short, re.compile(EXPLAINED.format(short))) for short in unknown if not short.isascii()]
    found: set[str] = set()
    for sentence in everything(draft):
        if "(" not in sentence.text and "står för" not in sentence.text and ", " not in sentence.text:
            continue
        found |= {each.lastgroup for each in pattern.finditer(sentence.text) if each.lastgroup}
        found |= {short for short, alone in others if alone.search(sentence.text)}
    return found
