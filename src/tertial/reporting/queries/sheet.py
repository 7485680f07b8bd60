"""Everything the reporting workspace shows, and what is left to do, in a number of queries that does not grow."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from tertial.foundation.day import format_day
from tertial.goals.models import Activity, GoalLink
from tertial.measures.rules.plausible import Hint
from tertial.organisation.access import Actor, By
from tertial.organisation.models import Unit
from tertial.organisation.roles import Permission
from tertial.reporting.models import Answer, AnswerVersion, Attachment, Exemption, Note, Part, Quote, Report
from tertial.reporting.queries.facing import facing_of
from tertial.reporting.queries.figures import Known, ValueRow, known, value_row, values_of
from tertial.reporting.queries.money import Asked, MoneyRow, money_row, units_added_up
from tertial.reporting.queries.saving import UNSHOWN, reports_below, written
from tertial.reporting.rules.below import who_types
from tertial.reporting.rules.forms import Form, Question, QuestionKind, Section
from tertial.reporting.rules.lacking import Facing, Lack, lacks, minutes_left
from tertial.reporting.rules.states import HANDED_IN, OPEN, Locked, Move, State, steps_from
from tertial.reporting.rules.typed import word_count

Thing = TypeVar("Thing")
DEPTH = 5  # unit, department, administration, board, city: and one to spare
_EXCUSES = Exemption.objects.filter(
    Q(section="") | Q(section=OuterRef("part__section")), report=OuterRef("part__report")
)
IS_EXCUSED = Exists(_EXCUSES)  # of an answer: its unit takes no part, or not in that part of the report


SAID = ("part__goal", "measure", "part", "before")
UNSAID = ("before__text", "before__comment")  # of what was answered before only the figures are asked for


@dataclass(frozen=True)
class Said:
    """What a unit below wrote to the same question: for choosing, shortening and quoting with its source."""

    answer: Answer
    unit_key: str
    unit_name: str
    state: State
    goal: str
    text: str
    light: str = ""
    is_excused: bool = False


@dataclass(frozen=True)
class Row:
    """One field: the question, the draft, last period's words, what others wrote, what is odd or lacking."""

    answer: Answer
    question: Question
    label: str
    facing: Facing
    lacks: tuple[Lack, ...]
    value: ValueRow | None = None
    money: MoneyRow | None = None
    activity: Activity | None = None
    before: Answer | None = None
    below: tuple[Said, ...] = ()
    quotes: tuple[Quote, ...] = ()
    notes: tuple[Note, ...] = ()
    rivals: tuple[AnswerVersion, ...] = ()

    @property
    def words(self) -> int:
        return word_count(self.answer.text)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What looks odd in its figures."""
        figures = self.value or self.money
        return figures.hints if figures else ()


@dataclass(frozen=True)
class PartSheet:
    """A part with its rows. `lock` says why it cannot be written; `may_write` holds both lock and person."""

    part: Part
    section: Section
    rows: tuple[Row, ...]
    state: State
    may_write: bool
    lock: Locked | None = None
    notes: tuple[Note, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    exempt: str = ""
    steps: tuple[Move, ...] = ()

    @property
    def is_done(self) -> bool:
        """Handed in, excused, or marked as done by who writes, who has not heard of anything more since."""
        is_marked = self.part.is_done and not any(row.lacks for row in self.rows)
        return self.state not in OPEN or bool(self.exempt) or is_marked

    @property
    def minutes(self) -> int:
        return 0 if self.exempt or self.state not in OPEN else minutes_left(row.facing for row in self.rows)


@dataclass(frozen=True)
class ReportSheet:
    """`steps` are the moves that this person may make with the whole report now."""

    report: Report
    form: Form
    parts: tuple[PartSheet, ...]
    exempt: str = ""
    steps: tuple[Move, ...] = ()
    below: tuple[Report, ...] = field(default_factory=tuple)

    @property
    def done(self) -> int:
        return sum(1 for each in self.parts if each.is_done)

    @property
    def minutes(self) -> int:
        return sum(each.minutes for each in self.parts)

    @property
    def lacks(self) -> list[tuple[PartSheet, Row, Lack]]:
        return [
            (part, row, lack)
            for part in self.parts
            if not part.exempt
            for row in part.rows
            for lack in row.lacks
        ]

    @property
    def handed_in_below(self) -> tuple[int, int]:
        """24 of 31: how many of the reports below are handed in."""
        return sum(1 for each in self.below if each.state in HANDED_IN), len(self.below)

    def part(self, pk: int) -> PartSheet | None:
        return next((each for each in self.parts if each.part.pk == pk), None)


def find_report(round_key: str, unit_key: str) -> Report | None:
    rows = Report.objects.select_related("round", "unit", "form_version", "above__unit")
    return rows.filter(round__key=round_key, unit__key=unit_key).first()


def report_sheet(report: Report, by: By | None = None, today: date | None = None) -> ReportSheet:
    """The report as this person sees it; without a person, only what it lacks."""
    form = report.form_version.form
    parts = list(report.parts.select_related("goal", "given_to").order_by("place"))
    loaded = _load(report, parts)
    exempt = {each.section: each.reason for each in Exemption.objects.filter(report=report)}
    allowed = _allowed(report, by)
    day = today or timezone.localdate()
    sheets = tuple(_part(part, form, loaded, exempt, allowed, by, day) for part in parts)
    whole = tuple(
        each for each in steps_from(State(report.state)) if each.whole and each.permission in allowed
    )
    return ReportSheet(report, form, sheets, exempt.get("", ""), whole, loaded.below_reports)


def row_of(answer: Answer) -> Row:
    """One field as it stands now, in a few queries: for the remarks beside it while somebody writes."""
    now = written(answer.pk)
    report = now.part.report = answer.part.report
    section = report.form_version.form.section(now.part.section) or Section(now.part.section, now.part.title)
    values = values_of([now])
    below = reports_below(report) if values else ()
    under = reports_under(report) if below else ()
    loaded = _Loaded(
        answers={},
        known=known(
            report.unit,
            report.round.when,
            [each.measure for each in values if each.measure],
            *units_added_up(report.unit, values, under),
        ),
        below=_below(report, below, under, now.question) if below else {},
        below_reports=below,
        units={each.unit.key: each.unit for each in under},
        notes={},
        attachments={},
    )
    now.rivals, now.cited = [], []  # type: ignore[attr-defined]
    return _row(now, now.part, section, loaded, (), timezone.localdate())


def _allowed(report: Report, by: By | None) -> frozenset[Permission]:
    if by is None:
        return frozenset()
    asked = (Permission.REPORT, Permission.APPROVE, Permission.FREEZE)
    return frozenset(each for each in asked if by.may(each, report.unit.key))


@dataclass(frozen=True)
class _Loaded:
    """Rows of the whole report, found by part or answer."""

    answers: Mapping[int, Sequence[Answer]]
    known: Known
    below: Mapping[tuple[str, str, int | None], Sequence[Said]]
    below_reports: tuple[Report, ...]
    units: Mapping[str, Unit]  # of all the reports below
    notes: Mapping[int, Sequence[Note]]
    attachments: Mapping[int, Sequence[Attachment]]


def _load(report: Report, parts: Sequence[Part]) -> _Loaded:
    rows = list(
        Answer.objects.filter(part__report=report)
        .select_related("measure", "activity", "goal", "before", "source__file")
        .defer(*UNSHOWN)
        .prefetch_related(
            Prefetch("quotes", to_attr="cited"),
            Prefetch("versions", AnswerVersion.objects.filter(why="rival", chosen_at__isnull=True), "rivals"),
        )
        .order_by("part", "place")
    )
    under = reports_under(report)
    below = tuple(each for each in under if each.above_id == report.pk)
    measures = [each.measure for each in values_of(rows) if each.measure]
    return _Loaded(
        answers=_grouped(rows, "part_id"),
        known=known(report.unit, report.round.when, measures, *units_added_up(report.unit, rows, under)),
        below=_below(report, below, under) if below else {},
        below_reports=below,
        units={each.unit.key: each.unit for each in under},
        notes=_grouped(Note.objects.filter(part__report=report, done_at__isnull=True), "part_id"),
        attachments=_grouped(
            Attachment.objects.filter(part__report=report, removed_at__isnull=True), "part_id"
        ),
    )


def _grouped(rows: Iterable[Thing], name: str) -> dict[int, list[Thing]]:
    found: dict[int, list[Thing]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def reports_under(report: Report) -> tuple[Report, ...]:
    """The reports below, those below them, and so on, as deep as a city is."""
    over = Q()
    for level in range(1, DEPTH + 1):
        over |= Q(**{"__".join(["above"] * level): report.pk})
    return tuple(Report.objects.filter(over, round=report.round_id).select_related("unit").order_by("pk"))


def _below(
    report: Report, direct: Sequence[Report], under: Sequence[Report], question: str = ""
) -> dict[tuple[str, str, int | None], list[Said]]:
    """Answers of the reports below by question, kind of thing and what they are about.

    A goal's answers are found under the goal itself and under those that it serves. Figures are of those who type
    them, however far below.
    """
    units = {each.pk: each for each in under}
    asked = Answer.objects.filter(
        Q(part__report__in=direct) | Q(part__report__in=under, measure__isnull=False)
    )
    asked = asked.filter(question=question) if question else asked
    rows = list(asked.select_related(*SAID).defer(*UNSAID).annotate(excused=IS_EXCUSED))
    goals = {each.part.goal_id for each in rows if each.part.goal_id}
    serves: dict[int, set[int]] = defaultdict(set)
    for goal, above in GoalLink.objects.filter(goal__in=goals).values_list("goal", "above"):
        serves[goal].add(above)
    found: dict[tuple[str, str, int | None], list[Said]] = defaultdict(list)
    figures: dict[tuple[str, int], dict[int, Said]] = defaultdict(dict)
    for each in rows:
        said = _said(each, units[each.part.report_id])
        if each.measure_id:
            figures[each.question, each.measure_id][each.part.report_id] = said
        else:
            own = each.part.goal_id
            for goal in {own, *(serves[own] if own else ())}:
                found[each.question, "goal", goal].append(said)
    lines = {each.pk: each.above_id for each in under}
    for (asked_in, measure), by_report in figures.items():
        found[asked_in, "measure", measure] = _of_who_types(report, by_report, lines)
    return found


def _of_who_types(report: Report, said: Mapping[int, Said], above: Mapping[int, int | None]) -> list[Said]:
    """A row's answers in the reports that have a figure of their own; what was fetched is one."""
    excused = {pk: each.is_excused for pk, each in said.items()}
    fetched = [pk for pk, each in said.items() if each.answer.is_fetched]
    return [said[pk] for pk in who_types(report.pk, excused, above, fetched)]


def _said(answer: Answer, report: Report) -> Said:
    part = answer.part
    return Said(
        answer=answer,
        unit_key=report.unit.key,
        unit_name=report.unit.name,
        state=State(part.state),
        goal=str(part.goal or ""),
        text=answer.text,
        light=answer.content.get("light", ""),
        is_excused=answer.excused,  # type: ignore[attr-defined]
    )


def _part(
    part: Part,
    form: Form,
    loaded: _Loaded,
    exempt: Mapping[str, str],
    allowed: frozenset[Permission],
    by: By | None,
    today: date,
) -> PartSheet:
    state = State(part.state)
    section = form.section(part.section) or Section(part.section, part.title)
    notes = loaded.notes.get(part.pk, [])
    rows = tuple(_row(each, part, section, loaded, notes, today) for each in loaded.answers.get(part.pk, []))
    excused = exempt.get("", "") or exempt.get(part.section, "")
    is_given = isinstance(by, Actor) and part.given_to_id == by.person.pk
    writer = Permission.REPORT in allowed or is_given
    return PartSheet(
        part=part,
        section=section,
        rows=rows,
        state=state,
        may_write=state in OPEN and writer and not excused,
        lock=lock_of(part),
        notes=tuple(each for each in notes if each.answer_id is None),
        attachments=tuple(loaded.attachments.get(part.pk, [])),
        exempt=excused,
        steps=tuple(each for each in steps_from(state) if not each.whole and each.permission in allowed),
    )


def lock_of(part: Part) -> Locked | None:
    """Who locked it and when; none while it can be written."""
    state = State(part.state)
    if state in OPEN:
        return None
    when = timezone.localtime(part.moved_at) if part.moved_at else None
    shown = f"{format_day(when.date())} kl. {when:%H.%M}" if when else ""
    return Locked(state, part.moved_by_name, shown)


def _row(
    answer: Answer, part: Part, section: Section, loaded: _Loaded, notes: Sequence[Note], today: date
) -> Row:
    question = next((q for q in section.questions if q.key == answer.question), None)
    question = question or Question(answer.question, answer.question, QuestionKind(answer.kind))
    below = tuple(_of_below(answer, part, loaded))
    answer.part = part
    value = money = None
    if question.kind is QuestionKind.VALUE and answer.measure:
        same = {each.unit_key: each.answer for each in below if not each.is_excused}
        value = value_row(answer, loaded.known, same)
    elif question.kind is QuestionKind.MONEY and answer.measure:
        asked = {s.unit_key: Asked(s.answer, loaded.units[s.unit_key], s.is_excused) for s in below}
        money = money_row(answer, question, loaded.known, asked)
    facing = facing_of(answer, part, question, value, money, today)
    return Row(
        answer=answer,
        question=question,
        label=facing.about or question.text,
        facing=facing,
        lacks=tuple(lacks(facing)),
        value=value,
        money=money,
        activity=answer.activity,
        before=answer.before,
        below=below,
        quotes=tuple(answer.cited),  # type: ignore[attr-defined]
        notes=tuple(each for each in notes if each.answer_id == answer.pk),
        rivals=tuple(answer.rivals),  # type: ignore[attr-defined]
    )


def _of_below(answer: Answer, part: Part, loaded: _Loaded) -> Sequence[Said]:
    if answer.measure_id:
        return loaded.below.get((answer.question, "measure", answer.measure_id), ())
    if answer.activity_id:
        return ()
    return loaded.below.get((answer.question, "goal", part.goal_id), ())
