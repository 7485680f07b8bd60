"""Giving and ending roles."""

from datetime import date, timedelta

from django.db.models import QuerySet

from tertial.foundation.words import N_
from tertial.history.actions import action, record
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Person, RoleHolding, Unit
from tertial.organisation.queries import organisation_on
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
    if acting_for and by.key == person.key:
        raise Refused(DEPUTY_FOR_ONESELF)
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
    if holding.role in EVERYWHERE:  # as when it was given
        require(by, Permission.GIVE_ROLES)
    if holding.role == "administrator" and is_last_administrator(
        RoleHolding.objects.filter(pk=holding.pk), on
    ):
        raise Refused(LAST_ADMINISTRATOR)
    _tell(by, "role.ended", holding, acting_for)
    if holding.valid_from >= on:
        holding.delete()
    else:
        holding.valid_to = on - timedelta(days=1)
        holding.save()
    return holding


DEPUTY_FOR_ONESELF = N_("Som vikarie kan du inte ge dig själv en roll. Be en annan administratör.")
LAST_ADMINISTRATOR = N_("Det här är den sista administratören. Ge någon annan rollen först.")


def is_last_administrator(ending: QuerySet[RoleHolding], on: date) -> bool:
    """Whether nobody could give roles in the whole city any more once these holdings have ended."""
    everybody = _administrators(on)
    return everybody.exists() and not everybody.exclude(pk__in=ending.values("pk")).exists()


def has_administrator(on: date) -> bool:
    return _administrators(on).exists()


def _administrators(on: date) -> QuerySet[RoleHolding]:
    """Those who may give roles in the whole city from this day on, with no end in sight."""
    return RoleHolding.objects.filter(
        role="administrator",
        unit__key__in=organisation_on(on).top,
        valid_from__lte=on,
        valid_to__isnull=True,
        person__is_active=True,
    )
