"""Loading a whole city from its profile, once, into an empty database."""

from collections.abc import Iterable
from dataclasses import replace

from django.contrib.auth.hashers import make_password

from tertial.foundation.words import N_
from tertial.history.actions import action, record
from tertial.history.sizes import learn_sizes
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Deputyship, Person, Placement, RoleHolding, Succession, Unit
from tertial.organisation.roles import Permission
from tertial.organisation.rules.profile import Profile
from tertial.organisation.rules.unit_records import UnitRecord

BATCH = 500


@action
def load_city(*, by: By, profile: Profile) -> tuple[int, int]:
    """Every unit, person and role of the profile. Answers how many units and people came in."""
    require(by, Permission.IMPORT)
    if Unit.objects.exists():
        raise Refused(
            N_(
                "Det finns redan enheter. En stad läses in en gång; läs in ändringar som fil under Inläsningar."
            )
        )
    profile = _with_a_top(profile)
    units = _units(profile)
    people = _people(profile)
    _placements(profile, units)
    _roles(profile, units, people)
    learn_sizes()
    record(
        by=by,
        verb="city.loaded",
        kind="city",
        key=profile.city.key,
        name=profile.city.name,
        units=len(units),
        people=len(people),
    )
    return len(units), len(people)


def _with_a_top(profile: Profile) -> Profile:
    """A city that starts without units gets its topmost one: without it nobody could hold a role."""
    top = next((kind for kind in profile.unit_kinds if not kind.under), None)
    if profile.units or top is None:
        return profile
    return replace(profile, units=(UnitRecord(top.key, top.name.sv, top.key),))


def _units(profile: Profile) -> dict[str, Unit]:
    dates = {row.key: row for row in profile.unit_rows}
    rows = [
        Unit(
            key=each.key,
            name=each.name,
            short_name=each.short_name,
            kind=each.kind,
            group=each.group,
            description=each.description,
            valid_from=dates[each.key].valid_from,
            valid_to=dates[each.key].valid_to,
        )
        for each in profile.units
    ]
    made = Unit.objects.bulk_create(rows, batch_size=BATCH)
    Unit.history.bulk_history_create(made, batch_size=BATCH)
    return {unit.key: unit for unit in made}


def _placements(profile: Profile, units: dict[str, Unit]) -> None:
    Placement.objects.bulk_create(
        (
            Placement(
                unit=units[row.unit],
                parent=units[row.parent],
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for row in profile.placement_rows
        ),
        batch_size=BATCH,
    )
    Succession.objects.bulk_create(
        Succession(old=units[row.old], new=units[row.new], on=row.on) for row in profile.successions
    )


def _people(profile: Profile) -> dict[str, Person]:
    nothing = make_password(None)
    rows = [
        Person(key=each.key, name=each.name, email=each.email.lower(), title=each.title, password=nothing)
        for each in profile.people
    ]
    return {person.key: person for person in Person.objects.bulk_create(rows, batch_size=BATCH)}


def _roles(profile: Profile, units: dict[str, Unit], people: dict[str, Person]) -> None:
    RoleHolding.objects.bulk_create(_holdings(profile, units, people), batch_size=BATCH)
    Deputyship.objects.bulk_create(
        Deputyship(
            holder=people[each.holder],
            deputy=people[each.deputy],
            valid_from=each.valid_from,
            valid_to=each.valid_to,
            reason=each.reason,
        )
        for each in profile.deputies
    )


def _holdings(profile: Profile, units: dict[str, Unit], people: dict[str, Person]) -> Iterable[RoleHolding]:
    for each in profile.roles:
        yield RoleHolding(
            person=people[each.person],
            role=each.role,
            unit=units[each.unit],
            valid_from=each.valid_from or profile.city.start,
            valid_to=each.valid_to,
        )
