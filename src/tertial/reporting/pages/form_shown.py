"""A form as it will look to whoever answers, with the same words and fields as the workspace."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from tertial.foundation.number import format_number
from tertial.goals.rules.activity import STATUS_WORDS, ActivityStatus
from tertial.measures.rules.deviation import Tolerance
from tertial.organisation.profile import kind_name
from tertial.reporting.pages.boxes import Choice, choices_of
from tertial.reporting.pages.form_fields import EACH_WORDS, ITEM_WORDS
from tertial.reporting.rules.forms import KIND_WORDS, WHEN_WORDS, Each, Question, Scope, Section, When
from tertial.reporting.rules.lacking import MINUTES


@dataclass(frozen=True)
class ShownQuestion:
    question: Question
    number: int
    is_first: bool
    is_last: bool
    names: Mapping[str, str]  # of measures, by key

    @property
    def money_rows(self) -> list[tuple[str, bool, bool]]:
        """What each row of a table of money is called, whether it is a part of another, and whether it is there."""
        asked = self.question
        return [
            (self.names.get(key, key), bool(asked.whole_of(key)), key in self.names) for key in asked.measures
        ]

    @property
    def kind(self) -> str:
        return gettext(KIND_WORDS[self.question.kind])

    @property
    def choices(self) -> list[Choice]:
        return choices_of(self.question)

    @property
    def statuses(self) -> list[str]:
        return [gettext(STATUS_WORDS[each]) for each in ActivityStatus]

    @property
    def rules(self) -> list[str]:
        """What is asked for beside the answer itself, and of whom."""
        asked = self.question
        found = [gettext("Måste besvaras")] if When.ALWAYS in asked.required else []
        if asked.comment:
            when = ", ".join(gettext(WHEN_WORDS[each]) for each in asked.comment)
            found.append(gettext("Kommentar %(when)s") % {"when": when})
        if asked.word_limit:
            found.append(gettext("Högst %(n)s ord") % {"n": asked.word_limit})
        found += _tolerance(asked.tolerance)
        if asked.items:
            found.append(gettext(ITEM_WORDS[asked.items]))
        return found + _who(asked.scope)


def _tolerance(limits: Tolerance) -> list[str]:
    """What a row of money may deviate without a comment."""
    said = [gettext("%(n)s procent") % {"n": format_number(limits.percent)}] if limits.percent else []
    said += [format_number(limits.amount)] if limits.amount else []
    return [gettext("Avviker: mer än %(limits)s") % {"limits": gettext(" eller ").join(said)}] if said else []


@dataclass(frozen=True)
class ShownSection:
    section: Section
    questions: list[ShownQuestion]
    is_first: bool
    is_last: bool

    @property
    def rules(self) -> list[str]:
        each = [gettext(EACH_WORDS[Each.GOAL])] if self.section.each is Each.GOAL else []
        first = [gettext("Läses först")] if self.section.first else []
        return each + first + _who(self.section.scope)

    @property
    def minutes(self) -> int:
        return round(sum(MINUTES[each.question.kind] for each in self.questions))


def shown_sections(sections: Iterable[Section], names: Mapping[str, str] | None = None) -> list[ShownSection]:
    """`names`: of the measures that are asked for, by key."""
    rows = list(sections)
    return [
        ShownSection(section, _questions(section, names or {}), n == 0, n == len(rows) - 1)
        for n, section in enumerate(rows)
    ]


def _questions(section: Section, names: Mapping[str, str]) -> list[ShownQuestion]:
    last = len(section.questions) - 1
    return [ShownQuestion(each, n + 1, n == 0, n == last, names) for n, each in enumerate(section.questions)]


def _who(scope: Scope) -> list[str]:
    found = []
    if scope.kinds:
        found.append(", ".join(kind_name(each) for each in scope.kinds))
    if scope.tags:
        found.append(gettext("Märkta %(tags)s") % {"tags": ", ".join(scope.tags)})
    if scope.units:
        found.append(gettext("Namngivna: %(units)s") % {"units": ", ".join(scope.units)})
    return found
