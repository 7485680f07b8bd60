"""Tables of money in a real browser: without script, added up from below, of merged units and in the form editor."""

import pytest
from django.utils import timezone

from tertial.organisation.access import SYSTEM
from tertial.organisation.actions.mergers import merge_units
from tertial.organisation.models import Person, RoleHolding
from tertial.reporting.actions.rounds import follow_organisation
from tests.browser.conftest import LOOKS
from tests.browser.test_money import PART, figure, saved
from tests.cast import SINCE, a_unit
from tests.money import Asked, a_second_unit, asked_about_money, some_money
from tests.reports import UNITS, unit


@pytest.fixture
def asked(transactional_db, city) -> Asked:
    care, _part, school = some_money()
    a_second_unit(care, school)
    return asked_about_money(units=(*UNITS, "dag"))


def test_it_is_pasted_explained_and_handed_in_without_script(asked, open_window):
    window = open_window("eva", width=390, java_script_enabled=False)
    page = window.page
    window.open(PART)
    page.get_by_role("link", name="Klistra in prognos").click()
    page.get_by_label("Det du har kopierat").fill("¤Vard\t313\n¤Skola\t207,9")
    page.get_by_role("button", name="Visa vad som läggs in").click()
    page.get_by_role("button", name="Använd 2 tal").click()
    figure(page, "¤Vard").fill("312,5")
    page.get_by_role("button", name="Klar").click()
    page.get_by_text("1 sak behöver rättas").wait_for()
    page.get_by_label("Kommentar till ¤Skola, ¤netto").fill("¤Fler hushåll.")
    page.get_by_role("button", name="Klar").click()
    page.get_by_role("button", name="Lämna in").click()
    page.get_by_text("Rapporten är inlämnad.").wait_for()
    assert asked.report().state == "submitted"
    assert asked.answer(asked.care).content == {"forecast": "312.5"}
    assert asked.answer(asked.school).comment == "¤Fler hushåll."


@pytest.mark.parametrize("look", LOOKS)
def test_a_sum_of_units_says_who_is_missing_at_every_width(asked, open_window, look):
    eva = open_window("eva")
    eva.open(PART)
    figure(eva.page, "¤Vard").fill("313,5")
    saved(eva.page)
    window = open_window("siv", *look, bypass=True)
    window.open("/rapportera/pengar/care/del/1/")
    row = window.page.locator("[data-line]").filter(has_text="¤Vard").first
    assert "1 av 2 enheter" in row.inner_text()
    assert row.locator("[data-deviation]").inner_text() == "−0,5"  # also as the script counts
    assert window.page.locator("tfoot [data-sum=deviation]").inner_text() == "−0,5"
    assert window.violations() == [] and window.sideways_scroll() <= 0
    window.open("/rapportera/pengar/care/lamna-in/")
    window.page.get_by_text("Det här kommer från andra och saknas än.").wait_for()
    assert window.violations() == [] and window.sideways_scroll() <= 0
    assert window.complaints == []


def test_a_merged_unit_writes_its_own_table(asked, open_window):
    eva = open_window("eva")
    eva.open(PART)
    figure(eva.page, "¤Vard").fill("313,5")
    saved(eva.page)
    new = a_unit("ny", unit("care"))
    merge_units(by=SYSTEM, old=[unit("home"), unit("dag")], new=new, on=timezone.localdate())
    follow_organisation(by=SYSTEM, round_=asked.round)
    RoleHolding.objects.create(
        person=Person.objects.get(key="eva"), unit=new, role="reporter", valid_from=SINCE
    )
    eva.open("/rapportera/pengar/ny/del/1/")
    row = eva.page.locator("[data-line]").filter(has_text="¤Vard").first
    assert "413,0" in row.inner_text()  # what both had in their budgets
    figure(eva.page, "¤Vard").fill("412")
    assert row.locator("[data-deviation]").inner_text() == "+1,0"
    saved(eva.page)
    assert asked.answer(asked.care, "ny").content == {"forecast": "412"}
    office = open_window("karin")
    office.open(PART)  # the report of the unit that is no more stays to be read
    office.page.get_by_text("Ni är undantagna från den här delen.").wait_for()
    assert office.page.locator("input[data-figure]").count() == 0


def test_rows_of_the_form_editor_are_seen_as_they_will_be_asked(asked, open_window):
    window = open_window("karin", bypass=True)
    page = window.page
    window.open("/formular/e/")
    page.get_by_role("button", name="Ändra").click()
    page.get_by_role("link", name="1. ¤Pengar").click()
    page.get_by_label("Indikatorer").fill("netto-vard\nnetto-skola")
    page.get_by_label("Varav-rader").fill("")
    page.get_by_label("Kommentar när raden avviker mer än").fill("2,5")
    page.get_by_role("button", name="Spara").click()
    page.get_by_text("Sparat i kopian.").wait_for()
    page.get_by_text("Vilka rader?").click()
    assert page.get_by_text("¤Skola, ¤netto").is_visible()
    assert "mer än 2,5 procent" in page.locator("main").inner_text()
    assert window.violations() == []
