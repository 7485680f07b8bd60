"""The goal chain of a year as a document: every goal under its main goal, with whose it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tertial.planning.rules.draft import Activity
from tertial.publishing.rules.document import BY_SEX, Block, Cover, Document, Paragraph, Section, Style, words
from tertial.publishing.rules.levels import even
from tertial.publishing.rules.of_plan import SPLIT, Edition, activity_table, bullets

SCHEMA = "tertial.chain/1"


def document_of_chain(data: dict[str, Any], edition: Edition) -> Document:
    """`data`: year, unit, goals in the order of the tree, each with depth, number, text, level, unit, tags, what it
    should lead to and what is done for it. Editions of long ago lack the last two.
    """
    sections = [_section(goal, edition) for goal in data["goals"]]
    if not sections:
        sections = [Section("Målkedjan är tom", blocks=(Paragraph(words("Året har inga mål ännu.")),))]
    return Document(
        Cover(f"Målkedjan {data['year']}", data["unit"], edition.city, edition=edition.edition),
        sections=even(sections),
        address=edition.address,
        explained=SPLIT if any(BY_SEX in measures_in_words(goal) for goal in data["goals"]) else (),
        signatures=edition.signatures,
    )


@dataclass(frozen=True, slots=True)
class Branch:
    """A goal and those under it."""

    goal: Mapping[str, Any]
    below: "list[Branch]"


def tree(goals: Iterable[Mapping[str, Any]]) -> list[Branch]:
    """The goals as they stand under each other; one without any above it stands at the top."""
    top: list[Branch] = []
    path: list[Branch] = []
    for goal in goals:
        made = Branch(goal, [])
        path = path[: max(0, goal["depth"] - 1)]
        (path[-1].below if path else top).append(made)
        path.append(made)
    return top


def of_unit(goals: Sequence[Mapping[str, Any]], unit: str) -> list[Mapping[str, Any]]:
    """The unit's goals and those that they stand under."""
    kept: set[int] = set()
    path: list[int] = []
    for at, goal in enumerate(goals):
        path = [*path[: max(0, goal["depth"] - 1)], at]
        if goal["unit"] == unit:
            kept.update(path)
    return [goal for at, goal in enumerate(goals) if at in kept]


def measures_in_words(goal: Mapping[str, Any]) -> str:
    """The goal's indicators; the sign says which are split by sex. Editions of long ago have none."""
    return ", ".join(
        f"{each['name']} {BY_SEX}" if each["by_sex"] else each["name"] for each in goal.get("measures", ())
    )


def _section(goal: dict[str, Any], edition: Edition) -> Section:
    blocks: list[Block] = [Paragraph(words(goal["unit"]), Style.SMALL)]
    if goal["tags"]:
        blocks.append(Paragraph(words(f"Bidrar till: {', '.join(goal['tags'])}"), Style.SMALL))
    if told := measures_in_words(goal):
        blocks.append(Paragraph(words(f"Indikatorer: {told}"), Style.SMALL))
    if expected := goal.get("expected"):
        blocks += [Paragraph(words("Förväntat resultat"), Style.TERM), bullets(expected)]
    if activities := [_activity(goal, each) for each in goal.get("activities", ())]:
        blocks.append(activity_table(activities, goal["number"]))
    link = edition.link("goal", goal["key"])
    return Section(goal["text"], goal["depth"], goal["number"], goal["level"], tuple(blocks), link)


def _activity(goal: Mapping[str, Any], told: Mapping[str, Any]) -> Activity:
    start, end = (date.fromisoformat(told[day]) if told[day] else None for day in ("start", "end"))
    return Activity(goal["number"], told["text"], start, end)
