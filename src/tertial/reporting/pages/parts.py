"""What belongs to one part beside its fields: who writes it, and its files."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tertial.organisation.access import require
from tertial.organisation.models import Person
from tertial.organisation.pages.forms import PersonChoice
from tertial.organisation.pages.reading import actor_of, fill_in, refusals_told
from tertial.organisation.roles import Permission
from tertial.reporting.actions.attachments import detach
from tertial.reporting.actions.parts import give_part
from tertial.reporting.models import Attachment
from tertial.reporting.pages.pieces import address_of
from tertial.reporting.pages.reading import draft_or_404
from tertial.reporting.queries.files import file_of
from tertial.reporting.queries.readable import may_read_draft, may_read_file


class GiveForm(forms.Form):
    person: Any = PersonChoice(
        label=gettext_lazy("Kollega"),
        required=False,
        help_text=gettext_lazy("Tomt: delen kommer tillbaka till dem som rapporterar för enheten."),
    )


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, round_key: str, unit_key: str, place: int) -> HttpResponse:
    """A colleague writes the part, also one without a role here; a letter leads straight to it."""
    found = draft_or_404(request, round_key, unit_key)
    actor = actor_of(request)
    require(actor, Permission.REPORT, found.unit.key)
    part = get_object_or_404(found.parts.select_related("given_to"), place=place)
    form = GiveForm(request.POST or None, initial={"person": part.given_to})
    address = address_of("report_part", found, place=place)

    def do(fields: dict[str, Any]) -> HttpResponse:
        person: Person | None = fields["person"]
        give_part(by=actor, part=part, person=person)
        if person:
            messages.success(request, _("%(who)s har fått delen och får veta det nu.") % {"who": person.name})
        else:
            messages.success(request, _("Delen är tillbaka hos er."))
        return redirect(address)

    context = {"report": found, "part": part, "back": address}
    return fill_in(request, "reporting/give.html", form, context, do)


@require_GET
def attachment(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _attachment(pk)
    if not may_read_file(actor_of(request), found):
        raise Http404
    file = file_of(found.sha256)
    if file is None:
        raise Http404
    return FileResponse(file, as_attachment=True, filename=found.name)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    found = _attachment(pk)
    if found.removed_at is not None or not may_read_draft(actor_of(request), found.part.report):
        raise Http404
    with refusals_told(request):
        detach(by=actor_of(request), attachment=found)
        messages.success(request, _("Bilagan är borttagen."))
    return redirect(address_of("report_part", found.part.report, place=found.part.place) + "#bilagor")


def _attachment(pk: int) -> Attachment:
    return get_object_or_404(
        Attachment.objects.select_related("part__report__unit", "part__report__round"), pk=pk
    )
