"""MAL05: a share without the word percent."""

import re
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, check
from tertial.planning.rules.draft import PlanDraft, Target, TargetKind
from tertial.planning.rules.expectations import completed, measure_of
from tertial.planning.rules.prose import expected_quote, indicator_quote
from tertial.planning.rules.sketch import indicator, level, plan

NAME = "Andel flickor som besöker ungdomsgårdarna"
SHARE = re.compile(r"^\s*(?:andel(?:en)?|sjukfrånvaron?|korttidsfrånvaron?)\b", re.I)
BARE = re.compile(r"^\s*[+\-–−/\d\s,.]+$")


@check(
    "MAL05",
    title="Årsmålet saknar enhet",
    looks_at="plan",
    examples=(
        Example(plan(indicators=(indicator("2.4", NAME, level(45, None)),)), 1),
        Example(plan(indicators=(indicator("2.4", NAME, level(45)),)), 0),
        Example(
            plan(indicators=(indicator("2.4", "Antal barn per grupp", level(16, None), level(16, "st")),)), 1
        ),
    ),
)
def missing_units(draft: PlanDraft) -> Iterator[Hit]:
    """Ett årsmål för en andel ska ha procent, annars går det inte att veta om 50 är procent, antal eller index.

    Har kommunfullmäktiges årsmål en enhet ska nämndens också ha det, och tvärtom. Antal och index får stå utan.
    """
    for each in draft.indicators:
        own, council = each.target, each.council_target
        for mine, other, whose in ((own, council, "nämndens"), (council, own, "kommunfullmäktiges")):
            if mine is None or not _bare(mine):
                continue
            if SHARE.match(each.name) or (other is not None and other.unit and not _bare(other)):
                yield Hit(f"{each.name}: {whose} årsmål {mine.text} saknar enhet.", (indicator_quote(each),))
    for goal in draft.goals:
        for given in goal.expected:
            expected = completed(given)
            if expected.value is not None and expected.unit is None and SHARE.match(measure_of(expected)):
                yield Hit("Förväntat resultat för en andel saknar enhet.", (expected_quote(expected, goal),))


def _bare(target: Target) -> bool:
    numeric = target.kind in (TargetKind.NUMBER, TargetKind.MIN, TargetKind.MAX, TargetKind.BAND)
    return numeric and not target.unit and bool(BARE.match(target.text))
