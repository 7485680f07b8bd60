"""The goal chain of a profile: plans, goals, activities, measures, targets and values, read and checked together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tertial.foundation.check import Severity
from tertial.foundation.importer import Header, Row
from tertial.foundation.sheet import SheetRemark, Unreadable, read_sheet
from tertial.goals.rules import plan_checks, plan_records
from tertial.goals.rules.plan_checks import City, city_of
from tertial.goals.rules.plan_records import ActivityRecord, ExpectedRecord, GoalRecord, PlanRecord
from tertial.measures.rules import measure_checks, measure_records
from tertial.measures.rules.measure_records import (
    GoalMeasureRecord,
    MeasureRecord,
    TargetRecord,
    ValueRecord,
)
from tertial.organisation.rules.columns import Problem, Reading, read_records
from tertial.organisation.rules.profile import Profile, ProfileRefused

Record = TypeVar("Record")
PLANS, GOALS, EXPECTED, ACTIVITIES = "plans.csv", "goals.csv", "expected.csv", "activities.csv"
MEASURES, GOAL_MEASURES, TARGETS, VALUES = "measures.csv", "goal_measures.csv", "targets.csv", "values.csv"
FILES = (PLANS, GOALS, EXPECTED, ACTIVITIES, MEASURES, GOAL_MEASURES, TARGETS, VALUES)
REMARKS = 200  # told of one file; the rest are more of the same


@dataclass(frozen=True)
class ChainProfile:
    """Everything as records; `city` answers what a goal's number means."""

    city: City
    plans: tuple[PlanRecord, ...] = ()
    goals: tuple[GoalRecord, ...] = ()
    expected: tuple[ExpectedRecord, ...] = ()
    activities: tuple[ActivityRecord, ...] = ()
    measures: tuple[MeasureRecord, ...] = ()
    goal_measures: tuple[GoalMeasureRecord, ...] = ()
    targets: tuple[TargetRecord, ...] = ()
    values: tuple[ValueRecord, ...] = ()
    folder: Path = field(default_factory=Path, compare=False)


def read_chain(profile: Profile) -> ChainProfile:
    """The chain of the profile, or `ProfileRefused` with everything that is wrong."""
    chain, remarks = look_at_chain(profile)
    if any(each.severity is Severity.ERROR for each in remarks):
        raise ProfileRefused(remarks)
    return chain


def look_at_chain(profile: Profile) -> tuple[ChainProfile, list[SheetRemark]]:
    """What could be read, and what is wrong in it. A file that is not there is an empty table."""
    tables = _Tables(profile.folder)
    chain = tables.read(profile)
    return chain, tables.remarks


@dataclass
class _Tables:
    folder: Path
    remarks: list[SheetRemark] = field(default_factory=list)

    def read(self, profile: Profile) -> ChainProfile:
        goals = self._file(GOALS, plan_records.GOAL_COLUMNS, plan_records.read_goals)
        city = city_of(profile, goals.records)
        plans = self._file(PLANS, plan_records.PLAN_COLUMNS, plan_records.read_plans)
        self._tell(plans, plan_checks.check_plans(plans.records, city))
        self._tell(goals, plan_checks.check_goals(goals.records, plans.records, city))
        expected = self._file(EXPECTED, plan_records.EXPECTED_COLUMNS, plan_records.read_expected)
        self._tell(expected, plan_checks.check_expected(expected.records, city))
        activities = self._file(ACTIVITIES, plan_records.ACTIVITY_COLUMNS, plan_records.read_activities)
        self._tell(activities, plan_checks.check_activities(activities.records, city))
        measures, links, targets, values = self._measures(city)
        return ChainProfile(
            city,
            tuple(plans.records),
            tuple(goals.records),
            tuple(expected.records),
            tuple(activities.records),
            tuple(measures),
            tuple(links),
            tuple(targets),
            tuple(values),
            self.folder,
        )

    def _measures(
        self, city: City
    ) -> tuple[list[MeasureRecord], list[GoalMeasureRecord], list[TargetRecord], list[ValueRecord]]:
        measures = self._file(MEASURES, measure_records.MEASURE_COLUMNS, measure_records.read_measures)
        self._tell(measures, measure_checks.check_measures(measures.records, city))
        rows = {each.row.key: each.row for each in measures.records}
        links = self._file(
            GOAL_MEASURES, measure_records.GOAL_MEASURE_COLUMNS, measure_records.read_goal_measures
        )
        self._tell(links, measure_checks.check_goal_measures(links.records, rows, city))
        targets = self._file(TARGETS, measure_records.TARGET_COLUMNS, measure_records.read_targets)
        self._tell(targets, measure_checks.check_targets(targets.records, rows, city))
        values = self._file(VALUES, measure_records.VALUE_COLUMNS, measure_records.read_values)
        self._tell(values, measure_checks.check_values(values.records, rows, city))
        return measures.records, links.records, targets.records, values.records

    def _file(
        self,
        name: str,
        columns: Sequence[Header],
        read: Callable[[Sequence[Row]], tuple[list[Record], list[Problem]]],
    ) -> Reading[Record]:
        path = self.folder / name
        try:
            if not path.exists():
                return Reading(name, [], [])
            reading = read_records(read_sheet(path), columns, read)
        except Unreadable as unreadable:
            self.remarks.append(
                SheetRemark(name, unreadable.row, None, unreadable.text, params=unreadable.params)
            )
            return Reading(name, [], [])
        self.remarks.extend(reading.remarks[:REMARKS])
        return reading

    def _tell(self, reading: Reading[Record], problems: Sequence[Problem]) -> None:
        bare: Reading[Record] = Reading(reading.file, [], [], reading.columns)
        self.remarks.extend(bare.also(problems).remarks[:REMARKS])
