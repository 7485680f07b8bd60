"""Plain text, mostly as extracted from a PDF: the layout is left only in blanks and empty lines."""

import re
from collections import Counter
from dataclasses import replace

from .line import Line, even_blanks, without_unseen

_LONGEST = 4000
_HYPHEN_LOST = re.compile(r"\b([a-zåäö]{3,})och\b")  # `gång-` and `och` made one by an extraction
_BREAK = re.compile(r"\r\n|\n|\r")


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: UTF-8, UTF-16 with a mark, else Windows-1252."""
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(name, errors="replace"), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "windows-1252"


def lines(text: str) -> list[Line]:
    """Every line that is not empty, with its number and whether it starts a page.

    A page starts at a form feed. Where form feeds were lost, what is left of one is a blank before a line
    that follows directly on another line.
    """
    out: list[Line] = []
    blank_before = True
    fed = False
    for number, raw in enumerate(_BREAK.split(_HYPHEN_LOST.sub(r"\1- och", without_unseen(text))), 1):
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
