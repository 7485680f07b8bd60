"""One row of a document under review: its passage, its content to change, splitting it, giving it another kind."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tertial.organisation.actions.refusal import Refused
from tertial.organisation.pages.reading import CONFLICT, UNPROCESSABLE, actor_of, fill_in, told
from tertial.planning.actions import choosing as actions
from tertial.planning.actions import placing
from tertial.planning.models import Proposal, Reading
from tertial.planning.pages.forms import KindForm, RowForm, SplitForm
from tertial.planning.pages.reading import back_to, goals_of, reading_or_404, row_or_404
from tertial.planning.queries import review
from tertial.planning.queries.known import choices_for
from tertial.planning.queries.remarks import Remarks, remarks_of_reading
from tertial.planning.queries.source import source_of, table_of
from tertial.planning.rules.row_kinds import other_kinds


@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, key: str, row: int) -> HttpResponse:
    found = reading_or_404(request, key)
    now = row_or_404(found, row)
    goals = goals_of(found, now)
    same = choices_for(now)
    form = RowForm(request.POST or None, row=now, goals=goals, same=same)

    def do(fields: dict[str, Any]) -> HttpResponse:
        try:
            actions.edit_row(
                by=actor_of(request),
                row=now,
                values=form.content(),
                version=fields["version"],
                matched=fields.get("matched"),
                under=fields.get("under"),
                is_citys=fields.get("is_citys"),
            )
        except actions.RowChangedMeanwhile as error:
            return _conflict(request, found, error.current, form)
        messages.success(request, _("Raden är ändrad och godkänd."))
        return redirect(back_to(request.GET, key))

    return fill_in(request, "planning/proposal.html", form, _shown(request, found, now), do)


def _shown(request: HttpRequest, reading: Reading, row: Proposal) -> dict[str, Any]:
    remarks = remarks_of_reading(reading) if reading.state == Reading.State.READY else Remarks()
    text = str(row)
    middle = text.rfind(" ", 0, len(text) // 2 + 1)
    halves = {"first": text[:middle], "second": text[middle + 1 :], "version": row.version}
    shown = review.rows_of([row], remarks)[0]
    return {
        "reading": reading,
        "row": shown,
        "source": {"row": shown, "text": source_of(row)},
        "table": table_of(row),
        "split": SplitForm(initial=halves, auto_id="dela_%s"),
        "kinds": KindForm(row=row, auto_id="slag_%s") if other_kinds(row.kind) else None,
        "back_address": back_to(request.GET, reading.key, row.pk),
    }


def _conflict(request: HttpRequest, reading: Reading, current: Proposal, mine: RowForm) -> HttpResponse:
    """Both rows side by side. Saving again chooses one's own, since the form now carries the new version."""
    about: dict[str, Any] = {
        "row": current,
        "goals": goals_of(reading, current),
        "same": choices_for(current),
    }
    theirs = RowForm(**about)
    names = [name for name in mine.fields if name != "version"]
    was = {name: str(theirs.initial.get(name) or "") for name in names}
    typed = {name: str(mine[name].value() or "") for name in names}
    texts = [
        {"label": mine[name].label, "theirs": was[name], "mine": typed[name]}
        for name in names
        if was[name] != typed[name]
    ]
    kept = {name: mine[name].value() for name in names}
    again = RowForm(**about, initial=kept | {"version": current.version})
    context = _shown(request, reading, current) | {"form": again, "texts": texts, "current": current}
    return render(request, "planning/proposal_conflict.html", context, status=CONFLICT)


@require_POST
def split(request: HttpRequest, key: str, row: int) -> HttpResponse:
    """Two rows of one. Whatever stops it, both texts come back as they were typed."""
    found = reading_or_404(request, key)
    now = row_or_404(found, row)
    form = SplitForm(request.POST, auto_id="dela_%s")
    if not form.is_valid():
        return _split_again(request, found, now, form, UNPROCESSABLE)
    try:
        actions.split_row(by=actor_of(request), row=now, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, told(refusal))
        return _split_again(request, found, now, form, UNPROCESSABLE)
    except actions.RowChangedMeanwhile as error:
        again = SplitForm(request.POST.dict() | {"version": error.current.version}, auto_id="dela_%s")
        text = _("%(who)s har ändrat raden sedan du öppnade sidan. Se efter och dela den igen om det behövs.")
        again.add_error(None, text % {"who": error.current.chosen_by_name or _("Någon annan")})
        return _split_again(request, found, error.current, again, CONFLICT)
    messages.success(request, _("Raden är delad i två."))
    return redirect(back_to(request.GET, key, row))


def _split_again(
    request: HttpRequest, reading: Reading, row: Proposal, split: SplitForm, status: int
) -> HttpResponse:
    form = RowForm(row=row, goals=goals_of(reading, row), same=choices_for(row))
    context = _shown(request, reading, row_or_404(reading, row.pk)) | {"form": form, "split": split}
    return render(request, "planning/proposal.html", context, status=status)


@require_POST
def change_kind(request: HttpRequest, key: str, row: int) -> HttpResponse:
    """The row becomes another kind, and its page asks for what that kind has."""
    found = reading_or_404(request, key)
    now = row_or_404(found, row)
    form = KindForm(request.POST, row=now)
    try:
        if form.is_valid():
            placing.change_kind(by=actor_of(request), row=now, **form.cleaned_data)
            messages.success(request, _("Raden har ett annat slag. Fyll i det som saknas och godkänn den."))
        else:
            messages.error(request, _("Välj vilket slag raden är."))
    except Refused as refusal:
        messages.error(request, told(refusal))
    except actions.RowChangedMeanwhile as error:
        text = _("%(who)s har ändrat raden sedan du öppnade sidan. Se efter om den fortfarande har fel slag.")
        messages.warning(request, text % {"who": error.current.chosen_by_name or _("Någon annan")})
    return redirect(f"{reverse('proposal', args=[key, row])}?{request.GET.urlencode()}")
