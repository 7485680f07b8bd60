"""Every page that exists, with what axe says about it, that it fits the window and breaks no content policy."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.browser.conftest import COLOURS, RULES, Window
from tests.cast import City
from tests.everything import one_of_each
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


# How a page is built differs with the width, its colours with the scheme too. Each look is tried on the page as it
# is, without opening it anew.
LOOKS = [
    ("light", 1600, ()),
    ("light", 1280, RULES),
    ("dark", 1280, COLOURS),
    ("dark", 390, RULES),
    ("light", 390, COLOURS),
    ("light", 320, ()),
]
SHARES = 4  # of the pages, so that several processes can look at once


@pytest.mark.parametrize("share", range(SHARES))
def test_axe_and_fit(open_window, everything, share):
    """Nothing for axe to say, and no page wider than its window from the narrowest to the widest."""
    pages = addresses()[share::SHARES]
    windows = {who: open_window(who, bypass=True) for who in {who for who, _ in pages}}
    found = {}
    for who, address in pages:
        windows[who].open(address)
        windows[who].unfold()
        wrong = list(_wrong(windows[who]))
        if wrong:
            found[address] = wrong
    assert not found, "\n".join(f"{address}: {wrong}" for address, wrong in found.items())


def _wrong(window: Window) -> Iterator[str]:
    for scheme, width, rules in LOOKS:
        window.look(scheme, width)
        if (wider := window.sideways_scroll()) > 0:
            yield f"{wider} pixels wider than a window of {width}"
        if rules:
            yield from (f"{scheme} {width}: {each}" for each in window.violations(rules))


def test_content_policy_and_script(open_window, everything):
    windows = {who: open_window(who) for who in {who for who, _ in addresses()}}
    for who, address in addresses():
        windows[who].open(address)
        windows[who].complaints[:] = [
            said for said in windows[who].complaints if "404 (Not Found)" not in said
        ]
        assert windows[who].complaints == [], address
