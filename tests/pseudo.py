"""A made-up language in which every translated text stands between ⟦ and ⟧: what stands outside was forgotten.

`pseudo_catalogue` writes it from the marked texts; `untranslated` reads a page and tells what it found outside.
Data are known by the ¤ that every name in the tests carries, or are named by whoever asks.
"""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import allauth
import django
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tools import messages

TOLD_IN = {
    "alt",
    "aria-label",
    "title",
    "placeholder",
    "label",
    "data-l",
    "data-scroll",
    "data-text",
    "data-text-over",
}
SILENT = {"script", "style", "kbd", "template"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
DATA = re.compile(r"¤[\w.-]*(?: Prov)?|[\w.+-]+@[\w.-]+|\bT[123]\b|\bTertial\b")
LETTER = re.compile(r"[^\W\d_]")


def pseudo_catalogue(folder: Path) -> None:
    """Our texts and those that Django and allauth bring with them, as the English of a folder of catalogues."""
    catalog = Catalog(locale="en")
    for source in (*_theirs(), messages.found()):
        for message in source:
            if not message.id or message.context in _FORMATS:
                continue
            forms = [f"⟦{form}⟧" for form in messages._forms(message.id)]
            plural = isinstance(message.id, tuple | list)
            catalog.add(message.id, tuple(forms) if plural else forms[0], context=message.context)
    target = folder / "en/LC_MESSAGES/django.mo"
    target.parent.mkdir(parents=True)
    target.write_bytes(messages.compiled(catalog))


_FORMATS = {"name of locale"}


def _theirs() -> Iterable[Catalog]:
    for package in (django, allauth):
        for path in Path(package.__path__[0]).rglob("locale/sv/LC_MESSAGES/django.po"):
            with path.open("rb") as file:
                yield read_po(file, locale="sv")


class Page(HTMLParser):
    """Walks a page and keeps what a reader, seeing or listening, meets outside the marks."""

    def __init__(self, data: Iterable[str]) -> None:
        super().__init__()
        self.data = sorted(map(re.escape, data), key=len, reverse=True)
        self.known = re.compile("|".join([DATA.pattern, *(rf"(?<!\w){word}(?!\w)" for word in self.data)]))
        self.depth = 0  # inside how many marks; texts with links in them span several elements
        self.silent: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        foreign = own.get("translate") == "no" or ("lang" in own and tag != "html")
        if tag not in VOID and (self.silent or tag in SILENT or foreign):
            self.silent.append(tag)
        if self.silent:
            return
        for name in TOLD_IN & own.keys():
            self._hear(own[name] or "", name)
        if tag == "input" and own.get("type") in ("submit", "button"):
            self._hear(own.get("value") or "", "value")

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag not in VOID:
            self.silent.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            rest, self.depth = _outside(data, self.depth)
            self._keep(rest, data)

    def _hear(self, text: str, where: str) -> None:
        rest, _ = _outside(text, 0)
        self._keep(rest, f"{where}={text}")

    def _keep(self, rest: str, whole: str) -> None:
        if LETTER.search(self.known.sub(" ", rest)):
            self.outside.append(" ".join(whole.split()))


def _outside(text: str, depth: int) -> tuple[str, int]:
    kept = []
    for sign in text:
        if sign == "⟦":
            depth += 1
        elif sign == "⟧":
            depth -= 1
        elif depth == 0:
            kept.append(sign)
    return "".join(kept), depth


def untranslated(html: str, data: Iterable[str] = ()) -> list[str]:
    page = Page(data)
    page.feed(html)
    page.close()
    assert page.depth == 0, "a translated text was cut in two, or marks were left open"
    return page.outside
