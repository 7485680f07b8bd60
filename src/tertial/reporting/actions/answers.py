"""Writing an answer: saved within a second, once, and never over what somebody else wrote meanwhile.

A save carries the version it was written from and an id of its own. The same id again answers as it did the first
time. Another's text that came between makes a conflict: both texts are kept until somebody chooses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from tertial.foundation.words import N_
from tertial.history.actions import action, asked, draft_only, nothing_changed
from tertial.measures.rules.plausible import Hint
from tertial.organisation.access import Actor, By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.roles import Permission
from tertial.reporting.actions.moving import LockedRefused, held, is_open, settle, tell
from tertial.reporting.models import Answer, AnswerVersion, Exemption, FormVersion, Part
from tertial.reporting.queries.figures import is_rolled, known, value_row
from tertial.reporting.queries.sheet import kept_of, lock_of
from tertial.reporting.rules.forms import Form, Question, QuestionKind
from tertial.reporting.rules.states import State
from tertial.reporting.rules.typed import Kept, Typed, TypedRefused, keep

REMEMBERED = 20  # saves of an answer whose ids are kept
APART = timedelta(minutes=10)  # after a pause this long, what stood before is kept as an earlier version


@dataclass(frozen=True, slots=True)
class Saved:
    """What the page may say is saved: nothing is said before the transaction is done."""

    version: int
    saved_at: datetime
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """Somebody else was first. Mine is kept beside, until one is chosen or both are put together."""

    theirs: Answer
    mine: AnswerVersion


@action
def save_answer(*, by: By, answer: Answer, typed: Typed, version: int, request: str = "") -> Saved | Conflict:
    """Keep one field. LockedRefused when the part is handed in; Refused, with the field, when it cannot be read."""
    acting_for, now = _for_writing(by, answer)
    if (before := dict(now.recent).get(request)) is not None and request:
        nothing_changed()
        return Saved(before, now.saved_at or timezone.now(), hints_of(now))
    kept = _kept(now, typed)
    if now.version != version and kept != kept_of(now):
        draft_only()
        return Conflict(now, _rival(by, now, kept, version))
    if kept == kept_of(now) and not now.is_same:
        nothing_changed()
        return Saved(now.version, now.saved_at or timezone.now(), hints_of(now))
    _write(by, now, kept, request)
    _begun(by, now.part, acting_for)
    return Saved(now.version, now.saved_at or timezone.now(), hints_of(now))


@action
def choose_text(*, by: By, rival: AnswerVersion, typed: Typed, version: int) -> Saved | Conflict:
    """Of two texts one is chosen, or both are put together; what is not chosen stays among earlier versions."""
    acting_for, now = _for_writing(by, rival.answer)
    if now.version != version:
        nothing_changed()
        return Conflict(now, rival)
    _write(by, now, _kept(now, typed), "", keep_earlier=True)
    AnswerVersion.objects.filter(pk=rival.pk).update(chosen_at=timezone.now(), why=AnswerVersion.Why.EARLIER)
    _begun(by, now.part, acting_for)
    return Saved(now.version, now.saved_at or timezone.now(), hints_of(now))


@action
def nothing_new(*, by: By, answer: Answer, version: int, is_same: bool = True) -> Saved | Conflict:
    """Said on purpose: as in the round before. The words of then stand in the report."""
    acting_for, now = _for_writing(by, answer)
    if now.before_id is None:
        raise Refused(N_("Det finns inget svar från förra omgången."))
    if now.is_same == is_same:
        nothing_changed()
        return Saved(now.version, now.saved_at or timezone.now())
    if now.version != version:
        draft_only()
        return Conflict(now, _rival(by, now, kept_of(now), version))
    now.is_same = is_same
    _write(by, now, kept_of(now), "", is_same=is_same)
    _begun(by, now.part, acting_for)
    return Saved(now.version, now.saved_at or timezone.now())


@action
def confirm_hint(*, by: By, answer: Answer, codes: Sequence[str], comment: str = "") -> Answer:
    """The figure looks odd and is right. Why is said in the comment, and stays with the answer."""
    acting_for, now = _for_writing(by, answer)
    if comment.strip():
        now.comment = _kept(now, Typed(comment=comment)).comment
    if not now.comment.strip():
        raise Refused(N_("Skriv varför talet stämmer."), field="comment")
    now.confirmed = sorted({*now.confirmed, *codes})
    _write(by, now, kept_of(now), "", confirmed=now.confirmed)
    _begun(by, now.part, acting_for)
    return now


def hints_of(answer: Answer) -> tuple[Hint, ...]:
    """What looks odd about the figure as it is now, and is not confirmed."""
    if answer.kind != QuestionKind.VALUE or answer.measure is None:
        return ()
    report = answer.part.report
    row = value_row(answer, known(report.unit, report.round.when, [answer.measure]), {})
    return tuple(hint for hint in row.hints if hint.code not in answer.confirmed)


def may_write(by: By, part: Part) -> str:
    """Whoever reports for the unit, or the colleague the part was given to."""
    if isinstance(by, Actor) and part.given_to_id == by.person.pk:
        asked()
        return ""
    return require(by, Permission.REPORT, part.report.unit.key)


def _for_writing(by: By, answer: Answer) -> tuple[str, Answer]:
    """The answer and its part held until this is done, so that handing in cannot come between."""
    rows = Answer.objects.select_related(
        "part__report__unit", "part__report__round", "part__report__form_version", "measure"
    )
    first = rows.get(pk=answer.pk)
    acting_for = may_write(by, first.part)
    if first.part.state == State.NOT_STARTED:
        held(first.part.report)  # it will move: its report is always taken first
    now = rows.select_for_update(of=("self", "part")).get(pk=answer.pk)
    part = now.part
    if not is_open(part) and (locked := lock_of(part)) is not None:
        raise LockedRefused(locked)
    excused = Exemption.objects.filter(report=part.report, section__in=["", part.section]).first()
    if excused:
        raise Refused(N_("Enheten är undantagen från den här delen: %(why)s"), why=excused.reason)
    return acting_for, now


def question_of(answer: Answer) -> Question:
    """As it was worded when it was asked."""
    return _form_of(answer).question(answer.question) or Question(
        answer.question, answer.question, QuestionKind(answer.kind)
    )


def _form_of(answer: Answer) -> Form:
    asked_with = answer.part.report.form_version
    if asked_with.number == answer.form_version:
        return asked_with.form
    earlier = FormVersion.objects.filter(key=asked_with.key, number=answer.form_version).first()
    return (earlier or asked_with).form


def _kept(answer: Answer, typed: Typed) -> Kept:
    measure = answer.measure
    if measure is not None and (typed.content or {}).get("value") and _comes_from_below(answer):
        raise Refused(N_("Talet läggs ihop av enheternas rapporter och skrivs inte in här."), field="value")
    try:
        return keep(question_of(answer), typed, kept_of(answer))
    except TypedRefused as error:
        raise Refused(error.text, field=error.field, **error.params) from None


def _comes_from_below(answer: Answer) -> bool:
    if answer.measure is None or answer.is_fetched or not is_rolled(answer.measure.row):
        return False
    below = Answer.objects.filter(part__report__above=answer.part.report_id, question=answer.question)
    return below.filter(measure=answer.measure_id).exists()


def _rival(by: By, answer: Answer, kept: Kept, version: int) -> AnswerVersion:
    """The second writer's text, one for each person and answer: a later save of the same takes its place."""
    rival, _ = AnswerVersion.objects.update_or_create(
        answer=answer,
        saved_by=by.key,
        why=AnswerVersion.Why.RIVAL,
        chosen_at=None,
        defaults={
            "number": version,
            "content": kept.content,
            "text": kept.text,
            "comment": kept.comment,
            "saved_at": timezone.now(),
            "saved_by_name": by.name,
        },
    )
    return rival


def _write(
    by: By,
    answer: Answer,
    kept: Kept,
    request: str,
    *,
    is_same: bool = False,
    confirmed: Sequence[str] | None = None,
    keep_earlier: bool = False,
) -> None:
    now = timezone.now()
    _keep_earlier(by, answer, now, always=keep_earlier)
    stays = kept.content.get("value") == answer.content.get("value")
    answer.confirmed = list(confirmed if confirmed is not None else answer.confirmed if stays else [])
    answer.is_fetched = answer.is_fetched and stays
    answer.content, answer.text, answer.comment = dict(kept.content), kept.text, kept.comment
    answer.is_missing, answer.is_same = kept.is_missing, is_same
    answer.version += 1
    answer.saved_at, answer.saved_by, answer.saved_by_name = now, by.key, by.name
    if request:
        answer.recent = [*answer.recent, [request, answer.version]][-REMEMBERED:]
    answer.save()


def _keep_earlier(by: By, answer: Answer, now: datetime, *, always: bool) -> None:
    """What stands there is kept when it is somebody else's, or from another sitting."""
    if answer.saved_at is None:
        return
    if answer.saved_by == by.key and abs(now - answer.saved_at) < APART and not always:
        return
    stored = Answer.objects.get(pk=answer.pk)
    AnswerVersion.objects.create(
        answer=answer,
        number=stored.version,
        content=stored.content,
        text=stored.text,
        comment=stored.comment,
        saved_at=answer.saved_at,
        saved_by=answer.saved_by,
        saved_by_name=answer.saved_by_name,
    )


def _begun(by: By, part: Part, acting_for: str) -> None:
    """The first words of a part move it, and are told once; a keystroke is no event."""
    draft_only()
    if part.state != State.NOT_STARTED:
        if part.is_done:
            Part.objects.filter(pk=part.pk).update(is_done=False)
        return
    report = held(part.report)
    part.state, part.moved_at = State.ONGOING, timezone.now()
    part.moved_by, part.moved_by_name = by.key, by.name
    part.save(update_fields=["state", "moved_at", "moved_by", "moved_by_name"])
    settle(report, by)
    tell(by, "report.begun", report, acting_for, part=str(part))
