"""The reporting workspace: one part of a report to fill in, what is left, and what stood there last time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tertial.foundation.period import Period
from tertial.organisation.access import Actor
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.pages.reading import CONFLICT, UNPROCESSABLE, actor_of, number_in
from tertial.organisation.pages.reading import told as told_refusal
from tertial.reporting.actions.answers import Conflict, confirm_hint, nothing_new, save_answer
from tertial.reporting.actions.attachments import attach
from tertial.reporting.actions.parts import Incomplete, mark_done
from tertial.reporting.actions.rollup import start_from_below
from tertial.reporting.models import Answer, Report, Round
from tertial.reporting.pages.boxes import Fields, box_of, posted, typed_of
from tertial.reporting.pages.pieces import ErrorLine, address_of, error_lines, parts_nav
from tertial.reporting.pages.reading import draft_or_404, report_or_404, told, told_lock
from tertial.reporting.pages.reports import whole
from tertial.reporting.pages.steps import steps_of
from tertial.reporting.queries.readable import may_read_draft
from tertial.reporting.queries.sheet import PartSheet, ReportSheet, report_sheet
from tertial.reporting.queries.themed import themed_place
from tertial.reporting.rules.forms import FormKind, QuestionKind
from tertial.reporting.rules.states import HANDED_IN
from tertial.reporting.rules.typed import Typed


@dataclass
class Came:
    """What a posted part held: what could not be kept, and what somebody else had written meanwhile."""

    typed: dict[int, Fields] = field(default_factory=dict)
    errors: dict[int, Fields] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    file: str = ""  # why the file was not taken


@require_GET
def report(request: HttpRequest, round_key: str, unit_key: str) -> HttpResponse:
    """Where the link in a letter leads: the first part that is left to whoever writes, else the report as it stands."""
    found = report_or_404(request, round_key, unit_key)
    actor = actor_of(request)
    if not may_read_draft(actor, found):
        return whole(request, found, None)
    if found.round.kind == FormKind.THEMED:
        return redirect(address_of("report_themed", found) + themed_place(found, actor))
    sheet = report_sheet(found, actor)
    part = first_left(sheet)
    if part is None:
        return whole(request, found, sheet)
    return show(request, sheet, part)


def first_left(sheet: ReportSheet) -> PartSheet | None:
    """The first part that this person can write and that is not said to be ready."""
    able = [each for each in sheet.parts if each.may_write]
    return next((each for each in able if not each.is_done), None)


@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, round_key: str, unit_key: str, place: int) -> HttpResponse:
    found = draft_or_404(request, round_key, unit_key)
    actor = actor_of(request)
    if request.method == "POST":
        return _posted(request, found, actor, place)
    sheet = report_sheet(found, actor)
    return show(request, sheet, _at(sheet, place))


@require_GET
def parts(request: HttpRequest, round_key: str, unit_key: str, place: int) -> HttpResponse:
    """The list of parts alone, for the page to bring up to date while somebody writes."""
    sheet = report_sheet(draft_or_404(request, round_key, unit_key), actor_of(request))
    context = {"nav": parts_nav(sheet, _at(sheet, place)), "sheet": sheet, "part": _at(sheet, place)}
    return render(request, "reporting/parts_nav.html", context)


def _at(sheet: ReportSheet, place: int) -> PartSheet:
    found = next((each for each in sheet.parts if each.part.place == place), None)
    if found is None:
        raise Http404
    return found


def show(
    request: HttpRequest,
    sheet: ReportSheet,
    shown: PartSheet,
    came: Came | None = None,
    summary: Sequence[ErrorLine] = (),
) -> HttpResponse:
    came = came or Came()
    keys = {"round_key": sheet.report.round.key, "unit_key": sheet.report.unit.key}
    context = {
        "sheet": sheet,
        "report": sheet.report,
        "part": shown,
        "steps": steps_of(shown, came.typed, came.errors),
        "has_money": any(row.money for row in shown.rows),
        "nav": parts_nav(sheet, shown),
        "lock": told_lock(shown.lock),
        "summary": summary,
        "file_refused": came.file,
        "post_to": reverse("report_part", kwargs=keys | {"place": shown.part.place}),
        "before_period": _period_before(shown),
        "before_word": _before_word(sheet.report.round.when),
        "starts_below": _starts_below(shown),
        "people": sorted({row.answer.saved_by_name for row in shown.rows if row.answer.saved_by_name}),
    }
    status = UNPROCESSABLE if summary else CONFLICT if came.conflicts else 200
    return render(request, "reporting/workspace.html", context, status=status)


def _period_before(shown: PartSheet) -> Period | None:
    """Of the round that the words beside are from."""
    row = next((row for row in shown.rows if row.before is not None), None)
    found = Round.objects.filter(reports__parts=row.before.part_id).first() if row and row.before else None
    return found.when if found else None


def _before_word(when: Period) -> str:
    """Of the column with earlier figures: the tertial before in the same year."""
    earlier = when.previous_tertial()
    return earlier.label() if earlier.year == when.year else _("Förra")


def _starts_below(shown: PartSheet) -> bool:
    """Some text is empty that units below have handed in words for."""
    return shown.may_write and any(
        row.question.kind is QuestionKind.TEXT
        and not row.answer.text
        and any(said.text and said.state in HANDED_IN for said in row.below)
        for row in shown.rows
    )


def _posted(request: HttpRequest, found: Report, actor: Actor, place: int) -> HttpResponse:
    """The whole part at once, as browsers without script send it: everything is kept, then what was asked is done."""
    there = _at(report_sheet(found, actor), place)
    came = _keep(request, actor, there)
    deed, _colon, about = request.POST.get("do", "save").partition(":")
    if came.errors or came.conflicts:
        sheet = report_sheet(found, actor)
        again = _at(sheet, place)
        return show(request, sheet, again, came, _lines(again, came.errors))
    try:
        return _do(request, found, actor, there, deed, about)
    except Incomplete as lacking:
        sheet = report_sheet(found, actor)
        rows = [(each.row.answer.pk, each.lack.field, told(each.lack.sentence)) for each in lacking.missing]
        errors: dict[int, Fields] = {}
        for pk, name, text in rows:
            errors.setdefault(pk, {})[name] = text
        return show(request, sheet, _at(sheet, place), Came(errors=errors), error_lines(rows))
    except Refused as refusal:
        sheet = report_sheet(found, actor)
        if deed == "attach":
            told_why = told_refusal(refusal)
            return show(request, sheet, _at(sheet, place), Came(file=told_why), [ErrorLine("file", told_why)])
        pk = number_in(about)
        row = (pk, refusal.field or "", told_refusal(refusal))
        errors = {pk: {refusal.field or "comment": row[2]}}
        return show(request, sheet, _at(sheet, place), Came(errors=errors), error_lines([row]))


def _lines(shown: PartSheet, errors: Mapping[int, Fields]) -> Sequence[ErrorLine]:
    return error_lines(
        [
            (row.answer.pk, name, text)
            for row in shown.rows
            for name, text in errors.get(row.answer.pk, {}).items()
        ]
    )


def _keep(request: HttpRequest, actor: Actor, there: PartSheet) -> Came:
    came = Came()
    for row in there.rows:
        pk = row.answer.pk
        version = request.POST.get(f"{pk}-version", "")
        if not version.isdecimal():
            continue
        fields = posted(request.POST, f"{pk}-")
        if fields == {name: text for name, text in box_of(row).values.items() if name in fields}:
            continue  # as it stood
        try:
            kept = save_answer(
                by=actor, answer=row.answer, typed=typed_of(row.answer, fields), version=number_in(version)
            )
        except Refused as refusal:
            came.typed[pk] = fields
            came.errors[pk] = {refusal.field or "text": told_refusal(refusal)}
        else:
            if isinstance(kept, Conflict):
                came.conflicts.append(kept)
    return came


def _do(
    request: HttpRequest, found: Report, actor: Actor, there: PartSheet, deed: str, about: str
) -> HttpResponse:
    here = redirect(request.path)
    match deed:
        case "done":
            mark_done(by=actor, part=there.part)
            return redirect(_next(found, actor, there))
        case "undone":
            mark_done(by=actor, part=there.part, is_done=False)
            return here
        case "attach":
            file = request.FILES.get("file")
            if file is None:
                raise Refused(_("Välj en fil först."), field="file")
            attach(by=actor, part=there.part, name=file.name or "", content=file.read())
            messages.success(request, _("Bilagan är sparad."))
            return redirect(f"{request.path}#bilagor")
        case "below":
            count = start_from_below(by=actor, report=found)
            text = ngettext(
                "%(n)s text började i enheternas svar.", "%(n)s texter började i enheternas svar.", count
            )
            messages.success(request, text % {"n": count})
            return here
        case "same" | "other" | "copy" | "confirm":
            _with_answer(actor, _answer(there, about), deed)
            return redirect(f"{request.path}#f{about}")
        case _:
            messages.success(request, _("Sparat."))
            return here


def _answer(there: PartSheet, about: str) -> Answer:
    found = next((row.answer for row in there.rows if str(row.answer.pk) == about), None)
    if found is None:
        raise Http404
    found.refresh_from_db()
    return found


def _with_answer(actor: Actor, answer: Answer, deed: str) -> None:
    match deed:
        case "copy":
            before = answer.before.text if answer.before else ""
            text = "\n\n".join(each for each in (answer.text, before) if each.strip())
            save_answer(by=actor, answer=answer, typed=Typed(text=text), version=answer.version)
        case "confirm":
            row = next(
                row
                for part in report_sheet(answer.part.report).parts
                for row in part.rows
                if row.answer.pk == answer.pk
            )
            confirm_hint(by=actor, answer=answer, codes=[hint.code for hint in row.hints])
        case _:
            nothing_new(by=actor, answer=answer, version=answer.version, is_same=deed == "same")


def _next(found: Report, actor: Actor, there: PartSheet) -> str:
    """The next part that is left, after this one first; when none is, handing in."""
    sheet = report_sheet(found, actor)
    left = [each for each in sheet.parts if each.may_write and not each.is_done]
    after = [each for each in left if each.part.place > there.part.place] or left
    keys = {"round_key": found.round.key, "unit_key": found.unit.key}
    if not after:
        return reverse("report_submit", kwargs=keys)
    return reverse("report_part", kwargs=keys | {"place": after[0].part.place})
