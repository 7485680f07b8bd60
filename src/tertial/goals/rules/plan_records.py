"""Plans, goals, expected results and activities as a profile's tables deliver them, row by row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tertial.foundation.importer import Row
from tertial.foundation.words import N_
from tertial.goals.rules.cells import amount_in, choice_in, list_in, whole_in, year_in
from tertial.organisation.rules.columns import Problem, day_in, key_in, own_columns, row_by_row, text_in
from tertial.organisation.rules.profile import OPERATIONAL

PARTS = ("lead", "consulted", "together", "support")
STATUSES = ("not_started", "ongoing", "done", "cancelled")
GROUPS, GROUP_ENDS = "||", "::"  # in a description: between groups, and after the group's name
LONGEST = 4000

PLAN_COLUMNS = own_columns("unit year name", "kind decided_on case_number")
GOAL_COLUMNS = own_columns(
    "unit year level number text", "kind above also_above tags priorities description continues decision"
)
EXPECTED_COLUMNS = own_columns("unit year goal text", "direction value unit_of_measure")
ACTIVITY_COLUMNS = own_columns(
    "key text lead goals",
    "kind start end status progress reason responsible consulted together support done_on cancelled_on decision",
)


class PlanKey(NamedTuple):
    unit: str
    year: int
    kind: str = OPERATIONAL.key


class GoalKey(NamedTuple):
    """Numbers are the unit's own and stand once a year, whatever plan they are in."""

    unit: str
    year: int
    number: str

    def __str__(self) -> str:
        return f"{self.unit}:{self.year}:{self.number}"


@dataclass(frozen=True, slots=True)
class PlanRecord:
    key: PlanKey
    name: str
    decided_on: date | None = None
    case_number: str = ""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class GoalRecord:
    """`above` and `also_above` as written; what they mean is found when all goals are known."""

    key: GoalKey
    plan: PlanKey
    level: str
    text: str
    above: str = ""
    also_above: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    description: tuple[tuple[str | None, tuple[str, ...]], ...] = ()
    continues: str = ""
    decision: str = ""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ExpectedRecord:
    goal: GoalKey
    text: str
    direction: str = ""
    value: Decimal | None = None
    unit: str = ""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ActivityRecord:
    """`units` says which part each unit takes; the goals are why it is done."""

    key: str
    text: str
    kind: str
    status: str
    goals: tuple[str, ...]
    units: Mapping[str, str]
    start: date | None = None
    end: date | None = None
    progress: int = 0
    reason: str = ""
    responsible: str = ""
    done_on: date | None = None
    cancelled_on: date | None = None
    decision: str = ""
    line: int | None = field(default=None, compare=False)


def _plan(row: Row, problems: list[Problem]) -> PlanRecord:
    return PlanRecord(
        PlanKey(row["unit"], year_in(row, "year", problems), row["kind"] or OPERATIONAL.key),
        text_in(row, "name", problems, longest=200, needed=True),
        day_in(row, "decided_on", problems),
        text_in(row, "case_number", problems, longest=80),
        row.line,
    )


def _goal(row: Row, problems: list[Problem]) -> GoalRecord:
    unit, year = row["unit"], year_in(row, "year", problems)
    return GoalRecord(
        key=GoalKey(unit, year, text_in(row, "number", problems, longest=20, needed=True)),
        plan=PlanKey(unit, year, row["kind"] or OPERATIONAL.key),
        level=row["level"],
        text=text_in(row, "text", problems, longest=LONGEST, needed=True),
        above=row["above"],
        also_above=list_in(row, "also_above"),
        tags=list_in(row, "tags"),
        priorities=list_in(row, "priorities"),
        description=description_of(row["description"]),
        continues=row["continues"],
        decision=text_in(row, "decision", problems, longest=120),
        line=row.line,
    )


def description_of(text: str) -> tuple[tuple[str | None, tuple[str, ...]], ...]:
    """Kvinnor och män:: en punkt | en till || Flickor och pojkar:: en punkt. Without a name: everybody."""
    found = []
    for part in filter(str.strip, text.split(GROUPS)):
        name, has_name, points = part.partition(GROUP_ENDS)
        listed = tuple(point.strip() for point in (points if has_name else part).split("|") if point.strip())
        found.append(((name.strip() or None) if has_name else None, listed))
    return tuple(found)


def _expected(row: Row, problems: list[Problem]) -> ExpectedRecord:
    value = amount_in(row, "value", problems)
    direction = choice_in(row, "direction", problems, ("", "min", "max"))
    if value is not None and not direction:
        message = N_("skriv min eller max för nivån i value.")
        problems.append(Problem(row.line, "direction", message))
    goal = GoalKey(row["unit"], year_in(row, "year", problems), row["goal"])
    text = text_in(row, "text", problems, longest=1000, needed=True)
    unit = text_in(row, "unit_of_measure", problems, longest=40)
    return ExpectedRecord(goal, text, direction, value, unit, row.line)


def _activity(row: Row, problems: list[Problem]) -> ActivityRecord:
    return ActivityRecord(
        key=key_in(row, "key", problems),
        text=text_in(row, "text", problems, longest=LONGEST, needed=True),
        kind=choice_in(row, "kind", problems, ("activity", "assignment"), "activity"),
        status=choice_in(row, "status", problems, STATUSES, "not_started"),
        goals=list_in(row, "goals"),
        units=_units(row, problems),
        start=day_in(row, "start", problems),
        end=day_in(row, "end", problems),
        progress=whole_in(row, "progress", problems, least=0, most=100),
        reason=row["reason"],
        responsible=row["responsible"],
        done_on=day_in(row, "done_on", problems),
        cancelled_on=day_in(row, "cancelled_on", problems),
        decision=text_in(row, "decision", problems, longest=120),
        line=row.line,
    )


def _units(row: Row, problems: list[Problem]) -> dict[str, str]:
    """Each unit with the one part it takes."""
    found: dict[str, str] = {}
    for part in PARTS:
        for unit in list_in(row, part):
            if unit in found:
                message = N_("enheten ”%(unit)s” har redan en del i aktiviteten.")
                problems.append(Problem(row.line, part, message, {"unit": unit}))
            found.setdefault(unit, part)
    return found


read_goals = row_by_row(_goal)
read_activities = row_by_row(_activity)
read_plans = row_by_row(_plan)
read_expected = row_by_row(_expected)
