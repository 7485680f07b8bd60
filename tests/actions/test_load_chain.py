"""Loading the goal chain: the whole demo city at once, with history, versions and a source for every value."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tertial.foundation.period import Period
from tertial.goals.actions.loading import goal_key
from tertial.goals.models import Activity, ActivityReason, Goal, Plan, PlanVersion
from tertial.goals.rules.plan_records import GoalKey
from tertial.history.models import Event
from tertial.intake.actions.deliveries import content_of
from tertial.intake.models import Submission
from tertial.measures.actions.chain import load_chain
from tertial.measures.models import Measure, Target, Value
from tertial.measures.queries.goals import goal_sheet
from tertial.measures.rules.chain import read_chain
from tertial.measures.rules.light import Light
from tertial.organisation.access import SYSTEM, Forbidden
from tertial.organisation.actions.city import load_city
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.rules.profile import read_profile

EKSTAD = Path(__file__).parents[2] / "profiles/demo"


@pytest.fixture(scope="module")
def profile():
    return read_profile(EKSTAD)


@pytest.fixture(scope="module")
def chain(profile):
    return read_chain(profile)


@pytest.mark.django_db
def test_ekstad_comes_in_whole(profile, chain, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_city(by=SYSTEM, profile=profile)
    counts = load_chain(by=SYSTEM, chain=chain)
    assert counts == {
        "plans": Plan.objects.count(),
        "goals": Goal.objects.count(),
        "activities": Activity.objects.count(),
        "measures": Measure.objects.count(),
        "values": Value.objects.count(),
    }
    assert counts["values"] == len(chain.values)

    goal = Goal.objects.get(key="sdn-sjohagen-2026-1-1-1")
    assert goal.links_up.get(is_main=True).above.key == "kf-2026-1-1"
    assert goal.continues == Goal.objects.get(key="sdn-sjohagen-2025-1-1-1")
    assert goal.history.count() == 1
    assert Target.history.count() == len(chain.targets)
    assert Plan.objects.get(key="sdn-sjohagen-2026-operational").copied_from.year == 2025

    delivery = Submission.objects.get()
    assert content_of(delivery) == (EKSTAD / "values.csv").read_bytes()
    assert not Value.objects.exclude(delivery=delivery).exists()
    corrected = Value.objects.filter(is_current=False)
    assert corrected.count() == Value.objects.filter(corrects__isnull=False).count() > 0
    assert all(value.corrections.get().reason for value in corrected)

    document = PlanVersion.objects.get(plan__key="sdn-sjohagen-2026-operational").document
    assert (document["schema"], len(document["goals"])) == ("tertial.plan/1", 15)
    assert (len(document["indicators"]), len({row["name"] for row in document["indicators"]})) == (75, 75)
    assert any(row["council_target"] for row in document["indicators"])

    shared = Activity.objects.get(text__startswith="Rusta Näckrosparken")
    assert ActivityReason.objects.filter(activity=shared).values("goal__plan__year").distinct().count() == 3
    event = Event.objects.get(verb="chain.loaded")
    assert event.particulars["values"] == counts["values"]

    with pytest.raises(Refused, match="redan planer"):
        load_chain(by=SYSTEM, chain=chain)
    the_lights_differ()


def the_lights_differ():
    """What the tour shows: goals whose figures give every light, for the district and for the whole city."""
    period, day = Period.of_tertial(2026, 2), date(2026, 9, 15)
    for unit in ("sdn-sjohagen", "kf"):
        goals = Goal.objects.filter(plan__unit__key=unit, plan__year=2026)
        lines = [line for goal in goals for line in goal_sheet(goal, period, day).measures]
        assert {line.proposal.light for line in lines} == set(Light)
        assert {line.proposal.rule for line in lines} >= {"target-awaited", "not-asked"}
        assert any(line.council_target.has_level for line in lines)
        assert any(line.forecast for line in lines)


def test_a_chain_of_another_city_is_refused_and_writes_nothing(city, chain):
    with pytest.raises(Refused, match="finns inte i staden"):
        load_chain(by=SYSTEM, chain=chain)
    assert not Plan.objects.exists()


def test_nobody_without_the_permission_loads_a_chain(city, actor, chain):
    with pytest.raises(Forbidden):
        load_chain(by=actor("ute"), chain=replace(chain, plans=()))


def test_a_goals_key_is_stable_and_fits():
    long = GoalKey("x" * 70, 2026, "1.1")
    assert goal_key(GoalKey("n", 2026, "1.1.2")) == "n-2026-1-1-2"
    assert goal_key(long) == goal_key(long)
    assert len(goal_key(long)) == 60
    assert goal_key(long) != goal_key(long._replace(number="1.2"))
