"""One answer: two texts to choose between, what stood there before, what units below wrote."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tertial.measures.pages.said import figure
from tertial.organisation.access import Actor, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.pages.reading import CONFLICT, UNPROCESSABLE, actor_of, number_in
from tertial.organisation.pages.reading import told as told_refusal
from tertial.organisation.roles import Permission
from tertial.reporting.actions.answers import Conflict, choose_text, save_answer
from tertial.reporting.actions.rollup import quote
from tertial.reporting.models import Answer, AnswerVersion
from tertial.reporting.pages.boxes import Box, box_of, posted, stored, typed_of
from tertial.reporting.pages.pieces import address_of
from tertial.reporting.pages.reading import answer_or_404, mark_of
from tertial.reporting.queries.sheet import PartSheet, Row, report_sheet
from tertial.reporting.queries.themed import is_given
from tertial.reporting.rules.money import figure_asked
from tertial.reporting.rules.typed import Typed, decimal_of


def _place(actor: Actor, answer: Answer) -> tuple[PartSheet, Row]:
    part = report_sheet(answer.part.report, actor).part(answer.part_id)
    row = next((row for row in part.rows if row.answer.pk == answer.pk), None) if part else None
    if part is None or row is None:
        raise Http404
    return part, row


def _require_writer(actor: Actor, part: PartSheet, answer: Answer) -> None:
    if part.part.given_to_id != actor.person.pk and not is_given(actor, part.part.report, answer.question):
        require(actor, Permission.REPORT, answer.part.report.unit.key)


def _back(answer: Answer) -> str:
    return f"{address_of('report_part', answer.part.report, place=answer.part.place)}#f{answer.pk}"


@require_http_methods(["GET", "POST"])
def conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """Both texts side by side. Mine, theirs, or the two put together; what is not chosen is kept."""
    answer, actor = answer_or_404(request, pk), actor_of(request)
    part, row = _place(actor, answer)
    _require_writer(actor, part, answer)
    rivals = sorted(row.rivals, key=lambda each: each.saved_by != actor.key)
    rival = rivals[0] if rivals else None
    if request.method == "POST" and rival is not None:
        return _chosen(request, actor, answer, rival)
    return _show_conflict(request, answer, part, row, rival)


def _show_conflict(
    request: HttpRequest,
    answer: Answer,
    part: PartSheet,
    row: Row,
    rival: AnswerVersion | None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    mine = _as_answer(answer, rival) if rival else answer
    box: Box = box_of(row)
    context = {
        "answer": answer,
        "part": part,
        "box": box,
        "rival": rival,
        "is_mine": rival is not None and rival.saved_by == actor_of(request).key,
        "is_alone": rival is not None and rival.saved_by == answer.saved_by,  # in two windows
        "mine": _shown(mine),
        "theirs": _shown(answer),
        "both": "\n\n".join(dict.fromkeys(each for each in (answer.text, mine.text) if each)),
        "refused": refused,
        "back": _back(answer),
        "report": answer.part.report,
    }
    return render(request, "reporting/conflict.html", context, status=status)


def _as_answer(answer: Answer, rival: AnswerVersion) -> Answer:
    return Answer(
        part=answer.part,
        kind=answer.kind,
        measure=answer.measure,
        content=rival.content,
        text=rival.text,
        comment=rival.comment,
    )


def _shown(answer: Answer) -> str:
    """Figures, words and comment as one text to compare."""
    fields = stored(answer)
    names = [name for name in (*answer.content, "text", "comment") if fields.get(name)]
    return "\n\n".join(str(fields[name]) for name in names)


def _chosen(request: HttpRequest, actor: Actor, answer: Answer, rival: AnswerVersion) -> HttpResponse:
    deed = request.POST.get("do", "")
    source = _as_answer(answer, rival) if deed == "mine" else answer
    fields = stored(source)
    if deed == "both":
        fields |= posted(request.POST)
    version = request.POST.get("version", "0")
    try:
        kept = choose_text(
            by=actor,
            rival=rival,
            typed=typed_of(answer, fields),
            version=number_in(version),
        )
    except Refused as refusal:
        part, row = _place(actor, answer)
        return _show_conflict(request, answer, part, row, rival, told_refusal(refusal), UNPROCESSABLE)
    if isinstance(kept, Conflict):
        answer.refresh_from_db()
        part, row = _place(actor, answer)
        text = _("Texten ändrades igen medan du valde. Se vad som står nu.")
        return _show_conflict(request, answer, part, row, rival, text, CONFLICT)
    messages.success(request, _("Sparat. Den text som inte valdes finns bland tidigare versioner."))
    return redirect(_back(answer))


@require_http_methods(["GET", "POST"])
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """What stood there before, with what differs, and whose a figure is; restoring an old text is a new save."""
    answer, actor = answer_or_404(request, pk), actor_of(request)
    part, row = _place(actor, answer)
    earlier = list(answer.versions.filter(why=AnswerVersion.Why.EARLIER))
    if request.method == "POST":
        _require_writer(actor, part, answer)
        chosen = next((each for each in earlier if str(each.pk) == request.POST.get("version")), None)
        if chosen is None:
            raise Http404
        try:
            old = Typed(text=chosen.text)
            save_answer(by=actor, answer=answer, typed=old, version=answer.version, keep_earlier=True)
        except Refused as refusal:
            messages.error(request, told_refusal(refusal))
        else:
            messages.success(request, _("Den tidigare texten är tillbaka."))
        return redirect(_back(answer))
    context = {
        "answer": answer,
        "part": part,
        "label": row.label if row.value or row.money else "",
        "figure": _now(row),
        "earlier": [(each, _figure(row, each.content)) for each in earlier],
        "parts_of": [
            (each.unit_name, _figure(row, each.answer.content))
            for each in row.below
            if row.value or row.money
        ],
        "is_rolled": any(each is not None and each.rolled is not None for each in (row.value, row.money)),
        "back": _back(answer),
        "report": answer.part.report,
    }
    return render(request, "reporting/versions.html", context)


def _now(row: Row) -> str:
    if row.money is not None:
        expected = row.money.line.expected
        return row.money.measure.shown(expected) if expected is not None else "–"
    return box_of(row).now if row.value else ""


def _figure(row: Row, content: Mapping[str, str]) -> str:
    """The measure's figure as it was written; nothing for answers in words."""
    name = figure_asked(row.answer.part.report.round.when) if row.money else "value"
    value = decimal_of(content, name)
    return figure(row.answer.measure, value) if row.answer.measure and value is not None else ""


@require_http_methods(["GET", "POST"])
def below(request: HttpRequest, pk: int) -> HttpResponse:
    """What the units below wrote to the same question: choose, shorten, and take along with its source."""
    answer, actor = answer_or_404(request, pk), actor_of(request)
    part, row = _place(actor, answer)
    _require_writer(actor, part, answer)
    if request.method == "POST":
        try:
            count = _take(request, actor, answer, row)
        except Refused as refusal:
            messages.error(request, told_refusal(refusal))
        else:
            messages.success(
                request, _("%(n)s citat togs med. Korta och skriv om som du vill.") % {"n": count}
            )
        return redirect(_back(answer))
    taken = {each.source_id for each in row.quotes}
    said = [(each, mark_of(each.state), each.answer.pk in taken) for each in row.below]
    written = sum(1 for each in row.below if each.text.strip())
    context: dict[str, Any] = {
        "answer": answer,
        "part": part,
        "said": said,
        "written": written,
        "back": _back(answer),
        "report": answer.part.report,
    }
    return render(request, "reporting/below.html", context)


def _take(request: HttpRequest, actor: Actor, answer: Answer, row: Row) -> int:
    count = 0
    for each in row.below:
        if f"take-{each.answer.pk}" not in request.POST:
            continue
        answer.refresh_from_db(fields=["version", "text"])
        text = request.POST.get(f"text-{each.answer.pk}", "")
        quote(by=actor, answer=answer, source=each.answer, text=text, version=answer.version)
        count += 1
    return count
