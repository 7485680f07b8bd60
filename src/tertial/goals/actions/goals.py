"""Goals: adding them under what they serve, changing their words, ending them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tertial.foundation.words import N_
from tertial.goals.actions.asking import new_key, require_plan, some_text, tell_goal
from tertial.goals.models import ExpectedResult, Goal, GoalLink, Plan
from tertial.history.actions import action, nothing_changed
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.profile import current_profile

TEXTS = ("number", "text", "description", "priorities", "tags")


class GoalChangedMeanwhile(Exception):
    """Somebody else saved first; the page shows both texts and lets the person choose."""

    def __init__(self, current: Goal) -> None:
        super().__init__(str(current))
        self.current = current


class ResultsChangedMeanwhile(Exception):
    """Somebody else changed the goal's expected results first; `texts` are theirs."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__(*texts)
        self.texts = texts


@action
def add_goal(
    *,
    by: By,
    plan: Plan,
    level: str,
    number: str,
    text: str,
    above: Goal | None = None,
    also_above: Sequence[Goal] = (),
    decision: str = "",
) -> Goal:
    """A goal in the plan, under its main goal and any others that it also serves."""
    acting_for = require_plan(by, plan.unit, decision)
    _check_level(level, plan)
    goal = Goal.objects.create(
        key=new_key("mal"),
        plan=plan,
        level=level,
        number=number.strip(),
        place=plan.goals.count(),
        text=some_text(text, "text"),
        decision=decision.strip(),
    )
    if above:
        _link(goal, above, is_main=True)
    for other in also_above:
        _link(goal, other, is_main=False)
    tell_goal(by, "goal.added", goal, acting_for)
    return goal


def _check_level(level: str, plan: Plan) -> None:
    known = {each.key: each for each in current_profile().goal_levels}
    if level not in known:
        raise Refused(N_("Välj en nivå i stadens målkedja."), field="level")
    if plan.unit.kind not in known[level].owner:
        raise Refused(
            N_("%(unit)s beslutar inte om mål på nivån %(level)s."),
            field="level",
            unit=plan.unit,
            level=known[level].name,
        )


def _link(goal: Goal, above: Goal, *, is_main: bool) -> None:
    if goal.pk == above.pk or goal.pk in above_of(above):
        raise Refused(N_("Ett mål kan inte ligga under sig självt."), field="above")
    GoalLink.objects.create(goal=goal, above=above, is_main=is_main)


def above_of(goal: Goal) -> set[int]:
    """Every goal that this one stands under, however far up."""
    found: set[int] = set()
    step = {goal.pk}
    while step:
        up = set(GoalLink.objects.filter(goal__in=step).values_list("above_id", flat=True)) - found
        found |= up
        step = up
    return found


@action
def edit_goal(*, by: By, goal: Goal, values: Mapping[str, Any], version: int, decision: str = "") -> Goal:
    """New words for the goal; `version` is the one the person saw."""
    now = Goal.objects.select_for_update(of=("self",)).select_related("plan__unit").get(pk=goal.pk)
    acting_for = require_plan(by, now.plan.unit, decision)
    wanted = {name: values[name] for name in TEXTS if name in values}
    if "text" in wanted:
        wanted["text"] = some_text(wanted["text"], "text")
    before = {name: getattr(now, name) for name in wanted}
    if wanted == before:
        nothing_changed()
        return now
    if now.version != version:
        raise GoalChangedMeanwhile(now)
    for name, value in wanted.items():
        setattr(now, name, value)
    now.version += 1
    now.decision = decision.strip() or now.decision
    now.save()
    tell_goal(by, "goal.changed", now, acting_for, old=str(before.get("text", "")), decision=decision.strip())
    return now


@action
def link_goal(*, by: By, goal: Goal, above: Goal, is_main: bool = False, decision: str = "") -> GoalLink:
    """The goal also serves this one; as main it takes the place of the main goal it had."""
    acting_for = require_plan(by, goal.plan.unit, decision)
    if is_main:
        goal.links_up.filter(is_main=True).delete()
    goal.links_up.filter(above=above).delete()
    _link(goal, above, is_main=is_main)
    tell_goal(by, "goal.linked", goal, acting_for, above=str(above)[:200])
    return goal.links_up.get(above=above)


@action
def unlink_goal(*, by: By, goal: Goal, above: Goal, decision: str = "") -> None:
    acting_for = require_plan(by, goal.plan.unit, decision)
    if not goal.links_up.filter(above=above).delete()[0]:
        nothing_changed()
        return
    tell_goal(by, "goal.unlinked", goal, acting_for, above=str(above)[:200])


@action
def end_goal(*, by: By, goal: Goal, on: date, decision: str = "") -> Goal:
    """The goal is followed up no longer. It stays readable, with all that was reported on it."""
    acting_for = require_plan(by, goal.plan.unit, decision)
    below = goal.links_down.filter(is_main=True, goal__ended_on__isnull=True).count()
    if below:
        raise Refused(N_("%(count)s mål ligger under målet. Flytta eller avsluta dem först."), count=below)
    goal.ended_on = on
    goal.version += 1
    goal.save()
    tell_goal(by, "goal.ended", goal, acting_for, on=on.isoformat())
    return goal


@action
def set_expected(
    *,
    by: By,
    goal: Goal,
    results: Sequence[Mapping[str, Any]],
    seen: Sequence[str] | None = None,
    decision: str = "",
) -> list[ExpectedResult]:
    """The goal's expected results, in order. What is not among them any more is taken away; history keeps it.

    `seen` are the texts that the person started from: results that somebody else has added since are not lost.
    """
    acting_for = require_plan(by, goal.plan.unit, decision)
    Goal.objects.select_for_update().get(pk=goal.pk)
    kept = {result.pk: result for result in goal.expected.all()}
    now = [result.text for result in kept.values()]
    if seen is not None and now != list(seen) and now != [each["text"] for each in results]:
        raise ResultsChangedMeanwhile(now)
    made = []
    for place, values in enumerate(results):
        result = kept.pop(values.get("id", 0), None) or ExpectedResult(goal=goal)
        result.place = place
        result.text = some_text(str(values["text"]), "text", 1000)
        result.direction, result.value = values.get("direction") or "", values.get("value")
        result.unit = values.get("unit") or ""
        result.save()
        made.append(result)
    for gone in kept.values():
        gone.delete()
    tell_goal(by, "goal.expected", goal, acting_for, count=str(len(made)))
    return made
