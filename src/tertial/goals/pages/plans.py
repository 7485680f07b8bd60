"""Plans: the list of a year, starting one, putting a first goal in it, and comparing two years."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tertial.goals.actions import goals as goal_actions
from tertial.goals.actions import plans as actions
from tertial.goals.models import Goal
from tertial.goals.pages.forms import PlanForm, PlanGoalForm
from tertial.goals.pages.reading import (
    may_edit,
    may_start,
    plan_kind,
    plan_or_404,
    require_edit,
    version_word,
    year_or_now,
)
from tertial.goals.queries import compare_plans, plans_of, years_with_plans
from tertial.goals.rules.written import as_text
from tertial.organisation.access import Actor, require
from tertial.organisation.models import Unit
from tertial.organisation.pages.forms import unit_choices
from tertial.organisation.pages.reading import actor_of, fill_in
from tertial.organisation.roles import Permission

Values = dict[str, Any]


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan of a year and how far it has come."""
    asked = request.GET.get("ar", "")
    year = year_or_now(int(asked) if asked.isdecimal() and len(asked) == 4 else None)
    rows = [(each, plan_kind(each.plan.kind), *version_word(each.version)) for each in plans_of(year)]
    context = {
        "year": year,
        "years": [(each, f"{reverse('plans')}?ar={each}") for each in years_with_plans()],
        "rows": rows,
        "drafts": sum(each.version is None for each, *_rest in rows),
        "may_start": may_start(actor_of(request)),
    }
    return render(request, "goals/plans.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """An empty plan for one of the units whose plans the person may change."""
    actor = actor_of(request)
    if not may_start(actor):
        require(actor, Permission.EDIT_GOALS)
    mine = [(key, name) for key, name in unit_choices(actor.organisation) if not key or _may(actor, key)]
    form = PlanForm(request.POST or None, initial={"year": timezone.localdate().year + 1})
    form.fields["unit"].choices = mine  # type: ignore[attr-defined]
    if not actor.may(Permission.EDIT_CITY_GOALS):
        del form.fields["decision"]

    def do(fields: Values) -> HttpResponse:
        made = actions.create_plan(by=actor, **fields)
        messages.success(request, _("%(plan)s är upplagd. Lägg till det första målet.") % {"plan": made})
        return redirect("plan", key=made.key)

    return fill_in(request, "goals/plan_new.html", form, {}, do)


def _may(actor: Actor, key: str) -> bool:
    unit = actor.organisation.units[key]
    return may_edit(actor, Unit(key=key, kind=unit.kind))


@require_http_methods(["GET", "POST"])
def goal_new(request: HttpRequest, key: str) -> HttpResponse:
    """A goal in this plan, under a goal of another plan or at the top of the chain."""
    found = plan_or_404(key)
    actor = actor_of(request)
    require_edit(actor, found.unit)
    goals = Goal.objects.filter(plan__year=found.year, ended_on__isnull=True).select_related("plan__unit")
    form = PlanGoalForm(request.POST or None, plan=found, goals=goals)

    def do(fields: Values) -> HttpResponse:
        made = goal_actions.add_goal(by=actor, plan=found, **fields)
        messages.success(request, _("Målet är tillagt."))
        return redirect("goal", key=made.key)

    return fill_in(request, "goals/plan_goal_new.html", form, {"plan": found}, do)


@require_GET
def compare(request: HttpRequest, key: str, other: str) -> HttpResponse:
    """The older year to the left, whichever way round they stand in the address."""
    one, two = plan_or_404(key), plan_or_404(other)
    if one.pk == two.pk:
        raise Http404(_("Välj två olika planer att jämföra."))
    old, new = sorted((one, two), key=lambda each: each.year)
    pairs = [(before, after, *_changes(before, after)) for before, after in compare_plans(old, new)]
    context = {
        "old": old,
        "new": new,
        "pairs": pairs,
        "added": sum(before is None for before, *_rest in pairs),
        "gone": sum(each[1] is None for each in pairs),
        "changed": sum(bool(each[0] and each[1] and each[2]) for each in pairs),
        "same": sum(bool(each[0] and each[1] and not each[2]) for each in pairs),
    }
    return render(request, "goals/plan_compare.html", context)


def _changes(before: Goal | None, after: Goal | None) -> tuple[bool, bool]:
    """Whether the text differs, and whether the description does."""
    if before is None or after is None:
        return True, False
    is_described_anew = as_text(before.description) != as_text(after.description)
    return before.text != after.text or is_described_anew, is_described_anew
