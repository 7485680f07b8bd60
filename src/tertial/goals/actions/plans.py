"""Plans: starting one, and copying it to next year with everything linked back."""

from django.utils.text import slugify

from tertial.foundation.words import N_
from tertial.goals.actions.asking import new_key, require_plan, some_text, tell_plan
from tertial.goals.models import Activity, ActivityReason, ActivityUnit, ExpectedResult, Goal, GoalLink, Plan
from tertial.goals.rules import copying as rules
from tertial.goals.rules.chain import GoalRow, LinkRow
from tertial.goals.rules.copying import PlanCopy, PlanRows
from tertial.history.actions import action
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.profile import current_profile

FIRST_YEAR, LAST_YEAR = 1990, 2100
WORDS = ("text", "description", "priorities", "tags")


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
    if kind not in {each.key for each in current_profile().plan_kinds}:
        raise Refused(N_("Välj ett av stadens slag av planer."), field="kind")
    if Plan.objects.filter(unit=unit, year=year, kind=kind).exists():
        raise Refused(
            N_("%(unit)s har redan en sådan plan för %(year)s."), field="year", unit=unit, year=year
        )
    key = f"{unit.key}-{year}-{slugify(kind)}"[:120]
    return Plan.objects.create(key=key, unit=unit, year=year, kind=kind, name=name, copied_from=copied_from)


@action
def copy_plan(*, by: By, plan: Plan, year: int, decision: str = "") -> tuple[Plan, PlanCopy]:
    """Next year's plan starts from this one: goals, results and unfinished activities, each linked to its origin.

    Which rows there are to be is a rule, rules/copying.py. Goals of the new year that still pointed at a goal of
    this plan, since theirs was copied first, now point at its copy.
    """
    acting_for = require_plan(by, plan.unit, decision)
    if year <= plan.year:
        raise Refused(N_("Välj ett år efter %(year)s."), field="year", year=plan.year)
    made = _new_plan(plan.unit, year, plan.kind, plan.name, plan)
    rows = _rows_of(plan)
    copy = rules.copy_plan(
        rows, year=year, new_key=lambda _old: new_key("n"), elsewhere=_followed(rows, year)
    )
    goals = _copied_goals(plan, made, copy)
    _write_links(copy, goals)
    _draw_along(copy, goals, year)
    _copy_expected(copy, goals)
    _write_activities(copy, goals)
    tell_plan(by, "plan.copied", made, acting_for, old=str(plan.year), count=str(len(goals)))
    return made, copy


def _rows_of(plan: Plan) -> PlanRows:
    goals = list(plan.goals.filter(ended_on__isnull=True))
    links = GoalLink.objects.filter(goal__in=goals).values_list("goal__key", "above__key", "is_main")
    reasons = ActivityReason.objects.filter(goal__in=goals).values_list("activity__key", "goal__key")
    activities = Activity.objects.filter(reasons__goal__in=goals).distinct()
    return PlanRows(
        plan.year,
        [GoalRow(each.key, each.level, str(each)) for each in goals],
        [LinkRow(*link) for link in links],
        [each.row for each in activities],
        list(reasons),
    )


def _followed(rows: PlanRows, year: int) -> dict[str, str]:
    """What the goals above, in other plans, have become in the new year."""
    above = {link.parent for link in rows.links}
    found = Goal.objects.filter(continues__key__in=above, plan__year=year, ended_on__isnull=True)
    return dict(found.values_list("continues__key", "key"))


def _copied_goals(plan: Plan, made: Plan, copy: PlanCopy) -> dict[str, Goal]:
    """The new goals by key, each remembering the one it continues."""
    found = {}
    for goal in plan.goals.filter(key__in=copy.goal_of):
        key = copy.goal_of[goal.key]
        found[key] = Goal.objects.create(
            key=key,
            plan=made,
            continues=goal,
            **{name: getattr(goal, name) for name in ("level", "number", "place", "decision", *WORDS)},
        )
    return found


def _write_links(copy: PlanCopy, goals: dict[str, Goal]) -> None:
    above = Goal.objects.in_bulk({link.parent for link in copy.rows.links}, field_name="key")
    GoalLink.objects.bulk_create(
        GoalLink(goal=goals[link.goal], above=above[link.parent], is_main=link.main)
        for link in copy.rows.links
    )


def _draw_along(copy: PlanCopy, goals: dict[str, Goal], year: int) -> None:
    """Plans of the new year that were copied before this one pointed at its old goals."""
    links = GoalLink.objects.filter(goal__plan__year=year, above__key__in=copy.goal_of)
    for link in links.select_related("above"):
        link.above = goals[copy.goal_of[link.above.key]]
        link.save(update_fields=["above"])


def _copy_expected(copy: PlanCopy, goals: dict[str, Goal]) -> None:
    for result in ExpectedResult.objects.filter(goal__key__in=copy.goal_of).select_related("goal"):
        result.pk, result.goal = None, goals[copy.goal_of[result.goal.key]]
        result._state.adding = True
        result.save()


def _write_activities(copy: PlanCopy, goals: dict[str, Goal]) -> None:
    old_of = {new: old for old, new in copy.activity_of.items()}
    there = Activity.objects.prefetch_related("units").in_bulk(old_of.values(), field_name="key")
    for row in copy.rows.activities:
        old = there[old_of[row.key]]
        there[row.key] = Activity.objects.create(
            key=row.key,
            text=old.text,
            kind=old.kind,
            start=row.start,
            end=row.end,
            responsible_id=old.responsible_id,
            decision=old.decision,
        )
        for part in old.units.all():
            ActivityUnit.objects.create(activity=there[row.key], unit_id=part.unit_id, part=part.part)
    ActivityReason.objects.bulk_create(
        ActivityReason(activity=there[key], goal=goals[goal]) for key, goal in copy.rows.reasons
    )
