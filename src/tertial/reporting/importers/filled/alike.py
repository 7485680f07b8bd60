"""How much a printed text is the question of the form: letters compared, blanks and signs left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_SIGNS = re.compile(r"[\W_]+")
WORST = 0.25  # of a question's letters may be wrong


@dataclass(frozen=True, slots=True)
class Beginning:
    """How the text begins with what was looked for: letters that differ, and where in the text it ends."""

    wrong: int
    end: int


def letters(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text in one case, and where each stood."""
    places = [place for place, sign in enumerate(text) if sign.isalnum()]
    return "".join(text[place].lower()[:1] for place in places), places


def bare(text: str) -> str:
    """The letters alone, fast."""
    return _SIGNS.sub("", text).lower()


def grams(text: str) -> frozenset[str]:
    """The threes of letters of a text."""
    return frozenset(text[i : i + 3] for i in range(len(text) - 2))


@lru_cache(maxsize=4096)
def begins(wanted: str, text: str) -> Beginning:
    """The least number of letters to change for the text to begin with `wanted`; of equals the shortest."""
    row = _last_row(wanted, text)
    wrong = min(row)
    return Beginning(wrong, row.index(wrong))


@lru_cache(maxsize=4096)
def distance(one: str, other: str) -> int:
    """The least number of letters to change for one to be the other."""
    return _last_row(one, other)[-1]


def pieces(wanted: str, wrong: int) -> tuple[str, ...]:
    """As many that one at least stands whole in every text that differs from it in so few letters."""
    size, more = divmod(len(wanted), wrong + 1)
    ends = [size * n + min(n, more) for n in range(wrong + 2)]
    return tuple(wanted[here:there] for here, there in pairwise(ends))


def _last_row(wanted: str, text: str) -> Sequence[int]:
    row = list(range(len(text) + 1))
    for down, sign in enumerate(wanted, 1):
        above, row[0] = row[0], down
        left = down
        for across, letter in enumerate(text, 1):
            here = row[across]
            cost = above if sign == letter else 1 + min(above, here, left)
            above, row[across], left = here, cost, cost
    return row
