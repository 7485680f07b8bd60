"""Plain text, mostly as extracted from a PDF: the layout is left only in blanks and empty lines."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from .line import Line, even_blanks, without_unseen

_LONGEST = 4000
_FEW = 40  # lines, of which nothing can be said
_LONGEST_WORD = 80
_TRIED = 65536  # bytes that tell the encoding
_DOUBLE = 2  # from one line to the next where an empty one stands between any two
Numbered = Sequence[tuple[int, str]]
_HYPHEN_LOST = re.compile(r"och\b(?<=[a-zåäö]{3}och)")  # `gång-` and `och` made one by an extraction
_SMALL_WORD = re.compile(r"\b[a-zåäö]+\Z")
_HYPHEN_MARK = re.compile(
    "(?<=\\w)[\x02\uffff](?=\\w)"
)  # what some extractions make of a hyphen at a line's end
_BREAK = re.compile(r"\r\n|\n|\r")


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: UTF-8, UTF-16 with a mark or without, else Windows-1252."""
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(name, errors="replace"), name
    if wide := unmarked_utf16(data):
        return data.decode(wide, errors="replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "windows-1252"


def unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 that does not say so, as some programs write it: of letters of our kind every other byte is nothing."""
    even, odd = data[:_TRIED:2], data[1:_TRIED:2]
    few, many = 0.02 * len(odd), 0.8 * len(odd)
    if len(odd) < _FEW:
        return None
    if odd.count(0) > many and even.count(0) <= few:
        return "utf-16-le"
    return "utf-16-be" if even.count(0) > many and odd.count(0) <= few else None


def lines(text: str) -> list[Line]:
    """Every line that is not empty, with its number and whether it starts a page.

    A page starts at a form feed. Where form feeds were lost, what is left of one is a blank before a line
    that follows directly on another line.
    """
    out: list[Line] = []
    blank_before = True
    fed = False
    numbered = list(_numbered(text))
    if _is_double_spaced(numbered):
        numbered = _single_spaced(numbered)
    for number, raw in numbered:
        feeds = raw.count("\f")
        fed = fed or feeds > 0
        content = even_blanks(raw.rsplit("\f", 1)[-1] if feeds else raw)
        stripped = content.strip()
        if not stripped:
            blank_before = True
            continue
        lead = _leading(raw.rsplit("\f", 1)[-1])
        starts = fed or (lead > 0 and not blank_before)
        if starts and not fed:
            lead -= 1
        fed = False
        line = Line(
            stripped, None, number, blank_before, lead, content.endswith(" "), starts, marked=lead > 0
        )
        out += [line] if len(stripped) <= _LONGEST else _pieces(line)
        blank_before = False
    if out:
        out[0] = replace(out[0], starts_page=True)
    return _icons_apart(out)


def _is_double_spaced(numbered: Numbered) -> bool:
    """Whether an empty line stands between any two, as some extractions have it: white space is more than that."""
    full = [i for i, (_, raw) in enumerate(numbered) if raw.strip()]
    beside = sum(1 for a, b in pairwise(full) if b - a == 1)
    wider = sum(1 for a, b in pairwise(full) if b - a > _DOUBLE)
    return len(full) > _FEW and beside <= len(full) / 100 and wider >= len(full) / 50


def _single_spaced(numbered: Numbered) -> list[tuple[int, str]]:
    """The lines without the empty one after each."""
    out: list[tuple[int, str]] = []
    after = False
    for number, raw in numbered:
        empty = not raw.strip()
        if not (empty and after):
            out.append((number, raw))
        after = not empty
    return out


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; one that an extraction made of two, where a hyphen stood, is two again."""
    has_marks = "\x02" in text or "\uffff" in text
    marked = _HYPHEN_MARK.sub("\ufffe", text) if has_marks else text
    for number, raw in enumerate(_BREAK.split(_HYPHEN_LOST.sub(_apart, without_unseen(marked))), 1):
        if "\ufffe" not in raw and "\f" not in raw:
            yield number, raw
            continue
        *broken, last = raw.split("\ufffe")
        for part in broken:
            yield from _pages_apart(number, f"{part}-")
        yield from _pages_apart(number, last)


def _apart(found: re.Match[str]) -> str:
    """`gångoch` as `gång- och`, where the word before is all in small letters."""
    begun = _SMALL_WORD.search(found.string, max(0, found.start() - _LONGEST_WORD), found.start())
    return "- och" if begun else "och"


def _pages_apart(number: int, raw: str) -> Iterator[tuple[int, str]]:
    """A line in which a page ends and the next begins is two, where words stand before the form feed."""
    parts = raw.split("\f")
    worded = next((at for at, part in enumerate(parts) if part.strip()), len(parts) - 1)
    yield number, "\f".join(parts[: worded + 1])
    yield from ((number, f"\f{part}") for part in parts[worded + 1 :])


def _icons_apart(lines: list[Line]) -> list[Line]:
    """A head that always carries a blank (a lost icon) starts a page only where it carries one more."""
    usual: dict[str, Counter[int]] = {}
    for line in lines:
        if line.gap and not line.starts_page:
            usual.setdefault(line.text, Counter())[line.lead] += 1
    out = []
    for line in lines:
        leads = usual.get(line.text)
        icon = leads.most_common(1)[0][0] if leads and leads.total() > 2 else 0
        if line.starts_page and line.number != 1 and icon and line.lead == icon - 1:
            line = replace(line, starts_page=False, lead=icon, marked=True)
        out.append(line)
    return out


def _pieces(line: Line) -> list[Line]:
    """A line of unreasonable length, in pieces that go on in each other."""
    rest = replace(line, gap=False, starts_page=False, lead=0, marked=False, open=True)
    texts = [line.text[i : i + _LONGEST].strip() for i in range(0, len(line.text), _LONGEST)]
    texts = [text for text in texts if text]
    return [replace(line, text=texts[0], open=True), *(replace(rest, text=text) for text in texts[1:])]


def _leading(raw: str) -> int:
    return len(raw) - len(raw.lstrip(" \t\u00a0"))
