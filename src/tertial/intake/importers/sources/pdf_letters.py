"""A page whose maker placed the letters one by one, or moved some of them together: its runs from its letters.

Chromium prints so, and others where type is kerned. The pieces that pdfium sees are then single letters, or lie over
each other, and the text of a piece holds letters of its neighbours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

_MANY = 0.3  # pieces for every letter
_APART = 0.5  # of the height of a line: white space between two runs
_OFF = 0.2  # of the height: another line

Box = tuple[float, float, float, float]  # left, bottom, right, top, as pdfium counts


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    box: Box
    base: float
    high: float  # of a line of its type


def are_placed_apart(boxes: Sequence[Box], letters: int) -> bool:
    """Whether the pieces of a page are no words: too many for its letters, or some lie over the one before."""
    if len(boxes) > 40 and len(boxes) > _MANY * letters:
        return True
    return any(
        last[0] < box[0] < last[2] - 0.05 and last[1] < (box[1] + box[3]) / 2 < last[3]
        for last, box in pairwise(boxes)
    )


def runs_of_letters(textpage: Any, most: int) -> Iterator[tuple[str, Box]]:
    """Every stretch of letters on one line without wide white space, and its box."""
    run: list[_Letter] = []
    spaced = False
    for letter in _letters(textpage, most):
        if letter is None or (run and not _goes_on(run, letter)):
            if run:
                yield _run(run)
            run, spaced = [], False
        if letter is None:
            continue
        if letter.text.isspace():
            spaced = True
            continue
        if spaced and run:
            run.append(replace(run[-1], text=" "))
        spaced = False
        run.append(letter)
    if run:
        yield _run(run)


def _letters(textpage: Any, most: int) -> Iterator[_Letter | None]:
    """Letter by letter; None where a line ends."""
    import ctypes  # here, because a text read from columns needs the pages of this package and no pdfium

    import pypdfium2.raw as raw

    left, right, bottom, top, x, base = (ctypes.c_double() for _ in range(6))
    line = raw.FS_RECTF()
    for index in range(min(textpage.count_chars(), most)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in (10, 13):
            yield None
            continue
        raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(textpage, index, x, base)
        raw.FPDFText_GetLooseCharBox(textpage, index, line)
        box = (left.value, bottom.value, right.value, top.value)
        yield _Letter(chr(code), box, base.value, line.top - line.bottom)


def _goes_on(run: Sequence[_Letter], letter: _Letter) -> bool:
    """Whether a letter stands on the line of those before, right after them."""
    last = run[-1]
    if letter.text.isspace():
        return True
    high = max(last.high, letter.high)
    ahead = -high < letter.box[0] - last.box[2] < _APART * high
    return ahead and abs(letter.base - last.base) < _OFF * high


def _run(letters: Sequence[_Letter]) -> tuple[str, Box]:
    lefts, bottoms, rights, tops = zip(*(letter.box for letter in letters), strict=True)
    return "".join(letter.text for letter in letters), (min(lefts), min(bottoms), max(rights), max(tops))
