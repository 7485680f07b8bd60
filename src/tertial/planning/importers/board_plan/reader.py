"""A board's plan from its lines: walks from head to head and gives each stretch to the reader that knows it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tertial.foundation.check import Severity
from tertial.intake.importers.sources.joining import Joiner
from tertial.intake.importers.sources.line import Line
from tertial.intake.importers.sources.spending import Spending
from tertial.planning.rules import signatures, tag_accounts
from tertial.planning.rules.draft import Goal, Indicator, PlanDraft, Source
from tertial.planning.rules.expected_text import past_outcome
from tertial.planning.rules.goal_tags import tagged
from tertial.planning.rules.target_text import is_cell

from .activities import looks_dated, read_activities, without_owner
from .builder import Builder
from .cut_heads import with_whole_names
from .front import Front, filled_in, read_front
from .furniture import text_and_furniture
from .goals import Priorities, goal_titles, read_description, read_expected, read_title, same_title
from .heads import (
    Columns,
    activity_head,
    goal_label,
    heads_table,
    indicator_head,
    numbered,
    part_heading,
)
from .indicators import read_indicators
from .late_columns import late_columns
from .prose import Block, blocks, could_head
from .rows import Rest, place
from .tables import amounts_together, read_table, table_starts

_MOST_LEFT_OUT = 4  # titles of the contents list that may be missing in the text before the next is believed
_MOST_LINES = 30_000  # of one table; more than a plan of two thousand pages has in all
WARNING = Severity.WARNING
_TITLED = re.compile(r"\bverksamhetsplan(?:en)?(?: och budget)?(?: för)?(?: år)? (20\d\d)\b", re.I)


def read_plan(lines: Sequence[Line], source: Source) -> PlanDraft:
    """The draft of the plan that the lines show."""
    text, furniture = text_and_furniture(lines)
    kept = with_whole_names(amounts_together(text))
    joiner = Joiner(kept, measured=source.pages is not None)
    front = filled_in(read_front(kept, joiner), furniture)
    walk = _Walk(kept, front, joiner)
    walk.run()
    build = walk.build
    year = _year(kept, build)
    draft = PlanDraft(
        source=source,
        unit=front.unit,
        year=year,
        kind=front.kind,
        head=front.head,
        decisions=front.decisions,
        appendices=front.appendices,
        sections=tuple(build.sections),
        goals=tuple(_with_past_outcomes(goal, year) for goal in build.goals),
        indicators=tuple(build.indicators),
        activities=tuple(build.activities),
        tables=tuple(build.tables),
        remarks=tuple(build.remarks),
        contents=front.contents,
    )
    return tag_accounts.taken_back(signatures.taken_back(draft))


def _with_past_outcomes(goal: Goal, year: int | None) -> Goal:
    """The goal, with outcomes of last year also where no year is named, and without those of years yet to come."""
    if year is None:
        return goal
    expected = tuple(replace(each, previous=past_outcome(each, year)) for each in goal.expected)
    return goal if expected == goal.expected else replace(goal, expected=expected)


def _year(lines: Sequence[Line], build: Builder) -> int | None:
    """The year most activities start in; without activities, that of the title, else the one the plan names most."""
    starts = Counter(a.start.year for a in build.activities if a.start)
    if starts:
        return starts.most_common(1)[0][0]
    titled = Counter(int(found[1]) for line in lines if (found := _TITLED.search(line.text)))
    if titled:
        return titled.most_common(1)[0][0]
    named = Counter(
        int(word)
        for line in lines
        for word in line.text.split()
        if len(word) == 4 and word.isdigit() and word[:2] == "20"
    )
    return named.most_common(1)[0][0] if named else None


class _Walk:
    """One pass over the lines."""

    def __init__(self, lines: Sequence[Line], front: Front, joiner: Joiner) -> None:
        self.lines = lines
        self.front = front
        self.joiner = joiner
        self.build = Builder()
        self.priorities = Priorities()
        self.titles = frozenset(same_title(c.title) for c in front.contents if c.title)
        self.goal_titles = self.titles or frozenset(goal_titles(lines, joiner))
        self.order = [(c.number, same_title(c.title)) for c in front.contents if c.title]
        self.first_words = {title.partition(" ")[0] for number, title in self.order if number is None}
        self.initials = {word[:1] for word in self.first_words}
        self.seen = -1  # how far down the contents list we are
        self.base = 1  # the level of a heading that the contents list does not name
        self.part = "prose"
        self.headed = False  # a heading came since the goal we are in began
        self.held: list[Line] = []

    def run(self) -> None:
        at, spending = 0, Spending()
        while at < len(self.lines) and not spending.over:
            at = self._step(at)
        self._flush()
        self.build.close()
        if at < len(self.lines):
            said = "Slutet av dokumentet är inte läst: det tog för lång tid. Dela filen och läs delarna var för sig."
            self.build.remark("READ-18", WARNING, said, self.lines[at])
        self.build.lay(self.priorities)
        for number, tags in list(tagged(self.build.goals, self.build.sections)):
            self.build.change(number, tags=tags)
        self.build.remark_noted()
        if not self.build.goals:
            said = "Inga mål hittades. Dokumentet följer inte den uppställning som läsaren känner till."
            self.build.remark("READ-01", WARNING, said)

    def _step(self, at: int) -> int:
        """What stands at a line decides who reads on; the line after what was read."""
        if at in self.front.used:
            return at + 1
        if label := goal_label(self.lines, at):
            return self._goal(at, *label)
        if head := indicator_head(self.lines, at):
            return self._indicators(at, head)
        if (after := activity_head(self.lines, at)) is not None:
            return self._activities(at, after)
        if self._heads_table(at):
            self._flush()
            return at + 1
        if (part := part_heading(self.lines[at])) and self._may_begin(part):
            self._flush()
            self.part = part
            if part == "prose":
                self._prose(Block(self.lines[at].text, place(self.lines[at]), heading=True))
            return at + 1
        if top := self._top(at):
            return self._heading(at, top)
        if table_starts(self.lines, at):
            return self._table(at)
        self.held.append(self.lines[at])
        return at + 1

    def _may_begin(self, part: str) -> bool:
        """Running text of its own only after the results; efforts only of a board's goal."""
        if part == "efforts":
            return self._in_boards_goal()
        return part != "prose" or self.part == "expected"

    def _in_boards_goal(self) -> bool:
        goals = self.build.goals
        return bool(goals) and goals[-1].level == 3 and self.build.current == goals[-1].number

    def _goal(self, at: int, level: int, inline: str) -> int:
        self._flush()
        self.headed = False
        first = replace(self.lines[at], text=inline, gap=False) if inline else None
        begin = at if first else at + 1
        if begin >= len(self.lines):
            return begin
        lines = [*self.lines[:begin], first, *self.lines[begin + 1 :]] if first else self.lines
        title, end = read_title(lines, begin, self.joiner, self.titles, lambda i: self._boundary(i))
        self.build.goal(level, title, place(self.lines[begin]))
        listed = next((i for i, (number, _) in enumerate(self.order) if number == self.build.current), None)
        self.seen = max(self.seen, listed if listed is not None else -1)
        if not numbered(title):
            self.build.note("READ-02", self.lines[begin])
        self.part = "priorities" if level == 1 else "prose"
        self.base = level + 1
        return end

    def _boundary(self, at: int) -> bool:
        """Whether something new is announced here, so that a table or a title ends."""
        return (
            at in self.front.used
            or goal_label(self.lines, at) is not None
            or part_heading(self.lines[at]) in ("description", "expected")
            or (part_heading(self.lines[at]) == "efforts" and self._in_boards_goal())
            or indicator_head(self.lines, at) is not None
            or activity_head(self.lines, at) is not None
            or self._heads_table(at)
        )

    def _heads_table(self, at: int) -> bool:
        """A heading such as `Aktiviteter` that stands between two tables, right above the head of the second."""
        if at + 1 >= len(self.lines) or not heads_table(self.lines[at]):
            return False
        return indicator_head(self.lines, at + 1) is not None or activity_head(self.lines, at + 1) is not None

    def _top(self, at: int) -> int:
        """How many lines a title of the contents list takes here; 0 where there is none."""
        line = self.lines[at]
        bulleted = at + 1 < len(self.lines) and self.lines[at + 1].bullet is not None
        if line.cells is not None or (bulleted and self.part in ("description", "expected")):
            return 0
        text = line.text
        if text[0].isalnum() and text[0].casefold() not in self.initials:
            return 0  # nearly every line
        if same_title(text.partition(" ")[0]).partition(" ")[0] not in self.first_words:
            return 0
        for count in (1, 2, 3):
            if (count == 1 or line.gap or line.starts_page) and self._listed(same_title(text)) is not None:
                return count
            if at + count >= len(self.lines) or self.lines[at + count].gap:
                return 0
            text = f"{text} {self.lines[at + count].text}"
        return 0

    def _listed(self, title: str) -> int | None:
        """Where the contents list has this title, if it can come now: no goal and few titles left out before it."""
        for index in range(self.seen + 1, len(self.order)):
            number, listed = self.order[index]
            if number is None and listed == title:
                return index
            if index - self.seen > _MOST_LEFT_OUT:
                return None
        return None

    def _heading(self, at: int, count: int) -> int:
        self._flush()
        text = self.joiner.text(self.lines[at : at + count])
        self.seen = self._listed(same_title(text)) or 0
        self.build.current, self.part, self.base = "", "prose", 2
        self.build.heading(Block(text, place(self.lines[at])), self.lines[at].heading or 1)
        return at + count

    def _indicators(self, head_at: int, head: tuple[Columns, int]) -> int:
        self._flush()
        columns, after = head
        rows, end = self._region(
            after, lambda i: found[1] if (found := indicator_head(self.lines, i)) else None
        )
        columns, rows = late_columns(columns, rows)
        read, rest = read_indicators(rows, columns, self.build.current, self.joiner)
        read = self._named(read, head_at)
        self.build.indicators += read
        self._left(rest, "indikatorer")
        for row in read:
            if row.target is None and row.council_target is None:
                self.build.note("READ-11", Line(row.name, row.place.page, row.place.line))
        self._table_without_goal(rows, "indikatorer")
        return end

    def _named(self, rows: Sequence[Indicator], head_at: int) -> list[Indicator]:
        """The rows with a name; where only targets are left of a row, or a head has no row, some are likely lost."""
        named = [row for row in rows if not is_cell(row.name)]
        for row in rows:
            if is_cell(row.name):
                self.build.note("READ-17", Line(row.name, row.place.page, row.place.line))
        if not rows:
            self.build.note("READ-17", self.lines[head_at])
        return named

    def _activities(self, head_at: int, after: int) -> int:
        self._flush()
        head = " ".join(line.text for line in self.lines[head_at:after]).casefold()
        rows, end = self._region(after, lambda i: activity_head(self.lines, i))
        if "ansvarig" in head:
            rows = [without_owner(row) for row in rows]
        read, rest = read_activities(rows, self.build.current, self.joiner)
        if 0 < head.find("slut") < head.find("start"):
            read = [replace(row, start=row.end, end=row.start) for row in read]
        self.build.activities += read
        self._left(rest, "aktiviteter")
        for row in read:
            if row.start is None or row.end is None:
                self.build.note("READ-12", Line(row.text, row.place.page, row.place.line))
        self._table_without_goal(rows, "aktiviteter")
        return end

    def _table_without_goal(self, rows: Sequence[Line], what: str) -> None:
        if not self.build.current and rows:
            self.build.remark("READ-13", WARNING, f"En tabell med {what} står inte under något mål.", rows[0])

    def _left(self, rest: Rest, what: str) -> None:
        """What a table's reader gave back: later words are prose, words inside are remarked on."""
        self.held += rest.after
        if rest.lost:
            self.build.remark(
                "READ-14", WARNING, f"Text i en tabell med {what} hör inte till någon rad.", *rest.lost
            )

    def _region(self, start: int, again: object) -> tuple[list[Line], int]:
        """The lines of a table up to what announces something else; the same head again is only left out."""
        rows: list[Line] = []
        at, fresh = start, False
        while at < len(self.lines):
            if len(rows) == _MOST_LINES:
                return rows, self._beyond(at)
            after = again(at)  # type: ignore[operator]
            if after is not None:
                fresh = fresh or self.lines[at].starts_page
                at, fresh = after, True
                continue
            over = self._boundary(at) or self._top(at)
            if over or (not self._rowlike(at) and table_starts(self.lines, at)):
                break
            line = self.lines[at]
            if self.lines[start - 1].cells is not None and line.cells is None:
                break
            rows.append(replace(line, starts_page=True) if fresh else line)
            fresh = False
            at += 1
        return rows, at

    def _beyond(self, at: int) -> int:
        """The end of a table that is longer than any: the rest is told and left, as rows are read all at once."""
        said = f"En tabell är längre än {_MOST_LINES} rader. Resten av den är inte läst. Dela filen."
        self.build.remark("READ-18", WARNING, said, self.lines[at])
        while at < len(self.lines) and not self._boundary(at):
            at += 1
        return at

    def _rowlike(self, at: int) -> bool:
        """A row of a real table that goes on with the one before."""
        line = self.lines[at]
        return line.cells is not None and (not line.gap or line.starts_page)

    def _table(self, at: int) -> int:
        self._flush(heading_last=True)
        title = self.build.sections[-1].title if self.build.sections else None
        read = read_table(self.lines, at, title, self.joiner)
        if read is None:
            self.held.append(self.lines[at])
            return at + 1
        table, end, named = read
        self.build.tables.append(table)
        if not named:
            self.build.remark("READ-15", WARNING, "Tabellens kolumner kunde inte skiljas åt.", self.lines[at])
        return end

    def _flush(self, heading_last: bool = False) -> None:
        """Give what was held to the part it belongs to."""
        held, self.held = self.held, []
        if not held:
            return
        if self.part == "description" and self.build.current:
            self.build.change(self.build.current, description=read_description(held, self.joiner))
        elif self.part == "expected" and self.build.current:
            self.build.change(self.build.current, expected=read_expected(held, self.joiner))
        elif self.part == "efforts" and self.build.current:
            points = tuple(block.text for block in blocks(held, self.joiner))
            self.build.change(self.build.current, priorities=points)
        elif self.part == "priorities":
            self.priorities.read(held, self.joiner, self.goal_titles)
            for block in self.priorities.prose:
                self._prose(block)
            self.priorities.prose = []
        else:
            self.build.note("READ-16", *(line for line in held if looks_dated(line.text)))
            heading = held.pop() if heading_last and could_head(held) else None
            for block in blocks(held, self.joiner):
                self._prose(block)
            if heading:
                self._prose(Block(heading.text, place(heading), heading=True, level=heading.heading))
        if self.part in ("description", "expected", "efforts", "priorities"):
            self.part = "prose"

    def _prose(self, block: Block) -> None:
        if block.heading:
            self.headed = True
            self.build.heading(block, block.level or self.base)
            return
        self._open_goal_section()
        self.build.paragraph(block, (None, "", 1))

    def _open_goal_section(self) -> None:
        """Prose right under a board's goal has the goal's title as its heading."""
        if self._in_boards_goal() and not self.headed:
            goal = self.build.goals[-1]
            titled = any(s.number == goal.number for s in self.build.sections)
            if not titled:
                self.build.heading(Block(f"{goal.number} {goal.text}", goal.place), 3)
