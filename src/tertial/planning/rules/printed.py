"""A plan as its document says it: what a reader of the document, person or program, gets to know.

The database knows more than is printed: the unit of a target that is only to rise, the level of a result that is
written in words. A publication's data says what its document says, so that the one can be held against the other.
"""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from tertial.planning.rules.draft import (
    Activity,
    Expected,
    Goal,
    Indicator,
    PlanDraft,
    Section,
    Table,
    Target,
)
from tertial.planning.rules.expected_text import parse_expected, past_outcome
from tertial.planning.rules.target_text import parse_target


def as_printed(draft: PlanDraft) -> PlanDraft:
    """Rows in the order of their goals, words with single spaces, levels as the words tell them."""
    draft = _single_spaced(draft)
    places = {goal.number: at for at, goal in enumerate(draft.goals)}

    def in_place(row: Indicator | Activity) -> int:
        return places.get(row.goal, len(places))

    return replace(
        draft,
        goals=tuple(replace(goal, expected=_levels(goal.expected, draft.year)) for goal in draft.goals),
        indicators=tuple(_indicator(each) for each in sorted(draft.indicators, key=in_place)),
        activities=tuple(sorted(draft.activities, key=in_place)),
        sections=draft.sections or tuple(_headings(draft.goals, draft.tables)),
    )


def _levels(results: Sequence[Expected], year: int | None) -> tuple[Expected, ...]:
    found = [parse_expected(each.text, each.place) for each in results]
    return tuple(found if year is None else (replace(e, previous=past_outcome(e, year)) for e in found))


def _indicator(row: Indicator) -> Indicator:
    return replace(row, target=_target(row.target), council_target=_target(row.council_target))


def _target(target: Target | None) -> Target | None:
    return None if target is None else parse_target(target.text)


def _headings(goals: Sequence[Goal], tables: Sequence[Table]) -> list[Section]:
    """A plan that was never a document has the headings that its document will have."""
    councils = [Section(goal.number, goal.text, goal.level) for goal in goals if goal.level < 3]
    return [*councils, *(Section(None, table.title or "Tabell", 1) for table in tables)]


def _single_spaced(told: Any) -> Any:
    """Every text in it with single spaces, as lines and columns leave them."""
    if type(told) is str:  # not a kind, which is one too
        return " ".join(told.split())
    if isinstance(told, tuple):
        return tuple(_single_spaced(each) for each in told)
    if is_dataclass(told) and not isinstance(told, type):
        return replace(told, **{each.name: _single_spaced(getattr(told, each.name)) for each in fields(told)})
    return told
