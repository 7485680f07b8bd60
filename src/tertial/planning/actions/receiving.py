"""A document comes in to become a plan: kept, read in the background, laid out row by row for review."""

import hashlib
import secrets
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from tertial.foundation.words import N_
from tertial.goals.actions.asking import require_plan
from tertial.goals.models import Plan
from tertial.history.actions import action, nothing_changed, record
from tertial.intake.actions.jobs import cancel_key, start
from tertial.intake.actions.kept import LARGE_DOCUMENT, keep, refuse_large
from tertial.intake.importers.sources.line import Line
from tertial.intake.models import Job
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.planning.models import Document, Passage, Proposal, Reading
from tertial.planning.queries.known import known_for
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.draft_rows import Kind, apart, as_json
from tertial.planning.rules.proposing import Proposed, propose

WORK = "plan.read"
BATCH = 500
ROOM = 1000  # between two rows, for those that are split
FIRST_YEAR, LAST_YEAR = 1990, 2100
HEAVY_BYTES = 5_000_000  # read by the second worker at once; the first hands over what turns out to be long
LIVE = (Reading.State.WAITING, Reading.State.READY, Reading.State.ADOPTED)


@action
def receive_plan(
    *,
    by: By,
    unit: Unit,
    name: str,
    content: bytes,
    year: int | None = None,
    kind: str = "operational",
    in_background: bool = True,
) -> Reading:
    """Keep the file and have it read. The same file for the same unit is the same review."""
    acting_for = require_plan(by, unit, words_needed=False)
    refuse_large(len(content), LARGE_DOCUMENT)
    if not content:
        raise Refused(N_("Filen är tom. Välj en annan."), field="file")
    if year is not None:
        refuse_year(year)
    document = _kept(name, content)
    same = document.readings.filter(unit=unit, kind=kind, state__in=LIVE)
    again = (same.filter(year=year) if year else same).select_related("document", "unit").first()
    if again is not None:
        nothing_changed()
        return again
    reading = Reading.objects.create(
        key=secrets.token_hex(6),
        document=document,
        unit=unit,
        year=year,
        kind=kind,
        begun_at=timezone.now(),
        begun_by=by.key,
        begun_by_name=by.name,
    )
    if in_background:
        _queue(by, reading)
    tell(by, "reading.begun", reading, acting_for)
    return reading


def refuse_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(N_("Skriv ett år med fyra siffror, till exempel 2027."), field="year")


def _queue(by: By, reading: Reading, *, is_long: bool = False) -> None:
    address = reverse("reading", args=[reading.key])
    document = reading.document
    heavy = is_long or document.size > HEAVY_BYTES
    job = start(
        by=by,
        work=WORK,
        name=document.name,
        address=address,
        is_heavy=heavy,
        reading=reading.pk,
        is_long=is_long,
    )
    Job.objects.filter(pk=job.pk).update(asked_by=reading.begun_by)  # it is theirs, whoever hands it on
    reading.job = job.key
    reading.save(update_fields=["job"])


@action
def read_again(*, by: By, reading: Reading) -> Reading:
    """Once more, after a stop or a failure; what was thrown away comes back as it was."""
    acting_for = require_plan(by, reading.unit, words_needed=False)
    now = (
        Reading.objects.select_for_update(of=("self",)).select_related("document", "unit").get(pk=reading.pk)
    )
    running = Job.objects.filter(key=now.job, state__in=[Job.State.WAITING, Job.State.RUNNING])
    if now.state in (Reading.State.READY, Reading.State.ADOPTED) or running.exists():
        nothing_changed()
        return now
    is_laid_out = now.proposals.exists()
    now.state, now.problem = Reading.State.READY if is_laid_out else Reading.State.WAITING, ""
    now.save(update_fields=["state", "problem"])
    if not is_laid_out:
        _queue(by, now)
    tell(by, "reading.restored" if is_laid_out else "reading.begun", now, acting_for)
    return now


@action
def hand_to_second(*, by: By, reading: Reading) -> Reading:
    """A long document is read by the worker that keeps nobody waiting."""
    acting_for = require_plan(by, reading.unit, words_needed=False)
    now = (
        Reading.objects.select_for_update(of=("self",)).select_related("document", "unit").get(pk=reading.pk)
    )
    if now.state != Reading.State.WAITING:
        nothing_changed()
        return now
    _queue(by, now, is_long=True)
    tell(by, "reading.queued", now, acting_for)
    return now


def _kept(name: str, content: bytes) -> Document:
    digest = hashlib.sha256(content).hexdigest()
    keep(digest, content)
    given = {
        "name": name[:255],
        "kind": sniffed(content),
        "size": len(content),
        "received_at": timezone.now(),
    }
    document, _ = Document.objects.get_or_create(sha256=digest, defaults=given)
    return Document.objects.select_for_update().get(pk=document.pk)  # two who send it at once get one review


def sniffed(content: bytes) -> str:
    """What the file is by its content; whether it can be read is the reader's to say."""
    if b"%PDF-" in content[:1024]:
        return "pdf"
    return "docx" if content.startswith(b"PK") else "txt"


@action
def lay_out(*, by: By, reading: Reading, draft: PlanDraft, lines: Sequence[Line]) -> Reading:
    """What was read becomes rows to judge, each with its passage. Doing it twice does it once."""
    acting_for = require_plan(by, reading.unit, words_needed=False)
    now = (
        Reading.objects.select_for_update(of=("self",)).select_related("document", "unit").get(pk=reading.pk)
    )
    if now.state != Reading.State.WAITING:
        nothing_changed()
        return now
    passages = _passages(now.document, lines)
    frame, rows = apart(draft)
    said = draft.year if draft.year and FIRST_YEAR <= draft.year <= LAST_YEAR else None
    year = now.year or said or timezone.localdate().year
    _lay(now, propose(rows, known_for(now.unit, year, now.kind)), passages)
    Document.objects.filter(pk=now.document_id).update(pages=draft.source.pages)
    now.frame, now.year, now.state = as_json(frame), year, Reading.State.READY
    now.save()
    tell(by, "reading.read", now, acting_for, count=len(rows))
    return now


def _passages(document: Document, lines: Sequence[Line]) -> dict[int, Passage]:
    """Every printed line, kept once however many times the document is read."""
    if not document.passages.exists():
        rows = {line.number: line for line in lines if line.text.strip() and line.number}
        Passage.objects.bulk_create(
            (
                Passage(document=document, line=at, page=line.page, text=line.text)
                for at, line in rows.items()
            ),
            batch_size=BATCH,
        )
    return {each.line: each for each in document.passages.defer("text")}


def _lay(reading: Reading, proposed: Sequence[Proposed], passages: dict[int, Passage]) -> None:
    rows = [_proposal(reading, at, each, passages) for at, each in enumerate(proposed)]
    made = Proposal.objects.bulk_create(rows, batch_size=BATCH)
    below = []
    for each, row in zip(proposed, made, strict=True):
        if each.draft.under is not None:
            row.under = made[each.draft.under]
            below.append(row)
    Proposal.objects.bulk_update(below, ["under"], batch_size=BATCH)


def _proposal(reading: Reading, at: int, each: Proposed, passages: dict[int, Passage]) -> Proposal:
    content = as_json(each.draft.row)
    return Proposal(
        reading=reading,
        place=(at + 1) * ROOM,
        kind=each.draft.kind.value,
        read=content,
        content=content,
        passage=passages.get(each.draft.row.place.line or 0),
        **compared(each),
    )


def compared(each: Proposed) -> dict[str, Any]:
    """What a row is taken for, as the proposal keeps it."""
    found, match = each.found, Proposal.Match.NEW
    if found is not None:
        match = Proposal.Match.SAME if found.is_same else Proposal.Match.CHANGED
    taken = found is not None and ("alike" not in each.doubts or each.draft.kind is Kind.ACTIVITY)
    return {
        "certainty": each.certainty,
        "why": list(each.doubts),
        "is_citys": each.is_citys and (taken or each.draft.kind == "goal"),
        "match": match,
        "matched": found.key if found and taken else "",
        "matched_text": found.text if found else "",
    }


@action
def give_up(*, by: By, reading: Reading, problem: str) -> Reading:
    """The document could not be read; the page says why."""
    acting_for = require_plan(by, reading.unit, words_needed=False)
    now = (
        Reading.objects.select_for_update(of=("self",)).select_related("document", "unit").get(pk=reading.pk)
    )
    if now.state != Reading.State.WAITING:
        nothing_changed()
        return now
    now.state, now.problem = Reading.State.FAILED, problem
    now.save(update_fields=["state", "problem"])
    tell(by, "reading.failed", now, acting_for)
    return now


@action
def discard_reading(*, by: By, reading: Reading) -> Reading:
    """Put the review away. Everything judged stays with it, and read_again takes it out again."""
    acting_for = require_plan(by, reading.unit, words_needed=False)
    now = Reading.objects.select_for_update().get(pk=reading.pk)
    if now.state == Reading.State.ADOPTED:
        raise Refused(N_("Planen är införd. Ångra införandet först."))
    if now.state == Reading.State.DISCARDED:
        nothing_changed()
        return now
    now.state = Reading.State.DISCARDED
    now.save(update_fields=["state"])
    cancel_key(now.job)
    tell(by, "reading.discarded", now, acting_for)
    return now


def tell(by: By, verb: str, reading: Reading, acting_for: str = "", **particulars: object) -> None:
    plan: Plan | None = reading.plan
    record(
        by=by,
        verb=verb,
        kind="plan" if plan else "reading",
        key=plan.key if plan else reading.key,
        name=str(plan) if plan else reading.document.name,
        unit=reading.unit.key,
        acting_for=acting_for,
        file=reading.document.name,
        **particulars,
    )
