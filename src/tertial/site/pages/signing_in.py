"""Signing in by one click as one of the demo city's people. Not there at all unless TERTIAL_DEMO is set."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tertial.organisation.models import Person
from tertial.organisation.profile import current_profile


@login_not_required
@require_POST
def as_demo_person(request: HttpRequest) -> HttpResponse:
    email = request.POST.get("email", "")
    if not settings.DEMO or email not in {each.email for each in current_profile().demo_people}:
        raise Http404
    person = get_object_or_404(Person, email=email, is_active=True)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(settings.LOGIN_REDIRECT_URL)
