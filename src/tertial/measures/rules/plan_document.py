"""A plan as it was decided, as one document: `tertial.plan/1`, readable for ever without any table."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from tertial.goals.rules.plan_records import GoalKey, GoalRecord, PlanRecord
from tertial.measures.rules.chain import GOALS, ChainProfile
from tertial.measures.rules.measure import MeasureRow
from tertial.measures.rules.measure_records import MeasureRecord, TargetRecord
from tertial.measures.rules.target import Scale, Target, Way, in_words

SCHEMA = "tertial.plan/1"
NOWHERE = {"page": None, "line": None}  # nothing here was read from a printed page
LEVELS = 3  # as many as the form knows; what a unit decides below its board is on the last
Json = dict[str, Any]


def fingerprint(document: Json) -> str:
    """The same document always gives the same sum."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Head:
    """Whose plan it is, and the decision."""

    unit: str
    year: int
    kind: str
    case_number: str = ""
    decided_on: date | None = None


class GoalWords(Protocol):
    """A goal, whether it stands in a profile's table or in the database."""

    @property
    def text(self) -> str: ...
    @property
    def tags(self) -> Sequence[str]: ...
    @property
    def priorities(self) -> Sequence[str]: ...


class ExpectedWords(Protocol):
    """An expected result, wherever it stands."""

    @property
    def text(self) -> str: ...
    @property
    def direction(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def unit(self) -> str: ...


def document(
    head: Head, *, source: Json, goals: list[Json], indicators: list[Json], activities: list[Json]
) -> Json:
    """The whole of it; what only printed plans have is empty."""
    return {
        "schema": SCHEMA,
        "source": source,
        "plan": {"unit": head.unit or None, "year": head.year, "kind": head.kind},
        "head": {
            "case_number": head.case_number or None,
            "officer": None,
            "date": head.decided_on.isoformat() if head.decided_on else None,
        },
        "decisions": [],
        "appendices": [],
        "sections": [],
        "goals": goals,
        "indicators": indicators,
        "activities": activities,
        "tables": [],
        "remarks": [],
    }


def goal_row(
    goal: GoalWords,
    *,
    level: int,
    number: str,
    parent: str | None,
    description: list[Json],
    expected: Iterable[ExpectedWords],
) -> Json:
    return {
        "level": level,
        "number": number,
        "text": goal.text,
        "parent": parent,
        "tags": list(goal.tags),
        "priorities": list(goal.priorities),
        "description": description,
        "expected": [
            {
                "text": each.text,
                "direction": each.direction or None,
                "value": _figure(each.value),
                "unit": each.unit or None,
                "previous": None,
            }
            for each in expected
        ],
        **NOWHERE,
    }


def indicator_row(
    goal: str, measure: MeasureRow, target: Target | None, council: Target | None, comment: str
) -> Json:
    return {
        "goal": goal,
        "name": measure.name,
        "target": target_row(target, measure),
        "council_target": target_row(council, measure),
        "periodicity": measure.frequency.value,
        "comment": comment or None,
        "marked": measure.by_sex,
        **NOWHERE,
    }


def target_row(target: Target | None, measure: MeasureRow) -> Json | None:
    if target is None:
        return None
    return {
        "text": target.text or in_words(target, measure.unit, measure.decimals),
        "kind": target.kind.value,
        "low": _figure(target.low),
        "high": _figure(target.high),
        "unit": measure.unit or None,
    }


def activity_row(goal: str, text: str, start: date | None, end: date | None) -> Json:
    return {
        "goal": goal,
        "text": text,
        "start": start.isoformat() if start else None,
        "end": end.isoformat() if end else None,
        **NOWHERE,
    }


def depths(levels: Iterable[str]) -> dict[str, int]:
    """The level's number in the form; what lies deeper than the form knows is on its last."""
    return {level: min(at, LEVELS) for at, level in enumerate(levels, start=1)}


class PlanDocuments:
    """The documents of every plan of a chain; everything is laid out once, so that each is cheap."""

    def __init__(self, chain: ChainProfile, unit_names: Mapping[str, str]) -> None:
        self.chain, self.names = chain, unit_names
        file = chain.folder / GOALS
        self.source = hashlib.sha256(file.read_bytes() if file.exists() else b"").hexdigest()
        self.goals = _grouped((each.plan, each) for each in chain.goals)
        self.expected = _grouped((each.goal, each) for each in chain.expected)
        self.measures = {each.row.key: each for each in chain.measures}
        self.links = _grouped((each.goal, each) for each in chain.goal_measures)
        self.targets = {(t.measure, t.unit, t.year): t for t in chain.targets if t.scale is Scale.OWN}
        self.citys = {(t.measure, t.year): t for t in chain.targets if t.scale is Scale.CITY}
        self.activities = _grouped(
            (key, each)
            for each in chain.activities
            for text in each.goals
            if (key := chain.city.meant(text, "", 0))
        )
        self.depth = depths(chain.city.levels)

    def of(self, plan: PlanRecord) -> Json:
        goals = self.goals.get(plan.key, [])
        return document(
            Head(
                self.names.get(plan.key.unit, ""),
                plan.key.year,
                plan.key.kind,
                plan.case_number,
                plan.decided_on,
            ),
            source={"name": GOALS, "sha256": self.source, "pages": None},
            goals=[self._goal(each) for each in goals],
            indicators=[row for each in goals for row in self._indicators(each.key)],
            activities=[
                activity_row(goal.key.number, each.text, each.start, each.end)
                for goal in goals
                for each in self.activities.get(goal.key, [])
            ],
        )

    def _goal(self, goal: GoalRecord) -> Json:
        above = self.chain.city.meant(goal.above, goal.key.unit, goal.key.year) if goal.above else None
        return goal_row(
            goal,
            level=self.depth.get(goal.level, 1),
            number=goal.key.number,
            parent=above.number if above else None,
            description=[{"group": group, "points": list(points)} for group, points in goal.description],
            expected=self.expected.get(goal.key, []),
        )

    def _indicators(self, goal: GoalKey) -> list[Json]:
        return [
            indicator_row(
                goal.number,
                measure.row,
                _target(self.targets.get((link.measure, goal.unit, goal.year)), measure),
                _target(self.citys.get((link.measure, goal.year)), measure),
                link.comment,
            )
            for link in self.links.get(goal, [])
            for measure in [self.measures[link.measure]]
        ]


def as_target(record: TargetRecord, unit: str) -> Target:
    way = Way(record.way) if record.way else None
    return Target(
        record.kind,
        record.low,
        record.high,
        unit or None,
        way,
        record.scale,
        due=record.due,
        text=record.text,
    )


def _target(record: TargetRecord | None, measure: MeasureRecord) -> Target | None:
    return as_target(record, measure.row.unit) if record else None


def _figure(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for key, each in pairs:
        found.setdefault(key, []).append(each)
    return found
