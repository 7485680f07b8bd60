"""The document that a board adopts, from a plan draft. `plan read` of what it becomes gives the draft again.

The words that announce what follows (`Nämndmål:`, `Beskrivning`, the heads of tables) are those a reader of such
plans knows, person or program.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tertial.planning.rules import tag_accounts
from tertial.planning.rules.draft import EVERYBODY, Goal, Indicator, PlanDraft, said_of
from tertial.planning.rules.draft import Activity as DraftActivity
from tertial.planning.rules.draft import Section as DraftSection
from tertial.planning.rules.draft import Table as DraftTable
from tertial.publishing.rules.amount import amount
from tertial.publishing.rules.document import (
    BY_SEX,
    Appendix,
    Block,
    Column,
    Cover,
    Document,
    Item,
    Listing,
    Paragraph,
    Point,
    Row,
    RowKind,
    Section,
    Signature,
    Style,
    Table,
    TableKind,
    words,
)
from tertial.publishing.rules.levels import even

UNITS = "Enhetsmål:"  # a goal under a board's
LABELS = {1: "KF:s inriktningsmål:", 2: "KF:s mål för verksamhetsområdet:", 3: "Nämndmål:"}
PERIODS = {"tertial": "Tertial", "year": "År", "month": "Månad"}
SPLIT = (f"{BY_SEX} redovisas för kvinnor och män",)  # what the sign means, at the foot of every page
Link = Callable[[str, str], str]  # what kind of thing, its number or name → its address, or nothing


Picture = Callable[[str], bytes | None]  # the checksum of a file → what is in it, while it is kept


def none_kept(sha256: str) -> bytes | None:
    """No pictures."""
    return None


def nowhere(kind: str, key: str) -> str:
    """No links."""
    return ""


@dataclass(frozen=True, slots=True)
class Edition:
    """What the plan itself does not say: the city, which version, who signs, where its things are explained."""

    city: str = ""
    edition: str = ""
    address: str = ""
    signatures: tuple[Signature, ...] = ()
    link: Link = field(default=nowhere)
    picture: Picture = field(default=none_kept)


def document_of_plan(draft: PlanDraft, edition: Edition | None = None) -> Document:
    """The whole document."""
    return _Build(draft, edition or Edition()).document()


class _Build:
    def __init__(self, draft: PlanDraft, edition: Edition) -> None:
        self.draft = draft
        self.edition = edition
        self.indicators: dict[str, list[Indicator]] = defaultdict(list)
        self.activities: dict[str, list[DraftActivity]] = defaultdict(list)
        for indicator in draft.indicators:
            self.indicators[indicator.goal].append(indicator)
        for activity in draft.activities:
            self.activities[activity.goal].append(activity)
        self.goals = {goal.number: goal for goal in draft.goals}
        self.below: dict[str | None, list[Goal]] = defaultdict(list)
        for goal in draft.goals:
            self.below[goal.parent].append(goal)
        self.has_council_targets = any(each.council_target for each in draft.indicators)
        self.tables = list(draft.tables)
        self.written: set[str] = set()  # goals that have been written
        self.out: list[Section] = []

    def document(self) -> Document:
        draft, edition = self.draft, self.edition
        self._sections(draft.sections)
        self._goals_left()
        self._tables_left()
        self._accounts()
        if not self.out:
            self.out.append(Section("Planen är tom", blocks=(_para("Det finns ännu inget i planen."),)))
        head = draft.head
        cover = Cover(
            " ".join(filter(None, ((draft.kind or "plan").capitalize(), str(draft.year or "")))),
            draft.unit or "",
            edition.city,
            head.date.isoformat() if head.date else "",
            head.case_number or "",
            head.officer or "",
            edition.edition,
        )
        explained = SPLIT if any(i.marked for i in draft.indicators) else ()
        return Document(
            cover,
            tuple(Point(point.number, point.text) for point in draft.decisions),
            even(self.out),
            tuple(Appendix(each.number, each.title) for each in draft.appendices),
            tuple(Signature(each.role, each.name) for each in draft.signatures) or edition.signatures,
            address=edition.address,
            explained=explained,
        )

    def _sections(self, sections: Sequence[DraftSection]) -> None:
        """The sections in their order. A goal's own rows come after the sections that stand under it."""
        waiting: Goal | None = None
        for section in sections:
            goal = self.goals.get(section.number or "")
            if waiting and (goal or section.level <= 2):
                self._rows_and_boards(waiting)
                waiting = None
            if goal and goal.number not in self.written:
                if goal.level == 3:
                    self._board(goal, section)
                else:
                    waiting = self._goal(goal, section)
            elif not goal:
                self._plain(section)
        if waiting:
            self._rows_and_boards(waiting)

    def _plain(self, section: DraftSection) -> None:
        blocks: list[Block] = [self._money(table) for table in self._tables_of(section.title)]
        blocks += [_para(paragraph.text) for paragraph in section.paragraphs]
        self.out.append(Section(section.title, section.level, section.number or "", blocks=tuple(blocks)))

    def _goal(self, goal: Goal, section: DraftSection | None) -> Goal | None:
        """A goal of the council. What stands in its rows waits until its sections are written."""
        self.written.add(goal.number)
        blocks: list[Block] = []
        if goal.level == 1:
            for below in self.below[goal.number]:
                if below.level == 2:
                    blocks += _priorities(below)
        blocks += [_para(paragraph.text) for paragraph in (section.paragraphs if section else ())]
        self._head(goal, blocks)
        return goal

    def _head(self, goal: Goal, blocks: Sequence[Block]) -> None:
        link = self.edition.link("goal", goal.number)
        above = self.goals.get(goal.parent or "")
        label = UNITS if above and above.level >= 3 else LABELS.get(goal.level, LABELS[3])
        self.out.append(Section(goal.text, goal.level, goal.number, label, tuple(blocks), link))

    def _rows_and_boards(self, goal: Goal) -> None:
        self._add(self._rows(goal))
        for below in self.below[goal.number]:
            if below.level >= 3 and below.number not in self.written and not self._has_section(below):
                self._board(below, None)

    def _has_section(self, goal: Goal) -> bool:
        return any(section.number == goal.number for section in self.draft.sections)

    def _board(self, goal: Goal, section: DraftSection | None) -> None:
        self.written.add(goal.number)
        blocks: list[Block] = []
        if goal.description:
            blocks.append(Paragraph(words("Beskrivning"), Style.TERM))
            for at, group in enumerate(goal.description):
                if group.group or at:
                    blocks.append(Paragraph(words(group.group or EVERYBODY), Style.GROUP))
                blocks.append(bullets(group.points))
        if goal.priorities:
            blocks += [Paragraph(words("Viktigaste insatser"), Style.TERM), bullets(goal.priorities)]
        if goal.expected:
            blocks.append(Paragraph(words("Förväntat resultat"), Style.TERM))
            blocks.append(bullets([expected.text for expected in goal.expected]))
        blocks += self._rows(goal)
        blocks += [_para(paragraph.text) for paragraph in (section.paragraphs if section else ())]
        self._head(goal, blocks)
        for below in self.below[goal.number]:  # a unit's own
            if below.number not in self.written and not self._has_section(below):
                self._board(below, None)

    def _add(self, blocks: Sequence[Block]) -> None:
        """More under the last heading."""
        last = self.out[-1]
        self.out[-1] = Section(
            last.title, last.level, last.number, last.label, (*last.blocks, *blocks), last.link
        )

    def _goals_left(self) -> None:
        """Goals that no section names."""
        for goal in self.draft.goals:
            if goal.number in self.written:
                continue
            if goal.level >= 3:
                self._board(goal, None)
            else:
                self._goal(goal, None)
                self._rows_and_boards(goal)

    def _rows(self, goal: Goal) -> list[Block]:
        blocks: list[Block] = []
        if rows := self.indicators[goal.number]:
            blocks.append(_indicators(rows, goal, self.edition.link, council=self.has_council_targets))
        if activities := self.activities[goal.number]:
            blocks.append(activity_table(activities, goal.number))
        return blocks

    def _tables_of(self, title: str) -> list[DraftTable]:
        found = [table for table in self.tables if table.title == title][:1]
        self.tables = [table for table in self.tables if table not in found]
        return found

    def _money(self, table: DraftTable) -> Table:
        unit = f" ({table.unit})" if table.unit else ""
        columns = (
            Column(f"Verksamhetsområde{unit}", 2.4),
            *(Column(title, number=True) for title in table.columns),
        )
        rows = tuple(
            Row((words(row.label), *(words(amount(value)) for value in row.values)), RowKind(row.kind.value))
            for row in table.rows
        )
        return Table(TableKind.VALUES, table.title or "Tabell", columns, rows)

    def _tables_left(self) -> None:
        for table in self.tables:
            self.out.append(Section(table.title or "Tabell", 1, blocks=(self._money(table),)))

    def _accounts(self) -> None:
        """Special accounts: the same goals by what they contribute to."""
        group = ""
        for account in tag_accounts.accounts(self.draft.goals):
            if not group:
                self.out.append(Section(tag_accounts.TITLE, 1, blocks=(_para(tag_accounts.INTRO),)))
            if account.group != group:
                group = account.group
                self.out.append(Section(group, 2))
            listed = Listing(tuple(self._told(goal) for goal in account.goals))
            self.out.append(Section(account.title, 3, blocks=(listed,)))

    def _told(self, goal: Goal) -> Item:
        return Item(words(tag_accounts.line_of(goal), self.edition.link("goal", goal.number)))


def _para(text: str) -> Paragraph:
    return Paragraph(words(text))


def bullets(points: Sequence[str]) -> Listing:
    return Listing(tuple(Item(words(point)) for point in points))


def _priorities(goal: Goal) -> list[Block]:
    if not goal.priorities:
        return []
    return [
        Paragraph(words(f"{goal.number} {goal.text}"), Style.SUBTITLE),
        _para("Förvaltningens viktigaste insatser för målet:"),
        bullets(goal.priorities),
    ]


def _indicators(rows: Sequence[Indicator], goal: Goal, link: Link, *, council: bool) -> Table:
    """The council's targets have no column in a plan without any, as the council's own."""
    councils = (Column("KF:s årsmål", 1.25),) if council else ()
    columns = (Column("Indikator", 3.2), Column("Årsmål", 1.25), *councils, Column("Periodicitet", 0.95))
    made = tuple(_indicator(row, link, council=council) for row in rows)
    return Table(TableKind.INDICATORS, f"Indikatorer för mål {goal.number}", columns, made)


def _indicator(row: Indicator, link: Link, *, council: bool) -> Row:
    councils = words(said_of(row.council_target))
    cells = (
        words(row.name, link("measure", row.name)),
        words(said_of(row.target), link("target", row.name)),
        *((councils,) if council else ()),
        words(PERIODS.get(row.periodicity or "", "")),
    )
    return Row(cells, marked=row.marked, comment=row.comment or "")


def activity_table(rows: Sequence[DraftActivity], number: str) -> Table:
    columns = (Column("Aktivitet", 4.2), Column("Startdatum"), Column("Slutdatum"))
    return Table(
        TableKind.ACTIVITIES,
        f"Aktiviteter för mål {number}",
        columns,
        tuple(
            Row(
                (
                    words(row.text),
                    words(row.start.isoformat() if row.start else ""),
                    words(row.end.isoformat() if row.end else ""),
                )
            )
            for row in rows
        ),
    )
