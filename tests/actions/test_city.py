"""A whole city from its profile: once, into an empty database, or not at all."""

from pathlib import Path

import pytest

from tertial.history.models import Event
from tertial.organisation.access import SYSTEM
from tertial.organisation.actions import city as cities
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Deputyship, Person, Placement, RoleHolding, Unit
from tertial.organisation.queries import organisation_on
from tertial.organisation.rules.profile import Profile, read_profile

DEMO = Path(__file__).resolve().parents[2] / "profiles" / "demo"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def profile() -> Profile:
    return read_profile(DEMO)


def test_the_demo_city_comes_in_whole(profile):
    units, people = cities.load_city(by=SYSTEM, profile=profile)
    assert (units, people) == (Unit.objects.count(), Person.objects.count())
    assert units == len(profile.units) >= 350
    assert RoleHolding.objects.count() == len(profile.roles)
    assert Deputyship.objects.count() == len(profile.deputies)
    assert Placement.objects.count() == len(profile.placement_rows)
    assert Event.objects.get().particulars == {"units": units, "people": people}


def test_every_unit_of_today_stands_under_the_council(profile):
    cities.load_city(by=SYSTEM, profile=profile)
    today = organisation_on(profile.city.start.replace(year=profile.city.start.year + 1))
    assert [today.units[key].kind for key in today.top] == ["council"]
    assert len(list(today.walk())) == len(today.units)


def test_every_unit_has_its_first_version(profile):
    cities.load_city(by=SYSTEM, profile=profile)
    assert Unit.history.count() == Unit.objects.count()


def test_nobody_can_sign_in_with_a_password_before_choosing_one(profile):
    cities.load_city(by=SYSTEM, profile=profile)
    assert not any(person.has_usable_password() for person in Person.objects.all())


def test_a_second_time_is_refused_and_writes_nothing(profile):
    cities.load_city(by=SYSTEM, profile=profile)
    before = Unit.objects.count(), Person.objects.count(), Event.objects.count()
    with pytest.raises(Refused, match="redan enheter"):
        cities.load_city(by=SYSTEM, profile=profile)
    assert (Unit.objects.count(), Person.objects.count(), Event.objects.count()) == before


def test_a_fault_half_way_leaves_the_database_empty(profile, monkeypatch):
    def full(*args: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(cities, "_roles", full)
    with pytest.raises(OSError, match="disk full"):
        cities.load_city(by=SYSTEM, profile=profile)
    assert not Unit.objects.exists()
    assert not Person.objects.exists()
    assert not Placement.objects.exists()
