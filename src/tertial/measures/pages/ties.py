"""Which measures tell whether a goal is reached: tying one to it, and taking one away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tertial.goals.actions.asking import is_the_citys
from tertial.goals.pages.reading import goal_or_404, require_edit
from tertial.measures.actions import expected
from tertial.measures.actions import measures as actions
from tertial.measures.models import Measure
from tertial.measures.pages.forms import LevelsForm, TieForm
from tertial.organisation.pages.reading import actor_of, fill_in, refusals_told


@require_http_methods(["GET", "POST"])
def tie(request: HttpRequest, key: str) -> HttpResponse:
    """The measures of the goal, each of which can be taken away, and another one."""
    goal = goal_or_404(key)
    unit = goal.plan.unit
    require_edit(actor_of(request), unit)
    form = TieForm(request.POST or None, unit=unit)
    context = {
        "goal": goal,
        "ties": goal.measures.select_related("measure__responsible").order_by("place"),
        "is_citys": is_the_citys(unit),
    }

    def do(fields: dict[str, Any]) -> HttpResponse:
        actions.tie_measure(by=actor_of(request), goal=goal, **fields)
        messages.success(request, _("Indikatorn är kopplad till målet."))
        return redirect("goal_measure_new", key=key)

    return fill_in(request, "measures/goal_measure.html", form, context, do)


@require_POST
def untie(request: HttpRequest, key: str, measure: str) -> HttpResponse:
    goal, other = goal_or_404(key), get_object_or_404(Measure, key=measure)
    require_edit(actor_of(request), goal.plan.unit)
    with refusals_told(request):
        decision = request.POST.get("decision", "")
        actions.untie_measure(by=actor_of(request), goal=goal, measure=other, decision=decision)
        messages.success(request, _("Indikatorn följer inte längre upp målet. Dess värden finns kvar."))
    return redirect("goal_measure_new", key=key)


@require_http_methods(["GET", "POST"])
def levels(request: HttpRequest, key: str) -> HttpResponse:
    """The level of each expected result, and which of the goal's indicators shows whether it is reached."""
    goal = goal_or_404(key)
    require_edit(actor_of(request), goal.plan.unit)
    measures = {each.measure.key: each.measure for each in goal.measures.select_related("measure")}
    results = list(goal.expected.select_related("measured__measure"))
    initial: dict[str, Any] = {}
    for each in results:
        tie = getattr(each, "measured", None)
        initial |= {f"direction-{each.pk}": each.direction, f"value-{each.pk}": each.value}
        initial[f"measure-{each.pk}"] = tie.measure.key if tie else ""
    form = LevelsForm(
        request.POST or None,
        initial=initial,
        unit=goal.plan.unit,
        results=results,
        measures=measures.values(),
    )

    def do(fields: dict[str, Any]) -> HttpResponse:
        given = [
            expected.Level(result, direction, value, measures.get(measure))
            for result, direction, value, measure in form.given()
        ]
        expected.set_levels(
            by=actor_of(request), goal=goal, levels=given, decision=fields.get("decision", "")
        )
        messages.success(request, _("Sparat."))
        return redirect("goal", key=key)

    return fill_in(request, "measures/goal_levels.html", form, {"goal": goal}, do)
