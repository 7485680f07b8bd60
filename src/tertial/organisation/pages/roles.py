"""The page for the lawyer: what every role may."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tertial.organisation.queries import count_by_role
from tertial.organisation.roles import EVERYWHERE, PERMITS, ROLES, Role


@dataclass(frozen=True, slots=True)
class RoleCard:
    role: Role
    permits: list[str]
    count: int
    everywhere: bool


@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    held = count_by_role()
    cards = [
        RoleCard(
            role,
            [PERMITS[each] for each in PERMITS if each in role.permits],
            held.get(key, 0),
            key in EVERYWHERE,
        )
        for key, role in ROLES.items()
    ]
    return render(request, "organisation/roles.html", {"roles": cards})
