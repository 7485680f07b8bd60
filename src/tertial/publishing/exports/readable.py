"""Every letter printable: what no font of ours has becomes a sign that says so, instead of a document that fails.

`covered.txt` holds the letters that the fonts in `fonts/` and those inside Typst have between them.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

MISSING = "\ufffd"
_PLAIN = re.compile(
    "[^\t\n -~\u00a0-\u00ac\u00ae-\u024f\u0370-\u03ff\u0400-\u045f\u2010-\u2026\u2030-\u203a\u20ac\u2212\u26a5\ufffd]"
)
UNTOUCHED = frozenset({"data", "link"})  # pictures and addresses are not printed


def readable(data: Any, *, plainly: bool = False) -> Any:
    """The same data with every string printable; `plainly`: with no letters but those of Europe."""
    if isinstance(data, str):
        return _PLAIN.sub(MISSING, text(data)) if plainly else text(data)
    if isinstance(data, dict):
        return {
            key: value if key in UNTOUCHED else readable(value, plainly=plainly)
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [readable(each, plainly=plainly) for each in data]
    return data


def text(words: str) -> str:
    """Printable words; nothing that cannot be seen is left but the marks of direction and soft hyphens."""
    if words.isascii() and words.isprintable():
        return words
    said = words.translate(_table())
    return _without_lone_marks(said) if MISSING in said else said


def _without_lone_marks(words: str) -> str:
    """Marks that were set on a letter we cannot print go with it."""
    out: list[str] = []
    for letter in words:
        if out and out[-1] == MISSING and unicodedata.category(letter).startswith("M"):
            continue
        out.append(letter)
    return "".join(out)


class _Table(dict[int, str | int]):
    """What each letter becomes, worked out when it is first met."""

    def __missing__(self, letter: int) -> str | int:
        kept = letter in _covered() or letter in (0x9, 0xA)
        unseen = letter < 0x20 or 0x7F <= letter < 0xA0 or 0xD800 <= letter <= 0xDFFF
        self[letter] = letter if kept else "" if unseen or 0xFE00 <= letter <= 0xFE0F else MISSING
        return self[letter]


@lru_cache(maxsize=1)
def _table() -> _Table:
    return _Table()


@lru_cache(maxsize=1)
def _covered() -> frozenset[int]:
    out: set[int] = set()
    for piece in (Path(__file__).parent / "covered.txt").read_text(encoding="ascii").split():
        first, _, last = piece.partition("-")
        out.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(out)
