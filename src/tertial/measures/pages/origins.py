"""Så kom talet till: a value with its delivery, person or cell, earlier versions, corrections and formula."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from tertial.measures.models import Measure, Value
from tertial.measures.pages.measures import measure_or_404
from tertial.measures.pages.said import breakdown_name, figure, kind_word, period_name, said
from tertial.measures.queries.facts import formula_of
from tertial.measures.queries.origins import origin_of, parts_of
from tertial.measures.rules.breakdown import WHOLE
from tertial.measures.rules.computed import compute, in_names
from tertial.organisation.models import Unit
from tertial.organisation.pages.reading import actor_of, unit_or_404
from tertial.organisation.roles import Permission


def _shown(measure: Measure, value: Value) -> str:
    return figure(measure, value.value) if value.value is not None else ""


def _about(unit: Unit, period: str, kind: str, breakdown: str) -> dict[str, Any]:
    return {
        "unit": unit,
        "period": period,
        "period_name": period_name(period),
        "kind": kind_word(kind),
        "breakdown": "" if breakdown == WHOLE.code else breakdown_name(breakdown),
    }


@require_GET
def value(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(
        Value.objects.select_related("measure__responsible", "unit", "delivery", "corrects"), pk=number
    )
    measure, origin = found.measure, origin_of(found)
    actor = actor_of(request)
    versions = [(each, _shown(measure, each)) for each in origin.versions]
    context = _about(found.unit, found.period, found.kind, found.breakdown) | {
        "measure": measure,
        "value": found,
        "text": _shown(measure, found),
        "versions": versions,
        "current": origin.current,
        "numerator": figure(measure, found.numerator, bare=True) if found.numerator is not None else "",
        "denominator": figure(measure, found.denominator, bare=True) if found.denominator is not None else "",
        "may_give": actor.may(Permission.REPORT, found.unit.key) and not measure.formula,
    }
    return render(request, "measures/value.html", context)


@require_GET
def computed(request: HttpRequest, key: str) -> HttpResponse:
    """A number that is worked out: the formula in names and in figures, and where each part comes from."""
    measure = measure_or_404(key)
    formula = formula_of(measure)
    if formula is None:
        raise Http404
    asked = {name: request.GET.get(name, "").strip() for name in ("enhet", "period", "slag", "del")}
    unit = unit_or_404(asked["enhet"]) if asked["enhet"] else measure.responsible
    kind, breakdown = asked["slag"] or "actual", asked["del"] or WHOLE.code
    if kind not in ("actual", "forecast", "budget", "benchmark"):
        raise Http404
    parts = parts_of(measure, unit, asked["period"], kind, breakdown)
    names = dict(Measure.objects.filter(key__in=formula.parts).values_list("key", "name"))
    made = compute(formula, {each.measure.key: each.value for each in parts}, names)
    context = _about(unit, asked["period"], kind, breakdown) | {
        "measure": measure,
        "text": figure(measure, made.value) if made.value is not None else "",
        "why": said(made.why),
        "in_names": in_names(formula, names),
        "in_figures": made.shown,
        "parts": [(each, _shown(each.measure, each)) for each in parts],
    }
    return render(request, "measures/value_computed.html", context)
