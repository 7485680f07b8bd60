"""Units: adding, naming, moving, closing."""

from datetime import date, timedelta

from django.db.models import Q

from tertial.foundation.words import N_
from tertial.history.actions import action, nothing_changed, record
from tertial.organisation.access import By, require
from tertial.organisation.actions.holdings import LAST_ADMINISTRATOR, is_last_administrator
from tertial.organisation.actions.one_tree import kept_whole
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Placement, Unit
from tertial.organisation.queries import organisation_on
from tertial.organisation.roles import Permission


class SomebodyElseWasFirst(Exception):
    """The row was changed since the form was opened; the page shows both texts and lets the person choose."""

    def __init__(self, current: Unit) -> None:
        super().__init__(f"{current} har ändrats av någon annan")
        self.current = current


def tell(by: By, verb: str, unit: Unit, acting_for: str = "", **particulars: str) -> None:
    record(
        by=by,
        verb=verb,
        kind="unit",
        key=unit.key,
        name=unit.name,
        unit=unit.key,
        acting_for=acting_for,
        **particulars,
    )


@action
def create_unit(
    *,
    by: By,
    key: str,
    name: str,
    kind: str,
    parent: Unit | None,
    valid_from: date,
    short_name: str = "",
    group: str = "",
    description: str = "",
) -> Unit:
    """A new unit, standing under its parent from the first day."""
    acting_for = require(by, Permission.CHANGE_STRUCTURE, parent.key if parent else None)
    name, short_name = _a_name(name), _a_short_name(short_name)
    if Unit.objects.filter(key=key).exists():
        raise Refused(N_("Det finns redan en enhet med nyckeln %(key)s."), field="name", key=key)
    if parent:
        _refuse_namesake(name, parent)
    with kept_whole("valid_from"):
        unit = Unit.objects.create(
            key=key,
            name=name,
            short_name=short_name,
            kind=kind,
            group=group,
            description=description,
            valid_from=valid_from,
        )
        if parent:
            Placement.objects.create(unit=unit, parent=parent, valid_from=valid_from)
    tell(by, "unit.created", unit, acting_for)
    return unit


@action
def edit_unit(*, by: By, unit: Unit, name: str, short_name: str, description: str, version: int) -> Unit:
    """Name and description; `version` is the one the person saw."""
    acting_for = require(by, Permission.EDIT_UNIT, unit.key)
    name = _a_name(name)
    now = Unit.objects.select_for_update().get(pk=unit.pk)
    wanted = (name, _a_short_name(short_name), description.strip())
    before = (now.name, now.short_name, now.description)
    if wanted == before:
        nothing_changed()
        return now
    if now.version != version:
        raise SomebodyElseWasFirst(now)
    now.name, now.short_name, now.description = wanted
    now.version += 1
    now.save()
    if before[0] != now.name:
        tell(by, "unit.renamed", now, acting_for, old=before[0], new=now.name)
    if before[1:] != wanted[1:]:
        tell(by, "unit.described", now, acting_for)
    return now


@action
def move_unit(*, by: By, unit: Unit, parent: Unit, on: date) -> Unit:
    """From this day the unit stands under another parent; what was before stays as it was."""
    acting_for = require(by, Permission.CHANGE_STRUCTURE, unit.key)
    require(by, Permission.CHANGE_STRUCTURE, parent.key)
    now = _placement_to_end(unit, on)
    if now and now.parent_id == parent.pk:
        nothing_changed()
        return unit
    if unit.key in organisation_on(on).line(parent.key):
        raise Refused(
            N_("%(parent)s ligger under %(unit)s. En enhet kan inte flyttas in under sig själv."),
            field="parent",
            parent=parent,
            unit=unit,
        )
    with kept_whole():
        place(unit, parent, on)
    tell(
        by,
        "unit.moved",
        unit,
        acting_for,
        old=now.parent.name if now else "–",
        new=parent.name,
        on=on.isoformat(),
    )
    return unit


@action
def close_unit(*, by: By, unit: Unit, on: date) -> Unit:
    """The unit's last day. It and everything said about it stays readable for ever."""
    acting_for = require(by, Permission.CHANGE_STRUCTURE, unit.key)
    now = Unit.objects.select_for_update().get(pk=unit.pk)
    with kept_whole():
        end(now, on)
    tell(by, "unit.closed", now, acting_for, on=on.isoformat())
    return now


def place(unit: Unit, parent: Unit, on: date) -> None:
    """End the placement that runs on that day and start the new one."""
    before = _placement_to_end(unit, on)
    if before:
        if before.valid_from == on:
            before.delete()
        else:
            before.valid_to = on - timedelta(days=1)
            before.save()
    Placement.objects.create(unit=unit, parent=parent, valid_from=on)


def _placement_to_end(unit: Unit, on: date) -> Placement | None:
    """The open placement; a change in the past of a later one is refused, since it would rewrite history."""
    open_one = unit.placements.select_related("parent").filter(valid_to__isnull=True).first()
    if open_one and open_one.valid_from > on:
        raise Refused(
            N_("%(unit)s flyttas redan %(valid_from)s. Välj det datumet eller ett senare."),
            field="on",
            unit=unit,
            valid_from=open_one.valid_from,
        )
    if on < unit.valid_from:
        raise Refused(
            N_("%(unit)s finns från och med %(valid_from)s. Välj det datumet eller ett senare."),
            field="on",
            unit=unit,
            valid_from=unit.valid_from,
        )
    return open_one


def end(unit: Unit, on: date) -> None:
    """Close the unit and its placement on its last day."""
    if on < unit.valid_from:
        raise Refused(
            N_("%(unit)s finns från och med %(valid_from)s och kan inte avslutas %(on)s."),
            field="on",
            unit=unit,
            valid_from=unit.valid_from,
            on=on,
        )
    day_after = on + timedelta(days=1)
    still = Placement.objects.filter(parent=unit, valid_to__isnull=True).filter(
        Q(unit__valid_to__isnull=True) | Q(unit__valid_to__gte=day_after)
    )
    names = list(still.values_list("unit__name", flat=True)[:4])
    if names:
        raise Refused(
            N_("%(unit)s har enheter under sig (%(names)s). Flytta eller avsluta dem först."),
            field="on",
            unit=unit,
            names=", ".join(names),
        )
    if is_last_administrator(unit.holdings.all(), on):
        raise Refused(LAST_ADMINISTRATOR)
    unit.placements.filter(valid_from__gt=on).delete()
    for placement in unit.placements.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)):
        placement.valid_to = on
        placement.save()
    for holding in unit.holdings.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on):
        holding.valid_to = on
        holding.save()
    unit.valid_to = on
    unit.version += 1
    unit.save()


def _refuse_namesake(name: str, parent: Unit) -> None:
    """Two of the same name side by side are one button pressed twice."""
    beside = Placement.objects.filter(parent=parent, valid_to__isnull=True, unit__valid_to__isnull=True)
    if beside.filter(unit__name=name).exists():
        raise Refused(
            N_("Det finns redan en enhet som heter %(name)s under %(parent)s."),
            field="name",
            name=name,
            parent=parent,
        )


def _a_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused(N_("Skriv enhetens namn."), field="name")
    if len(name) > 200:
        raise Refused(N_("Namnet är %(count)s tecken. Korta till högst 200."), field="name", count=len(name))
    return name


def _a_short_name(short_name: str) -> str:
    short_name = " ".join(short_name.split())
    if len(short_name) > 60:
        raise Refused(N_("Det korta namnet får ha högst 60 tecken."), field="short_name")
    return short_name
