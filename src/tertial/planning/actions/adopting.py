"""Adopting: the accepted rows become a plan, in one transaction with one event; and taking it back."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, ProtectedError
from django.utils import timezone
from django.utils.text import slugify

from tertial.foundation.words import N_
from tertial.goals.actions.asking import require_plan
from tertial.goals.models import Activity, ActivityReason, ExpectedResult, Goal, GoalLink, Plan, PlanVersion
from tertial.history.actions import action
from tertial.history.models import Event
from tertial.intake.models import Submission
from tertial.measures.models import GoalMeasure, Judgement, Measure, Target, Value
from tertial.measures.queries.documents import kept_rows
from tertial.measures.rules.plan_document import fingerprint
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused
from tertial.planning.actions.adopting_rows import Adoption, Made
from tertial.planning.actions.receiving import tell
from tertial.planning.models import Appendix, DecisionPoint, PlanTable, Proposal, Reading
from tertial.planning.queries import draft_of
from tertial.planning.queries.left_behind import DELIVERY, UNDONE
from tertial.planning.queries.portions import version_of
from tertial.planning.rules.draft_json import plan_to_json

# What adopting made, in the order in which it can be taken away.
TABLES: Mapping[str, type[Model]] = {
    each.__name__: each
    for each in (
        *(PlanVersion, PlanTable, Appendix, DecisionPoint, ActivityReason, Activity, Target, GoalMeasure),
        *(ExpectedResult, GoalLink, Goal, Measure, Plan),
    )
}


TAKEN_IN = "plan.taken_in"


@dataclass(frozen=True, slots=True)
class Decided:
    """When and where the plan was decided; without both it comes in as not yet decided."""

    on: date | None = None
    case_number: str = ""


class ReviewChangedMeanwhile(Exception):
    """Somebody has judged or changed something since the person saw what would be adopted."""


@action
def adopt(
    *,
    by: By,
    reading: Reading,
    decided: Decided = Decided(),
    version: int | None = None,
    decision: str = "",
) -> Plan:
    """Everything accepted becomes the unit's plan. Every row must have been judged by somebody.

    `version` is that of the review which the person saw; without one it is adopted as it stands.
    """
    now = (
        Reading.objects.select_for_update(of=("self",)).select_related("document", "unit").get(pk=reading.pk)
    )
    acting_for = require_plan(by, now.unit, decision or decided.case_number)
    if version is not None and version != version_of(now):
        raise ReviewChangedMeanwhile
    _refuse_unready(now, decided)
    plan, is_new = _plan(now)
    delivery = _delivery(by, now)
    made = Adoption(by, now, plan, delivery).run()
    if is_new:
        made.add(plan)
    now.plan, now.delivery = plan, delivery
    now.state, now.adopted_at = Reading.State.ADOPTED, timezone.now()
    now.version += 1
    now.save()
    if decided.on:
        made.add(_version(plan, decided.on, decided.case_number.strip()))
    now.undo = made.keys
    now.save(update_fields=["undo"])
    tell(
        by,
        TAKEN_IN,
        now,
        acting_for,
        goals=len(made.keys.get("Goal", [])),
        indicators=made.indicators,
        activities=len(made.keys.get("Activity", [])),
    )
    return plan


def _refuse_unready(reading: Reading, decided: Decided) -> None:
    if reading.state == Reading.State.ADOPTED:
        raise Refused(N_("Planen är redan införd."))
    if reading.state != Reading.State.READY:
        raise Refused(N_("Dokumentet är inte läst."))
    still_open = reading.proposals.filter(choice=Proposal.Choice.OPEN).count()
    if still_open:
        raise Refused(
            N_("%(count)s rader är inte bedömda. Godkänn eller välj bort dem först."), count=still_open
        )
    backwards = sum(
        map(is_backwards, reading.proposals.filter(choice=Proposal.Choice.ACCEPTED, kind="activity"))
    )
    if backwards:
        raise Refused(
            N_("%(count)s aktiviteter slutar innan de börjar. Rätta datumen först."), count=backwards
        )
    own = reading.proposals.filter(choice=Proposal.Choice.ACCEPTED, kind="goal", is_citys=False)
    if not own.exists():
        raise Refused(N_("Inget av nämndens egna mål är godkänt, så det finns ingen plan att föra in."))
    if decided.on and decided.on > timezone.localdate():
        raise Refused(N_("Beslutet kan inte ha ett datum som inte har varit."), field="decided_on")
    if bool(decided.on) != bool(decided.case_number.strip()):
        raise Refused(
            N_("Skriv både beslutsdag och diarienummer, eller lämna båda tomma."),
            field="case_number" if decided.on else "decided_on",
        )


def is_backwards(row: Proposal) -> bool:
    """An activity that ends before it starts, as it stands: somebody has to say which day is wrong."""
    start, end = row.content.get("start"), row.content.get("end")
    return bool(start and end and end < start)


def _plan(reading: Reading) -> tuple[Plan, bool]:
    """The unit's plan of the year: a new one, or one that is still empty."""
    about = {"unit": reading.unit, "year": reading.year, "kind": reading.kind}
    plan = Plan.objects.filter(**about).first()
    if plan is not None:
        if plan.goals.exists():
            raise Refused(
                N_("%(unit)s har redan en plan för %(year)s med mål i. Välj ett annat år."),
                field="year",
                unit=reading.unit,
                year=reading.year,
            )
        if any(rows.exists() for rows in (plan.decision_points, plan.appendices, plan.tables)):
            raise Refused(
                N_(
                    "Planen för %(year)s har redan beslutspunkter, bilagor eller tabeller. Ta bort dem där först."
                ),
                field="year",
                year=reading.year,
            )
        return plan, False
    key = f"{reading.unit.key}-{reading.year}-{slugify(reading.kind)}"[:120]
    before = Plan.objects.filter(unit=reading.unit, kind=reading.kind, year__lt=reading.year or 0)
    last = before.order_by("-year").first()
    name = last.name if last else f"Verksamhetsplan för {reading.unit.name}"[:200]
    return Plan.objects.create(key=key, name=name, copied_from=last, **about), True


def _delivery(by: By, reading: Reading) -> Submission:
    """The document as the source of the outcomes that it tells."""
    document, now = reading.document, timezone.now()
    return Submission.objects.create(
        key=secrets.token_hex(6),
        kind=DELIVERY,
        name=document.name,
        sha256=document.sha256,
        size=document.size,
        state=Submission.State.RECEIVED,
        delivered_by=by.key,
        delivered_by_name=by.name,
        delivered_at=reading.begun_at,
        received_at=now,
    )


def _version(plan: Plan, on: date, case_number: str) -> PlanVersion:
    """The plan as it is decided, readable for ever: whole as it is printed, and its own rows as they are kept here."""
    document = plan_to_json(draft_of(plan))
    document["head"] |= {"case_number": case_number, "date": on.isoformat()}
    return PlanVersion.objects.create(
        plan=plan,
        number=plan.versions.count() + 1,
        state=PlanVersion.State.ADOPTED,
        decided_on=on,
        case_number=case_number,
        document=document,
        rows=kept_rows(plan),
        sha256=fingerprint(document),
        recorded_at=timezone.now(),
    )


@action
def take_back(*, by: By, reading: Reading, decision: str = "") -> Reading:
    """Undo: everything that adopting made goes away, as long as nobody has reported or built on it."""
    now = (
        Reading.objects.select_for_update(of=("self",))
        .select_related("document", "unit", "plan__unit")
        .get(pk=reading.pk)
    )
    acting_for = require_plan(by, now.unit, decision, words_needed=False)
    if now.state != Reading.State.ADOPTED or now.plan is None or now.delivery is None:
        raise Refused(N_("Planen är inte införd från det här dokumentet."))
    _refuse_built_on(now, Made(now.undo))
    tell(by, "plan.taken_back", now, acting_for)
    Submission.objects.filter(pk=now.delivery.pk).update(
        state=Submission.State.WITHDRAWN, withdrawn_at=timezone.now()
    )
    Proposal.objects.filter(reading=now).update(goal=None, measure=None, activity=None, expected=None)
    undo = now.undo
    now.plan, now.delivery, now.adopted_at, now.undo = None, None, None, {}
    now.state = Reading.State.READY
    now.version += 1
    now.save()
    _forget(undo)
    return now


def _forget(undo: Mapping[str, list[int]]) -> None:
    """Values stay for ever but are current no longer; a measure that has them stays too, without a goal."""
    Value.objects.filter(pk__in=undo.get("Value", [])).update(is_current=False)
    valued = set(
        Value.objects.filter(measure__in=undo.get("Measure", [])).values_list("measure_id", flat=True)
    )
    try:
        for name, model in TABLES.items():
            keys = [key for key in undo.get(name, []) if name != "Measure" or key not in valued]
            model._default_manager.filter(pk__in=keys).delete()
    except ProtectedError:
        raise Refused(BUILT_ON) from None
    for measure in Measure.objects.filter(pk__in=valued):
        measure.ended_on = timezone.localdate()
        measure.save()


BUILT_ON = N_("Någon har redan rapporterat på planen eller byggt vidare på den, så den kan inte ångras.")


def _refuse_built_on(reading: Reading, made: Made) -> None:
    goals, activities, measures = (made.keys.get(each, []) for each in ("Goal", "Activity", "Measure"))
    year = reading.year
    tied = GoalMeasure.objects.filter(pk__in=made.keys.get("GoalMeasure", [])).values("measure")
    later = Value.objects.exclude(pk__in=made.keys.get("Value", [])).exclude(UNDONE)
    reported = [
        later.filter(measure__in=measures),
        later.filter(
            measure__in=tied, unit=reading.unit, first_day__year=year, recorded_at__gt=reading.adopted_at
        ),
        Judgement.objects.filter(goal__in=goals),
        Activity.objects.filter(pk__in=activities, version__gt=1),
        Goal.objects.filter(pk__in=goals, version__gt=1),
        Goal.objects.filter(plan=reading.plan).exclude(pk__in=goals),
        GoalLink.objects.filter(above__in=goals).exclude(goal__in=goals),
        ActivityReason.objects.filter(goal__in=goals).exclude(pk__in=made.keys.get("ActivityReason", [])),
        GoalMeasure.objects.filter(goal__in=goals).exclude(pk__in=made.keys.get("GoalMeasure", [])),
        Target.objects.filter(pk__in=made.keys.get("Target", []), version__gt=1),
    ]
    if any(found.exists() for found in reported) or _is_changed_since(reading, made):
        raise Refused(BUILT_ON)


def _is_changed_since(reading: Reading, made: Made) -> bool:
    """Whether the log tells of anything done since to the plan, to what was published of it, or to a row of it."""
    key = reading.plan.key if reading.plan else ""
    last = Event.objects.about("plan", key).filter(verb=TAKEN_IN).order_by("id").last()
    later = Event.objects.filter(id__gt=last.pk) if last else Event.objects.none()
    of_plan = later.filter(subject_kind__in=("plan", "publication"), subject_key=key)
    rows = (("goal", Goal), ("activity", Activity), ("measure", Measure))
    return of_plan.exists() or any(
        later.filter(
            subject_kind=kind,
            subject_key__in=model.objects.filter(pk__in=made.keys.get(model.__name__, [])).values("key"),
        ).exists()
        for kind, model in rows
    )
