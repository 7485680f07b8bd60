"""Measures: the list, and one measure with chart, table, siblings, sexes, targets, definition and formula."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tertial.foundation.period import Period, PeriodKind, PeriodRefused
from tertial.goals.pages.reading import may_edit, may_start
from tertial.goals.rules.plan_checks import TOP_KINDS
from tertial.history import queries as history
from tertial.measures.models import GoalMeasure, Measure, Value
from tertial.measures.pages.drawn import Drawn, Whose, by_sex, compared
from tertial.measures.pages.drawn import history as drawn_history
from tertial.measures.pages.said import (
    breakdown_name,
    figure,
    kind_word,
    mark_of,
    period_name,
    target_words,
)
from tertial.measures.queries.facts import formula_of
from tertial.measures.queries.goals import line_of
from tertial.measures.queries.measures import (
    MeasureRow,
    MeasureSheet,
    listed,
    measure_sheet,
    measures_named,
    units_of,
)
from tertial.measures.rules.computed import in_names
from tertial.measures.rules.measure import FREQUENCY_WORDS, Better, Frequency, OverUnits
from tertial.measures.rules.series import Bar
from tertial.organisation.models import Unit
from tertial.organisation.pages.forms import unit_choices
from tertial.organisation.pages.reading import actor_of
from tertial.organisation.roles import Permission

Row = TypeVar("Row")
PER_PAGE = 100
ROWS_SHOWN, ROWS_FOLDED = 12, 40  # at once, and when one asks for more


def measure_or_404(key: str) -> Measure:
    return get_object_or_404(Measure.objects.select_related("responsible"), key=key)


def period_or_404(code: str) -> Period | None:
    """The period in the address; none when nothing is asked."""
    if not code.strip():
        return None
    try:
        return Period.parse(code)
    except PeriodRefused:
        raise Http404(_("Perioden finns inte. Skriv till exempel 2026T2.")) from None


@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    wanted, unit = request.GET.get("q", "").strip()[:200], request.GET.get("enhet", "").strip()
    leaf = Paginator(measures_named(wanted, unit), PER_PAGE).get_page(request.GET.get("sida"))
    organisation = actor_of(request).organisation
    context = {
        "leaf": leaf,
        "rows": _rows(list(leaf.object_list)),
        "q": wanted,
        "unit": unit,
        "units": unit_choices(organisation),
        "count": leaf.paginator.count,
        "may_start": may_start(actor_of(request)),
    }
    return render(request, "measures/measures.html", context)


def _rows(found: list[Measure]) -> list[tuple[MeasureRow, str, str]]:
    """Each with its last outcome in words, and when that was."""
    return [
        (
            each,
            figure(each.measure, each.latest.value) if each.latest else "",
            period_name(each.latest.period) if each.latest else "",
        )
        for each in listed(found)
    ]


def shown_rows(wanted: str, unit: str, most: int = 25) -> tuple[list[tuple[MeasureRow, str, str]], int]:
    """The first measures of a unit as the list shows them, and how many there are."""
    found = measures_named(wanted, unit)
    return _rows(found[:most]), len(found)


def unit_of(request: HttpRequest, measure: Measure, units: list[Unit]) -> Unit:
    """The unit in the address, else the one that answers for the measure, else the first with values."""
    key = request.GET.get("enhet", "").strip()
    if key:
        return next((each for each in units if each.key == key), None) or get_object_or_404(Unit, key=key)
    if measure.responsible in units or not units:
        return measure.responsible
    return units[0]


@require_GET
def measure(request: HttpRequest, key: str) -> HttpResponse:
    found = measure_or_404(key)
    units = units_of(found)
    unit = unit_of(request, found, units)
    period = period_or_404(request.GET.get("period", ""))
    sheet = measure_sheet(found, unit, period, units, timezone.localdate())
    actor = actor_of(request)
    is_judged = sheet.period.kind in (PeriodKind.TERTIAL, PeriodKind.YEAR)
    line = line_of(found, unit, sheet.period) if is_judged else None
    is_open = found.ended_on is None
    context = {
        "measure": found,
        "unit": unit,
        "period": sheet.period,
        "units": units,
        "pictures": pictures_of(sheet),
        "outcome": _outcome(sheet),
        "target": target_words(sheet.target.rule, found.unit_of_measure) if sheet.target else "",
        "row_parts": _in_two([_row(found, value) for value in sheet.rows[:ROWS_FOLDED]], ROWS_SHOWN),
        "row_count": len(sheet.rows),
        "shown_count": min(len(sheet.rows), ROWS_FOLDED),
        "is_cut": len(sheet.rows) > ROWS_FOLDED,
        "target_parts": _apart(_targets(sheet), lambda each: _is_near(sheet, each[0].unit)),
        "formula": _formula(sheet),
        "fact_rows": facts(sheet),
        "goal_parts": _apart(sheet.goals, lambda each: _is_of_now(sheet, each)),
        "moments": history.timeline("measure", key, limit=8),
        "may_edit": may_edit(actor, found.responsible),
        "may_set": is_open and (may_edit(actor, unit) or may_edit(actor, found.responsible)),
        "may_give": is_open and actor.may(Permission.REPORT, unit.key) and not found.formula,
        "mark": mark_of(line.judgement, line.proposal) if line else None,
        "may_judge": actor.may(Permission.REPORT, unit.key),
    }
    return render(request, "measures/measure.html", context)


def _in_two(rows: Sequence[Row], first: int) -> tuple[Sequence[Row], Sequence[Row]]:
    return rows[:first], rows[first:]


def _apart(rows: Sequence[Row], is_near: Callable[[Row], bool]) -> tuple[list[Row], list[Row]]:
    """What the unit shown has to do with, and the others, which are folded away: a measure may belong to hundreds."""
    return [each for each in rows if is_near(each)], [each for each in rows if not is_near(each)]


def _is_near(sheet: MeasureSheet, unit: Unit) -> bool:
    """The unit shown, or the one that decides for the whole city."""
    return unit.pk == sheet.unit.pk or unit.kind in TOP_KINDS


def _is_of_now(sheet: MeasureSheet, tie: GoalMeasure) -> bool:
    plan = tie.goal.plan
    return plan.year == sheet.period.year and _is_near(sheet, plan.unit)


def pictures_of(sheet: MeasureSheet) -> dict[str, Drawn]:
    """Every picture that there are figures for, by the name it has in addresses."""
    found = {
        "historik": _big(sheet),
        "enheter": _compared(sheet),
        "kon": by_sex(sheet.measure, sheet.period.code, sheet.unit.key, sheet.women, sheet.men),
    }
    return {name: drawn for name, drawn in found.items() if drawn is not None}


def _big(sheet: MeasureSheet) -> Drawn | None:
    level = sheet.target.rule.level if sheet.target else None
    return drawn_history(
        sheet.measure,
        Whose(sheet.unit.short_name or sheet.unit.name, sheet.series, sheet.unit.key),
        Whose(_("Hela staden"), sheet.city_series),
        target=level,
        forecast=sheet.forecast,
    )


def _compared(sheet: MeasureSheet) -> Drawn | None:
    bars = [
        Bar(each.short_name or each.name, value, each.pk == sheet.unit.pk) for each, value in sheet.siblings
    ]
    keys = {each.short_name or each.name: each.key for each, _value in sheet.siblings}
    is_sum = sheet.measure.over_units == OverUnits.SUM
    city = None if is_sum else sheet.city_value
    return compared(sheet.measure, sheet.period.code, bars, city, _("Hela staden"), keys)


def _outcome(sheet: MeasureSheet) -> tuple[Value, str] | None:
    for value in sheet.rows:
        if (value.period, value.kind, value.breakdown) == (sheet.period.code, "actual", "total/total"):
            return value, figure(sheet.measure, value.value) if value.value is not None else ""
    return None


def _row(measure: Measure, value: Value) -> dict[str, Any]:
    text = figure(measure, value.value) if value.value is not None else ""
    return {
        "value": value,
        "text": text,
        "period": period_name(value.period),
        "kind": kind_word(value.kind),
        "breakdown": breakdown_name(value.breakdown),
    }


def _targets(sheet: MeasureSheet) -> list[tuple[Any, str]]:
    measure = sheet.measure
    return [(each, target_words(each.rule, measure.unit_of_measure)) for each in sheet.targets]


def _formula(sheet: MeasureSheet) -> str:
    formula = formula_of(sheet.measure)
    if formula is None:
        return ""
    return in_names(formula, {each.key: each.name for each in sheet.formula})


def facts(sheet: MeasureSheet) -> list[tuple[str, object]]:
    measure = sheet.measure
    better = {
        Better.HIGHER: _("Högre är bättre"),
        Better.LOWER: _("Lägre är bättre"),
        Better.NEITHER: _("Varken högre eller lägre är bättre"),
    }
    address = reverse("unit", args=[measure.responsible.key])
    rows: list[tuple[str, object]] = [
        (_("Ansvarig"), format_html('<a href="{}">{}</a>', address, measure.responsible.name)),
        (_("Måttenhet"), measure.unit_of_measure or "–"),
        (_("Följs upp"), _(FREQUENCY_WORDS[Frequency(measure.frequency)])),
        (_("Riktning"), better[Better(measure.better)]),
    ]
    if measure.is_cumulative:
        rows.append((_("Räknas"), _("sammanlagt från 1 januari")))
    if measure.low is not None or measure.high is not None:
        ends = [figure(measure, end) if end is not None else "" for end in (measure.low, measure.high)]
        rows.append(
            (
                _("Rimliga värden"),
                _("%(low)s till %(high)s") % {"low": ends[0] or "–", "high": ends[1] or "–"},
            )
        )
    if measure.source:
        rows.append((_("Källa"), measure.source))
    if measure.decision:
        rows.append((_("Beslut"), measure.decision))
    return rows
