"""What everybody may read: goals under each other, where numbers lead, what is withdrawn, editions before the newest."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client

from tertial.goals.models import ActivityReason, Goal, Plan
from tertial.measures.models import Measure
from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Unit
from tertial.publishing.actions import publishing
from tertial.publishing.models import Edition, Publication
from tests.cast import City
from tests.chains import a_chain, a_goal
from tests.publications import a_published_plan, made, opened, published_measures

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(city: City) -> Plan:
    a_chain(city)
    return Plan.objects.get(key="p1")


def published_chain(year: int = 2026) -> Edition:
    unit = Unit.objects.get(kind="council")
    return made(
        publishing.publish_collection(by=SYSTEM, unit=unit, kind="chain", year=year, in_background=False)
    )


def page(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_goals_are_hidden_until_the_chain_is_open(plan: Plan) -> None:
    edition = published_chain(plan.year)
    assert Client().get("/oppet/mal/").status_code == 404
    opened(edition.publication)
    said = page("/oppet/mal/")
    for goal in edition.data["goals"]:
        assert goal["text"] in said
    assert "/oppet/mal/" in page("/oppet/")


def test_goals_of_one_unit_come_with_those_above_them(plan: Plan) -> None:
    opened(published_chain(plan.year).publication)
    own = Goal.objects.filter(plan=plan).first()
    assert own is not None
    said = page(f"/oppet/mal/?enhet={plan.unit.name}")
    assert own.text in said


def test_what_is_drafted_after_publishing_is_not_shown(plan: Plan) -> None:
    opened(published_chain(plan.year).publication)
    a_goal("efter", plan, "board", "9.9", text="¤Efteråt")
    assert "¤Efteråt" not in page("/oppet/mal/")


def test_a_number_leads_into_the_service_for_who_is_signed_in(
    plan: Plan, signed_in: Callable[[str], Client]
) -> None:
    goal = Goal.objects.filter(plan=plan).first()
    assert goal is not None
    response = signed_in("rolf").get(f"/oppet/till/mal/{goal.key}/")
    assert response["Location"] == f"/mal/m/{goal.key}/"


def test_a_number_leads_others_to_what_is_open_and_else_to_signing_in(plan: Plan) -> None:
    goal = Goal.objects.filter(plan=plan).first()
    measure = Measure.objects.create(key="matt-1", name="¤Mått", responsible=plan.unit)
    assert goal is not None
    goals, measures = f"/oppet/till/mal/{goal.key}/", f"/oppet/till/matt/{measure.key}/"
    for address in (goals, measures, "/oppet/till/mal/finns-inte/"):
        assert Client().get(address)["Location"].startswith("/logga-in/?next=")
    opened(published_chain(plan.year).publication)
    opened(published_measures(plan.year).publication)
    assert Client().get(goals)["Location"] == f"/oppet/mal/#m-{goal.key}"
    assert Client().get(measures)["Location"] == f"/oppet/indikatorer/{measure.key}/"


def test_an_activity_in_an_open_document_leads_nobody_to_signing_in(
    plan: Plan, settings: LazySettings
) -> None:
    """No open page tells of an activity; goals lead to what is open."""
    settings.ADDRESS = "https://stad.example"
    edition = a_published_plan(plan)
    opened(edition.publication)
    said = page(f"/oppet/{edition.publication.key}/fil.html")
    activity = ActivityReason.objects.filter(goal__plan=plan).select_related("activity")[0].activity
    assert activity.text in said
    assert "/oppet/till/mal/" in said
    assert "/aktiviteter/" not in said


def test_why_a_document_was_withdrawn_is_told_where_it_was(plan: Plan) -> None:
    edition = a_published_plan(plan)
    publication = opened(edition.publication)
    publishing.withdraw(by=SYSTEM, edition=edition, reason="¤Fel budget")
    response = Client().get(f"/oppet/{publication.key}/")
    assert response.status_code == 410
    assert "¤Fel budget" in response.content.decode()
    assert publication.name not in page("/oppet/")
    assert publication.name not in page("/oppet/flode.xml")
    assert Client().get(f"/oppet/{publication.key}/fil.pdf").status_code == 404
    assert Client().get(f"/oppet/{publication.key}/1/fil.pdf").status_code == 404


def test_a_withdrawn_document_that_was_never_open_is_not_told_of(plan: Plan) -> None:
    edition = a_published_plan(plan)
    publishing.withdraw(by=SYSTEM, edition=edition, reason="¤Hemligt")
    assert Client().get(f"/oppet/{edition.publication.key}/").status_code == 404


def test_an_edition_before_the_newest_can_be_read(plan: Plan) -> None:
    first = a_published_plan(plan)
    publication = opened(first.publication)
    a_goal("ny", plan, "board", "9.9", text="¤Nytt")
    a_published_plan(plan)
    assert f"/oppet/{publication.key}/1/fil.pdf" in page(f"/oppet/{publication.key}/")
    assert "¤Nytt" not in page(f"/oppet/{publication.key}/1/fil.txt")
    assert "¤Nytt" in page(f"/oppet/{publication.key}/fil.txt")
    publishing.withdraw(by=SYSTEM, edition=first, reason="¤Fel")
    assert Client().get(f"/oppet/{publication.key}/1/fil.txt").status_code == 404


def test_programs_may_ask_for_the_head_alone(plan: Plan) -> None:
    opened(a_published_plan(plan).publication)
    for address in ("/oppet/", "/oppet/flode.xml"):
        assert Client().head(address).status_code == 200


def test_the_feed_says_what_each_document_is_and_what_was_said_of_it(plan: Plan) -> None:
    edition = made(
        publishing.publish_plan(by=SYSTEM, plan=plan, note="¤Efter ändring & rättelse", in_background=False)
    )
    opened(edition.publication)
    said = page("/oppet/flode.xml")
    summary = (
        f"<summary>Plan {plan.year}, {plan.unit.name}. Version 1. ¤Efter ändring &amp; rättelse</summary>"
    )
    assert summary in said


@pytest.mark.parametrize("kind", sorted({*Publication.Kind.values} - {"chain", "measures"}))
def test_no_kind_of_document_is_open_without_being_listed(plan: Plan, kind: str) -> None:
    edition = a_published_plan(plan)
    Publication.objects.update(kind=kind, name="¤Ett dokument")
    opened(edition.publication)
    assert "¤Ett dokument" in page("/oppet/")


def test_results_and_activities_of_a_goal_are_open_with_it(plan: Plan) -> None:
    opened(published_chain(plan.year).publication)
    said = page("/oppet/mal/")
    assert "¤Resultat" in said
    activity = ActivityReason.objects.filter(goal__plan=plan).select_related("activity")[0].activity
    assert activity.text in said
