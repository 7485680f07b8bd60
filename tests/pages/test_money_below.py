"""A table of money added up from the units below, as whoever hands in, reads and publishes meets it."""

import pytest

from tertial.measures.models import Value
from tertial.organisation.access import SYSTEM
from tertial.publishing.exports.plain import as_text
from tertial.publishing.rules.frozen import document_of as published
from tertial.publishing.rules.of_plan import Edition
from tertial.reporting.actions.answers import save_answer
from tertial.reporting.actions.parts import approve
from tertial.reporting.actions.signing import sign
from tertial.reporting.models import Answer
from tertial.reporting.queries.sealed import standing
from tertial.reporting.rules.typed import Typed
from tests.chains import YEAR, a_value
from tests.money import Asked, a_second_unit, asked_about_money, some_money
from tests.pages.test_money import plain
from tests.reports import UNITS, unit
from tests.rules.publishing.test_report_document import data

HERE = "/rapportera/pengar/care/"


@pytest.fixture
def asked(city) -> Asked:
    care, _part, school = some_money()
    a_second_unit(care, school)
    asked = asked_about_money(units=(*UNITS, "dag"))
    answer = asked.answer(care)
    save_answer(by=SYSTEM, answer=answer, typed=Typed({"forecast": "313.5"}), version=answer.version)
    return asked


def test_the_table_tells_how_many_are_in_each_total_and_who_is_not(asked, signed_in):
    page = plain(signed_in("siv").get(f"{HERE}del/1/"))
    assert page.count("1 av 2 enheter") == 1 and "0 av 1 enhet<" in page  # the part of a row is home's alone
    assert "0 av 2 enheter" in page  # the school, and so the sum
    assert "Prognos saknas från 2 av 2 enheter: ¤Dag, ¤Home. Avvikelsen räknas utan dem." in page
    assert "Rapporten kan lämnas in ändå." in page
    assert "−0,5" in page and "+99,5" not in page


def test_it_is_handed_in_without_the_others(asked, signed_in):
    siv = signed_in("siv")
    page = plain(siv.get(f"{HERE}lamna-in/"))
    assert "Det här kommer från andra och saknas än." in page and "¤Dag, ¤Home" in page
    assert siv.post(f"{HERE}lamna-in/").status_code == 302
    assert asked.report("care").state == "submitted"
    assert "Prognos saknas från 2 av 2 enheter" in plain(siv.get(f"{HERE}las/"))


def test_who_lacked_is_in_what_is_signed_and_published(asked, signed_in):
    siv = signed_in("siv")
    siv.post(f"{HERE}lamna-in/")
    approve(by=SYSTEM, report=asked.report("care"))
    sign(by=SYSTEM, report=asked.report("care"))
    answer = asked.answer(asked.school, "dag")  # after it was signed
    save_answer(by=SYSTEM, answer=answer, typed=Typed({"forecast": "50"}), version=answer.version)
    page = plain(siv.get(f"{HERE}las/"))
    assert "1 av 2 enheter" in page and "¤Dag, ¤Home. Avvikelsen räknas utan dem." in page
    document = standing(asked.report("care")).sealed.document
    text = as_text(published(data(*document["parts"]), Edition()))
    assert "¤Vard (1 av 2 enheter)\t413,0\t205,1\t313,5\t−0,5" in text
    assert "Prognos saknas från 2 av 2 enheter: ¤Dag, ¤Home." in text


def test_a_corrected_budget_is_told_on_the_page(asked, signed_in):
    signed_in("siv").post(f"{HERE}lamna-in/")
    approve(by=SYSTEM, report=asked.report("care"))
    sign(by=SYSTEM, report=asked.report("care"))
    Value.objects.filter(unit=unit("dag"), measure=asked.care, kind="budget").update(is_current=False)
    a_value(asked.care, unit("dag"), str(YEAR), "90.0", kind="budget")
    page = plain(signed_in("lo").get(f"{HERE}las/"))
    assert "1 värde har ändrats sedan rapporten signerades." in page
    assert "¤Vard, ¤netto: budget" in page and "413,0" in page and "403,0" in page


def test_rows_in_different_units_have_no_sum_and_the_page_says_why(asked, signed_in):
    type(asked.school).objects.filter(pk=asked.school.pk).update(unit_of_measure="tkr")
    page = plain(signed_in("eva").get("/rapportera/pengar/home/del/1/"))
    assert "Raderna har olika enheter (mnkr, tkr) och läggs inte ihop." in page
    assert "¤Skola, tkr" in page and "data-unsummed" in page and "515,2" not in page


def test_the_script_comes_only_where_there_is_money(asked, signed_in):
    assert "js/money.js" in plain(signed_in("eva").get("/rapportera/pengar/home/del/1/"))
    Answer.objects.filter(kind="money").delete()
    page = plain(signed_in("eva").get("/rapportera/pengar/home/del/1/"))
    assert "js/autosave.js" in page and "js/money.js" not in page
