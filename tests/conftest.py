"""What every test may ask for."""

from collections.abc import Callable

import pytest
from django.test import Client

from tertial.organisation.access import Actor, actor_for
from tertial.organisation.models import Person
from tests.cast import City, a_city


@pytest.fixture
def city(db: None) -> City:
    return a_city()


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
