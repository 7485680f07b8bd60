"""A column copied from a sheet: what it would fill in, shown before anything is kept.

Nothing is written here. What is taken goes to the part as if it had been typed there.
"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tertial.organisation.pages.reading import actor_of
from tertial.reporting.pages.boxes import box_of
from tertial.reporting.pages.money import MoneyLine, MoneyTable, money_table
from tertial.reporting.pages.pieces import address_of
from tertial.reporting.pages.reading import draft_or_404, told
from tertial.reporting.queries.sheet import PartSheet, report_sheet
from tertial.reporting.rules.pasted import Laid, Slot, is_whole, read_column


@dataclass(frozen=True)
class Taken:
    """A pasted line beside the row it goes into."""

    laid: Laid
    line: MoneyLine | None

    @property
    def why(self) -> str:
        return told(self.laid.why) if self.laid.why else ""


@require_http_methods(["GET", "POST"])
def paste(request: HttpRequest, round_key: str, unit_key: str, place: int, question: str) -> HttpResponse:
    """GET asks for the column, POST shows it laid in the rows; to the page's script as data."""
    found = draft_or_404(request, round_key, unit_key)
    part = next(
        (each for each in report_sheet(found, actor_of(request)).parts if each.part.place == place), None
    )
    table = _table(part, question)
    if part is None or table is None:
        raise Http404
    if not part.may_write:
        return redirect(address_of("report_part", found, place=place))  # which says why
    text = request.POST.get("column", "")
    head = "utfall" if table.first.is_over else "prognos"
    laid = read_column(text, _slots(table), table.unit, request.POST.get("start", ""), head)
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"whole": is_whole(laid), "fields": {each.slot: each.figure for each in laid}})
    lines = {str(line.box.pk): line for line in table.lines}
    taken = [Taken(each, lines.get(each.slot)) for each in laid]
    count = sum(1 for each in laid if each.figure)
    context = {
        "report": found,
        "part": part,
        "table": table,
        "text": text,
        "start": request.POST.get("start", ""),
        "taken": taken,
        "use": ngettext("Använd %(n)s tal", "Använd %(n)s tal", count) % {"n": count} if count else "",
        "unread": len(laid) - count,
        "back": f"{address_of('report_part', found, place=place)}#s-{question}",
        "post_to": address_of("report_part", found, place=place),
    }
    return render(request, "reporting/paste.html", context)


def _table(part: PartSheet | None, question: str) -> MoneyTable | None:
    rows = [row for row in part.rows if row.question.key == question and row.money] if part else []
    return money_table([box_of(row) for row in rows]) if rows else None


def _slots(table: MoneyTable) -> list[Slot]:
    return [
        Slot(str(line.box.pk), (line.label, line.box.row.label), bool(line.row.line.within))
        for line in table.lines
        if line.row.figure
    ]
