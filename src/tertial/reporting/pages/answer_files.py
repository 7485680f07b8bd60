"""Answers that come as files: many sent in at once, each beside its unit's report; forms as Word."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tertial.intake.actions.kept import refuse_large
from tertial.intake.models import Job
from tertial.organisation.access import require
from tertial.organisation.models import Unit
from tertial.organisation.pages.reading import actor_of, fill_in
from tertial.organisation.roles import Permission
from tertial.reporting.actions import answer_files as actions
from tertial.reporting.exports.word_form import as_word
from tertial.reporting.models import AnswerFile, Report, Round
from tertial.reporting.pages.answer_file import as_it_came, given_back, thrown_away, verdict
from tertial.reporting.pages.reading import round_or_404
from tertial.reporting.queries.answer_files import files_of, has_paper, paper_of, sheet_of
from tertial.reporting.queries.readable import may_read_draft

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORM_NAME = "formular"  # of the downloaded file


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files; each is a valid file of its own."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given: Sequence[Any] = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in given or [None]]


class FilesForm(forms.Form):
    files: Any = FilesField(
        label=gettext_lazy("Filer med svar"),
        allow_empty_file=True,  # one empty file must not stop the other twenty-four
        help_text=gettext_lazy("Word, PDF eller text. Välj gärna många på en gång, en för varje nämnd."),
        error_messages={"required": gettext_lazy("Välj minst en fil")},
    )


@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, key: str) -> HttpResponse:
    """What has come, what waits for a person, and the forms to send out."""
    found = round_or_404(key)
    actor = actor_of(request)
    require(actor, Permission.RUN_ROUNDS)
    form = FilesForm(request.POST or None, request.FILES or None)

    def do(fields: dict[str, Any]) -> HttpResponse:
        given = fields["files"]
        for each in given:
            refuse_large(each.size or 0)
        came = [actions.Came(each.name or "", each.read()) for each in given]
        received = actions.receive_files(by=actor, round_=found, files=came)
        _tell_received(request, received)
        return redirect("answer_files", key=key)

    rows = files_of(found)
    job = Job.objects.filter(key__in={each.job for each in rows if each.job}).order_by("-pk").first()
    reports = found.reports.select_related("unit").order_by("unit__name") if has_paper(found) else []
    context = {
        "round": found,
        "rows": rows,
        "waiting": sum(1 for each in rows if each.state == AnswerFile.State.READY),
        "job": job if job is not None and not job.is_over else None,
        "reports": reports,
        "upload": True,
    }
    return fill_in(request, "reporting/answer_files.html", form, context, do)


def _tell_received(request: HttpRequest, received: actions.Received) -> None:
    if n := len(received.files):
        text = ngettext("%(n)s fil läses nu.", "%(n)s filer läses nu.", n)
        messages.success(request, text % {"n": n})
    for each in received.again:
        messages.info(request, _("%(file)s har redan kommit in och läses inte igen.") % {"file": each.name})


@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, key: str, file: str) -> HttpResponse:
    """One file beside the report it seems to answer. A person says whose it is and which answers to take in."""
    found = _file(request, key, file)
    asked = request.POST.get("unit") or request.GET.get("enhet", "")
    units = list(Unit.objects.filter(reports__round=found.round).order_by("name"))
    chosen = next((each for each in units if each.key == asked), None)
    unit = found.sent_for or chosen or found.unit or found.suggested
    return verdict(request, sheet_of(found, unit), {"units": units})


@require_POST
def give_back(request: HttpRequest, key: str, file: str) -> HttpResponse:
    return given_back(request, _file(request, key, file))


@require_POST
def discard(request: HttpRequest, key: str, file: str) -> HttpResponse:
    return thrown_away(request, _file(request, key, file))


@require_GET
def download(request: HttpRequest, key: str, file: str) -> HttpResponseBase:
    """Exactly as it came."""
    return as_it_came(_file(request, key, file))


@require_GET
def word(request: HttpRequest, key: str, unit: str) -> HttpResponse:
    """The unit's form as Word, with what it answered before and what it has written so far."""
    round_ = round_or_404(key)
    rows = Report.objects.select_related("round", "unit", "form_version")
    report = get_object_or_404(rows, round=round_, unit__key=unit)
    actor = actor_of(request)
    if not has_paper(round_) or not (actor.may(Permission.RUN_ROUNDS) or may_read_draft(actor, report)):
        raise Http404
    last = formats.date_format(report.last_day, "j F Y") if report.last_day else ""
    response = HttpResponse(as_word(paper_of(report, last)), content_type=WORD)
    response["Content-Disposition"] = (
        f'attachment; filename="{FORM_NAME}-{round_.key}-{report.unit.key}.docx"'
    )
    return response


def _file(request: HttpRequest, key: str, file: str) -> AnswerFile:
    require(actor_of(request), Permission.RUN_ROUNDS)
    rows = AnswerFile.objects.select_related("round__form_version", "unit", "suggested", "sent_for")
    return get_object_or_404(rows.exclude(state=AnswerFile.State.DISCARDED), round__key=key, key=file)


def shows_files(round_: Round) -> bool:
    """Whether the round's page leads here."""
    return round_.state in (Round.State.OPEN, Round.State.CLOSED) and has_paper(round_)
