"""The review: the passage to the left, what is proposed to the right."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tertial.foundation.words import N_
from tertial.intake.models import Job
from tertial.organisation.pages.reading import actor_of
from tertial.planning.models import Proposal, Reading
from tertial.planning.pages.checking import parts_of
from tertial.planning.pages.forms import DismissForm, YearForm
from tertial.planning.pages.reading import is_key, kept_of, reading_or_404
from tertial.planning.queries import portions, review
from tertial.planning.queries.remarks import Remarks, remarks_of_reading, row_at
from tertial.planning.queries.source import source_of
from tertial.planning.rules.draft_rows import Kind
from tertial.planning.rules.seen import as_seen

ON_A_PAGE = 30
PARTS = {
    "andrade": N_("Ändrade"),
    "nya": N_("Nya"),
    "borta": N_("Finns inte kvar"),
    "samma": N_("Oförändrade"),
}
VIEWS = ("osakra", "hela", "forra", "anmarkningar")
OTHERS = [
    ("utan-mal", N_("Rader utan mål")),
    (Kind.DECISION.value, N_("Beslutspunkter")),
    (Kind.APPENDIX.value, N_("Bilagor")),
    (Kind.TABLE.value, N_("Tabeller")),
]


@require_GET
def reading(request: HttpRequest, key: str) -> HttpResponse:
    found = reading_or_404(request, key)
    if "laget" in request.GET and found.state != Reading.State.WAITING:  # asked by the page that waits
        return HttpResponse(headers={"HX-Redirect": reverse("reading", args=[key])})
    if found.state in (Reading.State.WAITING, Reading.State.FAILED, Reading.State.DISCARDED):
        return _waits(request, found)
    if found.state == Reading.State.ADOPTED:
        return render(
            request, "planning/reading_adopted.html", {"reading": found, "counts": review.counts_of(found)}
        )
    view = request.GET.get("vy", "")
    view = view if view in VIEWS else VIEWS[0]
    remarks = remarks_of_reading(found)
    counts = review.counts_of(found)
    context = {
        "reading": found,
        "view": view,
        "kept": kept_of(request.GET.dict() | {"vy": view}),
        "focus": "rad" in request.GET,
        "counts": counts,
        "unattached": review.unattached(found),
        "year_form": YearForm(initial={"year": found.year}),
        "remarks": remarks,
        "tabs": _tabs(found, counts, remarks),
        "current": f"?vy={view}",
        **_SHOWN[view](request, found, remarks),
    }
    context.setdefault("source", _source(request, context.get("rows", ())))
    return render(request, "planning/review.html", context)


def _waits(request: HttpRequest, found: Reading) -> HttpResponse:
    """How far it has come, for everybody who may see it; stopped by whoever asked for it."""
    job = Job.objects.filter(key=found.job).first() if found.job else None
    is_mine = job is not None and job.asked_by == actor_of(request).key
    page = "reading_progress" if "laget" in request.GET else "reading_waits"
    return render(request, f"planning/{page}.html", {"reading": found, "job": job, "is_mine": is_mine})


def _tabs(reading: Reading, counts: review.Counts, remarks: Remarks) -> list[tuple[str, str]]:
    return [
        (_("Osäkrast först (%(count)s)") % {"count": counts.open}, "?vy=osakra"),
        (_("Hela planen (%(count)s)") % {"count": counts.all}, "?vy=hela"),
        (_("Mot förra året"), "?vy=forra"),
        (_("Anmärkningar (%(count)s)") % {"count": len(remarks.standing)}, "?vy=anmarkningar"),
    ]


def _uncertain(request: HttpRequest, reading: Reading, remarks: Remarks) -> dict[str, Any]:
    left = review.uncertain(reading)
    sure = portions.sure_rows(reading, remarks)
    page = Paginator(left, ON_A_PAGE).get_page(request.GET.get("sida"))
    return {
        "page": page,
        "rows": review.rows_of(page.object_list, remarks),
        "left": len(left),
        "sure": len(sure),
        "seen": {"all": as_seen({each.pk: each.version for each in left}), "sure": as_seen(sure)},
    }


def _whole(request: HttpRequest, reading: Reading, remarks: Remarks) -> dict[str, Any]:
    branches = review.branches_of(reading, remarks)
    goals = list(_walk(branches))
    asked = request.GET.get("gren", "")
    branch = (
        asked if is_key(asked) or asked in dict(OTHERS) else str(goals[0][1].row.proposal.pk) if goals else ""
    )
    page = Paginator(review.rows_under(reading, branch), ON_A_PAGE).get_page(request.GET.get("sida"))
    left = portions.open_under(reading, branch)
    return {
        "is_judged": not left,
        "goals": goals,
        "others": [(code, _(word)) for code, word in OTHERS],
        "branch": branch,
        "is_chosen": bool(asked),
        "following": _following([each for _, each in goals], branch),
        "page": page,
        "rows": review.rows_of(page.object_list, remarks),
        "seen": {f"branch-{branch}": as_seen(left or portions.judged_under(reading, branch))},
        "kept": kept_of(request.GET.dict() | {"vy": "hela", "gren": branch}),
    }


def _following(branches: Sequence[review.Branch], branch: str) -> review.Branch | None:
    """The next branch that has rows left, from the top again when there is none below."""
    at = next((i for i, each in enumerate(branches) if str(each.row.proposal.pk) == branch), -1)
    ahead = [*branches[at + 1 :], *branches[: max(at, 0)]]
    return next((each for each in ahead if each.still_open or each.row.is_open), None)


def _walk(branches: Sequence[review.Branch], depth: int = 0) -> Any:
    for each in branches:
        yield depth, each
        yield from _walk(each.below, depth + 1)


def _against(request: HttpRequest, reading: Reading, remarks: Remarks) -> dict[str, Any]:
    """What is changed, new, gone or the same: one part at a time, each with its number."""
    against = review.against_last_year(reading)
    parts: dict[str, Sequence[Any]] = {
        "andrade": against.changed,
        "nya": against.new,
        "borta": against.missing,
        "samma": against.same,
    }
    asked = request.GET.get("del", "")
    part = asked if asked in parts else next((name for name in parts if parts[name]), "andrade")
    page = Paginator(parts[part], ON_A_PAGE).get_page(request.GET.get("sida"))
    return {
        "against": against,
        "parts": [(code, _(PARTS[code]), len(found)) for code, found in parts.items()],
        "part": part,
        "page": page,
        "missing": page.object_list if part == "borta" else (),
        "rows": () if part == "borta" else review.rows_of(page.object_list, remarks),
        "kept": kept_of(request.GET.dict() | {"vy": "forra", "del": part}),
    }


def _remarked(request: HttpRequest, reading: Reading, remarks: Remarks) -> dict[str, Any]:
    rows = row_at(reading.proposals.exclude(choice=Proposal.Choice.REJECTED).only("reading", "content"))
    return {
        "form": DismissForm(),
        "dismiss_address": reverse("reading_dismiss", args=[reading.key]),
        "may": True,
        **parts_of(request, remarks, "?vy=anmarkningar&del=", rows),
    }


_SHOWN = {"osakra": _uncertain, "hela": _whole, "forra": _against, "anmarkningar": _remarked}


def _source(request: HttpRequest, rows: Sequence[review.ReviewRow]) -> dict[str, Any] | None:
    """The passage of the row that is asked for, else of the first one shown."""
    asked = request.GET.get("rad", "")
    chosen = next((each for each in rows if str(each.proposal.pk) == asked), rows[0] if rows else None)
    if chosen is None:
        return None
    return {"row": chosen, "text": source_of(chosen.proposal)}
