"""What the base layout needs on every page."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse_lazy

from tertial import __version__
from tertial.foundation.words import N_
from tertial.organisation.roles import Permission


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the main navigation."""

    name: str
    icon: str
    address: Any
    group: str = ""
    permission: Permission | None = None  # shown to those who have it somewhere


# Every package that gets pages adds its ways here; an empty group stands at the top without a heading.
WAYS = [
    Way(N_("Min sida"), "house", reverse_lazy("start")),
    Way(N_("Organisation"), "network", reverse_lazy("units")),
    Way(N_("Personer"), "users", reverse_lazy("people")),
    Way(N_("Inläsningar"), "file-up", reverse_lazy("deliveries"), N_("Sköta"), Permission.IMPORT),
    Way(N_("Händelser"), "history", reverse_lazy("events"), N_("Sköta"), Permission.READ_LOG),
    Way(N_("Roller"), "shield-check", reverse_lazy("roles"), N_("Sköta")),
]


def every_page(request: HttpRequest) -> dict[str, Any]:
    return {"WAYS": _ways(request), "VERSION": __version__, "DEMO": settings.DEMO, "LANGUAGES": settings.LANGUAGES}


def _ways(request: HttpRequest) -> list[Way]:
    actor = getattr(request, "actor", None)
    if actor is None:
        return []
    return [way for way in WAYS if way.permission is None or actor.may_anywhere(way.permission)]
