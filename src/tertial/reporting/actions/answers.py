"""Writing an answer: saved within a second, once, and never over what somebody else wrote meanwhile.

A save carries the version it was written from and an id of its own. The same id again answers as it did the first
time. Another's text that came between makes a conflict: both texts are kept until somebody chooses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from tertial.foundation.words import N_
from tertial.history.actions import action, asked, draft_only, nothing_changed
from tertial.history.often import Given, Often, OftenWritten
from tertial.measures.rules.aggregate import adds_up
from tertial.organisation.access import Actor, By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.roles import Permission
from tertial.reporting.actions.moving import LockedRefused, held, is_open, settle, tell
from tertial.reporting.models import Answer, AnswerVersion, Exemption, FormVersion, Part
from tertial.reporting.queries.facing import kept_of
from tertial.reporting.queries.saving import reports_below
from tertial.reporting.queries.sheet import IS_EXCUSED, lock_of, reports_under
from tertial.reporting.queries.themed import is_given
from tertial.reporting.rules.forms import Form, Question, QuestionKind
from tertial.reporting.rules.money import figure_asked
from tertial.reporting.rules.states import State
from tertial.reporting.rules.typed import Kept, Typed, TypedRefused, keep

REMEMBERED = 20  # saves of an answer whose ids are kept
WRITTEN = (
    *("content", "text", "comment", "is_same", "is_missing", "is_fetched", "confirmed"),
    *("version", "recent", "saved_at", "saved_by", "saved_by_name"),
)
APART = timedelta(minutes=10)  # after a pause this long, what stood before is kept as an earlier version


@dataclass(frozen=True, slots=True)
class Saved:
    """What the page may say is saved: nothing is said before the transaction is done."""

    version: int
    saved_at: datetime


@dataclass(frozen=True)
class Conflict:
    """Somebody else was first. Mine is kept beside, until one is chosen or both are put together."""

    theirs: Answer
    mine: AnswerVersion


@action
def save_answer(
    *,
    by: By,
    answer: Answer,
    typed: Typed,
    version: int,
    request: str = "",
    keep_earlier: bool = False,
) -> Saved | Conflict:
    """Keep one field. LockedRefused when the part is handed in; Refused, with the field, when it cannot be read.

    `keep_earlier`: what stands there is kept, also when it is one's own from a moment ago.
    """
    acting_for, now = _for_writing(by, answer)
    if (before := dict(now.recent).get(request)) is not None and request:
        nothing_changed()
        return Saved(before, now.saved_at or timezone.now())
    kept = _kept(now, typed)
    if now.version != version and kept != kept_of(now):
        draft_only()
        return Conflict(now, _rival(by, now, kept, version))
    if kept == kept_of(now) and not now.is_same:
        nothing_changed()
        return Saved(now.version, now.saved_at or timezone.now())
    _write(by, now, kept, request, keep_earlier=keep_earlier)
    _begun(by, now.part, acting_for)
    return Saved(now.version, now.saved_at or timezone.now())


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
    tell(by, "report.chosen", now.part.report, acting_for, part=str(now.part), other=rival.saved_by_name)
    return Saved(now.version, now.saved_at or timezone.now())


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


def may_write(by: By, part: Part, question: str = "") -> str:
    """Whoever reports for the unit, or the colleague the part or this question was given to."""
    if isinstance(by, Actor) and (part.given_to_id == by.person.pk or _was_given(by, part, question)):
        asked()
        return ""
    return require(by, Permission.REPORT, part.report.unit.key)


def _was_given(by: Actor, part: Part, question: str) -> bool:
    """Asked of the database only for those who may not anyhow."""
    return not by.may(Permission.REPORT, part.report.unit.key) and is_given(by, part.report, question)


def _for_writing(by: By, answer: Answer) -> tuple[str, Answer]:
    """The answer and its part held until this is done, so that handing in cannot come between."""
    report = answer.part.report  # whose round and unit are the same as long as there are answers
    if answer.part.state == State.NOT_STARTED:
        held(report)  # it will move: its report is always taken first
    now = _HELD.first(pk=answer.pk)
    if now is None:
        raise Answer.DoesNotExist
    now.part.report, now.measure = report, answer.measure
    part = now.part
    acting_for = may_write(by, part, now.question)
    if not is_open(part) and (locked := lock_of(part)) is not None:
        raise LockedRefused(locked)
    if (why := now.excused) is not None:  # type: ignore[attr-defined]
        raise Refused(N_("Enheten är undantagen från den här delen: %(why)s"), why=why)
    return acting_for, now


def _held() -> QuerySet[Answer]:
    excuses = Exemption.objects.filter(
        Q(section="") | Q(section=OuterRef("part__section")), report=OuterRef("part__report")
    )
    rows = Answer.objects.select_related("part").annotate(excused=Subquery(excuses.values("reason")[:1]))
    return rows.select_for_update(of=("self", "part")).filter(pk=Given("pk", Answer._meta.pk))


_HELD, _WRITTEN = Often(_held), OftenWritten(Answer, WRITTEN)


def put(
    by: By, answer: Answer, typed: Typed, acting_for: str, *, is_same: bool = False, keep_earlier: bool = True
) -> Answer:
    """Write for an action that has asked and that holds the part. What stood there stays among earlier versions."""
    if not is_open(answer.part) and (locked := lock_of(answer.part)) is not None:
        raise LockedRefused(locked)
    kept = _kept(answer, typed)
    answer.is_same = is_same
    _write(by, answer, kept, "", is_same=is_same, keep_earlier=keep_earlier)
    _begun(by, answer.part, acting_for)
    return answer


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
    figure = "value" if answer.kind == QuestionKind.VALUE else figure_asked(answer.part.report.round.when)
    if answer.measure is not None and (typed.content or {}).get(figure) and _comes_from_below(answer):
        raise Refused(N_("Talet läggs ihop av enheternas rapporter och skrivs inte in här."), field=figure)
    try:
        unit = answer.measure.row.unit if answer.measure else ""
        return keep(question_of(answer), typed, kept_of(answer), unit)
    except TypedRefused as error:
        raise Refused(error.text, field=error.field, **error.params) from None


def _comes_from_below(answer: Answer) -> bool:
    if answer.measure is None or answer.is_fetched or not adds_up(answer.measure.row):
        return False
    if not reports_below(answer.part.report):  # as for nearly everybody who types
        return False
    below = Answer.objects.filter(part__report__in=reports_under(answer.part.report))
    return below.filter(~IS_EXCUSED, question=answer.question, measure=answer.measure_id).exists()


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
    same = stays and kept.content.get("forecast") == answer.content.get("forecast")
    answer.confirmed = list(confirmed if confirmed is not None else answer.confirmed if same else [])
    answer.is_fetched = answer.is_fetched and stays
    answer.content, answer.text, answer.comment = dict(kept.content), kept.text, kept.comment
    answer.is_missing, answer.is_same = kept.is_missing, is_same
    answer.version += 1
    answer.saved_at, answer.saved_by, answer.saved_by_name = now, by.key, by.name
    if request:
        answer.recent = [*answer.recent, [request, answer.version]][-REMEMBERED:]
    _WRITTEN.write(answer)


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
