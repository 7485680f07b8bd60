"""A delivery's life: received as a draft that shows what it would do, then taken in or thrown away, perhaps undone."""

import hashlib
import secrets
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from tertial.foundation.delivery import Preview, Taker, all_takers
from tertial.foundation.sheet import Unreadable
from tertial.foundation.words import N_
from tertial.history.actions import action, record
from tertial.intake.models import Submission
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.roles import Permission


@action
def receive(*, by: By, kind: str, name: str, content: bytes) -> Submission:
    """Keep the file and look at it. Nothing is changed yet."""
    taker = all_takers()[kind]
    acting_for = require(by, Permission(taker.permission))
    refuse_large(len(content))
    preview = _look(taker, content, name)
    digest = hashlib.sha256(content).hexdigest()
    keep(digest, content)
    delivery = Submission.objects.create(
        key=secrets.token_hex(6),
        kind=kind,
        name=name[:255],
        sha256=digest,
        size=len(content),
        delivered_by=by.key,
        delivered_by_name=by.name,
        delivered_at=timezone.now(),
        changes=preview.rows,
        counts=preview.counts,
        remarks=preview.remarks,
        fingerprint=preview.fingerprint,
    )
    _tell(by, "delivery.received", delivery, acting_for)
    return delivery


def refuse_large(size: int) -> None:
    if size > settings.UPLOAD_MAX_BYTES:
        raise Refused(
            N_("Filen är större än %(mb)s MB. Dela den i flera."),
            field="file",
            mb=settings.UPLOAD_MAX_BYTES // 2**20,
        )


def _look(taker: Taker, content: bytes, name: str) -> Preview:
    try:
        return taker.look(content, name)
    except Unreadable as error:
        if error.row:
            words = {"row": error.row, "reason": error.message}
            raise Refused(N_("Rad %(row)s: %(reason)s"), field="file", **words) from None
        raise Refused(error.text, field="file", **error.params) from None


@action
def accept(*, by: By, delivery: Submission) -> Submission:
    """Take it in: everything or nothing. What it would do is worked out again, since the city may have changed."""
    taker = all_takers()[delivery.kind]
    acting_for = require(by, Permission(taker.permission))
    now = _locked(delivery, Submission.State.DRAFT)
    content = content_of(now)
    preview = _look(taker, content, now.name)
    if not preview.may_be_done:
        raise Refused(N_("Filen har fel och kan inte läsas in. Rätta den och lämna in den igen."))
    if preview.fingerprint != now.fingerprint:
        raise Refused(
            N_("Organisationen har ändrats sedan filen lämnades in. Lämna in den igen och se vad den gör nu.")
        )
    source = {"delivery": now} if taker.is_kept_as_source else {}
    now.undo = taker.take(by=by, content=content, name=now.name, **source)
    now.state = Submission.State.RECEIVED
    now.received_at = timezone.now()
    now.save()
    count = sum(each.get("count", 1) for each in now.undo)
    _tell(by, "delivery.accepted", now, acting_for, count=count)
    return now


@action
def withdraw(*, by: By, delivery: Submission) -> Submission:
    """Undo: everything as it was before, if nobody has built on it since."""
    taker = all_takers()[delivery.kind]
    acting_for = require(by, Permission(taker.permission))
    now = _locked(delivery, Submission.State.RECEIVED)
    taker.take_back(by=by, undo=now.undo)
    now.state = Submission.State.WITHDRAWN
    now.withdrawn_at = timezone.now()
    now.save()
    _tell(by, "delivery.withdrawn", now, acting_for)
    return now


@action
def discard(*, by: By, delivery: Submission) -> Submission:
    """Throw the draft away without taking it in."""
    acting_for = require(by, Permission(all_takers()[delivery.kind].permission))
    now = _locked(delivery, Submission.State.DRAFT)
    now.state = Submission.State.DISCARDED
    now.save()
    _tell(by, "delivery.discarded", now, acting_for)
    return now


STATES = {
    Submission.State.DRAFT: N_("Filen är redan inläst eller kastad."),
    Submission.State.RECEIVED: N_("Filen är inte inläst, eller redan ångrad."),
}


def _locked(delivery: Submission, state: Submission.State) -> Submission:
    """The row as it is now, for us alone: pressing twice does it once."""
    now = Submission.objects.select_for_update().get(pk=delivery.pk)
    if now.state != state:
        raise Refused(STATES[state])
    return now


def keep(digest: str, content: bytes) -> str:
    """The file lies under its own checksum, so the same file is kept once."""
    path = f"{digest[:2]}/{digest}"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
    return path


def content_of(delivery: Submission) -> bytes:
    path = Path(settings.MEDIA_ROOT) / delivery.sha256[:2] / delivery.sha256
    try:
        content = path.read_bytes()
    except OSError:
        raise Refused(N_("Filen finns inte kvar i datamappen. Lämna in den igen.")) from None
    if hashlib.sha256(content).hexdigest() != delivery.sha256:
        raise Refused(N_("Filen i datamappen är inte den som lämnades in. Lämna in den igen."))
    return content


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
