"""The living page in a browser: every part can be seen, reached and used, also without script."""

import pytest
from django.urls import reverse

from tests.browser.conftest import LOOKS

UI = "/ui/"


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(open_window, look):
    window = open_window("lo", *look, bypass=True)
    window.open(UI)
    window.unfold()
    assert window.violations() == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1600])
def test_no_sideways_scroll(open_window, width):
    window = open_window("lo", width=width)
    window.open(UI)
    window.unfold()
    assert window.sideways_scroll() <= 0


def test_nothing_breaks_the_content_policy(open_window):
    """No inline style or script anywhere, and the sprite, the font and htmx are all allowed in."""
    window = open_window("lo")
    window.open(UI)
    assert window.complaints == []
    assert window.page.evaluate("typeof htmx") == "object"
    assert window.page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px Inter'))")
    assert window.page.locator("[style], style, script:not([src])").count() == 0


def test_theme_is_kept_by_the_server(open_window):
    window = open_window("lo")
    window.open(UI)
    root = window.page.locator("html")
    window.page.locator("[data-theme-toggle]").click()
    assert root.get_attribute("data-theme") == "dark"
    window.open(UI)
    assert window.page.content().count('data-theme="dark"') == 1


def test_shortcuts(open_window):
    window = open_window("lo")
    window.open(UI)
    window.page.keyboard.press("/")
    assert window.page.evaluate("document.activeElement.id") == "sok"
    window.page.keyboard.type("?")
    assert not window.page.locator("#kortkommandon").is_visible(), "a typed question mark is only a letter"
    window.page.evaluate("document.activeElement.blur()")
    window.page.keyboard.press("?")
    assert window.page.locator("#kortkommandon").is_visible()
    window.page.locator("[data-single-keys]").uncheck()
    window.page.keyboard.press("Escape")
    assert not window.page.locator("#kortkommandon").is_visible()
    window.page.evaluate("document.activeElement.blur()")
    window.page.keyboard.press("/")
    assert window.page.evaluate("document.activeElement.id") != "sok", "turned off by the reader"


def test_dialog_takes_and_gives_back_the_focus(open_window):
    window = open_window("lo")
    window.open(UI)
    opener = window.page.locator("[data-open=visning]")
    opener.focus()
    window.page.keyboard.press("Enter")
    dialog = window.page.locator("#visning")
    assert dialog.is_visible()
    window.page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert window.page.evaluate("document.activeElement.dataset.open") == "visning"


NUMBERS = {
    "1662,6": "1\u00a0662,6",
    "-5,70": "\u22125,70",  # no decimal is lost
    "1 234 567": "1\u00a0234\u00a0567",
    "1.662": "1.662",  # has two readings: left for the server to ask
    "ca 20": "ca 20",
}


def test_number_field_changes_the_form_never_the_number(open_window):
    window = open_window("lo")
    window.open(UI)
    field = window.page.locator("#id_visits")
    for typed, shown in NUMBERS.items():
        field.fill(typed)
        field.blur()
        assert field.input_value() == shown


def test_words_are_counted(open_window):
    window = open_window("lo")
    window.open(UI)
    window.page.locator("#id_analysis").fill("Tre korta ord")
    assert window.page.locator("#id_analysis_words").inner_text().startswith("3 ")


def test_keyboard_reaches_the_content_first_and_sees_where_it_is(open_window):
    window = open_window("lo")
    window.open(UI)
    window.page.keyboard.press("Tab")
    skip = window.page.locator(":focus")
    assert skip.get_attribute("href") == "#innehall"
    assert skip.bounding_box()["y"] >= 0, "the link shows itself when it has focus"
    window.page.keyboard.press("Enter")
    assert window.page.evaluate("document.activeElement.id") == "innehall"
    window.page.keyboard.press("Tab")
    style = window.page.evaluate(
        "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])(getComputedStyle(document.activeElement))"
    )
    assert style == ["solid", "3px"]


def test_menu_on_a_narrow_screen(open_window):
    window = open_window("lo", width=390)
    window.open(UI)
    menu = window.page.locator("#meny")
    assert not menu.is_visible()
    window.page.locator(".menubtn").click()
    assert menu.is_visible()
    window.page.keyboard.press("Escape")
    assert not menu.is_visible()


def test_all_of_it_without_script(open_window):
    """Menus, search, folding and fields are plain HTML; what needs script is not shown."""
    window = open_window("lo", width=390, java_script_enabled=False)
    window.open(UI)
    assert not window.page.locator("[data-theme-toggle]").is_visible()
    window.page.locator(".menubtn").click()
    assert window.page.locator("#meny").is_visible()
    window.page.keyboard.press("Escape")
    window.page.locator(".avatar").click()
    assert window.page.locator("#konto form button").first.is_visible()
    window.page.keyboard.press("Escape")
    window.page.locator("details.more summary").first.click()
    assert window.page.locator(".code").first.is_visible()
    window.page.locator("a.only-s").click()
    assert window.page.url.endswith(reverse("search"))


def test_on_paper(open_window):
    window = open_window("lo", scheme="dark")
    window.open(UI)
    window.page.emulate_media(media="print")
    assert not window.page.locator(".topbar").is_visible()
    assert not window.page.locator(".side").is_visible()
    assert (
        window.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    window.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert window.page.locator("details:not([open])").count() == 0


def test_forced_colours_keep_edges(open_window):
    window = open_window("lo", forced_colors="active")
    window.open(UI)
    width = window.page.evaluate("getComputedStyle(document.querySelector('.btn')).borderTopWidth")
    assert width == "1px"
