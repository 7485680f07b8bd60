"""A plan as a PDF drawn like the family: page heads, bold goal labels, ruled tables whose heads repeat."""

import io
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

from tertial.planning.rules.draft import Goal, Indicator, PlanDraft, Section
from tertial.planning.rules.draft import Table as Money

from .as_text import PERIODS, _amount
from .pdf_style import Style

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=13.2, spaceAfter=2)
HEAD = ParagraphStyle("head", fontName="Helvetica-Bold", fontSize=9, leading=11)
LABEL = ParagraphStyle("label", fontName="Helvetica-Bold", fontSize=11, leading=14, spaceBefore=8)
TITLES = {
    1: ParagraphStyle("t1", fontName="Helvetica-Bold", fontSize=15, leading=18, spaceBefore=10, spaceAfter=3),
    2: ParagraphStyle("t2", fontName="Helvetica-Bold", fontSize=13, leading=16, spaceBefore=8, spaceAfter=2),
    3: ParagraphStyle("t3", fontName="Helvetica-Bold", fontSize=11, leading=13.5, spaceBefore=6),
}


class Marked(Paragraph):  # type: ignore[misc]
    """A name with the small icon of an indicator that is split by sex."""

    def draw(self) -> None:
        self.canv.setFillColor(colors.HexColor("#555577"))
        self.canv.rect(-5, self.height - 9, 4, 6, stroke=0, fill=1)
        super().draw()


class _Numbered(Canvas):  # type: ignore[misc]
    """Knows how many pages there are when it writes `Sid 3 (84)`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.saved: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self.saved.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, state in enumerate(self.saved, 1):
            self.__dict__.update(state)
            self.setFont("Helvetica", 8)
            top = self._pagesize[1] - 12 * mm
            self.drawString(150 * mm, top, "Tjänsteutlåtande")
            self.drawString(150 * mm, top - 4 * mm, f"Sid {number} ({len(self.saved)})")
            self.drawString(20 * mm, 12 * mm, "Strandgatan 12")
            self.drawString(20 * mm, 8 * mm, "ekstad.example")
            super().showPage()
        super().save()


def as_pdf(draft: PlanDraft, seed: int = 0, style: Style | None = None) -> bytes:
    """The whole document; without a style the family's own, its tables ruled or only spaced."""
    return _Writer(draft, seed, style).write()


class _Writer:
    def __init__(self, draft: PlanDraft, seed: int, style: Style | None) -> None:
        self.draft = draft
        self.rng = Random(seed)
        ruled = self.rng.random() < 0.6
        self.style = style or Style(rules="rows" if ruled else "none")
        self.cell = ParagraphStyle(
            "cell", fontName=self.style.font, fontSize=self.style.size, leading=1.22 * self.style.size
        )
        self.right = ParagraphStyle("right", self.cell, alignment=2 if self.style.right else 0)
        self.width = 243 if self.style.wide else 166  # millimetres of text
        self.story: list[Any] = []

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
        paper = landscape(A4) if self.style.wide else A4
        document = BaseDocTemplate(out, pagesize=paper, invariant=1, title="Verksamhetsplan")
        high = 168 if self.style.wide else 255
        frame = Frame(22 * mm, 20 * mm, self.width * mm, high * mm, id="body")
        document.addPageTemplates([PageTemplate(id="page", frames=[frame])])
        document.multiBuild(self.story, canvasmaker=_Numbered)
        return out.getvalue()

    def text(self, text: str, style: ParagraphStyle = BODY) -> None:
        self.story.append(Paragraph(escape(text), style))

    def front(self) -> None:
        head = self.draft.head
        self.text(f"Dnr: {head.case_number}")
        self.text(head.date.isoformat() if head.date else "")
        self.text("Förslag till beslut", TITLES[2])
        for decision in self.draft.decisions:
            self.text(f"{decision.number}. {decision.text}")
            self.story.append(Spacer(1, 6))
        party = [
            ["Handläggare", "Till"],
            [head.officer or "", self.draft.unit or ""],
            ["Telefon: 012-345 67 89", ""],
        ]
        self.story.append(Table(party, colWidths=[80 * mm, 80 * mm], hAlign="LEFT"))
        self.story.append(PageBreak())
        self.text("Innehållsförteckning", TITLES[2])
        self.story.append(self.contents())
        self.story.append(PageBreak())
        self.text("Bilagor", TITLES[2])
        for appendix in self.draft.appendices:
            self.text(f"Bilaga {appendix.number}: {appendix.title}")
            self.story.append(Spacer(1, 6))
        self.story.append(PageBreak())

    def contents(self) -> Any:
        contents = TableOfContents(dotsMinLevel=0)
        contents.levelStyles = [BODY, BODY]
        for section in self.draft.sections:
            if section.level < 3:
                number = f"{section.number}. " if section.number else ""
                contents.addEntry(0, escape(f"{number}{section.title}"), self.rng.randint(3, 80))
        contents._lastEntries = list(contents._entries)
        contents.isSatisfied = lambda: True  # type: ignore[method-assign]
        contents.beforeBuild = lambda: None  # type: ignore[method-assign]
        return contents

    def section(self, section: Section) -> None:
        self.text(section.title, TITLES[min(section.level, 3)])
        for table in [t for t in self.draft.tables if t.title == section.title][:1]:
            self.money(table)
        for paragraph in section.paragraphs:
            self.text(paragraph.text)

    def goal_section(self, section: Section) -> None:
        goal = next(g for g in self.draft.goals if g.number == section.number)
        if goal.level == 1:
            self.text("KF:s inriktningsmål:", LABEL)
            self.text(f"{goal.number}. {goal.text}", TITLES[1])
            for below in self.draft.goals:
                if below.level == 2 and below.parent == goal.number:
                    self.text(f"{below.number} {below.text}", TITLES[3])
                    self.text("Förvaltningens viktigaste insatser för målet:")
                    for point in below.priorities:
                        self.bullet(point)
            return
        self.text("KF:s mål för verksamhetsområdet:", LABEL)
        self.text(f"{goal.number}. {goal.text}", TITLES[2])
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

    def bullet(self, text: str) -> None:
        self.story.append(
            Paragraph(escape(text), ParagraphStyle("b", BODY, leftIndent=14, bulletIndent=2), bulletText="•")
        )

    def board(self, goal: Goal) -> None:
        self.text("Nämndmål:", LABEL)
        self.text(f"{goal.number}. {goal.text}", TITLES[3])
        self.text("Beskrivning", HEAD)
        for group in goal.description:
            self.story.append(Spacer(1, 5))
            if group.group:
                self.text(group.group)
            for point in group.points:
                self.bullet(point)
        if goal.expected:
            self.story.append(Spacer(1, 5))
            self.text("Förväntat resultat", HEAD)
            for expected in goal.expected:
                self.text(expected.text)
        self.rows(goal)

    def rows(self, goal: Goal) -> None:
        indicators = [i for i in self.draft.indicators if i.goal == goal.number]
        activities = [a for a in self.draft.activities if a.goal == goal.number]
        if indicators:
            self.indicators(indicators)
        if activities:
            rows: list[list[Any]] = [["Aktivitet", *self.heads("Startdatum", "Slutdatum")]]
            rows += [
                [Paragraph(escape(a.text), self.cell), str(a.start or ""), str(a.end or "")]
                for a in activities
            ]
            self.table(rows, [self.width * mm - 50 * mm, 25 * mm, 25 * mm], [])

    def heads(self, *names: str) -> list[Any]:
        """The heads of columns, in two lines where the style says so."""
        if not self.style.broken_head:
            return list(names)
        broken = {
            "KF:s årsmål": "KF:s<br/>årsmål",
            "Periodicitet": "Perio-<br/>dicitet",
            "Startdatum": "Start-<br/>datum",
            "Slutdatum": "Slut-<br/>datum",
        }
        return [Paragraph(broken.get(name, name), self.head) for name in names]

    @property
    def head(self) -> ParagraphStyle:
        return ParagraphStyle("head", HEAD, fontSize=self.style.size, leading=1.22 * self.style.size)

    def indicators(self, indicators: list[Indicator]) -> None:
        named = {"target": "Årsmål", "council": "KF:s årsmål", "period": "Periodicitet"}
        rows: list[list[Any]] = [["Indikator", *self.heads(*(named[c] for c in self.style.columns))]]
        spans = []
        for row in indicators:
            name = (Marked if row.marked else Paragraph)(escape(row.name), self.cell)
            texts = {
                "target": row.target.text if row.target else "",
                "council": row.council_target.text if row.council_target else "",
                "period": PERIODS[row.periodicity or "year"],
            }
            rows.append([name, *(Paragraph(escape(texts[c]), self.right) for c in self.style.columns)])
            if row.comment:
                spans.append(len(rows))
                rows.append([Paragraph(f"Kommentar<br/>{escape(row.comment)}", self.cell), "", "", ""])
        narrow = {"target": 20, "council": 21, "period": 20} if self.style.tight else {}
        widths = [narrow.get(c, 24 if c == "period" else 27) * mm for c in self.style.columns]
        self.table(rows, [self.width * mm - sum(widths), *widths], spans)

    def table(self, rows: list[list[Any]], widths: list[float], spans: list[int]) -> None:
        look, size = self.style, self.style.size
        style: list[Any] = [
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if look.middle else "TOP"),
            ("FONT", (0, 0), (-1, -1), look.font, size),
            ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", size),
            ("TOPPADDING", (0, 0), (-1, -1), look.padding),
            ("BOTTOMPADDING", (0, 0), (-1, -1), look.padding),
            *(("SPAN", (0, r), (-1, r)) for r in spans),
        ]
        if look.right:
            style.append(("ALIGN", (1, 0), (-1, -1), "RIGHT"))
        if look.shaded:
            style.append(("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#dde5ee")))
        if look.rules == "grid":
            style.append(("GRID", (0, 0), (-1, -1), 0.4, colors.grey))
        elif look.rules == "rows":
            style += [
                ("LINEBELOW", (0, r), (-1, r), 0.4, colors.grey)
                for r in range(len(rows))
                if r + 1 not in spans
            ]
        self.story.append(Spacer(1, 6))
        self.story.append(
            Table(
                rows,
                colWidths=widths,
                style=TableStyle(style),
                repeatRows=1 if look.repeated else 0,
                splitInRow=1 if look.split_rows else 0,
                hAlign="LEFT",
            )
        )
        self.story.append(Spacer(1, 8))

    def money(self, table: Money) -> None:
        unit = (table.unit or "").capitalize()
        head = [Paragraph(escape(c), self.head) for c in (f"Verksamhetsområde ({unit})", *table.columns)]
        rows = [head] + [
            [Paragraph(escape(r.label), self.cell), *(_amount(v) for v in r.values)] for r in table.rows
        ]
        width = 116 * mm / len(table.columns) if len(table.columns) > 3 else 28 * mm
        self.table(rows, [50 * mm, *[width] * len(table.columns)], [])
