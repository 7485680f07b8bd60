"""The goal chain of a profile: plans, goals, activities, measures, targets and values, read and checked together."""

from dataclasses import dataclass, field
from pathlib import Path

from tertial.foundation.check import Severity
from tertial.foundation.sheet import SheetRemark
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
from tertial.organisation.rules.profile import Profile, ProfileRefused
from tertial.organisation.rules.tables import Tables

PLANS, GOALS, EXPECTED, ACTIVITIES = "plans.csv", "goals.csv", "expected.csv", "activities.csv"
MEASURES, GOAL_MEASURES, TARGETS, VALUES = "measures.csv", "goal_measures.csv", "targets.csv", "values.csv"
FILES = (PLANS, GOALS, EXPECTED, ACTIVITIES, MEASURES, GOAL_MEASURES, TARGETS, VALUES)


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


def measure_units(profile: Profile) -> dict[str, str]:
    """What each of the profile's measures is counted in, for whoever asks for several together."""
    table = Tables(profile.folder).file(
        MEASURES, measure_records.MEASURE_COLUMNS, measure_records.read_measures
    )
    return {each.row.key: each.row.unit for each in table.records}


class _Tables(Tables):
    def read(self, profile: Profile) -> ChainProfile:
        goals = self.file(GOALS, plan_records.GOAL_COLUMNS, plan_records.read_goals)
        city = city_of(profile, goals.records)
        plans = self.file(PLANS, plan_records.PLAN_COLUMNS, plan_records.read_plans)
        self.tell(plans, plan_checks.check_plans(plans.records, city))
        self.tell(goals, plan_checks.check_goals(goals.records, plans.records, city))
        expected = self.file(EXPECTED, plan_records.EXPECTED_COLUMNS, plan_records.read_expected)
        self.tell(expected, plan_checks.check_expected(expected.records, city))
        activities = self.file(ACTIVITIES, plan_records.ACTIVITY_COLUMNS, plan_records.read_activities)
        self.tell(activities, plan_checks.check_activities(activities.records, city))
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
        measures = self.file(MEASURES, measure_records.MEASURE_COLUMNS, measure_records.read_measures)
        self.tell(measures, measure_checks.check_measures(measures.records, city))
        rows = {each.row.key: each.row for each in measures.records}
        links = self.file(
            GOAL_MEASURES, measure_records.GOAL_MEASURE_COLUMNS, measure_records.read_goal_measures
        )
        self.tell(links, measure_checks.check_goal_measures(links.records, rows, city))
        targets = self.file(TARGETS, measure_records.TARGET_COLUMNS, measure_records.read_targets)
        self.tell(targets, measure_checks.check_targets(targets.records, rows, city))
        values = self.file(VALUES, measure_records.VALUE_COLUMNS, measure_records.read_values)
        self.tell(values, measure_checks.check_values(values.records, rows, city))
        return measures.records, links.records, targets.records, values.records
