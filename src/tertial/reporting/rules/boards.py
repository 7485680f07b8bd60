"""Which of the units asked a document is from, by what it says of itself. A suggestion: a person always chooses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_KIND = re.compile(r"(?:stadsdels|kommundels)?(?:nämn?d|förvalt?ning|styrelse)(?:ens|en|s)?$")
_WORD = re.compile(r"[\w-]+")
ENOUGH, APART = 82, 6  # of 100: how alike it must be, and how much liker than the next


@dataclass(frozen=True, slots=True)
class Guess:
    """A unit's key, and whether its name is the same but for what kind of unit it is."""

    key: str
    is_sure: bool


def stem(name: str) -> str:
    """The name without what a board and its administration differ in."""
    words = [_KIND.sub("", word).strip("-") for word in _WORD.findall(name.casefold())]
    return " ".join(word for word in words if word and word not in ("i", "för", "och", "stad", "kommun"))


def guess(said: str, names: Mapping[str, str]) -> Guess | None:
    """The likeliest of the units (key → name); none when it could as well be another."""
    wanted = stem(said[:200])
    if not wanted:
        return None
    stems = {key: stem(name) for key, name in names.items()}
    same = [key for key, name in stems.items() if name == wanted]
    if same:
        whole = [key for key in same if names[key].casefold() == said.strip().casefold()] or same
        return Guess(whole[0], is_sure=True) if len(whole) == 1 else None
    return _nearest(wanted, stems)


def _nearest(wanted: str, stems: Mapping[str, str]) -> Guess | None:
    from rapidfuzz import fuzz, process

    found = process.extract(wanted, dict(stems), scorer=fuzz.ratio, limit=2, score_cutoff=ENOUGH - APART)
    if not found or found[0][1] < ENOUGH or (len(found) > 1 and found[0][1] - found[1][1] < APART):
        return None
    return Guess(found[0][2], is_sure=False)
