"""How each action on goals and measures is called; see test_actions_ask_and_tell.py."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tertial.foundation.period import Period
from tertial.goals.actions import activities, goals, plans
from tertial.goals.models import Activity, ActivityReason, ActivityUnit, ExpectedResult, Goal, GoalLink, Plan
from tertial.measures.actions import expected, judgements, measures, targets, values
from tertial.measures.actions import plans as measured_plans
from tertial.measures.models import GoalMeasure, Measure
from tertial.measures.rules.light import Light
from tertial.measures.rules.target import TargetKind
from tertial.organisation.models import Unit
from tests.chains import YEAR, a_goal, a_measure, a_plan, an_activity

MEASURE = {"name": "¤Ny", "unit_of_measure": "%"}


def strand() -> Unit:
    return Unit.objects.get(key="strand")


def plan() -> Plan:
    return Plan.objects.filter(key="p").first() or a_plan("p", strand())


def goal(key: str = "g") -> Goal:
    return a_goal(key, plan(), "board", "1")


def linked() -> dict[str, Any]:
    pair = {"goal": goal("g"), "above": goal("h")}
    GoalLink.objects.create(**pair)
    return pair


def measure() -> Measure:
    return a_measure("m", strand())


def tied() -> dict[str, Any]:
    pair = {"goal": goal(), "measure": measure()}
    GoalMeasure.objects.create(**pair)
    return pair


def activity() -> Activity:
    return an_activity("a", goal(), strand())


def home() -> Unit:
    return Unit.objects.get(key="home")


def helped() -> dict[str, Any]:
    found = activity()
    ActivityUnit.objects.create(activity=found, unit=home(), part="support")
    return {"activity": found, "unit": home()}


def reasoned() -> dict[str, Any]:
    found, other = activity(), goal("g2")
    ActivityReason.objects.create(activity=found, goal=other)
    return {"activity": found, "goal": other}


def levels() -> dict[str, Any]:
    found = goal()
    result = ExpectedResult.objects.create(goal=found, text="¤Resultat")
    return {"goal": found, "levels": [expected.Level(result, "min", Decimal(90), measure())]}


AS_SIV: dict[Callable[..., Any], Callable[[], dict[str, Any]]] = {
    plans.create_plan: lambda: {"unit": strand(), "year": YEAR, "name": "¤Plan"},
    plans.copy_plan: lambda: {"plan": goal().plan, "year": YEAR + 1},
    measured_plans.adopt_plan: lambda: {
        "plan": goal().plan,
        "decided_on": date(YEAR, 1, 15),
        "case_number": "SDN 1",
    },
    measured_plans.copy_plan: lambda: {"plan": goal().plan, "year": YEAR + 1, "targets": True},
    goals.add_goal: lambda: {"plan": plan(), "level": "board", "number": "1", "text": "¤Mål"},
    goals.edit_goal: lambda: {"goal": goal(), "values": {"text": "¤Nytt"}, "version": 1},
    goals.link_goal: lambda: {"goal": goal("g"), "above": goal("h")},
    goals.unlink_goal: linked,
    goals.end_goal: lambda: {"goal": goal(), "on": date(YEAR, 6, 1)},
    goals.set_expected: lambda: {"goal": goal(), "results": [{"text": "¤Resultat"}]},
    activities.add_activity: lambda: {"goals": [goal()], "text": "¤Aktivitet"},
    activities.edit_activity: lambda: {
        "activity": activity(),
        "text": "¤Annan",
        "start": None,
        "end": None,
        "version": 1,
    },
    activities.set_part: lambda: {"activity": activity(), "unit": home(), "part": "support"},
    activities.remove_part: helped,
    activities.add_reason: lambda: {"activity": activity(), "goal": goal("g2")},
    activities.remove_reason: reasoned,
    activities.report_activity: lambda: {"activity": activity(), "status": "done"},
    expected.set_levels: levels,
    measures.create_measure: lambda: {"owner": strand(), "values": MEASURE},
    measures.edit_measure: lambda: {"measure": measure(), "values": MEASURE, "version": 1},
    measures.tie_measure: lambda: {"goal": goal(), "measure": measure()},
    measures.untie_measure: tied,
    measures.end_measure: lambda: {"measure": measure(), "on": date(YEAR, 6, 30)},
    targets.set_target: lambda: {
        "measure": measure(),
        "unit": strand(),
        "year": YEAR,
        "kind": TargetKind.MAX,
        "high": Decimal(8),
    },
    values.put_value: lambda: {
        "measure": measure(),
        "unit": strand(),
        "period": Period.of_year(YEAR),
        "given": values.Given(Decimal(7)),
    },
    judgements.judge: lambda: {
        "subject": goal(),
        "unit": strand(),
        "period": Period.of_year(YEAR),
        "light": Light.MET,
    },
}
