"""Plans with their figures: adopting one by a decision, and copying one with its indicators and targets."""

from datetime import date

from django.utils import timezone

from tertial.foundation.words import N_
from tertial.goals.actions import plans as goals
from tertial.goals.actions.asking import require_plan, tell_plan
from tertial.goals.models import ExpectedResult, Goal, Plan, PlanVersion
from tertial.goals.rules.copying import PlanCopy
from tertial.history.actions import action
from tertial.measures.models import ExpectedMeasure, GoalMeasure, Target
from tertial.measures.queries.documents import changes_since, plan_document
from tertial.measures.rules.plan_document import fingerprint
from tertial.measures.rules.target import Scale
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused


@action
def adopt_plan(*, by: By, plan: Plan, decided_on: date, case_number: str) -> PlanVersion:
    """The plan as it stands becomes a version by a decision: the first is adopted, the later ones amend it."""
    acting_for = require_plan(by, plan.unit, case_number)
    case_number = case_number.strip()
    if not case_number:
        raise Refused(N_("Skriv beslutets diarienummer."), field="case_number")
    if decided_on > timezone.localdate():
        raise Refused(N_("Beslutet kan inte ha ett datum som inte har varit."), field="decided_on")
    last = plan.versions.select_related("plan__unit").order_by("-number").first()
    _check_follows(plan, last, decided_on)
    document = plan_document(plan, case_number, decided_on)
    version = PlanVersion.objects.create(
        plan=plan,
        number=last.number + 1 if last else 1,
        state=PlanVersion.State.AMENDED if last else PlanVersion.State.ADOPTED,
        decided_on=decided_on,
        case_number=case_number,
        document=document,
        sha256=fingerprint(document),
        recorded_at=timezone.now(),
    )
    verb = "plan.amended" if last else "plan.adopted"
    tell_plan(by, verb, plan, acting_for, on=decided_on.isoformat(), decision=case_number)
    return version


def _check_follows(plan: Plan, last: PlanVersion | None, decided_on: date) -> None:
    if not plan.goals.filter(ended_on__isnull=True).exists():
        raise Refused(N_("Planen har inga mål ännu. Lägg till minst ett innan den antas."))
    if last is None:
        return
    if decided_on < last.decided_on:
        raise Refused(
            N_("Version %(number)s beslutades %(day)s. Välj den dagen eller en senare."),
            field="decided_on",
            number=last.number,
            day=last.decided_on.isoformat(),
        )
    if not changes_since(last):
        raise Refused(N_("Inget har ändrats sedan version %(number)s."), number=last.number)


@action
def copy_plan(
    *, by: By, plan: Plan, year: int, measures: bool = True, targets: bool = False, decision: str = ""
) -> tuple[Plan, PlanCopy]:
    """Next year's plan, with the same indicators and, when asked, with this year's targets as a start."""
    acting_for = require_plan(by, plan.unit, decision)
    made, copy = goals.copy_plan(by=by, plan=plan, year=year, decision=decision)
    ties = _copy_ties(made) if measures else []
    count = _copy_targets(plan, made, ties, decision) if targets else 0
    tell_plan(by, "plan.measured", made, acting_for, measures=str(len(ties)), targets=str(count))
    return made, copy


def _copy_ties(made: Plan) -> list[GoalMeasure]:
    new = {goal.continues_id: goal for goal in Goal.objects.filter(plan=made)}
    _copy_seen(new)
    old = GoalMeasure.objects.filter(goal__in=new, measure__ended_on__isnull=True).order_by("goal", "place")
    return GoalMeasure.objects.bulk_create(
        GoalMeasure(goal=new[tie.goal_id], measure_id=tie.measure_id, place=tie.place, comment=tie.comment)
        for tie in old
    )


def _copy_seen(new: dict[int | None, Goal]) -> None:
    """The new expected results are seen in the same indicators as the old."""
    copied = {
        (each.goal_id, each.place): each for each in ExpectedResult.objects.filter(goal__in=new.values())
    }
    for tie in ExpectedMeasure.objects.filter(expected__goal__in=new).select_related("expected"):
        result = copied[new[tie.expected.goal_id].pk, tie.expected.place]
        ExpectedMeasure.objects.create(expected=result, measure_id=tie.measure_id)


def _copy_targets(plan: Plan, made: Plan, ties: list[GoalMeasure], decision: str) -> int:
    """The unit's own targets; for the council also those for the whole city. What is set already stays."""
    about = {"measure__in": {tie.measure_id for tie in ties}, "unit": plan.unit}
    there = set(Target.objects.filter(**about, year=made.year).values_list("measure_id", "scale"))
    count = 0
    for target in Target.objects.filter(**about, year=plan.year):
        if (target.measure_id, target.scale) in there:
            continue
        target.pk, target.year, target.version, target.due = None, made.year, 1, None
        target.decision = decision.strip() if target.scale == Scale.CITY.value else ""
        target._state.adding = True
        target.save()
        count += 1
    return count
