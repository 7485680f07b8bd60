"""Opening a round: every unit's report, filled with what is already known, a batch of units at a time.

Each batch is whole or not at all, and sees which units have their report already. So a worker that is killed in
the middle is followed by one that goes on where it stopped, and no unit gets two.
"""

from collections.abc import Callable, Iterator, Sequence

from django.db import transaction
from django.utils import timezone

from tertial.foundation.words import N_
from tertial.goals.models import Activity, Goal
from tertial.history.actions import action, nothing_changed
from tertial.history.sizes import learn_sizes
from tertial.intake.actions import jobs
from tertial.intake.models import Job
from tertial.measures.models import Measure, Value
from tertial.measures.rules.breakdown import TOTAL
from tertial.organisation.access import SYSTEM, By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.queries import Organisation, organisation_on
from tertial.organisation.roles import Permission
from tertial.reporting.actions.moving import tell_round
from tertial.reporting.actions.notices import notify_many_writers
from tertial.reporting.actions.themed import tell_contacts
from tertial.reporting.models import Answer, Part, Report, Round
from tertial.reporting.queries.opening import Background, asked, background
from tertial.reporting.rules.forms import Each, Items, Question, QuestionKind, Section, asked_of

BATCH = 50  # units


@action
def open_round(*, by: By, round_: Round) -> Job | None:
    """Begin to open it; the worker fills the reports, and shows how far it has come. Pressing twice does it once."""
    require(by, Permission.RUN_ROUNDS)
    now = Round.objects.select_for_update().get(pk=round_.pk)
    if now.state in (Round.State.OPENING, Round.State.OPEN):
        nothing_changed()
        return Job.objects.filter(work="round.open", arguments__round=now.pk).first()
    if now.state == Round.State.CLOSED:
        raise Refused(N_("Omgången är avslutad och kan inte öppnas igen."))
    if not now.units.exists():
        raise Refused(N_("Välj vilka enheter som ska vara med."), field="units")
    now.state, now.opened_by_name = Round.State.OPENING, by.name
    now.save(update_fields=["state", "opened_by_name"])
    tell_round(by, "round.opening", now)
    return jobs.start(by=by, work="round.open", name=now.title, address=f"/omgangar/{now.key}/", round=now.pk)


def missing_units(round_: Round) -> list[Unit]:
    """Those in the round that have no report yet, in a steady order."""
    return list(round_.units.exclude(reports__round=round_).order_by("pk"))


Shape = Callable[[Report, Sequence[Part], Sequence[Answer]], None]


@transaction.atomic
def fill_reports(
    round_: Round, units: Sequence[Unit], organisation: Organisation, shape: Shape | None = None
) -> int:
    """The reports of some units, with all that is known; those that have one keep it. Who may was asked before.

    `shape` may change a report's rows before they are written.
    """
    there = set(Report.objects.filter(round=round_, unit__in=units).values_list("unit_id", flat=True))
    form = round_.form_version.form
    sections = {unit.pk: asked_of(form, asked(unit)) for unit in units if unit.pk not in there}
    new = [unit for unit in units if sections.get(unit.pk)]
    known = background(round_, new, organisation)
    reports, parts, answers = [], [], []
    for unit in new:
        report = Report(
            round=round_,
            unit=unit,
            form_version=round_.form_version,
            last_day=round_.last_day(unit.kind),
        )
        made = list(parts_of(report, sections[unit.pk], known, round_.form_version.number))
        fields = [answer for _, found in made for answer in found]
        if shape is not None:
            shape(report, [part for part, _ in made], fields)
        reports.append(report)
        parts += [part for part, _ in made]
        answers += fields
    Report.objects.bulk_create(reports, batch_size=500)
    Part.objects.bulk_create(parts, batch_size=500)
    Answer.objects.bulk_create(answers, batch_size=500)
    return len(reports)


@action
def finish_opening(*, by: By, round_: Round, organisation: Organisation) -> Round:
    """Every report is there: each finds the one above it, people are told, and the round is open."""
    require(by, Permission.RUN_ROUNDS)
    now = Round.objects.select_for_update().get(pk=round_.pk)
    if now.state == Round.State.OPEN:
        nothing_changed()
        return now
    learn_sizes(Report, Part, Answer)
    put_in_line(now, organisation)
    now.state, now.opened_at = Round.State.OPEN, timezone.now()
    now.save(update_fields=["state", "opened_at"])
    reports = list(now.reports.select_related("unit"))
    notify_many_writers(reports, "opened", by)
    tell_contacts(now, by)
    tell_round(by, "round.opened", now, count=len(reports))
    return now


def put_in_line(round_: Round, organisation: Organisation) -> None:
    """The report above is that of the nearest unit above that takes part."""
    reports = {each.unit.key: each for each in round_.reports.select_related("unit")}
    moved = []
    for key, report in reports.items():
        line = organisation.line(key)[1:] if key in organisation.units else []
        above = next((reports[each] for each in line if each in reports), None)
        if above is not None and report.above_id != above.pk:
            report.above = above
            moved.append(report)
    Report.objects.bulk_update(moved, ["above"], batch_size=500)


def open_whole(round_: Round, by: By = SYSTEM) -> Iterator[tuple[int, int]]:
    """All the batches that remain, then the end; tells how far it has come after each."""
    organisation = organisation_on(timezone.localdate())
    waiting = missing_units(round_)
    total = round_.units.count()
    for at in range(0, len(waiting), BATCH):
        fill_reports(round_, waiting[at : at + BATCH], organisation)
        yield total - len(waiting) + min(at + BATCH, len(waiting)), total
    finish_opening(by=by, round_=round_, organisation=organisation)


def parts_of(
    report: Report, sections: Sequence[Section], known: Background, version: int
) -> Iterator[tuple[Part, list[Answer]]]:
    """In the form's order; a section for each goal is as many parts as the unit has goals.

    A section that has nothing to ask this unit, such as a table of money without rows, is no part of its report.
    """
    place = 0
    for section in sections:
        goals: Sequence[Goal | None] = [None]
        if section.each is Each.GOAL:
            goals = known.goals.get(report.unit_id, [])
        for goal in goals:
            part = Part(
                report=report,
                place=place + 1,
                section=section.key,
                goal=goal,
                number=goal.number if goal else section.number,
                title=goal.text if goal else section.title,
            )
            answers = list(_answers(part, section, goal, known, version))
            if answers:
                place += 1
                yield part, answers


def _answers(
    part: Part, section: Section, goal: Goal | None, known: Background, version: int
) -> Iterator[Answer]:
    """One for each field of the part, filled where something is known."""
    place = 0
    for question in section.questions:
        for measure, activity in _subjects(part, question, goal, known):
            place += 1
            answer = Answer(
                part=part,
                place=place,
                question=question.key,
                kind=question.kind.value,
                measure=measure,
                activity=activity,
                goal=goal,
                form_version=version,
                before_id=_before(part, question, measure, activity, goal, known),
            )
            # the figures of money are read as they are now, not filled in
            if question.kind is not QuestionKind.MONEY:
                _fill(answer, known.values.get((part.report.unit_id, measure.pk), {}) if measure else {})
            yield answer


def _subjects(
    part: Part, question: Question, goal: Goal | None, known: Background
) -> Sequence[tuple[Measure | None, Activity | None]]:
    unit = part.report.unit
    if question.kind is QuestionKind.VALUE:
        found = (
            known.measures_of(unit, goal)
            if goal and not question.measures
            else known.named(question.measures)
        )
        return [(measure, None) for measure in found]
    if question.kind is QuestionKind.MONEY:
        return [(measure, None) for measure in known.with_figures(unit, question.measures)]
    if question.kind is QuestionKind.ITEMS and question.items is Items.ACTIVITIES and goal:
        return [(None, activity) for activity in known.activities.get((unit.pk, goal.pk), [])]
    return [(None, None)]


def _before(
    part: Part,
    question: Question,
    measure: Measure | None,
    activity: Activity | None,
    goal: Goal | None,
    known: Background,
) -> int | None:
    """To the same question about the same thing; a goal is also the one that it continues."""
    unit = part.report.unit_id
    if measure is not None or activity is not None or goal is None:
        thing = (measure.pk if measure else None, activity.pk if activity else None, None)
        return known.before.get((unit, question.key, *thing))
    goals = (goal.pk, goal.continues_id)
    found = (known.before.get((unit, question.key, None, None, each)) for each in goals if each)
    return next((each for each in found if each), None)


def _fill(answer: Answer, values: dict[str, Value]) -> None:
    """What was imported is in its place from the beginning, and so is how an activity stands."""
    whole = values.get(TOTAL)
    if whole is not None and whole.value is not None:
        answer.content = {"value": _text(whole.value)}
        answer.content |= {
            name: _text(v.value) for name in ("women", "men") if (v := values.get(name)) and v.value
        }
        for name in ("numerator", "denominator"):
            if (number := getattr(whole, name)) is not None:
                answer.content[name] = _text(number)
        answer.is_fetched = True
    elif answer.activity is not None:
        answer.content = {"status": answer.activity.status, "progress": str(answer.activity.progress)}
        answer.is_fetched = True


def _text(value: object) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
