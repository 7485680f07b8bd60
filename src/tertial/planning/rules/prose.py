"""The sentences of a plan with the place and section of each, and quotations as evidence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tertial.foundation.check import Evidence
from tertial.planning.rules.draft import (
    Activity,
    Appendix,
    Expected,
    Goal,
    Indicator,
    Paragraph,
    Place,
    PlanDraft,
    Section,
    Table,
    TableRow,
)
from tertial.planning.rules.once import once

STOP = re.compile(r"[.!?][\u201d\"')]*\s+(?=[\u201d\"'(]*[A-ZÅÄÖ\d])|\s*[•\uf0b7]\s*")
SHORTENED = re.compile(
    r"(?:^|[\s(])(?:kl|ca|nr|st|kap|bil|inkl|exkl|pga|fr|tom|from|dvs|osv|[a-zåäö]|(?:\w{1,3}\.)+\w{1,2})$|^\d{1,2}$",
    re.I,
)
LONGEST = 400
DECISION = "Förslag till beslut"


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    place: Place
    section: str  # the title it stands under
    order: int = 0  # the number of its paragraph in the plan


def split(paragraph: Paragraph) -> Iterator[tuple[str, Place]]:
    """The sentences of one paragraph, each with the place of its first character."""
    begins = 0
    for stop in STOP.finditer(paragraph.text):
        text = paragraph.text[begins : stop.start() + 1].strip(" •\uf0b7")
        if SHORTENED.search(text.rstrip(".")[-12:]) and "." in stop.group():
            continue
        if text:
            yield text, paragraph.at(begins)
        begins = stop.end()
    if text := paragraph.text[begins:].strip():
        yield text, paragraph.at(begins)


@once
def sentences(draft: PlanDraft) -> tuple[Sentence, ...]:
    """Every sentence of the running text, in order."""
    found: list[Sentence] = []
    order = 0
    for section in draft.sections:
        for paragraph in section.paragraphs:
            order += 1
            found.extend(Sentence(text, place, section.title, order) for text, place in split(paragraph))
    return tuple(found)


@once
def everything(draft: PlanDraft) -> tuple[Sentence, ...]:
    """Every sentence anywhere: decisions, running text, goals, indicators, comments and activities."""
    found = [Sentence(each.text, each.place, DECISION) for each in draft.decisions]
    found += sentences(draft)
    for goal in draft.goals:
        found += [
            Sentence(point, goal.place, goal.text) for group in goal.description for point in group.points
        ]
        found += [Sentence(text, goal.place, goal.text) for text in goal.priorities]
        found += [
            Sentence(each.text, each.place if each.place != Place() else goal.place, goal.text)
            for each in goal.expected
        ]
    found += [Sentence(each.name, each.place, each.goal) for each in draft.indicators]
    found += [Sentence(each.comment, each.place, each.goal) for each in draft.indicators if each.comment]
    found += [Sentence(each.text, each.place, each.goal) for each in draft.activities]
    return tuple(found)


def mentioning(draft: PlanDraft, *marks: str) -> Iterator[Sentence]:
    """The sentences anywhere that have one of these marks or words in them; the words in lower case."""
    whole, lows = _lower(draft)
    present = [mark for mark in marks if mark in whole]
    if present:
        for sentence, low in zip(everything(draft), lows, strict=True):
            for mark in present:
                if mark in low:
                    yield sentence
                    break


@once
def _lower(draft: PlanDraft) -> tuple[str, list[str]]:
    lows = [sentence.text.lower() for sentence in everything(draft)]
    return "\n".join(lows), lows


def quote(text: str, place: Place) -> Evidence:
    text = re.sub(r"\s+", " ", text).strip()
    return Evidence(place.page, place.line, text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def said(sentence: Sentence) -> Evidence:
    return quote(sentence.text, sentence.place)


def heading(section: Section) -> Evidence:
    return quote(" ".join(filter(None, (section.number, section.title))), section.place)


def row_text(row: TableRow) -> str:
    cells = ("–" if value is None else _cell(value) for value in row.values)
    return f"{row.label} {' '.join(cells)}"


def _cell(value: float) -> str:
    text = f"{abs(value):.3f}".rstrip("0")
    whole, _, part = text.partition(".")
    return f"{'-' if value < 0 else ''}{int(whole):,}".replace(",", " ") + (f",{part}" if part else ",0")


def shown(row: TableRow, table: Table | None = None) -> Evidence:
    """A row of a table as evidence: its own place, else the table's."""
    place = row.place if row.place != Place() or table is None else table.place
    return quote(row_text(row), place)


def goal_quote(goal: Goal) -> Evidence:
    return quote(f"{goal.number} {goal.text}", goal.place)


def expected_quote(expected: Expected, goal: Goal) -> Evidence:
    return quote(expected.text, expected.place if expected.place != Place() else goal.place)


def indicator_quote(each: Indicator) -> Evidence:
    cells = [cell.text for cell in (each.target, each.council_target) if cell]
    return quote(" ".join((each.name, *cells)), each.place)


def activity_quote(each: Activity) -> Evidence:
    dates = [str(day) for day in (each.start, each.end) if day]
    return quote(" ".join((each.text, *dates)), each.place)


def appendix_quote(each: Appendix) -> Evidence:
    return quote(f"Bilaga {each.number}: {each.title}", each.place)
