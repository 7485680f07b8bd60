"""A plan as it was decided, as one document: `tertial.plan/1`, readable for ever without any table."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from tertial.goals.rules.plan_records import GoalKey, GoalRecord, PlanRecord
from tertial.measures.rules.chain import GOALS, ChainProfile
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
        self.depth = {level: min(at, LEVELS) for at, level in enumerate(chain.city.levels, start=1)}

    def of(self, plan: PlanRecord) -> Json:
        goals = self.goals.get(plan.key, [])
        return {
            "schema": SCHEMA,
            "source": {"name": GOALS, "sha256": self.source, "pages": None},
            "plan": {
                "unit": self.names.get(plan.key.unit),
                "year": plan.key.year,
                "kind": plan.key.kind,
            },
            "head": {
                "case_number": plan.case_number or None,
                "officer": None,
                "date": plan.decided_on.isoformat() if plan.decided_on else None,
            },
            "decisions": [],
            "appendices": [],
            "sections": [],
            "goals": [self._goal(each) for each in goals],
            "indicators": [row for each in goals for row in self._indicators(each.key)],
            "activities": [row for each in goals for row in self._activities(each.key)],
            "tables": [],
            "remarks": [],
        }

    def _goal(self, goal: GoalRecord) -> Json:
        above = self.chain.city.meant(goal.above, goal.key.unit, goal.key.year) if goal.above else None
        return {
            "level": self.depth.get(goal.level, 1),
            "number": goal.key.number,
            "text": goal.text,
            "parent": above.number if above else None,
            "tags": list(goal.tags),
            "priorities": list(goal.priorities),
            "description": [{"group": group, "points": list(points)} for group, points in goal.description],
            "expected": [
                {
                    "text": each.text,
                    "direction": each.direction or None,
                    "value": _figure(each.value),
                    "unit": each.unit or None,
                    "previous": None,
                }
                for each in self.expected.get(goal.key, [])
            ],
            **NOWHERE,
        }

    def _indicators(self, goal: GoalKey) -> list[Json]:
        return [
            {
                "goal": goal.number,
                "name": measure.row.name,
                "target": _target(self.targets.get((link.measure, goal.unit, goal.year)), measure),
                "council_target": _target(self.citys.get((link.measure, goal.year)), measure),
                "periodicity": measure.row.frequency.value,
                "comment": link.comment or None,
                "marked": measure.row.by_sex,
                **NOWHERE,
            }
            for link in self.links.get(goal, [])
            for measure in [self.measures[link.measure]]
        ]

    def _activities(self, goal: GoalKey) -> list[Json]:
        return [
            {
                "goal": goal.number,
                "text": each.text,
                "start": each.start.isoformat() if each.start else None,
                "end": each.end.isoformat() if each.end else None,
                **NOWHERE,
            }
            for each in self.activities.get(goal, [])
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


def _target(record: TargetRecord | None, measure: MeasureRecord) -> Json | None:
    if record is None:
        return None
    target = as_target(record, measure.row.unit)
    return {
        "text": record.text or in_words(target, measure.row.unit, measure.row.decimals),
        "kind": record.kind.value,
        "low": _figure(record.low),
        "high": _figure(record.high),
        "unit": measure.row.unit or None,
    }


def _figure(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for key, each in pairs:
        found.setdefault(key, []).append(each)
    return found
