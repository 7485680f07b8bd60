"""Plans: starting one, and copying it to next year with everything linked back."""

from datetime import date

from django.utils.text import slugify

from tertial.foundation.words import N_
from tertial.goals.actions.asking import new_key, require_plan, some_text, tell_plan
from tertial.goals.models import Activity, ActivityReason, ActivityUnit, ExpectedResult, Goal, GoalLink, Plan
from tertial.history.actions import action
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit

FIRST_YEAR, LAST_YEAR = 1990, 2100


@action
def create_plan(
    *, by: By, unit: Unit, year: int, kind: str = "operational", name: str, decision: str = ""
) -> Plan:
    """An empty plan for the unit and year."""
    acting_for = require_plan(by, unit, decision)
    plan = _new_plan(unit, year, kind, some_text(name, "name", 200))
    tell_plan(by, "plan.created", plan, acting_for)
    return plan


def _new_plan(unit: Unit, year: int, kind: str, name: str, copied_from: Plan | None = None) -> Plan:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(N_("Skriv ett år med fyra siffror, till exempel 2027."), field="year")
    if Plan.objects.filter(unit=unit, year=year, kind=kind).exists():
        raise Refused(
            N_("%(unit)s har redan en sådan plan för %(year)s."), field="year", unit=unit, year=year
        )
    key = f"{unit.key}-{year}-{slugify(kind)}"[:120]
    return Plan.objects.create(key=key, unit=unit, year=year, kind=kind, name=name, copied_from=copied_from)


@action
def copy_plan(*, by: By, plan: Plan, year: int, decision: str = "") -> Plan:
    """Next year's plan starts from this one: goals, results and unfinished activities, each linked to its origin.

    Links to goals in the same plan follow to the copies. Links to goals of other plans follow to what continues
    those in the new year, when it is there; else they still point at last year's until somebody links them anew.
    """
    acting_for = require_plan(by, plan.unit, decision)
    if year <= plan.year:
        raise Refused(N_("Välj ett år efter %(year)s."), field="year", year=plan.year)
    copy = _new_plan(plan.unit, year, plan.kind, plan.name, plan)
    goals = {goal.pk: _copied_goal(goal, copy) for goal in plan.goals.filter(ended_on__isnull=True)}
    _copy_links(goals, year)
    _copy_expected(goals)
    _copy_activities(goals, plan.year, year)
    tell_plan(by, "plan.copied", copy, acting_for, old=str(plan.year), count=str(len(goals)))
    return copy


def _copied_goal(goal: Goal, plan: Plan) -> Goal:
    return Goal.objects.create(
        key=new_key("mal"),
        plan=plan,
        level=goal.level,
        number=goal.number,
        place=goal.place,
        text=goal.text,
        description=goal.description,
        priorities=goal.priorities,
        tags=goal.tags,
        decision=goal.decision,
        continues=goal,
    )


def _copy_links(goals: dict[int, Goal], year: int) -> None:
    links = GoalLink.objects.filter(goal__in=goals).select_related("above__plan")
    outside = {link.above_id for link in links if link.above_id not in goals}
    followed = {
        goal.continues_id: goal for goal in Goal.objects.filter(continues__in=outside, plan__year=year)
    }
    for link in links:
        above = goals.get(link.above_id) or followed.get(link.above_id) or link.above
        GoalLink.objects.create(goal=goals[link.goal_id], above=above, is_main=link.is_main)


def _copy_expected(goals: dict[int, Goal]) -> None:
    for result in ExpectedResult.objects.filter(goal__in=goals):
        result.pk, result.goal = None, goals[result.goal_id]
        result._state.adding = True
        result.save()


def _copy_activities(goals: dict[int, Goal], old_year: int, year: int) -> None:
    """What is neither done nor cancelled goes on; a whole year becomes the whole new year."""
    unfinished = Activity.objects.filter(
        reasons__goal__in=goals, status__in=[Activity.Status.NOT_STARTED, Activity.Status.ONGOING]
    )
    for activity in unfinished.distinct().prefetch_related("units", "reasons"):
        if activity.end and activity.end.year > old_year:
            made = activity  # it runs on: the same activity serves the new goals too
        else:
            made = _copied_activity(activity, year - old_year)
        for reason in activity.reasons.all():
            if reason.goal_id in goals:
                ActivityReason.objects.create(activity=made, goal=goals[reason.goal_id])


def _copied_activity(activity: Activity, years: int) -> Activity:
    made = Activity.objects.create(
        key=new_key("akt"),
        text=activity.text,
        kind=activity.kind,
        start=_moved(activity.start, years),
        end=_moved(activity.end, years),
        responsible=activity.responsible,
        decision=activity.decision,
    )
    for part in activity.units.all():
        ActivityUnit.objects.create(activity=made, unit_id=part.unit_id, part=part.part)
    return made


def _moved(day: date | None, years: int) -> date | None:
    """The same day some years later; the 29th of February becomes the 28th."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
