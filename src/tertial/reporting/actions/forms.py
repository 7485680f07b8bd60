"""Forms: given out as versions that never change, and changed while a round is open."""

from collections.abc import Sequence

from django.utils import timezone

from tertial.foundation.words import N_
from tertial.goals.models import Goal
from tertial.history.actions import action, nothing_changed, record
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.queries import organisation_on
from tertial.organisation.roles import Permission
from tertial.reporting.actions.moving import tell_round
from tertial.reporting.actions.opening import answers_of, parts_of
from tertial.reporting.models import Answer, FormVersion, Part, Report, Round
from tertial.reporting.queries.opening import Background, asked, background
from tertial.reporting.rules.form_json import to_json
from tertial.reporting.rules.forms import Form, Section, asked_of
from tertial.reporting.rules.states import OPEN

Wanted = tuple[Part, Section, Goal | None]


@action
def publish_form(*, by: By, form: Form) -> FormVersion:
    """A version that rounds can ask with. The same wording again is the same version."""
    require(by, Permission.RUN_ROUNDS)
    document = to_json(form)
    last = FormVersion.objects.filter(key=form.key).order_by("-number").first()
    if last is not None and last.document == document:
        nothing_changed()
        return last
    if not form.title.strip() or not form.sections:
        raise Refused(N_("Ett formulär behöver en titel och minst ett avsnitt."), field="title")
    made = FormVersion.objects.create(
        key=form.key,
        number=last.number + 1 if last else 1,
        title=form.title,
        kind=form.kind.value,
        document=document,
        made_at=timezone.now(),
        made_by_name=by.name,
    )
    record(by=by, verb="form.published", kind="form", key=form.key, name=form.title, number=made.number)
    return made


@action
def load_forms(*, by: By, forms: Sequence[Form]) -> list[FormVersion]:
    """All the forms of a profile."""
    require(by, Permission.RUN_ROUNDS)
    nothing_changed()
    return [publish_form(by=by, form=each) for each in forms]


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
        wanted = list(parts_of(report, sections[report.pk], known))
        count += _bring_up(report, wanted, known, form_version.number)
    Report.objects.bulk_update(reports, ["form_version"], batch_size=500)
    tell_round(by, "round.form_changed", now, acting_for, count=count)
    return count


def _bring_up(report: Report, wanted: Sequence[Wanted], known: Background, version: int) -> int:
    """One report: what is new is added, what is unanswered and no longer asked is taken away."""
    there = {
        (each.section, each.goal_id): each
        for each in report.parts.select_for_update(of=("self",)).prefetch_related("answers")
    }
    count, place = 0, max((each.place for each in there.values()), default=0)
    for part, section, goal in wanted:
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
            count += _fields(held, list(answers_of(held, section, goal, known, version)), answered, version)
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
            answer.place = place
            new.append(answer)
        elif not before.is_answered or before.saved_at is None:
            Answer.objects.filter(pk=before.pk).update(form_version=version)
    gone = [each.pk for each in there.values() if not each.is_answered or each.is_fetched]
    Answer.objects.filter(pk__in=gone).delete()
    Answer.objects.bulk_create(new)
    return len(new)
