"""The people of the tests, in one small city. Names carry ¤ so that the language test knows data from text.

Karin runs the city office, Nils is an administrator, Eva reports and Siv approves in Strand, Kim is Strand's
controller, Rolf the auditor, Lo a reader, and Ute reports in another board: the outsider.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from tertial.organisation.models import Person, Placement, RoleHolding, Unit

SINCE = date(2020, 1, 1)
PASSWORD = make_password("ett-langt-losenord")


@dataclass(frozen=True)
class City:
    council: Unit
    strand: Unit
    care: Unit
    home: Unit
    berg: Unit
    school: Unit


PEOPLE = {
    "karin": ("city_office", "council"),
    "nils": ("administrator", "council"),
    "eva": ("reporter", "home"),
    "siv": ("approver", "strand"),
    "kim": ("controller", "strand"),
    "rolf": ("auditor", "council"),
    "lo": ("reader", "council"),
    "ute": ("approver", "berg"),
}


def a_unit(key: str, parent: Unit | None = None, kind: str = "unit", name: str = "") -> Unit:
    unit = Unit.objects.create(key=key, name=name or f"¤{key.capitalize()}", kind=kind, valid_from=SINCE)
    if parent:
        Placement.objects.create(unit=unit, parent=parent, valid_from=SINCE)
    return unit


def a_person(key: str, role: str = "", unit: Unit | None = None) -> Person:
    person = _person(key)
    person.save()
    if role and unit:
        RoleHolding.objects.create(person=person, unit=unit, role=role, valid_from=SINCE)
    return person


def _person(key: str) -> Person:
    person = Person(key=key, name=f"¤{key.capitalize()} Prov", email=f"{key}@prov.example", title="¤titel")
    person.password = PASSWORD
    return person


def a_city() -> City:
    """Most tests begin with it: four inserts, whatever number of rows."""
    below = {
        "council": None,
        "strand": "council",
        "care": "strand",
        "home": "care",
        "berg": "council",
        "school": "berg",
    }
    kinds = {"council": "council", "strand": "board", "care": "department", "berg": "board"}
    units = {
        key: Unit(key=key, name=f"¤{key.capitalize()}", kind=kinds.get(key, "unit"), valid_from=SINCE)
        for key in below
    }
    Unit.objects.bulk_create(units.values())
    Placement.objects.bulk_create(
        Placement(unit=units[key], parent=units[parent], valid_from=SINCE)
        for key, parent in below.items()
        if parent
    )
    people = {key: _person(key) for key in PEOPLE}
    Person.objects.bulk_create(people.values())
    RoleHolding.objects.bulk_create(
        RoleHolding(person=people[key], unit=units[unit], role=role, valid_from=SINCE)
        for key, (role, unit) in PEOPLE.items()
    )
    return City(**units)
