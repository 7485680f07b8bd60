"""A form on paper: what is printed and what is asked for, the names of its boxes, and text as Word's paragraphs.

The one who writes the Word form and the one who reads it back both look here, so that they agree.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from tertial.foundation.period import Period, PeriodKind
from tertial.reporting.rules.forms import Each, Form, QuestionKind
from tertial.reporting.rules.typed import cleaned

OURS = "tertial"  # begins the tag of every box of ours
PROPERTY = "TertialForm"  # of the file: which form it is, and what is printed in it
YOURS = "Ert svar"  # stands before the box; what is above it is printed
EARLIER = "Så svarade ni"
NOTHING_NEW = "Inget nytt sedan"
DECLINES = "Vi deltar inte"
WHY = "Varför?"
UPDATE = "Uppdatering"
FILL_IN = "Klicka här för att ange text."
FILL_UPDATE = "Klicka här för att lägga till något till svaret ovan."
CHOOSE = "Klicka här för att välja."
PLACEHOLDERS = (FILL_IN, FILL_UPDATE, CHOOSE)
MOST_LEVELS = 8
WRITTEN = (QuestionKind.TEXT, QuestionKind.CHOICE, QuestionKind.JUDGEMENT)  # what a document can answer

_TICKED = re.compile(r"(?P<mark>[☐☑☒✓✔✗✘☓□■×]|\[[ xX]?\]|[xX](?= ))?\s*(?P<said>.*)", re.S)
_TICKS = ("☑", "☒", "✓", "✔", "✗", "✘", "×", "[x]", "[X]", "x", "X")
_BULLET = re.compile(r"(?P<indent> *)- \s*(?P<text>\S.*)", re.S)
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


class Box(StrEnum):
    """What a box is for."""

    HEAD = "head"
    ANSWER = "answer"
    UPDATE = "update"  # added to what was answered the period before
    SAME = "same"  # nothing new: a tick
    DECLINES = "declines"  # takes no part: a tick
    REASON = "reason"  # why it takes no part


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was answered to the question the period before."""

    period: str  # as printed: T1 2026
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One form for one unit; without a unit a blank one."""

    form: Form
    period: str = ""  # 2026T2
    unit: str = ""
    unit_key: str = ""
    round_key: str = ""
    last_day: str = ""
    head: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, Earlier] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def placeholder(self) -> str:
        return self.form.placeholder or FILL_IN

    @property
    def period_label(self) -> str:
        return Period.parse(self.period).label() if self.period else ""

    @property
    def update_label(self) -> str:
        """As people write it: Uppdatering T2."""
        if not self.period:
            return UPDATE
        period = Period.parse(self.period)
        short = period.kind in (PeriodKind.TERTIAL, PeriodKind.HALF_YEAR)
        return f"{UPDATE} {period.code[4:] if short else period.code}"


def on_paper(form: Form) -> Form:
    """What a document can ask: prose and choices, once each. Not figures or lists, nor what is asked of every goal."""
    sections = (
        replace(section, questions=tuple(each for each in section.questions if each.kind in WRITTEN))
        for section in form.sections
        if section.each is Each.ONCE
    )
    return replace(form, sections=tuple(section for section in sections if section.questions))


def question(key: str) -> str:
    """What a question's box is called."""
    return f"Fråga {key}"


def tag(box: Box, key: str = "") -> str:
    return ":".join(filter(None, (OURS, box.value, key)))


def box_of(said: str) -> tuple[Box, str] | None:
    """What a tag names, where it is one of ours."""
    ours, _, rest = said.partition(":")
    kind, _, key = rest.partition(":")
    if ours != OURS or kind not in set(Box):
        return None
    return Box(kind), key


def sum_of(text: str) -> str:
    """Of a printed paragraph, blanks apart."""
    return sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()[:12]


def ticked(line: str, label: str) -> bool | None:
    """Whether the box before the label is ticked in a line of plain text; None where it is another line."""
    found = _TICKED.fullmatch(line.strip())
    if not found or not found["said"].casefold().startswith(label.casefold()):
        return None
    return (found["mark"] or "") in _TICKS


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of Word: its text, where a line break is one, and its level where it is a bullet."""

    text: str
    level: int | None = None


def paragraphs(text: str) -> list[Para]:
    """A kept text as the paragraphs that show it."""
    found: list[Para] = []
    for block in re.split(r"\n{2,}", _steady(text)):
        prose: list[str] = []
        for line in block.split("\n"):
            bullet = _BULLET.fullmatch(line)
            if bullet is None:
                prose.append(line)
                continue
            found += _said(prose)
            prose = []
            found.append(Para(bullet["text"].strip(), min(len(bullet["indent"]) // 2, MOST_LEVELS)))
        found += _said(prose)
    return found


def _said(lines: list[str]) -> list[Para]:
    return [Para("\n".join(lines))] if any(lines) else []


def as_text(paras: Iterable[Para]) -> str:
    """The paragraphs as a kept text: a blank line between them, none inside a list."""
    out, last = "", False
    for para in paras:
        listed = para.level is not None
        line = f"{'  ' * (para.level or 0)}- {para.text}" if listed else para.text
        out, last = (f"{out}{chr(10) if last and listed else chr(10) * 2}{line}" if out else line), listed
    return out


def settled(text: str) -> str:
    """The text as it is kept after a turn through Word: only blank lines about lists can differ from what was kept."""
    return _steady(as_text(paragraphs(text)))


def _steady(text: str) -> str:
    """Cleaned until cleaning changes nothing more: what a space hid may be a bullet."""
    now = _NOT_IN_XML.sub("", text)
    for _ in range(4):
        before, now = now, cleaned(now)
        if now == before:
            break
    return now
