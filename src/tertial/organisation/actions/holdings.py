"""Giving and ending roles."""

from datetime import date, timedelta

from tertial.foundation.words import N_
from tertial.history.actions import action, record
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Person, RoleHolding, Unit
from tertial.organisation.roles import EVERYWHERE, ROLES, Permission


def _tell(by: By, verb: str, holding: RoleHolding, acting_for: str) -> None:
    record(
        by=by,
        verb=verb,
        kind="person",
        key=holding.person.key,
        name=holding.person.name,
        unit=holding.unit.key,
        acting_for=acting_for,
        role=ROLES[holding.role].name,
        unit_name=holding.unit.name,
    )


@action
def give_role(
    *, by: By, person: Person, role: str, unit: Unit, valid_from: date, valid_to: date | None = None
) -> RoleHolding:
    """The person holds the role on the unit and below it, from this day."""
    acting_for = require(by, Permission.GIVE_ROLES, unit.key)
    if role not in ROLES:
        raise Refused(N_("Det finns ingen roll som heter %(role)s."), field="role", role=role)
    if role in EVERYWHERE:  # counts in the whole city, so only those who may give roles there
        require(by, Permission.GIVE_ROLES)
    if valid_to and valid_to < valid_from:
        raise Refused(N_("Sista dagen är före första dagen."), field="valid_to")
    if RoleHolding.objects.filter(person=person, unit=unit, role=role, valid_to__isnull=True).exists():
        raise Refused(
            N_("%(person)s har redan rollen %(role)s för %(unit)s."),
            field="role",
            person=person,
            role=ROLES[role].name,
            unit=unit,
        )
    holding = RoleHolding.objects.create(
        person=person, unit=unit, role=role, valid_from=valid_from, valid_to=valid_to
    )
    _tell(by, "role.given", holding, acting_for)
    return holding


@action
def end_role(*, by: By, holding: RoleHolding, on: date) -> RoleHolding:
    """The role is held until the day before; a role that never began is taken away."""
    acting_for = require(by, Permission.GIVE_ROLES, holding.unit.key)
    if holding.role == "administrator" and not _another_administrator(holding, on):
        raise Refused(N_("Det här är den sista administratören. Ge någon annan rollen först."))
    _tell(by, "role.ended", holding, acting_for)
    if holding.valid_from >= on:
        holding.delete()
    else:
        holding.valid_to = on - timedelta(days=1)
        holding.save()
    return holding


def _another_administrator(holding: RoleHolding, on: date) -> bool:
    others = RoleHolding.objects.filter(role="administrator", valid_to__isnull=True, person__is_active=True)
    return others.exclude(pk=holding.pk).exists()
