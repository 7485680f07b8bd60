"""Special accounts: the plan's goals by what they contribute to, as printed last in a document, and read back from it.

Where a document has them in the form they are written here they say all tags of all goals; other words stay words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tertial.goals.rules.tags import AGENDA, TAGS, in_order, number_of
from tertial.planning.rules.draft import Goal, PlanDraft, Section

TITLE = "Särskilda redovisningar"
INTRO = "Här står målen efter vad de bidrar till. Varje mål redovisas i sin helhet under sitt nummer."
GROUPS = ("Agenda 2030", "Perspektiv")
_LINE = re.compile(r"Mål (?P<number>\S+): .+", re.S)
_NEXT = re.compile(
    r"(?<=\.) (?=Mål [\d.]+: )"
)  # short lines under each other may have been read as one paragraph


@dataclass(frozen=True, slots=True)
class Account:
    """One tag and the goals that carry it."""

    group: str
    title: str
    goals: tuple[Goal, ...]


def accounts(goals: Sequence[Goal]) -> Iterator[Account]:
    """Agenda 2030 first, by number, then the perspectives and what the city has made up itself."""
    used = {tag for goal in goals for tag in goal.tags}
    for tag in in_order(used):
        group = GROUPS[0] if tag in AGENDA else GROUPS[1]
        yield Account(group, title_of(tag), tuple(goal for goal in goals if tag in goal.tags))


def title_of(tag: str) -> str:
    number = number_of(tag)
    name = TAGS.get(tag, tag)
    return name if number is None else f"Globalt mål {number}, {name}"


def line_of(goal: Goal) -> str:
    """A sentence with its full stop, so that nobody takes it for a heading."""
    return f"Mål {goal.number}: {goal.text.rstrip('.')}."


def taken_back(draft: PlanDraft) -> PlanDraft:
    """The draft with the tags that its special accounts say, and without those sections; untouched if it has none."""
    at = _begins(draft.sections)
    if at is None:
        return draft
    found = _tags(draft.sections[at + 1 :], {goal.number for goal in draft.goals})
    if found is None:
        return draft
    goals = tuple(replace(goal, tags=tuple(in_order(found.get(goal.number, set())))) for goal in draft.goals)
    return replace(draft, sections=draft.sections[:at], goals=goals)


def _begins(sections: Sequence[Section]) -> int | None:
    for at, section in enumerate(sections):
        said = " ".join(each.text for each in section.paragraphs)
        if section.title == TITLE and said == INTRO:
            return at
    return None


def _tags(sections: Sequence[Section], numbers: set[str]) -> dict[str, set[str]] | None:
    """Nothing where one of the sections is of another form."""
    codes = {title_of(tag): tag for tag in TAGS}
    found: dict[str, set[str]] = {}
    for section in sections:
        if section.title in GROUPS and not section.paragraphs:
            continue
        for line in (line for each in section.paragraphs for line in _NEXT.split(each.text)):
            said = _LINE.fullmatch(line)
            if said is None or said["number"] not in numbers:
                return None
            found.setdefault(said["number"], set()).add(codes.get(section.title, section.title))
    return found or None
