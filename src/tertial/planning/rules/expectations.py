"""Expected results and indicators as the same measures: which belongs to which, and which way is better."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from tertial.planning.rules.amounts import NUMBER, number
from tertial.planning.rules.draft import Expected, Goal, Indicator, PlanDraft, Previous, Target, TargetKind
from tertial.planning.rules.once import once
from tertial.planning.rules.words import plain, shared, stems, tokens

LESS = re.compile(
    r"frånvaro|bistånd|vräkning|avhysning|energi|klimatpåverkan|utsläpp|väntetid|kostnad|konsult|våldsutsatt|"
    r"utsatta? för|skräp|avfall|klagomål|brott|otrygg|arbetslös|oro(?:s|n)?anmäl|återfall|åter blir|ohälsa|"
    r"personal en hem|personal som en|olika personer|barn per (?:grupp|anställd)|barngrupp|skador|"
    r"fall(?:olyck|skad)|plast|fossil",
    re.I,
)
MORE = re.compile(
    r"nöjd|trygg|miljöbränsle|fossilfri|ekologisk|besvarat|följts upp|avvärj|"
    r"inte (?:upplever|blivit)|utsorter|matavfallsinsaml",
    re.I,
)
LEVEL = re.compile(
    rf"(?:(?P<way>minst|lägst|högst|max|maximalt)\s+)?(?P<number>{NUMBER})\s*(?P<unit>procent\b|%|st\b|stycken\b|gwh\b)?",
    re.I,
)
OUTCOME = re.compile(rf"\(\s*utfall\s+(?P<year>(?:19|20)\d\d)\s*:?\s*(?P<number>{NUMBER})[^)]*\)?", re.I)
SURE, LIKELY = 0.8, 0.55


@dataclass(frozen=True, slots=True)
class Match:
    """An expected result and the indicator that measures it. sure: 0 to 1."""

    goal: Goal
    expected: Expected
    indicator: Indicator
    sure: float


def completed(expected: Expected) -> Expected:
    """With level, direction, unit and last outcome read from the words where they are not given."""
    text = plain(expected.text)
    outcome = OUTCOME.search(text)
    if expected.previous is None and outcome:
        expected = replace(expected, previous=Previous(int(outcome["year"]), number(outcome["number"])))
    if expected.value is not None:
        return expected
    rest = OUTCOME.sub("", text)
    after = re.search(r"\buppgår\b(?P<rest>.*)", rest)
    found = (
        LEVEL.search(after["rest"])
        if after
        else re.match(r"(?=minst|lägst|högst|max|[\d,]+\s*(?:procent|%)\s+av\b)" + LEVEL.pattern, rest, re.I)
    )
    way = re.search(r"\b(minst|lägst|högst|max)\b", after["rest"] if after else rest)
    if not found:
        return expected
    unit = "%" if found["unit"] in ("procent", "%") else found["unit"]
    direction = None if not way else "max" if way[1] in ("högst", "max") else "min"
    return replace(
        expected,
        value=number(found["number"]),
        unit=expected.unit or unit,
        direction=expected.direction or direction,
    )


REACHES = re.compile(
    r"(?:\b(?:uppgår?|ska uppgå|ökar|minskar|är|vara|blir|når|nå|utgör|över(?:stiger|skrider|träffar)|understiger)"
    r"|:)(?: (?:till|med|från))?"
    rf"(?: (?:minst|lägst|högst|max|maximalt|mer än|fler än|över|under))?(?: till)? (?:{NUMBER}).*$",
    re.I,
)
FIRST = re.compile(
    rf"\b(?:minst|lägst|högst|max)\s+(?:{NUMBER})\s*(?:procent|%|st\b)?(?:\s+av\b)?"
    rf"|^(?:målet är att\s+)?(?:{NUMBER})\s*(?:procent|%)\s+av\b",
    re.I,
)


_LAST_OUTCOME = re.compile(r"\([^()]*\butfall[^()]*\)?", re.I)
_SHALL = re.compile(r"\bska (?=vara|uppgå)")
_SHARE = re.compile(r"\s*andel", re.I)
_NUMBER_OF = re.compile(r"\s*antal", re.I)


def measure_of(expected: Expected) -> str:
    """The words of an expected result that name what is measured."""
    return _measure(expected.text)


@lru_cache(maxsize=1024)
def _measure(text: str) -> str:
    text = _SHALL.sub("", _LAST_OUTCOME.sub("", text))
    return FIRST.sub("", REACHES.sub("", text)).strip(" .,")


def better_is_less(name: str, direction: str | None = None) -> bool:
    """Which way is better: by the words minst and högst, else by what is measured."""
    if direction:
        return direction == "max"
    return bool(LESS.search(name)) and not MORE.search(name)


def is_share(name: str, unit: str | None) -> bool:
    return unit in ("%", "procent") or _SHARE.match(name) is not None


def level_of(target: Target | None) -> float | None:
    """The one number of a target, where it has one."""
    if target is None or target.kind not in (TargetKind.NUMBER, TargetKind.MIN, TargetKind.MAX):
        return None
    level = target.low if target.low is not None else target.high
    # A bare year is what is left of "Fastställs 2021" when its first word was lost.
    return None if level is not None and target.unit is None and 1990 <= level <= 2100 else level


def family(goal: Goal, indicators: tuple[Indicator, ...]) -> list[Indicator]:
    """The indicators an expected result of this goal can be measured by: its own, its parent's, its siblings'."""
    above = goal.parent or goal.number.rpartition(".")[0]
    return [
        each
        for each in indicators
        if each.goal in (goal.number, above) or (above and each.goal.startswith(above + "."))
    ]


def weights(indicators: tuple[Indicator, ...]) -> dict[str, float]:
    """Rare words tell more than common ones."""
    seen = Counter(word for each in indicators for word in stems(each.name))
    return {word: math.log(1 + len(indicators) / count) for word, count in seen.items()}


def within(one: str, other: str) -> bool:
    """Whether one name says all that the other says, words in brackets left out."""
    left, right = (stems(re.sub(r"\([^)]*\)", " ", name)) for name in (one, other))
    return bool(left and right) and (
        len(shared(left, right)) == len(left) or len(shared(right, left)) == len(right)
    )


def resemblance(one: frozenset[str], other: frozenset[str], weight: dict[str, float]) -> float:
    def heavy(words: frozenset[str]) -> float:
        return sum(weight.get(word, 1.5) for word in words)

    if not one or not other:
        return 0.0
    left, right = heavy(shared(one, other)) / heavy(one), heavy(shared(other, one)) / heavy(other)
    return 0.6 * max(left, right) + 0.4 * min(left, right)


def comparable(expected: Expected, each: Indicator) -> bool:
    """A share is never compared with a number of pieces."""
    unit = each.target.unit if each.target else None
    name = measure_of(expected)
    if _NUMBER_OF.match(each.name):
        return expected.unit != "%" and not _SHARE.match(name)
    if _SHARE.match(each.name):
        return expected.unit in ("%", None) and not _NUMBER_OF.match(name)
    return expected.unit is None or unit is None or (expected.unit == "%") == (unit in ("%", "procent"))


@once
def matches(draft: PlanDraft) -> tuple[Match, ...]:
    """Every expected result with a level, beside the indicator that is most like it."""
    weight = weights(draft.indicators)
    found = []
    for goal in draft.goals:
        near = family(goal, draft.indicators) if goal.expected else []
        for given in goal.expected:
            expected = completed(given)
            if expected.value is not None:
                found += list(_best(goal, expected, near, weight))
    return tuple(found)


def _best(goal: Goal, expected: Expected, near: list[Indicator], weight: dict[str, float]) -> Iterator[Match]:
    words = stems(measure_of(expected))
    scored = [
        (resemblance(words, stems(each.name), weight), each) for each in near if comparable(expected, each)
    ]
    if scored:
        best = max(score for score, _ in scored)
        ties = [each for score, each in scored if score > best - 0.04]
        equal = [each for each in ties if level_of(each.target) == expected.value]
        chosen = equal[0] if equal else next(each for score, each in scored if score == best)
        # Between several equally near ones it cannot be said which is meant.
        yield Match(goal, expected, chosen, best if equal or len(ties) == 1 else min(best, 0.3))


def other_word(one: str, other: str) -> bool:
    """Two names of the same length where one word is another: medarbetarindex and medskapandeindex."""
    left, right = tokens(one), tokens(other)
    if len(left) != len(right):
        return False
    off = [(a, b) for a, b in zip(left, right, strict=True) if a != b and not shared(stems(a), stems(b))]
    return len(off) == 1 and (len(left) > 2 or off[0][0][-5:] == off[0][1][-5:])
