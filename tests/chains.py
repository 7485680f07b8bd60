"""A goal chain with one of everything, for the tests of pages. Texts carry ¤ as every name in the tests."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from tertial.foundation.period import Period
from tertial.goals.models import (
    Activity,
    ActivityReason,
    ActivityUnit,
    ExpectedResult,
    Goal,
    GoalLink,
    Plan,
    PlanVersion,
)
from tertial.measures.models import GoalMeasure, Judgement, Measure, Target, Value
from tertial.organisation.models import Person, Unit
from tests.cast import City

YEAR = 2026


@dataclass(frozen=True)
class Chain:
    top: Goal
    goal: Goal
    share: Measure
    count: Measure
    computed: Measure
    activity: Activity


def a_plan(key: str, unit: Unit, year: int = YEAR) -> Plan:
    return Plan.objects.create(key=key, unit=unit, year=year, name="¤Plan")


def a_version(plan: Plan, **more: object) -> PlanVersion:
    """What was decided: one goal, one indicator and one activity, whatever the rows say now."""
    nowhere = {"page": None, "line": None}
    goal = {"level": 3, "number": "9.9", "text": "¤Beslutad", "parent": "1", "tags": ["agenda-1"]}
    words = {"priorities": ["¤Insats"], "description": [], "expected": []}
    target = {"text": "¤högst-9", "kind": "max", "low": None, "high": 9.0, "unit": "%"}
    indicator = {"goal": "9.9", "name": "¤Mått-x", "target": target, "council_target": None, "comment": None}
    document = {
        "schema": "tertial.plan/1",
        "head": {"case_number": "¤SDN 7", "officer": None, "date": f"{plan.year}-01-02"},
        "goals": [goal | words | nowhere],
        "indicators": [indicator | nowhere],
        "activities": [{"goal": "9.9", "text": "¤Görs", "start": None, "end": None} | nowhere],
    }
    given: dict[str, object] = {
        "number": 1,
        "state": "adopted",
        "decided_on": date(plan.year, 1, 2),
        "case_number": "¤SDN 7",
        "document": document,
        "sha256": "0" * 64,
        "recorded_at": timezone.now(),
    }
    return PlanVersion.objects.create(plan=plan, **(given | more))


def a_goal(key: str, plan: Plan, level: str, number: str, above: Goal | None = None, **more: object) -> Goal:
    given: dict[str, object] = {"text": f"¤Mål-{key}"}
    goal = Goal.objects.create(key=key, plan=plan, level=level, number=number, **(given | more))
    if above:
        GoalLink.objects.create(goal=goal, above=above)
    return goal


def a_measure(key: str, unit: Unit, **more: object) -> Measure:
    given: dict[str, object] = {
        "name": f"¤Mått-{key}",
        "unit_of_measure": "%",
        "decimals": 1,
        "responsible": unit,
    }
    return Measure.objects.create(key=key, **(given | more))


def a_value(
    measure: Measure, unit: Unit, period: str, value: str | None, kind: str = "actual", **more: object
) -> Value:
    when = Period.parse(period)
    given: dict[str, object] = {
        "measure": measure,
        "unit": unit,
        "period": when.code,
        "first_day": when.first,
        "last_day": when.last,
        "kind": kind,
        "value": Decimal(value) if value is not None else None,
        "recorded_at": timezone.now(),
        "recorded_by": "siv",
        "recorded_by_name": "¤Siv Prov",
    }
    return Value.objects.create(**(given | more))


def a_target(measure: Measure, unit: Unit, kind: str, year: int = YEAR, **more: object) -> Target:
    return Target.objects.create(
        **({"measure": measure, "unit": unit, "year": year, "owner": unit, "kind": kind} | more)
    )


def an_activity(key: str, goal: Goal, unit: Unit, **more: object) -> Activity:
    given: dict[str, object] = {
        "text": f"¤Aktivitet-{key}",
        "start": date(YEAR, 1, 1),
        "end": date(YEAR, 12, 31),
        "status": "ongoing",
        "progress": 40,
    }
    activity = Activity.objects.create(key=key, **(given | more))
    ActivityReason.objects.create(activity=activity, goal=goal)
    ActivityUnit.objects.create(activity=activity, unit=unit, part="lead")
    return activity


def a_judgement(goal: Goal, unit: Unit, period: str, light: str, **more: object) -> Judgement:
    given: dict[str, object] = {
        "decided_at": timezone.now(),
        "decided_by": "siv",
        "decided_by_name": "¤Siv Prov",
    }
    return Judgement.objects.create(goal=goal, unit=unit, period=period, light=light, **(given | more))


def a_chain(city: City) -> Chain:
    """Council goal, board goal and unit goal; shares, counts and a computed measure; late and ongoing activities."""
    old = a_plan("p0", city.strand, YEAR - 1)
    council, plan, below = a_plan("pk", city.council), a_plan("p1", city.strand), a_plan("p2", city.home)
    before = a_goal("g0", old, "board", "1.1", text="¤Mål-g1")
    top = a_goal("top", council, "council", "1", tags=["agenda-1"])
    goal = a_goal(
        "g1",
        plan,
        "board",
        "1.1",
        top,
        tags=["agenda-5", "equality"],
        continues=before,
        description=[{"group": "¤Grupp", "points": ["¤Punkt"]}],
        priorities=["¤Insats"],
    )
    a_goal("g2", below, "unit", "1.1.1", goal)
    ExpectedResult.objects.create(goal=goal, text="¤Resultat", direction="max", value=Decimal(8), unit="%")
    a_version(old)
    a_judgement(goal, city.strand, f"{YEAR}T1", "partly", proposed="met", reason="¤Orsak")
    a_judgement(top, city.council, f"{YEAR}", "met")
    return Chain(top, goal, *_measures(city, goal), *_activities(city, goal))


def _measures(city: City, goal: Goal) -> tuple[Measure, Measure, Measure]:
    share = a_measure(
        "m1", city.strand, better="lower", by_sex=True, source="¤Källa", definition="¤Definition"
    )
    count = a_measure(
        "m2", city.strand, unit_of_measure="st", decimals=0, is_cumulative=True, over_units="sum"
    )
    formula = {"kind": "ratio", "first": "m2", "second": "m4"}
    a_measure("m4", city.strand, unit_of_measure="st", decimals=0)
    computed = a_measure("m3", city.strand, formula=formula)
    for place, each in enumerate((share, count, computed)):
        GoalMeasure.objects.create(goal=goal, measure=each, place=place)
    first = a_value(share, city.strand, f"T2 {YEAR}", "6.5", pk=9000900, is_current=False)
    a_value(
        share, city.strand, f"T2 {YEAR}", "6.3", pk=9000901, corrects=first, reason="¤Rättad", comment="¤Not"
    )
    for year, mine, whole in ((2023, "8.1", "4.2"), (2024, "7.4", "4.0"), (2025, "6.9", "3.9")):
        a_value(share, city.strand, str(year), mine)
        a_value(share, city.council, str(year), whole)
    a_value(share, city.berg, f"T2 {YEAR}", "5.1")
    a_value(share, city.council, f"T2 {YEAR}", "3.8")
    a_value(share, city.strand, f"T2 {YEAR}", "6.9", breakdown="women/total")
    a_value(share, city.strand, f"T2 {YEAR}", "5.7", breakdown="men/total")
    for period, value in ((2024, "50"), (2025, "58"), (f"T2 {YEAR}", "31")):
        a_value(count, city.strand, str(period), value)
    a_value(count, city.strand, str(YEAR), "44", "forecast")
    a_value(Measure.objects.get(key="m4"), city.strand, f"T2 {YEAR}", "620")
    a_target(share, city.strand, "max", high=Decimal(8))
    a_target(share, city.council, "max", scale="city", high=Decimal("2.7"), decision="¤KF 12")
    a_target(count, city.strand, "number", low=Decimal(50), high=Decimal(50))
    a_target(computed, city.strand, "delegated", due=date(YEAR, 3, 1))
    return share, count, computed


def _activities(city: City, goal: Goal) -> tuple[Activity]:
    first = an_activity("a1", goal, city.home, responsible=Person.objects.get(key="eva"))
    an_activity("a2", goal, city.home, end=date(YEAR, 2, 1))
    an_activity("a3", goal, city.care, status="done", progress=100, done_on=date(YEAR, 3, 1))
    return (first,)
