"""Judging in the review: one row by its own button, the marked ones, or a portion as the person saw it."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tertial.foundation.words import N_
from tertial.organisation.access import Actor
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.pages.reading import actor_of, told
from tertial.planning.actions import choosing as actions
from tertial.planning.models import Proposal, Reading
from tertial.planning.pages.reading import back_to, is_key, reading_or_404
from tertial.planning.queries import portions
from tertial.planning.queries.known import suggested_for
from tertial.planning.queries.remarks import remarks_of_reading
from tertial.planning.rules.seen import seen_among

CHOICES = {"reject": Proposal.Choice.REJECTED, "reopen": Proposal.Choice.OPEN}
MOST_TOLD = 3  # rows that are told one by one


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
            % {"who": error.current.chosen_by_name or _("Någon annan"), "row": error.current},
        )
    return redirect(_back(request, key))


def _do(request: HttpRequest, found: Reading) -> None:
    deed, value = _deed(request)
    actor = actor_of(request)
    posted = {name: str(value) for name, value in request.POST.items()}
    seen = {int(name[1:]): int(value) for name, value in posted.items() if _is_version(name, value)}
    marked = {pk: seen[pk] for pk in map(int, filter(is_key, request.POST.getlist("rad"))) if pk in seen}
    if deed == "merge":
        actions.merge_rows(by=actor, reading=found, versions=marked)
        messages.success(request, _("Raderna är sammanslagna."))
        return
    if deed == "same":
        _accept_as_same(actor, found, value, seen)
        return
    choice = CHOICES.get(deed, Proposal.Choice.ACCEPTED)
    versions, left = marked, 0
    if is_key(value):
        versions = {int(value): seen.get(int(value), 0)}
    elif deed == "reopen" and value.startswith("branch-"):
        judged = portions.judged_under(found, value.removeprefix("branch-"))
        versions = seen_among(posted.get(f"sedda-{value}", ""), judged)
    elif (now := _portion(found, value)) is not None:
        versions, left = _as_shown(found, now, posted.get(f"sedda-{value}", ""))
    chosen = actions.choose(by=actor, reading=found, versions=versions, choice=choice)
    if not versions and not left:
        told = _("Här finns inget kvar att bedöma.") if value else _("Markera minst en rad först.")
        messages.warning(request, told)
    _tell(request, chosen, left, choice)


def _accept_as_same(by: Actor, found: Reading, value: str, seen: Mapping[int, int]) -> None:
    """The row is what it seems to be, in other words."""
    row = found.proposals.filter(pk=int(value)).first() if is_key(value) else None
    key = suggested_for(row) if row else ""
    if row is None or not key:
        raise Refused(N_("Raden liknar inte längre något som finns, eller är redan bedömd. Inget är ändrat."))
    actions.edit_row(by=by, row=row, values={}, version=seen.get(row.pk, 0), matched=key)


def _is_version(name: str, value: str) -> bool:
    return name[:1] == "v" and is_key(name[1:]) and is_key(value)


def _deed(request: HttpRequest) -> tuple[str, str]:
    return next(
        (
            (name, str(request.POST[name]))
            for name in ("accept", "reject", "reopen", "merge", "same")
            if name in request.POST
        ),
        ("accept", ""),
    )


def _portion(reading: Reading, value: str) -> dict[int, int] | None:
    """The rows that a button for many stands for as it is now; none when it is no such button."""
    if value == "all":
        return portions.open_rows(reading)
    if value == "sure":
        return portions.sure_rows(reading, remarks_of_reading(reading))
    if value.startswith("branch-"):
        return portions.open_under(reading, value.removeprefix("branch-"))
    return None


def _as_shown(reading: Reading, now: Mapping[int, int], said: str) -> tuple[dict[int, int], int]:
    """Of the portion only what the person had on the page; and how many rows have come or changed since then."""
    still_open = portions.open_rows(reading)
    seen = seen_among(said, reading.proposals.order_by().values_list("pk", flat=True))
    shown = {pk: version for pk, version in seen.items() if now.get(pk) == version or pk not in still_open}
    return shown, sum(seen.get(pk) != version for pk, version in now.items())


def _tell(request: HttpRequest, chosen: actions.Chosen, left: int, choice: str) -> None:
    if len(chosen.taken) > MOST_TOLD:
        who = ", ".join(sorted({each.chosen_by_name for each in chosen.taken}))
        text = _("%(count)s rader är redan bedömda av %(who)s. De är orörda.")
        messages.warning(request, text % {"count": len(chosen.taken), "who": who})
    for each in chosen.taken if len(chosen.taken) <= MOST_TOLD else ():
        words = {"who": each.chosen_by_name, "row": str(each)[:80]}
        messages.warning(request, _("%(who)s har redan bedömt ”%(row)s”. Den är orörd.") % words)
    if left:
        text = ngettext(
            "%(count)s rad har kommit till eller ändrats sedan du öppnade sidan. Den är kvar att bedöma.",
            "%(count)s rader har kommit till eller ändrats sedan du öppnade sidan. De är kvar att bedöma.",
            left,
        )
        messages.warning(request, text % {"count": left})
    if chosen.count > 1:
        messages.success(request, _counted(chosen.count, choice))


def _counted(count: int, choice: str) -> str:
    if choice == Proposal.Choice.OPEN:
        text = ngettext("%(count)s rad är åter obedömd.", "%(count)s rader är åter obedömda.", count)
    else:
        text = ngettext("%(count)s rad är bedömd.", "%(count)s rader är bedömda.", count)
    return text % {"count": count}


def _back(request: HttpRequest, key: str) -> str:
    """The same view, with the row after the one just judged in focus."""
    following = request.POST.get(f"n{_deed(request)[1]}", "") or "0"  # none: the first that is left
    return back_to(request.POST.dict() | {"_nasta": following}, key, prefix="_")
