"""What has been read so far: goals by number, sections in order, rows, and what could not be understood."""

from dataclasses import dataclass, field, replace

from tertial.foundation.check import Evidence, Remark, Severity
from tertial.intake.importers.sources.line import Line
from tertial.planning.rules.draft import Activity, Goal, Indicator, Mention, Paragraph, Place, Section, Table

from .goals import Priorities, same_title
from .heads import numbered
from .prose import Block

_MOST_EVIDENCE = 30
# code → severity, what is said of one row, what is said of several
NOTES = {
    "READ-02": (
        Severity.INFO,
        "Ett mål saknar nummer och har fått ett efter sin ordning.",
        "{} mål saknar nummer och har fått nummer efter sin ordning.",
    ),
    "READ-11": (Severity.INFO, "En indikator har inget årsmål.", "{} indikatorer har inget årsmål."),
    "READ-12": (
        Severity.WARNING,
        "En aktivitet saknar start- eller slutdatum som går att läsa.",
        "{} aktiviteter saknar start- eller slutdatum som går att läsa.",
    ),
    "READ-16": (
        Severity.WARNING,
        "En rad med två datum står utanför tabellerna och har lästs som löpande text.",
        "{} rader med två datum står utanför tabellerna och har lästs som löpande text.",
    ),
    "READ-17": (
        Severity.WARNING,
        "En indikatortabell har målvärden utan namn eller inga rader alls; indikatorer saknas troligen i läsningen. "
        "Läs in originalet i PDF eller Word i stället för text ur det.",
        "{} ställen i indikatortabeller har målvärden utan namn eller inga rader alls; indikatorer saknas troligen "
        "i läsningen. Läs in originalet i PDF eller Word i stället för text ur det.",
    ),
}


@dataclass(slots=True)
class Builder:
    goals: list[Goal] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    current: str = ""  # the number of the goal we are in
    noted: dict[str, list[Line]] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)  # number and title of every goal
    said: list[Paragraph] = field(default_factory=list)  # in the last section, not yet given to it
    at: dict[str, list[int]] = field(default_factory=dict)  # number → where in the list

    def remark(self, code: str, severity: Severity, message: str, *lines: Line) -> None:
        evidence = tuple(Evidence(line.page, line.number, line.text[:200]) for line in lines[:_MOST_EVIDENCE])
        self.remarks.append(Remark(code, severity, message, evidence))

    def note(self, code: str, *lines: Line) -> None:
        """Something that many rows may share: it becomes one remark with every place."""
        if lines:
            self.noted.setdefault(code, []).extend(lines)

    def remark_noted(self) -> None:
        for code, lines in sorted(self.noted.items()):
            severity, one, many = NOTES[code]
            self.remark(code, severity, one if len(lines) == 1 else many.format(len(lines)), *lines)

    def goal(self, level: int, title: str, place: Place) -> None:
        """A goal begins; the same goal printed again goes on where it was."""
        found = numbered(title)
        number, text = found if found else (self._next(level), title)
        self.current = number
        if (number, same_title(text)) in self.seen:
            return
        self.seen.add((number, same_title(text)))
        self.at.setdefault(number, []).append(len(self.goals))
        self.goals.append(Goal(level, number, text, self._parent(level, number), place=place))
        if level < 3:
            self._open(Section(number, text, level, (), place))

    def _next(self, level: int) -> str:
        """The number a goal without one has by its order."""
        above = next((g.number for g in reversed(self.goals) if g.level < level), "")
        same = [g for g in self.goals if g.level == level and (g.parent or "") == above]
        return f"{above}.{len(same) + 1}" if above else str(len(same) + 1)

    def _parent(self, level: int, number: str) -> str | None:
        above = number.rpartition(".")[0]
        if above:
            return above
        return next((g.number for g in reversed(self.goals) if g.level < level), None)

    def change(self, number: str, **values: object) -> None:
        for i in self.at.get(number, ()):
            self.goals[i] = replace(self.goals[i], **values)  # type: ignore[arg-type]

    def heading(self, block: Block, level: int) -> None:
        found = numbered(block.text)
        number, title = found if found and "." in found[0] else (None, block.text)
        self._open(Section(number, title, level, (), block.place))

    def paragraph(self, block: Block, fallback: tuple[str | None, str, int]) -> None:
        """A paragraph of the section we are in; before any section it opens one."""
        if not self.sections:
            self._open(Section(*fallback, (), block.place))
        self.said.append(Paragraph(block.text, block.place, block.lines))

    def close(self) -> None:
        """Give what was said since the last heading to its section."""
        if self.said:
            last = self.sections[-1]
            self.sections[-1] = replace(last, paragraphs=(*last.paragraphs, *self.said))
            self.said = []

    def _open(self, section: Section) -> None:
        self.close()
        self.sections.append(section)

    def lay(self, priorities: Priorities) -> None:
        """Give the goals the priorities and mentions found in the lists under the directions."""
        by_title = {same_title(g.text): g.number for g in self.goals if g.level == 2}
        for title, points in priorities.by_title.items():
            if number := by_title.get(title):
                priorities.by_number.setdefault(number, []).extend(points)
        for goal in self.goals:
            said = [
                Mention(block.text, block.place)
                for number, block in priorities.mentions
                if goal.level == 2 and goal.number == (number or by_title.get(same_title(block.text)))
            ]
            own = tuple(priorities.by_number.get(goal.number, ())) if goal.level == 2 else ()
            if said or own:
                self.change(goal.number, priorities=own, mentions=tuple(said))
