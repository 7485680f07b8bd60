"""Lines of an answer put together: paragraphs, bullets, bare inner headings, labels of updates, empty boxes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tertial.intake.importers.sources.joining import Joiner
from tertial.intake.importers.sources.line import Line
from tertial.reporting.rules.paper import PLACEHOLDERS
from tertial.reporting.rules.update_labels import is_label, is_label_alone, label_of

from .alike import distance, letters, pieces


class Kind(StrEnum):
    PROSE = "prose"
    HEADING = "heading"
    BULLET = "bullet"
    LABEL = "label"
    EMPTY = "empty"  # an empty box: its placeholder


@dataclass(frozen=True, slots=True)
class Block:
    kind: Kind
    text: str
    page: int | None = None
    line: int | None = None
    gap: bool = False  # white space above
    lost: bool = False  # a bullet whose sign was lost

    @property
    def cut(self) -> bool:
        """Whether it ends in mid-sentence."""
        return self.kind in (Kind.PROSE, Kind.BULLET) and not ended(self.text)

    @property
    def surely_cut(self) -> bool:
        return self.cut and hangs(self.text)

    @property
    def goes_on(self) -> bool:
        """Whether it begins in mid-sentence."""
        return self.kind is Kind.PROSE and self.text[:1].islower()


_RULE = re.compile(r"[-–—_=*·.\s]{4,}$")
_MARKDOWN = re.compile(r"(?<!\w)(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_HASHES = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_ENDS = re.compile(r"[.!?:;…][\"”’»)\]]*$")
_HANGING = re.compile(
    r"(?:[,(–/-]|\b(?:och|eller|samt|men|i|in|på|av|med|för|att|till|från|som|den|det|de|en|ett|om|inom|mellan|under|längs"
    r"|vid|genom|är|har|ska|skall|kan|kommer|där|när|utan|än|mot|hos|efter|via|exempelvis|bland|såsom|denna|detta"
    r"|sin|sitt|sina|vår|vårt|våra|flera|många|andra|både|varit|blir|blivit|stadens|nämndens|förvaltningens))$",
    re.I,
)
_BOXES = (
    *("klickahärförattangetext", "klickaellertryckhärförattangetext", "tryckhärförattangetext"),
    *("skrivtexthär", "angetexthär", "skrivdittsvarhär", "clickheretoentertext", "clickortaptoentertext"),
    "clickortapheretoentertext",
)
_BOX_WRONG = 0.12  # of a placeholder's letters may be wrong
_OURS = tuple(letters(each)[0] for each in PLACEHOLDERS)
_MAIL_LEFT = re.compile(r"(?:^|[\s(<:])[\w.+-]*(?:\w@(?:[\w-]+(?:\.[\w-]+)*)?\.?|[\w-]\.)$")
_MAIL_RIGHT = re.compile(r"^(?:[\w.+-]*@[\w-]+\.[\w.-]+|[\w-]*(?:\.[\w-]+)*\.[a-z]{2,6}\b)")
_VERB = re.compile(
    r"\b(?:är|var|har|hade|ska|skall|kan|kommer|blir|blev|gör|görs|gäller|finns|pågår|fortsätter|deltog|deltar|sker"
    r"|genomförs|genomfördes|arbetar|noterades|saknas|innebär|visar|ökar|minskar|[a-zåäö]{4,}as)\b"
)
_HEADING_LETTERS, _HEADING_WORDS = 60, 9
_CLOSE_WORDS = 6  # of a heading with no space above
_TITLE_WORDS = 5  # of a heading that stands directly under another


def ended(text: str) -> bool:
    return bool(_ENDS.search(text))


def hangs(text: str) -> bool:
    """Ends with a word or a sign that nothing ends with."""
    return bool(_HANGING.search(text)) or text.count("(") > text.count(")")


class Blocks:
    """Puts the lines of one document together, by how wide its lines are."""

    def __init__(self, lines: Sequence[Line], placeholder: str) -> None:
        self.joiner = Joiner(lines)
        widths = sorted(len(line.text) for line in lines if line.bullet is None)
        self.width = widths[int(len(widths) * 0.93)] if widths else 80
        boxes = dict.fromkeys((*filter(None, [letters(placeholder)[0]]), *_OURS, *_BOXES))
        self.boxes = [(box, pieces(box, int(_BOX_WRONG * len(box)))) for box in boxes]

    def of(self, lines: Sequence[Line]) -> list[Block]:
        lines = [line for line in (self._plain(line) for line in lines) if line.text]
        groups = self._groups(lines)
        blocks = [block for group in groups for block in self._blocks(group)]
        return _headings(blocks)

    def _plain(self, line: Line) -> Line:
        """Without what only shows how it looks: rules, Markdown."""
        text, heading = line.text, line.heading
        if _RULE.fullmatch(text):
            return replace(line, text="")
        if found := _HASHES.match(text):
            text, heading = found[2], len(found[1])
        elif text.startswith("* "):
            text = "- " + text[2:]
        text = re.sub(r"\\([_*#.\-!+])", r"\1", _MARKDOWN.sub(r"\2", text).removeprefix("> "))
        return replace(line, text=text, heading=heading)

    def _groups(self, lines: Sequence[Line]) -> list[list[Line]]:
        """Lines that are one paragraph."""
        groups: list[list[Line]] = []
        for at, line in enumerate(lines):
            following = lines[at + 1] if at + 1 < len(lines) else None
            if groups and self._goes_on(groups[-1], line, following):
                groups[-1].append(line)
            else:
                groups.append([line])
        return groups

    def _goes_on(self, group: list[Line], line: Line, following: Line | None) -> bool:
        last = group[-1]
        if line.bullet is not None or line.heading or last.heading or self._alone(line) or self._alone(last):
            return False
        if _mail_goes_on(last.text, line.text):
            return True
        if self._apart(last, line, following):
            return False
        begins_low, done = line.text[:1].islower(), ended(last.text)
        if line.gap or line.starts_page:
            full = line.starts_page and not self._short(last, line)
            return not done and (begins_low or hangs(last.text) or full)
        if last.page is not None and last.number is None:
            return last.open or (begins_low and not done)
        if not self._short(last, line):
            return True
        if done or self._bare(last):
            return begins_low and not done
        return begins_low or self._nearly_full(last, line)

    def _apart(self, last: Line, line: Line, following: Line | None) -> bool:
        """Whether it stands alone, an inner heading, although nothing else sets it apart."""
        if following is None or not self._bare(line) or not self._ends_here(line, following):
            return False
        if len(line.text.split()) > _CLOSE_WORDS:
            return False
        return line.starts_page or ended(last.text) or self._stopped(last, line)

    def _stopped(self, last: Line, line: Line) -> bool:
        """Whether the sentence above is over though somebody forgot its full stop: not in the middle of a name."""
        named = last.text.rpartition(" ")[2][:1].isupper()
        return not hangs(last.text) and (not named or self._fits(last, line) <= self.width)

    def _short(self, line: Line, following: Line) -> bool:
        """Whether the next word would have found room on the line, so that somebody broke it there."""
        return self._fits(line, following) <= 0.87 * self.width

    def _nearly_full(self, line: Line, following: Line) -> bool:
        return self._fits(line, following) > 0.72 * self.width

    def _fits(self, line: Line, following: Line) -> int:
        return len(line.text) + 1 + len(following.text.split(" ", 1)[0])

    def _bare(self, line: Line) -> bool:
        return _like_heading(line.text)

    def _ends_here(self, line: Line, following: Line) -> bool:
        return not following.text[:1].islower() and self._short(line, following)

    def _alone(self, line: Line) -> bool:
        return is_label(line.text) or self._box(line.text) is not None

    def _box(self, text: str) -> str | None:
        """What stands after the placeholder, where the text begins with one."""
        said, places = letters(text[:80])
        for box, parts in self.boxes:
            head = said[: len(box)]
            if len(head) < len(box) - 2 or not any(part in head for part in parts):
                continue  # most lines: measuring each letter by letter takes a hundred times as long
            if distance(box, head) <= _BOX_WRONG * len(box):
                return text[places[len(head) - 1] + 1 :].lstrip(' ."”').strip()
        return None

    def _blocks(self, group: list[Line]) -> Iterator[Block]:
        first = group[0]
        bullet = first.bullet
        text = self._text(group if bullet is None else [replace(first, text=bullet), *group[1:]])
        place = (first.page, first.number, first.gap)
        rest = self._box(text)
        if rest is not None:
            yield Block(Kind.EMPTY, text, *place)
            if rest:
                yield Block(Kind.PROSE, rest, *place)
        elif bullet is not None:
            yield Block(Kind.BULLET, text, *place)
        elif first.heading and len(text) <= 120:
            yield Block(Kind.LABEL if is_label_alone(text) else Kind.HEADING, text, *place)
        elif found := label_of(text):
            label, rest = found
            yield Block(Kind.LABEL, label, *place)
            if rest:
                yield Block(Kind.PROSE, rest, *place)
        elif text:
            yield Block(Kind.PROSE, text, *place)

    def _text(self, group: list[Line]) -> str:
        whole: list[Line] = []
        for line in group:
            if whole and _mail_goes_on(whole[-1].text, line.text):
                whole[-1] = replace(line, text=whole[-1].text + line.text)
            else:
                whole.append(line)
        return self.joiner.text(whole)


def _mail_goes_on(left: str, right: str) -> bool:
    """Whether an e-mail address was broken between the lines."""
    found, following = _MAIL_LEFT.search(left), _MAIL_RIGHT.match(right)
    return bool(found and following) and ("@" in found[0]) != ("@" in following[0])  # type: ignore[index]


def _like_heading(text: str) -> bool:
    words = text.split()
    return (
        len(text) <= _HEADING_LETTERS
        and 0 < len(words) <= _HEADING_WORDS
        and text[:1].isupper()
        and not re.search(r"[.,;:!?…]$|@|\d{3}", text)
        and not hangs(text)
        and not (len(words) > 2 and _VERB.search(text))
    )


def _headings(blocks: Sequence[Block]) -> list[Block]:
    """Which bare short paragraphs are inner headings: those that something else follows.

    Several in a row after a colon are a list that has lost its bullets.
    """
    out: list[Block] = []
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if (
            block.kind is Kind.PROSE
            and _like_heading(block.text)
            and following is not None
            and (following.kind in (Kind.LABEL, Kind.BULLET) or following.text[:1].isupper())
            and following.kind is not Kind.EMPTY
            and not (_like_heading(following.text) and following.kind is Kind.PROSE and at + 2 < len(blocks))
            and not _in_list(out, block, following)
            and not _said_under(out, block)
        ):
            block = replace(block, kind=Kind.HEADING)
        elif block.kind is Kind.PROSE and _like_heading(block.text) and _in_list(out, block, following):
            block = replace(block, kind=Kind.BULLET, lost=True)
        out.append(block)
    return out


def _said_under(before: Sequence[Block], block: Block) -> bool:
    """Whether it is a short sentence without its full stop, under a heading of its own."""
    return bool(before) and before[-1].kind is Kind.HEADING and len(block.text.split()) > _TITLE_WORDS


def _in_list(before: Sequence[Block], block: Block, following: Block | None) -> bool:
    """Whether bare lines after a colon lead up to this one, or begin with it."""
    last = before[-1] if before else None
    if last is None:
        return False
    if last.lost:
        return not block.gap or last.gap
    begins = last.kind is Kind.PROSE and last.text.endswith(":")
    return begins and following is not None and following.kind is Kind.PROSE and _like_heading(following.text)
