"""Keeps the English catalogue in step with the Swedish texts of templates and code; gettext is not needed.

`python tools/messages.py` finds every marked text, keeps the translations there are, drops what is gone
and compiles. `--check` changes nothing: it lists what is untranslated, gone, differing in placeholders or
not compiled, and exits 1 if there is any.
"""

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src/tertial"
CATALOGUE = SOURCES / "site/locale/en/LC_MESSAGES/django.po"

# Lazy and plural words of Django beside those every gettext program has.
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PERCENT = re.compile(r"%%|%(?:\((\w+)\))?[sdifr]")
BRACE = re.compile(r"\{(\w*)[^{}]*\}")

Found = tuple[str, int, str | tuple[str, ...], str | None]


def _in_templates() -> Iterator[Found]:
    """Django itself tells which texts a template has; it writes them as calls that Babel reads."""
    from django.utils.translation.template import templatize

    for path in sorted(SOURCES.rglob("templates/**/*.html")) + sorted(SOURCES.rglob("templates/**/*.txt")):
        calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # Between the calls stand blanked-out tags; without their indents every line is readable by itself.
        lines = "\n".join(line.strip() for line in calls.splitlines())
        yield from _calls(path, lines)


def _in_code() -> Iterator[Found]:
    for path in sorted(SOURCES.rglob("*.py")):
        yield from _calls(path, path.read_text(encoding="utf-8"))


def _calls(path: Path, text: str) -> Iterator[Found]:
    name = path.relative_to(ROOT).as_posix()
    for line, words, _, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
        yield name, line, words, context


def found() -> Catalog:
    """Every marked text of the product, with the files it stands in."""
    catalog = _empty()
    for name, line, words, context in (*_in_code(), *_in_templates()):
        if words:
            catalog.add(words, locations=[(name, line)], context=context)
    return catalog


def _empty() -> Catalog:
    # A fixed date: two people who run this get the same file.
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return Catalog(
        locale="en",
        project="Tertial",
        header_comment="# English texts of Tertial. Written by tools/messages.py; only msgstr is for people.",
        creation_date=start,
        revision_date=start,
        last_translator="Tertial",
        language_team="Tertial",
        msgid_bugs_address="Tertial",
        version="",
        fuzzy=False,
        charset="utf-8",
    )


def kept(path: Path = CATALOGUE) -> Catalog:
    if not path.is_file():
        return _empty()
    with path.open("rb") as file:
        return read_po(file, locale="en")


def renewed(texts: Catalog, translations: Catalog) -> Catalog:
    """The texts of today with the translations they already had."""
    catalog = _empty()
    for message in _messages(texts):
        known = translations.get(_key(message), message.context)
        same = known is not None and known.id == message.id
        catalog.add(
            message.id,
            known.string if known and same else None,
            locations=message.locations,
            context=message.context,
        )
    return catalog


def _messages(catalog: Catalog) -> list[Message]:
    listed = [message for message in catalog if message.id]
    return sorted(listed, key=lambda each: (each.locations[0][0] if each.locations else "", _key(each)))


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def _forms(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def compiled(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def placeholders(text: str) -> set[str]:
    """What is filled in: %(name)s, %s and {name}. A doubled percent sign is none."""
    percent = {hit.group(0) for hit in PERCENT.finditer(text) if hit.group(0) != "%%"}
    return percent | {hit.group(0) for hit in BRACE.finditer(text)}


def faults(texts: Catalog, translations: Catalog) -> list[str]:
    """What keeps the catalogue from being complete, one line each."""
    listed = []
    for message in _messages(texts):
        known = translations.get(_key(message), message.context)
        where = ", ".join(sorted({name for name, _ in message.locations}))
        if known is None or known.id != message.id or known.fuzzy or not all(_forms(known.string or "")):
            listed.append(f"untranslated: {_key(message)!r} ({where})")
        elif _filled_in(message.id) != _filled_in(known.string):
            listed.append(f"placeholders differ: {_key(message)!r} ({where})")
    for message in _messages(translations):
        today = texts.get(_key(message), message.context)
        if today is None or today.id != message.id:
            listed.append(f"no longer used: {_key(message)!r}")
    return listed


def _filled_in(words: str | tuple[str, ...]) -> set[str]:
    """The last form of a plural has every placeholder; the first may say "one" instead of a number."""
    return placeholders(_forms(words)[-1])


def check() -> list[str]:
    translations = kept()
    listed = faults(found(), translations)
    machine = CATALOGUE.with_suffix(".mo")
    if not machine.is_file() or machine.read_bytes() != compiled(translations):
        listed.append(f"not compiled: {machine.relative_to(ROOT)}")
    return listed


def update() -> None:
    catalog = renewed(found(), kept())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, catalog, width=100, include_lineno=False, sort_by_file=True)
    CATALOGUE.with_suffix(".mo").write_bytes(compiled(catalog))


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        update()
    listed = check()
    for line in listed:
        print(line)
    print(f"{len(_messages(kept()))} texts, {len(listed)} to put right")
    return 1 if listed and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
