"""Forms: given out as versions that never change, and changed while a round is open."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.utils import timezone

from tertial.foundation.sentence import Sentence
from tertial.foundation.words import N_
from tertial.history.actions import action, nothing_changed, record
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.queries import organisation_on
from tertial.organisation.roles import Permission
from tertial.reporting.actions.moving import tell_round
from tertial.reporting.actions.opening import parts_of
from tertial.reporting.models import Answer, FormVersion, Part, Report, Round
from tertial.reporting.queries.forms import units_in
from tertial.reporting.queries.opening import asked, background
from tertial.reporting.queries.profile import profile_forms
from tertial.reporting.rules.form_edit import wrong_with
from tertial.reporting.rules.form_json import to_json
from tertial.reporting.rules.form_units import mixed_rows
from tertial.reporting.rules.forms import Form, asked_of
from tertial.reporting.rules.states import OPEN


@action
def publish_form(*, by: By, form: Form) -> FormVersion:
    """A version that rounds can ask with. The same wording again is the same version."""
    require(by, Permission.RUN_ROUNDS)
    document = to_json(form)
    last = _given_out(form.key)
    if last is not None and last.document == document:
        nothing_changed()
        return last
    if not form.title.strip() or not form.sections:
        raise Refused(N_("Ett formulär behöver en titel och minst ett avsnitt."), field="title")
    for _section, _question, why in mixed_rows(form, units_in(form)):
        _refuse(why)
    made = _version(by, form)
    _tell(by, "form.published", made, number=made.number)
    return made


def _refuse(why: Sentence) -> NoReturn:
    params: dict[str, Any] = dict(why.params)
    raise Refused(why.text, **params)


def _given_out(key: str) -> FormVersion | None:
    return FormVersion.objects.filter(key=key, is_draft=False).order_by("-number").first()


def _version(by: By, form: Form, *, is_draft: bool = False) -> FormVersion:
    last = FormVersion.objects.filter(key=form.key).order_by("-number").first()
    return FormVersion.objects.create(
        key=form.key,
        number=last.number + 1 if last else 1,
        title=form.title,
        kind=form.kind.value,
        document=to_json(form),
        made_at=timezone.now(),
        made_by_name=by.name,
        is_draft=is_draft,
    )


def _tell(by: By, verb: str, version: FormVersion, **more: Any) -> None:
    record(by=by, verb=verb, kind="form", key=version.key, name=version.title, **more)


def latest_or_published(*, by: By, key: str) -> FormVersion:
    """The form's latest version; one that only stands in the profile is given out as its first."""
    last = _given_out(key)
    if last is not None:
        return last
    form = next((each for each in profile_forms() if each.key == key), None)
    if form is None:
        raise Refused(N_("Formuläret finns inte längre. Välj ett annat."), field="form")
    return publish_form(by=by, form=form)


@action
def start_draft(*, by: By, form: Form) -> FormVersion:
    """A copy to change in peace: rounds go on asking with what is given out. There is one at a time of each form."""
    require(by, Permission.RUN_ROUNDS)
    found = FormVersion.objects.filter(key=form.key, is_draft=True).first()
    if found is not None:
        nothing_changed()
        return found
    made = _version(by, form, is_draft=True)
    _tell(by, "form.copied", made)
    return made


@action
def change_draft(*, by: By, draft: FormVersion, form: Form, seen: str) -> FormVersion:
    """`seen`: when the copy was made or last changed, as the page showed it. Another's change is not written over."""
    require(by, Permission.RUN_ROUNDS)
    now = _held_draft(draft)
    if seen != now.made_at.isoformat():
        raise Refused(
            N_("%(who)s har ändrat formuläret medan du skrev. Läs om sidan och försök igen."),
            who=now.made_by_name,
        )
    now.title, now.kind, now.document = form.title, form.kind.value, to_json(form)
    now.made_at, now.made_by_name = timezone.now(), by.name
    now.save()
    _tell(by, "form.changed", now)
    return now


@action
def publish_draft(*, by: By, draft: FormVersion) -> FormVersion:
    """From now on rounds can ask with it, and it never changes again."""
    require(by, Permission.RUN_ROUNDS)
    now = _held_draft(draft)
    for wrong in wrong_with(now.form, units_in(now.form)):
        _refuse(wrong.sentence)
    now.is_draft, now.made_by_name = False, by.name
    now.save(update_fields=["is_draft", "made_by_name"])
    _tell(by, "form.published", now, number=now.number)
    return now


@action
def drop_draft(*, by: By, draft: FormVersion) -> None:
    """What is given out stays as it is."""
    require(by, Permission.RUN_ROUNDS)
    now = _held_draft(draft)
    _tell(by, "form.dropped", now)
    now.delete()


def _held_draft(draft: FormVersion) -> FormVersion:
    found = FormVersion.objects.select_for_update().filter(pk=draft.pk, is_draft=True).first()
    if found is None:
        raise Refused(N_("Formuläret är redan utgivet. Börja på en ny version."))
    return found


@action
def change_form(*, by: By, round_: Round, form_version: FormVersion) -> int:
    """New questions while a round is open. What is answered keeps its question; what is handed in is let be.

    Answers how many fields came to. A question that was taken away stays where it has been answered.
    """
    acting_for = require(by, Permission.RUN_ROUNDS)
    now = Round.objects.select_for_update().get(pk=round_.pk)
    if form_version.pk == now.form_version_id:
        nothing_changed()
        return 0
    if form_version.key != now.form_version.key:
        raise Refused(
            N_("Det är ett annat formulär. Välj en version av omgångens eget."), field="form_version"
        )
    now.form_version = form_version
    now.save(update_fields=["form_version"])
    rows = now.reports.select_for_update(of=("self",)).select_related("unit").order_by("pk")
    reports = [each for each in rows if each.state in OPEN]
    for report in reports:
        report.round, report.form_version = now, form_version
    known = background(now, [each.unit for each in reports], organisation_on(timezone.localdate()))
    sections = {each.pk: asked_of(form_version.form, asked(each.unit)) for each in reports}
    count = 0
    for report in reports:
        wanted = parts_of(report, sections[report.pk], known, form_version.number)
        count += _bring_up(report, wanted, form_version.number)
    Report.objects.bulk_update(reports, ["form_version"], batch_size=500)
    tell_round(by, "round.form_changed", now, acting_for, count=count)
    return count


def _bring_up(report: Report, wanted: Iterable[tuple[Part, list[Answer]]], version: int) -> int:
    """One report: what is new is added, what is unanswered and no longer asked is taken away."""
    there = {
        (each.section, each.goal_id): each
        for each in report.parts.select_for_update(of=("self",)).prefetch_related("answers")
    }
    count, place = 0, max((each.place for each in there.values()), default=0)
    for part, answers in wanted:
        held = there.pop((part.section, part.goal_id), None)
        if held is None:
            place += 1
            part.place = place
            part.save()
            held, answered = part, {}
        else:
            answered = {_about(each): each for each in held.answers.all()}
        if held.state in OPEN:
            held.report = report
            count += _fields(held, answers, answered, version)
    for part in there.values():
        if not any(each.is_answered for each in part.answers.all()) and part.state in OPEN:
            part.delete()
    return count


def _about(answer: Answer) -> tuple[str, int | None, int | None]:
    return (answer.question, answer.measure_id, answer.activity_id)


def _fields(
    part: Part, wanted: list[Answer], there: dict[tuple[str, int | None, int | None], Answer], version: int
) -> int:
    """Answered fields keep the version they answered; unanswered ones get the new wording."""
    new, place = [], max((each.place for each in there.values()), default=0)
    for answer in wanted:
        before = there.pop(_about(answer), None)
        if before is None:
            place += 1
            answer.part, answer.place = part, place
            new.append(answer)
        elif not before.is_answered or before.saved_at is None:
            Answer.objects.filter(pk=before.pk).update(form_version=version)
    gone = [each.pk for each in there.values() if not each.is_answered or each.is_fetched]
    Answer.objects.filter(pk__in=gone).delete()
    Answer.objects.bulk_create(new)
    return len(new)
