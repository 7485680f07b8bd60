"""Page heads and feet: found by repetition over pages and by the shape of a page number, then taken away."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from tertial.intake.importers.sources.line import Line

from .heads import announces, names_columns, part_heading, period_of
from .paging import with_pages

# a page number: `Sid`, the number, and how many there are in parentheses, after `av` or after a slash
_NUMBERED = re.compile(
    r"^(?:.{0,60}?\b)?(?:sid(?:an?|\.)?:? ?)?(\d{1,4}) ?(?:\( ?(\d{1,4}) ?\)|(?:av|/) ?(\d{1,4}))$", re.I
)
_SAYS_PAGE = re.compile(r"\bsid(?:an?|\.)?:? ?\d", re.I)
_CONTACT = re.compile(
    r"(?:telefon|tfn|växel|fax|e-post)?:? ?[+0(][\d +()/-]{6,23}|(?:e-post:? )?\S+@\S+|(?:www\.)?[\w-]+(?:\.[\w-]+)+"
    r"|[A-ZÅÄÖ][\w-]+(?:gatan|vägen|torg|torget|plan|gränd|allén?)(?: \d+ ?[A-Z]?)?|\d{3} ?\d\d [A-ZÅÄÖ][\w -]{2,20}"
    r"|tjänsteutlåtande",
    re.I,
)
_COUNTED = re.compile(r"(.*?) ?[-–]? ?(\d{1,4})(?: ?(?:\(|/|av) ?\d{1,4}\)?)?(?: [-–])?")
_OF_DOCUMENT = re.compile(r"20\d\d|nämnd|styrelse|förvaltning|plan\b", re.I)
_LAST = "0123456789)-–"
_LONGEST = 80
_FEWEST = 4  # pages that must be counted
_DIGITS = re.compile(r"\d+")
_OF_HEADING = re.compile(r"(?:\d{1,2}\.)+\d{0,2}\.?(?= )")  # two headings are not one for being worded alike
_DATES = re.compile(r"\d{4}-\d{2}-\d{2}")
_NEAR = 8  # lines of a page head or foot around its number
_EDGE = 6  # lines looked at where a page is known to begin or end


@lru_cache(maxsize=65536)
def masked(text: str) -> str:
    """A line with its digits hidden, so that the same foot on two pages is the same; a lone number is itself."""
    heading = _OF_HEADING.match(text)
    number = heading[0] if heading else ""
    return text if text.isdigit() else number + _DIGITS.sub("#", text[len(number) :]).casefold()


def page_number(text: str) -> tuple[int, int] | None:
    """The number and the whole of a printed page number."""
    likely = len(text) <= 120 and text[-1:] in "0123456789)"
    found = _NUMBERED.match(text) if likely else None
    if not found:
        return None
    number, whole = int(found[1]), int(found[2] or found[3])
    if not 0 < number <= whole and not _SAYS_PAGE.search(text):
        return None
    bare = text[: found.start(1)].strip(" .:")
    return (number, whole) if not bare or _SAYS_PAGE.search(text) else None


def furniture_of(lines: Sequence[Line]) -> set[int]:
    """Which of the lines are page heads and feet."""
    return _around(lines, _anchors(lines)) | _at_edges(lines) | _numbered_feet(lines)


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines of the text itself, each with its page where the document shows it."""
    return text_and_furniture(lines)[0]


def text_and_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The same, and what the heads and feet of the pages say."""
    anchors = _anchors(lines)
    gone = furniture_of(lines)
    kept = _kept(with_pages(lines, anchors, gone), gone)
    return kept, list(dict.fromkeys(lines[i].text for i in sorted(gone)))


def _anchors(lines: Sequence[Line]) -> dict[int, tuple[int, int]]:
    """Lines that are page numbers: those that agree on how many pages there are."""
    found = {i: n for i, line in enumerate(lines) if line.cells is None and (n := page_number(line.text))}
    if not found:
        return _counting(lines)
    whole = Counter(total for _, total in found.values()).most_common(1)[0][0]
    agreed = {i: n for i, n in found.items() if n[1] == whole or _SAYS_PAGE.search(lines[i].text)}
    sure = len(agreed) > 1 or any(_SAYS_PAGE.search(lines[i].text) for i in agreed)
    return agreed if sure else _counting(lines)


def _counting(lines: Sequence[Line]) -> dict[int, tuple[int, int]]:
    """Numbers that count the pages after the same words each time, or right under them, and no word says page.

    As in feet of `Kulturnämnden`, `Verksamhetsplan 2022`, `7` where the extraction has lost the form feeds.
    """
    groups: dict[str, list[tuple[int, int]]] = {}
    for i, line in enumerate(lines):
        found = _COUNTED.fullmatch(line.text) if line.cells is None and line.text[-1] in _LAST else None
        words = (found[1] or (lines[i - 1].text if i else "")) if found else ""
        if found and len(words) <= _LONGEST and _OF_DOCUMENT.search(words):
            groups.setdefault(words, []).append((i, int(found[2])))
    best = max(filter(_counts_pages, groups.values()), key=len, default=[])
    return {i: (number, best[-1][1]) for i, number in best}


def _counts_pages(numbers: Sequence[tuple[int, int]]) -> bool:
    """Whether lines and the numbers on them rise as those of pages do: one at a time, each well below the last."""
    steps = [(b - a, number - last) for (a, last), (b, number) in pairwise(numbers)]
    on = sum(1 for apart, more in steps if more == 1 and apart >= _NEAR)
    return len(numbers) >= _FEWEST and on >= 0.8 * len(steps)


def _around(lines: Sequence[Line], anchors: dict[int, tuple[int, int]]) -> set[int]:
    """The anchors and the lines that stand near most of them."""
    if not anchors:
        return set()
    near = {j for i in anchors for j in _window(i, len(lines), _NEAR)}
    seen = Counter(masked(lines[j].text) for j in near)
    enough = max(2, round(0.5 * len(anchors)))
    often = _only_there(lines, seen, enough) & _in_place(lines, anchors, enough)
    gone = set(anchors)
    for i in anchors:
        gone |= {
            j
            for j in _window(i, len(lines), _NEAR)
            if masked(lines[j].text) in often and _furnished(lines[j])
        }
        gone |= set(_contacts(lines, i))
    return gone


def _in_place(lines: Sequence[Line], anchors: dict[int, tuple[int, int]], enough: int) -> frozenset[str]:
    """What keeps its distance from the page number: a row of a table that often stands near one does not."""
    seen: Counter[tuple[int, str]] = Counter()
    for i in anchors:
        seen.update((j - i, masked(lines[j].text)) for j in _window(i, len(lines), _NEAR))
    return frozenset(text for (_, text), n in seen.items() if n >= 0.75 * enough and n >= 2)


def _contacts(lines: Sequence[Line], anchor: int) -> Iterator[int]:
    """Addresses, telephones and web sites in one stretch with a page number."""
    for step in (-1, 1):
        i = anchor + step
        while 0 <= i < len(lines) and abs(i - anchor) <= _NEAR and _CONTACT.fullmatch(lines[i].text):
            yield i
            i += step


def _only_there(lines: Sequence[Line], seen: Counter[str], enough: float) -> frozenset[str]:
    """What stands at enough places of one kind and seldom anywhere else."""
    everywhere = Counter(masked(line.text) for line in lines)
    return frozenset(t for t, n in seen.items() if n >= enough and n >= 0.7 * everywhere[t])


def _window(at: int, end: int, width: int) -> range:
    return range(max(0, at - width), min(end, at + width + 1))


def _short(line: Line) -> bool:
    return len(line.text) <= 90


def _at_edges(lines: Sequence[Line]) -> set[int]:
    """Lines that stand first or last on at least half of the pages, where pages are known."""
    starts = [i for i, line in enumerate(lines) if line.starts_page]
    if len(starts) < 3:
        return set()
    ends = [*starts[1:], len(lines)]
    seen: Counter[str] = Counter()
    placed: Counter[tuple[int, str]] = (
        Counter()
    )  # how far from the top, or from the foot as a negative number
    edges = [_edge(start, end) for start, end in zip(starts, ends, strict=True)]
    for edge in edges:
        seen.update({masked(lines[j].text) for j in edge})
        placed.update({(off, masked(lines[j].text)) for j, offs in edge.items() for off in offs})
    enough = max(3, 0.5 * len(starts))
    steady = {text for (_, text), n in placed.items() if n >= 0.75 * enough}
    often = _only_there(lines, seen, enough) & steady
    return {j for edge in edges for j in edge if masked(lines[j].text) in often and _furnished(lines[j])}


def _edge(start: int, end: int) -> dict[int, tuple[int, int]]:
    """The lines near the top and the foot of a page, and how far from both they stand."""
    near = {*range(start, min(end, start + _EDGE)), *range(max(start, end - _EDGE), end)}
    return {j: (j - start, j - end) for j in sorted(near)}


def _furnished(line: Line) -> bool:
    """What is repeated because it tells what follows is no furniture: heads of tables, labels. Nor is a row's end."""
    if line.cells is not None or not _short(line):
        return False
    told = names_columns(line.text) or announces(line.text) or part_heading(line) is not None
    sentence = line.bullet is not None or (line.text[-1] in ".,;" and line.text[:1].islower())
    ends = len(_DATES.findall(line.text)) > 1 or period_of(line.text.rsplit(" ", 1)[-1]) is not None
    return not told and not sentence and not ends


def _numbered_feet(lines: Sequence[Line]) -> set[int]:
    """A lone number last or first on its page, where the numbers count the pages."""
    at: list[tuple[int, int]] = []
    for i, line in enumerate(lines):
        edge = line.starts_page or (i + 1 < len(lines) and lines[i + 1].starts_page)
        if edge and re.fullmatch(r"[-–]? ?\d{1,4} ?[-–]?", line.text):
            at.append((i, int(re.sub(r"\D", "", line.text))))
    rising = sum(1 for (_, a), (_, b) in pairwise(at) if b == a + 1)
    return {i for i, _ in at} if len(at) >= 3 and rising >= 0.6 * (len(at) - 1) else set()


def _kept(lines: Sequence[Line], gone: set[int]) -> list[Line]:
    """What is left; the line after furniture starts a page and has white space above it."""
    out: list[Line] = []
    pending = gap = False
    for i, line in enumerate(lines):
        if i in gone:
            pending = pending or i > 0
            gap = True
            continue
        if pending:
            line = replace(line, starts_page=True, gap=line.gap or gap)
        pending = gap = False
        out.append(line)
    return out
