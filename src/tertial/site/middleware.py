"""What every request passes: an id and a log line, the person's language, and who is acting."""

import logging
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from tertial.foundation.request import request_id
from tertial.organisation.access import Actor, actor_for
from tertial.site import logs
from tertial.site.pages.errors import not_allowed

Respond = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("tertial.request")


def request_log(respond: Respond) -> Respond:
    """Give the request an id that comes back in a header, stands in every log line and on error pages."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        tokens = (
            request_id.set(request.id),  # type: ignore[attr-defined]
            logs.person_key.set("-"),
        )
        begun = time.perf_counter()
        try:
            response = respond(request)
            spent = round((time.perf_counter() - begun) * 1000)
            if not request.path.startswith((f"/{settings.STATIC_URL.strip('/')}/", "/halsa/")):
                line = "%s %s %s %s ms"
                log.info(line, request.method, request.path, response.status_code, spent, extra={"ms": spent})
            response["X-Request-Id"] = request.id  # type: ignore[attr-defined]
            return response
        finally:
            request_id.reset(tokens[0])
            logs.person_key.reset(tokens[1])

    return middleware


def size_held(respond: Respond) -> Respond:
    """What is far larger than any file we take is refused before it is received, also from those not signed in.

    A file that is somewhat too large gets its answer beside the form instead.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said) > 2 * settings.UPLOAD_MAX_BYTES:
            return render(request, "413.html", {"mb": settings.UPLOAD_MAX_BYTES // 2**20}, status=413)
        return respond(request)

    return middleware


def without_nul(respond: Respond) -> Respond:
    """Nobody types a null character, and PostgreSQL can hold none: the mark for an unknown one takes its place."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked:
            request.META["QUERY_STRING"] = asked.replace("%00", "%EF%BF%BD")
        return respond(request)

    return middleware


def acting_person(respond: Respond) -> Respond:
    """`request.actor` is who acts, with the roles held today; asked for only when a page needs it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            logs.person_key.set(request.user.key)
            request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        language = getattr(request.user, "language", "") or request.COOKIES.get(
            settings.LANGUAGE_COOKIE_NAME, ""
        )
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = respond(request)
            response.setdefault("Content-Language", language)
            return response

    return middleware


def _actor(request: HttpRequest) -> Actor:
    return actor_for(request.user)  # type: ignore[arg-type]


def not_stored(respond: Respond) -> Respond:
    """Pages for a signed-in person are not kept by browsers or proxies."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        if request.user.is_authenticated:
            response.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def method_explained(respond: Respond) -> Respond:
    """An address that only takes a form, opened as a page: it says so, instead of showing nothing at all."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return not_allowed(request, response["Allow"])
        return response

    return middleware
