"""What everybody may read without signing in: only editions that are open, launched and given out; nothing living."""

from typing import Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tertial.foundation.words import N_
from tertial.organisation.profile import current_profile
from tertial.publishing.exports.files import KINDS
from tertial.publishing.models import Edition, Publication
from tertial.publishing.pages.answers import file_of
from tertial.publishing.queries.publications import open_but_withdrawn, open_edition, open_publications, shown
from tertial.publishing.rules.of_chain import of_unit, tree
from tertial.publishing.rules.of_measures import as_csv, grid, large_figure

GONE = 410
GROUPS = (  # what the documents are called together, in the order they are shown
    (N_("Planer"), (Publication.Kind.PLAN,)),
    (N_("Rapporter"), (Publication.Kind.REPORT,)),
    (N_("Sammanställningar"), (Publication.Kind.THEME,)),
    (N_("Mål och indikatorer i sin helhet"), (Publication.Kind.CHAIN, Publication.Kind.MEASURES)),
)


def _open_or_404(key: str) -> tuple[Publication, Edition]:
    """One answer for what does not exist, is not open and is not launched: nothing is told of drafts."""
    found = get_object_or_404(open_publications(), key=key)
    edition = shown(found)
    if edition is None:
        raise Http404
    return found, edition


@login_not_required
@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    """The goals, the indicators, and every open document by what it is."""
    rows = [(each, shown(each)) for each in open_publications()]
    groups = [(name, [row for row in rows if row[0].kind in kinds]) for name, kinds in GROUPS if rows]
    chain = open_edition(Publication.Kind.CHAIN)
    context = {
        "groups": [(name, found) for name, found in groups if found],
        "city": current_profile().city.name,
        "measures": _measures(),
        "goals": len(chain.data["goals"]) if chain else 0,
        "count": len(rows),
    }
    return render(request, "publishing/open_list.html", context)


@login_not_required
@require_safe
def publication(request: HttpRequest, key: str) -> HttpResponse:
    """The newest edition, and those before it, withdrawn ones with their reason."""
    gone = open_but_withdrawn().filter(key=key).first()
    if gone is not None:
        return render(request, "publishing/open_withdrawn.html", {"publication": gone}, status=GONE)
    found, edition = _open_or_404(key)
    files = list(edition.files.all())
    before = [each for each in found.editions.all() if each.number and each.pk != edition.pk]
    context = {"publication": found, "edition": edition, "files": files, "kinds": KINDS, "before": before}
    return render(request, "publishing/open_publication.html", context)


@login_not_required
@require_safe
def earlier_file(request: HttpRequest, key: str, number: int, kind: str) -> HttpResponse:
    """A file of one edition, the newest or one before; not of one that is withdrawn."""
    found, _newest = _open_or_404(key)
    return file_of(get_object_or_404(found.editions, number=number, state=Edition.State.READY), kind)


@login_not_required
@require_safe
def chain(request: HttpRequest) -> HttpResponse:
    """The goals as they stand under each other, with their indicators; those of one unit if it is asked for."""
    edition = open_edition(Publication.Kind.CHAIN)
    if edition is None:
        raise Http404(_("Målkedjan är inte öppen."))
    goals = edition.data["goals"]
    units = sorted({goal["unit"] for goal in goals})
    unit = request.GET.get("enhet", "")
    context = {
        "edition": edition,
        "city": current_profile().city.name,
        "branches": tree(of_unit(goals, unit) if unit in units else goals),
        "units": units,
        "unit": unit if unit in units else "",
        "measures": _measures(),
    }
    return render(request, "publishing/open_chain.html", context)


@login_not_required
@require_safe
def explained(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Where a number in a document leads: into the service for who is signed in, to what is open for others."""
    inside = reverse({"mal": "goal", "matt": "measure"}[kind], kwargs={"key": key})
    if request.user.is_authenticated:
        return redirect(inside)
    if kind == "matt" and key in _measures():
        return redirect("open_measure", key=key)
    edition = open_edition(Publication.Kind.CHAIN) if kind == "mal" else None
    if edition and any(goal["key"] == key for goal in edition.data["goals"]):
        return redirect(f"{reverse('open_chain')}#m-{key}")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': inside})}")


@login_not_required
@require_safe
def file(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    return file_of(_open_or_404(key)[1], kind)


def _measures() -> dict[str, dict[str, Any]]:
    """The indicators of the newest open collection, by key."""
    edition = open_edition(Publication.Kind.MEASURES)
    return {each["key"]: each for each in edition.data["measures"]} if edition else {}


@login_not_required
@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """Every open indicator by name."""
    context = {"measures": _measures(), "city": current_profile().city.name}
    return render(request, "publishing/open_measures.html", context)


def _measure_or_404(key: str) -> dict[str, Any]:
    found = _measures().get(key)
    if found is None:
        raise Http404(_("Indikatorn finns inte bland det som är öppet."))
    return found


@login_not_required
@require_safe
def measure(request: HttpRequest, key: str) -> HttpResponse:
    """Its last periods, drawn and in a table; the rest is in the files beside."""
    found = _measure_or_404(key)
    drawn = large_figure(found)
    context = {
        "measure": found,
        "grid": grid(found),
        "figure": drawn,
        "svg": mark_safe(drawn.svg) if drawn else "",  # noqa: S308, our charts escape every text
    }
    return render(request, "publishing/open_measure.html", context)


@login_not_required
@require_safe
def measure_json(request: HttpRequest, key: str) -> HttpResponse:
    found = {"schema": "tertial.measure/1", **_measure_or_404(key)}
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})


@login_not_required
@require_safe
def measure_csv(request: HttpRequest, key: str) -> HttpResponse:
    response = HttpResponse(as_csv(_measure_or_404(key)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return response


def _told(publication: Publication, edition: Edition) -> str:
    """What it is, whose and for when, and what was said of this edition."""
    kind = publication.get_kind_display()
    told = f"{kind} {publication.year}, {publication.unit.name}. Version {edition.number}."
    return f"{told} {edition.note}".strip()


@login_not_required
@require_safe
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
        f"<summary>{escape(_told(each, edition))}</summary>"
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
