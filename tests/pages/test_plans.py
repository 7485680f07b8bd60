"""Plans from draft to decision: starting one, adopting it, what has changed since, and the next year's."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tertial.foundation.sentence import say
from tertial.goals.models import Activity, ActivityReason, Goal, GoalLink, Plan, PlanVersion
from tertial.measures.models import GoalMeasure, Target
from tertial.measures.pages.plans import left_words
from tests.cast import City
from tests.chains import YEAR, Chain, a_chain, a_goal, a_plan, an_activity

TODAY = timezone.localdate().isoformat()


@pytest.fixture
def chain(city: City) -> Chain:
    return a_chain(city)


def post(client, address: str, fields: dict[str, object], status: int = 302) -> str:
    response = client.post(address, fields)
    assert response.status_code == status, re.findall(
        r"id_\w+_error.*?<|<li><a href=\"#id.*?<", response.content.decode()
    )
    return response.content.decode()


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def adopt(client, address: str = "/plan/p1/anta/", **fields: str) -> None:
    post(client, address, {"decided_on": TODAY, "case_number": "SDN 12"} | fields)


def test_a_plan_is_started_and_gets_its_first_goal(chain, signed_in):
    siv = signed_in("siv")
    started = {"unit": "strand", "year": YEAR, "kind": "climate", "name": "¤Klimatplan"}
    post(siv, "/plan/ny/", started)
    plan = Plan.objects.get(kind="climate")
    post(siv, f"/plan/{plan.key}/mal/", {"level": "board", "number": "K1", "text": "¤Mindre", "above": "top"})
    assert plan.goals.get().links_up.get().above == chain.top
    assert "¤Klimatplan" in page(siv, f"/plan/?ar={YEAR}")
    post(siv, "/plan/ny/", started, 422)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"unit": "berg"}, id="another board's"),
        pytest.param({"unit": "council"}, id="the council's"),
        pytest.param({"year": "1066"}, id="no such year"),
        pytest.param({"kind": "luck"}, id="no such kind"),
    ],
)
def test_a_plan_that_may_not_be_started(chain, signed_in, fields):
    started = {"unit": "strand", "year": YEAR + 4, "kind": "climate", "name": "¤Plan"}
    assert signed_in("siv").post("/plan/ny/", started | fields).status_code in (403, 422)
    assert not Plan.objects.filter(year=YEAR + 4).exists()


def test_the_council_starts_its_plan_and_top_goal_by_decision(chain, signed_in):
    karin = signed_in("karin")
    started = {"unit": "council", "year": YEAR + 1, "kind": "operational", "name": "¤Budget"}
    post(karin, "/plan/ny/", started, 422)
    post(karin, "/plan/ny/", started | {"decision": "KF 1"})
    goal = {"level": "council", "number": "1", "text": "¤Överst"}
    address = f"/plan/council-{YEAR + 1}-operational/mal/"
    post(karin, address, goal, 422)
    post(karin, address, goal | {"decision": "KF 1"})
    assert not Goal.objects.get(text="¤Överst").links_up.exists()


def test_an_adopted_plan_is_read_as_it_was_decided(chain, signed_in):
    siv = signed_in("siv")
    assert "Utkast" in page(siv, "/plan/p1/")
    adopt(siv)
    fields = {"number": "1.1", "description": "", "priorities": "", "version": "1", "text": "¤Nya ord"}
    post(siv, "/mal/m/g1/andra/", fields)
    read = page(siv, "/plan/p1/version/1/")
    for words in ("¤Mål-g1", "¤Insats", "¤Resultat", "högst\u00a08,0\u00a0%", "¤Aktivitet-a1", "SDN 12"):
        assert words in read, words
    assert "¤Nya ord" not in read
    changed = page(siv, "/plan/p1/version/1/andrat/")
    assert "Nya" in changed
    assert "1 ändring" in changed
    assert "¤Nya ord" not in page(siv, f"/plan/p1/som-beslutad/?dag={TODAY}")


def test_amending_needs_a_change_and_a_later_day(chain, signed_in):
    siv = signed_in("siv")
    adopt(siv)
    assert "Inget har ändrats" in post(
        siv, "/plan/p1/anta/", {"decided_on": TODAY, "case_number": "SDN 13"}, 422
    )
    Goal.objects.filter(key="g1").update(text="¤Nya ord")
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    post(siv, "/plan/p1/anta/", {"decided_on": yesterday, "case_number": "SDN 13"}, 422)
    adopt(siv, case_number="SDN 13")
    states = PlanVersion.objects.filter(plan__key="p1").values_list("number", "state", "case_number")
    assert list(states) == [(1, "adopted", "SDN 12"), (2, "amended", "SDN 13")]
    assert "¤Mål-g1" in page(siv, "/plan/p1/version/1/"), "the first one stays as it was"


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"case_number": ""}, id="no decision"),
        pytest.param({"decided_on": "2199-01-01"}, id="a day to come"),
    ],
)
def test_a_plan_is_not_adopted_without_a_decision(chain, signed_in, fields):
    post(signed_in("siv"), "/plan/p1/anta/", {"decided_on": TODAY, "case_number": "SDN 12"} | fields, 422)


def test_a_plan_without_goals_is_not_adopted(city, signed_in):
    a_plan("tom", city.strand)
    post(signed_in("siv"), "/plan/tom/anta/", {"decided_on": TODAY, "case_number": "SDN 12"}, 422)


def test_before_the_decision_there_was_no_plan(chain, signed_in):
    assert signed_in("lo").get(f"/plan/p0/som-beslutad/?dag={YEAR - 2}-01-01").status_code == 404


def copied(client, key: str = "p1", **fields: object) -> Plan:
    post(client, f"/plan/{key}/kopiera/", {"year": YEAR + 1} | fields)
    return Plan.objects.get(copied_from__key=key)


def test_the_copy_takes_indicators_and_targets_when_asked(chain, signed_in):
    made = copied(signed_in("siv"), measures="on", targets="on")
    goal = made.goals.get()
    assert [tie.measure.key for tie in goal.measures.all()] == ["m1", "m2", "m3"]
    assert Target.objects.get(measure=chain.share, year=YEAR + 1).high == Decimal(8)
    assert goal.expected.get().value == Decimal(8)


def test_the_copy_goes_without_them(chain, signed_in):
    made = copied(signed_in("siv"))
    assert not GoalMeasure.objects.filter(goal__plan=made).exists()
    assert not Target.objects.filter(year=YEAR + 1).exists()


def test_the_boards_copy_follows_the_councils_whichever_comes_first(chain, signed_in):
    below = copied(signed_in("siv"))
    link = GoalLink.objects.get(goal__plan=below)
    assert link.above == chain.top, "the council's goal of the new year is not there yet"
    above = copied(signed_in("karin"), "pk", decision="KF 3")
    link.refresh_from_db()
    assert link.above == above.goals.get()
    assert link.above.continues == chain.top


def test_what_runs_on_is_not_copied_and_what_is_done_stays(city, chain, signed_in):
    an_activity("lang", chain.goal, city.home, end=date(YEAR + 1, 6, 30))
    made = copied(signed_in("siv"))
    texts = ActivityReason.objects.filter(goal__plan=made).values_list("activity__text", flat=True)
    assert sorted(texts) == ["¤Aktivitet-a1", "¤Aktivitet-a2", "¤Aktivitet-lang"]
    assert Activity.objects.get(text="¤Aktivitet-lang").reasons.count() == 2
    moved = Activity.objects.filter(text="¤Aktivitet-a1").latest("pk")
    assert (moved.end, moved.progress, moved.status) == (date(YEAR + 1, 12, 31), 0, "not_started")
    assert moved.units.get().unit == city.home


def test_questions_about_plans_do_not_grow(city, chain, signed_in, django_assert_max_num_queries):
    for number in range(8):
        a_goal(f"n{number}", chain.goal.plan, "board", f"9.{number}", chain.top)
    PlanVersion.objects.update(plan=chain.goal.plan)
    client = signed_in("siv")
    for address, most in (("/plan/p1/", 22), ("/plan/p1/version/1/andrat/", 16), (f"/plan/?ar={YEAR}", 10)):
        client.get(address)
        with django_assert_max_num_queries(most):
            client.get(address)


def test_what_does_not_come_along_is_told_by_kind():
    """A hundred activities that are done are one sentence with two examples, not a hundred."""
    done, link = "”%(activity)s” är klar och följer inte med.", "”%(goal)s” bidrar till ett mål."
    left = [say(done, activity=f"¤{n}") for n in range(100)] + [say(link, goal="¤x"), say(link, goal="¤x")]
    told = left_words(left)
    assert len(told) == 3
    assert "¤1" in told[1]
    assert "98" in told[1]
    assert "¤x" in told[2]
