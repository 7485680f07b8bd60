"""MAL07: the same measure under two names."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.draft import Indicator, PlanDraft
from tertial.planning.rules.expectations import Match, level_of, matches, measure_of, other_word
from tertial.planning.rules.prose import expected_quote, indicator_quote
from tertial.planning.rules.sketch import expects, goal, indicator, level, plan
from tertial.planning.rules.words import key, one_slip_apart, plain, stem, tokens


def _plan(name: str) -> PlanDraft:
    return plan(
        goals=(
            goal("3.2"),
            goal(
                "3.2.2", "God arbetsgivare", expects("Aktivt medarbetarindex uppgår till 82", None, 82, None)
            ),
        ),
        indicators=(indicator("3.2", name, level(82, None)),),
    )


@check(
    "MAL07",
    title="Samma mått har två namn",
    looks_at="plan",
    examples=(Example(_plan("Aktivt Medskapandeindex"), 1), Example(_plan("Aktivt medarbetarindex"), 0)),
)
def two_names(draft: PlanDraft) -> Iterator[Hit]:
    """Ett mått som heter olika på två ställen går inte att följa upp säkert.

    Ett förväntat resultat med samma nivå som en indikator och nästan samma namn är troligen samma mått.
    Indikatorer som bara skiljer i ordföljd, böjning eller en bokstav räknas också. Välj ett namn.
    """
    for match in matches(draft):
        name, same = measure_of(match.expected), level_of(match.indicator.target) == match.expected.value
        if not same or key(name) == key(match.indicator.name) or not _renamed(match, name):
            continue
        yield Hit(
            f"Förväntat resultat kallar måttet ”{name}” men indikatorn heter ”{match.indicator.name}”.",
            (expected_quote(match.expected, match.goal), indicator_quote(match.indicator)),
            None if other_word(name, match.indicator.name) else Severity.INFO,
        )
    yield from _indicators(draft)


def _renamed(match: Match, name: str) -> bool:
    if other_word(name, match.indicator.name):
        return match.sure >= 0.25
    return 0.45 <= match.sure < 0.75


def _indicators(draft: PlanDraft) -> Iterator[Hit]:
    homes: dict[tuple[str, ...], list[Indicator]] = defaultdict(list)
    for each in draft.indicators:
        homes[tuple(sorted(stem(word) for word in tokens(each.name)))].append(each)
    names = list(homes)
    for group in homes.values():
        yield from _pairs(group)
    by_length: dict[tuple[int, str], list[tuple[str, ...]]] = defaultdict(list)
    for words in names:
        for at in range(len(words)):
            by_length[(len(words), " ".join(words[:at] + words[at + 1 :]))].append(words)
    seen = set()
    for near in by_length.values():
        for one, other in itertools.pairwise(near):
            left, right = set(one) - set(other), set(other) - set(one)
            pair = tuple(sorted((one, other)))
            if len(left) == len(right) == 1 and pair not in seen and _slip(left.pop(), right.pop()):
                seen.add(pair)
                yield from _pairs([homes[one][0], homes[other][0]])


def _slip(one: str, other: str) -> bool:
    return (
        min(len(one), len(other)) >= 6
        and not any(map(str.isdigit, one + other))
        and one_slip_apart(one, other)
    )


def _pairs(group: list[Indicator]) -> Iterator[Hit]:
    names = {" ".join(re.findall(r"\w+", plain(each.name))): each for each in group}
    first, *others = names.values()
    for other in others:
        yield Hit(
            f"”{first.name}” och ”{other.name}” är troligen samma mått.",
            (indicator_quote(first), indicator_quote(other)),
        )
