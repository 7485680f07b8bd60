"""The number of questions to the database is bounded, and the same in a small city as in a large one."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tertial.organisation.access import SYSTEM
from tertial.organisation.actions import people
from tertial.organisation.models import Person, Placement, RoleHolding, Unit
from tests.cast import SINCE, City
from tests.pages.test_authorization import PAGES
from tests.things import a_delivery

MOST = 20  # sign-in and roles included
MORE = {
    "unit": 24,
    "proposal": 24,
    "plan_preview": 22,
    "plan_remarks": 33,
    "theme_document": 22,
    "report_overview": 24,
    "goal": 22,
    "report_themed": 24,
    "search": 22,
    "report_read": 22,
    "report_sign": 21,
    "report_freeze": 21,
    "report_submit": 21,
    "round": 21,
    "round_remind": 22,
}  # of what a page tells of several parts at once
MANY = 200


def grow(city: City) -> None:
    """Two hundred units more, each with somebody who holds a role there."""
    made = Unit.objects.bulk_create(
        Unit(key=f"u{n}", name=f"¤Enhet {n}", kind="unit", valid_from=SINCE) for n in range(MANY)
    )
    parents = [city.care, city.home, city.school]
    Placement.objects.bulk_create(
        Placement(unit=unit, parent=parents[n % 3], valid_from=SINCE) for n, unit in enumerate(made)
    )
    persons = Person.objects.bulk_create(
        Person(key=f"p{n}", name=f"¤P {n}", email=f"p{n}@prov.example") for n in range(MANY)
    )
    RoleHolding.objects.bulk_create(
        RoleHolding(person=person, unit=unit, role="reporter", valid_from=SINCE)
        for person, unit in zip(persons, made, strict=True)
    )
    RoleHolding.objects.bulk_create(
        RoleHolding(person=Person.objects.get(key="nils"), unit=unit, role="reporter", valid_from=SINCE)
        for unit in made[:40]
    )
    for n in range(30):
        person = persons[n]
        people.change_person(by=SYSTEM, person=person, name=f"¤Q {n}", email=person.email, title="")
        a_delivery(f"d{n + 10}", "draft")


@pytest.fixture
def city(everything: City) -> City:
    return everything


def count(client, name: str) -> int:
    cache.clear()
    address = reverse(name, kwargs=PAGES[name][0]) + ("?q=¤" if name in ("search", "people") else "")
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", sorted(name for name, row in PAGES.items() if row[1]))
def test_the_number_of_queries_does_not_grow_with_the_city(city, signed_in, name):
    people.choose_language(by=SYSTEM, person=Person.objects.get(key="nils"), language="sv")
    allowed = PAGES[name][1]
    client = signed_in("nils" if "nils" in allowed else min(allowed))
    small = count(client, name)
    grow(city)
    large = count(client, name)
    assert small <= MORE.get(name, MOST)
    assert large <= small
