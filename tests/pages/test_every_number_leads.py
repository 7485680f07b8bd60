"""Where does this number come from? No page shows a measure's value as mere text: it is a way to its origin."""

import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from tertial.measures.models import Value
from tertial.reporting.models import Answer
from tests.everything import one_of_each
from tests.pages.test_authorization import PAGES

# Values that nothing else on a page can look like: 61 001,7 and so on.
FIRST = Decimal("61000.7")
SHOWN = re.compile(r"(?<![+−\d])61 \d{3},7")  # a difference is no value
# Parts of a page that are not figures to follow: pictures (with a table of linked figures beside or below them), what is
# being typed, and sentences that speak of a figure which stands linked beside them.
APART = {"svg", "select", "textarea", "script", "style", "title", "label"}
SPEAKS = {"why"}
ORIGINS = {"value", "value_of", "value_computed", "answer_versions"}  # the pages that figures lead to


class Loose(HTMLParser):
    """The figures of a page that lead nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in (
            "input",
            "br",
            "img",
            "meta",
            "link",
            "hr",
            "use",
            "wbr",
            "rect",
            "line",
            "path",
            "circle",
        ):
            return
        given = dict(attrs)
        leads = tag == "a" and bool(given.get("href"))
        speaks = bool(SPEAKS & set((given.get("class") or "").split()))
        self.open.append((tag, leads or speaks or tag in APART))

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, _ in self.open):
            name, _ = self.open.pop()
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        text = plain(data)
        if SHOWN.search(text) and not any(apart for _, apart in self.open):
            self.found.append(" ".join([*(name for name, _ in self.open[-4:]), text[:90]]))


def plain(text: str) -> str:
    """With common spaces: figures have hard ones."""
    return " ".join(text.split())


def loose(page: str) -> list[str]:
    parser = Loose()
    parser.feed(page)
    return parser.found


@pytest.fixture
def figures(city, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    one_of_each(city)
    for n, each in enumerate(Value.objects.filter(value__isnull=False)):
        Value.objects.filter(pk=each.pk).update(value=FIRST + n)
    for n, each in enumerate(Answer.objects.filter(content__has_key="value")):
        Answer.objects.filter(pk=each.pk).update(content=each.content | {"value": str(FIRST + 500 + n)})


@pytest.mark.parametrize("who", ["siv", "karin", "eva"])
def test_every_figure_of_every_page_leads_to_its_origin(figures, signed_in, who):
    client, told, seen = signed_in(who), {}, 0
    for name, (words, readers, _refusal) in PAGES.items():
        if who not in readers or name in ORIGINS:
            continue
        response = client.get(reverse(name, kwargs=words))
        if response.status_code != 200 or "html" not in response["Content-Type"]:
            continue
        page = response.content.decode()
        seen += len(SHOWN.findall(plain(page)))
        if found := loose(page):
            told[name] = found
    assert told == {}
    assert seen > 50, "the figures are on the pages at all"


def test_a_figure_that_leads_nowhere_is_noticed():
    assert loose("<main><p>Utfall <b>61\u00a0001,7</b></p></main>") == ["main p b 61 001,7"]
    assert loose('<p><a href="/varde/1/">61\u00a0001,7</a></p>') == []
