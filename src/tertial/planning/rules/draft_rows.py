"""A plan draft taken apart into rows that a person can judge one by one, and put together again, exactly.

`tertial.plan/1` leaves out what is only for reading (places of paragraphs, mentions, the contents list); the checks
need it, so rows are kept with all of it.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from enum import Enum, StrEnum
from functools import cache
from math import isfinite
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from tertial.planning.rules.draft import (
    Activity,
    Appendix,
    Decision,
    Expected,
    Goal,
    Indicator,
    PlanDraft,
    Table,
)

Json = dict[str, Any]
T = TypeVar("T")


class Kind(StrEnum):
    """What a row of a plan is; the order is that of the document's own chapters."""

    DECISION = "decision"
    APPENDIX = "appendix"
    GOAL = "goal"
    EXPECTED = "expected"
    INDICATOR = "indicator"
    ACTIVITY = "activity"
    TABLE = "table"


SHAPES: dict[Kind, type] = {
    Kind.DECISION: Decision,
    Kind.APPENDIX: Appendix,
    Kind.GOAL: Goal,
    Kind.EXPECTED: Expected,
    Kind.INDICATOR: Indicator,
    Kind.ACTIVITY: Activity,
    Kind.TABLE: Table,
}
Shape = Decision | Appendix | Goal | Expected | Indicator | Activity | Table


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One row of the draft. `under` is the place in the list of the goal that it stands under."""

    kind: Kind
    row: Shape
    under: int | None = None


def apart(draft: PlanDraft) -> tuple[PlanDraft, list[DraftRow]]:
    """The frame (what is said of the document and its running text) and every row, goals before what is theirs."""
    rows: list[DraftRow] = []
    rows += [DraftRow(Kind.DECISION, each) for each in draft.decisions]
    rows += [DraftRow(Kind.APPENDIX, each) for each in draft.appendices]
    rows += _goals(draft, len(rows))
    at = {each.row.number: i for i, each in reversed(list(enumerate(rows))) if isinstance(each.row, Goal)}
    rows += [DraftRow(Kind.INDICATOR, each, at.get(each.goal)) for each in draft.indicators]
    rows += [DraftRow(Kind.ACTIVITY, each, at.get(each.goal)) for each in draft.activities]
    rows += [DraftRow(Kind.TABLE, each) for each in draft.tables]
    frame = replace(draft, decisions=(), appendices=(), goals=(), indicators=(), activities=(), tables=())
    return frame, rows


def _goals(draft: PlanDraft, first: int) -> Iterator[DraftRow]:
    """Each goal, then its expected results; a goal stands under its parent."""
    made: list[DraftRow] = []
    at: dict[str, int] = {}
    for goal in draft.goals:
        place = first + len(made)
        above = at.get(goal.parent) if goal.parent else None
        at.setdefault(goal.number, place)
        made.append(DraftRow(Kind.GOAL, replace(goal, expected=()), above))
        made += [DraftRow(Kind.EXPECTED, each, place) for each in goal.expected]
    yield from made


def together(frame: PlanDraft, rows: Sequence[DraftRow]) -> PlanDraft:
    """The whole draft again. A row follows the goal it stands under, whatever number that goal has now."""
    expected: dict[int, list[Expected]] = {}
    for each in rows:
        if isinstance(each.row, Expected) and each.under is not None:
            expected.setdefault(each.under, []).append(each.row)
    goals = {
        i: replace(
            each.row, expected=tuple(expected.get(i, ())), parent=_number(rows, each.under, each.row.parent)
        )
        for i, each in enumerate(rows)
        if isinstance(each.row, Goal)
    }

    def of(kind: type[T]) -> tuple[T, ...]:
        return tuple(each.row for each in rows if isinstance(each.row, kind))

    indicators = (
        replace(each.row, goal=_number(rows, each.under, each.row.goal) or "")
        for each in rows
        if isinstance(each.row, Indicator)
    )
    activities = (
        replace(each.row, goal=_number(rows, each.under, each.row.goal) or "")
        for each in rows
        if isinstance(each.row, Activity)
    )
    return replace(
        frame,
        decisions=of(Decision),
        appendices=of(Appendix),
        goals=tuple(goals.values()),
        indicators=tuple(indicators),
        activities=tuple(activities),
        tables=of(Table),
    )


def _number(rows: Sequence[DraftRow], under: int | None, written: str | None) -> str | None:
    above = rows[under].row if under is not None else None
    return above.number if isinstance(above, Goal) else written


def as_json(row: Any) -> Json:
    """A dataclass with everything in it, as plain JSON."""
    found: Json = _plain(asdict(row))
    return found


def lines_of(content: Mapping[str, Any]) -> set[int]:
    """The lines of the document that a row was read from: its own, those of a table's rows, where it is named again."""
    inside = [content, *(content.get("rows") or ()), *(content.get("mentions") or ())]
    return {line for each in inside if (line := (each.get("place") or {}).get("line"))}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float) and not isfinite(value):
        return None  # JSON has no word for it, and no plan means it
    return value.isoformat() if isinstance(value, datetime.date) else value


def from_json(shape: type[T], data: Mapping[str, Any]) -> T:
    """The dataclass that `as_json` wrote; a field that is not there has its default."""
    hints = _hints(shape)  # type: ignore[arg-type]
    known = {each.name for each in fields(shape)}  # type: ignore[arg-type]
    return shape(**{name: _typed(hints[name], value) for name, value in data.items() if name in known})


@cache
def _hints(shape: Any) -> dict[str, Any]:
    return get_type_hints(shape)


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) is UnionType:
        return _typed(next(each for each in get_args(hint) if each is not type(None)), value)
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint), value)
    if is_dataclass(hint):
        return from_json(hint, value)  # type: ignore[arg-type]
    if hint is datetime.date:
        return datetime.date.fromisoformat(value)
    return hint(value) if isinstance(hint, type) and issubclass(hint, Enum) else value


def _tuple(inside: tuple[Any, ...], value: Sequence[Any]) -> tuple[Any, ...]:
    if inside[-1] is Ellipsis:
        return tuple(_typed(inside[0], each) for each in value)
    return tuple(_typed(hint, each) for hint, each in zip(inside, value, strict=True))
