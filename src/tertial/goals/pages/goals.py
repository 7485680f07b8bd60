"""Changing goals: their texts (two people at once lose nothing), goals below, links, results, the end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tertial.goals.actions import goals as actions
from tertial.goals.actions.asking import is_the_citys
from tertial.goals.models import ExpectedResult, Goal, Plan
from tertial.goals.pages.conflicts import Meanwhile, both_shown
from tertial.goals.pages.forms import EndGoalForm, GoalForm, LinkForm, NewGoalForm, ResultsForm
from tertial.goals.pages.reading import goal_or_404, level_name, may_edit, require_edit, tag_name
from tertial.goals.queries import info
from tertial.goals.rules.tags import code_of
from tertial.goals.rules.written import as_text, from_text, joined, lines_of
from tertial.history import queries as history
from tertial.organisation.pages.reading import actor_of, day_of, fill_in, refusals_told
from tertial.organisation.profile import current_profile

Values = dict[str, Any]
TEXTS = ("number", "text", "description", "priorities", "tags")


def _as_fields(goal: Goal) -> dict[str, Any]:
    """The goal's texts as the form shows them."""
    return {
        "number": goal.number,
        "text": goal.text,
        "description": as_text(goal.description),
        "priorities": joined(goal.priorities),
        "tags": [code_of(each) for each in goal.tags],
    }


def _as_values(fields: Values) -> Values:
    return {
        "number": fields["number"],
        "text": fields["text"],
        "description": from_text(fields["description"]),
        "priorities": lines_of(fields["priorities"]),
        "tags": fields["tags"],
    }


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    goal = goal_or_404(key)
    unit = goal.plan.unit
    require_edit(actor_of(request), unit)
    initial = _as_fields(goal) | {"version": goal.version}
    form = GoalForm(request.POST or None, initial=initial, unit=unit, own_tags=tuple(map(code_of, goal.tags)))

    def do(fields: Values) -> HttpResponse:
        decision, version = fields.get("decision", ""), fields["version"]
        try:
            actions.edit_goal(
                by=actor_of(request),
                goal=goal,
                values=_as_values(fields),
                version=version,
                decision=decision,
            )
        except actions.GoalChangedMeanwhile as error:
            return _conflict(request, fields, error.current)
        messages.success(request, _("Sparat."))
        return redirect("goal", key=key)

    return fill_in(request, "goals/goal_edit.html", form, {"goal": goal}, do)


def _conflict(request: HttpRequest, mine: Values, current: Goal) -> HttpResponse:
    theirs = _as_fields(current)
    last = history.versions_of(current, TEXTS)[-1]
    tags = tuple(dict.fromkeys([*theirs["tags"], *mine["tags"]]))
    form = GoalForm(initial=mine | {"version": current.version}, unit=current.plan.unit, own_tags=tags)
    address, back = (reverse(name, args=[current.key]) for name in ("goal_edit", "goal"))
    other = Meanwhile(str(current), theirs, last.by, last.at, address, back)
    return both_shown(request, form, mine, other, _plain)


def _plain(value: Any) -> str:
    return ", ".join(map(tag_name, value)) if isinstance(value, list) else str(value)


def _next_level(goal: Goal) -> str:
    """The level after the goal's own, as a first suggestion."""
    levels = [each.key for each in current_profile().goal_levels]
    place = levels.index(goal.level) + 1 if goal.level in levels else 0
    return levels[min(place, len(levels) - 1)] if levels else ""


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: str) -> HttpResponse:
    """A goal below this one, in a plan that the person may change."""
    above = goal_or_404(key)
    actor = actor_of(request)
    mine = [
        each.pk
        for each in Plan.objects.filter(year=above.plan.year).select_related("unit")
        if may_edit(actor, each.unit)
    ]
    if not mine:
        require_edit(actor, above.plan.unit)
    plans = Plan.objects.filter(pk__in=mine).select_related("unit")
    form = NewGoalForm(
        request.POST or None,
        initial={"level": _next_level(above), "plan": above.plan.key},
        unit=above.plan.unit,
        plans=plans,
    )
    if "decision" in form.fields:
        form.fields["decision"].required = False

    def do(fields: Values) -> HttpResponse:
        made = actions.add_goal(by=actor, above=above, **fields)
        messages.success(request, _("Målet är tillagt."))
        return redirect("goal", key=made.key)

    return fill_in(request, "goals/goal_new.html", form, {"goal": above}, do)


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, key: str) -> HttpResponse:
    """Which goals above it serves; each can be taken away, and another chosen."""
    goal = goal_or_404(key)
    unit = goal.plan.unit
    require_edit(actor_of(request), unit)
    below = {each.pk for each in Goal.objects.filter(links_up__above=goal)} | {goal.pk}
    goals = Goal.objects.filter(plan__year=goal.plan.year, ended_on__isnull=True).exclude(pk__in=below)
    form = LinkForm(request.POST or None, unit=unit, goals=goals)
    links = goal.links_up.select_related("above__plan__unit").order_by("-is_main")
    context = {
        "goal": goal,
        "links": [(info(each.above), level_name(each.above.level), each.is_main) for each in links],
        "is_citys": is_the_citys(unit),
    }

    def do(fields: Values) -> HttpResponse:
        actions.link_goal(by=actor_of(request), goal=goal, **fields)
        messages.success(request, _("Kopplingen är sparad."))
        return redirect("goal_link_edit", key=key)

    return fill_in(request, "goals/goal_link.html", form, context, do)


@require_POST
def unlink(request: HttpRequest, key: str, above: str) -> HttpResponse:
    goal, other = goal_or_404(key), get_object_or_404(Goal, key=above)
    require_edit(actor_of(request), goal.plan.unit)
    with refusals_told(request):
        decision = request.POST.get("decision", "")
        actions.unlink_goal(by=actor_of(request), goal=goal, above=other, decision=decision)
        messages.success(request, _("Kopplingen är borttagen."))
    return redirect("goal_link_edit", key=key)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, key: str) -> HttpResponse:
    goal = goal_or_404(key)
    unit = goal.plan.unit
    require_edit(actor_of(request), unit)
    form = EndGoalForm(request.POST or None, initial={"on": timezone.localdate()}, unit=unit)

    def do(fields: Values) -> HttpResponse:
        actions.end_goal(by=actor_of(request), goal=goal, **fields)
        messages.success(request, _("Målet är avslutat."))
        return redirect("goal", key=key)

    return fill_in(request, "goals/goal_close.html", form, {"goal": goal}, do)


@require_http_methods(["GET", "POST"])
def results(request: HttpRequest, key: str) -> HttpResponse:
    """The expected results, one on each line; a line that stands as it did keeps its level."""
    goal = goal_or_404(key)
    unit = goal.plan.unit
    require_edit(actor_of(request), unit)
    there = list(goal.expected.all())
    shown = joined([each.text for each in there])
    form = ResultsForm(request.POST or None, initial={"results": shown, "seen": shown}, unit=unit)

    def do(fields: Values) -> HttpResponse:
        known = {each.text: each for each in there}
        rows = [_result(text, known.get(text)) for text in lines_of(fields["results"])]
        decision = fields.get("decision", "")
        try:
            actions.set_expected(
                by=actor_of(request),
                goal=goal,
                results=rows,
                seen=lines_of(fields["seen"]),
                decision=decision,
            )
        except actions.ResultsChangedMeanwhile as error:
            return _other_results(request, goal, fields, error)
        messages.success(request, _("Sparat."))
        return redirect("goal", key=key)

    return fill_in(request, "goals/goal_results.html", form, {"goal": goal}, do)


def _result(text: str, same: ExpectedResult | None) -> Values:
    if same is None:
        return {"text": text}
    kept = {"id": same.pk, "direction": same.direction, "value": same.value, "unit": same.unit}
    return kept | {"text": text}


def _other_results(
    request: HttpRequest, goal: Goal, mine: Values, meanwhile: actions.ResultsChangedMeanwhile
) -> HttpResponse:
    theirs = joined(meanwhile.texts)
    form = ResultsForm(initial=mine | {"seen": theirs}, unit=goal.plan.unit)
    last = history.timeline("goal", goal.key, limit=1)[0]
    address, back = (reverse(name, args=[goal.key]) for name in ("goal_results_edit", "goal"))
    other = Meanwhile(str(goal), {"results": theirs}, last.actor, last.at, address, back)
    return both_shown(request, form, mine, other)


@require_GET
def versions(request: HttpRequest, key: str) -> HttpResponse:
    """Every wording the goal has had, each with what changed from the one before; and how it read on a day."""
    goal, day = goal_or_404(key), day_of(request)
    every = history.versions_of(goal, TEXTS)
    then = history.as_of(every, day) if request.GET.get("dag") else None
    rows = []
    for at, version in enumerate(every):
        before = every[at - 1].texts if at else None
        changes = [
            (label, _said(before[name], name) if before else "", _said(version.texts[name], name))
            for name, label in _labels()
            if before is None or before[name] != version.texts[name]
        ]
        rows.append((version, before is not None, [each for each in changes if any(each[1:])]))
    words = [(label, _said(then.texts[name], name)) for name, label in _labels()] if then else []
    context = {
        "goal": goal,
        "rows": rows[::-1],
        "day": day,
        "then": then,
        "asked": bool(request.GET.get("dag")),
    }
    context["words"] = [each for each in words if each[1]]
    return render(request, "goals/goal_versions.html", context)


def _labels() -> list[tuple[str, str]]:
    return [(name, str(GoalForm.base_fields[name].label)) for name in TEXTS]


def _said(value: Any, name: str) -> str:
    if name == "description":
        return as_text(value)
    if name == "tags":
        return ", ".join(tag_name(code_of(each)) for each in value)
    return joined(value) if isinstance(value, list) else str(value)
