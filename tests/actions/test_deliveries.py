"""Files of units, people and roles: seen before they do anything, taken in whole or not at all, undone exactly."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tertial.history.models import Event
from tertial.intake.actions import deliveries as intake
from tertial.intake.models import Submission
from tertial.organisation.access import Forbidden, actor_for
from tertial.organisation.actions import holdings, people, units
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import (
    Person,
    RoleHolding,
    Unit,
)
from tertial.organisation.queries import organisation_on
from tests.cast import a_unit
from tests.delivering import FILES, NEW_PEOPLE, NEW_ROLES, NEW_UNITS, TODAY, UNITS, accept, dump, receive
from tests.things import a_deputyship

STATE = Submission.State


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def nils(city, actor):
    return actor("nils")


@pytest.mark.parametrize("kind", FILES)
def test_looking_changes_nothing(nils, kind):
    before = dump()
    delivery = receive(nils, kind, FILES[kind])
    assert dump() == before
    assert delivery.state == STATE.DRAFT
    assert delivery.counts["new"] >= 1
    assert delivery.counts["changed"] == 1
    assert delivery.counts["refused"] == 0
    assert Event.objects.get().verb == "delivery.received"


def test_units_are_taken_in(nils):
    accept(nils, "units", NEW_UNITS)
    today = organisation_on(TODAY)
    assert (today.parents["norr"], today.parents["home"]) == ("care", "school")
    assert today.units["home"].name == "¤Nya hemmet"
    assert organisation_on(TODAY - timedelta(days=1)).parents["home"] == "care"
    assert next(v.name for v in Unit.history.filter(key="home")) == "¤Nya hemmet"
    assert set(Event.objects.values_list("verb", flat=True)) == {
        "delivery.received",
        "delivery.accepted",
        "unit.created",
        "unit.imported",
    }


def test_people_are_taken_in(nils):
    accept(nils, "people", NEW_PEOPLE)
    assert not Person.objects.get(email="asa@prov.example").has_usable_password()
    lo = Person.objects.get(key="lo")
    assert (lo.name, lo.title) == ("¤Lo Omdöpt", "¤ny titel")
    assert lo.check_password("ett-langt-losenord")


def test_roles_are_taken_in(nils):
    accept(nils, "roles", NEW_ROLES)
    assert RoleHolding.objects.get(person__key="lo", role="reporter").unit.key == "home"
    assert RoleHolding.objects.get(person__key="eva").valid_to == TODAY


@pytest.mark.parametrize("kind", FILES)
def test_undo_gives_back_exactly_what_was(nils, kind):
    before = dump()
    delivery = accept(nils, kind, FILES[kind])
    assert dump() != before
    intake.withdraw(by=nils, delivery=delivery)
    assert dump() == before
    assert Event.objects.all()[0].verb == "delivery.withdrawn"
    delivery.refresh_from_db()
    assert delivery.state == STATE.WITHDRAWN


@pytest.mark.parametrize("kind", FILES)
def test_undone_the_same_file_may_be_taken_in_again(nils, kind):
    intake.withdraw(by=nils, delivery=accept(nils, kind, FILES[kind]))
    before = dump()
    again = accept(nils, kind, FILES[kind])
    intake.withdraw(by=nils, delivery=again)
    assert dump() == before


@pytest.mark.parametrize("kind", FILES)
def test_the_same_file_twice_changes_nothing_the_second_time(nils, kind):
    accept(nils, kind, FILES[kind])
    before = dump()
    second = receive(nils, kind, FILES[kind])
    assert (second.counts["new"], second.counts["changed"]) == (0, 0)
    intake.accept(by=nils, delivery=second)
    assert dump() == before


def unit(key: str) -> Unit:
    return Unit.objects.get(key=key)


def person(key: str) -> Person:
    return Person.objects.get(key=key)


# What somebody does after the file was taken in, to what the file made or changed.
BUILT_ON_UNITS = [
    lambda by: a_unit("under", unit("norr")),
    lambda by: units.edit_unit(by=by, unit=unit("norr"), name="Ny", short_name="", description="", version=1),
    lambda by: units.move_unit(by=by, unit=unit("norr"), parent=unit("school"), on=TODAY + timedelta(days=3)),
    lambda by: units.move_unit(by=by, unit=unit("home"), parent=unit("care"), on=TODAY + timedelta(days=3)),
    lambda by: units.close_unit(by=by, unit=unit("norr"), on=TODAY),
    lambda by: holdings.give_role(
        by=by, person=person("lo"), role="reporter", unit=unit("norr"), valid_from=TODAY
    ),
]
BUILT_ON_PEOPLE = [
    lambda by: holdings.give_role(
        by=by,
        person=person("asa"),
        role="reporter",
        unit=unit("home"),
        valid_from=TODAY,
    ),
    lambda by: people.name_deputy(
        by=by, holder=person("asa"), deputy=person("lo"), valid_from=TODAY, valid_to=TODAY
    ),
    lambda by: people.change_person(
        by=by, person=person("lo"), name="Annan", email="lo@prov.example", title=""
    ),
    lambda by: people.change_person(
        by=by, person=person("asa"), name="¤Åsa Ny", email="annan@prov.example", title="¤chef"
    ),
    lambda by: Person.objects.filter(key="asa").update(last_login=timezone.now()),
]
BUILT_ON_ROLES = [
    lambda by: holdings.end_role(
        by=by,
        holding=RoleHolding.objects.get(person__key="lo", role="reporter"),
        on=TODAY + timedelta(days=5),
    ),
    lambda by: holdings.end_role(
        by=by, holding=RoleHolding.objects.get(person__key="lo", role="reporter"), on=TODAY
    ),
    lambda by: holdings.end_role(
        by=by, holding=RoleHolding.objects.get(person__key="eva"), on=TODAY - timedelta(days=5)
    ),
]
BUILT_ON = {"units": BUILT_ON_UNITS, "people": BUILT_ON_PEOPLE, "roles": BUILT_ON_ROLES}


@pytest.mark.parametrize(
    ("kind", "which"),
    [(kind, which) for kind, deeds in BUILT_ON.items() for which in range(len(deeds))],
)
def test_undo_is_refused_when_somebody_has_built_on_it(nils, kind, which):
    delivery = accept(nils, kind, FILES[kind])
    BUILT_ON[kind][which](actor_for(nils.person))
    before = dump()
    with pytest.raises(Refused):
        intake.withdraw(by=nils, delivery=delivery)
    assert dump() == before
    delivery.refresh_from_db()
    assert delivery.state == STATE.RECEIVED


def test_what_changed_since_the_preview_is_looked_at_again(nils):
    delivery = receive(nils, "units", NEW_UNITS)
    units.edit_unit(
        by=nils, unit=Unit.objects.get(key="home"), name="¤Emellan", short_name="", description="", version=1
    )
    with pytest.raises(Refused, match="ändrats sedan"):
        intake.accept(by=nils, delivery=delivery)
    assert not Unit.objects.filter(key="norr").exists()


def test_the_parent_closed_since_the_preview(nils):
    delivery = receive(nils, "units", UNITS + "ny;¤Ny;unit;home\n")
    units.close_unit(by=nils, unit=Unit.objects.get(key="home"), on=TODAY - timedelta(days=1))
    with pytest.raises(Refused):
        intake.accept(by=nils, delivery=delivery)
    assert not Unit.objects.filter(key="ny").exists()


@pytest.mark.parametrize("deed", ["accept", "discard", "withdraw"])
def test_pressing_twice_does_it_once(nils, deed):
    delivery = accept(nils, "units", NEW_UNITS) if deed == "withdraw" else receive(nils, "units", NEW_UNITS)
    do = getattr(intake, deed)
    do(by=nils, delivery=delivery)
    before = dump()
    with pytest.raises(Refused):
        do(by=nils, delivery=delivery)
    assert dump() == before


def test_a_file_never_ends_the_last_administrator(nils):
    with pytest.raises(Refused, match="sista administratören"):
        accept(nils, "roles", f"Person;Roll;Enhet;Till\nnils@prov.example;Administratör;council;{TODAY}\n")
    assert RoleHolding.objects.get(person__key="nils").valid_to is None


def test_undo_never_takes_the_last_administrator(nils):
    text = "Person;Roll;Enhet;Till\nlo@prov.example;Administratör;council;\n"
    delivery = accept(nils, "roles", text)
    holdings.end_role(
        by=nils, holding=RoleHolding.objects.get(person__key="nils", role="administrator"), on=TODAY
    )
    with pytest.raises(Forbidden):
        intake.withdraw(by=actor_for(nils.person), delivery=delivery)
    lo = Person.objects.get(key="lo")
    with pytest.raises(Refused, match="sista administratören"):
        intake.withdraw(by=actor_for(lo), delivery=delivery)


def told_about(kind: str, key: str) -> list[str]:
    return [event.verb for event in Event.objects.about(kind, key)]


def test_an_undo_is_told_in_the_timeline_of_everything_it_put_back(nils):
    intake.withdraw(by=nils, delivery=accept(nils, "units", FILES["units"]))
    assert told_about("unit", "home") == ["unit.put_back", "unit.imported"]
    intake.withdraw(by=nils, delivery=accept(nils, "people", FILES["people"]))
    assert told_about("person", "lo") == ["person.put_back", "person.imported"]
    intake.withdraw(by=nils, delivery=accept(nils, "roles", FILES["roles"]))
    assert told_about("person", "eva") == ["role.put_back", "role.ended"]


@pytest.fixture
def vik(nils, actor):
    """Somebody who stands in for the administrator, and is nothing else."""
    a_deputyship("nils", "vik")
    return actor("vik")


def test_a_deputy_does_not_give_themselves_a_role_by_a_file(vik):
    delivery = receive(vik, "roles", "Person;Roll;Enhet\nvik@prov.example;administrator;council\n")
    with pytest.raises(Refused, match="Som vikarie"):
        intake.accept(by=vik, delivery=delivery)
    assert not RoleHolding.objects.filter(person__key="vik").exists()


@pytest.mark.parametrize("kind", FILES)
def test_the_log_says_in_whose_place_a_file_was_taken_in(vik, kind):
    intake.withdraw(by=vik, delivery=accept(vik, kind, FILES[kind]))
    assert set(Event.objects.values_list("acting_for", flat=True)) == {"¤Nils Prov"}
