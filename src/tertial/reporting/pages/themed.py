"""A board answers a themed follow-up: every question on one page, with the words of last time under it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tertial.organisation.access import Actor, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Person
from tertial.organisation.pages.forms import PersonChoice
from tertial.organisation.pages.reading import CONFLICT, UNPROCESSABLE, actor_of, fill_in, number_in
from tertial.organisation.pages.reading import told as told_refusal
from tertial.organisation.roles import Permission
from tertial.reporting.actions.answers import Conflict, nothing_new, save_answer
from tertial.reporting.actions.themed import give_question, hand_back, take_no_part, take_part
from tertial.reporting.models import Answer, Exemption, GivenQuestion, Report
from tertial.reporting.pages.autosave import keep
from tertial.reporting.pages.own_files import takes_files
from tertial.reporting.pages.pieces import address_of
from tertial.reporting.pages.reading import answer_or_404, draft_or_404, mark_of, told_lock
from tertial.reporting.queries.readable import may_answer
from tertial.reporting.queries.sheet import PartSheet, ReportSheet, Row, report_sheet
from tertial.reporting.queries.themed import (
    Earlier,
    colleagues,
    earlier_in,
    given_in,
    round_before,
    words_before,
    words_of,
)
from tertial.reporting.rules.forms import FormKind, QuestionKind
from tertial.reporting.rules.states import OPEN, State, Step
from tertial.reporting.rules.themed import (
    Block,
    Standing,
    blocks,
    label_for,
    standing,
    update_in,
    with_update,
)
from tertial.reporting.rules.typed import Typed, word_count


@dataclass(frozen=True)
class Ask:
    """One question on the page. `mode`: first (nothing of before), update, whole (written anew), same, read."""

    row: Row
    mode: str
    earlier: Earlier | None
    label: str  # of an update written now
    value: str
    given: GivenQuestion | None
    suggested: Person | None = None
    is_mine: bool = False  # given to whoever reads
    error: str = ""

    @property
    def pk(self) -> int:
        return self.row.answer.pk

    @property
    def field(self) -> str:
        return "update" if self.mode == "update" else "text"

    @property
    def shown(self) -> list[Block]:
        """Where it cannot be written: what stands there."""
        answer = self.row.answer
        return blocks(self.earlier.words if answer.is_same and self.earlier else answer.text)

    @property
    def before(self) -> list[Block]:
        return blocks(self.earlier.words) if self.earlier else []

    @property
    def standing(self) -> Standing:
        before = self.earlier.words if self.earlier else None
        return standing(self.row.answer.text, before, is_same=self.row.answer.is_same)

    @property
    def words(self) -> int:
        return word_count(self.value)


@dataclass(frozen=True)
class Area:
    """A focus area with its questions."""

    part: PartSheet
    asks: list[Ask]
    lock: str


@dataclass
class _Came:
    """What could not be kept of what was posted."""

    typed: dict[int, str] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)


def _themed_or_404(request: HttpRequest, round_key: str, unit_key: str) -> Report:
    found = draft_or_404(request, round_key, unit_key)
    if found.round.kind != FormKind.THEMED:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def answers(request: HttpRequest, round_key: str, unit_key: str) -> HttpResponse:
    found = _themed_or_404(request, round_key, unit_key)
    if request.method == "POST":
        return _posted(request, found)
    return _show(request, found)


def _show(request: HttpRequest, found: Report, came: _Came | None = None) -> HttpResponse:
    actor, came = actor_of(request), came or _Came()
    sheet = report_sheet(found, actor)
    areas = _areas(sheet, actor, request.GET.getlist("hela"), came)
    asks = [each for area in areas for each in area.asks]
    may_report = actor.may(Permission.REPORT, found.unit.key)
    before = round_before(found.round)
    contact = found.round.contacts.filter(unit=found.unit).select_related("person").first()
    context = {
        "report": found,
        "sheet": sheet,
        "areas": areas,
        "asked": len(asks),
        "answered": sum(1 for each in asks if each.standing is not Standing.EMPTY),
        "before_period": before.when if before else None,
        "contact": contact.person if contact else None,
        "mark": mark_of(found.state),
        "may_write": any(each.mode != "read" for each in asks),
        "may_report": may_report,
        "may_send": takes_files(found.round) and may_answer(actor, found),
        "may_decline": may_report and State(found.state) in OPEN,
        "may_submit": any(step.step is Step.SUBMIT for area in areas for step in area.part.steps),
        "colleagues": colleagues(found, actor) if may_report else [],
        "summary": [(pk, text) for pk, text in came.errors.items()],
    }
    status = UNPROCESSABLE if came.errors else CONFLICT if came.conflicts else 200
    return render(request, "reporting/themed_answers.html", context, status=status)


def _areas(sheet: ReportSheet, actor: Actor, whole: Sequence[str], came: _Came) -> list[Area]:
    report = sheet.report
    earlier, given = earlier_in(report), given_in(report)
    may_give = actor.may(Permission.REPORT, report.unit.key)
    people = {each.key: each for each in _people(earlier)} if may_give else {}
    found = []
    for part in sheet.parts:
        asks = []
        for row in part.rows:
            one = given.get(row.question.key)
            before = earlier.get(row.answer.pk)
            mine = one is not None and one.person_id == actor.person.pk
            may = part.may_write or (mine and part.state in OPEN and not part.exempt)
            suggested = people.get(before.by) if before and one is None else None
            ask = _ask(report, row, before, may, str(row.answer.pk) in whole)
            asks.append(
                Ask(
                    row,
                    ask[0],
                    before,
                    ask[1],
                    came.typed.get(row.answer.pk, ask[2]),
                    one,
                    suggested if suggested and suggested.pk != actor.person.pk else None,
                    mine,
                    came.errors.get(row.answer.pk, ""),
                )
            )
        found.append(Area(part, asks, told_lock(part.lock)))
    return found


def _people(earlier: dict[int, Earlier]) -> list[Person]:
    keys = {each.by for each in earlier.values() if each.by}
    return list(Person.objects.filter(key__in=keys, is_active=True)) if keys else []


def _ask(report: Report, row: Row, before: Earlier | None, may: bool, is_whole: bool) -> tuple[str, str, str]:
    """How it is written now, the label of an update, and what stands in the field."""
    text = row.answer.text
    words = before.words if before else ""
    label = label_for(report.round.when, words)
    if not may or row.question.kind is not QuestionKind.TEXT:
        return "read", label, text
    if not words:
        return "first", label, text
    if row.answer.is_same:
        return "same", label, ""
    if is_whole:
        return "whole", label, text or words
    added = update_in(text, words, label)
    return ("whole", label, text) if added is None else ("update", label, added)


def _typed(answer: Answer, data: dict[str, str]) -> Typed | None:
    """One save: an update is put after the words of before."""
    if "update" in data:
        before = words_before(answer)
        return Typed(
            text=with_update(before, label_for(answer.part.report.round.when, before), data["update"])
        )
    return Typed(text=data["text"]) if "text" in data else None


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """One question, while somebody writes."""
    answer = answer_or_404(request, pk)
    if answer.part.report.round.kind != FormKind.THEMED:
        raise Http404
    typed = _typed(answer, {name: request.POST[name] for name in ("update", "text") if name in request.POST})
    if typed is None:
        raise Http404
    return keep(request, answer, typed)


def _posted(request: HttpRequest, found: Report) -> HttpResponse:
    """The whole page at once, as browsers without script send it; then what was asked is done."""
    actor = actor_of(request)
    came = _keep(request, found, actor)
    if came.errors or came.conflicts:
        return _show(request, found, came)
    deed, _colon, about = request.POST.get("do", "save").partition(":")
    try:
        return _do(request, found, actor, deed, about)
    except Refused as refusal:
        number = about.partition(":")[0]
        came.errors[number_in(number)] = told_refusal(refusal)
        return _show(request, found, came)


def _keep(request: HttpRequest, found: Report, actor: Actor) -> _Came:
    came = _Came()
    for answer in _answers(found):
        version = request.POST.get(f"{answer.pk}-version", "")
        fields = {
            name: request.POST[f"{answer.pk}-{name}"]
            for name in ("update", "text")
            if f"{answer.pk}-{name}" in request.POST
        }
        typed = _typed(answer, fields)
        if typed is None or typed.text is None or not version.isdecimal():
            continue
        if typed.text.split() == answer.text.split() or (
            answer.is_same and not fields.get("update", "").strip()
        ):
            continue  # as it stood
        try:
            kept = save_answer(by=actor, answer=answer, typed=typed, version=number_in(version))
        except Refused as refusal:
            came.typed[answer.pk] = next(iter(fields.values()))
            came.errors[answer.pk] = told_refusal(refusal)
        else:
            if isinstance(kept, Conflict):
                came.conflicts.append(kept)
    return came


def _answers(found: Report) -> list[Answer]:
    rows = Answer.objects.filter(part__report=found).select_related(
        "part__report__round", "part__report__unit", "part__report__form_version", "before"
    )
    return list(rows.order_by("part__place", "place"))


def _do(request: HttpRequest, found: Report, actor: Actor, deed: str, about: str) -> HttpResponse:
    number, _colon, person = about.partition(":")
    if deed == "done":
        return redirect(address_of("report_submit", found))
    if deed == "save":
        messages.success(request, _("Sparat."))
        return redirect(request.path)
    answer = next((each for each in _answers(found) if str(each.pk) == number), None)
    if answer is None:
        raise Http404
    here = redirect(f"{request.path}#f{answer.pk}")
    match deed:
        case "same" | "other":
            nothing_new(by=actor, answer=answer, version=answer.version, is_same=deed == "same")
        case "whole":
            return redirect(f"{request.path}?hela={answer.pk}#f{answer.pk}")
        case "give":
            _give(request, found, actor, answer, person)
        case "back":
            give_question(by=actor, report=found, question=answer.question, person=None)
        case "ready":
            _ready(request, found, actor, answer)
        case _:
            raise Http404
    return here


def _give(request: HttpRequest, found: Report, actor: Actor, answer: Answer, key: str) -> None:
    person = Person.objects.filter(key=key, is_active=True).first()
    if person is None:
        raise Refused(_("Välj en person i listan"))
    give_question(by=actor, report=found, question=answer.question, person=person)
    text = _("%(who)s har fått fråga %(question)s och får veta det nu.")
    messages.success(request, text % {"who": person.name, "question": answer.question})


def _ready(request: HttpRequest, found: Report, actor: Actor, answer: Answer) -> None:
    given = given_in(found).get(answer.question)
    if given is None:
        raise Http404
    if not words_of(answer).strip():
        raise Refused(_("Skriv ett svar först."))
    hand_back(by=actor, given=given)
    messages.success(
        request, _("Tack! De som rapporterar för %(unit)s får veta det nu.") % {"unit": found.unit.name}
    )


class GiveForm(forms.Form):
    person: Any = PersonChoice(label=gettext_lazy("Kollega"))


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """To anybody in the city, also one without a role in the board."""
    answer = answer_or_404(request, pk)
    found, actor = answer.part.report, actor_of(request)
    require(actor, Permission.REPORT, found.unit.key)
    form = GiveForm(request.POST or None)
    address = f"{address_of('report_themed', found)}#f{answer.pk}"

    def do(fields: dict[str, Any]) -> HttpResponse:
        _give(request, found, actor, answer, fields["person"].key)
        return redirect(address)

    question = found.form_version.form.question(answer.question)
    context = {"report": found, "part": question.text if question else answer.question, "back": address}
    return fill_in(request, "reporting/give.html", form, context, do)


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Varför deltar ni inte?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Stadsledningskontoret läser det, och det kan stå i sammanställningen."),
        error_messages={"required": gettext_lazy("Skriv varför ni inte deltar")},
        max_length=2000,
    )


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, round_key: str, unit_key: str) -> HttpResponse:
    """Taking no part is an answer, with its reason; it can be taken back as long as the round is open."""
    found = _themed_or_404(request, round_key, unit_key)
    actor = actor_of(request)
    require(actor, Permission.REPORT, found.unit.key)
    home = address_of("report_themed", found)
    if request.method == "POST" and request.POST.get("do") == "join":
        take_part(by=actor, report=found)
        messages.success(request, _("Ni deltar igen. Det ni hade skrivit finns kvar."))
        return redirect(home)
    form = DeclineForm(request.POST or None)

    def do(fields: dict[str, Any]) -> HttpResponse:
        take_no_part(by=actor, report=found, reason=fields["reason"])
        messages.success(request, _("Tack, ert svar är att ni inte deltar. Ni kan ändra er."))
        return redirect(home)

    declined = Exemption.objects.filter(report=found, section="").first()
    form.initial["reason"] = declined.reason if declined else ""
    context = {"report": found, "back": home, "declined": declined}
    return fill_in(request, "reporting/themed_decline.html", form, context, do)
