"""What a new user does first, in a real browser: find a unit, change its name, see it told, be refused as somebody else."""

import re
from pathlib import Path

import pytest

from tertial.organisation.access import SYSTEM
from tertial.organisation.actions.city import load_city
from tertial.organisation.models import Person, Placement, RoleHolding, Unit
from tertial.organisation.rules.profile import read_profile
from tests.cast import City

DEMO = Path(__file__).resolve().parents[2] / "profiles" / "demo"


def sign_in(window, who: str) -> None:
    window.open("/logga-in/")
    window.page.get_by_label("E-post").fill(f"{who}@prov.example")
    window.page.get_by_label("Lösenord").fill("ett-langt-losenord")
    window.page.get_by_role("button", name="Logga in").click()
    window.page.wait_for_url(f"{window.address}/")


def sign_out(window) -> None:
    window.page.get_by_role("button", name=re.compile("Ditt konto")).click()
    window.page.get_by_role("button", name="Logga ut").click()


def test_find_change_see_and_be_refused(city: City, open_window):
    window = open_window()
    page = window.page
    sign_in(window, "siv")
    page.keyboard.press("/")
    page.keyboard.type("home")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="¤Home").click()
    page.get_by_role("link", name="Ändra uppgifter").click()
    page.get_by_label("Namn", exact=True).fill("¤Hemtjänst Hamnen")
    page.get_by_role("button", name="Spara").click()
    assert page.get_by_role("heading", level=1).inner_text() == "¤Hemtjänst Hamnen"
    told = page.get_by_text("¤Siv Prov bytte namn från ¤Home till ¤Hemtjänst Hamnen")
    assert told.count() == 1
    sign_out(window)
    sign_in(window, "ute")
    window.open("/enheter/home/")
    assert page.get_by_role("link", name="Ändra uppgifter").count() == 0
    window.open("/enheter/home/andra/")
    assert "Du får inte ändra enhetens namn" in page.inner_text("main")
    assert Unit.objects.get(key="home").name == "¤Hemtjänst Hamnen"
    assert [said for said in window.complaints if "403" not in said] == []


def focused(page) -> str:
    return str(
        page.evaluate(
            "(e => (e.labels?.[0] ?? e).innerText.trim() || e.getAttribute('aria-label') || '')(document.activeElement)"
        )
    )


def tab_to(page, words: str, most: int = 60) -> None:
    """Press Tab until what has the focus says the words; every step must be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none')(getComputedStyle(document.activeElement))"
        )
        assert outline, f"the focus is not seen on {focused(page)}"
        if words in focused(page):
            return
    pytest.fail(f"{words} was not reached by {most} steps")


def test_the_same_by_keyboard_only(city: City, open_window):
    window = open_window("siv")
    page = window.page
    window.open("/enheter/home/")
    page.keyboard.press("Tab")
    assert "innehåll" in focused(page)  # the skip link comes first
    page.keyboard.press("Enter")
    tab_to(page, "Ändra uppgifter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/andra/")
    tab_to(page, "Namn")
    page.keyboard.press("Control+a")
    page.keyboard.type("¤Utan mus")
    tab_to(page, "Spara")
    page.keyboard.press("Enter")
    page.wait_for_url("**/enheter/home/")
    assert page.get_by_role("heading", level=1).inner_text() == "¤Utan mus"


def test_the_same_without_script(city: City, open_window):
    window = open_window(java_script_enabled=False)
    page = window.page
    sign_in(window, "siv")
    window.open("/sok/?q=home")
    page.get_by_role("link", name="¤Home").click()
    page.get_by_role("link", name="Ändra uppgifter").click()
    page.get_by_label("Namn", exact=True).fill("")
    page.get_by_role("button", name="Spara").click()
    assert "Skriv enhetens namn" in page.inner_text("main")
    page.get_by_label("Namn", exact=True).fill("¤Utan skript")
    page.get_by_role("button", name="Spara").click()
    assert page.get_by_role("heading", level=1).inner_text() == "¤Utan skript"
    page.goto(window.address + "/konto/")
    page.get_by_role("main").get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"


def test_an_error_takes_the_focus_to_what_is_wrong(city: City, open_window):
    window = open_window("siv")
    page = window.page
    window.open("/enheter/home/andra/")
    page.get_by_label("Namn", exact=True).fill("")
    page.get_by_role("button", name="Spara").click()
    summary = page.get_by_role("link", name="Skriv enhetens namn")
    summary.click()
    assert page.evaluate("document.activeElement.name") == "name"
    assert page.title().startswith("Fel:")


def test_a_file_from_choosing_to_undoing(city: City, open_window, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    window = open_window("karin")
    page = window.page
    window.open("/inlasning/ny/units/")
    content = "Nyckel;Namn;Slag;Överordnad\nny;¤Ny enhet;unit;care\n".encode()
    page.get_by_label("Fil").set_input_files({"name": "ny.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Visa vad filen gör").click()
    page.get_by_role("button", name="Läs in filen").click()
    window.open("/enheter/ny/")
    assert page.get_by_role("heading", level=1).inner_text() == "¤Ny enhet"
    window.open("/inlasning/")
    page.get_by_role("link", name="ny.csv").click()
    page.get_by_role("button", name="Ångra inläsningen").click()
    window.open("/enheter/ny/")
    assert "finns inte" in page.inner_text("main")


@pytest.mark.parametrize("look", [("light", 1280), ("dark", 390)], ids=["light-1280", "dark-390"])
def test_the_demo_city_fits_and_is_accessible(transactional_db, open_window, look):
    """The real tree of four hundred units, not only the small city of the tests."""
    from tests.cast import a_person

    for model in (RoleHolding, Placement, Person, Unit):  # the small city makes room
        model.objects.all().delete()
    load_city(by=SYSTEM, profile=read_profile(DEMO))
    a_person("lo", "reader", Unit.objects.get(kind="council"))
    window = open_window("", *look, bypass=True)
    sign_in(window, "lo")
    for address in ("/", "/enheter/", f"/enheter/{Unit.objects.filter(kind='board')[0].key}/", "/personer/"):
        window.open(address)
        window.unfold()
        assert window.violations() == [], address
        assert window.sideways_scroll() <= 0, address
