"""What the city office does with a round while it goes on: open, remind, excuse, give more time, follow, close."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tertial.foundation.words import N_
from tertial.organisation.access import Actor, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.pages.forms import DayField
from tertial.organisation.pages.reading import actor_of, fill_in, told
from tertial.organisation.roles import Permission
from tertial.reporting.actions import rounds as actions
from tertial.reporting.actions.forms import change_form
from tertial.reporting.actions.opening import open_round
from tertial.reporting.actions.rollup import measure_round
from tertial.reporting.models import FormVersion, Report, Round
from tertial.reporting.pages.reading import round_or_404
from tertial.reporting.pages.round_file import book
from tertial.reporting.pages.rounds import last_day_fields, last_days, remind_field
from tertial.reporting.queries.overview import Line
from tertial.reporting.queries.overview import overview as overview_of
from tertial.reporting.queries.people import writers_of
from tertial.reporting.queries.profile import texts
from tertial.reporting.rules.letters import News, sentence
from tertial.reporting.rules.states import HANDED_IN

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOP = "council"


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
    kind = request.GET.get("slag", "")
    late = [each for each in lines if each.is_late and kind in ("", "alla", each.unit.kind)]
    chosen = [each for each in lines if str(each.report.pk) in named] if named else late
    form = RemindForm(
        request.POST or None,
        initial={"reports": [str(each.report.pk) for each in chosen], "text": request.GET.get("text", "")},
    )
    writers = writers_of([each.unit.key for each in lines])
    shown = sorted(lines, key=lambda each: each not in chosen)
    choices = [(str(each.report.pk), _reminded(each, writers[each.unit.key])) for each in shown]
    form.fields["reports"].choices = choices  # type: ignore[attr-defined]

    def do(fields: dict[str, Any]) -> HttpResponse:
        wanted = [each.report for each in lines if str(each.report.pk) in fields["reports"]]
        made = actions.remind(by=actor, reports=wanted, text=fields["text"])
        if made:
            text = ngettext("%(n)s enhet är påmind.", "%(n)s enheter är påminda.", len(made))
            messages.success(request, text % {"n": len(made)})
        else:
            messages.info(request, _("Ingen påmindes: de har lämnat in, eller påmindes alldeles nyss."))
        return redirect("round", key=key)

    context = {"round": found, "count": len(lines), "letter": _letter(found, chosen[0] if chosen else None)}
    return fill_in(request, "reporting/remind.html", form, context, do)


def _letter(round_: Round, line: Line | None) -> str:
    """What the first of them will read."""
    if line is None:
        return ""
    last = line.report.last_day
    words = {
        "round": round_.title,
        "unit": line.unit.name,
        "last_day": last.isoformat() if last else "–",
        "text": _("[dina ord]"),
    }
    return sentence(texts(), News("reminded", words))


def _reminded(line: Line, people: list[Any]) -> str:
    said = [", ".join(each.name for each in people) or _("ingen som rapporterar")]
    if line.is_late:
        said.append(_("försenad"))
    if line.reminders:
        said.append(_("påmind %(day)s") % {"day": line.reminders[0].at.date().isoformat()})
    return f"{line.unit.name}: {', '.join(said)}"


@require_GET
def export(request: HttpRequest, key: str) -> HttpResponse:
    """The whole matrix and every deviation, as they are now."""
    found = round_or_404(key)
    require(actor_of(request), Permission.RUN_ROUNDS)
    response = HttpResponse(book(overview_of(found)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{key}.xlsx"'
    return response


class UnitForm(forms.Form):
    """One thing at a time for one unit: excused, or back, or given more time."""

    deed = forms.ChoiceField(
        label=gettext_lazy("Vad vill du göra?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vad du vill göra")},
    )
    last_day = DayField(label=gettext_lazy("Ny sista dag"), required=False)
    section = forms.ChoiceField(label=gettext_lazy("Undanta från"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Varför?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=gettext_lazy(
            "Behövs när enheten får mer tid eller undantas. Skälet syns bland rapportens händelser."
        ),
    )


DEEDS = {
    "more_time": N_("Ge mer tid"),
    "exempt": N_("Undanta enheten"),
    "include": N_("Ta bort undantaget"),
}


@require_http_methods(["GET", "POST"])
def unit(request: HttpRequest, key: str, unit: str) -> HttpResponse:
    """More time, or no part in the round or a section of it, and why; or a part in it after all."""
    found = round_or_404(key)
    actor = actor_of(request)
    require(actor, Permission.RUN_ROUNDS)
    report = get_object_or_404(Report.objects.select_related("unit", "round"), round=found, unit__key=unit)
    excused = {each.section: each for each in report.exemptions.all()}
    able = [deed for deed in DEEDS if deed != "include" or excused]
    form = UnitForm(request.POST or None, initial={"deed": able[0], "last_day": report.last_day})
    form.fields["deed"].choices = [(deed, _(DEEDS[deed])) for deed in able]  # type: ignore[attr-defined]
    sections = [(each.key, each.title) for each in found.form_version.form.sections]
    form.fields["section"].choices = [("", _("Hela omgången")), *sections]  # type: ignore[attr-defined]

    def do(fields: dict[str, Any]) -> HttpResponse:
        _with_unit(actor, report, fields)
        messages.success(request, _("Sparat."))
        return redirect("round", key=key)

    titles = dict(sections) | {"": _("Hela omgången")}
    context = {
        "round": found,
        "report": report,
        "excused": [(titles.get(section, section), each) for section, each in excused.items()],
    }
    return fill_in(request, "reporting/round_unit.html", form, context, do)


def _with_unit(actor: Actor, report: Report, fields: dict[str, Any]) -> None:
    match fields["deed"]:
        case "more_time":
            if not fields["last_day"]:
                raise Refused(N_("Välj ett datum"), field="last_day")
            more = {"last_day": fields["last_day"], "reason": fields["reason"]}
            actions.give_more_time(by=actor, report=report, **more)
        case "exempt":
            actions.except_unit(by=actor, report=report, reason=fields["reason"], section=fields["section"])
        case _:
            actions.include_unit(by=actor, report=report, section=fields["section"])


class VersionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return _("%(form)s, version %(n)s") % {"form": obj.title, "n": obj.number}


class ChangeForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Namn"),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv vad omgången heter")},
    )
    opens_on = DayField(label=gettext_lazy("Öppnas"))
    form_version: Any = VersionChoice(
        label=gettext_lazy("Formulär"),
        queryset=FormVersion.objects.none(),
        empty_label=None,
        help_text=gettext_lazy(
            "Med en ny version får de som inte har lämnat in de nya frågorna. Det som är besvarat behålls."
        ),
    )

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = FormVersion.objects.filter(key=round_.form_version.key, is_draft=False)
        self.fields["form_version"].queryset = versions.order_by("-number")  # type: ignore[attr-defined]
        self.fields |= last_day_fields() | {"remind_before": remind_field()}


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, key: str) -> HttpResponse:
    """The round's name, days and questions; and what is done with it as a whole."""
    found = round_or_404(key)
    actor = actor_of(request)
    require(actor, Permission.RUN_ROUNDS)
    days = {f"last_{kind}": day for kind, day in found.last_days.items()}
    now = {"title": found.title, "opens_on": found.opens_on, "form_version": found.form_version}
    now |= {"remind_before": found.remind_before}
    form = ChangeForm(request.POST or None, initial=now | days, round_=found)

    def do(fields: dict[str, Any]) -> HttpResponse:
        if not (days := last_days(fields)):
            raise Refused(N_("Skriv minst en sista dag."))
        asked = {name: fields[name] for name in ("title", "opens_on", "remind_before")} | {"last_days": days}
        actions.change_round(by=actor, round_=found, **asked)
        count = change_form(by=actor, round_=found, form_version=fields["form_version"])
        told_count = ngettext("%(n)s fråga har kommit till.", "%(n)s frågor har kommit till.", count)
        messages.success(request, " ".join([_("Sparat."), *([told_count % {"n": count}] if count else [])]))
        return redirect("round", key=key)

    return fill_in(request, "reporting/round_change.html", form, {"round": found}, do)


@require_POST
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Open it; the page of the job shows how far it has come."""
    found = round_or_404(key)
    job = open_round(by=actor_of(request), round_=found)
    return redirect("job", key=job.key) if job else redirect("round", key=key)


@require_POST
def follow(request: HttpRequest, key: str) -> HttpResponse:
    """Units merged or split meanwhile get their reports."""
    made = actions.follow_organisation(by=actor_of(request), round_=round_or_404(key))
    if made:
        names = ", ".join(each.unit.name for each in made)
        messages.success(request, _("Nya rapporter för %(units)s.") % {"units": names})
    else:
        messages.info(request, _("Ingen enhet har gått ihop eller delats sedan omgången öppnades."))
    return redirect("round", key=key)


@require_POST
def close(request: HttpRequest, key: str) -> HttpResponse:
    """No more reminders. What it came to is kept as figures of the city."""
    found, actor = round_or_404(key), actor_of(request)
    try:
        actions.close_round(by=actor, round_=found)
    except Refused as refusal:
        messages.error(request, told(refusal))
        return redirect("round", key=key)
    _measure(request, actor, found)
    return redirect("round", key=key)


@require_POST
def measure(request: HttpRequest, key: str) -> HttpResponse:
    """Expected, in time and late, as values of ordinary measures."""
    _measure(request, actor_of(request), round_or_404(key))
    return redirect("round", key=key)


def _measure(request: HttpRequest, actor: Actor, found: Round) -> None:
    city = Unit.objects.filter(kind=TOP, valid_to__isnull=True).order_by("pk").first()
    if city is None:
        return
    counts = measure_round(by=actor, round_=found, unit=city)
    expected, on_time, late = counts.values()
    text = _("%(on_time)s av %(expected)s rapporter i tid, %(late)s sena. Talen finns bland indikatorerna.")
    messages.success(request, text % {"expected": expected, "on_time": on_time, "late": late})
