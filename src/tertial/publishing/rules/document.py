"""A document as a tree: what stands on its pages, in reading order, not how it looks.

Builders make one from a plan or a report; every file in `exports/` writes the same tree. All words are data.
"""

from dataclasses import dataclass, field
from enum import StrEnum

BY_SEX = "⚥"  # stands before an indicator whose figures are split by sex


class Mark(StrEnum):
    """How a few words stand out."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"


class Style(StrEnum):
    """What a paragraph is to those around it."""

    BODY = "body"
    TERM = "term"  # a small heading inside a goal: Beskrivning, Förväntat resultat
    GROUP = "group"  # whom the list below speaks of
    SUBTITLE = "subtitle"  # a goal's title where it is only mentioned
    SMALL = "small"


class TableKind(StrEnum):
    INDICATORS = "indicators"
    ACTIVITIES = "activities"
    VALUES = "values"
    WORDS = "words"


class RowKind(StrEnum):
    ROW = "row"
    OF_WHICH = "of_which"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Text:
    """Some words with one mark, perhaps leading to a page of the service."""

    text: str
    mark: Mark = Mark.PLAIN
    link: str = ""


Words = tuple[Text, ...]


def words(text: str, link: str = "") -> Words:
    """Plain words."""
    return (Text(text, link=link),) if text else ()


def plain(these: Words) -> str:
    """The words without their marks."""
    return "".join(each.text for each in these)


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: Words
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Item:
    words: Words
    below: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    share: float = 1.0  # of the width, beside the others
    number: bool = False  # set to the right


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Words, ...]
    kind: RowKind = RowKind.ROW
    marked: bool = False  # split by sex
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    kind: TableKind
    title: str  # what is seen in it, for those who cannot see it; not printed
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with the words that say the same."""

    svg: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture somebody attached."""

    data: bytes
    kind: str  # png or jpg
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be aware of, set apart from the text."""

    words: Words


Block = Paragraph | Listing | Table | Figure | Photo | Note


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. `level` 1 to 6; `label` says what kind of heading it is."""

    title: str
    level: int = 1
    number: str = ""
    label: str = ""
    blocks: tuple[Block, ...] = ()
    link: str = ""  # the page where it is explained

    @property
    def heading(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered point of what the board is asked to decide."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Appendix:
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Signature:
    role: str
    name: str = ""

    @property
    def line(self) -> str:
        return ", ".join(filter(None, (self.name, self.role)))


@dataclass(frozen=True, slots=True)
class Cover:
    title: str
    unit: str = ""
    city: str = ""
    date: str = ""  # ISO
    case_number: str = ""
    officer: str = ""
    edition: str = ""  # "Version 2, fastställd 2026-12-10"


@dataclass(frozen=True, slots=True)
class Document:
    cover: Cover
    points: tuple[Point, ...] = ()
    sections: tuple[Section, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    signatures: tuple[Signature, ...] = ()
    language: str = "sv"
    contents: bool = True
    address: str = ""  # where the document stands in the service
    explained: tuple[str, ...] = field(default=())  # what signs mean, at the foot of every page
