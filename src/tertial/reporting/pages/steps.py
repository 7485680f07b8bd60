"""The questions of a part, one after the other, each with its answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext

from tertial.reporting.pages.boxes import Box, Fields, box_of
from tertial.reporting.pages.money import MoneyTable, money_table
from tertial.reporting.queries.sheet import PartSheet
from tertial.reporting.rules.forms import Question, QuestionKind


@dataclass(frozen=True)
class StepShown:
    """The answers to one question, numbered as the page numbers its headings."""

    number: int
    question: Question
    boxes: list[Box]

    @property
    def template(self) -> str:
        return f"reporting/step_{self.question.kind.value}.html"

    @property
    def money(self) -> MoneyTable:
        return money_table(self.boxes)


def awaited(part: PartSheet) -> list[str]:
    """What units below have not given yet. The report may be handed in without it."""
    found = []
    for step in steps_of(part, {}, {}) if not part.exempt else []:
        if step.question.kind is QuestionKind.MONEY:
            found += step.money.awaited
        waiting = [box.row.label for box in step.boxes if box.row.value and box.row.facing.waits]
        found += [gettext("”%(about)s” saknas från alla enheter.") % {"about": each} for each in waiting]
    return found


def steps_of(part: PartSheet, typed: Mapping[int, Fields], errors: Mapping[int, Fields]) -> list[StepShown]:
    groups = groupby(part.rows, key=lambda row: row.question.key)
    found = []
    for number, (_, rows) in enumerate(groups, start=1):
        boxes = [box_of(row, typed.get(row.answer.pk), errors.get(row.answer.pk)) for row in rows]
        found.append(StepShown(number, boxes[0].row.question, boxes))
    return found
