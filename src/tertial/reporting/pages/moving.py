"""The steps of a whole report: handed in, reviewed, opened again, signed, frozen."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tertial.foundation.words import N_
from tertial.organisation.access import Actor, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.pages.reading import UNPROCESSABLE, actor_of, fill_in, number_in
from tertial.organisation.pages.reading import told as told_refusal
from tertial.organisation.roles import Permission
from tertial.reporting.actions import parts as parts_actions
from tertial.reporting.actions import signing
from tertial.reporting.models import Answer, Part, Report
from tertial.reporting.pages.boxes import Box, box_of
from tertial.reporting.pages.document import read_report, read_signed
from tertial.reporting.pages.pieces import ErrorLine, address_of, part_title, parts_nav
from tertial.reporting.pages.reading import draft_or_404, mark_of, told
from tertial.reporting.pages.steps import awaited
from tertial.reporting.queries.sealed import changed_since_signed, document_of, standing, sum_of_part
from tertial.reporting.queries.sheet import PartSheet, ReportSheet, report_sheet
from tertial.reporting.rules.document import canonical, sum_of
from tertial.reporting.rules.states import State, Step


def _home(found: Report) -> HttpResponse:
    return redirect(address_of("report_overview", found))


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, round_key: str, unit_key: str) -> HttpResponse:
    """What lacks, or the button; afterwards a receipt that says what happens next."""
    found = draft_or_404(request, round_key, unit_key)
    actor = actor_of(request)
    require(actor, Permission.REPORT, found.unit.key)
    refused = ""
    if request.method == "POST":
        try:
            parts_actions.submit(by=actor, report=found)
        except Refused as refusal:
            refused = told_refusal(refusal)
        else:
            text = _(
                "Rapporten är inlämnad. Den som godkänner får veta det nu, och du får veta när den är godkänd."
            )
            messages.success(request, text)
            return _home(found)
    sheet = report_sheet(found, actor)
    context = {
        "report": found,
        "sheet": sheet,
        "nav": parts_nav(sheet),
        "lacks": _lacking(sheet),
        "awaited": [text for part in sheet.parts for text in awaited(part)],
        "read": read_report(document_of(found, sheet), found),
        "may": any(step.step is Step.SUBMIT for part in sheet.parts for step in part.steps),
        "refused": refused,
        "mark": mark_of(found.state),
    }
    return render(request, "reporting/submit.html", context, status=UNPROCESSABLE if refused else 200)


def _lacking(sheet: ReportSheet) -> list[tuple[str, list[ErrorLine]]]:
    found = []
    for part in sheet.parts:
        address = address_of("report_part", sheet.report, place=part.part.place)
        lines = [
            ErrorLine(f"{address}#f{row.answer.pk}-{lack.field}", told(lack.sentence))
            for row in part.rows
            for lack in row.lacks
            if not part.exempt
        ]
        if lines:
            found.append((part_title(part), lines))
    return found


class ReviewPart:
    """A part under review: its fields beside those of last time. `typed`: notes that could not be kept just now."""

    def __init__(self, sheet: PartSheet, *, shows_all: bool = True, typed: Mapping[str, str]) -> None:
        self.sheet = sheet
        self.seen = sum_of_part(sheet)
        self.title = part_title(sheet)
        self.mark = mark_of(sheet.state)
        boxes = [box_of(row) for row in sheet.rows]
        shown: list[Box] = [each for each in boxes if shows_all or not each.is_quiet]
        self.boxes = [(each, typed.get(f"note-{each.pk}", "")) for each in shown]
        self.quiet = len(boxes) - len(shown)
        steps = {each.step for each in sheet.steps}
        self.may_approve = Step.APPROVE in steps
        self.may_return = Step.RETURN in steps
        self.is_waiting = sheet.state is State.SUBMITTED


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, round_key: str, unit_key: str) -> HttpResponse:
    """Part by part: what is new since last time, approve it, or send it back with notes where they belong."""
    found = draft_or_404(request, round_key, unit_key)
    actor = actor_of(request)
    if not actor.may(Permission.CONTROL, found.unit.key):
        require(actor, Permission.APPROVE, found.unit.key)
    refused: tuple[str, str] = ("", "")
    if request.method == "POST":
        try:
            return _reviewed(request, found, actor)
        except Refused as refusal:
            refused = (request.POST.get("part", ""), told_refusal(refusal))
    sheet = report_sheet(found, actor)
    shows_all = request.GET.get("visa") == "allt"
    typed = request.POST if refused[1] else {}
    parts = [ReviewPart(each, shows_all=shows_all, typed=typed) for each in sheet.parts if not each.exempt]
    context = {
        "report": found,
        "sheet": sheet,
        "parts": parts,
        "waiting": [each for each in parts if each.is_waiting],
        "others": [each for each in parts if not each.is_waiting],
        "may_approve": any(each.may_approve for each in parts),
        "approved": sum(1 for each in parts if each.sheet.state is State.APPROVED),
        "may_sign": any(step.step is Step.SIGN for step in sheet.steps) and found.state == State.APPROVED,
        "refused_part": refused[0],
        "refused": refused[1],
        "shows_all": shows_all,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "reporting/review.html", context, status=UNPROCESSABLE if refused[1] else 200)


def _reviewed(request: HttpRequest, found: Report, actor: Actor) -> HttpResponse:
    deed, chosen = request.POST.get("do", ""), request.POST.get("part", "")
    seen = {each.pk: said for each in found.parts.all() if (said := request.POST.get(f"seen-{each.pk}"))}
    parts = _parts(found, [chosen] if chosen else [str(pk) for pk in seen])
    answers = Answer.objects.filter(part__in=parts)
    notes = {each: text for each in answers if (text := request.POST.get(f"note-{each.pk}", "").strip())}
    reason = request.POST.get("reason", "")
    if deed == "return":
        parts_actions.return_report(by=actor, report=found, parts=parts, reason=reason, notes=notes)
        messages.success(request, _("Delen är skickad tillbaka. De som skriver får veta det nu."))
    elif deed == "note":
        parts_actions.write_note(by=actor, part=parts[0], text=reason, notes=notes)
        messages.success(request, _("Synpunkten är sparad. De som skriver får veta det nu."))
    else:
        parts_actions.approve(by=actor, report=found, parts=parts, seen=seen, text=reason, notes=notes)
        messages.success(request, _("Godkänt. Värden och bedömningar gäller från och med nu."))
    return redirect(request.path)


def _parts(found: Report, chosen: Sequence[str]) -> list[Part]:
    pks = [pk for each in chosen if (pk := number_in(each))]
    rows = list(found.parts.filter(pk__in=pks))
    if not rows:
        raise Http404
    return rows


class ReasonForm(forms.Form):
    step = forms.ChoiceField(
        label=gettext_lazy("Vad vill du göra?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vad du vill göra")},
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Vilka delar?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Varför?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Skälet sparas och syns för dem som skriver."),
        error_messages={"required": gettext_lazy("Skriv varför")},
    )


OPENINGS = {
    Step.TAKE_BACK: N_("Ta tillbaka det som är inlämnat"),
    Step.UNLOCK: N_("Låsa upp det som är godkänt"),
    Step.CORRECT: N_("Öppna den fastställda rapporten för rättelse"),
}


@require_http_methods(["GET", "POST"])
def open_again(request: HttpRequest, round_key: str, unit_key: str) -> HttpResponse:
    """Anybody with the role opens what is locked, and says why. What was decided stays as it was decided."""
    found = draft_or_404(request, round_key, unit_key)
    actor = actor_of(request)
    if not actor.may(Permission.REPORT, found.unit.key) and not actor.may(Permission.FREEZE, found.unit.key):
        require(actor, Permission.REPORT, found.unit.key)
    sheet = report_sheet(found, actor)
    steps = [each.step for each in sheet.steps] + [each.step for part in sheet.parts for each in part.steps]
    able = [step for step in OPENINGS if step in steps]
    form = ReasonForm(request.POST or None, initial={"step": able[0].value if able else ""})
    whole = State(found.state) in (State.SIGNED, State.FROZEN)
    form.fields["step"].choices = [(each.value, _(OPENINGS[each])) for each in able]  # type: ignore[attr-defined]
    locked = [part for part in sheet.parts if any(each.step in able for each in part.steps)]
    form.fields["parts"].choices = [(str(each.part.pk), part_title(each)) for each in locked]  # type: ignore[attr-defined]
    if whole or len(locked) < 2:
        del form.fields["parts"]

    def do(fields: dict[str, Any]) -> HttpResponse:
        step, reason = Step(fields["step"]), fields["reason"]
        chosen = _parts(found, fields["parts"]) if fields.get("parts") else None
        _open(actor, found, step, chosen, reason)
        messages.success(request, _("Öppnat. De som skriver får veta det nu."))
        return _home(found)

    context = {"report": found, "able": able, "mark": mark_of(found.state), "whole": whole}
    return fill_in(request, "reporting/open.html", form, context, do)


def _open(actor: Actor, found: Report, step: Step, chosen: list[Part] | None, reason: str) -> None:
    if step is Step.TAKE_BACK:
        parts_actions.take_back(by=actor, report=found, parts=chosen, reason=reason)
    elif step is Step.CORRECT:
        signing.correct_after_freeze(by=actor, report=found, reason=reason)
    elif found.state == State.SIGNED:
        signing.undo_signature(by=actor, report=found, reason=reason)
    else:
        parts_actions.unlock(by=actor, report=found, parts=chosen, reason=reason)


class SeenForm(forms.Form):
    """What stands on the page, so that something else is never signed or decided."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class SignForm(SeenForm):
    decision = forms.CharField(
        label=gettext_lazy("Nämndens beslut"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Datum och paragraf, eller diarienumret. Kan lämnas tomt."),
    )


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, round_key: str, unit_key: str) -> HttpResponse:
    """The reader sees exactly what is signed, on the same page as the button."""
    found = draft_or_404(request, round_key, unit_key)
    actor = actor_of(request)
    require(actor, Permission.APPROVE, found.unit.key)

    def do(fields: dict[str, Any]) -> HttpResponse:
        asked = {"decision": fields.get("decision", ""), "seen": request.POST.get("seen", "")}
        signing.sign(by=actor, report=found, **asked)
        messages.success(request, _("Signerat. Det du läste är sparat som det var, med kontrollsumma."))
        return _home(found)

    form = SignForm if signing_is_left(found) else forms.Form
    return _last_step(request, found, form, "reporting/sign.html", do)


def signing_is_left(found: Report) -> bool:
    return State(found.state) not in (State.SIGNED, State.FROZEN)


@require_http_methods(["GET", "POST"])
def freeze(request: HttpRequest, round_key: str, unit_key: str) -> HttpResponse:
    """What was signed becomes what is decided: verified first, never changed after."""
    found = draft_or_404(request, round_key, unit_key)
    actor = actor_of(request)
    require(actor, Permission.FREEZE, found.unit.key)

    def do(_fields: dict[str, Any]) -> HttpResponse:
        signing.freeze(by=actor, report=found, seen=request.POST.get("seen", ""))
        messages.success(request, _("Fastställt. Rapporten ändras inte mer; en rättelse blir en ny version."))
        return _home(found)

    return _last_step(request, found, SeenForm, "reporting/freeze.html", do)


def _last_step(
    request: HttpRequest,
    found: Report,
    form: type[forms.Form],
    template: str,
    do: Callable[[dict[str, Any]], HttpResponse],
) -> HttpResponse:
    """Should it be refused, the page shows what stands now, with the sum of that."""
    held = standing(found) if found.state in (State.SIGNED, State.FROZEN) else None
    document = held.sealed.document if held else document_of(found)
    now = {"seen": sum_of(held.signature.document if held else canonical(document))}
    typed = form(request.POST.dict() | now if request.method == "POST" else None, initial=now)
    context = {
        "report": found,
        "seen": held,
        "mark": mark_of(found.state),
        "read": read_signed(document, found) if held else read_report(document, found),
        "changed": changed_since_signed(found) if held else [],
        "may": found.state == (State.SIGNED if template.endswith("freeze.html") else State.APPROVED),
    }
    return fill_in(request, template, typed, context, do)
