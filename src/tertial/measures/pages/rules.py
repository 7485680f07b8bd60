"""How lights are proposed, in words with the city's own limits: for whoever wonders why a light is what it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from tertial.measures.pages.said import STATES
from tertial.measures.queries.thresholds import current_thresholds
from tertial.measures.rules.light import LIGHT_WORDS


@require_GET
def lights(request: HttpRequest) -> HttpResponse:
    words = [(STATES[light], gettext(word)) for light, word in LIGHT_WORDS.items()]
    return render(request, "measures/light_rules.html", {"limits": current_thresholds(), "words": words})
