"""Money that the board asks for: in its decisions, in headings and in running text, matched by purpose."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tertial.foundation.check import Evidence
from tertial.planning.rules.amounts import Amount, amounts
from tertial.planning.rules.draft import Decision, PlanDraft
from tertial.planning.rules.once import once
from tertial.planning.rules.prose import heading, quote, said, sentences
from tertial.planning.rules.words import shared, stem, stems

ASKING = re.compile(
    r"\b(?:ansök\w*|begär\w*|äska\w*|hemställ\w*|tilläggsanslag\w*|söker|anmäler|godkänner|budgetjustering\w*|stimulansbidrag\w*|startbidrag\w*)\b",
    re.I,
)
LATER = re.compile(r"\bombudgeter|\bbevilja(?:des|ts|de)\b|\bavser att i verksamhetsberättelse", re.I)
SURE = 0.6  # how sure it must be that a text and a decision ask for the same thing
HEADING = re.compile(r"^(?:medel|ansökan|begäran|budgetjustering|tillägg)\b", re.I)
FOR = re.compile(r"^\s*(?:mnkr\s*)?(?:för|till|gällande|avseende|i budgetjustering för|i)\b", re.I)
COMMON = frozenset(
    stem(word)
    for word in [
        "medel",
        "ansöker",
        "ansökan",
        "begär",
        "begära",
        "söker",
        "budgetjustering",
        "budgetjusteringar",
        "kommunstyrelsen",
        "stadsdelsnämnden",
        "nämnden",
        "förvaltningen",
        "hos",
        "mnkr",
        "tkr",
        "bilaga",
        "bilagor",
        "fortsätta",
        "utveckla",
        "bedriva",
        "kunna",
        "åtgärder",
        "finansiering",
        "godkänner",
        "beräknad",
        "kostnad",
        "kostnader",
        "föreslår",
        "rubriken",
        "framgår",
        "totalt",
        "sammanlagt",
        "belopp",
        "anmäler",
        "avseende",
    ]
)


@dataclass(frozen=True, slots=True)
class Asked:
    """An amount with what it is for, wherever it stands."""

    amount: Amount
    purpose: str
    where: Evidence
    strong: bool  # the words say that the money is asked for from the council
    whole: str  # the sentence or heading


def purpose_words(text: str) -> frozenset[str]:
    return stems(text) - COMMON


def decision_amount(decision: Decision) -> float | None:
    if decision.amount_mnkr is not None:
        return decision.amount_mnkr
    stated = list(amounts(decision.text))
    return stated[0].value if len(stated) == 1 else None


@lru_cache(maxsize=256)
def decision_purpose(decision: Decision) -> frozenset[str]:
    """The words that tell what the decision's money is for."""
    text = re.sub(r"\benligt (?:bilag\w*|punkt\w*)\b.*$", "", decision.text, flags=re.I)
    last = [each.end for each in amounts(text)]
    after = text[last[-1] :] if last else ""
    wanted = purpose_words(after) if FOR.match(after) else purpose_words(text)
    return wanted or purpose_words(text)


@once
def asked(draft: PlanDraft) -> tuple[Asked, ...]:
    """Every amount that is asked for outside the decisions."""
    return tuple(_asked(draft))


@once
def asked_in(draft: PlanDraft) -> dict[str, list[Asked]]:
    """Every amount that is asked for, by the sentence or heading that it stands in."""
    found: dict[str, list[Asked]] = {}
    for each in asked(draft):
        found.setdefault(each.whole, []).append(each)
    return found


def together(draft: PlanDraft, whole: str) -> float:
    """All amounts of one sentence or heading."""
    return sum(each.amount.value for each in asked_in(draft)[whole])


@once
def under_amounts(draft: PlanDraft) -> frozenset[str]:
    """The sentences that stand under a request's heading with its amount."""
    titles = {
        each.title for each in draft.sections if HEADING.match(each.title) and list(amounts(each.title))
    }
    return frozenset(each.text for each in sentences(draft) if each.section in titles)


def _asked(draft: PlanDraft) -> Iterator[Asked]:
    for section in draft.sections:
        if HEADING.match(section.title):
            for amount in amounts(section.title):
                purpose = section.title[: amount.start]
                yield Asked(amount, purpose, heading(section), True, section.title)
    for sentence in sentences(draft):
        if "kr" in sentence.text and ASKING.search(sentence.text) and not LATER.search(sentence.text):
            strong = bool(
                re.search(r"kommunstyrelsen|budgetjustering|\bKS\b|kommunfullmäktige", sentence.text, re.I)
            )
            for amount, purpose in _purposes(sentence.text):
                yield Asked(amount, purpose, said(sentence), strong, sentence.text)


def _purposes(text: str) -> Iterator[tuple[Amount, str]]:
    found = list(amounts(text))
    for at, amount in enumerate(found):
        following = text[amount.end : found[at + 1].start if at + 1 < len(found) else len(text)]
        before = text[found[at - 1].end if at else 0 : amount.start]
        if re.search(r"\bvarav\s*$", before):
            continue
        if FOR.match(following):
            yield (
                amount,
                re.split(r"\bvilket framgår|,? se (?:under|bilag|avsnitt)|\benligt bilag", following)[0],
            )
        else:
            yield amount, before


@once
def _purposes_decided(draft: PlanDraft) -> list[tuple[Decision, frozenset[str]]]:
    """Every decision about one amount, with the words that tell what it is for."""
    return [
        (decision, wanted)
        for decision in draft.decisions
        if decision_amount(decision) is not None and (wanted := decision_purpose(decision))
    ]


@once
def _matched(draft: PlanDraft) -> dict[str, tuple[list[Decision], float]]:
    """What has been matched; each purpose is asked about at every place where the same money is."""
    return {}


def matching(draft: PlanDraft, text: str) -> tuple[list[Decision], float]:
    """The decisions that ask for the same thing, and how sure that is (0 to 1)."""
    known = _matched(draft)
    if text not in known:
        known[text] = _matching(draft, text)
    return known[text]


def _matching(draft: PlanDraft, text: str) -> tuple[list[Decision], float]:
    words = purpose_words(text)
    scored = []
    for decision, wanted in _purposes_decided(draft) if words else ():
        common = shared(wanted, words)
        back = shared(words, wanted)
        scored.append((max(len(common) / len(wanted), 0.8 * len(back) / len(words)), len(common), decision))
    if not scored:
        return [], 0.0
    best = max((score, count) for score, count, _ in scored)
    return [each for score, count, each in scored if (score, count) == best], best[0]


@once
def _surely_asked(draft: PlanDraft) -> dict[tuple[int, ...], list[Asked]]:
    found: dict[tuple[int, ...], list[Asked]] = {}
    for each in asked(draft):
        decisions, sure = matching(draft, each.purpose)
        if sure >= SURE:
            found.setdefault(tuple(map(id, decisions)), []).append(each)
    return found


def asked_for(draft: PlanDraft, decisions: Sequence[Decision]) -> list[Asked]:
    """Every place that surely asks for what exactly these decisions ask for."""
    return _surely_asked(draft).get(tuple(map(id, decisions)), [])


def only_with_word(draft: PlanDraft, text: str) -> Decision | None:
    """The one decision about money that shares a long word with the text which no other decision has."""
    words = {word for word in purpose_words(text) if len(word) >= 10}
    found = [
        each
        for each in draft.decisions
        if decision_amount(each) is not None and words & decision_purpose(each)
    ]
    return found[0] if len(found) == 1 else None


def decision_quote(decision: Decision) -> Evidence:
    return quote(f"{decision.number}. {decision.text}", decision.place)
