"""J8: an economist enters the forecast and explains what deviates, in a real browser."""

import re

import pytest

from tests.browser.conftest import LOOKS
from tests.money import Asked, asked_about_money, some_money

PART = "/rapportera/pengar/home/del/1/"
PASTE = """text => {
  const field = document.querySelector("input[data-figure]"), data = new DataTransfer();
  field.focus();
  data.setData("text/plain", text);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def asked(transactional_db, city) -> Asked:
    some_money()
    return asked_about_money()


def figure(page, name: str):
    return page.locator("[data-line]").filter(has_text=name).locator("input[data-figure]").first


def saved(page) -> None:
    page.locator("[data-saved-text]").filter(has_text=re.compile(r"Sparat \d\d\.\d\d")).wait_for()


def test_the_sum_follows_what_is_typed_and_a_row_beyond_the_tolerance_asks_why(asked, open_window):
    window = open_window("eva")
    page = window.page
    window.open(PART)
    row = page.locator("[data-line]").filter(has_text="¤Skola")
    assert not row.locator("textarea").is_visible()
    figure(page, "¤Skola").type("207,9")
    assert row.locator("[data-deviation]").inner_text() == "−5,7"  # before anything is saved
    assert page.locator(".moneysum").inner_text().split("\n")[0].startswith("Summa 207,9")
    assert page.locator("tfoot [data-sum=percent]").inner_text() == "−2,8\u00a0%"
    comment = row.locator("textarea")
    comment.wait_for()
    saved(page)
    page.get_by_text("går 5,7 mnkr över budget").wait_for()
    comment.fill("¤Fler hushåll.")
    saved(page)
    figure(page, "¤Vard").fill("313")
    saved(page)
    page.wait_for_function("document.querySelectorAll('.err-s').length === 0")
    answer = asked.answer(asked.school)
    assert (answer.content, answer.comment) == ({"forecast": "207.9"}, "¤Fler hushåll.")
    page.reload()
    assert page.locator("tfoot [data-sum=deviation]").inner_text() == "−5,7"


def test_a_whole_column_is_pasted_and_can_be_taken_back(asked, open_window):
    window = open_window("eva")
    page = window.page
    window.open(PART)
    page.evaluate(PASTE, "313,2\r\n150,1\r\n202,0\r\n")
    page.get_by_text("3 tal klistrades in.").wait_for()
    saved(page)
    assert [asked.answer(each).content["forecast"] for each in (asked.care, asked.part, asked.school)] == [
        "313.2",
        "150.1",
        "202.0",
    ]
    page.get_by_role("button", name="Ångra").click()
    page.wait_for_function("[...document.querySelectorAll('input[data-figure]')].every(each => !each.value)")
    saved(page)
    page.wait_for_timeout(1200)
    assert asked.answer(asked.care).content == {}


def test_what_is_not_understood_is_shown_before_anything_is_kept(asked, open_window):
    window = open_window("eva")
    page = window.page
    window.open(PART)
    page.evaluate(PASTE, "Område\tPrognos\n¤Vard\t313,2\n¤Skola\tcirka 200")
    page.get_by_role("heading", name="Klistra in en kolumn").wait_for()
    page.get_by_text("är inget tal").wait_for()
    page.get_by_label("Det du har kopierat").fill("¤Vard\t313,2\n¤Skola\t200")
    page.get_by_role("button", name="Visa vad som läggs in").click()
    page.get_by_role("button", name="Använd 2 tal").click()
    page.wait_for_url(f"**{PART}")
    assert figure(page, "¤Skola").input_value() == "200,0"
    assert asked.answer(asked.care).content == {"forecast": "313.2"}


def test_what_is_pasted_without_a_connection_leads_nowhere(asked, open_window):
    window = open_window("eva")
    page = window.page
    window.open(PART)
    figure(page, "¤Skola").fill("203,15")
    page.context.set_offline(True)
    page.evaluate(PASTE, "313,2\r\n150,1\r\n")
    page.get_by_text("Inget klistrades in.").wait_for()
    assert figure(page, "¤Skola").input_value() == "203,15"
    assert page.locator("tfoot [data-sum=expected]").inner_text() == "203,2"  # as the server rounds
    page.context.set_offline(False)


def test_the_table_is_filled_in_by_keyboard_alone(asked, open_window):
    window = open_window("eva")
    page = window.page
    window.open(PART)
    figure(page, "¤Vard").focus()
    page.keyboard.type("313")
    for _ in range(8):  # past the ways to the figures' origins
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('input[data-figure]')"):
            break
    page.keyboard.type("150")
    saved(page)
    assert asked.answer(asked.part).content == {"forecast": "150"}


@pytest.mark.parametrize("look", LOOKS)
def test_it_can_be_read_by_everybody_at_every_width(asked, open_window, look):
    window = open_window("eva", *look, bypass=True)
    window.open(PART)
    figure(window.page, "¤Skola").fill("207,9")
    saved(window.page)
    window.unfold()
    assert window.violations() == []
    assert window.sideways_scroll() <= 0
    window.open(f"{PART}klistra/tabell/")
    window.page.get_by_label("Det du har kopierat").fill("¤Vard\t313,2\nOkänd\t1")
    window.page.get_by_role("button", name="Visa vad som läggs in").click()
    assert window.violations() == []
    assert window.sideways_scroll() <= 0
    assert window.complaints == []
