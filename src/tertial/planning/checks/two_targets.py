"""MAL06: the same indicator with two different targets."""

import re
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.draft import Indicator, PlanDraft
from tertial.planning.rules.expectations import level_of
from tertial.planning.rules.prose import indicator_quote
from tertial.planning.rules.sketch import indicator, level, plan
from tertial.planning.rules.words import plain, stem, tokens

NAME = "Andel nöjda föräldrar till barn i förskolan"


@check(
    "MAL06",
    title="Samma indikator har två årsmål",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(plan(indicators=(indicator("1.3", NAME, level(88)), indicator("1.3.1", NAME, level(85)))), 1),
        Example(plan(indicators=(indicator("1.3", NAME, level(88)), indicator("1.3.1", NAME, level(88)))), 0),
    ),
)
def two_targets(draft: PlanDraft) -> Iterator[Hit]:
    """En indikator som står på flera ställen ska ha samma årsmål överallt, både nämndens och kommunfullmäktiges.

    Namnen jämförs utan skiljetecken och stora bokstäver. Skiljer de bara i böjning blir det en varning.
    """
    same: dict[str, list[Indicator]] = {}
    alike: dict[tuple[str, ...], list[Indicator]] = {}
    for each in draft.indicators:
        same.setdefault(" ".join(re.findall(r"\w+", plain(each.name))), []).append(each)
        alike.setdefault(tuple(sorted(stem(word) for word in tokens(each.name))), []).append(each)
    for group in same.values():
        yield from _differing(group, None)
    for group in alike.values():
        names = {" ".join(re.findall(r"\w+", plain(each.name))) for each in group}
        if len(names) > 1:
            yield from _differing(group, Severity.WARNING)


def _differing(group: list[Indicator], severity: Severity | None) -> Iterator[Hit]:
    first = group[0]
    for other in group[1:]:
        for mine, theirs in ((first.target, other.target), (first.council_target, other.council_target)):
            one, two = level_of(mine), level_of(theirs)
            if mine and theirs and one is not None and two is not None and abs(one - two) > 1e-9:
                yield Hit(
                    f"{first.name} har årsmålet {mine.text} under {first.goal} men {theirs.text} under {other.goal}.",
                    (indicator_quote(first), indicator_quote(other)),
                    severity,
                )
                break
