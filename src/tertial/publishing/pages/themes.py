"""The consolidated report of a themed round as a draft: on the page, and as Word, PDF, Markdown and more."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tertial.intake.models import Job
from tertial.organisation.pages.reading import actor_of, refusals_told
from tertial.publishing.actions.drafting import WORK, build_draft, draft_of
from tertial.publishing.actions.publishing import publish_theme
from tertial.publishing.exports.files import KINDS, files
from tertial.publishing.models import Publication
from tertial.publishing.pages.answers import page_answer
from tertial.publishing.queries.publications import draft_content, publications
from tertial.reporting.actions.consolidating import choose_contents
from tertial.reporting.pages.theme_answers import theme_or_404, theme_tabs
from tertial.reporting.queries.theme_document import contents_of, document_of
from tertial.reporting.queries.themed import gathered

SLOW = ("docx", "pdf")  # made by the worker


class ContentsForm(forms.Form):
    shows_silent = forms.BooleanField(
        label=gettext_lazy(
            "Ta med vilka som inte har svarat, inte deltar eller skrev samma som förra gången"
        ),
        required=False,
    )
    shows_answers = forms.BooleanField(
        label=gettext_lazy("Ta med alla svar i sin helhet, sist"), required=False
    )


@require_http_methods(["GET", "POST"])
def document(request: HttpRequest, key: str, ready: Job | None = None) -> HttpResponse:
    """As it would be now, with what it shall hold; `ready`: the draft that was just built."""
    found = theme_or_404(request, key)
    chosen = contents_of(found)
    form = ContentsForm(
        request.POST or None,
        initial={"shows_silent": chosen.shows_silent, "shows_answers": chosen.shows_answers},
    )
    if request.method == "POST" and form.is_valid():
        choose_contents(by=actor_of(request), round_=found, **form.cleaned_data)
        messages.success(request, _("Dokumentet är byggt om."))
        return redirect("theme_document", key=key)
    seen = gathered(found)
    made, _data = draft_of(found, document_of(found, seen, chosen))
    context = {
        "round": found,
        "seen": seen,
        "taken": len(seen.taken),
        "tabs": theme_tabs(key),
        "tab": reverse("theme_document", kwargs={"key": key}),
        "form": form,
        "document": made,
        "kinds": [each for each in KINDS.values() if each.code not in ("json", "txt")],
        "slow": SLOW,
        "publication": publications().filter(kind=Publication.Kind.THEME, subject=key).first(),
        "ready": ready,
    }
    return render(request, "publishing/theme_document.html", context)


@require_GET
def file(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The same document in one of the kinds that are made at once; nothing is kept."""
    found = theme_or_404(request, key)
    if kind in SLOW or kind not in KINDS:
        raise Http404(_("Filen finns inte."))
    content = dict(files(*draft_of(found)))[kind]()
    return page_answer(content) if kind == "html" else _saved(content, key, kind)


@require_POST
def build(request: HttpRequest, key: str) -> HttpResponse:
    """A draft as Word or PDF: made in the background, with its progress on a page of its own."""
    found = theme_or_404(request, key)
    with refusals_told(request):
        job = build_draft(by=actor_of(request), round_=found, kind=request.POST.get("kind", ""))
        return redirect("job", key=job.key)
    return redirect("theme_document", key=key)


@require_GET
def built(request: HttpRequest, key: str, job: str) -> HttpResponse:
    """The document's page, which fetches the draft; with `?fil` the file itself."""
    found = theme_or_404(request, key)
    done = Job.objects.filter(key=job, work=WORK, state=Job.State.DONE, arguments__round=found.key).first()
    if done is None:
        raise Http404(_("Filen finns inte."))
    if "fil" not in request.GET:
        return document(request, key, done)
    kind = done.arguments["kind"]
    with refusals_told(request):
        content = draft_content(done.answer["sha256"])
        return _saved(content, key, kind)
    return redirect("theme_document", key=key)


@require_POST
def publish(request: HttpRequest, key: str) -> HttpResponse:
    found = theme_or_404(request, key)
    with refusals_told(request):
        made = publish_theme(by=actor_of(request), round_=found)
        return redirect("publication", key=made.publication.key)
    return redirect("theme_document", key=key)


def _saved(content: bytes, key: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=KINDS[kind].mime)
    response["Content-Disposition"] = f'attachment; filename="{key}-sammanstallning.{kind}"'
    return response
