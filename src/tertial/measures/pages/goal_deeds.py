"""What one does on a goal's page with figures: judging it, and tying a measure to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tertial.goals.pages.reading import goal_or_404, require_edit
from tertial.measures.actions.judgements import judge as judge_it
from tertial.measures.actions.measures import tie_measure
from tertial.measures.pages.forms import JudgeForm, TieForm
from tertial.measures.pages.goals import indicator, period_of, proposed, reached
from tertial.measures.pages.said import STATES, Mark
from tertial.measures.queries.goals import goal_sheet
from tertial.measures.rules.light import LIGHT_WORDS, Light
from tertial.organisation.access import require
from tertial.organisation.pages.reading import actor_of, fill_in, unit_or_404
from tertial.organisation.roles import Permission

Values = dict[str, Any]


@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, key: str) -> HttpResponse:
    """The judgement is a person's; what the indicators propose stands beside, and a difference needs a reason."""
    goal = goal_or_404(key)
    asked = request.GET.get("enhet", "")
    unit = unit_or_404(asked) if asked else goal.plan.unit
    actor = actor_of(request)
    require(actor, Permission.REPORT, unit.key)
    period = period_of(request, goal.plan.year)
    sheet = goal_sheet(goal, period, timezone.localdate(), unit)
    light = proposed(sheet.measures)
    before = sheet.judgements.get(period.code)
    initial = {"light": before.light, "reason": before.reason} if before else {"light": light.value}
    form = JudgeForm(request.POST or None, initial=initial)
    context = {
        "goal": goal,
        "unit": unit,
        "period": period,
        "proposal": Mark(STATES[light], _(LIGHT_WORDS[light])),
        "told": reached(sheet.measures),
        "indicators": [indicator(line) for line in sheet.measures],
    }

    def do(fields: Values) -> HttpResponse:
        judge_it(
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
def tie(request: HttpRequest, key: str) -> HttpResponse:
    goal = goal_or_404(key)
    unit = goal.plan.unit
    require_edit(actor_of(request), unit)
    form = TieForm(request.POST or None, unit=unit)

    def do(fields: Values) -> HttpResponse:
        tie_measure(by=actor_of(request), goal=goal, **fields)
        messages.success(request, _("Indikatorn är kopplad till målet."))
        return redirect("goal", key=key)

    return fill_in(request, "measures/goal_measure.html", form, {"goal": goal}, do)
