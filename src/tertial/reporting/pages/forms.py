"""The city's forms: as they look to whoever answers, and a copy to change in the web before it is given out."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tertial.history import queries as history
from tertial.organisation.access import require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.pages.reading import actor_of, fill_in
from tertial.organisation.pages.reading import told as told_refusal
from tertial.organisation.profile import every_kind
from tertial.organisation.roles import Permission
from tertial.reporting.actions import forms as actions
from tertial.reporting.models import FormVersion
from tertial.reporting.pages.form_fields import (
    FormHeadForm,
    QuestionForm,
    SectionForm,
    of_question,
    of_section,
    question_in,
    section_in,
)
from tertial.reporting.pages.form_shown import shown_sections
from tertial.reporting.pages.reading import told
from tertial.reporting.queries.forms import FormRow, find_form, names_in, units_in
from tertial.reporting.queries.forms import forms as every_form
from tertial.reporting.rules import form_edit
from tertial.reporting.rules.forms import Asked, Form, Question, Section, asked_of

NEW = "ny"


@require_GET
def forms(request: HttpRequest) -> HttpResponse:
    may = actor_of(request).may(Permission.RUN_ROUNDS)
    return render(request, "reporting/forms.html", {"rows": every_form(), "may_run": may})


def _row(key: str) -> FormRow:
    found = find_form(key)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, key: str) -> HttpResponse:
    """How it looks to each kind of unit. Changing it begins with a copy of one's own."""
    actor, row = actor_of(request), _row(key)
    if request.method == "POST":
        return _begun(request, row)
    context = {
        "row": row,
        "may_run": actor.may(Permission.RUN_ROUNDS),
        "versions": FormVersion.objects.filter(key=key, is_draft=False).order_by("-number"),
        "moments": history.timeline("form", key),
    }
    return render(request, "reporting/form.html", context | _preview(request, row.form))


def _begun(request: HttpRequest, row: FormRow) -> HttpResponse:
    """The copy keeps its key, or gets one of its own where it is to be another form."""
    actor, source = actor_of(request), row.form
    if request.POST.get("do") == "copy":
        title = _("%(title)s, kopia") % {"title": source.title}
        taken = [each.key for each in every_form()]
        source = replace(source, title=title, key=form_edit.new_key(title, taken))
    draft = actions.start_draft(by=actor, form=source)
    return redirect("form_draft", key=draft.key)


def _preview(request: HttpRequest, shown: Form) -> dict[str, Any]:
    kinds = every_kind()
    chosen = request.GET.get("slag", "")
    chosen = chosen if chosen in dict(kinds) else ""
    sections = asked_of(shown, Asked("", chosen)) if chosen else shown.sections
    return {
        "form": shown,
        "kinds": kinds,
        "chosen": chosen,
        "sections": shown_sections(sections, names_in(shown)),
    }


def _draft(request: HttpRequest, key: str) -> FormVersion:
    require(actor_of(request), Permission.RUN_ROUNDS)
    found = _row(key).draft
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """The copy as a list of what is asked: add, change, move, take away; then give it out."""
    found = _draft(request, key)
    if request.method == "POST":
        try:
            return _done(request, found)
        except Refused as refusal:
            messages.error(request, told_refusal(refusal))
            return redirect("form_draft", key=key)
    context = {
        "draft": found,
        "form": found.form,
        "sections": shown_sections(found.form.sections, names_in(found.form)),
        "wrong": [
            (each, told(each.sentence)) for each in form_edit.wrong_with(found.form, units_in(found.form))
        ],
        "seen": found.made_at.isoformat(),
    }
    return render(request, "reporting/form_draft.html", context)


def _done(request: HttpRequest, found: FormVersion) -> HttpResponse:
    actor = actor_of(request)
    deed, *about = request.POST.get("do", "").split(":")
    if deed == "publish":
        actions.publish_draft(by=actor, draft=found)
        messages.success(request, _("Formuläret är utgivet. Omgångar kan fråga med det från och med nu."))
        return redirect("form", key=found.key)
    if deed == "drop":
        actions.drop_draft(by=actor, draft=found)
        messages.success(request, _("Kopian är borttagen."))
        return redirect("forms")
    changed = _changed(found.form, deed, about)
    if changed is None:
        raise Http404
    actions.change_draft(by=actor, draft=found, form=changed, seen=request.POST.get("seen", ""))
    return redirect("form_draft", key=found.key)


def _changed(form: Form, deed: str, about: list[str]) -> Form | None:
    match deed, about:
        case (("up" | "down"), [section]):
            return form_edit.move_section(form, section, -1 if deed == "up" else 1)
        case (("up" | "down"), [section, question]):
            return form_edit.move_question(form, section, question, -1 if deed == "up" else 1)
        case "remove", [section]:
            return form_edit.remove_section(form, section)
        case "remove", [section, question]:
            return form_edit.remove_question(form, section, question)
        case _:
            return None


@require_http_methods(["GET", "POST"])
def head(request: HttpRequest, key: str) -> HttpResponse:
    """Its name and first words."""
    found = _draft(request, key)
    now = found.form
    typed = FormHeadForm(request.POST or None, initial={"title": now.title, "text": now.text})
    return _piece(
        request,
        found,
        typed,
        _("Formulärets namn"),
        lambda: replace(now, title=typed.cleaned_data["title"], text=typed.cleaned_data["text"]),
    )


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, key: str, section: str) -> HttpResponse:
    found = _draft(request, key)
    before = _section(found.form, section)
    initial = of_section(before) if before else {"each": "once"}
    typed = SectionForm(request.POST or None, initial=initial)
    title = before.title if before else _("Nytt avsnitt")
    return _piece(
        request,
        found,
        typed,
        title,
        lambda: form_edit.put_section(found.form, section_in(typed, found.form, before)),
    )


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, key: str, section: str, question: str) -> HttpResponse:
    found = _draft(request, key)
    home = found.form.section(section)
    if home is None:
        raise Http404
    before = _question(home, question)
    initial = of_question(before) if before else {"kind": "text"}
    typed = QuestionForm(request.POST or None, initial=initial)
    title = before.text if before else _("Ny fråga i %(section)s") % {"section": home.title}
    return _piece(
        request,
        found,
        typed,
        title,
        lambda: form_edit.put_question(found.form, section, question_in(typed, found.form, before)),
    )


def _section(form: Form, key: str) -> Section | None:
    found = form.section(key)
    if found is None and key != NEW:
        raise Http404
    return found


def _question(home: Section, key: str) -> Question | None:
    found = next((each for each in home.questions if each.key == key), None)
    if found is None and key != NEW:
        raise Http404
    return found


def _piece(
    request: HttpRequest, found: FormVersion, typed: Any, title: str, changed: Callable[[], Form]
) -> HttpResponse:
    """One piece to fill in; `seen` goes with it, so that nobody's change is written over."""

    def do(_fields: dict[str, Any]) -> HttpResponse:
        seen = request.POST.get("seen", "")
        actions.change_draft(by=actor_of(request), draft=found, form=changed(), seen=seen)
        messages.success(request, _("Sparat i kopian."))
        return redirect("form_draft", key=found.key)

    context = {"draft": found, "title": title, "seen": request.POST.get("seen", found.made_at.isoformat())}
    return fill_in(request, "reporting/form_piece.html", typed, context, do)
