"""What stands under a goal: its title, the priorities, the description by group, the expected results."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tertial.intake.importers.sources.joining import Joiner
from tertial.intake.importers.sources.line import Line
from tertial.planning.rules.draft import EVERYBODY, Expected, PointGroup
from tertial.planning.rules.expected_text import parse_expected

from .heads import goal_label, numbered
from .prose import Block, blocks, has_dash_inside
from .rows import place

_LEVEL_LAST = re.compile(
    r"(?P<unit>%|\bprocent|\d (?:st|stycken|GWh))$|\d$"
)  # what an expected result says last
_MOST_OF_TITLE = 4  # lines
_SIGNS = re.compile(r"[\W_]+")


def same_title(text: str) -> str:
    """A title for comparing: letters and digits only."""
    return _SIGNS.sub(" ", text).casefold().strip()


def read_title(
    lines: Sequence[Line], at: int, joiner: Joiner, titles: frozenset[str], stops: Callable[[int], bool]
) -> tuple[str, int]:
    """A title from its first line on, and the line after it. Known titles tell where it ends."""
    taken = [lines[at]]
    end = at + 1
    while end < len(lines) and len(taken) < _MOST_OF_TITLE and not stops(end):
        so_far = same_title(_without_number(joiner.text(taken)))
        following = lines[end]
        inside = following.text[:1].islower() and (following.starts_page or lines[end - 1].open)
        apart = following.gap and not inside
        if so_far in titles or apart or following.bullet is not None:
            break
        longer = same_title(_without_number(joiner.text([*taken, following])))
        known = any(title.startswith(longer) for title in titles)
        if not known and not _title_goes_on(lines[end - 1], following, joiner):
            break
        taken.append(following)
        end += 1
    return joiner.text(taken), end


def _title_goes_on(line: Line, following: Line, joiner: Joiner) -> bool:
    return following.text[:1].islower() or (joiner.blanks_kept and joiner.goes_on(line, following))


def _without_number(text: str) -> str:
    found = numbered(text)
    return found[1] if found else text


def goal_titles(lines: Sequence[Line], joiner: Joiner) -> Iterator[str]:
    """What the goals are called further on, where no contents list tells."""
    for at in range(len(lines) - 1):
        if label := goal_label(lines, at):
            inline = [replace(lines[at], text=label[1], gap=False)] if label[1] else []
            begun = [*inline, *lines[at + 1 : at + 1 + _MOST_OF_TITLE]]
            title, _ = read_title(begun, 0, joiner, frozenset(), lambda _: False)
            yield same_title(_without_number(title))


def _borders_title(lines: Sequence[Line], at: int, joiner: Joiner, titles: frozenset[str]) -> bool:
    """Whether a known title, in one line or more, begins at a line or ends right above it."""

    def is_title(start: int, end: int) -> bool:
        if start < 0 or end > len(lines) or lines[start].bullet is not None:
            return False
        return (
            lines[start].text[0].isalnum()
            and same_title(_without_number(joiner.text(lines[start:end]))) in titles
        )

    counts = range(1, _MOST_OF_TITLE + 1)
    return any(is_title(at, at + count) or is_title(at - count, at) for count in counts)


def read_description(lines: Sequence[Line], joiner: Joiner) -> tuple[PointGroup, ...]:
    """Bullets under the group they speak of; a paragraph without bullets is a point of its own."""
    out: list[PointGroup] = []
    found = blocks(lines, joiner)
    for index, block in enumerate(found):
        before_bullets = index + 1 < len(found) and found[index + 1].bullet
        if block.bullet:
            if not out:
                out.append(PointGroup(None, ()))
            out[-1] = PointGroup(out[-1].group, (*out[-1].points, block.text))
        elif before_bullets:
            group = block.text.rstrip(":").strip()
            out.append(PointGroup(None if group == EVERYBODY else group, ()))
        elif out and out[-1].group is None:
            out[-1] = PointGroup(None, (*out[-1].points, block.text))
        else:
            out.append(PointGroup(None, (block.text,)))
    return tuple(out)


def read_expected(lines: Sequence[Line], joiner: Joiner) -> tuple[Expected, ...]:
    """One expected result a paragraph or bullet."""
    groups: list[list[Line]] = []
    for line in lines:
        dashed = bool(groups) and has_dash_inside(groups[-1], line, joiner)
        if groups and (dashed or (line.bullet is None and _goes_on(groups[-1][-1], line, joiner))):
            groups[-1].append(line)
        else:
            groups.append([line])
    out = []
    for group in groups:
        text = joiner.text(group)
        bullet = group[0].bullet
        if bullet is not None:
            text = text[len(group[0].text) - len(bullet) :].strip()
        out.append(parse_expected(text, place(group[0])))
    return tuple(out)


def _goes_on(last: Line, line: Line, joiner: Joiner) -> bool:
    if last.text.rfind("(") > last.text.rfind(")") and not line.gap:
        return True
    if last.text[-1:] in ".)!" and (line.text[:1].isupper() or line.gap):
        return False
    level = _LEVEL_LAST.search(last.text)
    if level and line.text[:1].isupper() and (level["unit"] or not last.open):
        return False
    if line.gap and not line.starts_page and line.text[:1].isupper():
        return False
    return joiner.goes_on(last, line)


class Priorities:
    """The priorities of every goal in the list under a direction, and where the list repeats the goals' titles."""

    def __init__(self) -> None:
        self.by_number: dict[str, list[str]] = {}
        self.by_title: dict[str, list[str]] = {}
        self.mentions: list[tuple[str | None, Block]] = []
        self.prose: list[Block] = []

    def read(self, lines: Sequence[Line], joiner: Joiner, titles: frozenset[str]) -> None:
        """The lines between a direction and the first goal under it. Known titles tell where a list ends."""
        points: list[str] | None = None
        found = blocks(lines, joiner, lambda at: _borders_title(lines, at, joiner, titles))
        for index, block in enumerate(found):
            title = numbered(block.text)
            if block.bullet and points is not None:
                points.append(block.text)
            elif title and "." in title[0] and not block.bullet:
                points = self.by_number.setdefault(title[0], [])
                self.mentions.append((title[0], Block(title[1], block.place)))
            elif not block.bullet and self._introduces(found, index):
                points = self.by_title.setdefault(same_title(block.text), [])
                self.mentions.append((None, block))
            elif not (block.text.endswith(":") and points is not None):
                self.prose.append(block)

    @staticmethod
    def _introduces(found: Sequence[Block], index: int) -> bool:
        """A title without number stands before the same kind of line that ends with a colon."""
        following = found[index + 1] if index + 1 < len(found) else None
        return (
            following is not None
            and following.text.endswith(":")
            and not found[index].text.endswith((":", "."))
        )
