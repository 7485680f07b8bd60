"""Search in what reports say and in the titles of documents: nobody finds words that the pages do not show them."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tertial.organisation.access import SYSTEM, actor_for
from tertial.organisation.models import Person
from tertial.reporting.actions.parts import approve, give_part, submit
from tertial.reporting.actions.signing import correct_after_freeze, freeze, sign
from tertial.reporting.models import Answer, Report
from tertial.reporting.queries.readable import may_read_draft, read_as_written
from tertial.reporting.rules.states import DECIDED
from tests.cast import PEOPLE
from tests.pages.who.people import DRAFTS, EVERYBODY
from tests.publications import publications_of_each
from tests.reports import a_round, approved, filled, write

WORDS = "¤Väntetiden är **lång** i höst. ¤Resten går bra."
HOME = "/rapportera/t2/home/las/"


@pytest.fixture
def told(city):
    return a_round()


def found(client, words: str) -> str:
    response = client.get("/sok/", {"q": words})
    assert response.status_code == 200
    return response.content.decode()


def finders(signed_in, words: str = "¤väntetiden LÅNG") -> set[str]:
    return {key for key in PEOPLE if "¤Väntetiden är lång i höst." in found(signed_in(key), words)}


def person(key: str) -> Person:
    return Person.objects.get(key=key)


def test_the_words_of_a_draft_are_found_by_those_who_may_read_it(told, signed_in):
    write(actor_for(person("eva")), told.report("home"), "summa", text=WORDS)
    assert finders(signed_in) == DRAFTS
    outsider = found(signed_in("ute"), "¤väntetiden")
    assert HOME not in outsider
    assert "Inga träffar" in outsider


def test_whoever_was_given_a_part_finds_its_words(told, signed_in):
    report = told.report("home")
    write(SYSTEM, report, "summa", text=WORDS)
    give_part(by=SYSTEM, part=report.parts.first(), person=person("ute"))
    assert finders(signed_in) == DRAFTS | {"ute"}


def test_the_words_of_a_decided_report_are_found_by_all_and_lead_there(told, signed_in):
    report = decided(told.report("home"))
    assert finders(signed_in) == EVERYBODY
    client = signed_in("ute")
    assert f'href="{HOME}"' in found(client, "¤väntetiden")
    assert "¤Väntetiden" in client.get(HOME).content.decode()
    sign(by=SYSTEM, report=report)
    assert finders(signed_in) == EVERYBODY


def test_what_is_written_when_a_signed_report_is_corrected_is_a_draft(told, signed_in):
    report = decided(told.report("home"))
    sign(by=SYSTEM, report=report)
    freeze(by=SYSTEM, report=report)
    correct_after_freeze(by=SYSTEM, report=report, reason="¤Fel siffra")
    write(SYSTEM, told.report("home"), "summa", text="¤Hemligt ännu")
    assert HOME in found(signed_in("eva"), "¤hemligt")
    assert HOME not in found(signed_in("ute"), "¤hemligt")


@pytest.mark.parametrize("key", sorted(PEOPLE))
def test_all_at_once_is_what_each_report_says_for_itself(told, key):
    """The rule of the pages, asked of one report, and the same of all of them in one question."""
    approved(SYSTEM, filled(SYSTEM, told.report("home")))
    give_part(by=SYSTEM, part=told.report("berg").parts.first(), person=person("eva"))
    actor = actor_for(person(key))
    single = {
        each.pk for each in Report.objects.all() if each.state in DECIDED or may_read_draft(actor, each)
    }
    assert set(Report.objects.filter(read_as_written(actor)).values_list("pk", flat=True)) == single


def test_titles_of_documents_are_found_when_they_are_given_out(city, signed_in):
    publications_of_each(city.strand)
    page = found(signed_in("lo"), "¤plan")
    assert 'href="/dokument/p1/"' in page
    assert "/dokument/waits/" not in page, "nothing of it is given out yet"


def test_more_answers_cost_no_more_queries(told, signed_in):
    client = signed_in("lo")
    before = queries(client)
    Answer.objects.filter(kind="text").update(text=WORDS)
    Report.objects.update(state="approved")
    assert queries(client) <= before


def decided(report: Report) -> Report:
    filled(SYSTEM, report)
    write(SYSTEM, report, "summa", text=WORDS)
    submit(by=SYSTEM, report=report)
    return approve(by=SYSTEM, report=report)


def queries(client) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        found(client, "¤")
    return len(asked)
