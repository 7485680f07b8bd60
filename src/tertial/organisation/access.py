"""The actor of a request: a person with the roles held today. Pages and actions ask it, and nothing else, who may."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tertial.history.actions import asked
from tertial.organisation.models import Person
from tertial.organisation.queries import Organisation, held_by, organisation_on
from tertial.organisation.roles import PERMITS, ROLES, Permission
from tertial.organisation.rules.access import Held, may_read_draft, permits


class Forbidden(PermissionDenied):
    """The person may see it but not do it; the page says what."""

    def __init__(self, name: str, permission: Permission) -> None:
        super().__init__(f"{name} får inte {PERMITS[permission]} här.")
        self.permission = permission


@dataclass(frozen=True)
class Actor:
    person: Person
    day: date

    @property
    def key(self) -> str:
        return self.person.key

    @property
    def name(self) -> str:
        return self.person.name

    @cached_property
    def held(self) -> tuple[Held, ...]:
        return held_by(self.person, self.day)

    @cached_property
    def organisation(self) -> Organisation:
        return organisation_on(self.day)

    def line(self, unit: str | None) -> Sequence[str]:
        return self.organisation.line(unit) if unit else self.organisation.top

    def holding(self, permission: Permission, unit: str | None = None) -> Held | None:
        """The role that permits it; without a unit, in the city as a whole: held at the top of the tree."""
        if unit and (own := permits(self.held, permission, (unit,))) and not own.instead_of:
            return own  # held here: the tree need not be read
        return permits(self.held, permission, self.line(unit))

    def may(self, permission: Permission, unit: str | None = None) -> bool:
        return self.holding(permission, unit) is not None

    def may_anywhere(self, permission: Permission) -> bool:
        """In some unit at least: for showing a way there, never for letting somebody do it."""
        return any(permission in ROLES[each.role].permits for each in self.held)

    def holding_somewhere(self, permissions: Iterable[Permission]) -> Held | None:
        """A role that permits any of these in some unit; one's own before one that is lent."""
        asked = set(permissions)
        able = [each for each in self.held if asked & ROLES[each.role].permits]
        return min(able, key=lambda each: bool(each.instead_of), default=None)

    def may_read_draft(self, unit: str) -> bool:
        return may_read_draft(self.held, (unit,)) or may_read_draft(self.held, self.line(unit))


class System:
    """The command line and the worker: what an operator of the machine does."""

    key = "system"
    name = "Tertial"

    def holding(self, permission: Permission, unit: str | None = None) -> Held | None:
        return Held("administrator", unit or "")

    def holding_somewhere(self, permissions: Iterable[Permission]) -> Held | None:
        return Held("administrator", "")

    def may(self, permission: Permission, unit: str | None = None) -> bool:
        return True


SYSTEM = System()

By = Actor | System


def actor_for(person: Person) -> Actor:
    return Actor(person, timezone.localdate())


def require(by: By, permission: Permission, unit: str | None = None) -> str:
    """Refuse unless permitted; answers whose place the person acts in, if it is not their own."""
    asked()
    holding = by.holding(permission, unit)
    if holding is None:
        raise Forbidden(by.name, permission)
    return holding.instead_of


def require_in(by: By, permissions: Sequence[Permission], unit: str) -> str:
    """Refuse unless one of these is permitted in the unit."""
    permitted = next((each for each in permissions if by.may(each, unit)), permissions[0])
    return require(by, permitted, unit)


def require_somewhere(by: By, permissions: Sequence[Permission]) -> str:
    """Refuse unless one of these is permitted in some unit: for what then is asked for unit by unit."""
    asked()
    holding = by.holding_somewhere(permissions)
    if holding is None:
        raise Forbidden(by.name, permissions[0])
    return holding.instead_of


def require_self(by: By, person: Person, permission: Permission) -> str:
    """One may do it for oneself; for somebody else it takes the permission."""
    if by.key == person.key:
        asked()
        return ""
    return require(by, permission)
