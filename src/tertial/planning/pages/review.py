"""The review: the passage to the left, what is proposed to the right; judged row by row, by branch, or all."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tertial.foundation.words import N_
from tertial.intake.models import Job
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.pages.reading import actor_of, told
from tertial.planning.actions import choosing as actions
from tertial.planning.models import Proposal, Reading
from tertial.planning.pages.forms import DismissForm
from tertial.planning.pages.reading import reading_or_404
from tertial.planning.queries import review
from tertial.planning.queries.remarks import Remarks, remarks_of_reading
from tertial.planning.rules.draft_rows import Kind

ON_A_PAGE = 30
CHOICES = {"reject": Proposal.Choice.REJECTED, "reopen": Proposal.Choice.OPEN}
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
    if found.state in (Reading.State.WAITING, Reading.State.FAILED, Reading.State.DISCARDED):
        job = Job.objects.filter(key=found.job, asked_by=actor_of(request).key).first() if found.job else None
        return render(request, "planning/reading_waits.html", {"reading": found, "job": job})
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
        "counts": counts,
        "remarks": remarks,
        "tabs": _tabs(found, counts, remarks),
        "current": f"?vy={view}",
        **_SHOWN[view](request, found, remarks),
    }
    context.setdefault("source", _source(request, context.get("rows", ())))
    return render(request, "planning/review.html", context)


def _tabs(reading: Reading, counts: review.Counts, remarks: Remarks) -> list[tuple[str, str]]:
    return [
        (_("Osäkrast först (%(count)s)") % {"count": counts.open}, "?vy=osakra"),
        (_("Hela planen (%(count)s)") % {"count": counts.all}, "?vy=hela"),
        (_("Mot förra året"), "?vy=forra"),
        (_("Anmärkningar (%(count)s)") % {"count": len(remarks.standing)}, "?vy=anmarkningar"),
    ]


def _uncertain(request: HttpRequest, reading: Reading, remarks: Remarks) -> dict[str, Any]:
    page = Paginator(review.uncertain(reading), ON_A_PAGE).get_page(request.GET.get("sida"))
    return {"page": page, "rows": review.rows_of(page.object_list, remarks)}


def _whole(request: HttpRequest, reading: Reading, remarks: Remarks) -> dict[str, Any]:
    branches = review.branches_of(reading, remarks)
    goals = list(_walk(branches))
    asked = request.GET.get("gren", "")
    branch = (
        asked
        if asked.isdigit() or asked in dict(OTHERS)
        else str(goals[0][1].row.proposal.pk)
        if goals
        else ""
    )
    rows = review.rows_of(review.rows_under(reading, branch), remarks) if branch else []
    return {
        "goals": goals,
        "others": [(code, _(word)) for code, word in OTHERS],
        "branch": branch,
        "rows": rows,
    }


def _walk(branches: Sequence[review.Branch], depth: int = 0) -> Any:
    for each in branches:
        yield depth, each
        yield from _walk(each.below, depth + 1)


def _against(request: HttpRequest, reading: Reading, remarks: Remarks) -> dict[str, Any]:
    against = review.against_last_year(reading)
    changed = review.rows_of(against.changed, remarks)
    page = Paginator(against.new, ON_A_PAGE).get_page(request.GET.get("sida"))
    return {
        "against": against,
        "rows": changed,
        "new_rows": review.rows_of(page.object_list, remarks),
        "page": page,
    }


def _remarked(request: HttpRequest, reading: Reading, remarks: Remarks) -> dict[str, Any]:
    return {
        "form": DismissForm(),
        "dismiss_address": reverse("reading_dismiss", args=[reading.key]),
        "may": True,
    }


_SHOWN = {"osakra": _uncertain, "hela": _whole, "forra": _against, "anmarkningar": _remarked}


def _source(request: HttpRequest, rows: Sequence[review.ReviewRow]) -> dict[str, Any] | None:
    """The passage of the row that is asked for, else of the first one shown."""
    asked = request.GET.get("rad", "")
    chosen = next((each for each in rows if str(each.proposal.pk) == asked), rows[0] if rows else None)
    if chosen is None:
        return None
    return {"row": chosen, "text": review.source_of(chosen.proposal)}


@require_POST
def choose(request: HttpRequest, key: str) -> HttpResponse:
    """One row by its own button, the marked ones, a branch, or everything that is left."""
    found = reading_or_404(request, key)
    try:
        _do(request, found)
    except Refused as refusal:
        messages.error(request, told(refusal))
    except actions.RowChangedMeanwhile as error:
        messages.warning(
            request,
            _("%(who)s har ändrat ”%(row)s” sedan du öppnade sidan. Inget är sammanslaget.")
            % {"who": error.current.chosen_by_name, "row": error.current},
        )
    return redirect(_back(request, key))


def _do(request: HttpRequest, found: Reading) -> None:
    deed, value = _deed(request)
    actor = actor_of(request)
    posted = {name: str(value) for name, value in request.POST.items()}
    seen = {int(name[1:]): int(value) for name, value in posted.items() if _is_version(name, value)}
    marked = {
        pk: seen[pk] for pk in map(int, filter(str.isdecimal, request.POST.getlist("rad"))) if pk in seen
    }
    if deed == "merge":
        actions.merge_rows(by=actor, reading=found, versions=marked)
        messages.success(request, _("Raderna är sammanslagna."))
        return
    choice = CHOICES.get(deed, Proposal.Choice.ACCEPTED)
    versions = marked
    if value.isdecimal():
        versions = {int(value): seen.get(int(value), 0)}
    elif value == "all":
        versions = dict(found.proposals.filter(choice=Proposal.Choice.OPEN).values_list("pk", "version"))
    elif value.startswith("branch-"):
        versions = _branch(found, value.removeprefix("branch-"))
    _tell(request, actions.choose(by=actor, reading=found, versions=versions, choice=choice), bool(versions))


def _is_version(name: str, value: str) -> bool:
    return name[:1] == "v" and name[1:].isdecimal() and value.isdecimal()


def _deed(request: HttpRequest) -> tuple[str, str]:
    return next(
        (
            (name, str(request.POST[name]))
            for name in ("accept", "reject", "reopen", "merge")
            if name in request.POST
        ),
        ("accept", ""),
    )


def _branch(reading: Reading, branch: str) -> dict[int, int]:
    """Everything below a goal, or of a kind, that nobody has judged."""
    rows = review.rows_under(reading, branch)
    if branch.isdigit():
        rows = actions.with_below(reading, rows[:1])
    return {each.pk: each.version for each in rows if each.choice == Proposal.Choice.OPEN}


def _tell(request: HttpRequest, chosen: actions.Chosen, any_asked: bool) -> None:
    if not any_asked:
        messages.warning(request, _("Markera minst en rad först."))
    for each in chosen.taken:
        words = {"who": each.chosen_by_name, "row": str(each)[:80]}
        messages.warning(request, _("%(who)s har redan bedömt ”%(row)s”. Den är orörd.") % words)
    if chosen.count > 1:
        text = ngettext("%(count)s rad är bedömd.", "%(count)s rader är bedömda.", chosen.count)
        messages.success(request, text % {"count": chosen.count})


def _back(request: HttpRequest, key: str) -> str:
    """The same view, with the row after the one just judged in focus."""
    kept = {name: request.POST[f"_{name}"] for name in ("vy", "gren", "sida") if request.POST.get(f"_{name}")}
    following = request.POST.get(f"n{_deed(request)[1]}", "")
    if following.isdigit():
        kept |= {"rad": following}
    return f"{reverse('reading', args=[key])}?{urlencode(kept)}" + (
        f"#rad-{following}" if following.isdigit() else ""
    )
