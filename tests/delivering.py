"""What the tests of deliveries share: a file of each kind, and everything a file may change as text."""

from django.core import serializers
from django.utils import timezone

from tertial.intake.actions import deliveries as intake
from tertial.intake.models import Submission
from tertial.organisation.models import (
    Deputyship,
    Person,
    Placement,
    RoleHolding,
    Succession,
    Unit,
)

TODAY = timezone.localdate()
UNITS = "Nyckel;Namn;Slag;Överordnad\n"
NEW_UNITS = UNITS + "norr;¤Norr;unit;care\nsoder;¤Söder;unit;care\nhome;¤Nya hemmet;unit;school\n"
NEW_PEOPLE = "Namn;E-post;Titel\n¤Åsa Ny;asa@prov.example;¤chef\n¤Lo Omdöpt;lo@prov.example;¤ny titel\n"
NEW_ROLES = f"Person;Roll;Enhet;Från;Till\nlo@prov.example;Rapportör;home;;\neva@prov.example;reporter;home;;{TODAY}\n"
FILES = {"units": NEW_UNITS, "people": NEW_PEOPLE, "roles": NEW_ROLES}
# What an undo gives back. A unit's version is a counter for editors and never goes back; logs are kept.
KEPT = (Unit, Placement, Succession, Person, RoleHolding, Deputyship)


def receive(by, kind: str, text: str | bytes, name: str = "fil.csv") -> Submission:
    content = text.encode() if isinstance(text, str) else text
    return intake.receive(by=by, kind=kind, name=name, content=content)


def accept(by, kind: str, text: str | bytes) -> Submission:
    return intake.accept(by=by, delivery=receive(by, kind, text))


def dump() -> str:
    """Every row that a file may change, as text, without the numbers that new rows get."""
    rows = []
    for model in KEPT:
        for row in serializers.serialize(
            "python", model.objects.all(), use_natural_foreign_keys=True, use_natural_primary_keys=True
        ):
            fields = {k: v for k, v in row["fields"].items() if k != "version"}
            rows.append(f"{model.__name__} {fields}")
    return "\n".join(sorted(rows))
