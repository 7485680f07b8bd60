"""A row that the reader did not see: somebody finds it in the document, says what it is, and writes what it says."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tertial.organisation.pages.reading import actor_of, fill_in
from tertial.planning.actions import placing as actions
from tertial.planning.models import Passage, Proposal, Reading
from tertial.planning.pages.forms import RowForm
from tertial.planning.pages.reading import goals_of, is_key, reading_or_404
from tertial.planning.queries.homes import above_for
from tertial.planning.queries.lines import lines_with, marked_lines, stretch_from
from tertial.planning.rules.draft_rows import Kind
from tertial.planning.rules.row_kinds import UNDER_GOALS, WRITTEN, written
from tertial.planning.rules.row_words import KIND_WORDS

MOST_LINES = 30
MOST_WORDS = 100
FAR = 2_000_000_000  # no document has so many lines, and every database can hold the number


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, key: str) -> HttpResponse:
    """First the lines are marked and the kind is said; then the row is written beside them."""
    found = reading_or_404(request, key)
    if found.state != Reading.State.READY:
        return redirect("reading", key=key)
    lines = marked_lines(found.document, _marked(request))
    asked = request.GET.get("slag", "")
    kind = Kind(asked) if asked in WRITTEN else Kind.ACTIVITY
    context = _shown(request, found, lines) | {"kind": kind.value, "kind_word": KIND_WORDS[kind]}
    if not lines:
        return render(request, "planning/row_new.html", context)
    row = _drawn(found, kind, lines)
    form = RowForm(request.POST or None, row=row, goals=goals_of(found, row))

    def do(fields: dict[str, Any]) -> HttpResponse:
        made = actions.add_row(
            by=actor_of(request),
            reading=found,
            kind=kind,
            line=lines[0].line,
            values=form.content(),
            under=fields.get("under"),
            is_citys=bool(fields.get("is_citys")),
        )
        messages.success(request, _("Raden är tillagd och godkänd."))
        return redirect(_where(found, made))

    return fill_in(request, "planning/row_new.html", form, context, do)


def _marked(request: HttpRequest) -> list[int]:
    asked = [int(each) for each in request.GET.getlist("rad") if is_key(each)]
    return [each for each in asked if each < FAR][:MOST_LINES]


def _drawn(reading: Reading, kind: Kind, lines: list[Passage]) -> Proposal:
    """The row as the lines give it, not yet kept."""
    text = " ".join(each.text.strip() for each in lines).lstrip("•-–* ").strip()
    row = Proposal(reading=reading, kind=kind.value, passage=lines[0], content=written(kind, text), version=0)
    row.under = above_for(reading, kind, row)
    return row


def _shown(request: HttpRequest, reading: Reading, marked: list[Passage]) -> dict[str, Any]:
    words = request.GET.get("sok", "").strip()[:MOST_WORDS]
    start = request.GET.get("fran", "")
    line = min(int(start), FAR) if is_key(start) else marked[0].line if marked else 1
    stretch = lines_with(reading.document, words) if words else stretch_from(reading.document, line)
    numbers = {each.line for each in marked}
    seen = {each.line for each in stretch.lines}
    return {
        "reading": reading,
        "stretch": stretch,
        "words": words,
        "marked": numbers,
        "unseen": [each for each in marked if each.line not in seen],
        "kinds": [(each.value, KIND_WORDS[each]) for each in WRITTEN],
        "start": line,
    }


def _where(reading: Reading, row: Proposal) -> str:
    """The branch that the new row is in."""
    branch = row.pk if row.kind == Kind.GOAL else row.under_id or "utan-mal"
    if row.kind not in UNDER_GOALS:
        branch = row.kind
    words = urlencode({"vy": "hela", "gren": branch, "rad": row.pk})
    return f"{reverse('reading', args=[reading.key])}?{words}#rad-{row.pk}"
