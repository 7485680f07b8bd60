"""Units: the tree on a day, one unit, its texts through time, and changing it."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tertial.history import queries as history
from tertial.organisation.access import require
from tertial.organisation.actions import units as actions
from tertial.organisation.models import Unit
from tertial.organisation.pages.forms import CloseForm, MoveForm, NewUnitForm, UnitForm, unit_choices
from tertial.organisation.pages.parts import as_nodes, unit_facts
from tertial.organisation.pages.reading import CONFLICT, actor_of, day_of, fill_in, unit_or_404
from tertial.organisation.profile import current_profile, kind_choices, kind_name
from tertial.organisation.queries import free_key, organisation_on, unit_sheet
from tertial.organisation.roles import Permission

Values = dict[str, Any]
TEXTS = ["name", "short_name", "description"]


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    day = day_of(request)
    organisation = organisation_on(day)
    context = {
        "nodes": as_nodes(organisation),
        "day": day,
        "is_today": day == timezone.localdate(),
        "today_address": reverse("units"),
    }
    return render(request, "organisation/units.html", context)


def unit_context(request: HttpRequest, key: str) -> dict[str, Any]:
    """What the unit's page shows of the organisation; the page itself also shows what the other parts know."""
    found = unit_or_404(key)
    actor = actor_of(request)
    sheet = unit_sheet(found, actor.organisation)
    return {
        "sheet": sheet,
        "kind": kind_name(found.kind),
        "path": [(each.name, reverse("unit", args=[each.key])) for each in sheet.path],
        "below": [(each, kind_name(each.kind), sheet.below_count[each.key]) for each in sheet.below],
        "fact_rows": unit_facts(sheet),
        "moments": history.timeline("unit", key),
        "may_edit": actor.may(Permission.EDIT_UNIT, key),
        "may_change_structure": actor.may(Permission.CHANGE_STRUCTURE, key),
    }


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    found = unit_or_404(key)
    require(actor_of(request), Permission.EDIT_UNIT, key)
    initial = {name: getattr(found, name) for name in [*TEXTS, "version"]}
    form = UnitForm(request.POST or None, initial=initial)

    def do(values: Values) -> HttpResponse:
        try:
            actions.edit_unit(by=actor_of(request), unit=found, **values)
        except actions.SomebodyElseWasFirst as error:
            return _conflict(request, values, error.current)
        messages.success(request, _("Sparat."))
        return redirect("unit", key=key)

    return fill_in(request, "organisation/unit_edit.html", form, {"unit": found}, do)


def _conflict(request: HttpRequest, mine: Values, current: Unit) -> HttpResponse:
    """Both texts side by side. Saving again chooses one's own, since the form now carries the new version."""
    last = history.versions_of(current, TEXTS)[-1]
    form = UnitForm(initial=mine | {"version": current.version})
    texts = [
        {"label": form[name].label, "theirs": getattr(current, name), "mine": mine[name]}
        for name in TEXTS
        if getattr(current, name) != mine[name]
    ]
    context = {"form": form, "unit": current, "last": last, "texts": texts}
    return render(request, "organisation/unit_conflict.html", context, status=CONFLICT)


@require_GET
def versions(request: HttpRequest, key: str) -> HttpResponse:
    found = unit_or_404(key)
    every = history.versions_of(found, TEXTS)
    day = day_of(request)
    shown = history.as_of(every, day)
    before = every[shown.number - 2] if shown and shown.number > 1 else None
    labels = {name: UnitForm.base_fields[name].label for name in TEXTS}
    context = {
        "unit": found,
        "day": day,
        "versions": every[::-1],
        "shown": shown,
        "before": before,
        "texts": [
            (labels[name], before.texts[name] if before else "", shown.texts[name]) for name in TEXTS if shown
        ],
    }
    return render(request, "organisation/unit_versions.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: str) -> HttpResponse:
    """A new unit under the one in the address."""
    parent = unit_or_404(key)
    require(actor_of(request), Permission.CHANGE_STRUCTURE, key)
    initial = {"valid_from": timezone.localdate()}
    form = NewUnitForm(request.POST or None, initial=initial, kinds=kind_choices(parent.kind))

    def do(values: Values) -> HttpResponse:
        made = actions.create_unit(
            by=actor_of(request),
            key=free_key(Unit.objects.all(), values["name"], "enhet"),
            parent=parent,
            **values,
        )
        messages.success(request, _("%(unit)s är upplagd.") % {"unit": made.name})
        return redirect("unit", key=made.key)

    return fill_in(request, "organisation/unit_new.html", form, {"unit": parent}, do)


def _fits(unit: Unit) -> Collection[str] | None:
    """The kinds that the unit may be moved under; every kind when the profile no longer knows the unit's own."""
    return current_profile().kinds.get(unit.kind)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, key: str) -> HttpResponse:
    found = unit_or_404(key)
    actor = actor_of(request)
    require(actor, Permission.CHANGE_STRUCTURE, key)
    form = MoveForm(request.POST or None, initial={"on": timezone.localdate()})
    form.fields["parent"].choices = unit_choices(actor.organisation, but=key, kinds=_fits(found))  # type: ignore[attr-defined]

    def do(values: Values) -> HttpResponse:
        actions.move_unit(by=actor, unit=found, **values)
        messages.success(request, _("%(unit)s är flyttad.") % {"unit": found.name})
        return redirect("unit", key=key)

    return fill_in(request, "organisation/unit_move.html", form, {"unit": found}, do)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, key: str) -> HttpResponse:
    found = unit_or_404(key)
    require(actor_of(request), Permission.CHANGE_STRUCTURE, key)
    form = CloseForm(request.POST or None, initial={"on": timezone.localdate()})

    def do(values: Values) -> HttpResponse:
        actions.close_unit(by=actor_of(request), unit=found, **values)
        messages.success(request, _("%(unit)s är avslutad.") % {"unit": found.name})
        return redirect("unit", key=key)

    return fill_in(request, "organisation/unit_close.html", form, {"unit": found}, do)
