"""Every page that exists, with what axe says about it, that it fits the window and breaks no content policy."""

import pytest
from django.urls import reverse

from tests.browser.conftest import LOOKS
from tests.cast import City
from tests.everything import one_of_each
from tests.needs import REQUIRED
from tests.pages.test_authorization import PAGES
from tests.pages.test_pseudo_language import SIGNED_OUT, someone_for

# Saved or read by machines, not shown.
FILES = {
    "answer_file_download",
    "attachment",
    "delivery_stopped",
    "delivery_template",
    "measure_figure",
    "open_feed",
    "open_measure_csv",
    "open_measure_json",
    "own_file_download",
    "report_parts",  # a piece of a page
    "round_export",
    "round_word",
    "targets_export",
    "theme_json",
    "theme_xlsx",
    "values_export",
}


def addresses() -> list[tuple[str, str]]:
    """Who opens which address; what is not a page is left out."""
    signed_in = [
        (someone_for(name), reverse(name, kwargs=PAGES[name][0]))
        for name in sorted(PAGES.keys() - FILES)
        if PAGES[name][1]  # somebody may
    ]
    signed_out = [("", reverse(name)) for name in SIGNED_OUT]
    return signed_in + signed_out + [("lo", "/finns-inte/")]


@pytest.fixture
def everything(city: City) -> City:
    one_of_each(city)
    return city


# Each scheme and each width on every page; CI, which has the time, tries every page in all four ways.
ACROSS = LOOKS if "chromium" in REQUIRED else [LOOKS[0], LOOKS[3]]


@pytest.mark.parametrize("look", ACROSS)
def test_axe_and_fit(open_window, everything, look):
    windows = {who: open_window(who, *look, bypass=True) for who in {who for who, _ in addresses()}}
    found = {}
    for who, address in addresses():
        window = windows[who]
        window.open(address)
        window.unfold()
        wrong = window.violations()
        if window.sideways_scroll() > 0:
            wrong.append(f"{window.sideways_scroll()} pixels wider than the window")
        if wrong:
            found[address] = wrong
    assert not found, "\n".join(f"{address}: {wrong}" for address, wrong in found.items())


def test_content_policy_and_script(open_window, everything):
    windows = {who: open_window(who) for who in {who for who, _ in addresses()}}
    for who, address in addresses():
        windows[who].open(address)
        windows[who].complaints[:] = [
            said for said in windows[who].complaints if "404 (Not Found)" not in said
        ]
        assert windows[who].complaints == [], address


@pytest.mark.parametrize("width", [320, 1600])
def test_narrowest_and_widest(open_window, everything, width):
    windows = {who: open_window(who, width=width) for who in {who for who, _ in addresses()}}
    wider = {}
    for who, address in addresses():
        windows[who].open(address)
        if windows[who].sideways_scroll() > 0:
            wider[address] = windows[who].sideways_scroll()
    assert wider == {}
