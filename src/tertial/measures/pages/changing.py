"""Giving a measure its values and targets, and the targets that somebody has still to set."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tertial.foundation.period import Period
from tertial.goals.actions.asking import is_the_citys
from tertial.goals.pages.reading import may_edit, require_edit
from tertial.measures.actions.targets import TargetChangedMeanwhile, holder_of, set_target
from tertial.measures.actions.values import Given, put_value
from tertial.measures.models import Measure, Target, Value
from tertial.measures.pages.forms import TargetForm, ValueForm
from tertial.measures.pages.measures import measure_or_404, period_or_404
from tertial.measures.pages.said import figure, target_words
from tertial.measures.queries.measures import waiting_targets
from tertial.measures.rules.breakdown import TOTAL, Breakdown
from tertial.measures.rules.current import ValueKind
from tertial.measures.rules.target import WAITING, Scale, TargetKind, TargetState, state_on
from tertial.organisation.access import require
from tertial.organisation.models import Unit
from tertial.organisation.pages.forms import unit_choices
from tertial.organisation.pages.reading import actor_of, fill_in, unit_or_404
from tertial.organisation.roles import Permission

Values = dict[str, Any]


def _unit(request: HttpRequest, measure: Measure) -> Unit:
    key = request.GET.get("enhet", "").strip()
    return unit_or_404(key) if key else measure.responsible


def _back(measure: Measure, unit: Unit) -> HttpResponse:
    return redirect(f"{reverse('measure', args=[measure.key])}?enhet={unit.key}")


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, key: str) -> HttpResponse:
    """A value for the unit and period; where there is one it is a correction, and the old one stays."""
    measure = measure_or_404(key)
    unit, actor = _unit(request, measure), actor_of(request)
    require(actor, Permission.REPORT, unit.key)
    period = period_or_404(request.GET.get("period", ""))
    sex, _slash, age = request.GET.get("del", "").partition("/")
    initial: Values = {"period": period, "kind": request.GET.get("slag") or "actual"}
    initial |= {"sex": sex or TOTAL, "age": age or TOTAL}
    now = _standing(measure, unit, initial) if period else None
    if now is not None:
        initial |= {"value": now.value, "comment": now.comment}
        initial |= {"numerator": now.numerator, "denominator": now.denominator}
    form = ValueForm(request.POST or None, initial=initial, measure=measure)
    context = {
        "measure": measure,
        "unit": unit,
        "now": now,
        "now_text": figure(measure, now.value) if now is not None else "",
    }

    def do(fields: Values) -> HttpResponse:
        given = Given(fields["value"], fields.get("numerator"), fields.get("denominator"), fields["comment"])
        made = put_value(
            by=actor,
            measure=measure,
            unit=unit,
            period=fields["period"],
            given=given,
            kind=ValueKind(fields["kind"]),
            breakdown=Breakdown(fields.get("sex") or TOTAL, fields.get("age") or TOTAL),
            reason=fields["reason"],
        )
        messages.success(request, _("Värdet är sparat."))
        return redirect("value", number=made.pk)

    return fill_in(request, "measures/value_give.html", form, context, do)


def _standing(measure: Measure, unit: Unit, about: Values) -> Value | None:
    """The value that stands for what the form is opened about."""
    period: Period = about["period"]
    return Value.objects.filter(
        measure=measure,
        unit=unit,
        period=period.code,
        kind=about["kind"],
        breakdown=f"{about['sex']}/{about['age']}",
        is_current=True,
    ).first()


@require_http_methods(["GET", "POST"])
def target(request: HttpRequest, key: str) -> HttpResponse:
    measure = measure_or_404(key)
    unit, actor = _unit(request, measure), actor_of(request)
    asked = request.GET.get("ar", "")
    year = int(asked) if asked.isdigit() and len(asked) == 4 else timezone.localdate().year
    scale = _scale(request, unit)
    about = Target.objects.filter(measure=measure, unit=unit, year=year, scale=scale.value)
    now = about.select_related("owner", "measure").first()
    holder = holder_of(now, unit)
    require_edit(actor, holder)
    initial = _target_fields(now, year) | {"scale": scale.value}
    form = TargetForm(request.POST or None, initial=initial, unit=holder, of_city=is_the_citys(unit))
    form.fields["owner"].choices = unit_choices(actor.organisation)  # type: ignore[attr-defined]
    words = target_words(now.rule, measure.unit_of_measure) if now else ""

    def do(fields: Values) -> HttpResponse:
        kind = TargetKind(fields["kind"])
        low, high = _ends(kind, fields)
        try:
            set_target(
                by=actor,
                measure=measure,
                unit=unit,
                year=fields["year"],
                kind=kind,
                low=low,
                high=high,
                way=fields["way"] if kind is TargetKind.DIRECTION else "",
                due=fields["due"] if kind in WAITING else None,
                owner=fields["owner"] if kind in WAITING else None,
                scale=Scale(fields.get("scale") or scale),
                decision=fields.get("decision", ""),
                version=fields["version"] or 0,
            )
        except TargetChangedMeanwhile as error:
            return _met(request, form, measure, unit, error.current)
        messages.success(request, _("Årsmålet är satt."))
        return _back(measure, unit)

    context = {"measure": measure, "unit": unit, "now": words}
    return fill_in(request, "measures/target_edit.html", form, context, do)


def _scale(request: HttpRequest, unit: Unit) -> Scale:
    """The council's targets are for the whole city unless somebody asks for its own part."""
    asked = request.GET.get("skala", "")
    if asked in (Scale.OWN, Scale.CITY):
        return Scale(asked)
    return Scale.CITY if is_the_citys(unit) else Scale.OWN


def _target_fields(now: Target | None, year: int) -> Values:
    if now is None:
        return {"year": year, "kind": "number"}
    level = now.low if now.low is not None else now.high
    is_band = now.kind == TargetKind.BAND
    return {
        "year": year,
        "kind": now.kind,
        "low": now.low if is_band else level,
        "high": now.high if is_band else None,
        "way": now.way,
        "due": now.due,
        "owner": now.owner.key,
        "version": now.version,
    }


def _ends(kind: TargetKind, fields: Values) -> tuple[Any, Any]:
    """One level is written in the first field, whatever side of it is asked for."""
    low, high = fields["low"], fields["high"]
    level = low if low is not None else high
    match kind:
        case TargetKind.NUMBER:
            return level, level
        case TargetKind.MIN:
            return level, None
        case TargetKind.MAX:
            return None, level
        case TargetKind.BAND:
            return low, high
    return None, None


def _met(
    request: HttpRequest, form: TargetForm, measure: Measure, unit: Unit, current: Target
) -> HttpResponse:
    """Somebody else was first: what now stands is shown, and what was typed is kept."""
    words = target_words(current.rule, measure.unit_of_measure)
    form.data = {**form.data.dict(), "version": str(current.version)}  # type: ignore[attr-defined]
    text = _("Någon annan har just satt årsmålet till %(target)s. Spara igen om ditt ska gälla.")
    form.add_error(None, text % {"target": words})
    context = {"form": form, "measure": measure, "unit": unit, "now": words}
    return render(request, "measures/target_edit.html", context, status=409)


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Targets that somebody has still to set, the most overdue first."""
    actor, today = actor_of(request), timezone.localdate()
    unit = request.GET.get("enhet", "").strip()
    below = [each.key for _depth, each in actor.organisation.walk(unit)] if unit else []
    found = waiting_targets(units=[unit, *below] if unit else None)
    rows = [(each, _when(each, today), _may_set(request, each)) for each in found]
    context = {
        "rows": rows,
        "late": sum(state == TargetState.OVERDUE for _row, state, _may in rows),
        "unit": unit,
        "units": unit_choices(actor.organisation),
    }
    return render(request, "measures/targets_waiting.html", context)


def _when(each: Target, today: date) -> TargetState:
    return state_on(each.rule, today)


def _may_set(request: HttpRequest, each: Target) -> bool:
    return may_edit(actor_of(request), holder_of(each, each.unit))
