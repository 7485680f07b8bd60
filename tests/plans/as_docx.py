"""A plan as a Word document: headings, lists and real tables."""

import io

from docx import Document

from tertial.planning.rules.draft import Goal, PlanDraft, Section, Table

from .as_text import PERIODS, _amount


def as_docx(draft: PlanDraft) -> bytes:
    """The whole document. (Word holds no icons here: marks are not told.)"""
    return _Writer(draft).write()


class _Writer:
    def __init__(self, draft: PlanDraft) -> None:
        self.draft = draft
        self.document = Document()

    def write(self) -> bytes:
        self.front()
        goals = False
        for section in self.draft.sections:
            if section.number is None:
                goals = goals and section.level > 2
                if not goals:
                    self.section(section)
            else:
                goals = True
                self.goal_section(section)
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def text(self, text: str, style: str | None = None) -> None:
        self.document.add_paragraph(text, style)

    def front(self) -> None:
        head = self.draft.head
        self.text(f"Dnr: {head.case_number}")
        self.text(head.date.isoformat() if head.date else "")
        self.text("Handläggare Till")
        self.text(f"{head.officer} {self.draft.unit}")
        self.text("Förslag till beslut")
        for decision in self.draft.decisions:
            self.text(f"{decision.number}. {decision.text}")
        self.text("Bilagor")
        for appendix in self.draft.appendices:
            self.text(f"Bilaga {appendix.number}: {appendix.title}")

    def section(self, section: Section) -> None:
        self.document.add_heading(section.title, level=section.level)
        for table in [t for t in self.draft.tables if t.title == section.title][:1]:
            self.money(table)
        for paragraph in section.paragraphs:
            self.text(paragraph.text)

    def goal_section(self, section: Section) -> None:
        goal = next(g for g in self.draft.goals if g.number == section.number)
        if goal.level == 1:
            self.text("KF:s inriktningsmål:")
            self.document.add_heading(f"{goal.number}. {goal.text}", level=1)
            for below in self.draft.goals:
                if below.level == 2 and below.parent == goal.number:
                    self.text(f"{below.number} {below.text}")
                    self.text("Förvaltningens viktigaste insatser för målet:")
                    for point in below.priorities:
                        self.text(point, "List Bullet")
            return
        self.text("KF:s mål för verksamhetsområdet:")
        self.document.add_heading(f"{goal.number}. {goal.text}", level=2)
        for paragraph in section.paragraphs:
            self.text(paragraph.text)
        position = self.draft.sections.index(section) + 1
        while position < len(self.draft.sections) and self.draft.sections[position].level > 2:
            self.section(self.draft.sections[position])
            position += 1
        self.rows(goal)
        for board in self.draft.goals:
            if board.parent == goal.number and board.level == 3:
                self.board(board)

    def board(self, goal: Goal) -> None:
        self.text("Nämndmål:")
        self.document.add_heading(f"{goal.number}. {goal.text}", level=3)
        self.text("Beskrivning")
        for group in goal.description:
            if group.group:
                self.text(group.group)
            for point in group.points:
                self.text(point, "List Bullet")
        if goal.expected:
            self.text("Förväntat resultat")
            for expected in goal.expected:
                self.text(expected.text)
        self.rows(goal)

    def rows(self, goal: Goal) -> None:
        indicators = [i for i in self.draft.indicators if i.goal == goal.number]
        activities = [a for a in self.draft.activities if a.goal == goal.number]
        if indicators:
            rows = [["Indikator", "Årsmål", "KF:s årsmål", "Periodicitet"]]
            for row in indicators:
                cells = [t.text if t else "" for t in (row.target, row.council_target)]
                rows.append([row.name, *cells, PERIODS[row.periodicity or "year"]])
                if row.comment:
                    rows.append([f"Kommentar\n{row.comment}", "", "", ""])
            self.table(rows)
        if activities:
            rows = [["Aktivitet", "Startdatum", "Slutdatum"]]
            rows += [[a.text, str(a.start or ""), str(a.end or "")] for a in activities]
            self.table(rows)

    def table(self, rows: list[list[str]]) -> None:
        table = self.document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            cells = table.add_row().cells
            if row[0].startswith("Kommentar\n"):
                cells[0].merge(cells[-1]).text = row[0]
                continue
            for cell, text in zip(cells, row, strict=True):
                cell.text = text

    def money(self, table: Table) -> None:
        unit = (table.unit or "").capitalize()
        rows = [[f"Verksamhetsområde ({unit})", *table.columns]]
        rows += [[r.label, *(_amount(v) for v in r.values)] for r in table.rows]
        self.table(rows)
