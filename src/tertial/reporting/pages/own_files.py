"""A board's own people answer with a file: sent in where they answer, seen by them and by the city office only."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tertial.intake.actions.kept import refuse_large
from tertial.intake.models import Job
from tertial.organisation.pages.reading import actor_of, fill_in
from tertial.reporting.actions.answer_files import Came, send_own_file
from tertial.reporting.models import AnswerFile, Exemption, Report, Round
from tertial.reporting.pages.answer_file import as_it_came, given_back, thrown_away, verdict, ways_of
from tertial.reporting.pages.reading import draft_or_404
from tertial.reporting.queries.answer_files import has_paper, own_files, sheet_of
from tertial.reporting.queries.readable import require_answering
from tertial.reporting.rules.forms import FormKind
from tertial.reporting.rules.states import OPEN


class OwnFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Filen med era svar"),
        allow_empty_file=True,  # told by the reading, in the same words as for the city office
        help_text=gettext_lazy("Det ifyllda Word-formuläret, eller svaren som PDF eller text."),
        error_messages={"required": gettext_lazy("Välj en fil")},
    )


@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, round_key: str, unit_key: str) -> HttpResponse:
    """The form to fill in outside, a place to send it, and what the board has sent."""
    found = _report(request, round_key, unit_key)
    form = OwnFileForm(request.POST or None, request.FILES or None)

    def do(fields: dict[str, Any]) -> HttpResponse:
        given = fields["file"]
        refuse_large(given.size or 0)
        known = {each.pk for each in own_files(found)}
        sent = send_own_file(by=actor_of(request), report=found, came=Came(given.name or "", given.read()))
        if sent.pk in known:
            messages.info(
                request, _("%(file)s har redan kommit in och läses inte igen.") % {"file": sent.name}
            )
        return redirect(ways_of(sent, is_own=True).file)

    excused = Exemption.objects.filter(report=found, section="").exists()
    context = {
        "report": found,
        "rows": [(each, ways_of(each, is_own=True).file) for each in own_files(found)],
        "is_open": not excused and found.parts.filter(state__in=OPEN).exists(),
        "upload": True,
    }
    return fill_in(request, "reporting/own_files.html", form, context, do)


@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, round_key: str, unit_key: str, file: str) -> HttpResponse:
    found = _file(request, round_key, unit_key, file)
    job = Job.objects.filter(key=found.job, asked_by=actor_of(request).key).first() if found.job else None
    waits = found.state == AnswerFile.State.WAITING and job is not None and job.state != Job.State.DONE
    return verdict(request, sheet_of(found, found.sent_for), {"job": job if waits else None}, is_own=True)


@require_POST
def give_back(request: HttpRequest, round_key: str, unit_key: str, file: str) -> HttpResponse:
    return given_back(request, _file(request, round_key, unit_key, file), is_own=True)


@require_POST
def discard(request: HttpRequest, round_key: str, unit_key: str, file: str) -> HttpResponse:
    return thrown_away(request, _file(request, round_key, unit_key, file), is_own=True)


@require_GET
def download(request: HttpRequest, round_key: str, unit_key: str, file: str) -> HttpResponseBase:
    return as_it_came(_file(request, round_key, unit_key, file))


def _report(request: HttpRequest, round_key: str, unit_key: str) -> Report:
    """Not there for whoever may not read the board's draft; refused for whoever may read but not write it."""
    found = draft_or_404(request, round_key, unit_key)
    if not takes_files(found.round):
        raise Http404
    require_answering(actor_of(request), found.round, found.unit)
    return found


def _file(request: HttpRequest, round_key: str, unit_key: str, file: str) -> AnswerFile:
    """One that this board sent, whatever other keys somebody tries."""
    report = _report(request, round_key, unit_key)
    rows = AnswerFile.objects.select_related("round__form_version", "unit", "suggested", "sent_for")
    own = rows.filter(round=report.round, sent_for=report.unit).exclude(state=AnswerFile.State.DISCARDED)
    return get_object_or_404(own, key=file)


def takes_files(round_: Round) -> bool:
    return round_.kind == FormKind.THEMED and has_paper(round_)
