"""Reporting in a real browser: nothing that was written is lost, whoever closes a tab, loses the net or comes second."""

import re

import pytest

from tertial.organisation.access import SYSTEM
from tertial.reporting.models import Answer
from tests.browser.conftest import LOOKS
from tests.reports import a_round, answer, filled

HOME = "/rapportera/t2/home/"
SAVED = re.compile(r"Sparat \d\d\.\d\d")


@pytest.fixture
def told(transactional_db, city):
    return a_round()


def text_field(page):
    return page.locator("textarea[data-field=text]").first


def saved(page) -> None:
    page.locator("[data-saved-text]").filter(has_text=SAVED).wait_for()


def analysis() -> Answer:
    return Answer.objects.get(part__report__unit__key="home", question="analys")


def test_a_field_is_saved_within_a_second_or_so(told, open_window):
    window = open_window("eva")
    window.open(f"{HOME}del/1/")
    text_field(window.page).fill("¤Vi ligger i fas.")
    saved(window.page)
    assert analysis().text == "¤Vi ligger i fas."
    assert window.complaints == []


def test_lost_network_and_a_closed_tab_lose_nothing(told, open_window):
    window = open_window("eva")
    page = window.page
    window.open(f"{HOME}del/1/")
    page.context.set_offline(True)
    text_field(page).fill("¤Skrivet på tåget.")
    page.locator("[data-saved-text]").filter(has_text="Ingen anslutning").wait_for()
    page.close()
    assert analysis().text == ""
    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto(f"{window.address}{HOME}del/1/")
    saved(again)
    assert text_field(again).input_value() == "¤Skrivet på tåget."
    assert analysis().text == "¤Skrivet på tåget."


def test_the_answer_that_never_came_back_is_not_saved_twice(told, open_window):
    window = open_window("eva")
    page = window.page
    window.open(f"{HOME}del/1/")
    lost = []

    def lose_first(route):
        if not lost:
            lost.append(route.fetch())  # the server has it; the browser never hears
            return route.abort()
        return route.continue_()

    page.route("**/rapportera/svar/*/", lose_first)
    text_field(page).fill("¤En gång.")
    page.locator("[data-saved-text]").filter(has_text="Ingen anslutning").wait_for()
    saved(page)
    assert (analysis().text, analysis().version) == ("¤En gång.", 2)


def test_of_two_writers_both_texts_are_seen_and_none_is_lost(told, open_window):
    first, second = open_window("eva"), open_window("siv")
    for window in (first, second):
        window.open(f"{HOME}del/1/")
    text_field(first.page).fill("¤Evas text.")
    saved(first.page)
    text_field(second.page).fill("¤Sivs text.")
    link = second.page.get_by_role("link", name="Jämför och välj").first
    link.hover()
    second.page.mouse.down()
    second.page.wait_for_timeout(500)  # a slow press: the field is left, and nothing may come in the way
    second.page.mouse.up()
    second.page.get_by_role("button", name="Behåll min").wait_for()
    assert "Evas" in second.page.inner_text("main") and "Sivs" in second.page.inner_text("main")
    second.page.get_by_role("button", name="Behåll min").click()
    second.page.wait_for_url("**/del/1/**")
    assert analysis().text == "¤Sivs text."
    assert analysis().versions.filter(text="¤Evas text.").exists()


def test_the_list_of_parts_is_not_taken_away_from_who_uses_it(told, open_window):
    """The list is fetched anew when something is saved: under a press, or while somebody is in it."""
    window = open_window("eva", width=390)
    page, second_part = window.page, "#delar a[href$='/del/2/']"
    window.open(f"{HOME}del/1/")
    page.locator("#delar summary").click()
    page.evaluate("document.querySelector('#delar').dataset.old = 'yes'")
    page.locator(second_part).focus()
    with page.expect_response("**/delar/"):
        page.evaluate("document.body.dispatchEvent(new CustomEvent('tertial:saved'))")
    page.locator("#delar:not([data-old])").wait_for(state="attached")
    assert page.locator(second_part).is_visible()  # still unfolded
    assert page.evaluate("document.activeElement.href").endswith("/del/2/")


def test_a_press_is_not_lost_since_something_is_saved(told, open_window):
    window = open_window("eva")
    page = window.page
    window.open(f"{HOME}del/1/")
    text_field(page).fill("¤Vidare till nästa.")
    page.locator("#delar a[href$='/del/2/']").hover()
    with page.expect_response("**/delar/"):
        page.mouse.down()  # leaves the field, which saves it
    page.wait_for_timeout(300)
    page.mouse.up()
    page.wait_for_url("**/del/2/")
    assert analysis().text == "¤Vidare till nästa."


def test_what_is_said_of_a_figure_does_not_move_the_choice_under_a_press(told, open_window):
    window = open_window("eva")
    page = window.page
    window.open(f"{HOME}del/1/")
    page.locator("input[data-field=value]").first.fill("1")
    page.get_by_label("Uppfylls", exact=False).first.hover()
    with page.expect_response("**/rapportera/svar/*/"):
        page.mouse.down()  # leaves the field, and what is odd in the figure is said under it
    page.wait_for_timeout(300)
    page.mouse.up()
    page.locator("[data-remarks] > *").first.wait_for()
    assert page.get_by_label("Uppfylls", exact=False).first.is_checked()


def test_fill_in_and_hand_in_within_sixteen_clicks(told, open_window):
    window = open_window("eva")
    page, clicks = window.page, 0
    window.open("/")
    page.get_by_role("link", name=re.compile("Fyll i")).click()
    page.locator("input[data-field=value]").first.fill("41")
    page.get_by_label("Uppfylls", exact=False).first.check()
    text_field(page).fill("¤Det går bra.")
    saved(page)
    page.locator("[data-done]").click()
    page.wait_for_url("**/del/2/")
    page.locator("[data-done]").click()
    page.wait_for_url("**/lamna-in/")
    page.locator("main [data-done]").click()
    clicks += 5
    page.get_by_text("Rapporten är inlämnad").wait_for()
    assert clicks <= 16
    report = told.report("home")
    assert report.state == "submitted"


def test_with_the_keyboard_alone(told, open_window):
    filled(SYSTEM, told.report("home"))
    window = open_window("eva")
    page = window.page
    window.open(f"{HOME}del/1/")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.field") == "text":
            break
    page.keyboard.press("Control+A")
    page.keyboard.type("Bara tangenter.")
    saved(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/del/2/")
    assert answer(told.report("home"), "analys").text == "Bara tangenter."


def paste(page, html: str) -> None:
    page.evaluate(
        """html => {
        const data = new DataTransfer();
        data.setData("text/html", html);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
    }""",
        html,
    )


TABLE = "<table><tr><td>A</td><td>B</td></tr><tr><td>1</td><td>2</td></tr></table>"


def test_tables_pasted_from_word_become_tables(told, open_window):
    window = open_window("eva")
    page = window.page
    window.open(f"{HOME}del/1/")
    text_field(page).focus()
    paste(page, f"<p class=MsoNormal style='color:red'>Först<o:p></o:p></p>{TABLE}")
    assert text_field(page).input_value() == "Först\n\n| A | B |\n| --- | --- |\n| 1 | 2 |"


def test_what_is_pasted_in_the_middle_of_a_text_stands_by_itself_and_keeps_its_letters(told, open_window):
    window = open_window("eva")
    page, field = window.page, text_field(window.page)
    window.open(f"{HOME}del/1/")
    field.fill("FöreEfter")
    field.evaluate("field => field.setSelectionRange(4, 4)")
    paste(page, TABLE)
    assert field.input_value() == "Före\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\nEfter"
    field.fill("Före  Efter")
    field.evaluate("field => field.setSelectionRange(5, 5)")
    paste(page, "<p><b>ett ord</b></p>")
    assert field.input_value() == "Före **ett ord** Efter"
    field.fill("")
    items = ("och så vidare", "o&nbsp;&nbsp; under", "·&nbsp; punkt", "-5 grader")
    paste(page, "".join(f"<p class=MsoListParagraph>{each}</p>" for each in items))
    assert field.input_value() == "- och så vidare\n- under\n- punkt\n- -5 grader"


PAGES = (
    f"{HOME}del/1/",
    f"{HOME}oversikt/",
    f"{HOME}las/",
    f"{HOME}lamna-in/",
    f"{HOME}granska/",
    "/rapportera/",
)


@pytest.mark.parametrize("look", LOOKS)
def test_pages_are_usable_in_light_and_dark_wide_and_narrow(told, open_window, look):
    scheme, width = look
    filled(SYSTEM, told.report("home"))
    window = open_window("siv", scheme, width, bypass=True)
    for path in (*PAGES, "/omgangar/t2/?slag=alla", "/aviseringar/"):
        window.open(path)
        window.unfold()
        assert window.violations() == [], path
        assert window.sideways_scroll() <= 0, path
