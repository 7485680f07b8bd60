"""Deliveries: choose a file, see what it would do, accept or throw it away, undo."""

import csv
import io
from collections.abc import Sequence
from functools import partial
from itertools import chain
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tertial.foundation.delivery import AnyTaker, Given, RowTaker, all_takers
from tertial.foundation.words import N_
from tertial.history import queries as history
from tertial.intake.actions import deliveries as actions
from tertial.intake.actions.kept import content_of, refuse_large
from tertial.intake.models import Submission
from tertial.intake.queries import deliveries as all_deliveries
from tertial.intake.queries import job_of, may_deliver, may_read, seen_by, takers_for
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.pages.reading import actor_of, fill_in, refusals_told, told
from tertial.organisation.roles import Permission

ORDER = ["new", "changed", "refused", "unchanged"]
KINDS = {"profile": N_("Målkedja ur profilen")}  # what no page takes: the operator loads it


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Fil"),
        help_text=_("CSV eller Excel. Inget ändras förrän du har sett vad filen gör och godkänt den."),
        error_messages={"required": _("Välj en fil"), "empty": _("Filen är tom. Välj en annan.")},
    )


def _taker(request: HttpRequest, kind: str) -> AnyTaker:
    """For those who may not deliver such a file its pages are not there; the city's importers are told so."""
    taker, actor = all_takers().get(kind), actor_of(request)
    if taker is None or not (may_deliver(actor, taker) or actor.may(Permission.IMPORT)):
        raise Http404
    actions.require_door(actor, taker)
    return taker


def _delivery(request: HttpRequest, key: str) -> Submission:
    return get_object_or_404(seen_by(actor_of(request)), key=key)


@require_GET
def deliveries(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    may = takers_for(actor)
    if not may:
        raise Http404
    rows = [(each, _title(each.kind)) for each in all_deliveries(actor)]
    return render(request, "intake/deliveries.html", {"takers": may, "rows": rows})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    taker = _taker(request, kind)
    form = FileForm(request.POST or None, request.FILES or None)

    def do(values: dict[str, Any]) -> HttpResponse:
        file = values["file"]
        refuse_large(file.size)  # before it is read into memory
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
    found = get_object_or_404(Submission, key=key)
    if not may_read(actor_of(request), found):
        raise Http404
    taker = all_takers().get(found.kind)  # none for what the operator loaded: it is read, not undone, here
    errors = [each for each in found.remarks if each["severity"] == "error"]
    by_row = isinstance(taker, RowTaker)
    counts = {state: found.counts.get(state, 0) for state in ORDER}
    to_do, job = counts["new"] + counts["changed"], job_of(found)
    context = {
        "delivery": found,
        "title": _title(found.kind),
        "counts": list(counts.items()),
        "errors": [] if by_row and counts["refused"] else errors,  # then every row says itself
        "others": [each for each in found.remarks if each["severity"] != "error"],
        "may_be_done": to_do and (by_row or not errors),
        "to_do": to_do,
        "stopped": counts["refused"] if by_row else 0,
        "shown": len(found.changes),
        "total": sum(counts.values()),
        "job": job,
        "is_busy": job is not None and not job.is_over,
        "may": taker is not None and may_deliver(actor_of(request), taker),
        "moments": history.timeline("delivery", key),
    }
    return render(request, "intake/delivery.html", context)


def _title(kind: str) -> str:
    taker = all_takers().get(kind)
    return taker.title if taker else KINDS.get(kind, kind)


@require_GET
def stopped(request: HttpRequest, key: str) -> HttpResponseBase:
    """The stopped rows as they came, each with why: to be corrected and delivered again."""
    found, actor = _delivery(request, key), actor_of(request)
    taker = all_takers().get(found.kind)
    if not isinstance(taker, RowTaker) or not may_deliver(actor, taker):
        raise Http404
    try:
        given = Given(content_of(found), found.name, actor, found.confirmed)
    except Refused as refusal:
        messages.error(request, told(refusal))
        return redirect("delivery", key=key)
    lines = (_line(row) for row in taker.stopped(given))
    response = StreamingHttpResponse(chain(["\ufeff"], lines), content_type="text/csv; charset=utf-8")
    name = f"stoppade-{found.key}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _line(row: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(row)
    return line.getvalue()


@require_POST
def names(request: HttpRequest, key: str) -> HttpResponse:
    """What somebody chose for the names that are only alike."""
    found = _delivery(request, key)
    chosen = {
        (each["column"], each["plain"]): picked
        for number, each in enumerate(found.names)
        if (picked := request.POST.get(f"namn-{number}", ""))
    }
    if not chosen:
        messages.error(request, _("Välj vad minst ett av namnen betyder."))
        return redirect("delivery", key=key)
    done = _("Filen är granskad igen med de namn du bekräftade.")
    return _do(request, key, partial(actions.confirm_names, chosen=chosen), str(done))


@require_POST
def accept(request: HttpRequest, key: str) -> HttpResponse:
    found = _delivery(request, key)
    if actions.is_long(_taker(request, found.kind), found.size):
        return _do(request, key, actions.accept_later, "")
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
    with refusals_told(request):
        deed(by=actor_of(request), delivery=found)
        if done:
            messages.success(request, done)
    return redirect("delivery", key=key)
