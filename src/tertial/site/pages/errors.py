"""When it does not go well: what happened, what to do, and the request's id for whoever helps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext

from tertial.foundation.request import request_id
from tertial.organisation.access import Forbidden
from tertial.organisation.roles import PERMITS


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    refused = gettext(PERMITS[exception.permission]) if isinstance(exception, Forbidden) else ""
    return _page(request, "403.html", 403, refused=refused)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "404.html", 404)


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Where one comes after signing in again in the middle of something: nothing is done by opening a page."""
    response = _page(request, "405.html", 405)
    response["Allow"] = allowed
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Uses no database and no context, since either may be what broke."""
    text = loader.get_template("500.html").render({"request_id": request_id.get()})
    return HttpResponse(text, status=500)


def _page(request: HttpRequest, template: str, status: int, **context: str) -> HttpResponse:
    return render(request, template, context | {"request_id": request_id.get()}, status=status)
