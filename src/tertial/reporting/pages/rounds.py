"""Rounds as the city office follows them: who is late, what deviates, whom to remind; and opening one."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from tertial.foundation.period import Period, PeriodRefused
from tertial.foundation.sheet import neutralise
from tertial.history import queries as history
from tertial.measures.pages.said import STATES, figure
from tertial.measures.rules.light import LIGHT_WORDS
from tertial.organisation.access import require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.pages.forms import DayField
from tertial.organisation.pages.reading import actor_of, fill_in
from tertial.organisation.profile import current_profile
from tertial.organisation.roles import Permission
from tertial.reporting.actions import rounds as actions
from tertial.reporting.actions.opening import open_round
from tertial.reporting.models import FormVersion, Report, Round
from tertial.reporting.pages.pieces import address_of
from tertial.reporting.pages.reading import Mark, mark_of, round_or_404
from tertial.reporting.queries.opening import asked
from tertial.reporting.queries.overview import Cell, Deviation, Line, Overview
from tertial.reporting.queries.overview import overview as overview_of
from tertial.reporting.rules.states import DECIDED, HANDED_IN, State

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 12  # deviations on the page; the rest are in the file


@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    rows = Round.objects.annotate(count=Count("reports")).select_related("form_version")
    may = actor_of(request).may(Permission.RUN_ROUNDS)
    return render(request, "reporting/rounds.html", {"rounds": rows, "may_run": may})


@dataclass(frozen=True)
class ShownCell:
    """A cell of the matrix: shape and word, never the colour alone."""

    title: str
    mark: Mark | None
    tone: str
    said: str


@dataclass(frozen=True)
class ShownLine:
    line: Line
    cells: list[ShownCell]
    mark: Mark
    address: str


@dataclass(frozen=True)
class Band:
    """Rows under one heading, the urgent ones first."""

    title: str
    lines: list[ShownLine]
    is_late: bool = False


TONES = {State.SUBMITTED: "info", State.RETURNED: "warn"} | dict.fromkeys(DECIDED, "ok")


def _cell(cell: Cell, title: str) -> ShownCell:
    if cell.state is None or cell.exempt:
        return ShownCell(title, None, "none", cell.exempt or _("Ställs inte till enheten"))
    late = cell.is_late
    mark = Mark("sen", _("Försenad")) if late else mark_of(cell.state)
    count = f", {cell.done}/{cell.parts}" if cell.parts > 1 else ""
    return ShownCell(title, mark, "bad" if late else TONES.get(cell.state, ""), f"{mark.word}{count}")


def _line(line: Line, columns: Sequence[tuple[str, str]]) -> ShownLine:
    titles = dict(columns)
    cells = [_cell(each, titles[each.section]) for each in line.cells]
    return ShownLine(line, cells, mark_of(line.state), address_of("report_overview", line.report))


def _bands(found: Overview) -> list[Band]:
    rows = [_line(each, found.columns) for each in found.lines]
    late = [each for each in rows if each.line.is_late]
    others = [each for each in rows if not each.line.is_late]
    excused = [each for each in others if each.line.exempt]
    states: list[tuple[str, set[State]]] = [
        (_("Åter för komplettering"), {State.RETURNED}),
        (_("Att granska"), {State.SUBMITTED}),
        (_("Pågår"), {State.ONGOING, State.NOT_STARTED}),
        (_("Godkända"), set(DECIDED)),
    ]
    bands = [Band(_("Försenade"), late, is_late=True)]
    for title, held in states:
        bands.append(Band(title, [e for e in others if not e.line.exempt and e.line.state in held]))
    return [each for each in [*bands, Band(_("Undantagna"), excused)] if each.lines]


@dataclass(frozen=True)
class ShownDeviation:
    found: Deviation
    value: str
    mark: Mark
    address: str


def _deviation(found: Deviation) -> ShownDeviation:
    mark = Mark(STATES[found.light], _(LIGHT_WORDS[found.light]))
    return ShownDeviation(
        found, figure(found.measure, found.value), mark, address_of("report_overview", found.report)
    )


def _kinds(found: Round) -> list[tuple[str, str, int]]:
    """The kinds of units in the round, with how many of each."""
    names = {each.key: each.name.said("sv") for each in current_profile().unit_kinds}
    rows = found.reports.values_list("unit__kind").annotate(n=Count("pk")).order_by("unit__kind")
    return [(kind, names.get(kind, kind), n) for kind, n in rows]


@require_GET
def round(request: HttpRequest, key: str) -> HttpResponse:
    """Who is late is read in five seconds, what deviates in fifteen. Asks for itself while people report."""
    found = round_or_404(key)
    actor = actor_of(request)
    kinds = _kinds(found)
    chosen = request.GET.get("slag", "board" if any(kind == "board" for kind, _n, _c in kinds) else "")
    seen = overview_of(found, kinds=[chosen] if chosen and chosen != "alla" else [])
    may_see = actor.may(Permission.READ_DRAFT)
    deviations = [_deviation(each) for each in seen.deviations] if may_see else []
    handed_in, all_ = seen.coverage
    context = {
        "round": found,
        "seen": seen,
        "bands": _bands(seen),
        "deviations": deviations[:SHOWN],
        "more_deviations": max(0, len(deviations) - SHOWN),
        "unexplained": len(seen.unexplained),
        "kinds": kinds,
        "chosen": chosen,
        "handed_in": handed_in,
        "asked": all_,
        "waiting": seen.counts.get(State.SUBMITTED, 0),
        "decided": sum(n for state, n in seen.counts.items() if state in DECIDED),
        "returned": seen.counts.get(State.RETURNED, 0),
        "may_run": actor.may(Permission.RUN_ROUNDS),
        "moments": history.timeline("round", key),
        "legend": [mark_of(each) for each in State],
    }
    template = "reporting/round_live.html" if request.htmx else "reporting/round.html"  # type: ignore[attr-defined]
    return render(request, template, context)


class RemindForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Egna ord"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Läggs till efter omgångens namn och sista dag."),
    )
    reports = forms.MultipleChoiceField(
        label=gettext_lazy("Vilka?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Välj minst en enhet")},
    )


@require_http_methods(["GET", "POST"])
def remind(request: HttpRequest, key: str) -> HttpResponse:
    """Who is reminded, with what words, and when they were last; the late ones are chosen already."""
    found = round_or_404(key)
    actor = actor_of(request)
    require(actor, Permission.RUN_ROUNDS)
    lines = [each for each in overview_of(found).lines if not each.exempt and each.state not in HANDED_IN]
    named = request.GET.getlist("rapport")
    chosen = [
        str(each.report.pk) for each in lines if (str(each.report.pk) in named if named else each.is_late)
    ]
    form = RemindForm(request.POST or None, initial={"reports": chosen})
    choices = [(str(each.report.pk), _reminded(each)) for each in lines]
    form.fields["reports"].choices = choices  # type: ignore[attr-defined]

    def do(fields: dict[str, Any]) -> HttpResponse:
        wanted = [each.report for each in lines if str(each.report.pk) in fields["reports"]]
        made = actions.remind(by=actor, reports=wanted, text=fields["text"])
        messages.success(request, _("%(n)s enheter är påminda.") % {"n": len(made)})
        return redirect("round", key=key)

    return fill_in(request, "reporting/remind.html", form, {"round": found, "count": len(lines)}, do)


def _reminded(line: Line) -> str:
    last = line.reminders[0].at.date().isoformat() if line.reminders else ""
    told = _(", påmind %(day)s") % {"day": last} if last else ""
    late = _(", försenad") if line.is_late else ""
    return f"{line.unit.name}{late}{told}"


class ReasonForm(forms.Form):
    section = forms.ChoiceField(label=gettext_lazy("Vad gäller det?"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Varför?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv varför enheten är undantagen")},
    )


@require_http_methods(["GET", "POST"])
def exempt(request: HttpRequest, key: str, unit: str) -> HttpResponse:
    """The unit takes no part, in the round or a section, and why."""
    found = round_or_404(key)
    actor = actor_of(request)
    require(actor, Permission.RUN_ROUNDS)
    report = get_object_or_404(Report.objects.select_related("unit", "round"), round=found, unit__key=unit)
    form = ReasonForm(request.POST or None)
    sections = [
        ("", _("Hela omgången")),
        *((each.key, each.title) for each in found.form_version.form.sections),
    ]
    form.fields["section"].choices = sections  # type: ignore[attr-defined]

    def do(fields: dict[str, Any]) -> HttpResponse:
        actions.except_unit(by=actor, report=report, reason=fields["reason"], section=fields["section"])
        messages.success(request, _("Undantaget är sparat."))
        return redirect("round", key=key)

    return fill_in(request, "reporting/exempt.html", form, {"round": found, "report": report}, do)


class RoundForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Namn"),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv vad omgången heter")},
    )
    form_version: Any = forms.ModelChoiceField(
        label=gettext_lazy("Formulär"),
        queryset=FormVersion.objects.filter(is_draft=False).order_by("title", "-number"),
        error_messages={"required": gettext_lazy("Välj ett formulär")},
    )
    period = forms.CharField(
        label=gettext_lazy("Period"),
        max_length=10,
        help_text=gettext_lazy("Till exempel T2 2026, eller 2026 för helåret."),
        error_messages={"required": gettext_lazy("Skriv en period")},
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Vilka enheter?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Välj minst ett slag av enheter")},
    )
    opens_on = DayField(label=gettext_lazy("Öppnas"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(each.key, each.name.said("sv")) for each in current_profile().unit_kinds]
        self.fields["kinds"].choices = kinds  # type: ignore[attr-defined]
        for key, name in kinds:
            label = _("Sista dag för %(kind)s") % {"kind": name.lower()}
            self.fields[f"last_{key}"] = DayField(label=label, required=False)

    def clean_period(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["period"])
        except PeriodRefused as error:
            raise forms.ValidationError(_("Skriv perioden så här: T2 2026")) from error


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A round and its days. Opening it fills every report with what is known, while one watches."""
    actor = actor_of(request)
    require(actor, Permission.RUN_ROUNDS)
    form = RoundForm(request.POST or None)

    def do(fields: dict[str, Any]) -> HttpResponse:
        days = {
            name.removeprefix("last_"): day
            for name, day in fields.items()
            if name.startswith("last_") and day
        }
        if not days:
            raise Refused(_("Skriv minst en sista dag."), field=f"last_{fields['kinds'][0]}")
        scope = fields["form_version"].form.scope
        here = [key for key, each in actor.organisation.units.items() if each.kind in fields["kinds"]]
        units = [each for each in Unit.objects.filter(key__in=here) if scope.holds(asked(each))]
        made = actions.plan_round(
            by=actor,
            key=slugify(fields["title"])[:60],
            title=fields["title"],
            period=fields["period"],
            form_version=fields["form_version"],
            units=units,
            opens_on=fields["opens_on"],
            last_days=days,
        )
        messages.success(request, _("Omgången är planerad. Läs igenom den och öppna den när det är dags."))
        return redirect("round", key=made.key)

    return fill_in(request, "reporting/round_new.html", form, {}, do)


@require_http_methods(["POST"])
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Open it; the page of the job shows how far it has come."""
    found = round_or_404(key)
    job = open_round(by=actor_of(request), round_=found)
    return redirect("job", key=job.key) if job else redirect("round", key=key)


@require_GET
def export(request: HttpRequest, key: str) -> HttpResponse:
    """The whole matrix and every deviation, as they are now."""
    found = round_or_404(key)
    require(actor_of(request), Permission.RUN_ROUNDS)
    response = HttpResponse(_book(overview_of(found)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{key}.xlsx"'
    return response


def _book(seen: Overview) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    titles = [title for _key, title in seen.columns]
    rows: list[list[object]] = [
        ["Enhet", "Läge", "Försenad", "Inlämnade delar", "Delar", "Sista dag", *titles]
    ]
    for each in map(lambda line: _line(line, seen.columns), seen.lines):
        line, last = each.line, each.line.report.last_day
        late = "ja" if line.is_late else "nej"
        day = last.isoformat() if last else ""
        rows.append(
            [line.unit.name, each.mark.word, late, line.done, line.count, day, *(c.said for c in each.cells)]
        )
    _write(book, "Rapporter", rows)
    rows = [["Enhet", "Indikator", "Utfall", "Årsmål", "Bedömning", "Förklaring"]]
    for deviation in map(_deviation, seen.deviations):
        one = deviation.found
        rows.append(
            [
                one.report.unit.name,
                one.measure.name,
                float(one.value),
                one.target,
                deviation.mark.word,
                one.comment,
            ]
        )
    _write(book, "Avvikelser", rows)
    book.close()
    return file.getvalue()


def _write(book: xlsxwriter.Workbook, name: str, rows: list[list[object]]) -> None:
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, int | float):
                sheet.write_number(number, column, cell)
            else:
                sheet.write_string(number, column, str(neutralise(str(cell))), None if number else bold)
    sheet.freeze_panes(1, 0)
