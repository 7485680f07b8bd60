"""Plans: what a unit is to do in a year, compared with another year, and copied to the next."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tertial.goals.actions import plans as actions
from tertial.goals.models import Goal, Plan
from tertial.goals.pages.forms import CopyForm
from tertial.goals.pages.reading import level_name, may_edit, plan_or_404, require_edit
from tertial.goals.queries import PlanSheet, compare_plans, plan_sheet
from tertial.goals.rules.written import as_text
from tertial.history import queries as history
from tertial.organisation.pages.reading import actor_of, fill_in


@require_GET
def plan(request: HttpRequest, key: str) -> HttpResponse:
    found = plan_or_404(key)
    sheet: PlanSheet = plan_sheet(found)
    context = {
        "plan": found,
        "goals": [(goal, level_name(goal.level), count) for goal, count in sheet.goals],
        "others": sheet.others,
        "versions": sheet.versions,
        "moments": history.timeline("plan", key, limit=10),
        "may_edit": may_edit(actor_of(request), found.unit),
    }
    return render(request, "goals/plan.html", context)


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


@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, key: str) -> HttpResponse:
    found = plan_or_404(key)
    actor = actor_of(request)
    require_edit(actor, found.unit)
    form = CopyForm(request.POST or None, initial={"year": found.year + 1}, unit=found.unit)

    def do(fields: dict[str, Any]) -> HttpResponse:
        made: Plan = actions.copy_plan(by=actor, plan=found, **fields)
        messages.success(request, _("%(plan)s är upplagd med mål och pågående aktiviteter.") % {"plan": made})
        return redirect("plan", key=made.key)

    return fill_in(request, "goals/plan_copy.html", form, {"plan": found}, do)
