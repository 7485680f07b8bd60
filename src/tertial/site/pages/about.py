"""What explains the service itself: help, accessibility, the glossary."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tertial.foundation.glossary import all_terms


@login_not_required
@require_GET
def help_(request: HttpRequest) -> HttpResponse:
    return render(request, "site/help.html")


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "site/accessibility.html")


@require_GET
def glossary(request: HttpRequest) -> HttpResponse:
    return render(
        request, "site/glossary.html", {"terms": sorted(all_terms().values(), key=lambda term: term.sv)}
    )
