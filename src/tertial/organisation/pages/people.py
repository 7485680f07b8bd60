"""People: who they are, which roles they hold, and who stands in for them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tertial.history import queries as history
from tertial.organisation.access import require
from tertial.organisation.actions import holdings
from tertial.organisation.actions import people as actions
from tertial.organisation.models import Person, RoleHolding
from tertial.organisation.pages.forms import PersonForm, RoleForm, unit_choices
from tertial.organisation.pages.reading import actor_of, fill_in, person_or_404, refusals_told
from tertial.organisation.queries import deputies_of, free_key, holdings_of, people_named
from tertial.organisation.roles import Permission

Values = dict[str, Any]
PER_PAGE = 50


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()
    leaf = Paginator(people_named(wanted, timezone.localdate()), PER_PAGE).get_page(request.GET.get("sida"))
    context = {"leaf": leaf, "q": wanted, "may_add": actor_of(request).may(Permission.EDIT_PEOPLE)}
    return render(request, "organisation/people.html", context)


@require_GET
def person(request: HttpRequest, key: str) -> HttpResponse:
    found = person_or_404(key)
    actor = actor_of(request)
    today = timezone.localdate()
    context = {
        "who": found,
        "holdings": holdings_of(found, today),
        "deputies": deputies_of(found, today),
        "moments": history.timeline("person", key),
        "may_edit": actor.may(Permission.EDIT_PEOPLE),
        "may_give": actor.may(Permission.GIVE_ROLES),
        "is_self": actor.key == key,
    }
    return render(request, "organisation/person.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), Permission.EDIT_PEOPLE)
    form = PersonForm(request.POST or None)

    def do(values: Values) -> HttpResponse:
        made = actions.create_person(
            by=actor_of(request), key=free_key(Person.objects.all(), values["name"], "person"), **values
        )
        messages.success(request, _("%(person)s är upplagd.") % {"person": made.name})
        return redirect("person", key=made.key)

    return fill_in(request, "organisation/person_new.html", form, {}, do)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    found = person_or_404(key)
    require(actor_of(request), Permission.EDIT_PEOPLE)
    form = PersonForm(
        request.POST or None, initial={"name": found.name, "email": found.email, "title": found.title}
    )

    def do(values: Values) -> HttpResponse:
        actions.change_person(by=actor_of(request), person=found, **values)
        messages.success(request, _("Sparat."))
        return redirect("person", key=key)

    return fill_in(request, "organisation/person_edit.html", form, {"who": found}, do)


@require_POST
def close(request: HttpRequest, key: str) -> HttpResponse:
    found = person_or_404(key)
    require(actor_of(request), Permission.EDIT_PEOPLE)
    with refusals_told(request):
        actions.close_person(by=actor_of(request), person=found)
        messages.success(request, _("Kontot är stängt."))
    return redirect("person", key=key)


@require_http_methods(["GET", "POST"])
def give_role(request: HttpRequest, key: str) -> HttpResponse:
    found = person_or_404(key)
    actor = actor_of(request)
    require(actor, Permission.GIVE_ROLES)
    form = RoleForm(
        request.POST or None, initial={"valid_from": timezone.localdate(), "unit": request.GET.get("enhet")}
    )
    form.fields["unit"].choices = unit_choices(actor.organisation)  # type: ignore[attr-defined]

    def do(values: Values) -> HttpResponse:
        holdings.give_role(by=actor, person=found, **values)
        messages.success(request, _("Rollen är given."))
        return redirect("person", key=key)

    return fill_in(request, "organisation/role_give.html", form, {"who": found}, do)


@require_POST
def end_role(request: HttpRequest, key: str, holding: int) -> HttpResponse:
    found = get_object_or_404(
        RoleHolding.objects.select_related("person", "unit"), pk=holding, person__key=key
    )
    require(actor_of(request), Permission.GIVE_ROLES, found.unit.key)
    with refusals_told(request):
        holdings.end_role(by=actor_of(request), holding=found, on=timezone.localdate())
        messages.success(request, _("Rollen är avslutad."))
    return redirect("person", key=key)
