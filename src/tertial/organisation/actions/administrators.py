"""Making somebody administrator of the whole city from the command line: the first one, or when nobody can sign in."""

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tertial.foundation.words import N_
from tertial.history.actions import action, record
from tertial.organisation.access import By, require
from tertial.organisation.actions.holdings import give_role
from tertial.organisation.actions.people import create_person
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Person, RoleHolding, Unit
from tertial.organisation.queries import free_key, organisation_on, person_with_email
from tertial.organisation.roles import Permission

ROLE = "administrator"


@action
def appoint_administrator(*, by: By, email: str, name: str, password: str, on: date) -> Person:
    """Whoever this is can sign in with the password and run the city from this day: entered if not known, opened
    if the account was closed, with the role at the top of the organisation."""
    require(by, Permission.EDIT_PEOPLE)
    require(by, Permission.GIVE_ROLES)
    top = _top_unit(on)
    person = person_with_email(email) or create_person(
        by=by, key=free_key(Person.objects.all(), name, "person"), name=name, email=email, title=""
    )
    _check_password(password, person)
    person.is_active = True
    person.set_password(password)
    person.save()
    held = RoleHolding.objects.filter(person=person, unit=top, role=ROLE, valid_to__isnull=True)
    if not held.filter(valid_from__lte=on).exists():
        held.delete()  # what was to begin later begins now instead
        give_role(by=by, person=person, role=ROLE, unit=top, valid_from=on)
    record(by=by, verb="administrator.appointed", kind="person", key=person.key, name=person.name)
    return person


def _top_unit(on: date) -> Unit:
    keys = organisation_on(on).top
    if not keys:
        raise Refused(
            N_(
                "Staden har ingen översta enhet i dag. Läs in stadens profil: tertial city load MAPP. "
                "Är den redan inläst? Då börjar organisationen gälla den dag som står vid start i city.toml."
            )
        )
    return Unit.objects.get(key=keys[0])


def _check_password(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused(N_("Lösenordet duger inte: %(reason)s"), reason=" ".join(error.messages)) from None
