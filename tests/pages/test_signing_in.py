"""Signing in: by password, by a letter for the first or a forgotten one, by one click in the demo."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tertial.organisation.access import SYSTEM
from tertial.organisation.actions import people
from tertial.organisation.models import Person
from tertial.site import environment

PASSWORD = "ett-langt-losenord"
NEW = "en helt annan mening"


@pytest.fixture(autouse=True)
def _no_failures_counted_yet(db):
    cache.clear()


def sign_in(client: Client, email: str = "lo@prov.example", password: str = PASSWORD, **more: str):
    return client.post(reverse("account_login"), {"login": email, "password": password} | more)


def is_in(client: Client) -> bool:
    return client.get(reverse("start")).status_code == 200


def test_by_address_and_password(city):
    client = Client()
    assert sign_in(client).url == "/"
    assert is_in(client)


def test_the_address_may_be_in_capitals(city):
    client = Client()
    sign_in(client, "LO@Prov.Example")
    assert is_in(client)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        pytest.param("lo@prov.example", "fel", id="wrong password"),
        pytest.param("ingen@prov.example", PASSWORD, id="nobody"),
        pytest.param("lo", PASSWORD, id="no address"),
        pytest.param("", "", id="nothing"),
        pytest.param("lo@prov.example' OR 1=1 --", PASSWORD, id="a trick"),
    ],
)
def test_wrong_is_refused_with_the_same_words_and_the_address_kept(city, email, password):
    client = Client()
    response = sign_in(client, email, password)
    assert response.status_code in (200, 422)
    assert not is_in(client)
    if "@prov.example" in email and " " not in email:
        assert "stämmer inte" in response.content.decode()
        assert email in response.content.decode()


def test_a_closed_account_does_not_get_in_nor_stay_in(city):
    client = Client()
    sign_in(client)
    people.close_person(by=SYSTEM, person=Person.objects.get(key="lo"))
    assert not is_in(client)
    other = Client()
    sign_in(other)
    assert not is_in(other)


def test_somebody_without_a_password_does_not_get_in(city):
    people.create_person(by=SYSTEM, key="ny", name="¤Ny", email="ny@prov.example")
    for password in ("", "!", " ", "None"):
        client = Client()
        sign_in(client, "ny@prov.example", password)
        assert not is_in(client)


# --- the session ---


def test_the_session_is_a_new_one_after_signing_in(city):
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    sign_in(client)
    assert client.session.session_key != before
    other = Client()
    other.cookies["sessionid"] = before
    assert not is_in(other)


def test_signing_out_ends_the_session_and_takes_a_post(city):
    client = Client()
    sign_in(client)
    key = client.session.session_key
    client.get(reverse("account_logout"))
    assert is_in(client)
    client.post(reverse("account_logout"))
    thief = Client()
    thief.cookies["sessionid"] = key
    assert not is_in(client)
    assert not is_in(thief)


def test_a_new_password_ends_other_sessions(city):
    here, elsewhere = Client(), Client()
    sign_in(here)
    sign_in(elsewhere)
    here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )
    assert Person.objects.get(key="lo").check_password(NEW)
    assert not is_in(elsewhere)


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("kort", id="short"),
        pytest.param("password1234", id="common"),
        pytest.param("lo@prov.example", id="one's own address"),
    ],
)
def test_a_weak_password_is_refused(city, password):
    client = Client()
    sign_in(client)
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )
    assert Person.objects.get(key="lo").check_password(PASSWORD)


# --- where one comes afterwards ---


def test_one_comes_to_the_page_one_asked_for(city):
    client = Client()
    asked = client.get("/enheter/home/")
    assert asked.url == "/logga-in/?next=/enheter/home/"
    assert sign_in(client, next="/enheter/home/").url == "/enheter/home/"


@pytest.mark.parametrize(
    "address",
    [
        "https://ond.example/",
        "//ond.example/",
        "///ond.example",
        "/\\ond.example",
        "\\\\ond.example",
        "http:ond.example",
        "javascript:alert(1)",
        " https://ond.example",
        "https://testserver@ond.example/",
        "https://testserver.ond.example/",
    ],
)
def test_never_to_another_place(city, address):
    client = Client()
    response = client.post(
        reverse("account_login") + "?next=" + address,
        {"login": "lo@prov.example", "password": PASSWORD, "next": address},
    )
    assert response.url == "/"


# --- too many attempts, with the limits that the product has ---


@pytest.fixture
def limits(settings):
    from tertial.site import settings as product

    settings.ACCOUNT_RATE_LIMITS = product.ACCOUNT_RATE_LIMITS
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def test_guessing_is_stopped_and_the_right_password_does_not_help_then(city, limits):
    client = Client()
    for _ in range(5):
        assert "stämmer inte" in sign_in(client, password="fel").content.decode()
    assert "många försök" in sign_in(client, password="fel").content.decode()
    sign_in(client)
    assert not is_in(client)
    other = Client(REMOTE_ADDR="10.0.0.9")
    sign_in(other, "siv@prov.example")
    assert is_in(other)


def test_a_whole_city_behind_one_address_signs_in_in_the_same_minute(city, limits):
    """Also while twenty of them type the wrong password: each has only their own attempts to spend."""
    for n in range(20):
        sign_in(Client(), f"nagon{n}@prov.example", "fel")
    for _ in range(70):
        client = Client()
        sign_in(client)
        assert is_in(client)


def test_guessing_at_one_account_is_stopped_from_whatever_address(city, limits):
    for n in range(5):
        sign_in(Client(REMOTE_ADDR=f"10.7.0.{n}"), password="fel")
    client = Client(REMOTE_ADDR="10.8.0.1")
    sign_in(client)
    assert not is_in(client)


def test_another_address_of_ones_own_making_does_not_help(city, limits):
    for n in range(101):
        client = Client(headers={"X-Forwarded-For": f"10.0.0.{n}"})
        response = sign_in(client, f"nagon{n}@prov.example", "fel")
    assert response.status_code == 429 or "många försök" in response.content.decode()


def test_behind_a_proxy_one_is_counted_by_ones_own_address(city, limits, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(101):
        sign_in(Client(headers={"X-Forwarded-For": "10.9.9.9"}), f"nagon{n}@prov.example", "fel")
    client = Client(headers={"X-Forwarded-For": "10.1.1.1"})
    sign_in(client)
    assert is_in(client)


# --- a letter with a link ---


def link() -> str:
    found = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def choose(client: Client, address: str, password: str = NEW):
    response = client.get(address, follow=True)
    where = response.redirect_chain[-1][0] if response.redirect_chain else address
    return client.post(where, {"password1": password, "password2": password})


def test_somebody_imported_chooses_a_first_password_by_a_letter(city):
    people.create_person(by=SYSTEM, key="ny", name="¤Ny Person", email="ny@prov.example")
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "NY@prov.example"})
    assert mail.outbox[-1].to == ["ny@prov.example"]
    address = link()
    choose(client, address)
    fresh = Client()
    sign_in(fresh, "ny@prov.example", NEW)
    assert is_in(fresh)
    again = Client().get(address, follow=True)
    assert "password1" not in again.content.decode()


def test_a_weak_first_password_is_refused_and_the_link_still_works(city):
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "lo@prov.example"})
    address = link()
    choose(client, address, "kort")
    assert Person.objects.get(key="lo").check_password(PASSWORD)
    choose(client, address)
    assert Person.objects.get(key="lo").check_password(NEW)


def test_asking_does_not_tell_who_has_an_account(city):
    answers = []
    for email in ("lo@prov.example", "ingen@prov.example"):
        response = Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        answers.append((response.status_code, response.redirect_chain, email in response.content.decode()))
    assert answers[0] == answers[1]


def test_a_closed_account_gets_no_link(city):
    people.close_person(by=SYSTEM, person=Person.objects.get(key="lo"))
    Client().post(reverse("account_reset_password"), {"email": "lo@prov.example"})
    assert not any("/losenord/nytt/" in letter.body for letter in mail.outbox)


def test_the_old_address_opens_nothing_once_it_is_changed(city):
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "lo@prov.example"})
    address = link()
    people.change_person(
        by=SYSTEM, person=Person.objects.get(key="lo"), name="¤Lo Prov", email="ny@prov.example", title=""
    )
    choose(client, address)
    assert Person.objects.get(key="lo").check_password(PASSWORD)
    old = Client()
    sign_in(old)
    assert not is_in(old)
    mail.outbox.clear()
    Client().post(reverse("account_reset_password"), {"email": "lo@prov.example"})
    assert not any("/losenord/nytt/" in letter.body for letter in mail.outbox)


@pytest.mark.parametrize(
    "address", ["/losenord/nytt/x-y/", "/losenord/nytt/1-set-password/", "/losenord/nytt/zzzz-c9-abc/"]
)
def test_a_made_up_link_is_told_to_be_useless(city, address):
    response = Client().get(address, follow=True)
    assert response.status_code == 200
    assert "password1" not in response.content.decode()


def test_nobody_makes_an_account_themselves(city):
    assert Client().get("/signup/").status_code in (302, 404)
    assert Client().get("/accounts/signup/").status_code in (302, 404)
    assert "signup" not in Client().get(reverse("account_login")).content.decode()


# --- the demo's one click ---


@pytest.fixture
def a_profile_with_people(monkeypatch):
    from pathlib import Path

    from tertial.organisation.rules.profile import read_profile

    profile = read_profile(Path(__file__).resolve().parents[2] / "profiles" / "demo")
    for module in ("tertial.site.pages.signing_in", "tertial.site.context"):
        monkeypatch.setattr(f"{module}.current_profile", lambda: profile)
    return profile


def as_demo(client: Client, email: str):
    return client.post(reverse("demo_login"), {"email": email})


def one_of(profile, city) -> Person:
    person = Person.objects.get(key="lo")
    person.email = profile.demo_people[0].email
    person.save()
    return person


def test_one_click_in_the_demo(city, a_profile_with_people, settings):
    settings.DEMO = True
    person = one_of(a_profile_with_people, city)
    client = Client()
    assert person.email in client.get(reverse("account_login")).content.decode()
    assert as_demo(client, person.email).url == "/"
    assert is_in(client)


def test_no_click_without_the_setting(city, a_profile_with_people, settings):
    settings.DEMO = False
    person = one_of(a_profile_with_people, city)
    client = Client()
    assert person.email not in client.get(reverse("account_login")).content.decode()
    assert as_demo(client, person.email).status_code == 404
    assert not is_in(client)


@pytest.mark.parametrize("email", ["nils@prov.example", "", "ingen@prov.example", "NILS@prov.example"])
def test_no_click_as_somebody_who_is_not_in_the_list(city, a_profile_with_people, settings, email):
    settings.DEMO = True
    client = Client()
    assert as_demo(client, email).status_code == 404
    assert not is_in(client)


def test_no_click_as_somebody_whose_account_is_closed(city, a_profile_with_people, settings):
    settings.DEMO = True
    person = one_of(a_profile_with_people, city)
    people.close_person(by=SYSTEM, person=person)
    assert as_demo(Client(), person.email).status_code == 404


def test_the_click_takes_the_forms_token_and_a_new_session(city, a_profile_with_people, settings):
    settings.DEMO = True
    person = one_of(a_profile_with_people, city)
    assert as_demo(Client(enforce_csrf_checks=True), person.email).status_code == 403
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    as_demo(client, person.email)
    assert client.session.session_key != session.session_key


def test_the_demo_is_off_unless_somebody_says_so():
    assert environment.read({})["DEMO"] is False
