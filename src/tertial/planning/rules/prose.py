"""The sentences of a plan with the place and section of each, and quotations as evidence."""

import re
from collections.abc import Iterator, Sequence
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
_NO_SENTENCE = 3000  # letters: what is longer is words without full stops, and is taken piece by piece
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
            yield from _pieces(text, paragraph, begins)
        begins = stop.end()
    if text := paragraph.text[begins:].strip():
        yield from _pieces(text, paragraph, begins)


def _pieces(text: str, paragraph: Paragraph, begins: int) -> Iterator[tuple[str, Place]]:
    """A sentence; of what no sentence is as long as, a piece at a time, so that the checks' time has a bound."""
    while len(text) > _NO_SENTENCE:
        cut = text.rfind(" ", 1, _NO_SENTENCE) if " " in text[1:_NO_SENTENCE] else _NO_SENTENCE
        yield text[:cut], paragraph.at(begins)
        text, begins = text[cut:].lstrip(), begins + cut
    if text:
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
    yield from _with_some(marks, draft, everything(draft), 0)


def saying(draft: PlanDraft, *marks: str) -> Iterator[Sentence]:
    """The same of the running text only."""
    yield from _with_some(marks, draft, sentences(draft), len(draft.decisions))


def _with_some(
    marks: Sequence[str], draft: PlanDraft, among: Sequence[Sentence], first: int
) -> Iterator[Sentence]:
    """Those with some mark in them; `first` is where they begin in all that the plan says."""
    whole, lows = _lower(draft)
    present = [mark for mark in marks if mark in whole]
    if present:
        for at, sentence in enumerate(among, first):
            low = lows[at]
            for mark in present:
                if mark in low:
                    yield sentence
                    break


@once
def _lower(draft: PlanDraft) -> tuple[str, list[str]]:
    lows = [sentence.text.lower() for sentence in everything(draft)]
    return "\n".join(lows), lows


def quote(text: str, place: Place) -> Evidence:
    text = " ".join(text.split())
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
