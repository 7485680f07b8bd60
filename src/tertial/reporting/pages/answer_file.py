"""One file with answers beside its report: the page that the city office and a board's own people share."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import FileResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tertial.organisation.actions.refusal import Refused
from tertial.organisation.pages.reading import UNPROCESSABLE, actor_of, refusals_told, told
from tertial.reporting.actions import answer_files as actions
from tertial.reporting.models import AnswerFile
from tertial.reporting.pages.pieces import address_of
from tertial.reporting.queries.answer_files import FileRow, FileSheet
from tertial.reporting.queries.files import file_of
from tertial.reporting.rules.file_answers import EFFECT_WORDS, Effect
from tertial.reporting.rules.forms import FormKind

MARKS = {
    Effect.NEW: "inlamnad",
    Effect.SAME: "helt",
    Effect.REPLACES: "delvis",
    Effect.EMPTY: "streck",
    Effect.LOCKED: "fast",
}


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the pages about one file are: the round's, or its unit's own."""

    files: str
    file: str
    original: str
    back: str
    away: str


def ways_of(file: AnswerFile, *, is_own: bool) -> Ways:
    keys = [file.round.key, *([file.sent_for.key] if is_own and file.sent_for else [])]
    start = "own_file" if is_own else "answer_file"
    names = (start, f"{start}_download", f"{start}_back", f"{start}_discard")
    return Ways(reverse(f"{start}s", args=keys), *(reverse(each, args=[*keys, file.key]) for each in names))


def verdict(
    request: HttpRequest, sheet: FileSheet, more: dict[str, Any], *, is_own: bool = False
) -> HttpResponse:
    """What it says, what is in it and what taking it in would do; taken in when that is posted."""
    file, ways, problem = sheet.file, ways_of(sheet.file, is_own=is_own), ""
    if request.method == "POST":
        try:
            _take(request, sheet)
            return redirect(ways.file)
        except Refused as refusal:
            problem = told(refusal)
    chosen = set(request.POST.getlist("question")) if problem else None
    context = {
        "round": file.round,
        "file": file,
        "sheet": sheet,
        "ways": ways,
        "is_own": is_own,
        "others": [
            (each, ways_of(each, is_own=is_own).file)
            for each in sheet.others
            if not is_own or each.sent_for_id == file.sent_for_id
        ],
        "head": [(each.label, sheet.filled.head.get(each.key)) for each in file.round.form_version.form.head],
        "period_said": _period_said(sheet.filled.period),
        "rows": [_shown(row, chosen) for row in sheet.rows],
        "problem": problem,
        "is_waiting": file.state in (AnswerFile.State.READY, AnswerFile.State.WITHDRAWN),
        "report_address": _report_address(sheet, is_own=is_own),
    }
    return render(
        request, "reporting/answer_file.html", context | more, status=UNPROCESSABLE if problem else 200
    )


def _report_address(sheet: FileSheet, *, is_own: bool) -> str:
    """The board goes on where it writes."""
    if sheet.report is None:
        return ""
    is_themed = sheet.file.round.kind == FormKind.THEMED
    return address_of("report_themed" if is_own and is_themed else "report_overview", sheet.report)


def _period_said(code: str | None) -> str:
    """T2 2026; the year is not always said in a file."""
    return f"{code[-2:]} {code[:-2]}".strip() if code else ""


def _shown(row: FileRow, chosen: set[str] | None) -> dict[str, Any]:
    """A row for the page: what replaces somebody's words is never ticked beforehand."""
    ticked = row.question.key in chosen if chosen is not None else row.effect is Effect.NEW
    return {
        "row": row,
        "mark": MARKS[row.effect],
        "word": _(EFFECT_WORDS[row.effect]),
        "is_ticked": ticked and row.may_be_taken,
    }


def _take(request: HttpRequest, sheet: FileSheet) -> None:
    if sheet.unit is None:
        raise Refused(_("Välj vilken nämnd svaren är från."), field="unit")
    actions.take_answers(
        by=actor_of(request),
        file=sheet.file,
        unit=sheet.unit,
        questions=request.POST.getlist("question"),
        is_right=bool(request.POST.get("is_right")),
    )
    messages.success(request, _("Svaren är intagna som utkast hos %(unit)s.") % {"unit": sheet.unit.name})


def given_back(request: HttpRequest, found: AnswerFile, *, is_own: bool = False) -> HttpResponse:
    with refusals_told(request):
        actions.give_back_answers(by=actor_of(request), file=found)
        messages.success(request, _("Svaren är tillbakatagna. Rapporten är som den var."))
    return redirect(ways_of(found, is_own=is_own).file)


def thrown_away(request: HttpRequest, found: AnswerFile, *, is_own: bool = False) -> HttpResponse:
    ways = ways_of(found, is_own=is_own)
    with refusals_told(request):
        actions.discard_file(by=actor_of(request), file=found)
        messages.success(request, _("Filen är kastad. Inget i rapporterna har ändrats."))
        return redirect(ways.files)
    return redirect(ways.file)


def as_it_came(found: AnswerFile) -> FileResponse:
    content = file_of(found.sha256)
    if content is None:
        raise Http404
    return FileResponse(content, as_attachment=True, filename=found.name)
