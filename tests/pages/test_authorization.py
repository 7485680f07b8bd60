"""Every address × every role: who gets in (200), who is told no (403), for whom it is not there (404).

A new address that is not in the table fails the test, so nobody can forget to decide who may see it.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests.cast import City
from tests.pages import who
from tests.pages.who.people import EVERYBODY, Deeds, Pages, refused

TABLES = [
    import_module(f"tests.pages.who.{each.name}")
    for each in iter_modules(who.__path__)
    if each.name != "people"
]
PAGES: Pages = {name: row for table in TABLES for name, row in table.PAGES.items()}
DEEDS: Deeds = {name: row for table in TABLES for name, row in table.DEEDS.items()}

# Saved while somebody writes: the same as a deed, but answered with 200 and a few words for the page.
SAVES = {name: row for table in TABLES for name, row in getattr(table, "SAVES", {}).items()}

# Open without signing in, tried one by one in test_signing_in.py, test_health.py and test_open_pages.py.
OPEN = {
    "set_language",
    "health",
    "demo_login",
    "explained",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
# In the table above too, but readable without signing in: how else would one find help to sign in?
PUBLIC = {
    *("help", "accessibility"),
    *("open_list", "open_feed", "open_publication", "open_file"),
    *("open_measure", "open_measures", "open_measure_json", "open_measure_csv"),
    *("open_chain", "open_earlier_file"),
}
# Only for people who have no password yet; the others are sent to the page for changing it.
REDIRECTS = {"account_set_password"}


def names() -> Iterator[str]:
    for pattern in get_resolver().url_patterns:
        yield pattern.name or str(pattern.pattern)


def test_every_address_is_in_the_table():
    assert set(names()) == {*PAGES, *DEEDS, *SAVES, *OPEN, *REDIRECTS}


@pytest.fixture
def city(everything: City) -> City:
    return everything


@pytest.mark.parametrize("person", sorted(EVERYBODY))
@pytest.mark.parametrize("name", sorted(PAGES))
def test_page(city, signed_in, name, person):
    arguments, allowed, otherwise = PAGES[name]
    response = signed_in(person).get(reverse(name, kwargs=arguments))
    assert response.status_code == (200 if person in allowed else refused(otherwise, person))


@pytest.mark.parametrize("person", sorted(EVERYBODY))
@pytest.mark.parametrize("name", sorted(DEEDS))
def test_deed(city, signed_in, name, person):
    arguments, posted, allowed, otherwise = DEEDS[name]
    response = signed_in(person).post(reverse(name, kwargs=_real(arguments)), posted)
    assert response.status_code == (302 if person in allowed else refused(otherwise, person))


@pytest.mark.parametrize("person", sorted(EVERYBODY))
@pytest.mark.parametrize("name", sorted(SAVES))
def test_save(city, signed_in, name, person):
    arguments, posted, allowed, otherwise = SAVES[name]
    response = signed_in(person).post(reverse(name, kwargs=arguments), posted)
    assert response.status_code == (200 if person in allowed else refused(otherwise, person))


def _real(arguments: dict[str, object]) -> dict[str, object]:
    """Rows that have a number instead of a key are made now, and named by it."""
    from tests.things import a_deputyship, a_holding

    made = {"holding": lambda: a_holding("lo"), "deputyship": lambda: a_deputyship("siv", "vik")}
    return {name: made[name]().pk if name in made else value for name, value in arguments.items()}


@pytest.mark.parametrize("name", sorted({*PAGES, *DEEDS} - PUBLIC))
def test_nobody_gets_in_without_signing_in(city, name):
    arguments = PAGES[name][0] if name in PAGES else DEEDS[name][0]
    for response in (
        Client().get(reverse(name, kwargs=arguments)),
        Client().post(reverse(name, kwargs=arguments)),
    ):
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_a_deed_is_not_done_by_reading(city, signed_in, name):
    assert signed_in("nils").get(reverse(name, kwargs=DEEDS[name][0])).status_code == 405


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_a_deed_needs_the_forms_token(city, name):
    client = Client(enforce_csrf_checks=True)
    from tertial.organisation.models import Person

    client.force_login(Person.objects.get(key="nils"))
    assert client.post(reverse(name, kwargs=_real(DEEDS[name][0])), DEEDS[name][1]).status_code == 403


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_what_is_public_needs_no_signing_in(city, name):
    assert Client().get(reverse(name, kwargs=PAGES[name][0])).status_code == 200


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
