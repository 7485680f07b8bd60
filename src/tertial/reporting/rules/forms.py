"""A form as data: sections of questions, who gets which, and when an answer or a comment is needed.

The same form serves a tertial report, a themed follow-up and a document somebody fills in by hand. It knows
nothing of rounds or people: a round keeps the version it asked with.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from tertial.foundation.words import N_
from tertial.measures.rules.deviation import Tolerance


class FormKind(StrEnum):
    """An ordinary form asks about the plan; a themed one asks its own questions."""

    ORDINARY = "ordinary"
    THEMED = "themed"


class QuestionKind(StrEnum):
    """What an answer is: figures, a table of money, a light with its reason, prose, rows, or one of some words."""

    VALUE = "value"
    MONEY = "money"
    JUDGEMENT = "judgement"
    TEXT = "text"
    ITEMS = "items"
    CHOICE = "choice"


class Each(StrEnum):
    """A section is asked once, or once for every goal of the unit's own plan."""

    ONCE = "once"
    GOAL = "goal"


class Items(StrEnum):
    """What a list of items shows. Risks and findings come with their own package."""

    ACTIVITIES = "activities"
    EXPECTED = "expected"


class When(StrEnum):
    """When something must be written. Each is a plain fact about the answer beside it."""

    ALWAYS = "always"
    MISSING = "missing"  # there is no value
    DEVIATES = "deviates"  # partly or not met, beyond the tolerance, or a late activity
    JUMPS = "jumps"  # a hint of plausibility was raised
    DIFFERS = "differs"  # the judgement is another than the figures propose


KIND_OF_FORM_WORDS = {FormKind.ORDINARY: N_("Rapport enligt plan"), FormKind.THEMED: N_("Temauppföljning")}
KIND_WORDS = {
    QuestionKind.VALUE: N_("Värde"),
    QuestionKind.MONEY: N_("Ekonomi"),
    QuestionKind.JUDGEMENT: N_("Bedömning"),
    QuestionKind.TEXT: N_("Text"),
    QuestionKind.ITEMS: N_("Lista"),
    QuestionKind.CHOICE: N_("Val"),
}
WHEN_WORDS = {
    When.ALWAYS: N_("alltid"),
    When.MISSING: N_("när värdet saknas"),
    When.DEVIATES: N_("när det avviker"),
    When.JUMPS: N_("när talet ser ovanligt ut"),
    When.DIFFERS: N_("när bedömningen är en annan än siffrornas"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit as a scope sees it; its tags are its group and whatever else the city marks units with."""

    key: str
    kind: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Who gets it. Nothing named is everybody; named units always get it, others by kind and by tag."""

    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def holds(self, unit: Asked) -> bool:
        if unit.key in self.units:
            return True
        if not self.kinds and not self.tags:
            return not self.units
        of_kind = not self.kinds or unit.kind in self.kinds
        return of_kind and (not self.tags or not set(self.tags).isdisjoint(unit.tags))


EVERYBODY = Scope()
UNLIMITED = Tolerance()


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked. `key` is stable between periods, so that last period's answer is found."""

    key: str
    text: str
    kind: QuestionKind = QuestionKind.TEXT
    instruction: str = ""
    required: tuple[When, ...] = ()
    comment: tuple[When, ...] = ()  # when a comment must stand beside the answer
    word_limit: int | None = None
    choices: tuple[Choice, ...] = ()
    measures: tuple[str, ...] = ()  # these; for values none named is the goal's own
    within: tuple[tuple[str, str], ...] = ()  # for money: measures that are parts of others, "varav"
    tolerance: Tolerance = UNLIMITED
    items: Items | None = None
    scope: Scope = EVERYBODY

    def whole_of(self, measure: str) -> str:
        """The row that this one is a part of; nothing for a row of its own."""
        return dict(self.within).get(measure, "")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: what is handed in, returned and approved on its own. The title may be empty."""

    key: str
    title: str
    questions: tuple[Question, ...] = ()
    number: str = ""
    text: str = ""
    instruction: str = ""
    each: Each = Each.ONCE
    scope: Scope = EVERYBODY
    first: bool = False  # written last and read first: the summary


@dataclass(frozen=True, slots=True)
class Head:
    """What is filled in above the questions of a document: the board, the contact person, the telephone."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Form:
    key: str
    title: str
    kind: FormKind = FormKind.ORDINARY
    text: str = ""
    sections: tuple[Section, ...] = ()
    head: tuple[Head, ...] = ()
    placeholder: str = ""  # what stands in an empty answer of a document; never an answer itself
    scope: Scope = EVERYBODY

    def questions(self) -> Iterator[tuple[Section, Question]]:
        for section in self.sections:
            for question in section.questions:
                yield section, question

    def question(self, key: str) -> Question | None:
        return next((each for _, each in self.questions() if each.key == key), None)

    def section(self, key: str) -> Section | None:
        return next((each for each in self.sections if each.key == key), None)


def strays(question: Question) -> list[str]:
    """Measures named as parts or wholes that are no rows, and wholes that are parts themselves."""
    parts = dict(question.within)
    unknown = [key for pair in question.within for key in pair if key not in question.measures]
    return [*unknown, *(whole for whole in parts.values() if whole in parts)]


def asked_of(form: Form, unit: Asked) -> tuple[Section, ...]:
    """The sections this unit gets, each with the questions it gets; a section left empty is not asked."""
    if not form.scope.holds(unit):
        return ()
    return tuple(
        replace(section, questions=questions)
        for section in form.sections
        if section.scope.holds(unit)
        and (questions := tuple(each for each in section.questions if each.scope.holds(unit)))
    )
