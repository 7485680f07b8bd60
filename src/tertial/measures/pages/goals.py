"""The goal's page: the chain above it, the judgement, its indicators, results, goals below and activities."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from tertial.foundation.period import Period, PeriodRefused
from tertial.goals.pages.reading import goal_or_404, level_name, may_edit, tag_name
from tertial.goals.pages.rows import address_of, tally, urgent_first
from tertial.goals.queries import GoalInfo
from tertial.goals.rules.tags import code_of, in_order
from tertial.history import queries as history
from tertial.measures.models import Judgement, Value
from tertial.measures.pages.drawn import Drawn, Whose, small
from tertial.measures.pages.drawn import history as drawn_history
from tertial.measures.pages.said import (
    SHORT,
    STATES,
    Mark,
    change_words,
    figure,
    mark_of,
    target_words,
)
from tertial.measures.queries.goals import GoalSheet, MeasureLine, goal_sheet
from tertial.measures.rules.light import Light
from tertial.organisation.pages.reading import actor_of, unit_or_404
from tertial.organisation.roles import Permission

ACTIVITIES_SHOWN = 10


def period_of(request: HttpRequest, year: int) -> Period:
    """The period in the address; else the last tertial of the plan's year that has ended."""
    raw = request.GET.get("period", "").strip()
    if not raw:
        return latest_period(year, timezone.localdate())
    try:
        found = Period.parse(raw)
    except PeriodRefused:
        raise Http404(_("Perioden finns inte. Skriv till exempel 2026T2.")) from None
    if found.year != year:
        raise Http404(_("Perioden hör till ett annat år än målet."))
    return found


def latest_period(year: int, today: date) -> Period:
    if year < today.year:
        return Period.of_year(year)
    return Period.of_tertial(year, 2 if year == today.year and today.month >= 9 else 1)


@dataclass(frozen=True, slots=True)
class Step:
    """One place in the tertial strip."""

    name: str
    until: str
    address: str
    mark: Mark
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the table of indicators."""

    line: MeasureLine
    chart: SafeString | str
    outcome: str
    change: str
    women: str
    men: str
    forecast: str
    target: str
    city_target: str
    mark: Mark
    address: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A goal above or below, with how it was judged in the same period."""

    info: GoalInfo
    level: str
    mark: Mark | None


@require_GET
def goal(request: HttpRequest, key: str) -> HttpResponse:
    found = goal_or_404(key)
    unit = unit_or_404(request.GET["enhet"]) if request.GET.get("enhet") else found.plan.unit
    period = period_of(request, found.plan.year)
    sheet = goal_sheet(found, period, timezone.localdate(), unit)
    actor = actor_of(request)
    rows = urgent_first(sheet.activities)
    indicators = [indicator(line) for line in sheet.measures]
    context = {
        "goal": found,
        "unit": unit,
        "period": period,
        "level": level_name(found.level),
        "above": [linked(each, sheet) for each in sheet.above.main],
        "below": [linked(each, sheet) for each in sheet.below],
        "steps": steps(sheet),
        "verdict": verdict(sheet),
        "told": reached(sheet.measures),
        "facts": facts(sheet),
        "indicators": indicators,
        "counts": lights(indicators),
        "chart": chart(sheet.measures),
        "expected": [
            (each, mark_of(None, each.proposal) if each.proposal else None) for each in sheet.expected
        ],
        "rows": rows[:ACTIVITIES_SHOWN],
        "activity_count": len(rows),
        "tally": tally(sheet.activities),
        "now_at": int(period.share_of_year() * 100),
        "moments": history.timeline("goal", key, limit=8),
        "may_edit": may_edit(actor, found.plan.unit) and found.ended_on is None,
        "may_judge": actor.may(Permission.REPORT, unit.key),
    }
    return render(request, "measures/goal.html", context)


def linked(info: GoalInfo, sheet: GoalSheet) -> Linked:
    judged = sheet.around.get(info.pk)
    return Linked(info, level_name(info.level), mark_of(judged) if judged else None)


def steps(sheet: GoalSheet) -> list[Step]:
    """T1, T2 and the year, each leading to the page as it was then."""
    year, address = sheet.period.year, reverse("goal", args=[sheet.goal.key])
    asked = "" if sheet.unit == sheet.goal.plan.unit else f"&enhet={sheet.unit.key}"
    named = (
        (Period.of_tertial(year, 1), "T1", _("april")),
        (Period.of_tertial(year, 2), "T2", _("augusti")),
        (Period.of_year(year), _("Helår"), _("bokslut")),
    )
    return [
        Step(
            name,
            until,
            f"{address}?period={period.code}{asked}",
            _short(sheet, period),
            period == sheet.period,
        )
        for period, name, until in named
    ]


def _short(sheet: GoalSheet, period: Period) -> Mark:
    judged = sheet.judgements.get(period.code)
    if judged is None:
        return Mark("ej", _("Inte bedömt"))
    light = Light(judged.light)
    return Mark(STATES[light], _(SHORT[light]))


@dataclass(frozen=True, slots=True)
class Verdict:
    state: str
    sentence: str
    judgement: Judgement | None


def verdict(sheet: GoalSheet) -> Verdict:
    judged = sheet.judgements.get(sheet.period.code)
    if judged is None:
        return Verdict("tom", _("Målet är inte bedömt ännu"), None)
    light = Light(judged.light)
    sentence = {
        Light.MET: _("Målet uppfylls"),
        Light.PARTLY: _("Målet uppfylls delvis"),
        Light.NOT: _("Målet uppfylls inte"),
        Light.UNKNOWN: _("Målet kan inte bedömas"),
    }[light]
    return Verdict(STATES[light], sentence, judged)


def reached(lines: Sequence[MeasureLine]) -> str:
    """4 av 8 indikatorer når årsmålet."""
    if not lines:
        return _("Målet har inga indikatorer.")
    met = sum(line.light == Light.MET for line in lines)
    text = ngettext(
        "%(met)s av %(count)s indikator når årsmålet.",
        "%(met)s av %(count)s indikatorer når årsmålet.",
        len(lines),
    )
    return text % {"met": met, "count": len(lines)}


def proposed(lines: Sequence[MeasureLine]) -> Light:
    """What the indicators say together: all met, some met or partly, none; without lights it cannot be judged."""
    known = [Light(line.light) for line in lines if line.light != Light.UNKNOWN]
    if not known:
        return Light.UNKNOWN
    if all(light is Light.MET for light in known):
        return Light.MET
    return Light.NOT if all(light is Light.NOT for light in known) else Light.PARTLY


def indicator(line: MeasureLine) -> Indicator:
    measure = line.measure
    return Indicator(
        line=line,
        chart=small(line),
        outcome=_figure(line, line.actual),
        change=change_words(measure, line.actual, line.previous),
        women=_figure(line, line.women, bare=True),
        men=_figure(line, line.men, bare=True),
        forecast=_figure(line, line.forecast),
        target=target_words(line.target, measure.unit_of_measure),
        city_target=""
        if line.council_target is line.target
        else target_words(line.council_target, measure.unit_of_measure),
        mark=mark_of(line.judgement, line.proposal),
        address=address_of("measure", measure.key),
    )


def _figure(line: MeasureLine, value: Value | None, *, bare: bool = False) -> str:
    return figure(line.measure, value.value, bare=bare) if value and value.value is not None else ""


def lights(indicators: Sequence[Indicator]) -> list[tuple[str, str]]:
    """4 uppfylls, 2 delvis, 1 uppfylls inte, 1 kan inte bedömas."""
    found = Counter(each.mark.light for each in indicators)
    texts = {
        Light.MET: _("%(count)s uppfylls"),
        Light.PARTLY: _("%(count)s delvis"),
        Light.NOT: _("%(count)s uppfylls inte"),
        Light.UNKNOWN: _("%(count)s kan inte bedömas"),
    }
    return [
        (STATES[key], text % {"count": found[key.value]}) for key, text in texts.items() if found[key.value]
    ]


def chart(lines: Sequence[MeasureLine]) -> tuple[MeasureLine, Drawn] | None:
    """The indicator with most to show: one that has the city beside it, else the first with a history."""
    ordered = sorted(lines, key=lambda line: not any(value is not None for _, value in line.city_years))
    for line in ordered:
        city = Whose(_("Hela staden"), line.city_years)
        forecast = line.forecast.value if line.forecast else None
        drawn = drawn_history(
            line.measure,
            Whose(line.unit.short_name or line.unit.name, line.years, line.unit.key),
            city,
            target=line.target.level,
            forecast=forecast,
        )
        if drawn is not None:
            return line, drawn
    return None


def facts(sheet: GoalSheet) -> list[tuple[str, object]]:
    goal = sheet.goal
    unit = goal.plan.unit
    rows: list[tuple[str, object]] = [
        (_("Beslutas av"), _link("unit", unit.key, unit.name)),
        (_("Plan"), _link("plan", goal.plan.key, str(goal.plan))),
    ]
    if goal.priorities:
        rows.append((_("Prioriterat"), _lines(goal.priorities)))
    tags = in_order(set(map(code_of, goal.tags)))
    agenda = [tag_name(code) for code in tags if code.startswith("agenda-")]
    others = [tag_name(code) for code in tags if not code.startswith("agenda-")]
    rows += [
        (name, _lines(found))
        for name, found in ((_("Agenda 2030"), agenda), (_("Perspektiv"), others))
        if found
    ]
    if sheet.above.also:
        links = [_link("goal", each.key, f"{each.number} {each.text}") for each in sheet.above.also]
        rows.append(
            (_("Bidrar också till"), format_html_join(mark_safe("<br>"), "{}", ([each] for each in links)))
        )
    if goal.decision:
        rows.append((_("Beslut"), goal.decision))
    if goal.continues:
        before = goal.continues
        rows.append((_("Fortsätter"), _link("goal", before.key, f"{before.number}, {before.plan.year}")))
    return rows


def _link(name: str, key: str, text: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse(name, args=[key]), text)


def _lines(texts: Sequence[str]) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ([text] for text in texts))
