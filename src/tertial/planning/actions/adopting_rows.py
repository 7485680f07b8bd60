"""The rows of an adoption, many at a time: goals with links, measures with targets, activities, results, the rest.

Part of adopting a reading; the action that asks, tells and holds it together is in adopting.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model, Q
from django.utils import timezone

from tertial.foundation.period import Period
from tertial.goals.actions.asking import new_key
from tertial.goals.models import Activity, ActivityReason, ActivityUnit, ExpectedResult, Goal, GoalLink, Plan
from tertial.goals.rules.plan_checks import TOP_KINDS
from tertial.intake.models import Submission
from tertial.measures.models import GoalMeasure, Measure, Target, Value
from tertial.measures.rules.matching import plain
from tertial.measures.rules.target import Scale
from tertial.organisation.access import By
from tertial.planning.models import Appendix, DecisionPoint, PlanTable, Proposal, Reading
from tertial.planning.queries.known import level_key, measures_for
from tertial.planning.queries.left_behind import left_behind
from tertial.planning.rules import draft as d
from tertial.planning.rules.draft_rows import Kind, from_json
from tertial.planning.rules.outcomes import decimals_of, measure_name, way_of
from tertial.planning.rules.row_matching import Rows

BATCH = 500
MOST_MNKR = 1e9
MOST_NUMBER = 10_000  # a decision point with a longer number has been read from something else
M = TypeVar("M", bound=Model)


@dataclass
class Made:
    """What has been made, by table, so that it can be taken back."""

    keys: dict[str, list[int]] = field(default_factory=dict)
    indicators: int = 0

    def add(self, *rows: Model) -> None:
        for row in rows:
            self.keys.setdefault(type(row).__name__, []).append(row.pk)


@dataclass
class Adoption:
    """One run: the accepted rows of the reading become rows of the plan."""

    by: By
    reading: Reading
    plan: Plan
    delivery: Submission
    made: Made = field(default_factory=Made)
    goals: dict[int, Goal] = field(default_factory=dict)  # by proposal: the plan's own, made now
    above: dict[int, Goal] = field(default_factory=dict)  # by proposal: the council's, attached
    measures: dict[int, Measure] = field(default_factory=dict)  # by proposal

    @cached_property
    def rows(self) -> list[Proposal]:
        accepted = self.reading.proposals.filter(choice=Proposal.Choice.ACCEPTED)
        return list(accepted.select_related("passage"))

    def of(self, kind: Kind) -> list[Proposal]:
        return [each for each in self.rows if each.kind == kind]

    def run(self) -> Made:
        self._goals()
        self._links()
        self._indicators()
        self._expected()
        self._activities()
        self._kept_as_read()
        Proposal.objects.bulk_update(self.rows, ["goal", "measure", "activity", "expected"], batch_size=BATCH)
        return self.made

    def _make(self, model: type[M], rows: Iterable[M], history: bool = False) -> list[M]:
        made = model._default_manager.bulk_create(rows, batch_size=BATCH)
        if history:
            model.history.bulk_history_create(made, batch_size=BATCH)  # type: ignore[attr-defined]
        self.made.add(*made)
        return made

    def _make_measures(self, rows: Iterable[Measure]) -> None:
        """The new ones, and those that an undone adoption left behind, taken up again."""
        every = list(rows)
        for each in every:
            if each.pk is not None:
                each.save()
                self.made.add(each)
        self._make(Measure, [each for each in every if each.pk is None], history=True)

    def _a_measure(self, name: str, **about: Any) -> Measure:
        """A measure of the unit's own with this name: what is left of it since before, else a new one."""
        name = name[:300]
        measure = self._left_behind.pop(plain(name), None) or Measure(key=new_key("matt"))
        about |= {"name": name, "responsible": self.plan.unit, "ended_on": None}
        for field_name, value in about.items():
            setattr(measure, field_name, value)
        return measure

    @cached_property
    def _left_behind(self) -> dict[str, Measure]:
        return left_behind(self.plan.unit)

    # goals ------------------------------------------------------------------------------------------------

    def _goals(self) -> None:
        matched = {each.matched for each in self.of(Kind.GOAL) if each.matched}
        found = {each.key: each for each in Goal.objects.filter(key__in=matched)}
        own = []
        for each in self.of(Kind.GOAL):
            if not each.is_citys:
                own.append(each)
            elif each.matched in found:
                self.above[each.pk] = each.goal = found[each.matched]
        rows = [self._goal(at, each, found.get(each.matched)) for at, each in enumerate(own)]
        for each, goal in zip(own, self._make(Goal, rows, history=True), strict=True):
            self.goals[each.pk] = each.goal = goal

    def _goal(self, at: int, each: Proposal, before: Goal | None) -> Goal:
        row = from_json(d.Goal, each.content)
        return Goal(
            key=new_key("mal"),
            plan=self.plan,
            level=level_key(self.plan.unit, row.level),
            number=row.number[:20],
            place=at,
            text=row.text,
            description=[{"group": group.group, "points": list(group.points)} for group in row.description],
            priorities=list(row.priorities),
            tags=list(row.tags),
            continues=before if before and before.plan_id != self.plan.pk else None,
        )

    def _links(self) -> None:
        links = []
        for each in self.of(Kind.GOAL):
            goal = self.goals.get(each.pk)
            above = self.goals.get(each.under_id or 0) or self.above.get(each.under_id or 0)
            if goal is not None and above is not None:
                links.append(GoalLink(goal=goal, above=above, is_main=True))
        self._make(GoalLink, links)

    def _own_goal(self, each: Proposal) -> Goal | None:
        """The plan's own goal that the row belongs to: the one it stands under, else the first below that."""
        if each.under_id is None:
            return None
        return self.goals.get(each.under_id) or self._first_below.get(each.under_id)

    @cached_property
    def _first_below(self) -> dict[int, Goal]:
        found: dict[int, Goal] = {}
        for each in self.of(Kind.GOAL):
            if each.under_id and each.pk in self.goals:
                found.setdefault(each.under_id, self.goals[each.pk])
        return found

    # indicators -------------------------------------------------------------------------------------------

    def _indicators(self) -> None:
        rows = self.of(Kind.INDICATOR)
        drawn = {each.pk: from_json(d.Indicator, each.content) for each in rows}
        citys, own = measures_for(self.plan.unit)
        found = {each.key: each for each in Measure.objects.filter(key__in=[*citys, *own])}
        by_name = {plain(found[key].name): found[key] for key in (*citys, *own)}
        new: dict[str, Measure] = {}
        for each in rows:
            name = plain(drawn[each.pk].name)
            measure = found.get(each.matched) or new.get(name) or by_name.get(name)
            if measure is None:
                measure = new[name] = self._measure(drawn[each.pk])
            self.measures[each.pk] = measure
        self._make_measures(new.values())
        for each in rows:
            each.measure = self.measures[each.pk]
        self._ties(rows, drawn)
        self._targets(rows, drawn)
        self.made.indicators = len(rows)

    def _measure(self, row: d.Indicator) -> Measure:
        target = row.target or row.council_target
        return self._a_measure(
            row.name,
            unit_of_measure=(target.unit or "")[:40] if target else "",
            decimals=decimals_of(target.text) if target else 0,
            better="lower" if target and target.kind is d.TargetKind.MAX else "higher",
            frequency=row.periodicity or "tertial",
            by_sex=row.marked,
        )

    def _ties(self, rows: Sequence[Proposal], drawn: dict[int, d.Indicator]) -> None:
        ties: dict[tuple[int, int], GoalMeasure] = {}
        places: dict[int, int] = {}
        for each in rows:
            goal = self._own_goal(each)
            if goal is None:
                continue
            measure = self.measures[each.pk]
            each.goal = goal
            if (goal.pk, measure.pk) in ties:
                continue
            places[goal.pk] = place = places.get(goal.pk, -1) + 1
            ties[goal.pk, measure.pk] = GoalMeasure(
                goal=goal, measure=measure, place=place, comment=drawn[each.pk].comment or ""
            )
        self._make(GoalMeasure, ties.values())

    def _targets(self, rows: Sequence[Proposal], drawn: dict[int, d.Indicator]) -> None:
        """The unit's own; one that is there already is the council's or the unit's to change on its own page."""
        unit, year = self.plan.unit, self.plan.year
        scale = Scale.CITY if unit.kind in TOP_KINDS else Scale.OWN
        there = Target.objects.filter(
            unit=unit, year=year, scale=scale.value, measure__in=self.measures.values()
        )
        seen = set(there.values_list("measure_id", flat=True))
        new = []
        for each in rows:
            target, measure = drawn[each.pk].target, self.measures[each.pk]
            if target is not None and measure.pk not in seen:
                seen.add(measure.pk)
                new.append(self._target(measure, target, scale))
        self._make(Target, new, history=True)

    def _target(self, measure: Measure, target: d.Target, scale: Scale) -> Target:
        waits = target.kind in (d.TargetKind.PENDING, d.TargetKind.DELEGATED)
        return Target(
            measure=measure,
            unit=self.plan.unit,
            year=self.plan.year,
            owner=self.plan.unit,
            scale=scale.value,
            kind=target.kind.value,
            low=_decimal(target.low),
            high=_decimal(target.high),
            way=way_of(target.text) if target.kind is d.TargetKind.DIRECTION else "",
            text=target.text[:200],
            due=date(self.plan.year, 12, 31) if waits else None,
        )

    # expected results, with what they came to before ------------------------------------------------------

    def _expected(self) -> None:
        rows = [each for each in self.of(Kind.EXPECTED) if each.under_id in self.goals]
        drawn = [from_json(d.Expected, each.content) for each in rows]
        places: dict[int, int] = {}
        results = []
        for each, row in zip(rows, drawn, strict=True):
            goal = self.goals[each.under_id or 0]
            places[goal.pk] = place = places.get(goal.pk, -1) + 1
            result = ExpectedResult(
                goal=goal,
                place=place,
                text=row.text,
                direction=row.direction or "",
                value=_decimal(row.value),
                unit=(row.unit or "")[:40],
            )
            results.append(result)
        for each, result in zip(rows, self._make(ExpectedResult, results, history=True), strict=True):
            each.expected, each.goal = result, result.goal
        told = [(each, row) for each, row in zip(rows, drawn, strict=True) if row.previous]
        self._outcomes(told)

    def _outcomes(self, told: Sequence[tuple[Proposal, d.Expected]]) -> None:
        """The outcome of an earlier year that an expected result tells is a value of the measure it names."""
        named = Rows({str(each.pk): each.name for each in self.measures.values()}, is_shared=True)
        known = {str(each.pk): each for each in self.measures.values()}
        new: list[Measure] = []
        for each, row in told:
            found = named.named_in(row.text)
            if found is None:
                each.measure = self._a_measure(
                    measure_name(row.text),
                    unit_of_measure=(row.unit or "")[:40],
                    decimals=max(
                        decimals_of(str(row.value or 0)),
                        decimals_of(str(row.previous and row.previous.value)),
                    ),
                    better="lower" if row.direction == "max" else "higher",
                    frequency="year",
                )
                new.append(each.measure)
            else:
                each.measure = known[found.key]
        self._make_measures(new)
        self._values(told)

    def _values(self, told: Sequence[tuple[Proposal, d.Expected]]) -> None:
        years = {str(row.previous.year) for _, row in told if row.previous}
        there = Value.objects.filter(
            Q(measure__in=[each.measure for each, _ in told]),
            unit=self.plan.unit,
            period__in=years,
            is_current=True,
        )
        seen = set(there.values_list("measure_id", "period"))
        rows = []
        for each, row in told:
            if row.previous is None or each.measure is None:
                continue
            period = Period.of_year(row.previous.year)
            if (each.measure.pk, period.code) not in seen:
                seen.add((each.measure.pk, period.code))
                rows.append(self._value(each, each.measure, period, row.previous.value))
        self._make(Value, rows)

    def _value(self, each: Proposal, measure: Measure, period: Period, value: float) -> Value:
        page = each.passage.page if each.passage else None
        return Value(
            measure=measure,
            unit=self.plan.unit,
            period=period.code,
            first_day=period.first,
            last_day=period.last,
            value=_decimal(value),
            delivery=self.delivery,
            source_place=f"sida {page}" if page else f"rad {each.passage.line}" if each.passage else "",
            recorded_at=timezone.now(),
            recorded_by=self.by.key,
            recorded_by_name=self.by.name,
        )

    # activities, and what is kept as it was read ----------------------------------------------------------

    def _activities(self) -> None:
        rows = [(each, goal) for each in self.of(Kind.ACTIVITY) if (goal := self._own_goal(each))]
        made = self._make(Activity, [_activity(each) for each, _ in rows], history=True)
        reasons, parts = [], []
        for (each, goal), activity in zip(rows, made, strict=True):
            each.activity, each.goal = activity, goal
            reasons.append(ActivityReason(activity=activity, goal=goal))
            parts.append(ActivityUnit(activity=activity, unit=self.plan.unit, part=ActivityUnit.Part.LEAD))
        self._make(ActivityReason, reasons)
        ActivityUnit.objects.bulk_create(parts, batch_size=BATCH)

    def _kept_as_read(self) -> None:
        points: list[DecisionPoint] = []
        appendices: list[Appendix] = []
        tables: list[PlanTable] = []
        for each in self.rows:
            row: Any = each.content
            about = {"plan": self.plan, "passage": each.passage}
            if each.kind == Kind.DECISION:
                amount = _money(row["amount_mnkr"])
                given = {
                    "number": row["number"] % MOST_NUMBER,
                    "text": row["text"],
                    "appendices": row["appendices"],
                }
                points.append(DecisionPoint(**about, **given, amount_mnkr=amount))
            elif each.kind == Kind.APPENDIX:
                appendices.append(Appendix(**about, number=row["number"][:20], title=row["title"]))
            elif each.kind == Kind.TABLE:
                tables.append(PlanTable(**about, place=len(tables), title=row["title"] or "", table=row))
        self._make(DecisionPoint, points)
        self._make(Appendix, appendices)
        self._make(PlanTable, tables)


def _activity(each: Proposal) -> Activity:
    row = from_json(d.Activity, each.content)
    return Activity(key=new_key("akt"), text=row.text, start=row.start, end=row.end)


def _money(mnkr: float | None) -> Decimal | None:
    """An amount that no budget holds is left to the words it stands in."""
    return _decimal(mnkr) if mnkr is not None and abs(mnkr) < MOST_MNKR else None


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
