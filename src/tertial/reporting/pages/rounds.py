"""Rounds as the city office follows them: who is late, what deviates; and planning a new one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tertial.foundation.period import Period, PeriodRefused
from tertial.history import queries as history
from tertial.organisation.access import require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.pages.forms import DayField
from tertial.organisation.pages.reading import actor_of, fill_in
from tertial.organisation.profile import every_kind
from tertial.organisation.roles import Permission
from tertial.reporting.actions import rounds as actions
from tertial.reporting.actions.forms import latest_or_published
from tertial.reporting.models import Round
from tertial.reporting.pages.answer_files import shows_files
from tertial.reporting.pages.overview import EVERY_KIND, GROUPS, LATE, Chosen, bands, chosen_in, deviation_of
from tertial.reporting.pages.reading import mark_of, round_or_404
from tertial.reporting.queries.following import begin_from, earlier_rounds, proposal
from tertial.reporting.queries.opening import asked
from tertial.reporting.queries.overview import Overview
from tertial.reporting.queries.planned import planned
from tertial.reporting.queries.profile import form_choices
from tertial.reporting.queries.shared import drawn, shared_overview
from tertial.reporting.rules.forms import FormKind
from tertial.reporting.rules.states import State

REMIND_BEFORE = 3  # days, where nobody says otherwise
SHOWN = 12  # deviations on the page; the rest are in the file


@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    rows = Round.objects.annotate(count=Count("reports")).select_related("form_version")
    may = actor_of(request).may(Permission.RUN_ROUNDS)
    return render(request, "reporting/rounds.html", {"rounds": rows, "may_run": may})


def kinds_of(found: Round) -> list[tuple[str, str, int]]:
    """The kinds of units in the round, with how many of each, the highest first."""
    names = dict(every_kind())
    order = list(names)
    rows = found.reports.values_list("unit__kind").annotate(n=Count("pk")).order_by("unit__kind")
    found_kinds = [(kind, names.get(kind, kind), n) for kind, n in rows]
    return sorted(found_kinds, key=lambda each: order.index(each[0]) if each[0] in order else len(order))


@require_GET
def round(request: HttpRequest, key: str) -> HttpResponse:
    """Who is late is read in five seconds, what deviates in fifteen. Asks for itself while people report."""
    found = round_or_404(key)
    actor = actor_of(request)
    kinds = kinds_of(found)
    chosen = chosen_in(request.GET, [kind for kind, _name, _count in kinds])
    seen = shared_overview(found, "" if chosen.kind == EVERY_KIND else chosen.kind)
    may_see = actor.may(Permission.READ_DRAFT)
    deviations = [deviation_of(each) for each in seen.deviations[:SHOWN]] if may_see else []
    handed_in, all_ = seen.coverage
    counts = seen.counts
    context = {
        "round": found,
        "seen": seen,
        "matrix": _matrix(request, found, seen, chosen),
        "deviations": deviations,
        "more_deviations": max(0, len(seen.deviations) - SHOWN),
        "unexplained": len(seen.unexplained),
        "kinds": [
            (chosen.query(slag=kind), name, n, kind == chosen.kind)
            for kind, name, n in [(EVERY_KIND, _("Alla"), sum(n for _k, _n, n in kinds)), *kinds]
        ],
        "kind_name": next((name for kind, name, _n in kinds if kind == chosen.kind), ""),
        "last_day": found.last_day(chosen.kind) if chosen.kind != EVERY_KIND else None,
        "chosen": chosen,
        "links": {name: chosen.query(lage=name) for name in (LATE, *GROUPS)}
        | {"all": chosen.query(lage="", q="")},
        "handed_in": handed_in,
        "asked": all_,
        "waiting": counts.get(State.SUBMITTED, 0),
        "decided": sum(counts.get(each, 0) for each in GROUPS["godkanda"][1]),
        "may_run": actor.may(Permission.RUN_ROUNDS),
        "shows_files": shows_files(found),
        "legend": [mark_of(each) for each in State],
        "planned": planned(found) if found.state == Round.State.PLANNED else None,
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "reporting/round_live.html", context)
    return render(request, "reporting/round.html", context | {"moments": history.timeline("round", key)})


def _matrix(request: HttpRequest, found: Round, seen: Overview, chosen: Chosen) -> SafeString:
    """Hundreds of rows, which thirty people look at in the same way: drawn once for all of them."""
    may_run = actor_of(request).may(Permission.RUN_ROUNDS)

    def draw() -> str:
        if not (rows := bands(seen, chosen)):
            return ""
        context = {"bands": rows, "seen": seen, "round": found, "chosen": chosen, "may_run": may_run}
        return render_to_string("reporting/matrix.html", context)

    how = (chosen, may_run, found.state, get_language())
    return SafeString(drawn(seen, "" if chosen.kind == EVERY_KIND else chosen.kind, how, draw))


class RoundForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Namn"),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv vad omgången heter")},
    )
    form = forms.ChoiceField(
        label=gettext_lazy("Formulär"),
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
        given = [(each.key, each.title) for each in form_choices() if each.kind == FormKind.ORDINARY]
        self.fields["form"].choices = [("", ""), *given]  # type: ignore[attr-defined]
        self.fields["kinds"].choices = every_kind()  # type: ignore[attr-defined]
        self.fields |= last_day_fields() | {"remind_before": remind_field()}

    def clean_period(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["period"])
        except PeriodRefused as error:
            raise forms.ValidationError(_("Skriv perioden så här: T2 2026")) from error


def last_day_fields() -> dict[str, forms.Field]:
    """A last day for each kind of unit, in the order of the city's kinds."""
    help_text = _("Slag av enheter som inte får en egen dag får den senaste av dagarna.")
    return {
        f"last_{key}": DayField(
            label=_("Sista dag för %(kind)s") % {"kind": name.lower()},
            required=False,
            help_text="" if place else help_text,
        )
        for place, (key, name) in enumerate(every_kind())
    }


def remind_field() -> forms.Field:
    return forms.IntegerField(
        label=_("Påminn så många dagar före sista dagen"),
        required=False,
        min_value=0,
        max_value=30,
        initial=REMIND_BEFORE,
        help_text=_(
            "De som inte har lämnat in påminns då, och dagen efter. Tomt: ingen påminns av sig självt."
        ),
    )


def last_days(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name.removeprefix("last_"): day for name, day in fields.items() if name.startswith("last_") and day
    }


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A round and its days. Opening it fills every report with what is known, while one watches."""
    actor = actor_of(request)
    require(actor, Permission.RUN_ROUNDS)
    earlier = earlier_rounds()
    asked_form = request.GET.get("formular", "")
    before = None if asked_form else begin_from(earlier, request.GET.get("fran"))
    initial = proposal(before) if before else {"form": asked_form}
    form = RoundForm(request.POST or None, initial=initial)

    def do(fields: dict[str, Any]) -> HttpResponse:
        if not (days := last_days(fields)):
            raise Refused(_("Skriv minst en sista dag."), field=f"last_{fields['kinds'][0]}")
        version = latest_or_published(by=actor, key=fields["form"])
        scope = version.form.scope
        here = [key for key, each in actor.organisation.units.items() if each.kind in fields["kinds"]]
        made = actions.plan_round(
            by=actor,
            key=slugify(fields["title"])[:60],
            title=fields["title"],
            period=fields["period"],
            form_version=version,
            units=[each for each in Unit.objects.filter(key__in=here) if scope.holds(asked(each))],
            opens_on=fields["opens_on"],
            last_days=days,
            remind_before=fields["remind_before"],
        )
        messages.success(request, _("Omgången är planerad. Läs igenom den och öppna den när det är dags."))
        return redirect("round", key=made.key)

    return fill_in(request, "reporting/round_new.html", form, {"earlier": earlier, "before": before}, do)
