"""The small city with one of each thing that an address may name: for every test that visits all pages.

A package that gets an address with a key in it adds its thing here, and the key to its table in tests/pages/who.
"""

from tests.answer_files import files_that_addresses_name, own_files_that_addresses_name
from tests.cast import City
from tests.chains import a_chain
from tests.papers import some_papers
from tests.publications import publications_of_each
from tests.themes import a_theme_put_together
from tests.things import a_delivery, a_file_of_values, a_job, a_report


def one_of_each(city: City) -> None:
    a_delivery("d1", "draft")
    a_delivery("d2", "received")
    a_file_of_values("d3", "siv")
    a_job("j1", "nils")
    a_chain(city)
    some_papers(city)
    a_report()
    files_that_addresses_name()
    publications_of_each(city.strand)
    a_theme_put_together()
    own_files_that_addresses_name()
