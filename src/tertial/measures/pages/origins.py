"""Så kom talet till: a value with its delivery, person or cell, earlier versions, corrections and formula."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tertial.foundation.period import Period
from tertial.goals.rules.plan_checks import TOP_KINDS
from tertial.intake.queries import may_read
from tertial.measures.models import Measure, Value
from tertial.measures.pages.measures import measure_or_404, period_or_404
from tertial.measures.pages.said import breakdown_name, figure, kind_word, period_name, said
from tertial.measures.queries.facts import formula_of
from tertial.measures.queries.origins import origin_of, parts_of
from tertial.measures.rules.breakdown import TOTAL, WHOLE, Breakdown, BreakdownRefused
from tertial.measures.rules.computed import compute, in_names
from tertial.measures.rules.current import ValueKind
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


_VALUES = Value.objects.select_related("measure__responsible", "unit", "delivery", "corrects")


@require_GET
def value(request: HttpRequest, number: int) -> HttpResponse:
    return _told(request, get_object_or_404(_VALUES, pk=number))


def _told(request: HttpRequest, found: Value) -> HttpResponse:
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
        "may_read_file": found.delivery is not None and may_read(actor, found.delivery),
    }
    return render(request, "measures/value.html", context)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a number is about, as an address says it."""

    unit: Unit
    period: Period
    kind: ValueKind
    breakdown: Breakdown


def _asked(request: HttpRequest, measure: Measure) -> Asked:
    asked = {name: request.GET.get(name, "").strip() for name in ("enhet", "hela", "period", "slag", "del")}
    if asked["hela"]:
        unit = Unit.objects.filter(kind__in=TOP_KINDS).order_by("pk").first() or measure.responsible
    else:
        unit = unit_or_404(asked["enhet"]) if asked["enhet"] else measure.responsible
    period = period_or_404(asked["period"])
    sex, _slash, age = (asked["del"] or WHOLE.code).partition("/")
    try:
        kind, breakdown = ValueKind(asked["slag"] or "actual"), Breakdown(sex, age or TOTAL)
    except (ValueError, BreakdownRefused):
        raise Http404 from None
    return Asked(unit, period or Period.of_year(timezone.localdate().year), kind, breakdown)


@require_GET
def value_of(request: HttpRequest, key: str) -> HttpResponse:
    """From a number that a page shows to where it comes from: the value that stands, or the formula."""
    measure = measure_or_404(key)
    if measure.formula:
        return computed(request, key)
    asked = _asked(request, measure)
    standing = _VALUES.filter(
        measure=measure,
        unit=asked.unit,
        kind=asked.kind.value,
        breakdown=asked.breakdown.code,
        is_current=True,
    )
    if request.GET.get("period"):
        standing = standing.filter(period=asked.period.code)
    found = standing.order_by("-last_day").first()
    if found is None:
        raise Http404
    return _told(request, found)


@require_GET
def computed(request: HttpRequest, key: str) -> HttpResponse:
    """A number that is worked out: the formula in names and in figures, and where each part comes from."""
    measure = measure_or_404(key)
    formula = formula_of(measure)
    if formula is None:
        raise Http404
    asked = _asked(request, measure)
    parts = parts_of(measure, asked.unit, asked.period, asked.kind, asked.breakdown)
    names = {part.key: part.name for part, _value in parts}
    made = compute(formula, {part.key: value.value if value else None for part, value in parts}, names)
    context = _about(asked.unit, asked.period.code, asked.kind.value, asked.breakdown.code) | {
        "measure": measure,
        "text": figure(measure, made.value) if made.value is not None else "",
        "why": said(made.why),
        "in_names": in_names(formula, names),
        "in_figures": made.shown,
        "parts": [(part, value, _shown(part, value) if value else "") for part, value in parts],
        "is_given": any(value is not None for _part, value in parts),
    }
    return render(request, "measures/value_computed.html", context)
