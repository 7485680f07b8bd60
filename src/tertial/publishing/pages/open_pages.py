"""What everybody may read without signing in: only editions that are open, launched and given out; nothing living."""

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tertial.organisation.profile import current_profile
from tertial.publishing.exports.files import KINDS
from tertial.publishing.models import Edition, Publication
from tertial.publishing.pages.answers import file_of, without_policy
from tertial.publishing.queries.publications import open_publications, shown
from tertial.publishing.rules.of_measures import as_csv


def _open_or_404(key: str) -> tuple[Publication, Edition]:
    """One answer for what does not exist, is not open and is not launched: nothing is told of drafts."""
    found = get_object_or_404(open_publications(), key=key)
    edition = shown(found)
    if edition is None:
        raise Http404
    return found, edition


@login_not_required
@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    rows = [(each, shown(each)) for each in open_publications()]
    context = {"rows": rows, "city": current_profile().city.name, "measures": _measures()}
    return render(request, "publishing/open_list.html", context)


@login_not_required
@require_GET
def publication(request: HttpRequest, key: str) -> HttpResponse:
    """The newest edition, and those before it, withdrawn ones with their reason."""
    found, edition = _open_or_404(key)
    files = list(edition.files.all())
    before = [each for each in found.editions.all() if each.number and each.pk != edition.pk]
    context = {"publication": found, "edition": edition, "files": files, "kinds": KINDS, "before": before}
    return render(request, "publishing/open_publication.html", context)


@login_not_required
@without_policy()
@require_GET
def file(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    return file_of(_open_or_404(key)[1], kind)


def _measures() -> dict[str, dict[str, Any]]:
    """The indicators of the newest open collection, by key."""
    newest = open_publications().filter(kind=Publication.Kind.MEASURES).first()
    edition = shown(newest) if newest else None
    if edition is None:
        return {}
    return {each["key"]: each for each in edition.data["measures"]}


def _measure_or_404(key: str) -> dict[str, Any]:
    found = _measures().get(key)
    if found is None:
        raise Http404(_("Indikatorn finns inte bland det som är öppet."))
    return found


@login_not_required
@require_GET
def measure(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "publishing/open_measure.html", {"measure": _measure_or_404(key)})


@login_not_required
@require_GET
def measure_json(request: HttpRequest, key: str) -> HttpResponse:
    found = {"schema": "tertial.measure/1", **_measure_or_404(key)}
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})


@login_not_required
@require_GET
def measure_csv(request: HttpRequest, key: str) -> HttpResponse:
    response = HttpResponse(as_csv(_measure_or_404(key)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return response


@login_not_required
@require_GET
def feed(request: HttpRequest) -> HttpResponse:
    """Atom: one entry for each document, dated when its newest edition was given out."""
    base = request.build_absolute_uri("/").rstrip("/")
    rows = [(each, edition) for each in open_publications()[:50] if (edition := shown(each)) is not None]
    rows.sort(key=lambda row: row[1].published_at, reverse=True)
    updated = rows[0][1].published_at.isoformat() if rows else "2026-01-01T00:00:00+00:00"
    own = base + reverse("open_feed")
    entries = "".join(
        f"<entry><id>{escape(base + reverse('open_publication', kwargs={'key': each.key}))}</id>"
        f"<title>{escape(f'{each.name}, version {edition.number}')}</title>"
        f"<updated>{edition.published_at.isoformat()}</updated><author><name>{escape(each.unit.name)}</name></author>"
        f"<link href={quoteattr(base + reverse('open_publication', kwargs={'key': each.key}))}/></entry>"
        for each, edition in rows
    )
    city = escape(current_profile().city.name)
    body = (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="sv">'
        f"<id>{escape(own)}</id><title>{city}</title><updated>{updated}</updated>"
        f'<link rel="self" href={quoteattr(own)}/>{entries}</feed>'
    )
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
