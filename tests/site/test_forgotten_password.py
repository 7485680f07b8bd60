"""Choosing a password by the link in a letter: for who forgot, and for who never had one."""

import re

import pytest
from django.core import mail
from django.test import Client

from tertial.organisation.models import Person
from tests.cast import a_person

NEW = "en lång mening om sundet"


@pytest.fixture
def newcomer(city) -> Person:
    """Somebody the city has entered, who has no password yet."""
    person = a_person("nykomling")
    person.set_unusable_password()
    person.save()
    return person


def ask(email: str) -> str:
    """Ask for the letter; answers the path of its link, empty when it has none."""
    assert Client().post("/losenord/glomt/", {"email": email}).status_code == 302
    link = mail.outbox and re.search(r"https?://[^/\s]+(/losenord/nytt/\S+)", mail.outbox[-1].body)
    return link[1] if link else ""


def choose(path: str, password: str = NEW):
    browser = Client()
    form = browser.get(path, follow=True)
    address = form.redirect_chain[-1][0] if form.redirect_chain else path
    return browser.post(address, {"password1": password, "password2": password}, follow=True)


def sign_in(email: str, password: str = NEW) -> bool:
    browser = Client()
    browser.post("/logga-in/", {"login": email, "password": password})
    return browser.get("/").status_code == 200


def test_a_newcomer_chooses_a_password_and_signs_in(newcomer: Person) -> None:
    assert choose(ask(newcomer.email)).status_code == 200
    assert sign_in(newcomer.email)


def test_capitals_in_the_address_do_not_matter(newcomer: Person) -> None:
    assert ask(newcomer.email.upper())
    assert mail.outbox[0].to == [newcomer.email]


def test_the_link_works_once(newcomer: Person) -> None:
    path = ask(newcomer.email)
    choose(path)
    choose(path, "en helt annan mening")
    assert sign_in(newcomer.email)
    assert not sign_in(newcomer.email, "en helt annan mening")


def test_a_link_that_is_not_ours_changes_nothing(newcomer: Person) -> None:
    choose(ask(newcomer.email)[:-4] + "abc/")
    assert not sign_in(newcomer.email)


def test_a_short_password_is_not_taken(newcomer: Person) -> None:
    choose(ask(newcomer.email), "kort")
    assert not sign_in(newcomer.email, "kort")


def test_an_unknown_address_gets_no_link(city) -> None:
    assert ask("ingen@prov.example") == ""


def test_a_closed_account_gets_no_link(newcomer: Person) -> None:
    Person.objects.filter(pk=newcomer.pk).update(is_active=False)
    assert ask(newcomer.email) == ""
