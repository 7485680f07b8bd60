"""What somebody decides about a goal or a measure: the proposal stands beside, and a difference needs a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tertial.goals.pages.reading import goal_or_404
from tertial.measures.actions.judgements import judge
from tertial.measures.models import Judgement
from tertial.measures.pages.forms import JudgeForm
from tertial.measures.pages.goals import indicator, latest_period, period_of, proposed, reached
from tertial.measures.pages.measures import measure_or_404, period_or_404
from tertial.measures.pages.said import STATES, Mark, said
from tertial.measures.queries.goals import goal_sheet, line_of
from tertial.measures.rules.light import LIGHT_WORDS, Light
from tertial.organisation.access import require
from tertial.organisation.pages.reading import actor_of, fill_in, unit_or_404
from tertial.organisation.roles import Permission

Values = dict[str, Any]


def _mark(light: Light, reason: str = "") -> Mark:
    return Mark(STATES[light], _(LIGHT_WORDS[light]), reason)


def _form(request: HttpRequest, before: Judgement | None, light: Light) -> JudgeForm:
    """What was decided last, else what is proposed."""
    initial = {"light": before.light, "reason": before.reason} if before else {"light": light.value}
    return JudgeForm(request.POST or None, initial=initial)


@require_http_methods(["GET", "POST"])
def judge_goal(request: HttpRequest, key: str) -> HttpResponse:
    goal = goal_or_404(key)
    asked = request.GET.get("enhet", "")
    unit = unit_or_404(asked) if asked else goal.plan.unit
    actor = actor_of(request)
    require(actor, Permission.REPORT, unit.key)
    period = period_of(request, goal.plan.year)
    sheet = goal_sheet(goal, period, timezone.localdate(), unit)
    light = proposed(sheet.measures)
    form = _form(request, sheet.judgements.get(period.code), light)
    context = {
        "goal": goal,
        "unit": unit,
        "period": period,
        "proposal": _mark(light),
        "told": reached(sheet.measures),
        "indicators": [indicator(line) for line in sheet.measures],
    }

    def do(fields: Values) -> HttpResponse:
        judge(
            by=actor,
            subject=goal,
            unit=unit,
            period=period,
            light=Light(fields["light"]),
            proposed=light,
            reason=fields["reason"],
        )
        messages.success(request, _("Bedömningen är sparad."))
        more = f"&enhet={unit.key}" if asked else ""
        return redirect(f"{reverse('goal', args=[key])}?period={period.code}{more}")

    return fill_in(request, "measures/goal_judge.html", form, context, do)


@require_http_methods(["GET", "POST"])
def judge_measure(request: HttpRequest, key: str) -> HttpResponse:
    """One indicator in a unit and period; it leads back to the goal it was opened from."""
    measure = measure_or_404(key)
    asked, goal_key = request.GET.get("enhet", ""), request.GET.get("mal", "")
    unit = unit_or_404(asked) if asked else measure.responsible
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Permission.REPORT, unit.key)
    period = period_or_404(request.GET.get("period", "")) or latest_period(today.year, today)
    line = line_of(measure, unit, period)
    light = line.proposal.light
    form = _form(request, line.judgement, light)
    back = reverse("goal", args=[goal_key]) if goal_key else reverse("measure", args=[key])
    back = f"{back}?enhet={unit.key}&period={period.code}"
    context = {
        "measure": measure,
        "unit": unit,
        "period": period,
        "shown": indicator(line),
        "proposal": _mark(light, said(line.proposal.reason)),
        "back": back,
    }

    def do(fields: Values) -> HttpResponse:
        judge(
            by=actor,
            subject=measure,
            unit=unit,
            period=period,
            light=Light(fields["light"]),
            proposed=light,
            reason=fields["reason"],
        )
        messages.success(request, _("Bedömningen är sparad."))
        return redirect(back)

    return fill_in(request, "measures/measure_judge.html", form, context, do)
