"""Deliveries: choose a file, see what it would do, accept or throw it away, undo."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tertial.foundation.delivery import Taker, all_takers
from tertial.history import queries as history
from tertial.intake.actions import deliveries as actions
from tertial.intake.models import Submission
from tertial.intake.queries import deliveries as all_deliveries
from tertial.organisation.access import require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.pages.reading import actor_of, fill_in, told
from tertial.organisation.roles import Permission

ORDER = ["new", "changed", "refused", "unchanged"]


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Fil"),
        help_text=_("CSV eller Excel. Inget ändras förrän du har sett vad filen gör och godkänt den."),
        error_messages={"required": _("Välj en fil"), "empty": _("Filen är tom. Välj en annan.")},
    )


def _may(request: HttpRequest) -> None:
    """For those who may not read in files, these pages are not there."""
    if not actor_of(request).may(Permission.IMPORT):
        raise Http404


def _taker(request: HttpRequest, kind: str) -> Taker:
    _may(request)
    taker = all_takers().get(kind)
    if taker is None:
        raise Http404
    return taker


def _delivery(request: HttpRequest, key: str) -> Submission:
    _may(request)
    return get_object_or_404(Submission, key=key)


@require_GET
def deliveries(request: HttpRequest) -> HttpResponse:
    _may(request)
    takers = all_takers()
    may = [each for each in takers.values() if actor_of(request).may(Permission(each.permission))]
    titles = {code: taker.title for code, taker in takers.items()}
    rows = [(each, titles.get(each.kind, each.kind)) for each in all_deliveries()]
    return render(request, "intake/deliveries.html", {"takers": may, "rows": rows})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    taker = _taker(request, kind)
    require(actor_of(request), Permission(taker.permission))
    form = FileForm(request.POST or None, request.FILES or None)

    def do(values: dict[str, Any]) -> HttpResponse:
        file = values["file"]
        actions.refuse_large(file.size)  # before it is read into memory
        delivery = actions.receive(by=actor_of(request), kind=kind, name=file.name, content=file.read())
        return redirect("delivery", key=delivery.key)

    return fill_in(request, "intake/delivery_new.html", form, {"taker": taker}, do)


@require_GET
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty file with the right headings, as CSV that Excel opens with åäö intact."""
    taker = _taker(request, kind)
    headings = ";".join(header.title for header in taker.columns)
    response = HttpResponse(f"\ufeff{headings}\r\n", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
    return response


@require_GET
def delivery(request: HttpRequest, key: str) -> HttpResponse:
    found = _delivery(request, key)
    taker = all_takers().get(found.kind)  # none for what the operator loaded: it is read, not undone, here
    errors = [each for each in found.remarks if each["severity"] == "error"]
    context = {
        "delivery": found,
        "title": taker.title if taker else found.kind,
        "counts": [(state, found.counts.get(state, 0)) for state in ORDER],
        "errors": errors,
        "others": [each for each in found.remarks if each["severity"] != "error"],
        "may_be_done": not errors and any(found.counts.get(state) for state in ("new", "changed")),
        "may": taker is not None and actor_of(request).may(Permission(taker.permission)),
        "moments": history.timeline("delivery", key),
    }
    return render(request, "intake/delivery.html", context)


@require_POST
def accept(request: HttpRequest, key: str) -> HttpResponse:
    return _do(request, key, actions.accept, str(_("Filen är inläst.")))


@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    return _do(request, key, actions.discard, str(_("Filen är kastad. Inget har ändrats.")))


@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    return _do(
        request, key, actions.withdraw, str(_("Inläsningen är ångrad. Allt är som det var före filen."))
    )


def _do(request: HttpRequest, key: str, deed: Any, done: str) -> HttpResponse:
    found = _delivery(request, key)
    _taker(request, found.kind)
    try:
        deed(by=actor_of(request), delivery=found)
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, told(refusal))
    return redirect("delivery", key=key)
