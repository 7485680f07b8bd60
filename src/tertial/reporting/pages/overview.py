"""A round's matrix as the page shows it: shapes and words, the urgent first, and what one has chosen to see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from tertial.foundation.words import N_
from tertial.measures.pages.said import STATES, figure
from tertial.measures.rules.light import LIGHT_WORDS
from tertial.reporting.pages.pieces import address_of
from tertial.reporting.pages.reading import Mark, mark_of
from tertial.reporting.queries.deviations import Deviation
from tertial.reporting.queries.overview import Cell, Line, Overview
from tertial.reporting.rules.states import DECIDED, STATE_WORDS, State

EVERY_KIND = "alla"
LATE, EXCUSED = "sena", "undantagna"
GROUPS: Mapping[str, tuple[str, frozenset[State]]] = {
    "ater": (STATE_WORDS[State.RETURNED], frozenset({State.RETURNED})),
    "granska": (N_("Att granska"), frozenset({State.SUBMITTED})),
    "pagar": (N_("Inte inlämnade"), frozenset({State.ONGOING, State.NOT_STARTED})),
    "godkanda": (N_("Godkända"), frozenset(DECIDED)),
}
TONES = {State.SUBMITTED: "info", State.RETURNED: "warn"} | dict.fromkeys(DECIDED, "ok")


@dataclass(frozen=True)
class Chosen:
    """What one has asked to see: a kind of unit, a state, and units whose names hold some words."""

    kind: str
    state: str
    words: str
    ticked: frozenset[str]

    def query(self, **over: str) -> str:
        """The address of the same page with something else chosen."""
        asked = {"slag": self.kind, "lage": self.state, "q": self.words} | over
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    @property
    def here(self) -> str:
        return self.query()


def chosen_in(data: QueryDict, kinds: Sequence[str]) -> Chosen:
    """Boards first, where there are any."""
    kind = data.get("slag", "board" if "board" in kinds else EVERY_KIND)
    state = data.get("lage", "")
    return Chosen(
        kind=kind if kind in kinds else EVERY_KIND,
        state=state if state in GROUPS or state in (LATE, EXCUSED) else "",
        words=data.get("q", "").strip()[:80],
        ticked=frozenset(data.getlist("rapport")),
    )


@dataclass(frozen=True)
class ShownCell:
    """A cell of the matrix: shape and word, never the colour alone."""

    title: str
    mark: Mark | None
    tone: str
    said: str


@dataclass(frozen=True)
class ShownLine:
    line: Line
    cells: list[ShownCell]
    mark: Mark
    address: str
    is_ticked: bool = False

    @property
    def tally(self) -> str:
        return f"{self.line.done}/{self.line.count}"

    @property
    def tone(self) -> str:
        """Of the bar: finished is told from handed in."""
        return "ok" if self.line.state in DECIDED else ""


@dataclass(frozen=True)
class Band:
    """Rows under one heading, the urgent ones first."""

    title: str
    lines: list[ShownLine]
    is_late: bool = False


def line_of(
    line: Line, columns: Sequence[tuple[str, str]], ticked: frozenset[str] = frozenset()
) -> ShownLine:
    titles = dict(columns)
    cells = [_cell(each, titles[each.section], line.exempt) for each in line.cells]
    address = address_of("report_overview", line.report)
    return ShownLine(line, cells, mark_of(line.state), address, str(line.report.pk) in ticked)


def _cell(cell: Cell, title: str, excused: str) -> ShownCell:
    """A late part says how far it has come; one that nobody has begun says that it is late."""
    if cell.state is None or cell.exempt or excused:
        return ShownCell(title, None, "none", excused or cell.exempt or _("Ställs inte till enheten"))
    mark = mark_of(cell.state)
    count = f", {cell.done}/{cell.parts}" if cell.parts > 1 else ""
    if not cell.is_late:
        return ShownCell(title, mark, TONES.get(cell.state, ""), f"{mark.word}{count}")
    shown = Mark("sen", mark.word) if cell.state is State.NOT_STARTED else mark
    said = _("Försenad: %(state)s") % {"state": mark.word.lower()}
    return ShownCell(title, shown, "bad" if cell.state is State.NOT_STARTED else "behind", f"{said}{count}")


def bands(found: Overview, chosen: Chosen) -> list[Band]:
    rows = [
        line_of(each, found.columns, chosen.ticked)
        for each in found.lines
        if chosen.words.lower() in each.unit.name.lower()
    ]
    groups = [(LATE, _("Försenade"), [each for each in rows if each.line.is_late])]
    others = [each for each in rows if not each.line.is_late]
    for key, (title, states) in GROUPS.items():
        held = [each for each in others if not each.line.exempt and each.line.state in states]
        groups.append((key, _(title), held))
    groups.append((EXCUSED, _("Undantagna"), [each for each in others if each.line.exempt]))
    return [
        Band(title, lines, key == LATE) for key, title, lines in groups if lines and chosen.state in ("", key)
    ]


@dataclass(frozen=True)
class ShownDeviation:
    found: Deviation
    value: str
    mark: Mark
    address: str

    @property
    def apart(self) -> str:
        far = self.found.apart
        if far is None:
            return "–"
        shown = figure(self.found.measure, abs(far), bare=True)
        return f"+{shown}" if far > 0 else f"−{shown}"


def deviation_of(found: Deviation) -> ShownDeviation:
    """Leads to the very field, where whoever may read drafts sees what is written beside it."""
    mark = Mark(STATES[found.light], _(found.word or LIGHT_WORDS[found.light]))
    address = f"{address_of('report_part', found.report, place=found.place)}#f{found.answer}"
    return ShownDeviation(found, figure(found.measure, found.value), mark, address)
