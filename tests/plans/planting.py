"""Errors planted one at a time in consistent plans: at least one way for every check.

A planting takes a plan and a source of chance and gives the plan with one error, or None where the plan
has nothing to plant it in. `codes` are the checks of which one must notice.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from tertial.planning.rules.draft import (
    Activity,
    Decision,
    Expected,
    Goal,
    Indicator,
    Paragraph,
    PlanDraft,
    Section,
    Table,
    TableRow,
)

from .economy import sv

Plant = Callable[[PlanDraft, Random], PlanDraft | None]
AMOUNT = re.compile(r"\d{1,3}(?: \d{3})*,\d(?= mnkr)")


@dataclass(frozen=True)
class Planting:
    name: str
    codes: tuple[str, ...]
    plant: Plant


PLANTINGS: dict[str, Planting] = {}


def planting(*codes: str) -> Callable[[Plant], Plant]:
    def declare(plant: Plant) -> Plant:
        PLANTINGS[plant.__name__] = Planting(plant.__name__, codes, plant)
        return plant

    return declare


# Changing one thing of a frozen draft


def with_table(draft: PlanDraft, old: Table, new: Table) -> PlanDraft:
    return replace(draft, tables=tuple(new if each is old else each for each in draft.tables))


def with_cell(table: Table, row: TableRow, index: int, by: float) -> Table:
    values = tuple(round((v or 0.0) + by, 1) if i == index else v for i, v in enumerate(row.values))
    return replace(table, rows=tuple(replace(r, values=values) if r is row else r for r in table.rows))


def with_section(draft: PlanDraft, old: Section, new: Section) -> PlanDraft:
    return replace(draft, sections=tuple(new if each is old else each for each in draft.sections))


def say(draft: PlanDraft, title: str, text: str) -> PlanDraft:
    """Add a paragraph to the section with this title."""
    home = next(each for each in draft.sections if each.title == title)
    return with_section(draft, home, replace(home, paragraphs=(*home.paragraphs, Paragraph(text))))


def with_decision(draft: PlanDraft, old: Decision, new: Decision) -> PlanDraft:
    return replace(draft, decisions=tuple(new if each is old else each for each in draft.decisions))


def with_goal(draft: PlanDraft, old: Goal, new: Goal) -> PlanDraft:
    return replace(draft, goals=tuple(new if each is old else each for each in draft.goals))


def with_indicator(draft: PlanDraft, old: Indicator, new: Indicator) -> PlanDraft:
    return replace(draft, indicators=tuple(new if each is old else each for each in draft.indicators))


def with_activity(draft: PlanDraft, old: Activity, new: Activity) -> PlanDraft:
    return replace(draft, activities=tuple(new if each is old else each for each in draft.activities))


def in_some_prose(draft: PlanDraft, rng: Random, text: str) -> PlanDraft:
    """Add a sentence to the end of a paragraph of ordinary prose."""
    homes = [
        s
        for s in draft.sections
        if s.level == 2 and s.paragraphs and not AMOUNT.search(s.paragraphs[-1].text)
    ]
    home = rng.choice(homes)
    last = replace(home.paragraphs[-1], text=f"{home.paragraphs[-1].text} {text}")
    return with_section(draft, home, replace(home, paragraphs=(*home.paragraphs[:-1], last)))


def off(rng: Random) -> float:
    return rng.choice((-1, 1)) * rng.randint(15, 90) / 10


def main(draft: PlanDraft) -> Table:
    return draft.tables[0]


def sub_tables(draft: PlanDraft) -> list[Table]:
    return [table for table in draft.tables[1:] if "Differens" in table.columns]


def areas(draft: PlanDraft) -> list[Section]:
    titles = {table.title for table in sub_tables(draft)}
    return [
        s
        for s in draft.sections
        if s.title in titles and s.paragraphs and AMOUNT.search(s.paragraphs[0].text)
    ]


def reword(draft: PlanDraft, section: Section, change: Callable[[str], str]) -> PlanDraft:
    first = replace(section.paragraphs[0], text=change(section.paragraphs[0].text))
    return with_section(draft, section, replace(section, paragraphs=(first, *section.paragraphs[1:])))


def other_amount(text: str, which: int, rng: Random) -> str:
    found = list(AMOUNT.finditer(text))[which]
    value = float(found.group().replace(" ", "").replace(",", "."))
    return text[: found.start()] + sv(value + rng.randint(4, 40) / 10) + text[found.end() :]


def requests(draft: PlanDraft) -> list[Decision]:
    return [each for each in draft.decisions if "budgetjustering" in each.text]


def asking(draft: PlanDraft) -> list[Section]:
    return [each for each in draft.sections if each.title.startswith("Medel för")]


def turnover(draft: PlanDraft) -> Table:
    return draft.tables[-1]


def levels_of(draft: PlanDraft) -> list[tuple[Goal, Expected]]:
    return [(goal, each) for goal in draft.goals for each in goal.expected if each.value is not None]


def with_expected(draft: PlanDraft, goal: Goal, old: Expected, new: Expected) -> PlanDraft:
    return with_goal(
        draft, goal, replace(goal, expected=tuple(new if each is old else each for each in goal.expected))
    )
