"""Publications for those who are signed in: the list, one with its editions, publishing, withdrawing, comparing."""

import logging
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tertial.foundation.chart import Chart, all_charts
from tertial.goals.models import Plan
from tertial.goals.pages.reading import may_edit, plan_or_404, require_edit
from tertial.history import queries as history
from tertial.intake.actions.kept import refuse_large
from tertial.intake.models import Job
from tertial.organisation.access import require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.organisation.pages.reading import actor_of, fill_in, refusals_told
from tertial.organisation.roles import Permission
from tertial.publishing.actions import publishing as actions
from tertial.publishing.actions.templates import upload_template
from tertial.publishing.exports.files import KINDS
from tertial.publishing.exports.html import as_html
from tertial.publishing.exports.pictures import size_of
from tertial.publishing.models import Edition, Publication, WordTemplate
from tertial.publishing.pages.answers import file_of, page_answer
from tertial.publishing.pages.forms import CollectionForm, ManyForm, OpenForm, TemplateForm, WithdrawForm
from tertial.publishing.queries.freezing import frozen, report_of, round_of
from tertial.publishing.queries.publications import being_made, document_of_edition, publications, shown
from tertial.publishing.rules.compared import compare as compared
from tertial.reporting.pages.reading import report_or_404

log = logging.getLogger("tertial.publishing")

SMALL = 200  # a chart narrower than this is for a row of a list, and is not drawn larger


def publication_or_404(key: str) -> Publication:
    return get_object_or_404(publications(), key=key)


def _edition(publication: Publication, number: int) -> Edition:
    found = publication.editions.filter(number=number).first()
    if found is None:
        raise Http404(_("Versionen finns inte."))
    return found


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """Every document, and the plans that this person may publish but nobody has."""
    actor = actor_of(request)
    rows = [(each, shown(each)) for each in publications()]
    known = {each.subject for each, _edition in rows if each.subject}
    year = timezone.localdate().year
    plans = Plan.objects.filter(year__gte=year - 1).exclude(key__in=known).select_related("unit")
    context = {
        "rows": rows,
        "today": timezone.localdate(),
        "unpublished": [plan for plan in plans if may_edit(actor, plan.unit)],
        "may_city": actor.may(Permission.EDIT_CITY_GOALS),
        "queue": being_made(),
    }
    return render(request, "publishing/publications.html", context)


@require_GET
def publication(request: HttpRequest, key: str) -> HttpResponse:
    found = publication_or_404(key)
    may = may_edit(actor_of(request), found.unit)
    editions = list(found.editions.prefetch_related("files"))
    numbers = [each.number for each in editions if each.number]
    waiting = next((each for each in editions if each.state == Edition.State.WAITING), None)
    job = Job.objects.filter(key=waiting.job).first() if waiting and waiting.job else None
    context = {
        "publication": found,
        "today": timezone.localdate(),
        "shown": next((each for each in editions if each.state == Edition.State.READY), None),
        "editions": [each for each in editions if each.number or may],
        "pairs": list(pairwise(numbers)),
        "kinds": KINDS,
        "may": may,
        "waiting": waiting,
        "job": job,
        "source": _report_page(found) if found.kind == Publication.Kind.REPORT else "",
        "moments": history.timeline("publication", key, limit=12),
    }
    return render(request, "publishing/publication.html", context)


def _report_page(publication: Publication) -> str:
    round_key, _, unit_key = publication.subject.partition("--")
    return reverse("report_read", kwargs={"round_key": round_key, "unit_key": unit_key})


@require_POST
def again(request: HttpRequest, key: str) -> HttpResponse:
    """A new edition of what is published already."""
    found = publication_or_404(key)
    actor = actor_of(request)
    with refusals_told(request):
        if found.kind == Publication.Kind.PLAN:
            actions.publish_plan(by=actor, plan=plan_or_404(found.subject))
        elif found.kind == Publication.Kind.REPORT:
            actions.publish_report(by=actor, report=report_of(found))
        elif found.kind == Publication.Kind.THEME:
            actions.publish_theme(by=actor, round_=round_of(found))
        else:
            actions.publish_collection(by=actor, unit=found.unit, kind=found.kind, year=found.year)
    return redirect("publication", key=key)


@require_POST
def publish_plan(request: HttpRequest, key: str) -> HttpResponse:
    plan = plan_or_404(key)
    with refusals_told(request):
        made = actions.publish_plan(by=actor_of(request), plan=plan)
        return redirect("publication", key=made.publication.key)
    return redirect("plan", key=key)


@require_POST
def publish_report(request: HttpRequest, round_key: str, unit_key: str) -> HttpResponse:
    report = report_or_404(request, round_key, unit_key)
    with refusals_told(request):
        made = actions.publish_report(by=actor_of(request), report=report)
        return redirect("publication", key=made.publication.key)
    return redirect("report_read", round_key=round_key, unit_key=unit_key)


@require_GET
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """The plan as the document it would become now, for whoever may read the plan. Nothing is kept."""
    plan = plan_or_404(key)
    made = Publication(
        kind=Publication.Kind.PLAN, unit=plan.unit, subject=plan.key, year=plan.year, name=str(plan)
    )
    edition = Edition(publication=made, data=frozen(made), published_at=timezone.now())
    return page_answer(as_html(document_of_edition(edition)).encode())


@require_GET
def file(request: HttpRequest, key: str, number: int, kind: str) -> HttpResponse:
    found = publication_or_404(key)
    edition = _edition(found, number)
    if edition.state != Edition.State.READY and not may_edit(actor_of(request), found.unit):
        raise Http404(_("Versionen är tillbakadragen."))
    return file_of(edition, kind)


@require_GET
def compare(request: HttpRequest, key: str, old: int, new: int) -> HttpResponse:
    found = publication_or_404(key)
    before, after = _edition(found, min(old, new)), _edition(found, max(old, new))
    if before.pk == after.pk:
        raise Http404(_("Välj två olika versioner att jämföra."))
    changes = compared(*(document_of_edition(each, with_links=False) for each in (before, after)))
    context = {"publication": found, "old": before, "new": after, "changes": changes}
    return render(request, "publishing/compare.html", context)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, key: str, number: int) -> HttpResponse:
    found = publication_or_404(key)
    actor = actor_of(request)
    require_edit(actor, found.unit)
    edition = _edition(found, number)

    def do(values: dict[str, Any]) -> HttpResponse:
        actions.withdraw(by=actor, edition=edition, reason=values["reason"])
        messages.success(request, _("Version %(number)s är tillbakadragen.") % {"number": number})
        return redirect("publication", key=key)

    context = {"publication": found, "edition": edition}
    return fill_in(request, "publishing/withdraw.html", WithdrawForm(request.POST or None), context, do)


@require_POST
def stop(request: HttpRequest, key: str) -> HttpResponse:
    found = publication_or_404(key)
    waiting = get_object_or_404(found.editions, state=Edition.State.WAITING)
    with refusals_told(request):
        actions.stop(by=actor_of(request), edition=waiting)
    return redirect("publication", key=key)


@require_http_methods(["GET", "POST"])
def open_(request: HttpRequest, key: str) -> HttpResponse:
    """Who may read it, and from when."""
    found = publication_or_404(key)
    actor = actor_of(request)
    require_edit(actor, found.unit)
    initial = {"is_open": found.is_open, "launched_on": found.launched_on or timezone.localdate()}

    def do(values: dict[str, Any]) -> HttpResponse:
        actions.set_open(by=actor, publication=found, **values)
        messages.success(request, _("Sparat."))
        return redirect("publication", key=key)

    form = OpenForm(request.POST or None, initial=initial)
    return fill_in(request, "publishing/open.html", form, {"publication": found}, do)


@require_http_methods(["GET", "POST"])
def collection(request: HttpRequest) -> HttpResponse:
    """The goal chain or the indicators of the whole city."""
    actor = actor_of(request)
    require(actor, Permission.EDIT_CITY_GOALS)
    unit = get_object_or_404(Unit, kind="council")

    def do(values: dict[str, Any]) -> HttpResponse:
        made = actions.publish_collection(by=actor, unit=unit, **values)
        return redirect("publication", key=made.publication.key)

    form = CollectionForm(request.POST or None, initial={"year": timezone.localdate().year})
    return fill_in(request, "publishing/collection.html", form, {}, do)


@require_http_methods(["GET", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """Every board's plan of a year, one after another in the queue. What has not changed is left as it is."""
    actor = actor_of(request)
    require(actor, Permission.EDIT_CITY_GOALS)

    def do(values: dict[str, Any]) -> HttpResponse:
        plans = [
            p
            for p in Plan.objects.filter(year=values["year"]).select_related("unit")
            if may_edit(actor, p.unit)
        ]
        asked, broken = 0, []
        for plan in plans:
            try:
                actions.publish_plan(by=actor, plan=plan)
                asked += 1
            except Refused:
                continue  # nothing new in that one
            except Exception:  # one that is broken does not keep the others from being published
                log.exception("the plan %s could not be frozen", plan.key)
                broken.append(str(plan))
        messages.success(request, _("%(count)s planer framställs, en i taget.") % {"count": asked})
        if broken:
            said = _("De här kunde inte publiceras, och felet är loggat: %(plans)s.")
            messages.error(request, said % {"plans": ", ".join(broken)})
        return redirect("publications")

    form = ManyForm(request.POST or None, initial={"year": timezone.localdate().year})
    return fill_in(request, "publishing/many.html", form, {}, do)


@require_http_methods(["GET", "POST"])
def template(request: HttpRequest) -> HttpResponse:
    """The city's own Word template."""
    actor = actor_of(request)
    require(actor, Permission.EDIT_CITY_GOALS)

    def do(values: dict[str, Any]) -> HttpResponse:
        given = values["file"]
        refuse_large(given.size)
        upload_template(by=actor, name=given.name, content=given.read())
        messages.success(request, _("Mallen används från och med nästa publicering."))
        return redirect("word_template")

    form = TemplateForm(request.POST or None, request.FILES or None)
    context = {"newest": WordTemplate.objects.first(), "upload": True}
    return fill_in(request, "publishing/template.html", form, context, do)


@override("sv")
def _drawn(chart: Chart) -> SafeString:
    """The samples are Swedish, and so are then the words around them."""
    return mark_safe(chart.svg(chart.sample))  # noqa: S308, our charts escape every text


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every chart with its sample."""
    drawn = [(each, _drawn(each)) for each in all_charts().values()]
    charts = [(each.title, each.explanation, svg, size_of(svg)[0] < SMALL) for each, svg in drawn]
    return render(request, "publishing/gallery.html", {"charts": charts})
