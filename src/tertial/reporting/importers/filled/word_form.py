"""A Word form of ours read back: exactly what stands in its boxes, and as well as can be where somebody broke it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tertial.foundation.check import Evidence, Remark, Severity
from tertial.foundation.period import Period, PeriodKind, PeriodRefused
from tertial.foundation.words import excerpt
from tertial.intake.importers.sources.word import WordParts
from tertial.reporting.rules import paper as words
from tertial.reporting.rules.filled import Filled, FilledForm, Update
from tertial.reporting.rules.forms import Form, Question
from tertial.reporting.rules.paper import Box, Para, as_text, settled, sum_of
from tertial.reporting.rules.themed import body, updates
from tertial.reporting.rules.update_labels import is_label_alone

from .alike import distance, letters
from .word_boxes import Beside, Filling, plain, things

_ALIKE = 0.2  # of a printed paragraph's letters may be changed for it still to be the printed one
_SHORT = 12  # letters; a shorter one is never taken for a changed one


def has_boxes(parts: WordParts) -> bool:
    """Whether it is a form that we have written."""
    return any(isinstance(each, Filling) for each in things(parts, _identity(parts).boxes))


def read_boxes(parts: WordParts, form: Form) -> FilledForm:
    """The answers in the boxes of a form of ours. Questions without a box are unanswered, with a remark."""
    paper = _identity(parts)
    if paper.key and paper.key != form.key:
        message = f"Dokumentet svarar på formuläret ”{paper.key}”, inte på ”{form.title}”."
        nothing = tuple(Filled(question.key, None) for _, question in form.questions())
        empty: dict[str, str | None] = {head.key: None for head in form.head}
        return FilledForm(form.key, empty, None, nothing, (Remark("FORM-01", Severity.ERROR, message),))
    reading = _Reading(form, paper.printed or _known(form), bool(paper.printed))
    for thing in things(parts, paper.boxes):
        if isinstance(thing, Filling):
            reading.box(thing)
        else:
            reading.beside(thing)
    return FilledForm(
        form.key,
        reading.head(),
        _period(paper.period),
        tuple(reading.answer(question) for _, question in form.questions()),
        tuple(reading.told()),
        reading.declines,
        paper.round_key,
        paper.unit_key,
    )


@dataclass(frozen=True, slots=True)
class _Paper:
    key: str = ""
    period: str = ""
    round_key: str = ""
    unit_key: str = ""
    printed: frozenset[str] = frozenset()
    boxes: Mapping[str, str] = field(default_factory=dict)  # what each is called → its tag


def _identity(parts: WordParts) -> _Paper:
    """What the file itself says that it is; another program may have dropped it."""
    try:
        said = json.loads(_property(parts))
    except (ValueError, RecursionError):
        return _Paper()
    if not isinstance(said, dict):
        return _Paper()
    key, period, round_key, unit = (
        str(said.get(name) or "")[:80] for name in ("key", "period", "round", "unit")
    )
    printed, boxes = said.get("printed"), said.get("boxes")
    return _Paper(
        *(key, period, round_key, unit),
        frozenset(map(str, printed)) if isinstance(printed, list) else frozenset(),
        {str(shown): str(name) for shown, name in boxes.items()} if isinstance(boxes, dict) else {},
    )


def _property(parts: WordParts) -> str:
    for each in parts.properties if parts.properties is not None else ():
        if each.get("name") == words.PROPERTY:
            return "".join(each.itertext())
    return ""


def _known(form: Form) -> frozenset[str]:
    """The sums of what any copy of the form has printed, for a file that has lost its own."""
    said = [form.title, words.YOURS, words.DECLINES, *form.text.split("\n\n"), *(h.label for h in form.head)]
    for section in form.sections:
        said += [section.title, f"{section.number}. {section.title}"]
        said += [*section.text.split("\n\n"), *section.instruction.split("\n\n")]
        for question in section.questions:
            said += [question.text, *question.instruction.split("\n\n")]
    return frozenset(map(sum_of, said))


def _period(code: str) -> str | None:
    try:
        period = Period.parse(code)
    except PeriodRefused:
        return None
    if period.kind is PeriodKind.YEAR:
        return f"{period.year}T3"
    return period.code if period.kind is PeriodKind.TERTIAL else None


@dataclass(slots=True)
class _Said:
    """What was written to one question, in the order it stands."""

    paras: list[Para] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    strays: list[Beside] = field(default_factory=list)
    is_same: bool = False
    has_box: bool = False
    line: int | None = None


class _Reading:
    def __init__(self, form: Form, printed: frozenset[str], is_sure: bool) -> None:
        self.form, self.printed, self.is_sure = form, printed, is_sure
        self.said = {question.key: _Said() for _, question in form.questions()}
        self.asked = {sum_of(question.text): question for _, question in form.questions()}
        self.heads: dict[str, str] = {}
        self.lost: list[Beside] = []
        self.changed: list[Beside] = []
        self.here: str | None = None
        self.above_box = False  # what stands here was printed, when the file does not say itself what was
        self.is_out, self.why = False, ""
        self.invitations = {letters(each)[0] for each in (form.placeholder, *words.PLACEHOLDERS) if each}

    def box(self, filling: Filling) -> None:
        text = "" if self._is_empty(filling) else settled(as_text(filling.paras))
        if filling.box is Box.HEAD:
            self.heads[filling.key] = " ".join(text.split())
        elif filling.box is Box.DECLINES:
            self.is_out = self.is_out or filling.is_ticked
        elif filling.box is Box.REASON:
            self.why = text
        elif filling.key in self.said:
            self._answered(self.said[filling.key], filling, text)

    def _answered(self, said: _Said, filling: Filling, text: str) -> None:
        self.here, self.above_box = filling.key, False
        if filling.box is Box.SAME:
            said.is_same = filling.is_ticked
        elif filling.box is Box.UPDATE:
            label = filling.shown.removeprefix(f"{words.question(filling.key)}: ") or words.UPDATE
            said.updates += [Update(label, None, text)] if text else []
        else:
            said.has_box, said.line = True, said.line or filling.line
            said.paras += [Para(text)] if text else []

    def _is_empty(self, filling: Filling) -> bool:
        """Nothing, or still the invitation to write."""
        said = letters(" ".join(para.text for para in filling.paras))[0]
        signs = any(para.text for para in filling.paras)
        return filling.inviting or not signs or said in self.invitations

    def beside(self, thing: Beside) -> None:
        """What is printed says where we are; the rest somebody has written beside the boxes."""
        line = plain(thing.para)
        if question := self.asked.get(sum_of(line)):
            self.here, self.above_box = question.key, True
        elif sum_of(line) in self.printed or words.ticked(line, words.NOTHING_NEW) is not None:
            self._at_section(line)
        elif letters(line)[0] in self.invitations or (not self.is_sure and is_label_alone(line)):
            return
        elif cut := self._run_on(thing):
            self._stray(cut)
        elif self._is_changed(line):
            self.changed.append(thing)
        elif self.is_sure or not self.above_box:
            self._stray(thing)

    def _at_section(self, line: str) -> None:
        for section in self.form.sections:
            titles = (section.title, f"{section.number}. {section.title}")
            if section.title and section.questions and line in titles:
                self.here, self.above_box = section.questions[0].key, True

    def _run_on(self, thing: Beside) -> Beside | None:
        """Written straight after the question, in its own paragraph."""
        said, places = letters(thing.para.text)
        for question in self.asked.values():
            wanted = letters(question.text)[0]
            if wanted and said.startswith(wanted) and len(said) > len(wanted):
                self.here = question.key
                return Beside(
                    Para(thing.para.text[places[len(wanted) - 1] + 1 :].lstrip(' .?!:)"”’»\n')), thing.line
                )
        return None

    def _is_changed(self, line: str) -> bool:
        """A question that somebody has reworded a little."""
        said = letters(line)[0]
        for question in self.asked.values():
            wanted = letters(question.text)[0]
            near = len(wanted) >= _SHORT and abs(len(said) - len(wanted)) <= _ALIKE * len(wanted)
            if near and distance(wanted, said) <= _ALIKE * len(wanted):
                self.here = question.key
                return True
        return False

    def _stray(self, thing: Beside) -> None:
        if self.here is None:
            self.lost.append(thing)
            return
        said = self.said[self.here]
        said.paras.append(thing.para)
        said.strays.append(thing)
        said.line = said.line or thing.line

    @property
    def declines(self) -> str | None:
        return self.why if self.is_out else None

    def head(self) -> dict[str, str | None]:
        return {head.key: self.heads.get(head.key) or None for head in self.form.head}

    def answer(self, question: Question) -> Filled:
        said = self.said[question.key]
        whole = settled(as_text(said.paras))
        own = tuple(updates(whole))
        text = None if not whole and not said.updates else body(whole) if own else whole
        return Filled(
            question.key, text, (*own, *said.updates), None, said.line, said.is_same, whole if whole else None
        )

    def told(self) -> Iterator[Remark]:
        first = self.form.head[0] if self.form.head else None
        if first is not None and not self.heads.get(first.key):
            message = f"”{first.label}” är inte ifyllt, så det går inte att se vem som svarar."
            yield Remark("FORM-06", Severity.WARNING, message)
        for _, question in self.form.questions():
            said = self.said[question.key]
            if not said.has_box and not said.paras:
                message = f"Fråga {question.key} finns inte i dokumentet: ”{excerpt(question.text, 60)}”"
                yield Remark("FORM-02", Severity.WARNING, message)
            elif not said.has_box:
                message = f"Rutan till fråga {question.key} är borta. Texten under frågan är läst som svar."
                yield Remark("FORM-07", Severity.WARNING, message, tuple(map(_evidence, said.strays[:3])))
            elif said.strays:
                message = f"Text utanför rutan till fråga {question.key} är läst som en del av svaret."
                yield Remark("FORM-07", Severity.WARNING, message, tuple(map(_evidence, said.strays[:3])))
        for thing in self.changed:
            message = "En fråga är skriven på ett annat sätt än i formuläret."
            yield Remark("FORM-04", Severity.INFO, message, (_evidence(thing),))
        if self.lost:
            message = "Text ovanför frågorna hör inte till något svar och är inte med."
            yield Remark("FORM-07", Severity.WARNING, message, tuple(map(_evidence, self.lost[:3])))


def _evidence(thing: Beside) -> Evidence:
    return Evidence(None, thing.line, excerpt(plain(thing.para), 120))
