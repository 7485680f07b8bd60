"""What every test may ask for."""

from collections.abc import Callable, Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tertial.organisation.access import Actor, actor_for
from tertial.organisation.models import Person
from tertial.reporting.queries import shared
from tests import exploring
from tests.cast import City, a_city
from tests.everything import one_of_each

exploring.load()


@pytest.fixture(autouse=True)
def nobody_has_looked() -> None:
    """Each test has a database of its own, and the process remembers what the one before showed."""
    shared.forget()


@pytest.fixture
def city(db: None) -> City:
    return a_city()


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[City]:
    """One of each thing that an address may name takes a second to make: once for all tests of a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = a_city()
        one_of_each(made)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def everything(made_once: City, db: None) -> City:
    """The small city with one of each thing; what a test does to it is undone when the test ends.

    A module that visits every page makes this its `city`.
    """
    return deepcopy(made_once)


@pytest.fixture
def actor(city: City) -> Callable[[str], Actor]:
    """The named person of the cast, as the one who acts."""
    return lambda key: actor_for(Person.objects.get(key=key))


@pytest.fixture
def signed_in(city: City) -> Callable[[str], Client]:
    """A browser in which the named person has signed in."""

    def sign_in(key: str) -> Client:
        client = Client()
        client.force_login(Person.objects.get(key=key))
        return client

    return sign_in
