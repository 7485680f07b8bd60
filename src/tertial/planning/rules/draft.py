"""PlanDraft: a plan document as data, with the place of every row; read from a file or from the database.

The JSON form is `tertial.plan/1` (docs/formats/plan.schema.json). Reading and publishing are two directions
of this one model, so nothing here may depend on how a document looks.
"""

import datetime
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from tertial.foundation.check import Remark
from tertial.measures.rules.target_kind import TargetKind as TargetKind


class RowKind(StrEnum):
    ROW = "row"
    OF_WHICH = "of_which"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the source: the page where known, the 1-based line of a text input."""

    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    text: str
    kind: TargetKind
    low: float | None = None
    high: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    sha256: str
    pages: int | None


@dataclass(frozen=True, slots=True)
class Head:
    case_number: str | None = None
    officer: str | None = None
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs the document; the name may be left to be written by hand."""

    role: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    number: int
    text: str
    amount_mnkr: float | None = None
    appendices: tuple[str, ...] = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Appendix:
    number: str
    title: str
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a section. In JSON it is its text; the places stay inside for evidence."""

    text: str
    place: Place = Place()
    lines: tuple[tuple[int, Place], ...] = ()  # where in the text each joined source line begins

    def at(self, offset: int) -> Place:
        """The place of the character at this offset: its own line where known, else the paragraph's."""
        above = bisect_right(self.lines, offset, key=_begins)
        return self.lines[above - 1][1] if above else self.place


def _begins(line: tuple[int, Place]) -> int:
    return line[0]


@dataclass(frozen=True, slots=True)
class Section:
    number: str | None
    title: str
    level: int
    paragraphs: tuple[Paragraph, ...] = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class PointGroup:
    """What the board does for one group of people; None is everybody."""

    group: str | None
    points: tuple[str, ...]


EVERYBODY = "För alla"  # printed where points for everybody follow those for some


@dataclass(frozen=True, slots=True)
class Previous:
    year: int
    value: float


@dataclass(frozen=True, slots=True)
class Expected:
    """An expected result: words with a level in them."""

    text: str
    direction: str | None = None  # "min" or "max"
    value: float | None = None
    unit: str | None = None
    previous: Previous | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Mention:
    """The same goal's title printed somewhere else, such as among the priorities. Not in JSON."""

    text: str
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Contents:
    """A line of the contents list: what the document says of itself. Not in JSON."""

    number: str | None
    title: str
    page: int | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Goal:
    level: int
    number: str
    text: str
    parent: str | None = None
    tags: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    description: tuple[PointGroup, ...] = ()
    expected: tuple[Expected, ...] = ()
    place: Place = Place()
    mentions: tuple[Mention, ...] = ()


def said_of(target: Target | None) -> str:
    """The target's words; nothing where there is none."""
    return target.text if target else ""


@dataclass(frozen=True, slots=True)
class Indicator:
    goal: str
    name: str
    target: Target | None = None
    council_target: Target | None = None
    periodicity: str | None = None  # "tertial", "year" or "month"
    comment: str | None = None
    marked: bool = False  # the sex-split mark
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Activity:
    goal: str
    text: str
    start: datetime.date | None = None
    end: datetime.date | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class TableRow:
    label: str
    kind: RowKind
    values: tuple[float | None, ...]
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Table:
    title: str | None
    unit: str | None
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    place: Place = Place()

    def __hash__(self) -> int:
        """Without going through the rows, as what is known of a table is asked for at every row."""
        return hash((self.title, self.columns, len(self.rows), self.place))


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A whole plan document. An empty one is valid: what is missing is missing, never guessed."""

    source: Source
    unit: str | None = None
    year: int | None = None
    kind: str | None = None
    head: Head = Head()
    decisions: tuple[Decision, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    sections: tuple[Section, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    activities: tuple[Activity, ...] = ()
    tables: tuple[Table, ...] = ()
    remarks: tuple[Remark, ...] = field(default=())
    contents: tuple[Contents, ...] = ()
    signatures: tuple[Signer, ...] = ()
