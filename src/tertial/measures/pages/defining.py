"""What a measure is: adding one, changing it (two people at once lose nothing), its formula, and its end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tertial.goals.pages.reading import goal_or_404, may_edit, require_edit
from tertial.measures.actions import measures as actions
from tertial.measures.models import Measure
from tertial.measures.pages.forms import EndMeasureForm, MeasureForm, NewMeasureForm
from tertial.measures.pages.measures import measure_or_404
from tertial.organisation.access import Actor, require
from tertial.organisation.models import Unit
from tertial.organisation.pages.forms import unit_choices
from tertial.organisation.pages.reading import CONFLICT, actor_of, fill_in, unit_or_404
from tertial.organisation.roles import Permission

Values = dict[str, Any]
FORMULA = ("formula_kind", "first", "second", "factor")
FIELDS = [name for name in MeasureForm.base_fields if name not in ("decision", "version", *FORMULA)]
STARTING = {
    "decimals": 0,
    "better": "higher",
    "frequency": "tertial",
    "over_time": "last",
    "over_units": "none",
}


def _as_fields(measure: Measure) -> Values:
    """The measure as the form shows it, its formula in parts."""
    formula = measure.formula or {}
    found = {name: getattr(measure, name) for name in FIELDS}
    return found | {
        "formula_kind": formula.get("kind", ""),
        "first": formula.get("first"),
        "second": formula.get("second"),
        "factor": formula.get("factor"),
    }


def _as_values(fields: Values) -> Values:
    kind, factor = fields["formula_kind"], fields["factor"]
    formula = {
        "kind": kind,
        "first": fields["first"].key if fields["first"] else "",
        "second": fields["second"].key if fields["second"] else "",
        "factor": str(factor) if factor is not None else None,
    }
    return {name: fields[name] for name in FIELDS} | {"formula": formula if kind else None}


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A measure of a unit's own, or of the whole city's; from a goal's page it is tied to the goal at once."""
    actor, asked = actor_of(request), request.GET.get("mal", "").strip()
    goal = goal_or_404(asked) if asked else None
    mine = [(key, name) for key, name in unit_choices(actor.organisation) if not key or _may(actor, key)]
    if len(mine) < 2:
        require(actor, Permission.EDIT_GOALS)
    owner = goal.plan.unit if goal else None
    chosen = request.POST.get("owner") or (owner.key if owner else "")
    unit = unit_or_404(chosen) if chosen else Unit()
    form = NewMeasureForm(
        request.POST or None, initial=STARTING | {"owner": owner.key if owner else ""}, unit=unit
    )
    form.fields["owner"].choices = mine  # type: ignore[attr-defined]

    def do(fields: Values) -> HttpResponse:
        made = actions.create_measure(
            by=actor,
            owner=fields["owner"],
            values=_as_values(fields),
            goal=goal,
            decision=fields.get("decision", ""),
        )
        messages.success(request, _("%(measure)s är upplagd.") % {"measure": made})
        return redirect("goal", key=goal.key) if goal else redirect("measure", key=made.key)

    return fill_in(request, "measures/measure_new.html", form, {"goal": goal}, do)


def _may(actor: Actor, key: str) -> bool:
    return may_edit(actor, Unit(key=key, kind=actor.organisation.units[key].kind))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    measure = measure_or_404(key)
    owner = measure.responsible
    require_edit(actor_of(request), owner)
    initial = _as_fields(measure) | {"version": measure.version}
    form = MeasureForm(request.POST or None, initial=initial, unit=owner)

    def do(fields: Values) -> HttpResponse:
        try:
            actions.edit_measure(
                by=actor_of(request),
                measure=measure,
                values=_as_values(fields),
                version=fields["version"] or 0,
                decision=fields.get("decision", ""),
            )
        except actions.MeasureChangedMeanwhile as error:
            return _differs(request, fields, error.current)
        messages.success(request, _("Sparat."))
        return redirect("measure", key=key)

    return fill_in(request, "measures/measure_edit.html", form, {"measure": measure}, do)


def _differs(request: HttpRequest, mine: Values, current: Measure) -> HttpResponse:
    """Both versions field by field; saving again chooses one's own."""
    mine |= {name: mine[name].key for name in ("first", "second") if mine[name]}
    theirs = _as_fields(current)
    form = MeasureForm(initial=mine | {"version": current.version}, unit=current.responsible)
    texts = [
        (form[name].label, *(form[name].field.prepare_value(each[name]) for each in (mine, theirs)))
        for name in theirs
        if (theirs[name] or None) != (mine[name] or None)
    ]
    context = {"form": form, "measure": current, "texts": texts}
    return render(request, "measures/measure_conflict.html", context, status=CONFLICT)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, key: str) -> HttpResponse:
    measure = measure_or_404(key)
    owner = measure.responsible
    require_edit(actor_of(request), owner)
    form = EndMeasureForm(request.POST or None, initial={"on": timezone.localdate()}, unit=owner)

    def do(fields: Values) -> HttpResponse:
        actions.end_measure(by=actor_of(request), measure=measure, **fields)
        messages.success(request, _("Indikatorn är avslutad."))
        return redirect("measure", key=key)

    return fill_in(request, "measures/measure_end.html", form, {"measure": measure}, do)
