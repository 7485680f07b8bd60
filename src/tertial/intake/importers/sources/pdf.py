"""PDF: text with its place on the page, lines put together again, and tables found by their columns.

pypdfium2 gives the runs of text with their boxes; nothing else of the file is interpreted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .line import SOFT_HYPHEN, Line, clean
from .pdf_letters import Box, are_placed_apart, runs_of_letters
from .pdf_told import heading_at, headings, soft_hyphens
from .spending import Spending
from .unreadable import UnreadableError

MOST_PAGES = 5000
_LINE_END_HYPHEN = re.compile("[\x02\ufffe\uffff]")  # what pdfium makes of a hyphen that ends a line
_RINGED, _TALL, _TAILED = (
    re.compile("[ÅÄÖÉ]"),
    re.compile(r"[A-Zbdfhklt0-9åäöi(%{\[/$|]"),
    re.compile(r"[gjpqy(),;Q|{}\[\]$]"),
)
_LEADERS = re.compile(r"[. ]+")
_FLAT = 0.1  # points
_LEADING = 1.6  # from line to line in a paragraph, in heights of what is printed
Steps = dict[tuple[int, int | None], float]
_MOST_RUNS = 20_000  # on one page
_MOST_LOOKED_AT = 20_000_000  # runs of a page times its letters: all letters are gone through for every run
_MOST_RUNS_IN_ALL = 1_500_000  # of 200 bytes each


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text on one line, and its box with the page's top as zero."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def size(self) -> float:
        return _size(self.text, self.bottom - self.top)

    @property
    def base(self) -> float:
        """The line the letters stand on."""
        return self.bottom - _under(self.text) * self.size


def _size(text: str, high: float) -> float:
    """The size of the type, from the height of what is printed: tails and capitals make a line higher."""
    return high / (_over(text) + _under(text))


def _over(text: str) -> float:
    """How far letters reach over the line they stand on, in sizes of the type."""
    return 0.93 if _RINGED.search(text) else 0.72 if _TALL.search(text) else 0.5


def _under(text: str) -> float:
    return 0.22 if _TAILED.search(text) else 0.0


def run_at(text: str, left: float, right: float, base: float, size: float) -> Run:
    """A run where only the line it stands on is known."""
    return Run(text, left, right, base - size * _over(text), base + size * _under(text))


@dataclass(slots=True)
class Printed:
    """A line as printed: its runs from left to right."""

    page: int | None
    runs: list[Run]
    first: bool = False  # on its page
    gap: bool = False
    open: bool = False
    number: int | None = None  # of the line in a text
    heading: int | None = None  # its level, where the file has a bookmark for it

    @property
    def text(self) -> str:
        return " ".join(run.text for run in self.runs)

    @property
    def top(self) -> float:
        return min(run.top for run in self.runs)

    @property
    def bottom(self) -> float:
        return max(run.bottom for run in self.runs)

    @property
    def base(self) -> float:
        return max(run.base for run in self.runs)

    @property
    def left(self) -> float:
        return min(run.left for run in self.runs)

    @property
    def right(self) -> float:
        return max(run.right for run in self.runs)

    @property
    def size(self) -> float:
        return _size(self.text, self.bottom - self.top)

    def line(self) -> Line:
        text = clean(self.text).strip()
        gap = self.gap or self.first
        return Line(text, self.page, self.number, gap, 0, self.open, self.first, heading=self.heading)


@dataclass(slots=True)
class Page:
    """What is on a page: lines, rules across and down, small pictures."""

    number: int | None  # not known in a text without page breaks
    lines: list[Printed] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)
    posts: list[tuple[float, float, float]] = field(default_factory=list)  # upright rules: where, top, bottom
    icons: list[tuple[float, float]] = field(default_factory=list)  # left edge and middle
    characters: int = 0
    cut: bool = False  # there is more on the page than could be read


def open_pdf(data: bytes) -> Any:
    """The document, or a clear word about why it cannot be opened; what it unpacks to was weighed before."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        said = str(error).lower()
        if "password" in said or "security" in said:
            raise UnreadableError(
                "PDF-filen är låst med lösenord. Spara en olåst kopia och läs in den."
            ) from error
        raise UnreadableError("PDF-filen är skadad eller ofullständig och går inte att öppna.") from error


def count_pages(document: Any) -> int:
    """How many pages there are to read."""
    count = len(document)
    if count == 0:
        raise UnreadableError("PDF-filen har inga sidor.")
    if count > MOST_PAGES:
        raise UnreadableError(f"PDF-filen har {count} sidor; högst {MOST_PAGES} läses. Dela filen.")
    return count


def pages(document: Any) -> Iterator[Page]:
    """Page by page, each closed before the next is opened; fewer than there are where they take too much."""
    count, told = count_pages(document), headings(document)
    runs = 0
    for number in Spending().while_left(range(count), each=1):
        page = _page(document, number, told.get(number, []))
        yield page
        runs += sum(len(line.runs) for line in page.lines)
        if runs > _MOST_RUNS_IN_ALL:
            return


def _page(document: Any, index: int, told: list[tuple[str, int]]) -> Page:
    import pypdfium2

    out = Page(index + 1)
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return out
    try:
        height = page.get_height()
        out.lines = _with_headings(_lines(index + 1, list(_runs(page, height, out))), told)
        out.characters = sum(len(run.text) for line in out.lines for run in line.runs)
        if out.lines:
            _drawn(page, height, out)
    except pypdfium2.PdfiumError:
        pass
    finally:
        page.close()
    return out


def _runs(page: Any, height: float, out: Page) -> Iterator[Run]:
    textpage = page.get_textpage()
    soft: list[tuple[float, float]] | None = None
    try:
        count = textpage.count_rects()
        most = min(_MOST_RUNS, _MOST_LOOKED_AT // max(1, textpage.count_chars()))
        out.cut = count > most
        boxes = [textpage.get_rect(index) for index in range(min(count, most))]
        for raw, (left, bottom, right, top) in _pieces(textpage, boxes):
            if _LINE_END_HYPHEN.search(raw):
                soft = soft_hyphens(page, height) if soft is None else soft
                raw = _softened(raw, right, height - (top + bottom) / 2, top - bottom, soft)
            text = clean(_LINE_END_HYPHEN.sub("-", raw).replace("\r\n", " ").replace("\n", " "))
            if text.strip():
                flat = top - bottom < _FLAT  # a damaged file has letters without height
                yield Run(
                    text.strip(), left, right, height - (bottom + _FLAT if flat else top), height - bottom
                )
    finally:
        textpage.close()


def _pieces(textpage: Any, boxes: list[Box]) -> Iterator[tuple[str, Box]]:
    """The text of every box; where the boxes are no words, words put together from the letters."""
    if are_placed_apart(boxes, textpage.count_chars()):
        yield from runs_of_letters(textpage, _MOST_RUNS)
        return
    for left, bottom, right, top in boxes:
        yield textpage.get_text_bounded(left, bottom, right, top), (left, bottom, right, top)


def _softened(raw: str, right: float, middle: float, high: float, soft: list[tuple[float, float]]) -> str:
    """The run with a soft hyphen last, where the file says that there is one."""
    if not any(right - 9 < x < right + 1 and abs(y - middle) < 6 for x, y in soft):
        return raw
    return SOFT_HYPHEN if high < 2 else _LINE_END_HYPHEN.sub(SOFT_HYPHEN, raw)


def _with_headings(lines: list[Printed], told: list[tuple[str, int]]) -> list[Printed]:
    """The lines of every heading that has a bookmark as one line with its level."""
    if not told:
        return lines
    out: list[Printed] = []
    texts = [line.text for line in lines]
    at = 0
    while at < len(lines):
        line, found = lines[at], heading_at(texts, at, told)
        if found:
            count, line.heading = found
            line.runs = [run for other in lines[at : at + count] for run in other.runs]
        out.append(line)
        at += found[0] if found else 1
    return out


def _drawn(page: Any, height: float, out: Page) -> None:
    """Rules and small pictures. A rule may be drawn in pieces, one for every cell."""
    import pypdfium2.raw as raw

    pieces: dict[int, list[tuple[float, float]]] = {}  # height in half points → where, how wide
    kinds = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
    for number, drawn in enumerate(page.get_objects(filter=kinds, max_depth=3)):
        if number > _MOST_RUNS:
            break
        left, bottom, right, top = drawn.get_pos() if hasattr(drawn, "get_pos") else drawn.get_bounds()
        wide, high = right - left, top - bottom
        path = drawn.type == raw.FPDF_PAGEOBJ_PATH
        if path and wide > 12 and high < 2.5:
            y = height - (top + bottom) / 2
            pieces.setdefault(round(2 * y), []).append((y, wide))
        elif path and wide < 2.5 and high > 6:
            out.posts.append(((left + right) / 2, height - top, height - bottom))
        elif path and wide > 60 and high < 400:
            out.rules += [height - top, height - bottom]
        elif wide < 24 and high < 24:
            out.icons.append((left, height - (top + bottom) / 2))
    out.rules += [at[0][0] for at in pieces.values() if sum(wide for _, wide in at) > 60]


def _lines(page: int, runs: list[Run]) -> list[Printed]:
    """Runs on the same height are one line; gaps and open ends by what the page's other lines show."""
    out: list[Printed] = []
    for run in sorted(runs, key=lambda r: (r.bottom + r.top, r.left)):
        if out and _same_height(out[-1], run):
            out[-1].runs.append(run)
        else:
            out.append(Printed(page, [run]))
    for line in out:
        line.runs = _merged(sorted(line.runs, key=lambda r: r.left))
    if out:
        out[0].first = True
    return out


def _same_height(line: Printed, run: Run) -> bool:
    # a bullet or a dash tells little of the line
    last = max(line.runs[-3:], key=lambda each: each.bottom - each.top)
    middle = (run.top + run.bottom) / 2
    if _LEADERS.fullmatch(run.text):  # dots stand low
        return line.top < middle < line.bottom + 2
    return last.top < middle < last.bottom and abs(middle - (last.top + last.bottom) / 2) < 0.4 * (
        last.bottom - last.top
    )


def _merged(runs: list[Run]) -> list[Run]:
    """Runs that only a change of font has cut apart are one."""
    out: list[Run] = []
    for run in runs:
        size = run.bottom - run.top
        if out and run.text == SOFT_HYPHEN:
            size = out[-1].bottom - out[-1].top
        if out and run.left - out[-1].right < 0.6 * size:
            last = out[-1]
            tight = run.left - out[-1].right < 0.12 * size and not last.text.endswith(" ")
            tight = tight or run.text == SOFT_HYPHEN
            text = f"{last.text}{'' if tight else ' '}{run.text}"
            out[-1] = Run(
                text,
                last.left,
                max(last.right, run.right),
                min(last.top, run.top),
                max(last.bottom, run.bottom),
            )
        else:
            out.append(run)
    return out


def measure(read: list[Page]) -> None:
    """White space above every line, and whether a line was broken because the next word did not fit."""
    rights = sorted(line.right for page in read for line in page.lines if len(line.text) > 40)
    edge = rights[int(len(rights) * 0.98)] if rights else 0.0
    steps = _steps(read)
    for page in read:
        for line, following in zip(page.lines, page.lines[1:], strict=False):
            down = following.top - line.top
            step = _step(steps, following) or 1.35 * _high(following)
            full = min(len(line.text), len(following.text)) > 20 and abs(_high(line) - _high(following)) < 1
            if _same_type(line, following):
                down = min(down, following.base - line.base)  # a ring over a capital is no white space
                step = max(step, _step(steps, line) or 0.0)
            following.gap = down > (step + 1.3 if full else max(1.35 * step, 1.6 * _high(line)))
            line.open = _broken(line, following, edge) and not _is_heading_over(line, following)


def _same_type(line: Printed, following: Printed) -> bool:
    """Whether both are printed in type of one size, whatever letters they happen to have."""
    long = min(len(line.text), len(following.text)) > 20
    return long or abs(line.size - following.size) < 0.12 * line.size


def _is_heading_over(line: Printed, following: Printed) -> bool:
    """A line in much larger type than the next, which begins a sentence: it is full, but nothing of it goes on."""
    return line.size > 1.3 * following.size and following.text[:1].isupper()


def _step(steps: Steps, line: Printed) -> float | None:
    """The usual distance to a line like this: that of its own column, if it is one of lines that go on."""
    size = round(line.size)
    own = steps.get((size, round(line.left)))
    return own if own is not None and own <= _LEADING * line.size else steps.get((size, None))


def _steps(read: list[Page]) -> Steps:
    """The usual distance between lines of one size, in all and by where they begin: the least that comes often.

    Text and cells may be printed in type of nearly one size, with different room between the lines.
    """
    seen: dict[tuple[int, int | None], list[float]] = {}
    for page in read:
        for line, following in zip(page.lines, page.lines[1:], strict=False):
            down, size = following.base - line.base, round(following.size)
            if len(line.text) > 20 and _same_type(line, following) and 0 < down < 2.2 * following.size:
                seen.setdefault((size, None), []).append(down)
                if abs(line.left - following.left) < 1:
                    seen.setdefault((size, round(following.left)), []).append(down)
    return {like: sorted(downs)[len(downs) // 10] for like, downs in seen.items() if len(downs) > 3}


def _broken(line: Printed, following: Printed, edge: float) -> bool:
    wide = (line.right - line.left) / max(1, len(line.text))
    word = len(following.text.split(" ", 1)[0]) + 1
    return not line.text.endswith("-") and line.right + 1.1 * wide * word > edge - 2


def _high(line: Printed) -> float:
    return line.bottom - line.top
