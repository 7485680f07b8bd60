"""Reading the organisation: one snapshot of a day, walked in memory, and what pages show of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any

from django.db.models import Count, DateField, Q, QuerySet
from django.utils import timezone
from django.utils.text import slugify

from tertial.foundation.words import swedish_order
from tertial.history.often import Given, Often
from tertial.organisation.models import Deputyship, Person, Placement, RoleHolding, Succession, Unit, valid_on
from tertial.organisation.profile import current_profile
from tertial.organisation.rules.access import Held, line_of
from tertial.organisation.rules.person_records import PersonRecord, RoleRecord
from tertial.organisation.rules.structure import PlacementRow, SuccessionRow, UnitRow
from tertial.organisation.rules.unit_checks import Standing
from tertial.organisation.rules.unit_records import Place, UnitRecord


@dataclass(frozen=True, slots=True)
class UnitInfo:
    key: str
    name: str
    short_name: str
    kind: str
    group: str


@cache
def _kind_order() -> dict[str, int]:
    return {kind.key: place for place, kind in enumerate(current_profile().unit_kinds)}


@dataclass(frozen=True)
class Organisation:
    """The whole tree as it is on one day. Two queries whatever its size; everything else is a walk in memory."""

    day: date
    units: dict[str, UnitInfo]
    parents: dict[str, str | None]

    @cached_property
    def children(self) -> dict[str | None, list[str]]:
        below: dict[str | None, list[str]] = {}
        for key in sorted(self.units, key=self._order):
            below.setdefault(self.parents.get(key), []).append(key)
        return below

    def _order(self, key: str) -> tuple[int, str, str]:
        """Kinds in the profile's order, then groups, then names: the board before the company."""
        unit = self.units[key]
        return (_kind_order().get(unit.kind, 99), unit.group, swedish_order(unit.name))

    @cached_property
    def top(self) -> list[str]:
        """Where a role counts for the whole city: the council, by whatever name, that stands under nothing else."""
        return [
            key
            for key, unit in self.units.items()
            if unit.kind in current_profile().top_kinds and self.parents.get(key) is None
        ]

    def line(self, key: str) -> list[str]:
        return line_of(key, self.parents)

    def path(self, key: str) -> list[UnitInfo]:
        """From the top down to the unit's parent."""
        return [self.units[k] for k in reversed(self.line(key)[1:]) if k in self.units]

    def below(self, key: str) -> list[UnitInfo]:
        return [self.units[k] for k in self.children.get(key, [])]

    def walk(self, key: str | None = None, depth: int = 0) -> Iterator[tuple[int, UnitInfo]]:
        """Every unit below (from the top when no unit is named), with its depth, parents before children."""
        for child in self.children.get(key, []):
            yield depth, self.units[child]
            yield from self.walk(child, depth + 1)

    def count_below(self, key: str) -> int:
        return sum(1 for _ in self.walk(key))


def organisation_on(day: date) -> Organisation:
    rows = Unit.objects.filter(valid_on(day)).values_list("key", "name", "short_name", "kind", "group")
    units = {row[0]: UnitInfo(*row) for row in rows}
    placed = Placement.objects.filter(valid_on(day)).values_list("unit__key", "parent__key")
    above = {unit: parent for unit, parent in placed if parent in units}
    return Organisation(day, units, {key: above.get(key) for key in units})


def held_by(person: Person, day: date) -> tuple[Held, ...]:
    """The roles somebody holds today, and those of the people they stand in for."""
    own = (Held(role, unit) for role, unit in _OWN.rows(person=person.pk, day=day))
    return (*own, *(Held(*row) for row in _LENT.rows(person=person.pk, day=day)))


_SOMEBODY: Any = Given("person", Person._meta.pk)
_SOME_DAY: Any = Given("day", DateField())


def _own() -> QuerySet[Any, Any]:
    return RoleHolding.objects.filter(valid_on(_SOME_DAY), person=_SOMEBODY).values_list("role", "unit__key")


def _lent() -> QuerySet[Any, Any]:
    return RoleHolding.objects.filter(
        valid_on(_SOME_DAY),
        person__is_active=True,
        person__deputies__deputy=_SOMEBODY,
        person__deputies__valid_from__lte=_SOME_DAY,
        person__deputies__valid_to__gte=_SOME_DAY,
    ).values_list("role", "unit__key", "person__name")


_OWN, _LENT = Often(_own), Often(_lent)


@dataclass(frozen=True, slots=True)
class HoldingRow:
    id: int
    role: str
    person: Person
    unit: Unit
    valid_from: date
    valid_to: date | None
    is_current: bool = True


def holdings_in(unit: Unit, day: date) -> list[HoldingRow]:
    found = (
        RoleHolding.objects.filter(unit=unit)
        .select_related("person", "unit")
        .order_by("role", "person__name")
    )
    return [_row(each, day) for each in found]


def holdings_of(person: Person, day: date) -> list[HoldingRow]:
    found = (
        RoleHolding.objects.filter(person=person)
        .select_related("person", "unit")
        .order_by("role", "unit__name")
    )
    return [_row(each, day) for each in found]


def _row(each: RoleHolding, day: date) -> HoldingRow:
    current = each.valid_from <= day and (each.valid_to is None or each.valid_to >= day)
    return HoldingRow(each.id, each.role, each.person, each.unit, each.valid_from, each.valid_to, current)


@dataclass(frozen=True, slots=True)
class DeputyRow:
    id: int
    holder: Person
    deputy: Person
    valid_from: date
    valid_to: date
    reason: str


def deputies_of(person: Person, day: date) -> list[DeputyRow]:
    """Those who stand in for the person now or later, and those whom the person stands in for."""
    found = (
        Deputyship.objects.filter(valid_to__gte=day)
        .filter(Q(holder=person) | Q(deputy=person))
        .select_related("holder", "deputy")
        .order_by("valid_from")
    )
    return [DeputyRow(d.id, d.holder, d.deputy, d.valid_from, d.valid_to, d.reason) for d in found]


@dataclass(frozen=True)
class UnitSheet:
    """Everything the unit's page shows."""

    unit: Unit
    day: date
    path: Sequence[UnitInfo]
    below: Sequence[UnitInfo]
    below_count: dict[str, int]
    holdings: Sequence[HoldingRow]
    came_from: Sequence[Succession] = field(default_factory=list)
    became: Sequence[Succession] = field(default_factory=list)
    placements: Sequence[Placement] = field(default_factory=list)


def unit_sheet(unit: Unit, organisation: Organisation) -> UnitSheet:
    day = organisation.day
    below = organisation.below(unit.key)
    return UnitSheet(
        unit=unit,
        day=day,
        path=organisation.path(unit.key),
        below=below,
        below_count={each.key: organisation.count_below(each.key) for each in below},
        holdings=holdings_in(unit, day),
        came_from=list(unit.predecessors.select_related("old").order_by("old__name")),
        became=list(unit.successors.select_related("new").order_by("new__name")),
        placements=list(unit.placements.select_related("parent").order_by("valid_from")),
    )


@dataclass(frozen=True, slots=True)
class PersonRow:
    key: str
    name: str
    title: str
    email: str
    is_active: bool


def people_named(wanted: str, day: date) -> list[PersonRow]:
    """Everybody whose name, title or e-mail holds the words, whatever their case. Å is not A."""
    rows = Person.objects.values_list("key", "name", "title", "email", "is_active")
    words = wanted.casefold().split()
    found = sorted((PersonRow(*row) for row in rows), key=lambda each: swedish_order(each.name))
    return [
        each for each in found if all(w in f"{each.name} {each.title} {each.email}".casefold() for w in words)
    ]


def person_with_email(email: str) -> Person | None:
    return Person.objects.filter(email=email.strip().lower()).first()


def units_named(wanted: str, organisation: Organisation, near: Iterable[str] = ()) -> list[UnitInfo]:
    """Units whose name or short name holds all the words; those in the same board as `near` come first."""
    words = wanted.casefold().split()
    if not words:
        return []
    boards = {organisation.line(key)[-2:][0] for key in near if key in organisation.units}

    def order(unit: UnitInfo) -> tuple[bool, bool, str, str]:
        is_far = boards.isdisjoint(organisation.line(unit.key))
        return is_far, not unit.name.casefold().startswith(words[0]), swedish_order(unit.name), unit.key

    found = (
        unit
        for unit in organisation.units.values()
        if all(word in f"{unit.name} {unit.short_name}".casefold() for word in words)
    )
    return sorted(found, key=order)


def count_by_role() -> dict[str, int]:
    """How many people hold each role today."""
    rows = RoleHolding.objects.filter(valid_on(timezone.localdate()), person__is_active=True)
    return dict(rows.values_list("role").annotate(n=Count("person", distinct=True)))


def standing_units() -> Standing:
    """Every unit and placement there is, as plain rows for the rules."""
    units = Unit.objects.values_list("key", "name", "kind", "valid_from", "valid_to")
    placed = Placement.objects.order_by("valid_from")
    rows = placed.values_list("unit__key", "parent__key", "valid_from", "valid_to")
    followed = Succession.objects.values_list("old__key", "new__key", "on")
    return Standing(
        tuple(UnitRow(*row) for row in units),
        tuple(PlacementRow(*row) for row in rows),
        tuple(SuccessionRow(*row) for row in followed),
    )


def unit_records() -> list[UnitRecord]:
    """Every unit as a file would give it."""
    places: dict[str, list[Place]] = {}
    for row in standing_units().placements:
        places.setdefault(row.unit, []).append(Place(row.parent, row.valid_from, row.valid_to))
    fields = ("key", "name", "kind", "short_name", "group", "description", "valid_from", "valid_to")
    rows = Unit.objects.values(*fields)
    return [UnitRecord(**row, places=tuple(places.get(row["key"], ()))) for row in rows]


def person_records() -> list[PersonRecord]:
    return [PersonRecord(*row) for row in Person.objects.values_list("key", "name", "email", "title")]


def role_records() -> list[RoleRecord]:
    rows = RoleHolding.objects.values_list("person__key", "role", "unit__key", "valid_from", "valid_to")
    return [RoleRecord(*row) for row in rows]


LONGEST_KEY = 70


def free_key(rows: QuerySet[Any], name: str, otherwise: str) -> str:
    """A readable key that no row has: the name, with a number when it is taken."""
    base = slugify(name)[:LONGEST_KEY] or otherwise
    taken = set(rows.filter(key__startswith=base).values_list("key", flat=True))
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(key for key in numbered if key not in taken)
