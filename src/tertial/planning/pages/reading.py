"""What pages about documents do with a request: find the reading for those who may change the unit's plan."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from tertial.goals.actions.asking import CITY_KINDS
from tertial.goals.pages.reading import may_edit
from tertial.organisation.access import Actor
from tertial.organisation.models import Unit
from tertial.organisation.pages.reading import actor_of
from tertial.organisation.profile import current_profile
from tertial.organisation.roles import Permission
from tertial.planning.models import Proposal, Reading


def reading_or_404(request: HttpRequest, key: str) -> Reading:
    """A document under review is there for those who may change the unit's plan, and for nobody else."""
    found = get_object_or_404(Reading.objects.select_related("document", "unit", "plan__unit"), key=key)
    if not may_edit(actor_of(request), found.unit):
        raise Http404
    return found


def row_or_404(reading: Reading, pk: int) -> Proposal:
    return get_object_or_404(reading.proposals.select_related("reading__document", "passage", "under"), pk=pk)


def units_for(actor: Actor) -> list[Unit]:
    """The units whose plans the person may change: those that have plans first of all, boards before their parts."""
    if not (actor.may_anywhere(Permission.EDIT_GOALS) or actor.may_anywhere(Permission.EDIT_CITY_GOALS)):
        return []
    owning = {kind for level in current_profile().goal_levels for kind in level.owner}
    mine = [
        key
        for key, unit in actor.organisation.units.items()
        if unit.kind in owning and actor.may(*_asked(unit.kind, key))
    ]
    return list(Unit.objects.filter(key__in=mine).order_by("name"))


def _asked(kind: str, key: str) -> tuple[Permission, str | None]:
    return (Permission.EDIT_CITY_GOALS, None) if kind in CITY_KINDS else (Permission.EDIT_GOALS, key)
