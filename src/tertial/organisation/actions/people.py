"""People: adding, changing, closing accounts, and standing in for each other."""

from datetime import date

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from tertial.foundation.words import N_
from tertial.history.actions import action, nothing_changed, record
from tertial.organisation.access import By, require, require_self
from tertial.organisation.actions.holdings import LAST_ADMINISTRATOR, is_last_administrator
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Deputyship, Person
from tertial.organisation.roles import Permission

LANGUAGES = {"sv": "svenska", "en": "English"}


def _tell(by: By, verb: str, person: Person, acting_for: str = "", **particulars: str) -> None:
    record(
        by=by,
        verb=verb,
        kind="person",
        key=person.key,
        name=person.name,
        acting_for=acting_for,
        **particulars,
    )


@action
def create_person(*, by: By, key: str, name: str, email: str, title: str = "") -> Person:
    """Somebody new. Without a password until they choose one by the link they get."""
    acting_for = require(by, Permission.EDIT_PEOPLE)
    values = _checked_name(name), _checked_email(email), _checked_title(title)
    person = Person(key=key, name=values[0], email=values[1], title=values[2])
    if Person.objects.filter(key=key).exists():
        raise Refused(N_("Det finns redan en person med nyckeln %(key)s."), key=key)
    person.set_unusable_password()
    person.save()
    _tell(by, "person.created", person, acting_for)
    return person


@action
def change_person(*, by: By, person: Person, name: str, email: str, title: str) -> Person:
    acting_for = require(by, Permission.EDIT_PEOPLE)
    wanted = (_checked_name(name), _checked_email(email, but=person), _checked_title(title))
    if wanted == (person.name, person.email, person.title):
        nothing_changed()
        return person
    addresses = {"old_email": person.email, "new_email": wanted[1]} if wanted[1] != person.email else {}
    person.name, person.email, person.title = wanted
    person.save()
    if addresses:  # what the sign-in remembers of earlier addresses must not open the account
        EmailAddress.objects.filter(user=person).delete()
    _tell(by, "person.changed", person, acting_for, **addresses)
    return person


@action
def close_person(*, by: By, person: Person) -> Person:
    """The person can no longer sign in; what they have done stays theirs."""
    acting_for = require(by, Permission.EDIT_PEOPLE)
    if by.key == person.key:
        raise Refused(N_("Du kan inte stänga ditt eget konto. Be en annan administratör."))
    if is_last_administrator(person.holdings.all(), timezone.localdate()):
        raise Refused(LAST_ADMINISTRATOR)
    person.is_active = False
    person.save()
    _tell(by, "person.closed", person, acting_for)
    return person


@action
def choose_language(*, by: By, person: Person, language: str) -> Person:
    acting_for = require_self(by, person, Permission.EDIT_PEOPLE)
    if language not in LANGUAGES:
        raise Refused(N_("Välj svenska eller engelska."), field="language")
    if language == person.language:
        nothing_changed()
        return person
    person.language = language
    person.save()
    _tell(by, "person.language", person, acting_for, language=LANGUAGES[language])
    return person


@action
def name_deputy(
    *, by: By, holder: Person, deputy: Person, valid_from: date, valid_to: date, reason: str = ""
) -> Deputyship:
    """The deputy may do what the holder may, between these days. The log shows in whose place."""
    acting_for = require_self(by, holder, Permission.GIVE_ROLES)
    if deputy == holder:
        raise Refused(N_("Välj någon annan än dig själv."), field="deputy")
    if acting_for and deputy.key == by.key:
        raise Refused(N_("Som vikarie kan du inte göra dig själv till vikarie."), field="deputy")
    if valid_to < valid_from:
        raise Refused(N_("Sista dagen är före första dagen."), field="valid_to")
    if not deputy.is_active:
        raise Refused(N_("%(deputy)s har inget öppet konto."), field="deputy", deputy=deputy)
    deputyship = Deputyship.objects.create(
        holder=holder, deputy=deputy, valid_from=valid_from, valid_to=valid_to, reason=reason.strip()
    )
    _tell(
        by,
        "deputy.named",
        holder,
        acting_for,
        deputy=deputy.name,
        valid_from=valid_from.isoformat(),
        valid_to=valid_to.isoformat(),
    )
    return deputyship


@action
def end_deputy(*, by: By, deputyship: Deputyship, on: date) -> Deputyship:
    """Back earlier than planned: the deputy may nothing more from this day."""
    acting_for = require_self(by, deputyship.holder, Permission.GIVE_ROLES)
    holder, deputy = deputyship.holder, deputyship.deputy
    if deputyship.valid_from >= on:
        deputyship.delete()
    else:
        deputyship.valid_to = date.fromordinal(on.toordinal() - 1)
        deputyship.save()
    _tell(by, "deputy.ended", holder, acting_for, deputy=deputy.name)
    return deputyship


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 200:
        raise Refused(N_("Skriv personens namn, högst 200 tecken."), field="name")
    return name


def _checked_title(title: str) -> str:
    title = " ".join(title.split())
    if len(title) > 200:
        raise Refused(N_("Korta titeln till högst 200 tecken."), field="title")
    return title


def _checked_email(email: str, but: Person | None = None) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(N_("Skriv en e-postadress, till exempel namn@kommun.se."), field="email") from None
    same = Person.objects.filter(email=email)
    if but is not None:
        same = same.exclude(pk=but.pk)
    if same.exists():
        raise Refused(N_("%(email)s används redan av en annan person."), field="email", email=email)
    return email
