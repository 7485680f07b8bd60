"""What a target says: `8 %`, `Max 10 personer`, `+/-1 %`, `öka`, `Fastställs 2021`, `Tas fram av nämnd`, `-`.

A cell is read whole; a row whose cells were run together is cut into the targets that make most sense.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from tertial.planning.rules.draft import Target, TargetKind

BEYOND = 1e13
NUMBER = r"[-−]?(?:\d{1,3}(?:[ ]\d{3})+|\d+)(?:[.,]\d+)?"
_UNIT_WORDS = (
    r"%|‰|procent(?:enheter)?|p\.?e\.?|st\.?|stycken|kr|kronor|tkr|mnkr|mkr|mdkr|poäng|index"
    r"|personer|platser|barn|elever|dagar|timmar|minuter|veckor|månader|gånger|år|hektar|ha|km|mil|liter"
    r"|m2|m²|m3|m³|kvm|kvadratmeter|ton|[kmg]?g|[kMGT]?[Ww]h"
)
_PER = r"(?:(?: ?/ ?| per | och )[a-zåäö0-9²]+(?: (?!per )[a-zåäö]+)?)"
UNIT = rf"(?:{_UNIT_WORDS})(?: CO2\S*| koldioxid\w*)?{_PER}{{0,2}}"
_ANOTHER = r"(?:Min|Max|Högst|Lägst|Mellan|Fler|Färre|Över|Under|Öka|Minska|Fast|Tas)"  # the next cell begins
_NEXT_CELL = r"\b(?:tas fram|fastställ|beslutas|bestäms|öka|minska)"
_LOOSE_UNIT = (
    rf"(?:(?!{_NEXT_CELL})[^\W\d_](?:(?!{_NEXT_CELL})(?!(?-i: {_ANOTHER}))[^\d]){{0,40}}"
    rf"|{UNIT}|(?:[a-zåäö]+ )?per \d[\d ]* ?[a-zåäö]+)"
)

_WHEN = (
    r"(?:(?:under|i|vid|efter|senast|till|från|inför) )?(?:(?:året|år|våren|hösten|vår|höst|vt|ht|samband med) ?)?"
    r"(?:t ?[123]|tertial(?:rapport)?(?: ?[123])?|vb|\d{4}-\d\d-\d\d|[a-zåäö]* ?\d{4}|senare|året|våren|hösten"
    r"|verksamhetsberättelsen?)?"
    r"(?: \d{4})?"
)
_SETTLE = r"(?:fastställs|fastställes|beslutas|bestäms|sätts|anges|meddelas|tas fram|formuleras|utarbetas)"
_BOARD = (
    r"[a-zåäö:]*(?:nämnd|styrelse|bolag|fullmäktige|förvaltning|verksamhet|kommunstyrelse|kf|ks)[a-zåäö]*"
)
_DELEGATED = re.compile(
    rf"{_SETTLE} av (?:(?:respektive|resp\.?|varje|[^\W\d]+s) )?{_BOARD}(?: ?(?:/|eller|och) ?{_BOARD})*"
    r"(?:,? senast \d{4}-\d\d-\d\d)?",
    re.I,
)
_PENDING = re.compile(rf"{_SETTLE}(?: {_WHEN})?", re.I)
_DIRECTION = re.compile(
    r"(?:ska |skall )?(?:öka[rs]?|ökad|ökning|minska[rs]?|minskad|minskning|förbättra[rs]?|bibehålla[s]?|bibehållen"
    r"|behålla[s]?|oförändra[dt]|samma nivå|högre|lägre|bättre)(?: (?:jämfört med|sedan|från|än) (?:år )?\d{4})?",
    re.I,
)
_NONE = re.compile(r"[-–—−]|ej aktuellt|inget(?: mål| årsmål)?", re.I)
_BAND = re.compile(rf"(?:\+ ?/? ?[-−–]|±) ?({NUMBER}) ?({UNIT})?", re.I)
_RANGE = re.compile(rf"({NUMBER}) ?(%|procent)? ?[-–] ?({NUMBER}) ?({UNIT})", re.I)
_BETWEEN = rf"({NUMBER}) ?(?:%|procent)? och ({NUMBER})(?: ?({_LOOSE_UNIT}))?"
_BAND_IN_WORDS = re.compile(rf"Mellan {_BETWEEN}")  # in small letters it may be the end of a name
_BAND_ALONE = re.compile(rf"mellan {_BETWEEN}", re.I)
_MIN = r"min(?:st|imum|\.)?|lägst|mer än|fler än|över|≥|>=?"
_MAX = r"max(?:imalt|imum|\.)?|högst|mindre än|färre än|under|≤|<=?"
_BOUND = re.compile(rf"(?:({_MIN})|({_MAX})) ?({NUMBER})(?: ?({_LOOSE_UNIT}))?", re.I)
_PLAIN = re.compile(rf"({NUMBER})(?: ?({UNIT}))?", re.I)
_LOOSE = re.compile(rf"(?:ca\.? |cirka )?({NUMBER})(?: ?({_LOOSE_UNIT}))?", re.I)


def to_number(text: str) -> float:
    return float(text.replace(" ", "").replace(",", ".").replace("−", "-"))


def parse_target(text: str) -> Target | None:
    """The target a whole cell holds; None where the cell is empty. Unknown words are a target without a level."""
    text = " ".join(text.split())
    if not text:
        return None
    found = _strict(text) or _loose(text)
    if found is None or any(is_beyond(level) for level in (found.low, found.high)):
        return Target(text, TargetKind.DIRECTION)
    return found


def is_beyond(level: float | None) -> bool:
    """No level of anything is so large: it is a slip or something else, and stays as words."""
    return level is not None and not abs(level) < BEYOND


def understood(text: str) -> bool:
    """Whether a cell's words are a target of a known kind."""
    text = " ".join(text.split())
    return not text or _strict(text) is not None or _loose(text) is not None


def is_cell(text: str) -> bool:
    """Whether the words are nothing but one or two targets, as no name of an indicator is."""
    return bool(text) and bool(cuts(text.split()[:_MOST_WORDS], 2))


def _loose(text: str) -> Target | None:
    if found := _BAND_ALONE.fullmatch(text):
        return _between(text, found)
    found = _LOOSE.fullmatch(text)
    return _exact(text, found[1], found[2]) if found else None


def _between(text: str, found: re.Match[str]) -> Target:
    return Target(text, TargetKind.BAND, to_number(found[1]), to_number(found[2]), found[3])


def _exact(text: str, number: str, unit: str | None) -> Target:
    value = to_number(number)
    return Target(text, TargetKind.NUMBER, value, value, unit.strip() if unit else None)


@lru_cache(maxsize=8192)
def _strict(text: str) -> Target | None:
    """A target in one of the known forms only."""
    for pattern, kind in (
        (_NONE, TargetKind.NONE),
        (_DELEGATED, TargetKind.DELEGATED),
        (_PENDING, TargetKind.PENDING),
        (_DIRECTION, TargetKind.DIRECTION),
    ):
        if pattern.fullmatch(text):
            return Target(text, kind)
    if found := _BAND.fullmatch(text):
        value = to_number(found[1])
        return Target(text, TargetKind.BAND, -value, value, found[2])
    if found := _RANGE.fullmatch(text):
        return Target(text, TargetKind.BAND, to_number(found[1]), to_number(found[3]), found[4])
    if found := _BAND_IN_WORDS.fullmatch(text):
        return _between(text, found)
    if found := _BOUND.fullmatch(text):
        value, unit = to_number(found[3]), found[4]
        if found[1]:
            return Target(text, TargetKind.MIN, value, None, unit)
        return Target(text, TargetKind.MAX, None, value, unit)
    found = _PLAIN.fullmatch(text)
    return _exact(text, found[1], found[2]) if found else None


_CELL_START = re.compile(
    r"[-−–—+±<>≤≥]|[-−]?\d|max|min|högst|lägst|mellan|över|under|mer|fler|färre|mindre|ska|öka|minska|förbättra|bibehåll|behåll"
    r"|oförändra|samma|högre|lägre|bättre|ej|inget|fastställ|beslutas|bestäms|sätts|anges|meddelas|tas|formuleras|utarbetas",
    re.I,
)


def starts_cell(word: str) -> bool:
    """Whether a cell can begin with this word."""
    return _CELL_START.match(word) is not None


Cut = tuple[Target, ...]
_MOST_WORDS = 24  # of two cells
_REST_OF_NUMBER = re.compile(r"0\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TAKES_NUMBER = re.compile(  # words after which a number still belongs to the name
    r"(?:års)?(?:kurs|klass)|åk|dag|vecka|t|tertial|(?:mål)?nivå|steg|fas|typ|kap\.?|kapitel|§|punkt|del|zon|etapp"
    r"|agenda|vision|version|kl\.?|nr\.?|inom|minst|högst|än|fastställs|beslutas|sätts",
    re.I,
)
_HARDLY_LAST = re.compile(  # names seldom end here, but verbs do: `byggts om`, `prata med`
    r"av|på|med|per|till|från|före|efter|inför|senast|under|över|mellan|i|de|och|eller|för|sedan|om|-|–", re.I
)


def cuts(tokens: Sequence[str], most: int) -> list[Cut]:
    """Every way to read the words as at most so many targets, one after another."""
    if not tokens:
        return [()]
    if most == 0 or not starts_cell(tokens[0]) or _REST_OF_NUMBER.match(tokens[0]):
        return []
    out: list[Cut] = []
    for end in range(1, len(tokens) + 1):
        first = _strict(" ".join(tokens[:end]))
        if first is not None:
            out += [(first, *rest) for rest in cuts(tokens[end:], most - 1)]
    return out


def worth_after(words: Sequence[str], cut: Cut) -> int:
    """How likely a cut is after these words of a name; the first of them has a capital as all first words have."""
    before = words[-1] if words else ""
    return worth(cut, before if len(words) > 1 else before.casefold())


def worth(cut: Cut, before: str = "") -> int:
    """How likely a cut is after the word before it: the more cells the better, unless they do not agree."""
    points = 10 * len(cut)
    points -= _torn(before, cut[0].text)
    if cut[0].kind in (TargetKind.MIN, TargetKind.MAX) and cut[0].text[0].isupper():
        points += 4  # no name goes on with a capital
    if len(cut) > 1:
        named = not before or bool(_TAKES_NUMBER.fullmatch(before)) or _proper(before)
        points += _agreement(cut[0], cut[1], named=named)
    if any(a.kind is TargetKind.PENDING and " " not in a.text and _bare(b) for a, b in pairwise(cut)):
        points -= 15  # `Fastställs` and `2021` are one cell
    return points - sum(
        8 for t in cut if t.kind is TargetKind.NUMBER and t.unit == "%" and (t.low or 0) > 1000
    )


def _proper(word: str) -> bool:
    """A name of its own, not the first word of a row: the number after it is the name's, as in `Kulturhuset 21`."""
    return word[0].isupper() and word.isalpha() and not word.isupper()


def _torn(before: str, text: str) -> int:
    """What speaks against cutting between this word and this number."""
    if not before or not text[0].isdigit():
        return 0
    if before.casefold() == "inom" and text.endswith("%"):
        return 7  # `inom` takes a time, not a share: the name goes on on the next line
    if _TAKES_NUMBER.fullmatch(before):
        return 13  # `årskurs 9`, `inom 24 timmar`: the number is the name's
    if _HARDLY_LAST.fullmatch(before):
        return 7
    thousands = re.fullmatch(r"[1-9]\d{0,2}", before) and re.match(r"\d{3}(?!\d)", text)
    return 9 if thousands else 0


def _agreement(first: Target, second: Target, *, named: bool) -> int:
    """What speaks for two cells being the targets of one thing; `named`: the first number may be the name's."""
    points = 3 if first == second else 0
    if second.kind is not TargetKind.NUMBER and _YEAR.fullmatch(first.text):
        points -= 13  # `Andel fossilfria bilar 2030`, `Fastställs 2024`
    if first.kind in (TargetKind.MIN, TargetKind.MAX):
        other = second.kind is not TargetKind.NUMBER or _even(first.unit) != _even(second.unit)
        points -= 13 if other and not first.text[0].isupper() else 0
    if first.kind is TargetKind.BAND and first.text[0].isdigit():
        points -= 13 if _even(first.unit) != _even(second.unit) else 0  # `2-17 år` is an age
    if first.kind is not TargetKind.NUMBER or second.kind is not TargetKind.NUMBER or first.low == second.low:
        return points  # the same number twice is a unit forgotten, not a number of the name
    if _even(first.unit) != _even(second.unit) and not _even(second.unit).startswith(
        f"{_even(first.unit) or '-'} "
    ):
        points -= 13 if named or first.unit or _YEAR.fullmatch(first.text) else 4
    return points - (13 if _one_number(first, second) else 0)


def _one_number(first: Target, second: Target) -> bool:
    """`1 100` is a thousand and a hundred, not one and a hundred; `275 300` may be two."""
    split = re.fullmatch(r"[1-9]\d{0,2}", first.text) and re.match(r"\d{3}(?!\d)", second.text)
    return bool(split) and (second.low or 0) >= 5 * (first.low or 1)


def _bare(target: Target) -> bool:
    return target.kind is TargetKind.NUMBER and target.unit is None


def _even(unit: str | None) -> str:
    return (unit or "").casefold().rstrip(".").replace("procent", "%")
