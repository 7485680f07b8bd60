"""Themed follow-ups in a real browser: a board answers with help, the city office makes one report, two at once."""

import re

import pytest

from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Person
from tertial.reporting.actions.themed import set_contacts
from tertial.reporting.models import Answer, Report, Summary
from tests.browser.conftest import LOOKS
from tests.cast import a_person
from tests.themes import SAID, a_theme, a_theme_put_together, answered

SAVED = re.compile(r"Sparat \d\d\.\d\d")
ANSWERS = "/rapportera/tema-t2/strand/svar/"
THEME = "/omgangar/tema-t2/"


@pytest.fixture
def theme(transactional_db, city):
    return a_theme()


def saved(page) -> None:
    page.locator("[data-saved-text]").filter(has_text=SAVED).wait_for()


def test_a_board_answers_and_gives_one_question_away_with_one_click(theme, open_window):
    """J5: the last answers are kept, one question goes to a colleague with one click, and all is handed in."""
    before = Answer.objects.get(part__report=theme.report("strand", theme.before), question="2.1")
    Answer.objects.filter(pk=before.pk).update(saved_by="lo", saved_by_name="¤Lo Prov")
    window, clicks = open_window("siv"), 0
    page = window.page
    window.open("/")
    page.get_by_role("row", name=re.compile("Näringsliv T2")).get_by_role(
        "link", name=re.compile("Fyll i")
    ).click()
    page.wait_for_url(f"**{ANSWERS}")
    page.get_by_role("button", name="Ge till ¤Lo Prov 2.1").click()
    page.get_by_text("har fått frågan").wait_for()
    clicks += 2
    page.get_by_role("button", name=re.compile("Inget nytt sedan T1 2026 1.1")).click()
    page.get_by_text("Svaret från T1 2026 gäller.").wait_for()
    clicks += 1
    page.get_by_label("Uppdatering T2").first.fill("¤Torget är klart.")
    saved(page)

    helper = open_window("lo")
    helper.open("/rapportera/tema-t2/strand/")  # the link in the letter
    assert helper.page.locator("textarea").count() == 1
    helper.page.locator("textarea").fill("¤Nu också 3 elektriker.")
    saved(helper.page)
    helper.page.get_by_role("button", name="Klar, säg till").click()
    helper.page.get_by_text("Tack!").wait_for()

    page.reload()
    assert page.get_by_role("textbox").filter(has_text="3 elektriker").count() == 1
    page.locator("[data-done]").click()
    page.wait_for_url("**/lamna-in/")
    page.locator("main [data-done]").click()
    page.get_by_text("Rapporten är inlämnad").wait_for()
    clicks += 2
    assert clicks <= 8
    texts = {each.question: each for each in Answer.objects.filter(part__report=theme.report("strand"))}
    assert texts["1.1"].is_same
    assert texts["1.2"].text == f"{SAID['1.2']}\n\nUppdatering T2\n\n¤Torget är klart."
    assert texts["2.1"].text.endswith("¤Nu också 3 elektriker.")
    assert window.complaints == [] and helper.complaints == []


def test_the_city_office_reaches_a_first_document_in_six_clicks(theme, open_window):
    """J4: read per question, take along, sort, build."""
    answered(theme.report("strand"))
    answered(theme.report("berg"), over={"1.1": "¤Berg besökte 40 företag."})
    window, clicks = open_window("karin"), 0
    page = window.page
    window.open("/omgangar/")
    page.get_by_role("link", name="¤Näringsliv T2 2026").click()
    page.get_by_role("link", name="Läs och sammanställ svaren").click()
    page.get_by_role("button", name=re.compile("Ta med ¤Berg besökte")).click()
    page.locator("#tagna").filter(has_text="1").wait_for()
    page.get_by_role("button", name=re.compile("Ta med ¤Besöken")).click()
    page.locator("#tagna").filter(has_text="2").wait_for()
    assert page.locator('[aria-pressed="true"]').count() == 2
    page.get_by_role("link", name="Dokument", exact=True).last.click()
    with page.expect_download() as file:
        page.get_by_role("button", name="Word").click()
    clicks += 6
    assert clicks <= 6
    assert file.value.suggested_filename.endswith(".docx")
    text = page.inner_text("article")
    assert "¤Berg besökte 40 företag." in text and "¤Berg, " in text
    assert window.complaints == []


def test_sorting_under_headings(theme, open_window):
    answered(theme.report("berg"))
    window = open_window("karin")
    page = window.page
    window.open(f"{THEME}las/?fraga=1.2")
    page.get_by_role("button", name=re.compile("Ta med ¤Ett ¤torg")).click()
    page.locator("#tagna").filter(has_text="1").wait_for()
    window.open(f"{THEME}sammanstall/")
    page.get_by_label("Ny rubrik 1 ¤Företagsklimat").fill("¤På gång")
    page.get_by_role("button", name="Lägg till rubrik 1 ¤Företagsklimat").click()
    page.get_by_label(re.compile("Rubrik för ¤Berg")).select_option(label="¤På gång")
    page.get_by_role("button", name="Spara sorteringen").click()
    page.wait_for_load_state()
    assert (
        page.get_by_label(re.compile("Rubrik för ¤Berg")).locator("option:checked").inner_text() == "¤På gång"
    )


def test_two_who_put_together_at_once_lose_nothing(theme, open_window, city):
    a_person("mia", "city_office", city.council)
    first, second = open_window("karin"), open_window("mia")
    for window in (first, second):
        window.open(f"{THEME}sammanstall/")
    field = "textarea[name='1-text']"
    first.page.locator(field).fill("¤Karins ord.")
    saved(first.page)
    second.page.locator(field).fill("¤Mias ord.")
    second.page.get_by_role("link", name="Jämför och välj").first.click()
    said = second.page.inner_text("main")
    assert "Karins" in said and "Mias" in said
    second.page.get_by_label("Slå ihop själv").fill("¤Bådas ord.")
    second.page.get_by_role("button", name="Spara den sammanslagna").click()
    second.page.get_by_text("Sparat.").wait_for()
    summary = Summary.objects.get(section="1")
    assert summary.text == "¤Bådas ord."
    assert {each.text for each in summary.versions.all()} == {"¤Karins ord.", "¤Mias ord."}


PAGES = ("las/", "las/?visa=andrat&fraga=1.1", "vilka/", "siffror/", "sammanstall/", "sammanstall/1/krock/",
         "sammanstall/1/versioner/", "dokument/", "kontakter/")  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
def test_pages_are_usable_in_light_and_dark_wide_and_narrow(transactional_db, city, open_window, look):
    theme = a_theme_put_together()
    set_contacts(by=SYSTEM, round_=theme.now, people={Report.objects.get(round=theme.now, unit__key="berg").unit: Person.objects.get(key="ute")})  # fmt: skip
    scheme, width = look
    city_office, board = (open_window(who, scheme, width, bypass=True) for who in ("karin", "siv"))
    wrong = {}
    for window, path in [
        *((city_office, THEME + each) for each in PAGES),
        (city_office, "/omgangar/tema/ny/?fran=tema-t2"),
        (board, ANSWERS),
        (board, "/rapportera/tema-t2/strand/deltar-inte/"),
    ]:
        window.open(path)
        window.unfold()
        found = window.violations()
        if window.sideways_scroll() > 0:
            found.append(f"{window.sideways_scroll()} pixels wider than the window")
        if found:
            wrong[path] = found
    assert wrong == {}
