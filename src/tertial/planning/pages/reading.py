"""What pages about documents do with a request: find the reading for those who may change the unit's plan."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from tertial.goals.actions.asking import CITY_KINDS
from tertial.goals.pages.reading import may_edit
from tertial.organisation.access import Actor
from tertial.organisation.models import Unit
from tertial.organisation.pages.reading import actor_of
from tertial.organisation.profile import current_profile
from tertial.organisation.roles import Permission
from tertial.planning.models import Proposal, Reading
from tertial.planning.rules.draft_rows import Kind


def reading_or_404(request: HttpRequest, key: str) -> Reading:
    """A document under review is there for those who may change the unit's plan, and for nobody else."""
    found = get_object_or_404(Reading.objects.select_related("document", "unit", "plan__unit"), key=key)
    if not may_edit(actor_of(request), found.unit):
        raise Http404
    return found


def row_or_404(reading: Reading, pk: int) -> Proposal:
    return get_object_or_404(reading.proposals.select_related("reading__document", "passage", "under"), pk=pk)


def goals_of(reading: Reading, row: Proposal) -> list[tuple[int, str]]:
    """The document's goals that a row can be put under."""
    goals = reading.proposals.filter(kind=Kind.GOAL).exclude(pk=row.pk)
    return [(each.pk, f"{each.content['number']} {each.content['text']}"[:100]) for each in goals]


KEPT = ("vy", "gren", "del", "sida")


def is_key(text: str) -> bool:
    """Whether somebody's text can be the number of a row at all."""
    return text.isdecimal() and len(text) < 16


def kept_of(words: Mapping[str, str], prefix: str = "") -> str:
    """Which view of a reading somebody stands in, as words for an address."""
    return urlencode({name: words[prefix + name] for name in KEPT if words.get(prefix + name)})


def back_to(words: Mapping[str, str], key: str, row: int | None = None, prefix: str = "") -> str:
    """The view that somebody came from, with the row in focus, or the one after the row just judged."""
    following = words.get(f"{prefix}nasta", "")
    at = row if row is not None else int(following) if is_key(following) else None
    here = f"{reverse('reading', args=[key])}?{kept_of(words, prefix)}"
    return f"{here}&rad={at}#rad-{at}" if at is not None else here


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
