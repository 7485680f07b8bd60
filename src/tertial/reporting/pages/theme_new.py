"""A themed round in five minutes: written or copied, its boards, whom to turn to, the last day."""

import re
from collections import Counter
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tertial.foundation.period import Period, PeriodRefused
from tertial.foundation.words import swedish_order
from tertial.organisation.access import Actor, require
from tertial.organisation.models import Person, Unit
from tertial.organisation.pages.forms import DayField
from tertial.organisation.pages.reading import UNPROCESSABLE, actor_of, fill_in
from tertial.organisation.profile import kind_plural
from tertial.organisation.queries import UnitInfo
from tertial.organisation.roles import Permission
from tertial.reporting.actions.opening import open_round
from tertial.reporting.actions.theme_rounds import plan_theme
from tertial.reporting.actions.themed import set_contacts
from tertial.reporting.models import Round
from tertial.reporting.pages.reading import told
from tertial.reporting.pages.theme_answers import theme_or_404
from tertial.reporting.queries.themed import asked_units
from tertial.reporting.rules.form_text import as_text, from_text
from tertial.reporting.rules.forms import FormKind

KINDS = ("executive", "board", "company")  # who is asked; units below answer through them
ALL, NONE = "all", "none"  # beside a kind: which of them to mark at once
DAYS = 21  # until the last day, where nothing is said
EXAMPLE = gettext_lazy(
    "# Företagsklimat\n1.1 Vad har nämnden gjort sedan förra gången?\nSkriv kort och ge gärna exempel.\n\n"
    "1.2 Vad är på gång?\n\n# Kompetens\n2.1 Vilka yrken är svårast att rekrytera till?\n"
)
PERSON = re.compile(r"<?([^\s<>]+@[^\s<>]+?)>?\s*$")


class ThemeForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Namn"),
        max_length=200,
        help_text=gettext_lazy("Till exempel: Uppföljning näringsliv. Perioden läggs till."),
        error_messages={"required": gettext_lazy("Skriv vad uppföljningen heter")},
    )
    period = forms.CharField(
        label=gettext_lazy("Period"),
        max_length=10,
        help_text=gettext_lazy("Till exempel T2 2026, eller 2026 för helåret."),
        error_messages={"required": gettext_lazy("Skriv en period")},
    )
    opens_on = DayField(label=gettext_lazy("Öppnas"))
    last_day = DayField(label=gettext_lazy("Sista dag att svara"))
    text = forms.CharField(
        label=gettext_lazy("Frågor"),
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
        error_messages={"required": gettext_lazy("Skriv minst en fråga")},
        help_text=gettext_lazy(
            "En rad med # är ett fokusområde. En rad som börjar med ett nummer är en fråga. Raderna under är "
            "anvisningen. Numret knyter frågan till svaret från förra gången, så ändra det inte."
        ),
        max_length=40_000,
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Vilka ska svara?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Välj minst en nämnd eller ett bolag")},
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = units  # type: ignore[attr-defined]

    def clean_period(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["period"])
        except PeriodRefused as error:
            raise forms.ValidationError(_("Skriv perioden så här: T2 2026")) from error

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        remarks = from_text(text, "ny", "ny").remarks
        if remarks:
            raise forms.ValidationError([told(each) for each in remarks])
        return text


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.RUN_ROUNDS)
    earlier = list(Round.objects.filter(kind=FormKind.THEMED).select_related("form_version"))
    copied = next((each for each in earlier if each.key == request.GET.get("fran")), None)
    form = ThemeForm(request.POST or None, units=_choices(actor), initial=_initial(actor, copied))
    context: dict[str, Any] = {
        "earlier": earlier,
        "copied": copied,
        "shown": _preview(request, copied),
        "groups": _groups(actor),
    }
    if group := request.POST.get("mark"):
        form = ThemeForm(
            units=_choices(actor), initial=request.POST.dict() | {"units": _in_group(actor, group)}
        )
        return render(request, "reporting/theme_new.html", context | {"form": form})
    if request.POST.get("do") == "look":
        form.is_valid()
        status = UNPROCESSABLE if form.errors else 200
        return render(request, "reporting/theme_new.html", context | {"form": form}, status=status)

    def do(fields: dict[str, Any]) -> HttpResponse:
        made = plan_theme(
            by=actor,
            title=_with_period(fields["title"], fields["period"]),
            period=fields["period"],
            text=fields["text"],
            units=list(Unit.objects.filter(key__in=fields["units"])),
            opens_on=fields["opens_on"],
            last_day=fields["last_day"],
            copied=copied,
        )
        if request.POST.get("do") == "open":
            job = open_round(by=actor, round_=made)
            return redirect("job", key=job.key) if job else redirect("round", key=made.key)
        messages.success(
            request, _("Uppföljningen är planerad. Se över kontaktpersonerna och öppna den sedan.")
        )
        return redirect("theme_contacts", key=made.key)

    return fill_in(request, "reporting/theme_new.html", form, context, do)


def _with_period(title: str, period: Period) -> str:
    """A name that says its period: two rounds of the same follow-up are told apart."""
    label = period.label()
    return title if label in title else f"{title.strip()} {label}"


def _asked(actor: Actor) -> list[UnitInfo]:
    here = [each for each in actor.organisation.units.values() if each.kind in KINDS]
    return sorted(here, key=lambda unit: swedish_order(unit.name))


def _choices(actor: Actor) -> list[tuple[str, str]]:
    return [(each.key, each.name) for each in _asked(actor)]


def _groups(actor: Actor) -> list[tuple[str, str, int]]:
    """What can be marked at once: all, every kind that there are several of, or none."""
    counts = Counter(each.kind for each in _asked(actor))
    kinds = [(kind, kind_plural(kind), counts[kind]) for kind in KINDS if 1 < counts[kind] < counts.total()]
    return [(ALL, _("Alla"), counts.total()), *kinds, (NONE, _("Inga"), 0)]


def _in_group(actor: Actor, group: str) -> list[str]:
    return [each.key for each in _asked(actor) if group in (ALL, each.kind)]


def _initial(actor: Actor, copied: Round | None) -> dict[str, Any]:
    today = timezone.localdate()
    found: dict[str, Any] = {
        "opens_on": today,
        "last_day": today + timedelta(days=DAYS),
        "text": str(EXAMPLE),
        "units": [key for key, _name in _choices(actor)],
    }
    if copied is not None:
        period = copied.when
        name = copied.title.replace(period.label(), "").strip()
        found |= {
            "title": name,
            "text": as_text(copied.form_version.form),
            "units": list(copied.units.values_list("key", flat=True)),
        }
    return found


def _preview(request: HttpRequest, copied: Round | None) -> Any:
    """The form as it is read, beside the text."""
    if request.method == "POST":
        return from_text(request.POST.get("text", "")[:40_000], "ny", request.POST.get("title", ""))
    text = as_text(copied.form_version.form) if copied else str(EXAMPLE)
    return from_text(text, "ny", copied.title if copied else "")


@require_http_methods(["GET", "POST"])
def contacts(request: HttpRequest, key: str) -> HttpResponse:
    """Whom the city office turns to in each board; written as name and e-mail, chosen from a list."""
    found = theme_or_404(request, key)
    rows = asked_units(found)
    people = list(Person.objects.filter(is_active=True).order_by("name"))
    errors: dict[str, str] = {}
    typed = {unit.key: _shown(people, person) for unit, person in rows}
    if request.method == "POST":
        typed |= {key: request.POST.get(f"p-{key}", "") for key in typed if f"p-{key}" in request.POST}
        by_email = {each.email.casefold(): each for each in people}
        chosen: dict[Unit, Person | None] = {}
        for unit, _person in rows:
            said = typed[unit.key].strip()
            email = PERSON.search(said)
            person = by_email.get(email[1].casefold()) if email else None
            person = person or next((each for each in people if each.name == said), None)
            if said and person is None:
                errors[unit.key] = _("Välj en person i listan")
            chosen[unit] = person
        if not errors:
            set_contacts(by=actor_of(request), round_=found, people=chosen)
            messages.success(request, _("Kontaktpersonerna är sparade."))
            return redirect("round", key=key)
    shown = [(unit, typed[unit.key], errors.get(unit.key, "")) for unit, _person in rows]
    context = {"round": found, "rows": shown, "people": people, "errors": errors}
    status = UNPROCESSABLE if errors else 200
    return render(request, "reporting/theme_contacts.html", context, status=status)


def _shown(people: list[Person], key: str) -> str:
    person = next((each for each in people if each.key == key), None)
    return f"{person.name} <{person.email}>" if person else ""
