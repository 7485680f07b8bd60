"""Figures that stand in what somebody wrote: 11 companies, 40 percent, each with the sentence that says it.

Offered for use, never used by itself. Dates, years, times, telephone numbers and numbers of rules are no figures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_SHORT = (
    r"(?:t\.?\s?ex|bl\.?\s?a|m\.?\s?fl|m\.?\s?m|d\.?\s?v\.?\s?s|s\.?\s?k|o\.?\s?d"
    r"|ca|kap|nr|tel|osv|etc|resp|kl|prop|dnr)"
)
_END = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+(?=[\"”’(\[–-]?\s?[A-ZÅÄÖÉ0-9])")
_CUT_SHORT = re.compile(rf"(?:^|[\s(]){_SHORT}\.$|\b\d{{1,2}}\.$|\b[A-ZÅÄÖ]\.$", re.I)
_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_SMALL = {
    **{"två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10},
    **{"elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17},
    **{"arton": 18, "nitton": 19, "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "hundra": 100},
}
_NO_FIGURE = re.compile(
    rf"""\b\d{{4}}-\d\d(?:-\d\d)?\b                                  # 2026-05-03
    | \b(?:den\s+)?\d{{1,2}}(?:[–-]\d{{1,2}})?\s+(?:{_MONTHS})(?:\s+\d{{4}})?\b  # 3 maj 2026
    | \b(?:{_MONTHS})\s+\d{{4}}\b
    | \b(?:T|H|Q|tertial|kvartal|vecka|v\.)\s?\d+(?:\s+(?:19|20)\d\d)?
    | \b(?:etapp|fas|bilaga|sida|sidan|punkt|nr|nummer|steg|avsnitt|fråga)\s?\d+
    | \bkl(?:\.|ockan)?\s*\d{{1,2}}(?:[.:]\d\d)?(?:\s?[–-]\s?\d{{1,2}}(?:[.:]\d\d)?)?
    | \b\d{{1,2}}[.:]\d\d\s?[–-]\s?\d{{1,2}}[.:]\d\d\b
    | (?:\+46|\b0\d{{1,3}})[\s/-]*\d[\d\s-]{{4,}}\d                # telephone
    | \b\d+\s?(?:kap\.?|§§?)(?:\s?\d+\s?§)? | §§?\s?\d+
    | \b(?:19|20)\d\d(?:\s?[/–-]\s?(?:(?:19|20)?\d\d))?\b
        (?!\s+(?:nya\s+)?[a-zåäö]+(?:ar|er|or|företag|platser|jobb)\b)
    | \S+@\S+ | (?:https?://|www\.)\S+ | \b\d+:\d+\b | (?-i:\b[A-ZÅÄÖ]+-?\d+\b) | \b\d{{4,}}-\d+
    """,
    re.X | re.I,
)
_NUMBER = (
    rf"(?P<digits>\d{{1,3}}(?:[ \u00a0]\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?)|\b(?P<word>{'|'.join(_SMALL)})\b"
)
_OF = rf"(?P<of>\s+av(?:\s+de|\s+totalt)?\s+(?:\d+|{'|'.join(_SMALL)})\b)?"
_FIGURE = re.compile(
    rf"(?:{_NUMBER}){_OF}(?P<after>\s?%|[ \u00a0]?(?:mnkr|tkr|kkr|kr)\b|(?:[ \u00a0]+[^\W\d_][\w-]*){{0,4}})",
    re.I,
)
_UNITS = (
    "procentenheter",
    "procent",
    "miljoner kronor",
    "miljarder kronor",
    "tusen kronor",
    "kronor",
    "miljoner",
)
_SMALL_WORDS = frozenset(
    (
        *("av", "och", "i", "på", "till", "från", "med", "för", "som", "om", "att", "eller", "men", "under"),
        *(
            "mellan",
            "vid",
            "per",
            "har",
            "är",
            "var",
            "hade",
            "ska",
            "kan",
            "inom",
            "samt",
            "den",
            "det",
            "de",
        ),
        *("vi", "över", "sedan", "dem", "så", "då", "bland", "medan", "när", "mot", "hos", "kom", "blev"),
        *("går", "gick", "även", "först", "varav", "totalt", "sammanlagt", "stycken"),
    )
)
_FILLERS = re.compile(r"\w{2,}(?:a|s|ande|ende|igt)$")
_AFTER_FILLER = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """`said` is the figure with what it counts, as it stands; `sentence` is the whole sentence."""

    value: Decimal
    said: str
    unit: str
    sentence: str


def sentences(text: str) -> list[str]:
    """Whole sentences and lines of a list, in reading order."""
    found: list[str] = []
    for line in re.split(r"\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)|\n(?=\s*[|#])", text):
        whole = re.sub(r"^\s*(?:[-*•]|#{1,6})\s+", "", " ".join(line.split()))
        start = ""
        for part in _END.split(whole):
            joined = f"{start} {part}".strip()
            start = joined if _CUT_SHORT.search(joined) else ""
            if joined and not start:
                found.append(joined)
        if start:
            found.append(start)
    return found


def facts(text: str) -> list[Fact]:
    """Every figure that counts something, with its sentence."""
    return [fact for sentence in sentences(text) for fact in _in_sentence(sentence)]


def _in_sentence(sentence: str) -> Iterator[Fact]:
    hidden = _NO_FIGURE.sub(lambda found: "\x00" * len(found[0]), sentence)
    for found in _FIGURE.finditer(hidden):
        if _is_part(hidden, found.start(), found.start("after")):
            continue
        unit = _unit(found["after"])
        if not unit:
            continue
        number = found["digits"] or found["word"]
        said = f"{number}{found['of'] or ''} {unit}"
        yield Fact(_value(found), " ".join(said.split()), unit.lower(), sentence)


def _is_part(text: str, start: int, end: int) -> bool:
    """Of a longer sign: 1.2, A4, 3/4, 2-3."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(before and (before.isalnum() or before in ".,/_#")) or after in ("/", "\x00")


def _unit(after: str) -> str:
    """What is counted: the word that follows, past small words such as nya or större."""
    said = after.strip()
    low = said.lower()
    if low in ("%", "mnkr", "tkr", "kkr", "kr"):
        return low
    if unit := next((each for each in _UNITS if low.startswith(each)), ""):
        return unit
    words: list[str] = []
    for word in said.split():
        if word.lower() in _SMALL_WORDS:
            break
        words.append(word)
        if not _FILLERS.search(word) or len(words) == _AFTER_FILLER:
            break
    return " ".join(words)


def _value(found: re.Match[str]) -> Decimal:
    if found["word"]:
        return Decimal(_SMALL[found["word"].lower()])
    return Decimal(re.sub(r"[ \u00a0]", "", found["digits"]).replace(",", "."))
