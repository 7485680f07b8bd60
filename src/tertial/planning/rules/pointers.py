"""References in prose: to appendices, headings, sections, decision points and goals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tertial.foundation.check import Evidence
from tertial.planning.rules.asking import decision_quote, purpose_words
from tertial.planning.rules.draft import Appendix, PlanDraft
from tertial.planning.rules.once import once
from tertial.planning.rules.prose import DECISION, mentioning, said
from tertial.planning.rules.words import key

ONE = r"\d+(?:\.\d+)?(?!\d|[,.]\d|\s*(?:mnkr|tkr|kr|procent|%))"
SINGLE = re.compile(
    rf"(?:\bbilaga(?:n)?|\bbil\.|\b(?:se|enligt|i|av)\s+bil)\s+(?:nr\.?\s+)?(?P<list>{ONE}(?:\s+(?:och|samt|respektive)\s+{ONE})?)",
    re.I,
)
SEVERAL = re.compile(
    rf"\bbilagor(?:na)?\s+(?P<list>{ONE}(?:\s*(?:-|–|,|och|samt|till|t\.o\.m\.)\s*{ONE})*)", re.I
)
SPAN = re.compile(r"(\d+)\s*(?:-|–|till|t\.o\.m\.)\s*(\d+)")
HEADING = re.compile(
    r"\b(?:under|i|se)\s+(?:rubrik(?:en)?|avsnittet)\s+[\u201d\"'«]?(?P<title>[A-ZÅÄÖa-zåäö][^.;:()\u201d\"]{2,80})",
    re.I,
)
NUMBERED = re.compile(r"\b(?:avsnitt|kapitel|kap\.?)\s+(?P<number>\d+(?:\.\d+)*)", re.I)
POINT = re.compile(
    r"\b(?:besluts)(?:punkt|sats)(?:en)?\s+(?P<number>\d+)\b|\benligt punkt\s+(?P<plain>\d+)\b", re.I
)
GOAL = re.compile(
    r"\b(?:nämnd|verksamhetsområdes|inriktnings)?mål(?:et)?\s+(?P<number>\d\.\d+(?:\.\d+)?)(?!\d|,)\b", re.I
)
NOISE = frozenset(
    ("sammanställ", "ansök", "ansökan", "plan", "system", "stad", "stadsdel", "förvaltning", "nämnd", "lokal")
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A reference to an appendix and the words around it."""

    number: str
    text: str
    section: str
    where: Evidence


def appendix_numbers(text: str) -> Iterator[str]:
    """Every appendix the text points at; bilagor 2-5 is four of them."""
    for pattern in (SINGLE, SEVERAL):
        for found in pattern.finditer(text):
            listed = found["list"]
            for first, last in SPAN.findall(listed):
                yield from (str(number) for number in range(int(first), min(int(last), int(first) + 99) + 1))
            yield from re.findall(r"\d+(?:\.\d+)?", SPAN.sub(" ", listed))


@once
def pointers(draft: PlanDraft) -> tuple[Pointer, ...]:
    """Every reference to an appendix, the decisions' own first."""
    return tuple(_pointers(draft))


def _pointers(draft: PlanDraft) -> Iterator[Pointer]:
    for decision in draft.decisions:
        where = decision_quote(decision)
        for number in dict.fromkeys((*decision.appendices, *appendix_numbers(decision.text))):
            yield Pointer(number, decision.text, "", where)
    for sentence in mentioning(draft, "bilag", "bil. ", " bil "):
        if sentence.section != DECISION:
            for number in dict.fromkeys(appendix_numbers(sentence.text)):
                yield Pointer(number, sentence.text, sentence.section, said(sentence))


def title_words(appendix: Appendix) -> frozenset[str]:
    """The words of an appendix' title that tell it from the others."""
    return frozenset(word for word in purpose_words(appendix.title) if not word[0].isdigit()) - NOISE


def titles(draft: PlanDraft) -> set[str]:
    """Everything that can be called a heading."""
    found = {key(each.title) for each in draft.sections} | {key(each.title or "") for each in draft.tables}
    found |= {key(each.text) for each in draft.goals} | {key(each.title) for each in draft.contents}
    return found - {""}


def exists(title: str, known: set[str]) -> bool:
    """Whether some heading is what these words begin with; the sentence may go on after it."""
    wanted = key(title)
    return any(
        wanted == each or wanted.startswith(each + " ") or each.startswith(wanted + " ") for each in known
    )
