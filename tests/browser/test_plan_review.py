"""A document reviewed and adopted in a real browser: by keyboard alone, light and dark, wide and narrow, by two at once."""

import re

import pytest
from django.urls import reverse

from tertial.goals.models import Plan
from tertial.organisation.access import SYSTEM
from tertial.planning.actions.adopting import adopt
from tertial.planning.actions.choosing import choose
from tertial.planning.actions.receiving import give_up, receive_plan
from tertial.planning.models import Reading
from tests.browser.conftest import LOOKS
from tests.papers import a_paper, a_reading, address, judge_all
from tests.things import a_job


def focused(page) -> str:
    return str(page.evaluate("document.activeElement.innerText || document.activeElement.name || ''"))


def settled(page, count: int) -> None:
    """The page shows that so many rows are judged."""
    page.wait_for_selector(f"#granskning progress[value='{count}']")


def test_from_upload_to_plan_by_keyboard_alone(city, open_window, tmp_path):
    """Tab, Enter, space and typing; nothing is clicked."""
    paper = tmp_path / "plan.txt"
    paper.write_bytes(a_paper())
    window = open_window("siv")
    page = window.page
    window.open(reverse("reading_new"))
    page.get_by_label("Enhet", exact=True).focus()
    page.keyboard.type("¤Strand")
    page.keyboard.press("Tab")
    page.keyboard.type("2027")
    page.keyboard.press("Tab")
    page.set_input_files("input[type=file]", paper)  # the file box is the browser's own
    page.keyboard.press("Tab")
    assert focused(page) == "Läs dokumentet"
    page.keyboard.press("Enter")
    page.wait_for_selector("#granskning")
    reading = Reading.objects.get()
    assert reading.year == 2027
    total = reading.proposals.count()
    first = page.locator("button[name=accept]:not([value=all]):not([value=sure]):not([value=''])").first
    first.focus()
    page.keyboard.press("Enter")
    settled(page, 1)
    assert focused(page).startswith("Godkänn")  # the next row's own button
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page).startswith("Välj bort")
    page.keyboard.press("Enter")
    settled(page, 2)
    page.keyboard.press("Tab")
    assert focused(page).startswith("Ändra")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/rad/"))
    page.locator("form.form .btn.pri").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#granskning")
    settled(page, 3)
    page.locator("button[name=accept][value=all]").focus()
    page.keyboard.press("Space")
    settled(page, total)
    assert focused(page) == "För in planen"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/infor/"))
    page.get_by_label("Beslutsdag").focus()
    page.get_by_role("button", name="För in planen").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/plan/"))
    assert Plan.objects.get().goals.exists()
    assert window.complaints == []


def test_without_script(city, open_window):
    reading = a_reading(city.strand)
    window = open_window("siv", java_script_enabled=False)
    window.open(address(reading))
    window.page.locator("button[name=accept]:not([value=all]):not([value=sure])").first.click()
    assert reading.proposals.filter(choice="accepted").count() == 1
    window.page.locator("button[name=accept][value=all]").click()
    assert not reading.proposals.filter(choice="open").exists()


def test_two_at_once_see_each_other_and_lose_nothing(city, open_window):
    reading = a_reading(city.strand)
    siv, kim = open_window("siv"), open_window("kim")
    row = reading.proposals.filter(kind="activity").first()
    for window in (siv, kim):
        window.open(address(reading, "proposal", row=row.pk))
    siv.page.get_by_role("textbox", name="Aktivitet").fill("¤Sivs ord")
    kim.page.get_by_role("textbox", name="Aktivitet").fill("¤Kims ord")
    siv.page.locator("form.form .btn.pri").first.click()
    siv.page.wait_for_selector("#granskning")
    kim.page.locator("form.form .btn.pri").first.click()
    kim.page.wait_for_selector("text=Två har ändrat samtidigt")
    said = kim.page.inner_text("main")
    assert "Sivs" in said
    assert "¤Kims ord" in kim.page.get_by_role("textbox", name="Aktivitet").input_value()
    kim.page.get_by_role("button", name="Spara mitt").click()
    kim.page.wait_for_selector("#granskning")
    row.refresh_from_db()
    assert row.content["text"] == "¤Kims ord"


@pytest.mark.parametrize("look", LOOKS)
def test_every_view_is_accessible_and_fits(city, open_window, look):
    before = a_reading(city.strand, year=2020)
    judge_all(before)
    adopt(by=SYSTEM, reading=before)
    reading = a_reading(city.strand, a_paper(1).replace(b"mnkr", b"mnkr XXX", 3), year=2021)
    row = reading.proposals.filter(kind="activity").first()
    table = before.proposals.filter(kind="table").first()
    window = open_window("siv", *look, bypass=True)
    found = {}
    here = address(reading)
    for where in (
        f"{here}?vy=osakra&rad={row.pk}",
        f"{here}?vy=hela&gren={row.under_id}",
        f"{here}?vy=forra",
        f"{here}?vy=forra&del=borta",
        f"{here}?vy=anmarkningar",
        address(reading, "proposal", row=row.pk),
        address(reading, "reading_adopt"),
        address(before),
        reverse("evidence", args=[before.proposals.filter(kind="goal", is_citys=False).first().pk]),
        reverse("evidence", args=[table.pk]) + "?tabellrad=1",
        address(reading, "proposal", row=reading.proposals.filter(kind="table").first().pk),
        reverse("reading_new"),
        reverse("checks"),
    ):
        window.open(where)
        window.unfold()
        wrong = window.violations()
        if window.sideways_scroll() > 0:
            wrong.append(f"{window.sideways_scroll()} pixels wider than the window")
        if wrong:
            found[where] = wrong
    assert found == {}


def test_whoever_waits_is_led_to_why_it_could_not_be_read(city, open_window):
    """The page asks by itself how it goes, and does not wait for ever."""
    image = b"\x89PNG" + b"0" * 99
    paper = receive_plan(by=SYSTEM, unit=city.strand, name="bild.pdf", content=image, in_background=False)
    Reading.objects.filter(pk=paper.pk).update(job=a_job("jx", "siv", done=2).key)
    window = open_window("siv")
    window.open(address(paper))
    window.page.wait_for_selector("progress[value='2']")
    give_up(by=SYSTEM, reading=paper, problem="¤Filen är en bild.")
    window.page.wait_for_selector("text=¤Filen är en bild.")
    assert window.complaints == []


def test_what_resembles_something_is_accepted_as_the_same_by_keyboard(city, open_window):
    """The button stands beside the doubt; pressed with Enter, the focus goes on to the next row."""
    before = a_reading(city.strand, year=2020)
    choose(
        by=SYSTEM,
        reading=before,
        versions=dict(before.proposals.values_list("pk", "version")),
        choice="accepted",
    )
    adopt(by=SYSTEM, reading=before)
    old = before.proposals.filter(kind="goal", is_citys=False).first().content["text"]
    words = old.split()
    said = " ".join([*words[: len(words) * 3 // 4], "helt", "andra", "ord"])
    reading = a_reading(city.strand, a_paper().decode().replace(old, said).encode(), year=2021)
    row = reading.proposals.get(kind="goal", content__text=said)
    window = open_window("siv")
    window.open(address(reading))
    window.page.locator(f"button[name=same][value='{row.pk}']").focus()
    window.page.keyboard.press("Enter")
    settled(window.page, 1)
    assert focused(window.page).startswith("Godkänn")
    row.refresh_from_db()
    assert (row.choice, row.matched_text) == ("accepted", old)
    assert window.complaints == []
