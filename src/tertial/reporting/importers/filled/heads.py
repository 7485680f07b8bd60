"""What stands above the questions: who answers, how to reach them, and for which period."""

import re
from collections import Counter
from collections.abc import Sequence

from tertial.intake.importers.sources.line import Line
from tertial.reporting.rules.forms import Form

from .alike import begins, letters

_TERTIAL = re.compile(r"\b(?:t\s?|tertial(?:rapport)?\s*)([123])\b", re.I)
_YEAR_END = re.compile(r"verksamhetsberättelse|årsrapport|årsuppföljning|bokslut", re.I)
_YEAR = re.compile(r"\b(20\d\d)\b")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.I)
_MAIL_KEYS = ("email", "mail", "epost", "e-post")
_TITLE_LINES = 6
_MOST_LINES = 4


def head_of(form: Form, lines: Sequence[Line]) -> dict[str, str | None]:
    """The head's fields, each from its label to the next label or white space."""
    labels = {key: place for key, place in _labels(form, lines)}
    starts = {place[0] for place in labels.values()}
    out: dict[str, str | None] = {}
    for head in form.head:
        place = labels.get(head.key)
        out[head.key] = _value(lines, place, starts, head.key in _MAIL_KEYS) if place else None
    return out


def _labels(form: Form, lines: Sequence[Line]) -> list[tuple[str, tuple[int, str]]]:
    """Each field's line and what stands on it after the label."""
    found = []
    taken: set[int] = set()
    longest_first = sorted(form.head, key=lambda head: -len(head.label))
    for head in longest_first:
        wanted = letters(head.label)[0]
        for at, line in enumerate(lines):
            rest = _after_label(wanted, line.text)
            if rest is not None and at not in taken:
                taken.add(at)
                found.append((head.key, (at, rest)))
                break
    return found


def _after_label(wanted: str, text: str) -> str | None:
    said, places = letters(text.strip("*# ")[:200])
    text = text.strip("*# ")
    if not wanted or len(text) > 120:
        return None
    start = begins(wanted, said[: len(wanted) + 4])
    if start.wrong > 0.15 * len(wanted) or not start.end:
        return None
    after = text[places[start.end - 1] + 1 :]
    if after[:1].isalnum():
        return None
    return after.strip(" :*\t")


def _value(lines: Sequence[Line], place: tuple[int, str], starts: set[int], mail: bool) -> str | None:
    at, said = place
    parts = [said] if said else []
    for step in range(at + 1, min(len(lines), at + 1 + _MOST_LINES)):
        line = lines[step]
        if step in starts or (parts and _stops(parts, line, mail)):
            break
        parts.append(line.text.strip("* "))
    if not parts:
        return None
    if mail:
        whole = "".join("".join(parts).split()).removeprefix("mailto:")
        if found := _MAIL.search(whole):
            return found[0].rstrip(".")
    value = " ".join(parts)
    empty = re.match(r"klicka|click|ange text|[.…_–-]+$", value, re.I)
    return None if empty else value


def _stops(parts: Sequence[str], line: Line, mail: bool) -> bool:
    if not mail:
        return line.gap or len(parts) > 1
    whole = "".join("".join(parts).split())
    piece = re.fullmatch(r"[\w.+@-]+", line.text) is not None
    if not piece:
        return True
    if "@" in line.text:
        return "@" in whole
    low = line.text[:1].islower() or line.text[:1] == "."
    return not (low and (not _MAIL.fullmatch(whole) or not line.gap))


def period_of(form: Form, lines: Sequence[Line]) -> str | None:
    """`2022T2`, or `T2` where the year is not said: from the title, the year also from the text below it."""
    title = " ".join(line.text for line in lines[:_TITLE_LINES] if len(line.text) < 120)
    tertial = _TERTIAL.search(title)
    number = tertial[1] if tertial else "3" if _YEAR_END.search(title) else None
    if number is None:
        return None
    years = Counter(_YEAR.findall(title)) or Counter(y for line in lines for y in _YEAR.findall(line.text))
    return f"{years.most_common(1)[0][0] if years else ''}T{number}"
