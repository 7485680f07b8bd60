"""A delivery's life: received as a draft that shows what it would do, then taken in or thrown away, perhaps undone.

A long file of rows is looked at and taken in by the worker; a short one while one waits.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import TypeVar

from django.urls import reverse
from django.utils import timezone

from tertial.foundation.delivery import (
    AnyTaker,
    Given,
    Preview,
    Ready,
    RowTaker,
    Tell,
    all_takers,
    in_silence,
)
from tertial.foundation.sheet import Unreadable
from tertial.foundation.words import N_
from tertial.history.actions import action, record
from tertial.intake.actions import jobs
from tertial.intake.actions.kept import content_of, keep, refuse_large
from tertial.intake.models import Submission
from tertial.organisation.access import By, require, require_somewhere
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.roles import Permission

LARGE = 500_000  # bytes; some thousand rows
State = Submission.State
Found = TypeVar("Found")


@action
def receive(*, by: By, kind: str, name: str, content: bytes) -> Submission:
    """Keep the file and look at it. Nothing is changed yet."""
    taker = all_takers()[kind]
    acting_for = require_door(by, taker)
    refuse_large(len(content))
    later = is_long(taker, len(content))
    preview = Preview({}) if later else _look(taker, Given(content, name, by))
    digest = hashlib.sha256(content).hexdigest()
    keep(digest, content)
    delivery = Submission(
        key=secrets.token_hex(6),
        kind=kind,
        name=name[:255],
        sha256=digest,
        size=len(content),
        delivered_by=by.key,
        delivered_by_name=by.name,
        delivered_at=timezone.now(),
    )
    _show(delivery, preview)
    if later:
        _ask_worker(by, delivery, "delivery.look")
    _tell(by, "delivery.received", delivery, acting_for)
    return delivery


def require_door(by: By, taker: AnyTaker) -> str:
    """May `by` deliver files of this kind at all?"""
    if isinstance(taker, RowTaker):
        return require_somewhere(by, [Permission(each) for each in taker.permissions])
    return require(by, Permission(taker.permission))


def _require(by: By, taker: AnyTaker, delivery: Submission) -> str:
    """A file of rows is its own person's, or the city office's; another is for whoever may deliver such."""
    if isinstance(taker, RowTaker) and delivery.delivered_by != by.key:
        return require(by, Permission.IMPORT)
    return require_door(by, taker)


def is_long(taker: AnyTaker, size: int) -> bool:
    return isinstance(taker, RowTaker) and size > LARGE


def _given(by: By, delivery: Submission, tell: Tell = in_silence) -> Given:
    return Given(content_of(delivery), delivery.name, by, delivery.confirmed, tell)


def _look(taker: AnyTaker, given: Given) -> Preview:
    return _readable(
        lambda: taker.look(given) if isinstance(taker, RowTaker) else taker.look(given.content, given.name)
    )


def _readable(do: Callable[[], Found]) -> Found:
    try:
        return do()
    except Unreadable as error:
        if error.row:
            words = {"row": error.row, "reason": error.message}
            raise Refused(N_("Rad %(row)s: %(reason)s"), field="file", **words) from None
        raise Refused(error.text, field="file", **error.params) from None


def _show(delivery: Submission, preview: Preview) -> None:
    delivery.changes, delivery.counts, delivery.remarks = preview.rows, preview.counts, preview.remarks
    delivery.fingerprint, delivery.names = preview.fingerprint, preview.names
    delivery.state = State.DRAFT
    delivery.save()


def _ask_worker(by: By, delivery: Submission, work: str) -> None:
    job = jobs.start(
        by=by,
        work=work,
        name=delivery.name,
        address=reverse("delivery", args=[delivery.key]),
        is_heavy=True,
        delivery=delivery.key,
        person=by.key,
    )
    delivery.job = job.key
    delivery.state = State.READING if work == "delivery.look" else delivery.state
    delivery.save(update_fields=["job", "state"])


def look_again(*, by: By, delivery: Submission, tell: Tell = in_silence) -> None:
    """The same file looked at once more, outside any transaction so that everybody sees how far it has come."""
    show_preview(
        by=by, delivery=delivery, preview=_look(all_takers()[delivery.kind], _given(by, delivery, tell))
    )


@action
def show_preview(*, by: By, delivery: Submission, preview: Preview) -> None:
    """What the worker found when it looked."""
    acting_for = _require(by, all_takers()[delivery.kind], delivery)
    now = _locked(delivery, State.READING, State.DRAFT)
    now.job = ""
    _show(now, preview)
    _tell(by, "delivery.looked", now, acting_for, count=sum(preview.counts.values()))


@action
def confirm_names(*, by: By, delivery: Submission, chosen: Mapping[tuple[str, str], str]) -> Submission:
    """What unknown names in the file mean, said by a person; then the file is looked at with that known."""
    taker = all_takers()[delivery.kind]
    acting_for = _require(by, taker, delivery)
    now = _locked(delivery, State.DRAFT)
    offered = {(each["column"], each["plain"]): {one["key"] for one in each["options"]} for each in now.names}
    for (column, typed), key in chosen.items():
        if key not in offered.get((column, typed), ()):
            raise Refused(N_("Välj bland förslagen, eller rätta namnet i filen."))
        now.confirmed.setdefault(column, {})[typed] = key
    if is_long(taker, now.size):
        _ask_worker(by, now, "delivery.look")
        now.save()
    else:
        _show(now, _look(taker, _given(by, now)))
    _tell(by, "delivery.names", now, acting_for, count=len(chosen))
    return now


@action
def accept_later(*, by: By, delivery: Submission) -> Submission:
    """Ask the worker to take it in; it tells so when it is done."""
    acting_for = _require(by, all_takers()[delivery.kind], delivery)
    now = _locked(delivery, State.DRAFT)
    if now.job and not jobs.is_over(now.job):
        raise Refused(N_("Filen läses redan in."))
    _ask_worker(by, now, "delivery.take")
    _tell(by, "delivery.asked", now, acting_for)
    return now


def accept_long(*, by: By, delivery: Submission, tell: Tell = in_silence) -> Submission:
    """Judged again while everybody sees how far it has come, then written in one transaction."""
    taker = all_takers()[delivery.kind]
    if not isinstance(taker, RowTaker):
        return accept(by=by, delivery=delivery)
    given = _given(by, delivery, tell)
    with closing(_readable(lambda: taker.ready(given))) as ready:
        return accept(by=by, delivery=delivery, ready=ready)


@action
def accept(*, by: By, delivery: Submission, ready: Ready | None = None) -> Submission:
    """Take it in: everything that was shown, or nothing. It is worked out again, since the city may have changed.

    Of a file whose rows stand alone the stopped ones are left out; other files are refused whole.
    """
    taker = all_takers()[delivery.kind]
    acting_for = _require(by, taker, delivery)
    now = _locked(delivery, State.DRAFT)
    if isinstance(taker, RowTaker):
        given = _given(by, now)
        with closing(ready or _readable(lambda: taker.ready(given))) as judged:
            _still_so(now, judged.preview)
            now.undo = taker.take(by=by, delivery=now, ready=judged)
    else:
        content = content_of(now)
        _still_so(now, _look(taker, Given(content, now.name, by)))
        now.undo = taker.take(by=by, content=content, name=now.name)
    now.state, now.job = State.RECEIVED, ""
    now.received_at = timezone.now()
    now.save()
    count = sum(each.get("count", 1) for each in now.undo)
    _tell(by, "delivery.accepted", now, acting_for, count=count)
    return now


def _still_so(delivery: Submission, preview: Preview) -> None:
    """It does what was shown, and that may be done."""
    if not preview.may_be_done:
        raise Refused(N_("Filen har fel och kan inte läsas in. Rätta den och lämna in den igen."))
    if preview.fingerprint != delivery.fingerprint:
        raise Refused(
            N_("Organisationen har ändrats sedan filen lämnades in. Lämna in den igen och se vad den gör nu.")
        )


@action
def withdraw(*, by: By, delivery: Submission) -> Submission:
    """Undo: everything as it was before, if nobody has built on it since."""
    taker = all_takers()[delivery.kind]
    acting_for = _require(by, taker, delivery)
    now = _locked(delivery, State.RECEIVED)
    taker.take_back(by=by, undo=now.undo)
    now.state = State.WITHDRAWN
    now.withdrawn_at = timezone.now()
    now.save()
    _tell(by, "delivery.withdrawn", now, acting_for)
    return now


@action
def discard(*, by: By, delivery: Submission) -> Submission:
    """Throw the draft away without taking it in."""
    acting_for = _require(by, all_takers()[delivery.kind], delivery)
    now = _locked(delivery, State.DRAFT, State.READING)
    if now.job:
        jobs.cancel_key(now.job)
    now.state = State.DISCARDED
    now.save()
    _tell(by, "delivery.discarded", now, acting_for)
    return now


REFUSALS = {
    State.DRAFT: N_("Filen är redan inläst eller kastad."),
    State.READING: N_("Filen är redan inläst eller kastad."),
    State.RECEIVED: N_("Filen är inte inläst, eller redan ångrad."),
}


def _locked(delivery: Submission, *states: Submission.State) -> Submission:
    """The row as it is now, for us alone: pressing twice does it once."""
    now = Submission.objects.select_for_update().get(pk=delivery.pk)
    if now.state not in states:
        raise Refused(REFUSALS[states[0]])
    return now


def _tell(by: By, verb: str, delivery: Submission, acting_for: str, count: int = 0) -> None:
    record(
        by=by,
        verb=verb,
        kind="delivery",
        key=delivery.key,
        name=delivery.name,
        acting_for=acting_for,
        count=count,
    )
