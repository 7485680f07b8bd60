"""Comparing Swedish names and sentences by the words that carry their meaning."""

import re
import unicodedata
from functools import lru_cache

_QUOTATION = re.compile("[\u201d\u201c\u00bb\u00ab\"'\u2019]")
_BRACKETED = re.compile(r"\([^)]*\)")
OF_WHICH = re.compile(
    r"^(?:[-–]\s*)?(?:varav|därav)\b:?\s*", re.I
)  # a row that is a part of the row above it
_ALPHANUMERIC = re.compile(r"\w+")
WORD = re.compile(r"[^\W\d_]+|\d+(?:,\d+)?")
_LITTLE = """
och att i på som en ett den det de dem av för med till från om är har vid efter inom under samt eller så ska kan vara
blir bli där man sin sitt sina deras själva själv alla via per hos mot genom mellan uppgår minst högst lägst procent st
stycken utfall år andel andelen antal antalet inte ej upplever uppfattar anser personer nämnden nämndens enligt bilaga
bilagor vilken vilket vilka
"""
_ENDINGS = """
ernas arnas ornas andet ningen ningar ningarna erna arna orna ens ets ers ars ors en et er ar or na ne an as es n t r s
a e
"""
LITTLE = frozenset(_LITTLE.split())
ENDINGS = tuple(sorted(_ENDINGS.split(), key=len, reverse=True))


def plain(text: str) -> str:
    """Lower case, composed, single spaces, dashes and quotation marks alike."""
    text = unicodedata.normalize("NFC", text).replace("\u2013", "-").replace("\u2212", "-")
    return " ".join(_QUOTATION.sub("", text).split()).lower()


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """What two headings or labels share when they mean the same row: no case, marks or bracketed words."""
    text = OF_WHICH.sub("", _BRACKETED.sub(" ", plain(text)))
    return " ".join(_ALPHANUMERIC.findall(text))


SAME = {"unga": "ungdomar", "unges": "ungdomars", "feriearbete": "feriejobb", "feriearbeten": "feriejobb"}


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A word without its inflection, roughly: enough to meet its other forms."""
    word = SAME.get(word.lower(), word.lower())
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def tokens(text: str) -> list[str]:
    return [word for word in WORD.findall(plain(text)) if word not in LITTLE and len(word) > 1]


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    return frozenset(stem(word) for word in tokens(text))


def meet(one: str, other: str) -> bool:
    """Whether two stems are forms of one word: equal, or one begins with the whole other."""
    if one == other:
        return True
    few, many = (one, other) if len(one) < len(other) else (other, one)
    if not many.startswith(few):
        return False
    more = len(many) - len(few)
    return len(few) >= 8 or (len(few) >= 5 and more <= 4) or (len(few) >= 4 and more <= 2)


def shared(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The stems of one that the other also has."""
    same = one & other
    rest = one - same
    heads = {word[:4] for word in other} if rest else set()
    near = {each for each in rest if each[:4] in heads and any(meet(each, word) for word in other)}
    return same | near if near else same


def likeness(one: str, other: str) -> float:
    """0 to 1: how much of both texts' meaning is common."""
    left, right = stems(one), stems(other)
    if not left or not right:
        return 0.0
    return (len(shared(left, right)) + len(shared(right, left))) / (len(left) + len(right))


def one_slip_apart(one: str, other: str) -> bool:
    """One letter added, lost, changed or two neighbours swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    left, right = one[head:], other[head:]
    if len(left) == len(right):
        return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])
    longer, lesser = (left, right) if len(left) > len(right) else (right, left)
    return longer[1:] == lesser


def named(label: str, text: str) -> bool:
    """Whether a text speaks of this label: all the words of the label stand in it, in any form."""
    wanted = stems(label)
    return bool(wanted) and len(shared(wanted, stems(text))) == len(wanted)
