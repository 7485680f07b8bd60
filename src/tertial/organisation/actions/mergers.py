"""Merging and splitting units: the old ones end, the new take over, and last year stays last year."""

from collections.abc import Sequence
from datetime import date, timedelta

from tertial.foundation.words import N_
from tertial.history.actions import action
from tertial.organisation.access import By, require
from tertial.organisation.actions.one_tree import kept_whole
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.actions.units import end, place, tell
from tertial.organisation.models import Placement, Succession, Unit
from tertial.organisation.roles import Permission


@action
def merge_units(*, by: By, old: Sequence[Unit], new: Unit, on: date) -> Unit:
    """From this day `new` takes the place of the old ones; the units below them move to it."""
    acting_for = require(by, Permission.CHANGE_STRUCTURE, new.key)
    if len(old) < 2:
        raise Refused(N_("Välj minst två enheter att slå ihop."))
    if new in old:
        raise Refused(N_("Den nya enheten kan inte vara en av dem som slås ihop."))
    for unit in old:
        require(by, Permission.CHANGE_STRUCTURE, unit.key)
    with kept_whole():
        for unit in old:
            for child in _standing_under(unit):
                if child != new:
                    place(child, new, on)
            Succession.objects.create(old=unit, new=new, on=on)
            end(unit, on - timedelta(days=1))
    tell(by, "unit.merged", new, acting_for, old=", ".join(unit.name for unit in old), on=on.isoformat())
    return new


@action
def split_unit(*, by: By, old: Unit, new: Sequence[Unit], on: date) -> Unit:
    """From this day the new units take the place of the old one. What stood under it must have been moved first."""
    acting_for = require(by, Permission.CHANGE_STRUCTURE, old.key)
    if len(new) < 2:
        raise Refused(N_("Välj minst två enheter som tar över."))
    if old in new:
        raise Refused(N_("Enheten som delas kan inte själv vara en av de nya."))
    for unit in new:
        require(by, Permission.CHANGE_STRUCTURE, unit.key)
    with kept_whole():
        for unit in new:
            Succession.objects.create(old=old, new=unit, on=on)
        end(old, on - timedelta(days=1))
    tell(by, "unit.split", old, acting_for, new=", ".join(unit.name for unit in new), on=on.isoformat())
    return old


def _standing_under(unit: Unit) -> list[Unit]:
    rows = Placement.objects.filter(parent=unit, valid_to__isnull=True).select_related("unit")
    return [row.unit for row in rows]
