"""What changed between two texts, word by word, as a reader wants it: whole words, few and long stretches."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Final, NamedTuple


class Change(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Segment(NamedTuple):
    change: Change
    text: str


_WORDS: Final = re.compile(r"\s+|\w+(?:[-:’'.,]\w+)*|[^\w\s]")
_LINES: Final = re.compile(r"[^\n]*\n|[^\n]+")
# Comparing words costs at worst the product of the lengths; above this, changed paragraphs are shown whole.
_MOST: Final = 1_000_000

Pair = tuple[str, str]  # what stood, what stands; equal when kept


def diff(old: str, new: str) -> list[Segment]:
    """The segments in reading order; kept + removed is the old text, kept + added the new one."""
    pairs = [pair for pair in _joined(_pairs(old, new)) if any(pair)]
    segments: list[Segment] = []
    for kept, run in groupby(pairs, key=lambda pair: pair[0] == pair[1]):
        stood, stands = ("".join(side) for side in zip(*run, strict=True))
        parts = [(Change.KEPT, stood)] if kept else [(Change.REMOVED, stood), (Change.ADDED, stands)]
        segments += [Segment(change, text) for change, text in parts if text]
    return segments


def has_changed(old: str, new: str) -> bool:
    """Whether a reader would see a difference: spaces and line ends alone are none."""
    return old.split() != new.split()


def _pairs(old: str, new: str) -> list[Pair]:
    """What the texts begin and end with alike is set aside, so that one word changed in a book is cheap."""
    head, old_words, new_words = _common(_WORDS.findall(old), _WORDS.findall(new))
    tail, old_rest, new_rest = _common(old_words[::-1], new_words[::-1])
    stood, stands = "".join(old_rest[::-1]), "".join(new_rest[::-1])
    middle = _word_pairs(stood, stands) if _is_small(stood, stands) else _line_pairs(stood, stands)
    start, end = "".join(head), "".join(tail[::-1])
    return [(start, start), *middle, (end, end)]


def _common(old: list[str], new: list[str]) -> tuple[list[str], list[str], list[str]]:
    """The words both begin with, and the rest of each."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    return old[:same], old[same:], new[same:]


def _is_small(old: str, new: str) -> bool:
    return len(_WORDS.findall(old)) * len(_WORDS.findall(new)) <= _MOST


def _line_pairs(old: str, new: str) -> Iterator[Pair]:
    for stood, stands in _matched(_LINES.findall(old), _LINES.findall(new), autojunk=True):
        if stood == stands or not _is_small(stood, stands):
            yield stood, stands
        else:
            yield from _word_pairs(stood, stands)


def _word_pairs(old: str, new: str) -> Iterator[Pair]:
    return _matched(_WORDS.findall(old), _WORDS.findall(new), autojunk=False)


def _matched(old: Sequence[str], new: Sequence[str], *, autojunk: bool) -> Iterator[Pair]:
    # A space is never what two texts have in common; it only fills out a stretch that words have found.
    matcher = SequenceMatcher(str.isspace, old, new, autojunk)
    for _, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        yield "".join(old[old_from:old_to]), "".join(new[new_from:new_to])


def _joined(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """A lone kept space between two changes belongs to them, so that a changed phrase is one stretch."""
    for place, (stood, stands) in enumerate(pairs):
        between = 0 < place < len(pairs) - 1
        if stood == stands and stood.isspace() and "\n" not in stood and between:
            before, after = pairs[place - 1], pairs[place + 1]
            if before[0] != before[1] and after[0] != after[1]:
                yield from ((stood, ""), ("", stands))
                continue
        yield stood, stands
