"""Every letter printable: what no font of ours has becomes a sign that says so, instead of a document that fails.

`covered.txt` holds the letters that the fonts in `fonts/` and those inside Typst have between them.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

MISSING = "\ufffd"
UNTOUCHED = frozenset({"data", "link"})  # pictures and addresses are not printed


def readable(data: Any) -> Any:
    """The same data with every string printable."""
    if isinstance(data, str):
        return text(data)
    if isinstance(data, dict):
        return {key: value if key in UNTOUCHED else readable(value) for key, value in data.items()}
    if isinstance(data, list):
        return [readable(each) for each in data]
    return data


def text(words: str) -> str:
    """Printable words; nothing that cannot be seen is left but the marks of direction and soft hyphens."""
    if words.isascii() and words.isprintable():
        return words
    return words.translate(_table())


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
