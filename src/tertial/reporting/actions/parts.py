"""A part's way from the first word to approved: given to a colleague, handed in, sent back with notes, approved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from tertial.foundation.words import N_
from tertial.history.actions import action, nothing_changed
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Person
from tertial.organisation.roles import Permission
from tertial.reporting.actions.answers import may_write
from tertial.reporting.actions.facts import give_birth
from tertial.reporting.actions.moving import (
    LockedRefused,
    check_reason,
    held,
    held_parts,
    is_open,
    movable,
    note_down,
    require_step,
    settle,
    shift,
    tell,
)
from tertial.reporting.actions.notices import notify_approvers, notify_writers
from tertial.reporting.models import Answer, Note, Part, Report
from tertial.reporting.queries.sealed import sum_of_part
from tertial.reporting.queries.sheet import PartSheet, Row, lock_of, report_sheet
from tertial.reporting.rules.lacking import Lack
from tertial.reporting.rules.states import HANDED_IN, State, Step, move


@dataclass(frozen=True)
class Missing:
    """Something to put right before it can be handed in, at its place."""

    part: Part
    row: Row
    lack: Lack


class Incomplete(Refused):
    """It cannot be handed in yet; `missing` says everything that lacks, in the order of the page."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        if len(missing) == 1:
            super().__init__(N_("En sak behöver rättas innan du kan lämna in."))
        else:
            text = N_("%(count)s saker behöver rättas innan du kan lämna in.")
            super().__init__(text, count=len(missing))
        self.missing = missing


@action
def give_part(*, by: By, part: Part, person: Person | None) -> Part:
    """A colleague writes it, also one without a role in the unit; without a person it comes back."""
    acting_for = require(by, Permission.REPORT, part.report.unit.key)
    report = held(part.report)
    now = held_parts(report, [part])[0]
    if now.given_to_id == (person.pk if person else None):
        nothing_changed()
        return now
    now.given_to = person
    now.save(update_fields=["given_to"])
    if person is not None:
        notify_writers(report, "given", [person], by, part=str(now))
    tell(
        by, "report.part_given", report, acting_for, part=str(now), person=person.name if person else by.name
    )
    return now


@action
def mark_done(*, by: By, part: Part, is_done: bool = True) -> Part:
    """Whoever writes says that it is ready to be handed in; the next word unmarks it."""
    acting_for = may_write(by, part)
    report = held(part.report)
    now = held_parts(report, [part])[0]
    if not is_open(now) and (locked := lock_of(now)) is not None:
        raise LockedRefused(locked)
    if now.is_done == is_done:
        nothing_changed()
        return now
    if is_done:
        _refuse_incomplete(report, [now])
    now.is_done = is_done
    now.save(update_fields=["is_done"])
    tell(by, "report.done", report, acting_for, part=str(now))
    return now


@action
def submit(*, by: By, report: Report, parts: Sequence[Part] | None = None) -> Report:
    """Hand in the parts, or the whole report; raises Incomplete with everything that lacks. Late is never refused."""
    acting_for = require_step(by, Step.SUBMIT, report)
    now = held(report)
    rows = held_parts(now, parts)
    if rows and all(each.state in HANDED_IN for each in rows):
        nothing_changed()  # the same request again, or somebody else was first
        return now
    moving = movable(rows, Step.SUBMIT)
    _refuse_incomplete(now, moving)
    shift(moving, Step.SUBMIT, by)
    Note.objects.filter(part__in=moving, is_return=True, done_at__isnull=True).update(done_at=timezone.now())
    if settle(now, by) is State.SUBMITTED:
        if now.submitted_at is None:
            now.submitted_at = timezone.now()
            now.save(update_fields=["submitted_at"])
        notify_approvers(now, by)
    tell(by, "report.submitted", now, acting_for, count=len(moving))
    return now


def _refuse_incomplete(report: Report, parts: Sequence[Part]) -> None:
    chosen = {each.pk for each in parts}
    found = [Missing(p.part, row, lack) for p, row, lack in report_sheet(report).lacks if p.part.pk in chosen]
    if found:
        raise Incomplete(found)


@action
def take_back(*, by: By, report: Report, parts: Sequence[Part] | None = None, reason: str) -> Report:
    """Whoever reports takes back what nobody has approved yet."""
    return _move(by, report, parts, Step.TAKE_BACK, reason, "report.taken_back")


@action
def return_report(
    *,
    by: By,
    report: Report,
    parts: Sequence[Part] | None = None,
    reason: str,
    notes: Mapping[Answer, str] | None = None,
) -> Report:
    """Send back, with one reason and perhaps notes at single fields; what is approved stays approved."""
    return _move(by, report, parts, Step.RETURN, reason, "report.returned", notes or {})


@action
def unlock(*, by: By, report: Report, parts: Sequence[Part] | None = None, reason: str) -> Report:
    """Open what is approved. Anybody with the role may, not only whoever approved; the facts stand until corrected."""
    return _move(by, report, parts, Step.UNLOCK, reason, "report.unlocked")


def _move(
    by: By,
    report: Report,
    parts: Sequence[Part] | None,
    step: Step,
    reason: str,
    verb: str,
    notes: Mapping[Answer, str] | None = None,
) -> Report:
    acting_for = require_step(by, step, report)
    now = held(report)
    rows = movable(held_parts(now, parts), step)
    words = check_reason(move(State(rows[0].state), step) if rows else None, reason)
    if any((found := move(State(each.state), step)) and found.whole for each in rows):
        raise Refused(N_("Rapporten är signerad. Lås upp hela rapporten först."))
    shift(rows, step, by)
    Part.objects.filter(pk__in=[each.pk for each in rows]).update(is_done=False)
    if notes is not None or step is Step.UNLOCK:
        note_down(by, rows, words, notes or {}, is_return=True)
        notify_writers(now, "returned", None, by, reason=words)
    settle(now, by)
    tell(by, verb, now, acting_for, count=len(rows), reason=words)
    return now


def _check_seen(sheets: Sequence[PartSheet], seen: Mapping[int, str] | None) -> None:
    changed = [each for each in sheets if seen is not None and seen.get(each.part.pk) != sum_of_part(each)]
    if changed:
        text = N_("%(part)s har ändrats sedan du öppnade sidan. Läs den som den är nu, och godkänn sedan.")
        raise Refused(text, part=str(changed[0].part))


@action
def approve(
    *,
    by: By,
    report: Report,
    parts: Sequence[Part] | None = None,
    seen: Mapping[int, str] | None = None,
    text: str = "",
    notes: Mapping[Answer, str] | None = None,
) -> Report:
    """Approve parts or all that is handed in. Values, judgements and events are born here, once.

    `seen`: by part, the sum of what whoever approves has read; a part that says something else by now is refused.
    `text` and `notes` are what was said of it all the same.
    """
    acting_for = require_step(by, Step.APPROVE, report)
    now = held(report)
    rows = held_parts(now, parts)
    if rows and all(each.state in (State.APPROVED, State.SIGNED, State.FROZEN) for each in rows):
        nothing_changed()  # the other approver was first
        return now
    moving = movable(rows, Step.APPROVE)
    chosen = {each.pk for each in moving}
    sheets: list[PartSheet] = [each for each in report_sheet(now).parts if each.part.pk in chosen]
    _check_seen(sheets, seen)
    give_birth(by, now, sheets)
    shift(moving, Step.APPROVE, by)
    note_down(by, moving, text, notes or {}, is_return=False)
    if settle(now, by) is State.APPROVED:
        notify_writers(now, "approved", None, by)
    tell(by, "report.approved", now, acting_for, count=len(moving))
    return now


@action
def write_note(*, by: By, part: Part, text: str = "", notes: Mapping[Answer, str] | None = None) -> Part:
    """What somebody who reads says, of the part or at single fields, without sending it back."""
    unit = part.report.unit.key
    asked = Permission.APPROVE if by.may(Permission.APPROVE, unit) else Permission.CONTROL
    acting_for = require(by, asked, unit)
    report = held(part.report)
    now = held_parts(report, [part])[0]
    told = {(each.answer_id, each.text) for each in Note.objects.filter(part=now, by=by.key)}
    said = {each: words.strip() for each, words in (notes or {}).items() if words.strip()}
    if not text.strip() and not said:
        raise Refused(N_("Skriv en synpunkt."), field="text")
    new = {each: words for each, words in said.items() if (each.pk, words) not in told}
    whole = "" if (None, text.strip()) in told else text.strip()
    if not new and not whole:
        nothing_changed()  # the same request again
        return now
    note_down(by, [now], whole, new, is_return=False)
    notify_writers(report, "noted", None, by, part=str(now))
    tell(by, "report.noted", report, acting_for, part=str(now))
    return now
