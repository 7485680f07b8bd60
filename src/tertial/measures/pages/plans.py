"""A plan with its decisions: as it stands, as it was decided, what has changed since, and its copy to a new year."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tertial.foundation.sentence import Sentence
from tertial.goals.models import Plan, PlanVersion
from tertial.goals.pages.forms import AdoptForm, CopyForm
from tertial.goals.pages.reading import (
    level_name,
    may_edit,
    plan_kind,
    plan_or_404,
    require_edit,
    tag_name,
    version_word,
)
from tertial.goals.pages.rows import said
from tertial.goals.queries import plan_sheet
from tertial.goals.rules.tags import code_of, in_order
from tertial.history import queries as history
from tertial.measures.actions import plans as actions
from tertial.measures.queries.documents import changes_since, version_on
from tertial.organisation.pages.reading import actor_of, day_of, fill_in
from tertial.organisation.profile import current_profile

Values = dict[str, Any]
LEFT_SHOWN = 2  # of each kind


@require_GET
def plan(request: HttpRequest, key: str) -> HttpResponse:
    found = plan_or_404(key)
    sheet = plan_sheet(found)
    last = sheet.versions[0] if sheet.versions else None
    state, word = version_word(last)
    context = {
        "plan": found,
        "kind": plan_kind(found.kind),
        "goals": [(goal, level_name(goal.level), count) for goal, count in sheet.goals],
        "others": sheet.others,
        "versions": [(each, *version_word(each)) for each in sheet.versions],
        "last": last,
        "state": state,
        "word": word,
        "changed": len(changes_since(found.versions.get(pk=last.pk))) if last else 0,
        "today": timezone.localdate(),
        "moments": history.timeline("plan", key, limit=10),
        "may_edit": may_edit(actor_of(request), found.unit),
    }
    return render(request, "measures/plan.html", context)


def _version_or_404(plan: Plan, number: int) -> PlanVersion:
    return get_object_or_404(plan.versions.select_related("plan__unit"), number=number)


@require_GET
def decided(request: HttpRequest, key: str) -> HttpResponse:
    """The version that was in force on a day."""
    found, day = plan_or_404(key), day_of(request)
    in_force = version_on(found, day)
    if in_force is None:
        raise Http404(_("Planen var inte antagen %(day)s.") % {"day": day.isoformat()})
    return _read(request, in_force)


@require_GET
def version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The plan as it read when it was decided, whatever has happened to it since; also for paper."""
    return _read(request, _version_or_404(plan_or_404(key), number))


def _read(request: HttpRequest, found: PlanVersion) -> HttpResponse:
    document: dict[str, Any] = found.document
    goals = document.get("goals") or []
    context = {
        "plan": found.plan,
        "version": found,
        "goals": [_printed(document, goal) for goal in goals],
    }
    return render(request, "measures/plan_version.html", context)


def _printed(document: dict[str, Any], goal: dict[str, Any]) -> dict[str, Any]:
    levels = [each.key for each in current_profile().goal_levels]
    number, at = goal["number"], goal["level"] - 1
    tags = in_order(set(map(code_of, goal["tags"])))
    return goal | {
        "level": level_name(levels[at]) if at < len(levels) else "",
        "tags": [tag_name(each) for each in tags],
        "indicators": [row for row in document["indicators"] if row["goal"] == number],
        "activities": [row for row in document["activities"] if row["goal"] == number],
    }


@require_GET
def changes(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What has been changed since the decision: what was, and what is."""
    found = _version_or_404(plan_or_404(key), number)
    rows = [(_(each.what), each) for each in changes_since(found)]
    context = {"plan": found.plan, "version": found, "rows": rows}
    return render(request, "measures/plan_changes.html", context)


@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, key: str) -> HttpResponse:
    """The plan as it stands becomes the next version, by a decision."""
    found = plan_or_404(key)
    actor = actor_of(request)
    require_edit(actor, found.unit)
    last = found.versions.select_related("plan__unit").order_by("-number").first()
    form = AdoptForm(request.POST or None, initial={"decided_on": timezone.localdate()})
    rows = [(_(each.what), each) for each in changes_since(last)] if last else []

    def do(fields: Values) -> HttpResponse:
        made = actions.adopt_plan(by=actor, plan=found, **fields)
        messages.success(request, _("Version %(number)s är antagen.") % {"number": made.number})
        return redirect("plan_version", key=key, number=made.number)

    return fill_in(request, "measures/plan_adopt.html", form, {"plan": found, "last": last, "rows": rows}, do)


@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, key: str) -> HttpResponse:
    found = plan_or_404(key)
    actor = actor_of(request)
    require_edit(actor, found.unit)
    initial = {"year": found.year + 1, "measures": True}
    form = CopyForm(request.POST or None, initial=initial, unit=found.unit)

    def do(fields: Values) -> HttpResponse:
        made, copied = actions.copy_plan(by=actor, plan=found, **fields)
        messages.success(request, _("%(plan)s är upplagd med mål och pågående aktiviteter.") % {"plan": made})
        for words in left_words(copied.left):
            messages.info(request, words)
        return redirect("plan", key=made.key)

    return fill_in(request, "measures/plan_copy.html", form, {"plan": found}, do)


def left_words(left: Iterable[Sentence]) -> list[str]:
    """What did not come along: a few of each kind as examples, each once, and how many more there are."""
    kinds: dict[str, dict[str, None]] = {}
    for each in left:
        kinds.setdefault(each.text, {})[said(each)] = None
    found = []
    for words in kinds.values():
        found += list(words)[:LEFT_SHOWN]
        if len(words) > LEFT_SHOWN:
            found[-1] += " " + _("Det gäller %(count)s till.") % {"count": len(words) - LEFT_SHOWN}
    return found
