"""Indicators with every cell: the row ends with its periodicity, and the words before are cut into cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from tertial.intake.importers.sources.joining import Joiner
from tertial.intake.importers.sources.line import Line
from tertial.planning.rules.draft import Indicator, Place, Target, TargetKind
from tertial.planning.rules.target_text import Cut, cuts, parse_target, starts_cell, understood, worth_after

from .cells_in_lines import (
    MOST_WORDS,
    cells_around,
    cells_last,
    cells_last_in_chunks,
    ends_row,
    period_last,
    periods_last,
)
from .heads import Columns, period_of
from .indicator_cells import rows_of_cells
from .rows import COMMENT, Rest, chunks, left_hanging, place, starts_small, without_gaps


@dataclass(slots=True)
class _Row:
    """A row while it is being read: its name, the words of its cells, its periodicity."""

    name: list[Line] = field(default_factory=list)
    cells: Cut = ()
    period: str | None = None
    comment: list[Line] = field(default_factory=list)
    commented: bool = False

    @property
    def place(self) -> Place:
        return place(self.name[0]) if self.name else Place()


def read_indicators(
    lines: Sequence[Line], columns: Columns, goal: str, joiner: Joiner
) -> tuple[list[Indicator], Rest]:
    """The rows of one table from which repeated heads are gone."""
    if any(line.cells is not None for line in lines):
        return rows_of_cells(lines, columns, goal, joiner)
    timed = "period" in columns.kinds
    if timed and columns.kinds[-1] != "period":
        lines = periods_last([period_last(line, columns) for line in lines], columns, joiner)
    if timed:
        lines = cells_around(lines, columns)
    parted = timed and without_gaps(lines)
    if parted:
        lines = cells_last(lines, columns.targets, joiner)
    elif timed and (apart := cells_last_in_chunks(lines, columns.targets, joiner)):
        lines, parted = apart, True
    rows = _Rows(columns, joiner, early=_cells_come_early(lines, columns.targets), parted=parted)
    parts = chunks(lines if timed else _ended(lines, columns.targets))
    for index, chunk in enumerate(parts):
        rows.take(chunk, parts[index + 1] if index + 1 < len(parts) else None)
    done, after = rows.finish()
    read = [_indicator(row, columns, goal, joiner) for row in done]
    return read if timed else [replace(row, periodicity=None) for row in read], Rest(after=tuple(after))


def _ended(lines: Sequence[Line], most: int) -> list[Line]:
    """Rows of a table that has no periodicity, each with one, so that they end as the rows of others do."""
    out = list(lines)
    for index, line in enumerate(lines):
        below = lines[index + 1 : index + 4]
        if below and not below[0].gap and (starts_small(below[0]) or line.text.endswith((" -", " –"))):
            continue
        if any(_only_cells(below[: count + 1], most) for count in range(len(below))):
            continue
        words = " ".join(each.text for each in lines[max(0, index - 2) : index + 1]).split()
        if any(cuts(words[-count:], most) for count in range(1, min(len(words), 9))):
            out[index] = replace(line, text=f"{line.text} År", open=False)
    return out


def _cells_come_early(lines: Sequence[Line], most: int) -> bool:
    """Whether the cells stand on the first line of their rows, so that names go on after them."""
    if not lines or not ends_row(lines[0]):
        return False
    pairs = [(a, b) for a, b in pairwise(lines) if ends_row(a) and not b.gap and not ends_row(b)]
    if any(starts_small(b) for _, b in pairs):
        return True
    return any(
        len(chunk) == 2
        and ends_row(chunk[0])
        and not ends_row(chunk[1])
        and not _only_cells(below, most)
        and not COMMENT.fullmatch(chunk[1].text)
        for chunk, below in pairwise(chunks(lines))
    )


def _indicator(row: _Row, columns: Columns, goal: str, joiner: Joiner) -> Indicator:
    target, council = assign(row.cells, columns)
    marked = bool(row.name) and row.name[0].marked
    comment = joiner.text(row.comment) or None
    name = joiner.text(row.name)
    return Indicator(goal, name, target, council, row.period, comment, marked, row.place)


def assign(cells: Sequence[Target], columns: Columns) -> tuple[Target | None, Target | None]:
    """The board's and the council's target among the cells that are not empty."""
    kinds = [kind for kind in columns.kinds if kind != "period"]
    if len(cells) < len(kinds):
        kept: list[str | None] = [kind for kind in kinds if kind is not None]
        if len(cells) == 1 and "council" in kept and cells[0].kind is TargetKind.DELEGATED:
            return None, cells[0]  # only the council delegates
        kinds = ["target"] if len(cells) == 1 and "target" in kept else kept
    named = dict(zip(kinds, cells, strict=False))
    return named.get("target"), named.get("council")


class _Rows:
    """Chunk by chunk, until a periodicity ends the row; then a comment or the name's last words may follow."""

    def __init__(self, columns: Columns, joiner: Joiner, *, early: bool, parted: bool) -> None:
        self.columns = columns
        self.joiner = joiner
        self.early = early
        self.parted = parted  # every row's words are known already
        self.done: list[_Row] = []
        self.open: list[Line] = []

    def take(self, chunk: list[Line], following: list[Line] | None) -> None:
        if not self.open and self.done:
            if self._is_comment(chunk, following):
                return
            if not self.parted and self._is_tail(chunk, following):
                self.done[-1].name += chunk
                return
        last = max((index for index, line in enumerate(chunk) if ends_row(line)), default=-1)
        for index, line in enumerate(chunk):
            self._line(line, index <= last)

    def _line(self, line: Line, is_row_to_come: bool) -> None:
        if not self.open and self.done:
            found = COMMENT.fullmatch(line.text)
            if found and not self.done[-1].commented:
                self.done[-1].commented = True
                self.done[-1].comment += [replace(line, text=found[1])] if found[1] else []
                return
            apart = line.gap or line.starts_page
            close = self.done[-1].commented and not apart and not ends_row(line)
            if close and not (self.done[-1].comment and is_row_to_come):
                self.done[-1].comment.append(line)
                return
        if self.early and not self.open and self.done and not line.gap and not ends_row(line):
            self.done[-1].name.append(line)
            return
        self.open.append(line)
        if ends_row(line):
            self._close()

    def _close(self) -> None:
        row_lines, comment = self._without_comment()
        row = _cut_row(row_lines, self.columns.targets, self.joiner)
        row.comment, row.commented = comment, bool(comment)
        if row.name:
            self.done.append(row)
            self.open = []

    def _without_comment(self) -> tuple[list[Line], list[Line]]:
        """The row's lines, and a comment that came before the row's end."""
        at = next((i for i, line in enumerate(self.open) if i and COMMENT.fullmatch(line.text)), None)
        if at is None or at + 1 >= len(self.open) - 1:
            return self.open, []
        return [*self.open[:at], self.open[-1]], self.open[at + 1 : -1]

    def _is_comment(self, chunk: list[Line], following: list[Line] | None) -> bool:
        """More of the last row's comment: whole sentences without cells."""
        last = self.done[-1]
        if not last.commented or any(ends_row(line) for line in chunk):
            return False
        new = (
            not last.comment
            or chunk[-1].text.endswith((".", "!"))
            or self.joiner.goes_on(last.comment[-1], chunk[0])
        )
        if new and not COMMENT.fullmatch(chunk[0].text):
            last.comment += chunk
            return True
        return False

    def _is_tail(self, chunk: list[Line], following: list[Line] | None) -> bool:
        """Words of a name that come after the row's cells: another name follows them, or nothing."""
        if any(ends_row(line) for line in chunk) or COMMENT.fullmatch(chunk[0].text):
            return False
        if following is not None and _only_cells(following, self.columns.targets):
            return False
        last = self.done[-1].name[-1]
        unfinished = (self.joiner.blanks_kept and last.open) or left_hanging(last.text)
        apart = following is not None or chunk[0].starts_page
        inside = starts_small(chunk[0]) or (chunk[0].starts_page and chunk[0].text[0] in "(0123456789")
        return inside or (unfinished and apart and not chunk[0].marked)

    def finish(self) -> tuple[list[_Row], list[Line]]:
        return self.done, self.open


def _only_cells(chunk: Sequence[Line], most: int) -> bool:
    """A chunk that is cells from its first word."""
    words = [word for line in chunk for word in line.text.split()]
    for end, word in enumerate(words):
        if period_of(word) and cuts(words[: min(end, MOST_WORDS)], most):
            return True
    return bool(cuts(words[:MOST_WORDS], most))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    line: int
    begins: bool  # first in its line, with white space above
    first: bool  # first in its line


def _cut_row(lines: Sequence[Line], most: int, joiner: Joiner) -> _Row:
    """A row's lines cut into name and cells, the most likely way."""
    text, _, last = lines[-1].text.rpartition(" ")
    period = period_of(last)
    body = [*lines[:-1], replace(lines[-1], text=text)] if text else list(lines[:-1])
    words = _words(body)
    best = _best_cut(words, body, most, joiner)
    if best is None:
        return _Row(body, (), period)
    start, cut = best
    name = _until(body, words, start)
    return _Row(name, cut, period)


def _words(lines: Sequence[Line]) -> list[_Word]:
    out = []
    for number, line in enumerate(lines):
        for index, word in enumerate(line.text.split()):
            begins = index == 0 and (line.gap or line.starts_page) and number > 0
            out.append(_Word(word, number, begins, index == 0))
    return out


def _until(lines: Sequence[Line], words: Sequence[_Word], start: int) -> list[Line]:
    """The lines before a word, the last one shortened."""
    if start >= len(words):
        return list(lines)
    stop = words[start]
    kept = " ".join(word.text for word in words[:start] if word.line == stop.line)
    whole = list(lines[: stop.line])
    return [*whole, replace(lines[stop.line], text=kept, open=False)] if kept else whole


def _best_cut(
    words: Sequence[_Word], lines: Sequence[Line], most: int, joiner: Joiner
) -> tuple[int, Cut] | None:
    """Where the cells begin and what they are, by points."""
    best: tuple[int, int, Cut] | None = None
    first = max(1, len(words) - MOST_WORDS)
    set_apart = _cells_set_apart(words, lines, most, joiner, first)
    for start in range(first, len(words)):
        for cut in _cuts_from(words, lines, start, most, joiner):
            points = worth_after([word.text for word in words[:start]], cut) + (
                8 if words[start].begins else 0
            )
            points -= 12 if _odd_share(words[0].text, cut) else 0
            named = _bare(cut[0]) or _is_age(cut[0])
            points -= 12 if set_apart is not None and start < set_apart and named else 0
            if best is None or points > best[0]:
                best = (points, start, cut)
    return (best[1], best[2]) if best else None


def _odd_share(first_word: str, cut: Cut) -> bool:
    """A share is not counted in weeks, and no share is settled later as `3`: such a number ends the name."""
    if not first_word.casefold().startswith("andel"):
        return False
    odd = cut[0].unit not in (None, "%", "procent", "procentenheter")
    return odd or (len(cut) > 1 and _bare(cut[0]) and cut[1].kind is TargetKind.PENDING)


def _bare(target: Target) -> bool:
    return target.kind is TargetKind.NUMBER and target.unit is None


def _is_age(target: Target) -> bool:
    return target.kind is TargetKind.BAND and target.unit == "år"


def _cells_set_apart(
    words: Sequence[_Word], lines: Sequence[Line], most: int, joiner: Joiner, first: int
) -> int | None:
    """The first word after white space from which all is cells: a bare number before it is part of the name."""
    for start in range(first, len(words)):
        if words[start].begins and _cuts_from(words, lines, start, most, joiner):
            return start
    return None


def _cuts_from(
    words: Sequence[_Word], lines: Sequence[Line], start: int, most: int, joiner: Joiner
) -> list[Cut]:
    """The ways to read the words from here on as cells."""
    if not starts_cell(words[start].text):
        return []
    tail = words[start:]
    plain = [word.text for word in tail]
    rejoined = _rejoined(tail, lines, joiner)
    found = cuts(rejoined, most) or (cuts(plain, most) if plain != rejoined else [])
    if not found and most > 1:
        found = _beside(tail, most)
    if not found and words[start].begins:
        whole = " ".join(rejoined)
        if len(tail) <= 6 and re.match(r"[-+]?\d", whole) and understood(whole):
            target = parse_target(whole)
            found = [(target,)] if target else []
    return found


def _rejoined(words: Sequence[_Word], lines: Sequence[Line], joiner: Joiner) -> list[str]:
    """The words, with those that a narrow cell cut in two made whole."""
    parts: list[Line] = []
    for word in words:
        if parts and not word.first:
            parts[-1] = replace(parts[-1], text=f"{parts[-1].text} {word.text}")
        else:
            parts.append(replace(lines[word.line], text=word.text))
    return joiner.text(parts).split()


def _beside(words: Sequence[_Word], most: int) -> list[Cut]:
    """Two cells that both wrap, printed line by line: the left and the right half of every line belong together."""
    rows: dict[int, list[str]] = {}
    for word in words:
        rows.setdefault(word.line, []).append(word.text)
    lines = list(rows.values())
    if not 2 <= len(lines) <= 3 or any(len(line) > 8 for line in lines):
        return []
    halves: list[tuple[list[str], list[str]]] = [([], [])]
    for line in lines:
        halves = [
            ([*left, *line[:at]], [*right, *line[at:]])
            for left, right in halves
            for at in range(len(line) + 1)
        ]
    out: list[Cut] = []
    for left, right in halves:
        for a in cuts(left, 1):
            out += [(*a, *b) for b in cuts(right, 1) if a and b]
    return [cut for cut in out if len(cut) <= most]
