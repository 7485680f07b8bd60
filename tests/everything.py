"""The small city with one of each thing that an address may name: for every test that visits all pages.

A package that gets an address with a key in it adds its thing here, and the key to its table in tests/pages/who.
"""

from tests.cast import City
from tests.chains import a_chain
from tests.things import a_delivery, a_job


def one_of_each(city: City) -> None:
    a_delivery("d1", "draft")
    a_delivery("d2", "received")
    a_job("j1", "nils")
    a_chain(city)
