"""A plan as the text that a PDF of this family gives when extracted, with the traps such texts hold."""

from dataclasses import replace

from tertial.planning.rules.draft import Goal, Indicator, PlanDraft, Section, Table, Target

from .among_words import dated_lines, row_lines
from .paper import Paper, Traps, traps, wrap

COLUMNS = {"target": "Årsmål", "council": "KF:s årsmål", "period": "Periodicitet"}
PERIODS = {"tertial": "Tertial", "year": "År", "month": "Månad"}


def as_text(draft: PlanDraft, seed: int, chosen: Traps | None = None) -> str:
    """The whole document. It is written twice: the first time counts the pages."""
    chosen = chosen or traps(seed)
    pages = _Writer(draft, seed, chosen, 0).write().page
    return "\n".join(_Writer(draft, seed, chosen, pages).write().out) + "\n"


class _Writer(Paper):
    def __init__(self, draft: PlanDraft, seed: int, chosen: Traps, pages: int) -> None:
        super().__init__(seed, chosen, pages)
        self.draft = draft

    def write(self) -> "_Writer":
        self.front()
        goals = False
        for section in self.draft.sections:
            if section.number is None:
                goals = goals and section.level > 2  # under a goal it is already written
                if not goals:
                    self.section(section)
            else:
                goals = True
                self.goal_section(section)
        return self

    def front(self) -> None:
        head = self.draft.head
        self.line("Tjänsteutlåtande")
        if head.case_number:
            self.line(f"Dnr: {head.case_number}")
        if head.date:
            self.line(head.date.isoformat())
        self.blank()
        self.line("Förslag till beslut")
        half = max(1, len(self.draft.decisions) - 1)
        for decision in self.draft.decisions[:half]:
            self.wrapped(f"{decision.number}. {decision.text}", 58)
            self.blank()
        self.line("Handläggare Till")
        self.line(f"{head.officer} {self.draft.unit}")
        self.line("Telefon: 012-345 67 89")
        self.turn()
        for decision in self.draft.decisions[half:]:
            self.wrapped(f"{decision.number}. {decision.text}", 58)
            self.blank()
        self.turn()
        if self.traps.contents:
            self.contents()
        self.line("Bilagor")
        for appendix in self.draft.appendices:
            self.wrapped(f"Bilaga {appendix.number}: {appendix.title}", gap=True)
        self.turn()

    def contents(self) -> None:
        self.line("Innehållsförteckning")
        for section in self.draft.sections:
            if section.level == 3:
                continue
            number = f"{section.number}. " if section.number else ""
            lines = wrap(f"{number}{section.title}", 80)
            for text, open_ in lines[:-1]:
                self.line(text, open_)
            last = lines[-1][0]
            self.line(f"{last}{'.' * (100 - len(last))} {self.rng.randint(3, 80)}")
            self.blank()

    def section(self, section: Section) -> None:
        tables = [t for t in self.draft.tables if t.title == section.title]
        if section.level < 3:
            self.blank()
        self.line(section.title)
        for table in tables[:1]:
            self.table(table)
        for paragraph in section.paragraphs:
            self.wrapped(paragraph.text)

    def number(self, number: str) -> str:
        return f"{number}." if self.traps.dots or "." not in number else number

    def goal_section(self, section: Section) -> None:
        goal = next(g for g in self.draft.goals if g.number == section.number)
        if goal.level == 1:
            self.label("KF:s inriktningsmål:")
            self.wrapped(f"{self.number(goal.number)} {goal.text}", 78)
            for below in self.draft.goals:
                if below.level == 2 and below.parent == goal.number:
                    self.priorities(below)
            return
        self.label("KF:s mål för verksamhetsområdet:")
        self.wrapped(f"{self.number(goal.number)} {goal.text}", 78)
        for paragraph in section.paragraphs:
            self.wrapped(paragraph.text)
        position = self.draft.sections.index(section) + 1
        while position < len(self.draft.sections) and self.draft.sections[position].level > 2:
            self.section(self.draft.sections[position])
            position += 1
        self.rows(goal)
        for board in self.draft.goals:
            if board.parent == goal.number and board.level == 3:
                self.board(board)

    def priorities(self, goal: Goal) -> None:
        self.wrapped(f"{goal.number} {goal.text}", 90)
        self.line("Förvaltningens viktigaste insatser för målet:")
        for point in goal.priorities:
            self.bullet("\uf0b7", point, width=60, gap=True)
        self.blank()

    def bullet(self, sign: str, text: str, width: int, gap: bool = False) -> None:
        if gap:
            self.blank()
        lines = wrap(f"{sign} {text}", width)
        for index, (part, open_) in enumerate(lines):
            if index and index == len(lines) - 1 and self.traps.torn_bullets and self.rng.random() < 0.2:
                self.blank()
            self.line(part, open_)

    def board(self, goal: Goal) -> None:
        self.label("Nämndmål:")
        self.wrapped(f"{self.number(goal.number)} {goal.text}", 78)
        self.blank()
        self.line("Beskrivning")
        for group in goal.description:
            self.blank()
            if group.group:
                self.line(group.group, open_=self.rng.random() < 0.2)
            for point in group.points:
                self.bullet("•", point, self.traps.width)
        if goal.expected:
            self.blank()
            self.line("Förväntat resultat")
            self.blank()
            for expected in goal.expected:
                self.wrapped(expected.text)
        self.rows(goal)

    def rows(self, goal: Goal) -> None:
        indicators = [i for i in self.draft.indicators if i.goal == goal.number]
        activities = [a for a in self.draft.activities if a.goal == goal.number]
        if indicators:
            names = ["Indikator", *(COLUMNS[column] for column in self.traps.columns)]
            self.begin(
                [self.between.join(names)],
                ["Indikator Årsmål KF:s", "årsmål Periodicitet"]
                if self.family
                else [self.between.join(names)],
            )
            for row in indicators:
                self.indicator(row)
            self.head = []
        if activities:
            names = ["Aktivitet", "Startdatum", "Slutdatum"]
            self.begin(
                [self.between.join(names)],
                [self.between.join(names)] if self.traps.tabs else ["Aktivitet Startdatum", "Slutdatum"],
            )
            for activity in activities:
                start = activity.start.isoformat() if activity.start else ""
                end = activity.end.isoformat() if activity.end else ""
                if self.traps.tabs:
                    self.line("\t".join((activity.text, start, end)))
                    self.blank()
                elif self.traps.cells_at != "end":
                    words, at = self.cell(activity.text), self.traps.cells_at
                    self.among(dated_lines(words, f"{start} {end}", at, self.rng))
                else:
                    self.split_row(activity.text, f"{start} {end}".strip())
            self.head = []

    def begin(self, wide: list[str], narrow: list[str]) -> None:
        self.blank()
        if self.used > self.traps.page_lines - 6:
            self.turn()
        head = wide if self.traps.wide_head else narrow
        for text in head:
            self.line(text, lead=1 if text == head[0] else 0)
        self.head = head
        self.blank()

    def split_row(self, text: str, cells: str) -> None:
        """A row whose cells stand on one line; its words may go on after them on the next page."""
        lines = wrap(text, self.traps.cell_width, self.traps.soft_hyphens, self.rng)
        if len(lines) == 1:
            self.line(f"{text} {cells}")
            self.blank()
            return
        left = self.traps.page_lines - self.used
        early = (
            0 < left < len(lines)
            and self.rng.random() < self.traps.cells_first
            and lines[left][0][:1].islower()
        )
        for index, (part, open_) in enumerate(lines):
            if early and index == left:
                self.cells_now(cells)
            self.line(part, open_)
        self.blank()
        if not early:
            self.line(cells)
            self.blank()

    def cell(self, text: str, width: int | None = None) -> list[str]:
        lines = wrap(text, width or self.traps.cell_width, self.traps.soft_hyphens, self.rng)
        return [part + (" " if open_ and self.traps.blanks_kept else "") for part, open_ in lines]

    def among(self, lines: list[str], lead: int = 0) -> None:
        """A row line by line, its cells among its words."""
        for index, text in enumerate(lines):
            self.line(text.rstrip(), text.endswith(" "), lead if index == 0 else 0)
        self.blank()

    def indicator_among(self, row: Indicator) -> None:
        texts = [target.text if target else "" for target in (row.target, row.council_target)]
        cells = [[part for part, _ in wrap(text, 14)] for text in texts if text]
        period = [PERIODS[row.periodicity or "year"]]
        lead = 1 if row.marked else 0
        self.among(row_lines(self.cell(row.name), [*cells, period], self.traps.cells_at), lead)
        self.comment(row)

    def cells_now(self, cells: str) -> None:
        """The cells come before the last words: the page is not turned for them."""
        self.blank()
        self.out.append(cells)
        self.blank()

    @property
    def between(self) -> str:
        return "\t" if self.traps.tabs else " "

    @property
    def family(self) -> bool:
        """Whether the columns are the family's own."""
        return self.traps.columns == tuple(COLUMNS) and not self.traps.tabs

    def other_row(self, row: Indicator) -> None:
        """A row in another order of columns, or with tabs: its cells on one line."""
        texts = {
            "target": row.target.text if row.target else "",
            "council": row.council_target.text if row.council_target else "",
            "period": PERIODS[row.periodicity or "year"],
        }
        cells = [texts[column] for column in self.traps.columns]
        if self.traps.tabs:
            self.line("\t".join((row.name, *cells)))
        else:
            lines = wrap(row.name, self.traps.cell_width)
            for part, open_ in lines[:-1]:
                self.line(part, open_)
            self.line(" ".join((lines[-1][0], *filter(None, cells))))
        self.blank()
        self.comment(row)

    def indicator(self, row: Indicator) -> None:
        if self.traps.cells_at != "end":
            self.indicator_among(row)
            return
        if not self.family:
            self.other_row(row)
            return
        period = PERIODS[row.periodicity or "year"]
        chunks = self.cell_chunks(row.target, row.council_target)
        lines = wrap(row.name, self.traps.cell_width)
        lead = 1 if row.marked else 0
        simple = len(chunks) == 1 and len(chunks[0]) == 1
        left = self.traps.page_lines - self.used
        split = simple and 0 < left < len(lines) and lines[left][0][:1].islower()
        if split and self.rng.random() < self.traps.cells_first:
            self.early_indicator(lines, left, lead, f"{chunks[0][0][0]} {period}")
            self.comment(row)
            return
        self.name_and_cells(lines, chunks, period, lead)
        self.comment(row)

    def early_indicator(self, lines: list[tuple[str, bool]], left: int, lead: int, cells: str) -> None:
        for index, (part, open_) in enumerate(lines):
            if index == left:
                self.cells_now(cells)
            self.line(part, open_, lead if index == 0 else 0)
        self.blank()

    def name_and_cells(
        self, lines: list[tuple[str, bool]], chunks: list[list[tuple[str, bool]]], period: str, lead: int
    ) -> None:
        alone = len(lines) == 1
        for index, (part, open_) in enumerate(lines):
            if alone and chunks:
                first, more = chunks[0][0]
                whole = len(chunks) == 1 and len(chunks[0]) == 1
                self.line(f"{part} {first}{f' {period}' if whole else ''}", more, lead)
                chunks = [chunks[0][1:], *chunks[1:]]
                for text, again in chunks[0]:
                    self.line(text, again)
                chunks = chunks[1:]
                self.blank()
                if whole:
                    return
            else:
                self.line(
                    part if chunks or not alone else f"{part} {period}", open_, lead if index == 0 else 0
                )
        if alone and not chunks and self.out[-1].endswith(period):
            self.blank()
            return
        self.blank()
        for number, chunk in enumerate(chunks):
            last = number == len(chunks) - 1 and len(chunk) == 1
            for text, more in chunk:
                self.line(f"{text} {period}" if last else text, more)
            self.blank()
            if last:
                return
        self.line(period)
        self.blank()

    def cell_chunks(self, target: Target | None, council: Target | None) -> list[list[tuple[str, bool]]]:
        """The cells' lines as they come out: one line where all is short, else cell by cell."""
        texts = [t.text for t in (target, council) if t is not None]
        if not texts:
            return []
        if all(len(text) <= 9 for text in texts):
            return [[(" ".join(texts), False)]]
        if all(len(text) > 15 and "kg" in text for text in texts):
            return [self.narrow(text) for text in texts]
        if len(texts) == 2 and len(texts[0]) <= 9:
            first, *rest = self.narrow(texts[1])
            return [[(f"{texts[0]} {first[0]}", first[1]), *rest]]
        return [self.narrow(" ".join(texts))]

    def narrow(self, text: str) -> list[tuple[str, bool]]:
        lines = wrap(text, 12)
        if not self.traps.cut_words or not self.traps.blanks_kept:
            return lines
        out: list[tuple[str, bool]] = []
        for part, open_ in lines:
            if len(part) > 12 and " " not in part:
                out += [(part[:12], False), (part[12:], open_)]
            else:
                out.append((part, open_))
        return out

    def comment(self, row: Indicator) -> None:
        if row.comment:
            self.line("Kommentar")
            self.wrapped(row.comment, 110)
            self.blank()

    def table(self, table: Table) -> None:
        self.blank()
        unit = (table.unit or "").capitalize()
        if self.traps.tabs:
            self.line("\t".join((f"Verksamhetsområde ({unit})", *table.columns)))
            for row in table.rows:
                self.line("\t".join((row.label, *(_amount(v) for v in row.values))))
            self.blank()
            return
        self.line("Verksamhetsområde", open_=True)
        if len(table.columns) > 3:
            self.line(f"({unit})")
            for column in table.columns:
                self.blank()
                for part, open_ in wrap(column, 12):
                    self.line(part, open_)
            self.blank()
        else:
            self.line(f"({unit}) {' '.join(table.columns)}")
            self.blank()
        for row in table.rows:
            cells = " ".join(_amount(v) for v in row.values)
            lines = wrap(row.label, 26)
            for part, open_ in lines[:-1]:
                self.line(part, open_)
            if len(lines) > 2:
                self.line(lines[-1][0])
                self.blank()
                self.line(cells)
            else:
                self.line(f"{lines[-1][0]} {cells}")
            self.blank()


def _amount(value: float | None) -> str:
    return "" if value is None else f"{value:,.1f}".replace(",", " ").replace(".", ",")


def marks_lost(draft: PlanDraft) -> PlanDraft:
    """The truth as far as a text can tell it: a row first on its page has lost its mark among the blanks."""
    return replace(draft, indicators=tuple(replace(i, marked=False) for i in draft.indicators))
