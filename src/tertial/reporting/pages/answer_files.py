"""Answers that come as files: many sent in at once, each beside its unit's report; forms as Word."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tertial.intake.actions.kept import refuse_large
from tertial.intake.models import Job
from tertial.organisation.access import require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.pages.reading import actor_of, fill_in, told
from tertial.organisation.roles import Permission
from tertial.reporting.actions import answer_files as actions
from tertial.reporting.exports.word_form import as_word
from tertial.reporting.models import AnswerFile, Report, Round
from tertial.reporting.pages.pieces import address_of
from tertial.reporting.pages.reading import round_or_404
from tertial.reporting.queries.answer_files import FileSheet, files_of, has_paper, paper_of, sheet_of
from tertial.reporting.queries.files import file_of
from tertial.reporting.queries.readable import may_read_draft
from tertial.reporting.rules.file_answers import EFFECT_WORDS, Effect

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
    unit = next((each for each in units if each.key == asked), None) or found.unit or found.suggested
    sheet = sheet_of(found, unit)
    problem = ""
    if request.method == "POST":
        try:
            return _taken(request, sheet)
        except Refused as refusal:
            problem = told(refusal)
    chosen = set(request.POST.getlist("question")) if problem else None
    context = {
        "round": found.round,
        "file": found,
        "sheet": sheet,
        "units": units,
        "head": [
            (each.label, sheet.filled.head.get(each.key)) for each in found.round.form_version.form.head
        ],
        "period_said": _period_said(sheet.filled.period),
        "rows": [_shown(row, chosen) for row in sheet.rows],
        "problem": problem,
        "is_waiting": found.state in (AnswerFile.State.READY, AnswerFile.State.WITHDRAWN),
        "report_address": address_of("report_overview", sheet.report) if sheet.report else "",
    }
    return render(request, "reporting/answer_file.html", context, status=422 if problem else 200)


MARKS = {
    Effect.NEW: "inlamnad",
    Effect.SAME: "helt",
    Effect.REPLACES: "delvis",
    Effect.EMPTY: "streck",
    Effect.LOCKED: "fast",
}


def _period_said(code: str | None) -> str:
    """T2 2026; the year is not always said in a file."""
    return f"{code[-2:]} {code[:-2]}".strip() if code else ""


def _shown(row: Any, chosen: set[str] | None) -> dict[str, Any]:
    """A row for the page: what replaces somebody's words is never ticked beforehand."""
    ticked = row.question.key in chosen if chosen is not None else row.effect is Effect.NEW
    return {
        "row": row,
        "mark": MARKS[row.effect],
        "word": _(EFFECT_WORDS[row.effect]),
        "is_ticked": ticked and row.may_be_taken,
    }


def _taken(request: HttpRequest, sheet: FileSheet) -> HttpResponse:
    if sheet.unit is None:
        raise Refused(_("Välj vilken nämnd svaren är från."), field="unit")
    questions = request.POST.getlist("question")
    actions.take_answers(
        by=actor_of(request),
        file=sheet.file,
        unit=sheet.unit,
        questions=questions,
        is_right=bool(request.POST.get("is_right")),
    )
    messages.success(request, _("Svaren är intagna som utkast hos %(unit)s.") % {"unit": sheet.unit.name})
    return redirect("answer_file", key=sheet.file.round.key, file=sheet.file.key)


@require_POST
def give_back(request: HttpRequest, key: str, file: str) -> HttpResponse:
    found = _file(request, key, file)
    try:
        actions.give_back_answers(by=actor_of(request), file=found)
        messages.success(request, _("Svaren är tillbakatagna. Rapporten är som den var."))
    except Refused as refusal:
        messages.error(request, told(refusal))
    return redirect("answer_file", key=key, file=file)


@require_POST
def discard(request: HttpRequest, key: str, file: str) -> HttpResponse:
    found = _file(request, key, file)
    try:
        actions.discard_file(by=actor_of(request), file=found)
        messages.success(request, _("Filen är kastad. Inget i rapporterna har ändrats."))
    except Refused as refusal:
        messages.error(request, told(refusal))
        return redirect("answer_file", key=key, file=file)
    return redirect("answer_files", key=key)


@require_GET
def download(request: HttpRequest, key: str, file: str) -> HttpResponseBase:
    """Exactly as it came."""
    found = _file(request, key, file)
    content = file_of(found.sha256)
    if content is None:
        raise Http404
    return FileResponse(content, as_attachment=True, filename=found.name)


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
    rows = AnswerFile.objects.select_related("round__form_version", "unit", "suggested")
    return get_object_or_404(rows.exclude(state=AnswerFile.State.DISCARDED), round__key=key, key=file)


def shows_files(round_: Round) -> bool:
    """Whether the round's page leads here."""
    return round_.state in (Round.State.OPEN, Round.State.CLOSED) and has_paper(round_)
