"""What the base layout needs on every page."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import get_language

from tertial import __version__
from tertial.foundation.words import N_
from tertial.organisation.access import Actor
from tertial.organisation.models import Person
from tertial.organisation.profile import current_profile
from tertial.organisation.roles import Permission


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the main navigation."""

    name: str
    icon: str
    address: Any
    group: str = ""
    permission: Permission | None = None  # shown to those who have it in the whole city
    somewhere: tuple[Permission, ...] = ()  # or to those who have any of these in some unit


@dataclass(frozen=True, slots=True)
class DemoPerson:
    name: str
    title: str
    email: str
    attempt: str  # something to try as this person


# Every package that gets pages adds its ways here; an empty group stands at the top without a heading.
DELIVER = (Permission.REPORT, Permission.CONTROL, Permission.EDIT_GOALS)
WAYS = [
    Way(N_("Min sida"), "house", reverse_lazy("start")),
    Way(N_("Mål"), "target", reverse_lazy("chain_now")),
    Way(N_("Planer"), "file-text", reverse_lazy("plans")),
    Way(N_("Aktiviteter"), "clipboard-list", reverse_lazy("activities")),
    Way(N_("Indikatorer"), "chart-column", reverse_lazy("measures")),
    Way(N_("Rapportera"), "square-pen", reverse_lazy("reports")),
    Way(N_("Omgångar"), "layout-grid", reverse_lazy("rounds")),
    Way(N_("Aviseringar"), "bell", reverse_lazy("notices")),
    Way(N_("Dokument"), "file-text", reverse_lazy("publications")),
    Way(N_("Organisation"), "network", reverse_lazy("units")),
    Way(N_("Personer"), "users", reverse_lazy("people")),
    Way(N_("Inläsningar"), "file-up", reverse_lazy("deliveries"), N_("Sköta"), Permission.IMPORT, DELIVER),
    Way(N_("Händelser"), "history", reverse_lazy("events"), N_("Sköta"), Permission.READ_LOG),
    Way(N_("Roller"), "shield-check", reverse_lazy("roles"), N_("Sköta")),
]


def every_page(request: HttpRequest) -> dict[str, Any]:
    return {
        "WAYS": _ways(request),
        "VERSION": __version__,
        "DEMO": settings.DEMO,
        "LANGUAGES": settings.LANGUAGES,
        "demo_people": demo_people,
    }


def demo_people() -> list[DemoPerson]:
    """Who can be chosen with one click on the sign-in page; nobody outside demo mode."""
    if not settings.DEMO:
        return []
    attempts = {each.email: each.attempt for each in current_profile().demo_people}
    people = {person.email: person for person in Person.objects.filter(email__in=attempts, is_active=True)}
    language = get_language() or "sv"
    return [
        DemoPerson(people[email].name, people[email].title, email, attempt.said(language))
        for email, attempt in attempts.items()
        if email in people
    ]


def _ways(request: HttpRequest) -> list[Way]:
    actor = getattr(request, "actor", None)
    if actor is None:
        return []
    return [way for way in WAYS if _leads_in(actor, way)]


def _leads_in(actor: Actor, way: Way) -> bool:
    if any(actor.may_anywhere(each) for each in way.somewhere):
        return True
    return way.permission is None or _opens(actor, way.permission)


def _opens(actor: Actor, permission: Permission) -> bool:
    """These pages are about the whole city. The tree is only read for those who hold the permission somewhere."""
    return actor.may_anywhere(permission) and actor.may(permission)
