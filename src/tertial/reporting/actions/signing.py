"""Signing, freezing, and correcting what is frozen: what was decided is never written over."""

from django.utils import timezone

from tertial.foundation.words import N_
from tertial.history.actions import action, nothing_changed
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused
from tertial.reporting.actions.moving import (
    check_reason,
    held,
    held_parts,
    note_down,
    require_step,
    settle,
    shift,
    tell,
)
from tertial.reporting.actions.notices import notify_writers
from tertial.reporting.models import Part, Report, Signature
from tertial.reporting.queries.sealed import document_of
from tertial.reporting.queries.sealed import seen as verified
from tertial.reporting.rules.document import canonical, sum_of
from tertial.reporting.rules.states import State, Step, move

SHOWN = 12  # characters of the sum in a sentence


@action
def sign(*, by: By, report: Report, decision: str = "", seen: str | None = None) -> Signature:
    """Keep exactly what is signed. `seen`: the sum of what whoever signs has read; of something else it is refused.

    The same request again answers with the same signature.
    """
    acting_for = require_step(by, Step.SIGN, report)
    now = held(report)
    if now.state in (State.SIGNED, State.FROZEN):
        nothing_changed()
        return _standing(now)
    parts = _whole(now, Step.SIGN)
    text = canonical(document_of(now))
    _check_seen(text, seen)
    last = now.signatures.order_by("-number").first()
    signature = Signature.objects.create(
        report=now,
        number=last.number + 1 if last else 1,
        document=text,
        sha256=sum_of(text),
        signed_at=timezone.now(),
        signed_by=by.key,
        signed_by_name=by.name,
        decision=decision.strip()[:120],
        reason=last.reason if last and last.frozen_at and last.reason else "",
    )
    shift(parts, Step.SIGN, by)
    settle(now, by)
    notify_writers(now, "signed", None, by)
    whole = {"number": signature.number, "sha256": signature.sha256}  # for telling a sum that was changed too
    tell(by, "report.signed", now, acting_for, sum=signature.sha256[:SHOWN], **whole)
    return signature


@action
def freeze(*, by: By, report: Report, seen: str | None = None) -> Signature:
    """What was signed is what is decided: verified, and from now on never changed. `seen` as when it is signed."""
    acting_for = require_step(by, Step.FREEZE, report)
    now = held(report)
    if now.state == State.FROZEN:
        nothing_changed()
        return _standing(now)
    parts = _whole(now, Step.FREEZE)
    signature = _standing(now)
    if not verified(signature).sealed.is_sound:
        raise Refused(
            N_("Kontrollsumman stämmer inte: det som signerades har ändrats. Signera rapporten igen.")
        )
    _check_seen(signature.document, seen)
    signature.frozen_at, signature.frozen_by_name = timezone.now(), by.name
    signature.save(update_fields=["frozen_at", "frozen_by_name"])
    shift(parts, Step.FREEZE, by)
    settle(now, by)
    notify_writers(now, "frozen", None, by)
    tell(by, "report.frozen", now, acting_for, number=signature.number)
    return signature


@action
def undo_signature(*, by: By, report: Report, reason: str) -> Report:
    """Anybody with the role may open what is signed but not frozen. The undone signature is kept, and says why."""
    acting_for = require_step(by, Step.UNLOCK, report)
    now = held(report)
    if now.state != State.SIGNED:
        raise Refused(N_("Rapporten är inte signerad, eller redan fastställd."))
    words = check_reason(move(State.SIGNED, Step.UNLOCK), reason)
    signature = _standing(now)
    signature.undone_at, signature.reason = timezone.now(), words
    signature.save(update_fields=["undone_at", "reason"])
    shift(_whole(now, Step.UNLOCK), Step.UNLOCK, by)
    settle(now, by)
    notify_writers(now, "returned", None, by, reason=words)
    tell(by, "report.unlocked", now, acting_for, reason=words)
    return now


@action
def correct_after_freeze(*, by: By, report: Report, reason: str) -> Report:
    """Open what is decided, for a correction that becomes the next version. The decided one stays, shown as such."""
    acting_for = require_step(by, Step.CORRECT, report)
    now = held(report)
    if now.state != State.FROZEN:
        raise Refused(N_("Rapporten är inte fastställd. Lås upp den i stället."))
    words = check_reason(move(State.FROZEN, Step.CORRECT), reason)
    signature = _standing(now)
    signature.reason = words  # why there is a next one; the document and its sum are not touched
    signature.save(update_fields=["reason"])
    parts = _whole(now, Step.CORRECT)
    shift(parts, Step.CORRECT, by)
    Part.objects.filter(pk__in=[each.pk for each in parts]).update(is_done=False)
    note_down(by, parts, words, {}, is_return=True)
    settle(now, by)
    notify_writers(now, "returned", None, by, reason=words)
    tell(by, "report.correcting", now, acting_for, reason=words)
    return now


def _check_seen(text: str, seen: str | None) -> None:
    if seen is not None and seen != sum_of(text):
        raise Refused(
            N_("Rapporten har ändrats sedan du öppnade sidan. Läs det som står nu, och gör sedan om steget.")
        )


def _standing(report: Report) -> Signature:
    found = report.signatures.select_for_update().filter(undone_at__isnull=True).order_by("-number").first()
    if found is None:
        raise Refused(N_("Rapporten är inte signerad."))
    return found


def _whole(report: Report, step: Step) -> list[Part]:
    """All its parts, or the reason why the whole report cannot move."""
    parts = held_parts(report, None)
    behind = next((each for each in parts if move(State(each.state), step) is None), None)
    if behind is not None:
        text = N_("Alla delar måste vara godkända först. %(part)s är det inte.")
        raise Refused(text, part=str(behind))
    return parts
