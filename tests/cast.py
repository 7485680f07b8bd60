"""The people of the tests, in one small city. Names carry ¤ so that the language test knows data from text.

Karin runs the city office, Nils is an administrator, Eva reports and Siv approves in Strand, Kim is Strand's
controller, Rolf the auditor, Lo a reader, and Ute reports in another board: the outsider.
"""

from dataclasses import dataclass
from datetime import date

from tertial.organisation.models import Person, Placement, RoleHolding, Unit

SINCE = date(2020, 1, 1)


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
    person = Person(key=key, name=f"¤{key.capitalize()} Prov", email=f"{key}@prov.example", title="¤titel")
    person.set_password("ett-langt-losenord")
    person.save()
    if role and unit:
        RoleHolding.objects.create(person=person, unit=unit, role=role, valid_from=SINCE)
    return person


def a_city() -> City:
    council = a_unit("council", kind="council")
    strand = a_unit("strand", council, "board")
    care = a_unit("care", strand, "department")
    home = a_unit("home", care)
    berg = a_unit("berg", council, "board")
    school = a_unit("school", berg)
    city = City(council, strand, care, home, berg, school)
    for key, (role, unit) in PEOPLE.items():
        a_person(key, role, getattr(city, unit))
    return city
