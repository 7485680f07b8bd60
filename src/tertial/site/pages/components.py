"""The living page of the design system: every part in every state, with made-up things to show."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from tertial.foundation.period import Period
from tertial.site.statuses import STATUSES
from tertial.site.ui.marks import drawings


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label=_("Enhetens namn"),
        initial=_("Hamnens förskola"),
        error_messages={"required": _("Skriv enhetens namn")},
    )
    visits = forms.DecimalField(
        label=_("Besök till och med augusti"),
        help_text=_("Räkna alla besök sedan 1 januari."),
        error_messages={"invalid": _("Skriv ett tal, till exempel 24")},
    )
    cost = forms.DecimalField(label=_("Prognos"), initial=Decimal("-5.7"), localize=True)
    last_day = forms.DateField(
        label=_("Sista dag"),
        help_text=_("Till exempel 2026-09-21"),
        required=False,
        error_messages={"invalid": _("Skriv datum så här: 2026-09-21")},
    )
    kind = forms.ChoiceField(
        label=_("Slag"), choices=[("", ""), ("board", _("Nämnd")), ("unit", _("Enhet"))], initial="unit"
    )
    verdict = forms.ChoiceField(
        label=_("Uppfylls målet?"),
        widget=forms.RadioSelect,
        choices=[("helt", _("Uppfylls")), ("delvis", _("Uppfylls delvis")), ("inte", _("Uppfylls inte"))],
        initial="delvis",
        error_messages={"required": _("Välj om målet uppfylls, uppfylls delvis eller inte uppfylls")},
    )
    parts = forms.MultipleChoiceField(
        label=_("Ta med"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("goals", _("Mål")), ("economy", _("Ekonomi"))],
        initial=["goals"],
        required=False,
    )
    analysis = forms.CharField(
        label=_("Analys"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv en analys, minst en mening")},
    )
    file = forms.FileField(label=_("Fil"), help_text=_("Högst 50 MB. Excel eller csv."), required=False)
    sure = forms.BooleanField(
        label=_("Jag har läst igenom texten"),
        help_text=_("Den syns för alla i staden."),
        error_messages={"required": _("Kryssa i att du har läst texten")},
    )


class Refused(Sample):
    """The same fields as they come back when something was wrong."""

    prefix = "fel"
    cost = None  # type: ignore[assignment]
    kind = None  # type: ignore[assignment]


class Filter(forms.Form):
    unit = forms.ChoiceField(
        label=_("Slag"), choices=[("", _("Alla")), ("board", _("Nämnd"))], required=False
    )
    first = forms.DateField(label=_("Från och med"), required=False)


@dataclass(frozen=True)
class Node:
    name: str
    address: str = "#trad"
    children: list["Node"] = field(default_factory=list)
    meta: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Entry:
    sentence: str
    at: datetime
    acting_for: str = ""


def _tree() -> list[Node]:
    care = Node(
        gettext("Avdelning omsorg"),
        children=[Node(gettext("Hemtjänst norr")), Node(gettext("Hemtjänst söder"))],
    )
    board = Node(gettext("Strandnämnden"), children=[care, Node(gettext("Biblioteket"))], is_open=True)
    return [Node(gettext("Fullmäktige"), children=[board], meta=gettext("2 nämnder"), is_open=True)]


def _entries() -> list[Entry]:
    at = datetime(2026, 9, 8, 12, 32, tzinfo=UTC)
    return [
        Entry(gettext("Siv Alm godkände Hamnens förskola"), at, gettext("Kim Berg")),
        Entry(gettext("Eva Dal lämnade in Hamnens förskola"), at.replace(day=7)),
    ]


def _rows() -> list[tuple[str, Decimal, Decimal, Decimal]]:
    sums = [
        (gettext("Förskola"), "342.2", "-14.7"),
        (gettext("Äldreomsorg"), "1358", "-36.25"),
        (gettext("Bibliotek"), "28.4", "0"),
    ]
    return [
        (name, Decimal(cost), Decimal(income), Decimal(cost) + Decimal(income)) for name, cost, income in sums
    ]


def _refused() -> Refused:
    typed = {"fel-name": "", "fel-visits": "ca 20", "fel-last_day": "i går", "fel-analysis": ""}
    return Refused(typed)


@require_GET
def ui(request: HttpRequest) -> HttpResponse:
    rows = _rows()
    context: dict[str, Any] = {
        "statuses": STATUSES.items(),
        "icons": sorted(name[2:] for name in drawings() if name.startswith("i-")),
        "form": Sample(),
        "refused": _refused(),
        "filter": Filter(request.GET),
        "rows": rows,
        "sums": [sum(column) for column in zip(*(row[1:] for row in rows), strict=True)],
        "leaf": Paginator(range(1, 181), 20).get_page(request.GET.get("sida")),
        "tree": _tree(),
        "entries": _entries(),
        "period": Period.of_tertial(2026, 2),
        "day": date(2026, 8, 31),
        "at": datetime(2026, 9, 8, 12, 32, tzinfo=UTC),
        "path": [(gettext("Fullmäktige"), "#vag"), (gettext("Strandnämnden"), "#vag")],
        "views": [
            (gettext("Översikt"), "#oversikt"),
            (gettext("Historik"), "#historik"),
            (gettext("Personer"), "#personer"),
        ],
        "step_names": [gettext("Välj fil"), gettext("Granska"), gettext("Läs in")],
        "facts": [(gettext("Ansvarig"), gettext("Siv Alm")), (gettext("Gäller från"), "2026-01-01")],
        "mine": gettext("Hittills har 453 besök gjorts, fler än i fjol."),
        "theirs": gettext("Hittills har 450 besök gjorts, ungefär som i fjol."),
    }
    return render(request, "site/ui.html", context)
