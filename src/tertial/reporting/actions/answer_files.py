"""Files with answers to a round: kept, read in the background, matched by a person, taken in as drafts, taken back."""

import hashlib
import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from tertial.foundation.words import N_
from tertial.history.actions import action, nothing_changed
from tertial.intake.actions.jobs import start
from tertial.intake.actions.kept import keep, refuse_large
from tertial.intake.models import Job
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.roles import Permission
from tertial.reporting.actions.answers import put
from tertial.reporting.actions.moving import (
    LockedRefused,
    held,
    held_parts,
    is_open,
    settle,
    tell,
    tell_round,
)
from tertial.reporting.models import Answer, AnswerFile, AnswerSource, Exemption, Part, Report, Round
from tertial.reporting.queries.answer_files import FileRow, asked_names, own_files, sheet_of
from tertial.reporting.queries.readable import require_answering
from tertial.reporting.queries.sheet import lock_of
from tertial.reporting.rules.boards import guess
from tertial.reporting.rules.file_answers import remark_to_json, to_stored
from tertial.reporting.rules.filled import FilledForm
from tertial.reporting.rules.typed import Typed

WORK = "answers.read"
MOST_FILES = 200  # at once
MOST_OWN = 20  # of a board, that are not thrown away
State = AnswerFile.State


@dataclass(frozen=True, slots=True)
class Came:
    """One file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Received:
    """What came of it: new files, and those that were here already."""

    files: list[AnswerFile]
    again: list[AnswerFile]
    job: Job | None = None


@action
def receive_files(*, by: By, round_: Round, files: Sequence[Came]) -> Received:
    """Keep them and have them read. The same file twice is one; one that was thrown away may come again."""
    acting_for = require(by, Permission.RUN_ROUNDS)
    if round_.state not in (Round.State.OPEN, Round.State.CLOSED):
        raise Refused(N_("Omgången är inte öppen än."), field="files")
    if len(files) > MOST_FILES:
        raise Refused(N_("Skicka in högst %(most)s filer åt gången."), field="files", most=MOST_FILES)
    for each in files:
        refuse_large(len(each.content))
    new: list[AnswerFile] = []
    again: list[AnswerFile] = []
    for each in files:
        made, is_new = _received(by, round_, each)
        (new if is_new else again).append(made)
    if not new:
        nothing_changed()
        return Received([], again)
    job = start(
        by=by,
        work=WORK,
        name=round_.title,
        address=reverse("answer_files", args=[round_.key]),
        files=[each.pk for each in new],
    )
    AnswerFile.objects.filter(pk__in=[each.pk for each in new]).update(job=job.key)
    tell_round(by, "round.files_received", round_, acting_for, count=len(new))
    return Received(new, again, job)


@action
def send_own_file(*, by: By, report: Report, came: Came) -> AnswerFile:
    """A board's own file, tied to it: it can be taken in nowhere else. The same file twice is one."""
    acting_for = require_answering(by, report.round, report.unit)
    refuse_large(len(came.content))
    now = held(report)
    if not any(map(is_open, held_parts(now, None))):
        raise Refused(N_("Svaren är redan inlämnade. Ta tillbaka dem först."), field="file")
    if len(own_files(now)) >= MOST_OWN:
        raise Refused(N_("Här finns redan %(most)s filer. Kasta någon först."), field="file", most=MOST_OWN)
    made, is_new = _received(by, now.round, came, now.unit)
    if not is_new:
        nothing_changed()
        return made
    address = reverse("own_file", args=[now.round.key, now.unit.key, made.key])
    job = start(by=by, work=WORK, name=made.name, address=address, files=[made.pk])
    AnswerFile.objects.filter(pk=made.pk).update(job=job.key)
    tell(by, "report.file_sent", now, acting_for, file=made.name)
    return made


def _received(by: By, round_: Round, came: Came, sent_for: Unit | None = None) -> tuple[AnswerFile, bool]:
    """A board hears of its own files only, never that another has sent the same."""
    digest = hashlib.sha256(came.content).hexdigest()
    known = AnswerFile.objects.filter(round=round_, sha256=digest).exclude(state=State.DISCARDED)
    there = (known.filter(sent_for=sent_for) if sent_for else known).first()
    if there is not None:
        return there, False
    keep(digest, came.content)
    plain = came.name.replace("\\", "/").rpartition("/")[2].strip()[:255] or "svar"
    return (
        AnswerFile.objects.create(
            key=secrets.token_hex(6),
            round=round_,
            name=plain,
            sha256=digest,
            size=len(came.content),
            sent_for=sent_for,
            received_at=timezone.now(),
            received_by_name=by.name,
        ),
        True,
    )


@action
def lay_out_answers(*, by: By, file: AnswerFile, filled: FilledForm | None, problem: str = "") -> AnswerFile:
    """What was read is kept beside the file, with who it seems to be from. Doing it twice does it once."""
    require(by, Permission.RUN_ROUNDS)
    now = _held(file)
    if now.state != State.WAITING:
        nothing_changed()
        return now
    if filled is None:
        now.state, now.problem = State.FAILED, problem
    else:
        now.state, now.read = State.READY, to_stored(filled)
        now.remarks = [remark_to_json(each) for each in filled.remarks]
        _suggest(now, filled)
    now.save()
    _tell_of(by, "file_read" if filled is not None else "file_unreadable", now)
    return now


def _tell_of(by: By, verb: str, file: AnswerFile, acting_for: str = "") -> None:
    """In the timeline of those who may see the file: the board's own, or the round's."""
    if file.sent_for is None:
        tell_round(by, f"round.{verb}", file.round, acting_for, file=file.name)
    else:
        reports = Report.objects.select_related("round", "unit")
        report = reports.get(round=file.round, unit=file.sent_for)
        tell(by, f"report.{verb}", report, acting_for, file=file.name)


def _suggest(file: AnswerFile, filled: FilledForm) -> None:
    """By the key in a form of ours from this round, else by what the head says, else by the file's name."""
    names = asked_names(file.round)
    head = file.round.form_version.form.head
    file.said_unit = (filled.head.get(head[0].key) or "")[:255] if head else ""
    if filled.round_key == file.round.key and filled.unit_key in names:
        found = guess(file.said_unit, names) if file.said_unit else None
        file.is_sure = found is None or found.key == filled.unit_key
        key = filled.unit_key if file.is_sure or found is None else found.key
    else:
        said = guess(file.said_unit, names) or guess(file.name.rpartition(".")[0].replace("_", " "), names)
        key, file.is_sure = (said.key, said.is_sure and bool(file.said_unit)) if said else ("", False)
    file.suggested = Unit.objects.filter(key=key).first() if key else None


@action
def take_answers(
    *, by: By, file: AnswerFile, unit: Unit, questions: Collection[str], is_right: bool = False
) -> AnswerFile:
    """The chosen answers become drafts in the unit's report, each with its place in the file."""
    now = _held(file)
    acting_for = require_answering(by, now.round, now.sent_for)
    if now.sent_for not in (None, unit):
        raise Refused(N_("Filen är skickad för %(unit)s och kan bara tas in där."), unit=now.sent_for.name)
    if now.state == State.TAKEN and now.unit_id == unit.pk:
        nothing_changed()
        return now
    if now.state not in (State.READY, State.WITHDRAWN):
        raise Refused(N_("Filen kan inte tas in nu."))
    sheet = sheet_of(now, unit)
    if sheet.report is None:
        raise Refused(N_("%(unit)s är inte med i omgången."), field="unit", unit=unit.name)
    if sheet.needs_word and not is_right:
        raise Refused(N_("Läs anmärkningen och kryssa i att filen ändå är rätt."), field="is_right")
    report = held(sheet.report)
    rows = [each for each in sheet.to_take if each.question.key in questions]
    declines = sheet.filled.declines is not None
    if not by.may(Permission.RUN_ROUNDS):
        _refuse_beyond_writing(by, report, rows, declines)
    if not rows and not declines:
        raise Refused(N_("Kryssa för minst ett svar att ta in."), field="questions")
    now.undo = list(_taken(by, now, report, rows, acting_for))
    if declines:
        now.undo += _declined(by, report, sheet.filled.declines or "")
    now.state, now.unit, now.taken_at, now.taken_by_name = State.TAKEN, unit, timezone.now(), by.name
    now.save()
    tell(by, "report.file_taken", report, acting_for, file=now.name, count=len(rows))
    return now


def _refuse_beyond_writing(by: By, report: Report, rows: Sequence[FileRow], declines: bool) -> None:
    """What a board's people cannot say by writing, they cannot say with a file."""
    excuses = dict(Exemption.objects.filter(report=report).values_list("section", "reason"))
    for section in ("", *(row.answer.part.section for row in rows if row.answer)):
        if section in excuses:
            raise Refused(N_("Enheten är undantagen från den här delen: %(why)s"), why=excuses[section])
    if declines and not by.may(Permission.REPORT, report.unit.key):
        raise Refused(
            N_("Bara den som rapporterar för %(unit)s kan svara att ni inte deltar."), unit=report.unit.name
        )


def _taken(
    by: By, file: AnswerFile, report: Report, rows: Sequence[FileRow], acting_for: str
) -> Iterator[dict[str, Any]]:
    """Write each, and say how it is taken back."""
    held_parts = {each.pk: each for each in Part.objects.select_for_update().filter(report=report)}
    for row in rows:
        if row.answer is None:
            continue
        answer = (
            Answer.objects.select_for_update(of=("self",)).select_related("measure").get(pk=row.answer.pk)
        )
        answer.part = held_parts[answer.part_id]
        answer.part.report = report
        before = _as_was(answer)
        is_same = row.filled.is_same and not row.text and not row.content
        typed = Typed(content=row.content) if row.content else Typed(text="" if is_same else row.text)
        put(by, answer, typed, acting_for, is_same=is_same)
        AnswerSource.objects.update_or_create(
            answer=answer, defaults={"file": file, "page": row.filled.page, "line": row.filled.line}
        )
        yield before | {"answer": answer.pk, "version": answer.version}


def _as_was(answer: Answer) -> dict[str, Any]:
    source = AnswerSource.objects.filter(answer=answer).first()
    return {
        "content": dict(answer.content),
        "text": answer.text,
        "is_same": answer.is_same,
        "source": [source.file_id, source.page, source.line] if source else None,
    }


def _declined(by: By, report: Report, reason: str) -> list[dict[str, Any]]:
    """The unit's own answer that it takes no part."""
    words = reason.strip() or "Nämnden har svarat att den inte deltar."
    _made, is_new = Exemption.objects.get_or_create(
        report=report,
        section="",
        defaults={"reason": words, "at": timezone.now(), "by_name": by.name},
    )
    settle(report, by)
    return [{"declined": report.pk}] if is_new else []


@action
def give_back_answers(*, by: By, file: AnswerFile) -> AnswerFile:
    """Everything as it was before the file was taken in, unless somebody has written on since."""
    now = _held(file)
    acting_for = require_answering(by, now.round, now.sent_for)
    if now.state != State.TAKEN or now.unit is None:
        nothing_changed()
        return now
    report = held(Report.objects.get(round=now.round, unit=now.unit))
    parts = {each.pk: each for each in Part.objects.select_for_update().filter(report=report)}
    steps = [(step, _written_since(step, parts)) for step in now.undo if "answer" in step]
    for step, answer in steps:
        answer.part.report = report
        typed = Typed(content=step["content"], text=step["text"])
        put(by, answer, typed, acting_for, is_same=step["is_same"])
        _source_back(answer, step["source"])
    if any("declined" in step for step in now.undo):
        Exemption.objects.filter(report=report, section="").delete()
        settle(report, by)
    now.state, now.undo = State.WITHDRAWN, []
    now.save(update_fields=["state", "undo"])
    tell(by, "report.file_given_back", report, acting_for, file=now.name)
    return now


def _written_since(step: dict[str, Any], parts: dict[int, Part]) -> Answer:
    """The answer as it was left; refused whole when somebody has built on it."""
    answer = Answer.objects.select_for_update(of=("self",)).select_related("measure").get(pk=step["answer"])
    answer.part = parts[answer.part_id]
    if not is_open(answer.part) and (locked := lock_of(answer.part)) is not None:
        raise LockedRefused(locked)
    if answer.version != step["version"]:
        raise Refused(
            N_("%(who)s har skrivit vidare på svaret på fråga %(question)s. Filen kan inte ångras."),
            who=answer.saved_by_name,
            question=answer.question,
        )
    return answer


def _source_back(answer: Answer, source: Sequence[Any] | None) -> None:
    AnswerSource.objects.filter(answer=answer).delete()
    if source:
        AnswerSource.objects.create(answer=answer, file_id=source[0], page=source[1], line=source[2])


@action
def discard_file(*, by: By, file: AnswerFile) -> AnswerFile:
    """Throw the reading away. The file itself stays where it is kept."""
    now = _held(file)
    acting_for = require_answering(by, now.round, now.sent_for)
    if now.state == State.TAKEN:
        raise Refused(N_("Svaren är intagna. Ångra det först."))
    if now.state == State.DISCARDED:
        nothing_changed()
        return now
    now.state = State.DISCARDED
    now.save(update_fields=["state"])
    _tell_of(by, "file_discarded", now, acting_for)
    return now


def _held(file: AnswerFile) -> AnswerFile:
    rows = AnswerFile.objects.select_related("round__form_version", "sent_for").select_for_update(
        of=("self",)
    )
    return rows.get(pk=file.pk)
