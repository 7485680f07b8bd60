"""Every address × every role: who gets in (200), who is told no (403), for whom it is not there (404).

A new address that is not in the table fails the test, so nobody can forget to decide who may see it.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests.cast import PEOPLE, City

EVERYBODY = set(PEOPLE)
STRUCTURE = {"karin", "nils"}
STRAND = {"siv", "karin", "nils"}  # may edit what lies under Strand
ADMINISTRATORS = {"nils"}
LOG = {"karin", "nils", "rolf"}
IMPORTERS = {"karin", "nils"}
NOBODY: set[str] = set()
GOALS = {"siv", "kim", "karin"}  # may change what Strand has planned

# address name → (its arguments, who gets in, what the others get)
PAGES: dict[str, tuple[dict[str, object], set[str], int]] = {
    "start": ({}, EVERYBODY, 0),
    "search": ({}, EVERYBODY, 0),
    "events": ({}, LOG, 404),
    "units": ({}, EVERYBODY, 0),
    "unit": ({"key": "home"}, EVERYBODY, 0),
    "unit_versions": ({"key": "home"}, EVERYBODY, 0),
    "unit_edit": ({"key": "home"}, STRAND, 403),
    "unit_new": ({"key": "home"}, STRUCTURE, 403),
    "unit_move": ({"key": "home"}, STRUCTURE, 403),
    "unit_close": ({"key": "home"}, STRUCTURE, 403),
    "people": ({}, EVERYBODY, 0),
    "person": ({"key": "eva"}, EVERYBODY, 0),
    "person_new": ({}, ADMINISTRATORS, 403),
    "person_edit": ({"key": "eva"}, ADMINISTRATORS, 403),
    "role_give": ({"key": "eva"}, ADMINISTRATORS, 403),
    "roles": ({}, EVERYBODY, 0),
    "account": ({}, EVERYBODY, 0),
    "deputy_name": ({}, EVERYBODY, 0),
    "deliveries": ({}, IMPORTERS, 404),
    "delivery_new": ({"kind": "units"}, IMPORTERS, 404),
    "delivery_template": ({"kind": "units"}, IMPORTERS, 404),
    "delivery": ({"key": "d1"}, IMPORTERS, 404),
    "chain_now": ({}, EVERYBODY, 0),
    "chain": ({"year": 2026}, EVERYBODY, 0),
    "chain_print": ({"year": 2026}, EVERYBODY, 0),
    "chain_tags": ({"year": 2026}, EVERYBODY, 0),
    "goal": ({"key": "g1"}, EVERYBODY, 0),
    "goal_versions": ({"key": "g1"}, EVERYBODY, 0),
    "goal_judge": ({"key": "g1"}, {"siv"}, 403),
    "goal_measure_new": ({"key": "g1"}, GOALS, 403),
    "activity_new": ({"key": "g1"}, GOALS, 403),
    "goal_edit": ({"key": "g1"}, GOALS, 403),
    "goal_new": ({"key": "g1"}, GOALS, 403),
    "goal_results_edit": ({"key": "g1"}, GOALS, 403),
    "goal_link_edit": ({"key": "g1"}, GOALS, 403),
    "goal_close": ({"key": "g1"}, GOALS, 403),
    "measures": ({}, EVERYBODY, 0),
    "measure": ({"key": "m1"}, EVERYBODY, 0),
    "measure_edit": ({"key": "m1"}, GOALS, 403),
    "value_give": ({"key": "m1"}, {"siv"}, 403),
    "target_edit": ({"key": "m1"}, GOALS, 403),
    "value_computed": ({"key": "m3"}, EVERYBODY, 0),
    "value": ({"number": 9000901}, EVERYBODY, 0),
    "values_export": ({}, EVERYBODY, 0),
    "targets_export": ({}, EVERYBODY, 0),
    "targets_waiting": ({}, EVERYBODY, 0),
    "activities": ({}, EVERYBODY, 0),
    "activity": ({"key": "a1"}, EVERYBODY, 0),
    "activity_edit": ({"key": "a1"}, GOALS, 403),
    "activity_report": ({"key": "a1"}, {"eva", "siv"}, 403),
    "plan": ({"key": "p1"}, EVERYBODY, 0),
    "plan_compare": ({"key": "p1", "other": "p0"}, EVERYBODY, 0),
    "plan_copy": ({"key": "p1"}, GOALS, 403),
    "glossary": ({}, EVERYBODY, 0),
    "help": ({}, EVERYBODY, 0),
    "accessibility": ({}, EVERYBODY, 0),
    "ui": ({}, EVERYBODY, 0),
    "account_change_password": ({}, EVERYBODY, 0),
}

# Addresses that only take a POST: (arguments, what is posted, who may, what the others get)
DEEDS: dict[str, tuple[dict[str, object], dict[str, str], set[str], int]] = {
    "person_close": ({"key": "lo"}, {}, ADMINISTRATORS, 403),
    "role_end": ({"key": "lo", "holding": 0}, {}, ADMINISTRATORS, 403),
    "goal_unlink": ({"key": "g1", "above": "top"}, {}, GOALS, 403),
    "deputy_end": ({"deputyship": 0}, {}, {"siv", "nils"}, 404),
    "delivery_accept": ({"key": "d1"}, {}, IMPORTERS, 404),
    "delivery_discard": ({"key": "d1"}, {}, IMPORTERS, 404),
    "delivery_withdraw": ({"key": "d2"}, {}, IMPORTERS, 404),
}

# Open without signing in, tried one by one in test_signing_in.py and test_health.py.
OPEN = {
    "set_language",
    "health",
    "demo_login",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
# In the table above too, but readable without signing in: how else would one find help to sign in?
PUBLIC = {"help", "accessibility"}
# Only for people who have no password yet; the others are sent to the page for changing it.
REDIRECTS = {"account_set_password"}


def names() -> Iterator[str]:
    for pattern in get_resolver().url_patterns:
        yield pattern.name or str(pattern.pattern)


def test_every_address_is_in_the_table():
    assert set(names()) == {*PAGES, *DEEDS, *OPEN, *REDIRECTS}


@pytest.fixture
def everything(city: City) -> City:
    """The small city with one of each thing that an address may name."""
    from tests.chains import a_chain
    from tests.things import a_delivery

    a_delivery("d1", "draft")
    a_delivery("d2", "received")
    a_chain(city)
    return city


@pytest.mark.parametrize("who", sorted(EVERYBODY))
@pytest.mark.parametrize("name", sorted(PAGES))
def test_page(everything, signed_in, name, who):
    arguments, allowed, otherwise = PAGES[name]
    response = signed_in(who).get(reverse(name, kwargs=arguments))
    assert response.status_code == (200 if who in allowed else otherwise)


@pytest.mark.parametrize("who", sorted(EVERYBODY))
@pytest.mark.parametrize("name", sorted(DEEDS))
def test_deed(everything, signed_in, name, who):
    arguments, posted, allowed, otherwise = DEEDS[name]
    response = signed_in(who).post(reverse(name, kwargs=_real(arguments)), posted)
    assert response.status_code == (302 if who in allowed else otherwise)


def _real(arguments: dict[str, object]) -> dict[str, object]:
    """Rows that have a number instead of a key are made now, and named by it."""
    from tests.things import a_deputyship, a_holding

    made = {"holding": lambda: a_holding("lo"), "deputyship": lambda: a_deputyship("siv", "vik")}
    return {name: made[name]().pk if name in made else value for name, value in arguments.items()}


@pytest.mark.parametrize("name", sorted({*PAGES, *DEEDS} - PUBLIC))
def test_nobody_gets_in_without_signing_in(everything, name):
    arguments = PAGES[name][0] if name in PAGES else DEEDS[name][0]
    for response in (
        Client().get(reverse(name, kwargs=arguments)),
        Client().post(reverse(name, kwargs=arguments)),
    ):
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_a_deed_is_not_done_by_reading(everything, signed_in, name):
    assert signed_in("nils").get(reverse(name, kwargs=DEEDS[name][0])).status_code == 405


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_a_deed_needs_the_forms_token(everything, name):
    client = Client(enforce_csrf_checks=True)
    from tertial.organisation.models import Person

    client.force_login(Person.objects.get(key="nils"))
    assert client.post(reverse(name, kwargs=_real(DEEDS[name][0])), DEEDS[name][1]).status_code == 403


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_what_is_public_needs_no_signing_in(db, name):
    assert Client().get(reverse(name)).status_code == 200


def test_the_language_is_kept_without_signing_in_and_leads_back(db):
    client = Client()
    response = client.post(reverse("set_language"), {"language": "en", "next": "/logga-in/"})
    assert (response.status_code, response.url) == (302, "/logga-in/")
    assert 'lang="en"' in client.get("/logga-in/").text


def test_the_way_back_never_leads_elsewhere(db):
    response = Client().post(
        reverse("set_language"), {"language": "en", "next": "https://elsewhere.example/"}
    )
    assert response.url == reverse("start")
