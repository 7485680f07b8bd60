"""Activities: who does what by when, how it goes, and that it serves several goals without being copied."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone

from tertial.foundation.words import N_
from tertial.goals.actions.asking import is_the_citys, new_key, require_plan, some_text
from tertial.goals.models import Activity, ActivityReason, ActivityUnit, Goal
from tertial.history.actions import action, nothing_changed, record
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Person, Unit
from tertial.organisation.roles import Permission

WHOLE = 100


class ActivityChangedMeanwhile(Exception):
    """Somebody else saved first; the page shows both texts and lets the person choose."""

    def __init__(self, current: Activity) -> None:
        super().__init__(str(current))
        self.current = current


def _tell(by: By, verb: str, activity: Activity, unit: str, acting_for: str, **particulars: str) -> None:
    record(
        by=by,
        verb=verb,
        kind="activity",
        key=activity.key,
        name=activity.text[:300],
        unit=unit,
        acting_for=acting_for,
        **particulars,
    )


def lead_of(activity: Activity) -> str:
    """The unit that leads it, by key; empty when none does."""
    lead = activity.units.filter(part=ActivityUnit.Part.LEAD).select_related("unit").first()
    return lead.unit.key if lead else ""


@action
def add_activity(
    *,
    by: By,
    goals: Sequence[Goal],
    text: str,
    start: date | None = None,
    end: date | None = None,
    units: Mapping[Unit, str] | None = None,
    responsible: Person | None = None,
    kind: str = "activity",
    decision: str = "",
) -> Activity:
    """An activity because of these goals; an assignment is one that the council gives."""
    if not goals:
        raise Refused(N_("Välj minst ett mål som aktiviteten hör till."), field="goals")
    acting_for = max(require_plan(by, goal.plan.unit, decision) for goal in goals)
    _check_dates(start, end)
    activity = Activity.objects.create(
        key=new_key("akt"),
        text=some_text(text, "text"),
        kind=kind,
        start=start,
        end=end,
        responsible=responsible,
        decision=decision.strip(),
    )
    for goal in goals:
        ActivityReason.objects.create(activity=activity, goal=goal)
    for unit, part in (units or {goals[0].plan.unit: ActivityUnit.Part.LEAD}).items():
        ActivityUnit.objects.create(activity=activity, unit=unit, part=part)
    _tell(by, "activity.added", activity, lead_of(activity), acting_for)
    return activity


def _check_dates(start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise Refused(N_("Slutdatum är före startdatum."), field="end")


def plan_unit(by: By, activity: Activity) -> Unit | None:
    """Of the units whose plans it serves, one whose plan `by` may change, else the first; an assignment has none."""
    reasons = activity.reasons.select_related("goal__plan__unit").order_by("pk")
    units = list(dict.fromkeys(reason.goal.plan.unit for reason in reasons))
    if activity.kind == "assignment" or not units:
        return None
    own = [each for each in units if not is_the_citys(each)]
    return next((each for each in own if by.may(Permission.EDIT_GOALS, each.key)), units[0])


def _may_change(by: By, activity: Activity, decision: str) -> str:
    """Whoever may change one of the plans it serves; the council's assignments only by decision."""
    unit = plan_unit(by, activity)
    if unit is not None:
        return require_plan(by, unit, decision)
    acting_for = require(by, Permission.EDIT_CITY_GOALS)
    if not decision.strip():
        raise Refused(N_("Ett uppdrag ändras bara genom beslut. Skriv diarienumret."), field="decision")
    return acting_for


@action
def edit_activity(
    *,
    by: By,
    activity: Activity,
    text: str,
    start: date | None,
    end: date | None,
    version: int,
    responsible: Person | None = None,
    decision: str = "",
) -> Activity:
    """What is to be done, when, and who answers for it."""
    acting_for = _may_change(by, activity, decision)
    now = Activity.objects.select_for_update().get(pk=activity.pk)
    _check_dates(start, end)
    wanted = (some_text(text, "text"), start, end, responsible)
    if wanted == (now.text, now.start, now.end, now.responsible):
        nothing_changed()
        return now
    if now.version != version:
        raise ActivityChangedMeanwhile(now)
    old = now.text
    now.text, now.start, now.end, now.responsible = wanted
    now.version += 1
    now.save()
    _tell(by, "activity.changed", now, lead_of(now), acting_for, old=old)
    return now


@action
def set_part(*, by: By, activity: Activity, unit: Unit, part: str, decision: str = "") -> ActivityUnit:
    """The unit takes part in this way. One unit leads: whoever led before goes on together with it."""
    acting_for = _may_change(by, activity, decision)
    if part not in ActivityUnit.Part.values:
        raise Refused(N_("Välj hur enheten deltar."), field="part")
    now = activity.units.filter(unit=unit).first()
    if now is not None and now.part == part:
        nothing_changed()
        return now
    if now is not None and now.part == ActivityUnit.Part.LEAD:
        raise Refused(N_("Välj först en annan enhet som ansvarar."), field="part")
    if part == ActivityUnit.Part.LEAD:
        ActivityUnit.objects.filter(activity=activity, part=part).update(part=ActivityUnit.Part.TOGETHER)
    made, _is_new = ActivityUnit.objects.update_or_create(
        activity=activity, unit=unit, defaults={"part": part}
    )
    words = {"unit_name": unit.name, "part": ActivityUnit.Part(part).label}
    _tell(by, "activity.part", activity, unit.key, acting_for, **words)
    return made


@action
def remove_part(*, by: By, activity: Activity, unit: Unit, decision: str = "") -> None:
    """The unit takes part no longer; the one that leads cannot leave it to nobody."""
    acting_for = _may_change(by, activity, decision)
    now = activity.units.filter(unit=unit).first()
    if now is None:
        nothing_changed()
        return
    if now.part == ActivityUnit.Part.LEAD:
        raise Refused(N_("Välj först en annan enhet som ansvarar."))
    now.delete()
    _tell(by, "activity.parted", activity, unit.key, acting_for, unit_name=unit.name)


@action
def add_reason(*, by: By, activity: Activity, goal: Goal, decision: str = "") -> ActivityReason:
    """The same activity serves this goal too."""
    acting_for = _may_change(by, activity, decision)
    made, is_new = ActivityReason.objects.get_or_create(activity=activity, goal=goal)
    if is_new:
        _tell(by, "activity.reason", activity, lead_of(activity), acting_for, goal=str(goal)[:200])
    else:
        nothing_changed()
    return made


@action
def remove_reason(*, by: By, activity: Activity, goal: Goal, decision: str = "") -> None:
    acting_for = _may_change(by, activity, decision)
    if not activity.reasons.exclude(goal=goal).exists():
        raise Refused(N_("En aktivitet hör till minst ett mål. Lägg till ett annat först."))
    if not activity.reasons.filter(goal=goal).delete()[0]:
        nothing_changed()
        return
    _tell(by, "activity.unreason", activity, lead_of(activity), acting_for, goal=str(goal)[:200])


@action
def report_activity(
    *,
    by: By,
    activity: Activity,
    status: str,
    progress: int | None = None,
    comment: str = "",
    reason: str = "",
) -> Activity:
    """How it goes, said by a unit that takes part."""
    acting_for = _may_report(by, activity)
    if status not in Activity.Status.values:
        raise Refused(N_("Välj hur det går med aktiviteten."), field="status")
    if status == Activity.Status.CANCELLED and not reason.strip():
        raise Refused(N_("Skriv varför aktiviteten avbryts."), field="reason")
    now = Activity.objects.select_for_update().get(pk=activity.pk)
    now.status = status
    now.progress = _progress(status, progress, now.progress)
    now.reason = reason.strip()
    today = timezone.localdate()
    now.done_on = (now.done_on or today) if status == Activity.Status.DONE else None
    now.cancelled_on = (now.cancelled_on or today) if status == Activity.Status.CANCELLED else None
    now.save()  # the same version: how it goes and what is to be done are changed by different people
    words = {"status": Activity.Status(status).label, "comment": comment.strip() or reason.strip()}
    _tell(by, "activity.reported", now, lead_of(now), acting_for, **words)
    return now


def _may_report(by: By, activity: Activity) -> str:
    """One may for any of the units that take part; without units, whoever may in the plan's."""
    keys = [part.unit.key for part in activity.units.select_related("unit")]
    for key in keys:
        if by.may(Permission.REPORT, key):
            return require(by, Permission.REPORT, key)
    return require(by, Permission.REPORT, keys[0] if keys else None)


def _progress(status: str, given: int | None, before: int) -> int:
    if status == Activity.Status.DONE:
        return WHOLE
    if status == Activity.Status.NOT_STARTED:
        return 0
    progress = before if given is None else given
    if not 0 <= progress <= WHOLE:
        raise Refused(N_("Skriv hur mycket som är klart, mellan 0 och 100 procent."), field="progress")
    return progress
