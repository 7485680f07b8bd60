"""A real browser on the running service: light and dark, wide and narrow, with axe and a look at what it says."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from tests.needs import chromium

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # all that a scheme can change
RUN_AXE = """options => axe.run(document, options).then(found => found.violations.map(
  each => `${each.id}: ${each.help} ${each.nodes.slice(0, 4).map(node => node.target)}`))"""
LOOKS = [
    pytest.param(("light", 1280), id="light-1280"),
    pytest.param(("dark", 1280), id="dark-1280"),
    pytest.param(("light", 390), id="light-390"),
    pytest.param(("dark", 390), id="dark-390"),
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    # Playwright keeps an event loop in this thread; Django would take that for a call from asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Window:
    """A page of the browser, and everything the browser complained about while it was open."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def look(self, scheme: str, width: int) -> None:
        """The page that is open, in other colours or another width."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.set_viewport_size({"width": width, "height": 900})

    def unfold(self) -> None:
        self.page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")

    def violations(self, only: object = RULES) -> list[str]:
        """What axe says; it is handed to the page once, and hands over no more than what is wrong."""
        if not self.page.evaluate("Boolean(window.axe)"):
            self.page.evaluate(AXE_SCRIPT)
        return self.page.evaluate(RUN_AXE, {"runOnly": only, "resultTypes": ["violations"]})

    def sideways_scroll(self) -> int:
        """How many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


OpenWindow = Callable[..., Window]


@pytest.fixture
def answering() -> Iterator[set[int]]:
    """The requests that the service is answering now, by thread."""
    now: set[int] = set()

    def began(**_more: object) -> None:
        now.add(threading.get_ident())

    def ended(**_more: object) -> None:
        now.discard(threading.get_ident())

    request_started.connect(began)
    request_finished.connect(ended)
    yield now
    request_started.disconnect(began)
    request_finished.disconnect(ended)


def _until_quiet(answering: set[int]) -> None:
    """A page that closes hands over what it has not saved: the database is emptied when that is written."""
    until, quiet = time.monotonic() + 5, 0
    while quiet < 4 and time.monotonic() < until:
        quiet = 0 if answering else quiet + 1
        time.sleep(0.05)


@pytest.fixture
def open_window(browser: Browser, live_server, signed_in, answering) -> Iterator[OpenWindow]:
    """Open a window as the named person of the cast, or signed out; closed when the test ends.

    `bypass` lets axe put its script into the page, which the service's own policy forbids.
    """
    opened = []

    def make(who: str = "", scheme: str = "light", width: int = 1280, bypass: bool = False, **more) -> Window:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale="sv-SE",
            reduced_motion="reduce",
            bypass_csp=bypass,
            **more,
        )
        opened.append(context)
        if who:
            context.add_cookies([_session(signed_in(who), live_server.url)])
        context.set_default_timeout(20_000)  # a machine that runs other tests too may be slow
        window = Window(context.new_page(), live_server.url)
        window.page.on("console", lambda said: _hear(window, said.type, said.text))
        window.page.on("pageerror", lambda error: window.complaints.append(str(error)))
        return window

    yield make
    for context in opened:
        for page in context.pages:
            page.goto("about:blank")  # which sends what waits; a closed window might send it later
    _until_quiet(answering)
    for context in opened:
        context.close()


def _session(client: Client, address: str) -> dict[str, str]:
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}


def _hear(window: Window, kind: str, text: str) -> None:
    if kind in ("error", "warning"):
        window.complaints.append(text)
