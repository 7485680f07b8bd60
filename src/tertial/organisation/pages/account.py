"""One's own account: language, and who stands in when one is away."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tertial.organisation.access import require_self
from tertial.organisation.actions import people as actions
from tertial.organisation.models import Deputyship
from tertial.organisation.pages.forms import DeputyForm
from tertial.organisation.pages.reading import actor_of, fill_in
from tertial.organisation.queries import deputies_of, holdings_of
from tertial.organisation.roles import Permission


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    person = actor_of(request).person
    today = timezone.localdate()
    context = {"who": person, "holdings": holdings_of(person, today), "deputies": deputies_of(person, today)}
    return render(request, "organisation/account.html", context)


@require_http_methods(["GET", "POST"])
def name_deputy(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = DeputyForm(request.POST or None, initial={"valid_from": timezone.localdate()})

    def do(values: dict[str, Any]) -> HttpResponse:
        actions.name_deputy(by=actor, holder=actor.person, **values)
        messages.success(request, _("%(person)s är din vikarie.") % {"person": values["deputy"].name})
        return redirect("account")

    return fill_in(request, "organisation/deputy_name.html", form, {}, do)


@require_POST
def end_deputy(request: HttpRequest, deputyship: int) -> HttpResponse:
    found = get_object_or_404(Deputyship.objects.select_related("holder", "deputy"), pk=deputyship)
    actor = actor_of(request)
    if actor.person not in (found.holder, found.deputy) and not actor.may(Permission.GIVE_ROLES):
        raise Http404
    require_self(actor, found.holder, Permission.GIVE_ROLES)
    actions.end_deputy(by=actor, deputyship=found, on=timezone.localdate())
    messages.success(request, _("Vikariatet är avslutat."))
    return redirect("account")


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Kept on the account for the signed-in, in a cookie for others; then the page one came from."""
    language = request.POST.get("language", "")
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else settings.LOGIN_REDIRECT_URL)
    if language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            actions.choose_language(by=actor_of(request), person=actor_of(request).person, language=language)
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, httponly=True, samesite="Lax", secure=secure
        )
    return response
