"""Where the form's sections and questions stand in the lines of a document, misspelt or over several lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tertial.intake.importers.sources.line import Line
from tertial.reporting.rules.forms import Form, Section

from .alike import WORST, bare, begins, distance, grams, letters

_MOST_LOOKS = 1000  # comparisons letter by letter in one document
_EXACT = 0.04
_NUMBER = re.compile(r"^(?:fråga\s*)?(?P<number>\d{1,2}(?:\.\d{1,2})*)[.:)]*\s*", re.I)
_START = 48  # letters of a line that tell if it may begin a question
_SEEN = 3  # times a question's letters of a line are looked at: a line can be a whole file
_TITLE_LINES, _QUESTION_LINES = 3, 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A section (no question) or a question, from its first line to the line after its last."""

    section: str
    question: str | None
    first: int
    after: int
    rest: str = ""  # what stands on its last line, after it
    wrong: float = 0.0  # share of its letters


@dataclass(frozen=True, slots=True)
class _Wanted:
    section: str
    question: str | None
    letters: str
    grams: frozenset[str]
    whole: bool  # nothing else may stand on its lines


def marks_of(form: Form, lines: Sequence[Line]) -> list[Mark]:
    """The marks in the order they stand, none over another."""
    finder = _Finder(form, lines)
    found = finder.all()
    missing = {key for section in form.sections for key in _keys(section)} - {mark.question for mark in found}
    return _apart([*found, *finder.shortened(missing, found)])


def _keys(section: Section) -> Iterator[str]:
    for question in section.questions:
        yield question.key


class _Finder:
    def __init__(self, form: Form, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.wanted = list(_wanted(form))
        self.looks = 0

    def all(self) -> list[Mark]:
        hits: dict[tuple[str, str | None], list[Mark]] = {}
        for at, line in enumerate(self.lines):
            text = _without_number(line.text)
            said = grams(bare(text[: 2 * _START])[:_START])
            if not said or self.looks > _MOST_LOOKS:
                continue
            for wanted in self.wanted:
                if 2 * len(said & wanted.grams) >= len(said) and (hit := self._hit(wanted, at, text)):
                    hits.setdefault((wanted.section, wanted.question), []).append(hit)
        return [mark for found in hits.values() for mark in _best(found)]

    def _hit(self, wanted: _Wanted, at: int, text: str) -> Mark | None:
        self.looks += 1
        if wanted.whole:
            return self._title(wanted, at, text)
        most = len(wanted.letters)
        window, ends = self._window(at, text, round(1.3 * most) + 12, _QUESTION_LINES)
        said, places = letters(window[: _SEEN * most + _START])
        start = begins(wanted.letters[:_START], said[: 2 * _START])
        if start.wrong > 0.4 * min(most, _START):
            return None
        found = begins(wanted.letters, said)
        if found.wrong > WORST * most or not found.end:
            return None
        return self._mark(wanted, at, window, ends, places[found.end - 1] + 1, found.wrong / most)

    def _title(self, wanted: _Wanted, at: int, text: str) -> Mark | None:
        """A title stands alone: on its lines there is nothing else, save what fills an empty box."""
        most = len(wanted.letters)
        for count in range(1, _TITLE_LINES + 1):
            window, ends = self._window(at, text, 10_000, count)
            said, places = letters(window[: _SEEN * most + 2 * _START])
            if len(said) > 1.3 * most + 40:
                return None
            if distance(wanted.letters, said[: 2 * most]) <= 0.2 * most:
                return self._mark(wanted, at, window, ends, len(window), 0.0)
            found = begins(wanted.letters, said)
            rest = window[places[found.end - 1] + 1 :] if found.end else ""
            if found.wrong <= 0.1 * most and re.match(r"\s*:|\s+klicka\b", rest, re.I):
                return self._mark(wanted, at, window, ends, places[found.end - 1] + 1, 0.0)
        return None

    def _window(self, at: int, text: str, most: int, count: int) -> tuple[str, list[int]]:
        """Some lines as one text, and where each of them ends in it."""
        window, ends = text, [len(text)]
        for line in self.lines[at + 1 : at + count]:
            if len(window) > 1.4 * most:
                break
            window += " " + line.text
            ends.append(len(window))
        return window, ends

    def _mark(self, wanted: _Wanted, at: int, window: str, ends: list[int], end: int, wrong: float) -> Mark:
        while end < len(window) and (window[end].isalnum() or window[end] in "?!.:;,)\"”’'*_»"):
            end += 1
        last = next(i for i, edge in enumerate(ends) if end <= edge)
        rest = window[end : ends[last]].strip()
        if rest.endswith("?") and len(rest.split()) <= 4:
            rest = ""
        return Mark(wanted.section, wanted.question, at, at + last + 1, rest, wrong)

    def shortened(self, missing: set[str], found: Sequence[Mark]) -> Iterator[Mark]:
        """Questions that were cut short or replaced by their number."""
        taken = {at for mark in found for at in range(mark.first, mark.after)}
        left = [wanted for wanted in self.wanted if wanted.question in missing and not wanted.whole]
        for at, line in enumerate(self.lines):
            if not left or self.looks > _MOST_LOOKS:
                return
            if at in taken or len(line.text) > 300:
                continue
            said = bare(_without_number(line.text))
            known = grams(said)
            for wanted in left:
                if mark := self._short(wanted, at, line.text, said, known):
                    yield mark
                    left = [each for each in left if each is not wanted]
                    break

    def _short(self, wanted: _Wanted, at: int, text: str, said: str, known: frozenset[str]) -> Mark | None:
        number = _NUMBER.match(text) if text[:1].isdigit() or text[:1] in "Ff" else None
        mark = Mark(wanted.section, wanted.question, at, at + 1, "", WORST)
        if number and number["number"] == wanted.question and len(text.split()) <= 15:
            rest = text[number.end() :]
            if not rest or rest.endswith("?") or re.match(r"beskriv|hur|vad|vilk", rest, re.I):
                return mark
        if not max(20, 0.3 * len(wanted.letters)) <= len(said) <= len(wanted.letters):
            return None
        if 2 * len(known & wanted.grams) < len(said):
            return None
        self.looks += 1
        return mark if begins(said, wanted.letters).wrong <= 0.12 * len(said) else None


def _wanted(form: Form) -> Iterator[_Wanted]:
    for section in form.sections:
        if section.title:
            said = bare(section.title)
            yield _Wanted(section.key, None, said, grams(said), True)
        for question in section.questions:
            said = bare(question.text)
            yield _Wanted(section.key, question.key, said, grams(said), len(question.text.split()) < 5)


def _without_number(text: str) -> str:
    found = _NUMBER.match(text)
    return text[found.end() :] if found else text


def _best(found: Sequence[Mark]) -> list[Mark]:
    """The likest, and any more that is the same to the letter: a form may repeat its question on the next page."""
    best = min(found, key=lambda mark: (mark.wrong, mark.first))
    return [mark for mark in found if mark is best or mark.wrong <= _EXACT]


def _apart(found: Sequence[Mark]) -> list[Mark]:
    """No two marks over each other: the likest wins, of equals the longest."""
    kept: list[Mark] = []
    taken: set[int] = set()
    for mark in sorted(found, key=lambda m: (m.wrong, m.first - m.after)):
        lines = set(range(mark.first, mark.after))
        if not lines & taken:
            kept.append(mark)
            taken |= lines
    return sorted(kept, key=lambda mark: mark.first)
