"""A report as a whole: what I have to do, the report's own page, how it reads, what is signed and what has changed."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tertial.goals.pages.reading import may_edit
from tertial.history import queries as history
from tertial.organisation.access import Actor
from tertial.organisation.pages.reading import actor_of
from tertial.organisation.roles import Permission
from tertial.reporting.models import Report
from tertial.reporting.pages.document import read_report, read_signed
from tertial.reporting.pages.pieces import address_of, part_title
from tertial.reporting.pages.reading import Mark, mark_of, report_or_404, round_or_404, told
from tertial.reporting.pages.steps import awaited
from tertial.reporting.queries.mine import my_reports
from tertial.reporting.queries.readable import may_read_draft
from tertial.reporting.queries.sealed import (
    Seen,
    changed_since_signed,
    difference,
    document_of,
    signatures_of,
    standing,
)
from tertial.reporting.queries.sheet import PartSheet, ReportSheet, report_sheet
from tertial.reporting.rules.states import DECIDED, HANDED_IN, OPEN, State, Step


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Every report I have something to do with, what I must do now first."""
    return render(request, "reporting/reports.html", {"mine": my_reports(actor_of(request))})


@require_GET
def in_round(request: HttpRequest, round_key: str) -> HttpResponse:
    """A report's address without its unit: those of the round that I have something to do with."""
    asked = round_or_404(round_key)
    mine = [each for each in my_reports(actor_of(request)) if each.report.round_id == asked.pk]
    return render(request, "reporting/reports.html", {"mine": mine, "asked": asked})


@dataclass(frozen=True)
class PartRow:
    """A part in the report's own page."""

    sheet: PartSheet
    title: str
    mark: Mark
    address: str
    left: int


def whole(request: HttpRequest, found: Report, sheet: ReportSheet | None) -> HttpResponse:
    """For whoever works with it: where it stands and what to do next. For other readers: the report itself."""
    if sheet is None:
        return _read(request, found, None)
    steps = {each.step for each in sheet.steps} | {each.step for part in sheet.parts for each in part.steps}
    context = {
        "report": found,
        "sheet": sheet,
        "mark": mark_of(found.state),
        "is_late": not sheet.exempt and found.is_late(timezone.localdate()),
        "is_awaited": State(found.state) not in HANDED_IN,
        "rows": [
            PartRow(
                each,
                part_title(each),
                Mark("streck", "") if each.exempt else mark_of(each.state),
                address_of("report_part", found, place=each.part.place),
                sum(1 for row in each.rows if row.lacks) if each.state in OPEN else 0,
            )
            for each in sheet.parts
        ],
        "steps": {each.value for each in steps},
        "may_note": actor_of(request).may(Permission.CONTROL, found.unit.key)
        and any(each.state is State.SUBMITTED for each in sheet.parts),
        "opens": bool(steps & {Step.UNLOCK, Step.TAKE_BACK, Step.CORRECT}),
        "signed": signatures_of(found),
        "changed": changed_since_signed(found) if found.signatures.exists() else [],
        "below": [(each, mark_of(each.state)) for each in sheet.below],
        "moments": history.timeline("report", found.key),
    }
    return render(request, "reporting/report.html", context)


@require_GET
def overview(request: HttpRequest, round_key: str, unit_key: str) -> HttpResponse:
    """The report's own page, also for whoever has something left to write."""
    found = report_or_404(request, round_key, unit_key)
    actor = actor_of(request)
    sheet = report_sheet(found, actor) if may_read_draft(actor, found) else None
    return whole(request, found, sheet)


@require_GET
def read(request: HttpRequest, round_key: str, unit_key: str) -> HttpResponse:
    """As a member of the board reads it, on screen or paper; what was decided is read as it was decided."""
    found = report_or_404(request, round_key, unit_key)
    asked = request.GET.get("version", "")
    if asked:
        return _read(request, found, _version(found, asked, actor_of(request)))
    return _read(request, found, None)


def _version(found: Report, asked: str, actor: Actor) -> Seen:
    """What was unlocked before it was decided is for those who work with the report."""
    seen = next((each for each in signatures_of(found) if str(each.signature.number) == asked), None)
    if seen is None or (seen.signature.undone_at is not None and not may_read_draft(actor, found)):
        raise Http404
    return seen


def _read(request: HttpRequest, found: Report, chosen: Seen | None) -> HttpResponse:
    actor = actor_of(request)
    seen, is_live = chosen or standing(found), False
    sheet = None
    stands = seen is not None and (chosen is not None or State(found.state) in (State.SIGNED, State.FROZEN))
    if not stands and (State(found.state) in DECIDED or may_read_draft(actor, found)):
        sheet, is_live = report_sheet(found, actor), True
    document = document_of(found, sheet) if is_live else seen.sealed.document if seen else {}
    context: dict[str, Any] = {
        "report": found,
        "mark": mark_of(found.state),
        "seen": None if is_live else seen,
        "is_live": is_live,
        "read": read_report(document, found) if is_live else read_signed(document, found),
        "remarks": _remarks(sheet) if sheet and _writes(actor, found) else [],
        "changed": [] if is_live or chosen else changed_since_signed(found),
        "may_publish": stands and may_edit(actor, found.unit),
    }
    return render(request, "reporting/read.html", context)


def _writes(actor: Actor, found: Report) -> bool:
    return State(found.state) not in DECIDED and may_read_draft(actor, found)


def _remarks(sheet: ReportSheet) -> list[tuple[str, str, str]]:
    """What the checks say to the author: what lacks and what looks odd, each with the way there."""
    found = []
    for part in sheet.parts:
        address = address_of("report_part", sheet.report, place=part.part.place)
        for row in part.rows:
            texts = [told(lack.sentence) for lack in row.lacks if lack.field != "confirm"]
            texts += [told(hint.sentence) for hint in row.hints if hint.code not in row.answer.confirmed]
            found += [(part_title(part), text, f"{address}#f{row.answer.pk}") for text in texts]
        found += [(part_title(part), text, address) for text in awaited(part)]
    return found


@require_GET
def compare(request: HttpRequest, round_key: str, unit_key: str) -> HttpResponse:
    """What is otherwise than in the unit's report before this one."""
    found = report_or_404(request, round_key, unit_key)
    actor = actor_of(request)
    may_draft = may_read_draft(actor, found)
    if not may_draft and State(found.state) not in DECIDED:
        raise Http404
    earlier, changed = difference(found, with_drafts=may_draft)
    places: dict[str, list[Any]] = {}
    for each in changed:
        places.setdefault(each.place, []).append(each)
    context = {"report": found, "earlier": earlier, "places": list(places.items()), "count": len(changed)}
    return render(request, "reporting/compare.html", context)
