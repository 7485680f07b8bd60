"""Which page a line of a text stands on: by printed numbers, by where pages start, by the contents list."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from tertial.intake.importers.sources.line import Line

from .heads import goal_label, numbered

Anchors = Mapping[int, tuple[int, int]]  # line → the number printed there, and how many pages there are
Known = list[tuple[int, int]]  # page start → its number
_ENOUGH = (
    3  # entries of the contents list that must agree with the printed numbers before the rest is believed
)


def with_pages(lines: Sequence[Line], anchors: Anchors, gone: set[int]) -> list[Line]:
    """The lines with their pages; between two known pages only where the starts seen agree with both."""
    if any(line.page is not None for line in lines) or not anchors:
        return list(lines)
    marks = _starts(lines, anchors, gone)
    whole = next(iter(anchors.values()))[1]
    known = [(k, anchors[at][0]) for k, (_, at) in enumerate(marks) if at is not None]
    pages = _between(known, len(marks), whole)
    listed = _listed(lines, [start for start, _ in marks])
    agree = [pages[k] == page for k, page in listed if pages[k] is not None]
    if len(agree) >= _ENOUGH and all(agree):
        pages = _between(_rising(sorted({*known, *listed})), len(marks), whole)
    out = list(lines)
    for (start, _), (end, _), page in zip(marks, [*marks[1:], (len(lines), None)], pages, strict=True):
        for i in range(start, end):
            out[i] = lines[i].on(page)
    return out


def _between(known: Known, count: int, whole: int) -> list[int | None]:
    """The pages of all starts: those known, and those between that can be counted."""
    pages: list[int | None] = [None] * count
    for (k, page), (after, next_page) in pairwise([(-1, 0), *known, (count, whole + 1)]):
        if k >= 0:
            pages[k] = page
        if after - k == next_page - page:
            pages[max(k, 0) : after] = range(page + max(-k, 0), next_page)
    return pages


def _rising(known: Known) -> Known:
    """What is known without what contradicts the order of pages or what its neighbours agree on."""
    out: Known = []
    for k, page in known:
        if not out or (k > out[-1][0] and page > out[-1][1]):
            out.append((k, page))
    offs = [page - k for k, page in out]
    return [
        each
        for i, each in enumerate(out)
        if not 0 < i < len(out) - 1 or offs[i] == offs[i - 1] or offs[i - 1] != offs[i + 1]
    ]


def _listed(lines: Sequence[Line], starts: Sequence[int]) -> Known:
    """Page starts whose number the contents list tells, by the goals that stand there."""
    pages: dict[str, int] = {}
    last = 0
    for i, line in enumerate(lines):
        if entry := contents_line(line.text):
            first = next((j for j in (i, i - 1, i - 2) if j >= 0 and numbered(lines[j].text)), None)
            found = numbered(lines[first].text) if first is not None else None
            if found and "." in found[0]:
                pages.setdefault(found[0], entry[1])
            last = i
    out: dict[int, int] = {}
    for i in range(last + 1, len(lines) - 1):
        if goal_label(lines, i) and (title := numbered(lines[i + 1].text)) and title[0] in pages:
            k = sum(1 for start in starts if start <= i) - 1
            out.setdefault(k, pages[title[0]])
    return sorted(out.items())


def contents_line(text: str, fewest: int = 3) -> tuple[str, int] | None:
    """`Title.......... 12` → (`Title`, 12); the title is empty where it fills the line above.

    `fewest` dots are enough: a title that nearly fills its line leaves room for one.
    """
    if not text[-1:].isdigit():
        return None
    title = text.rstrip("0123456789")
    page = text[len(title) :]
    if not page.isdigit() or len(page) > 4:
        return None
    bare = title.rstrip(" .…")
    leaders = title[len(bare) :]
    enough = leaders.count(".") >= fewest or leaders.count("…") >= min(2, fewest)
    return (bare, int(page)) if enough else None


def _starts(lines: Sequence[Line], anchors: Anchors, gone: set[int]) -> list[tuple[int, int | None]]:
    """Where pages start, each with the line of the number it carries, if any."""
    marks: list[tuple[int, int | None]] = []
    head: int | None = None  # the first line of the furniture we are in
    for i, line in enumerate(lines):
        head = None if i not in gone else i if head is None else head
        if i in anchors and head is not None:
            if marks and marks[-1][0] >= head:
                marks[-1] = (marks[-1][0], i)
            else:
                marks.append((head, i))
        elif line.starts_page and not (
            marks and marks[-1][1] is not None and _all_gone(marks[-1][0], i, gone)
        ):
            marks.append((i, None))
    return marks if marks and marks[0][0] == 0 else [(0, None), *marks]


def _all_gone(start: int, end: int, gone: set[int]) -> bool:
    return all(i in gone for i in range(start, end))
