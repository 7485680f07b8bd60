"""Files with answers: those that came to a round, and what taking one in would do to a unit's report."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tertial.foundation.check import Remark, Severity
from tertial.foundation.words import swedish_order
from tertial.organisation.models import Unit
from tertial.reporting.models import Answer, AnswerFile, Exemption, Report, Round
from tertial.reporting.queries.opening import asked
from tertial.reporting.queries.sheet import lock_of
from tertial.reporting.queries.themed import CHAIN, words_before
from tertial.reporting.rules.file_answers import (
    Effect,
    content_of,
    effect_of,
    from_stored,
    other_unit_remark,
    period_remark,
    remark_from_json,
    text_of,
)
from tertial.reporting.rules.filled import Filled, FilledForm
from tertial.reporting.rules.forms import Question, QuestionKind, asked_of
from tertial.reporting.rules.paper import WRITTEN, Earlier, Paper, on_paper

LIVE = (AnswerFile.State.WAITING, AnswerFile.State.READY, AnswerFile.State.TAKEN)


@dataclass(frozen=True)
class FileRow:
    """One question: what the file says, what the report says, and what taking it in does."""

    question: Question
    filled: Filled
    answer: Answer | None
    text: str
    content: Mapping[str, str]
    now: str
    effect: Effect
    locked: str = ""

    @property
    def said(self) -> str:
        """As it is shown: the words of a choice, or the text."""
        return self.filled.text or "" if self.content else self.text

    @property
    def may_be_taken(self) -> bool:
        return self.effect in (Effect.NEW, Effect.REPLACES)


@dataclass(frozen=True)
class FileSheet:
    """A file beside the report of the unit that it may be from."""

    file: AnswerFile
    filled: FilledForm
    unit: Unit | None
    report: Report | None
    rows: tuple[FileRow, ...]
    remarks: tuple[Remark, ...]
    others: tuple[AnswerFile, ...]  # more files for the same unit
    excused: str = ""

    @cached_property
    def needs_word(self) -> list[Remark]:
        """What somebody must say is right before it is taken in."""
        return [each for each in self.remarks if each.severity is Severity.ERROR]

    @property
    def to_take(self) -> list[FileRow]:
        return [each for each in self.rows if each.may_be_taken]


def files_of(round_: Round) -> list[AnswerFile]:
    """Those that wait first, then what is done with."""
    order = {state: place for place, state in enumerate(("ready", "failed", "waiting", "taken", "withdrawn"))}
    rows = round_.answer_files.exclude(state=AnswerFile.State.DISCARDED).select_related(
        "unit", "suggested", "sent_for"
    )
    return sorted(rows.defer("read", "undo"), key=lambda each: (order[each.state], swedish_order(each.name)))


def own_files(report: Report) -> list[AnswerFile]:
    """Those that the unit's own people sent, the latest first."""
    rows = report.round.answer_files.filter(sent_for=report.unit).exclude(state=AnswerFile.State.DISCARDED)
    return list(rows.defer("read", "undo").order_by("-received_at", "-pk"))


def asked_names(round_: Round) -> dict[str, str]:
    """Who is asked in the round: key → name."""
    return dict(round_.reports.order_by("unit__name").values_list("unit__key", "unit__name"))


def others_for(file: AnswerFile, unit: Unit | None) -> list[AnswerFile]:
    """More live files that are, or seem to be, from the same unit."""
    if unit is None:
        return []
    rows = AnswerFile.objects.filter(round=file.round_id, state__in=LIVE).exclude(pk=file.pk)
    found = rows.defer("read", "undo").select_related("round", "unit", "suggested", "sent_for")
    return [each for each in found if (each.sent_for or each.unit or each.suggested) == unit]


def sheet_of(file: AnswerFile, unit: Unit | None) -> FileSheet:
    """Worked out as everything stands now."""
    filled = from_stored(file.read) if file.read else FilledForm(file.round.form_version.key, {}, None, ())
    report = report_of(file.round, unit)
    period = period_remark(filled.period, file.round.when)
    found = [each for each in (_other_unit(file), period) if each is not None]
    remarks = [*found, *map(remark_from_json, file.remarks)]
    excused = Exemption.objects.filter(report=report, section="").first() if report else None
    return FileSheet(
        file,
        filled,
        unit,
        report,
        tuple(_rows(file, filled, report)),
        tuple(remarks),
        tuple(others_for(file, unit)),
        excused.reason if excused else "",
    )


def _other_unit(file: AnswerFile) -> Remark | None:
    """Of a unit's own file whose form is another's."""
    if file.sent_for is None or file.suggested is None or file.suggested == file.sent_for:
        return None
    return other_unit_remark(file.suggested.name, file.sent_for.name)


def report_of(round_: Round, unit: Unit | None) -> Report | None:
    rows = Report.objects.select_related("round", "unit", "form_version").filter(round=round_)
    return rows.filter(unit=unit).first() if unit else None


def _rows(file: AnswerFile, filled: FilledForm, report: Report | None) -> list[FileRow]:
    answers = answers_of(report) if report else {}
    form = on_paper(file.round.form_version.form)
    said = ((question, filled.answer(question.key)) for _, question in form.questions())
    return [_row(question, each, answers.get(question.key)) for question, each in said if each is not None]


def _row(question: Question, filled: Filled, answer: Answer | None) -> FileRow:
    text = text_of(filled, words_before(answer) if answer else "")
    content: Mapping[str, str] = {}
    if question.kind is not QuestionKind.TEXT:
        content, text = content_of(question, filled) or {}, ""
    is_same = filled.is_same and not text and answer is not None and answer.before_id is not None
    lock = lock_of(answer.part) if answer else None
    new: object = content or ("same" if is_same else text)
    now: object = _now(answer) if answer else ""
    effect = effect_of(new, now, is_open=lock is None)
    shown = answer.text if answer and not answer.is_same else ""
    return FileRow(
        question, filled, answer, text, content, shown, effect, str(lock.sentence().text) if lock else ""
    )


def _now(answer: Answer) -> object:
    if answer.content:
        return dict(answer.content)
    return "same" if answer.is_same else answer.text


def answers_of(report: Report) -> dict[str, Answer]:
    """By question; those that are asked once only."""
    rows = Answer.objects.filter(part__report=report, kind__in=[kind.value for kind in WRITTEN])
    found: dict[str, list[Answer]] = {}
    for each in rows.select_related("part", "measure", CHAIN).order_by("part__place", "place"):
        each.part.report = report
        found.setdefault(each.question, []).append(each)
    return {key: same[0] for key, same in found.items() if len(same) == 1}


def paper_of(report: Report, last_day: str = "") -> Paper:
    """The unit's form as it may be sent out: with what it answered before, and what it has written so far."""
    answers = answers_of(report)
    earlier = {
        key: Earlier(each.before.part.report.round.when.label(), words)
        for key, each in _with_before(answers).items()
        if each.before is not None and (words := words_before(each))
    }
    written = {key: each.text or next(iter(each.content.values()), "") for key, each in answers.items()}
    form = on_paper(report.form_version.form)
    form = replace(form, sections=asked_of(form, asked(report.unit)))
    return Paper(
        form,
        report.round.period,
        report.unit.name,
        report.unit.key,
        report.round.key,
        last_day,
        {form.head[0].key: report.unit.name} if form.head else {},
        earlier,
        written,
    )


def _with_before(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """With the rounds that the answers of before were given in, in one question."""
    rows = Answer.objects.filter(pk__in=[each.pk for each in answers.values()]).select_related(
        "before__part__report__round", CHAIN
    )
    return {each.question: each for each in rows}


def has_paper(round_: Round) -> bool:
    """Whether the round's form has anything that a document can answer."""
    return any(on_paper(round_.form_version.form).questions())
