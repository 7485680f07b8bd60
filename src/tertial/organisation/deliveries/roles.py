"""Roles from a file: who holds what where."""

from datetime import date
from typing import Any

from django.utils import timezone

from tertial.foundation.day import Span
from tertial.foundation.delivery import Preview, Taker, Undo
from tertial.foundation.sheet import read_sheet
from tertial.foundation.words import N_
from tertial.history.actions import record_many
from tertial.organisation.access import By, require
from tertial.organisation.actions.holdings import DEPUTY_FOR_ONESELF, LAST_ADMINISTRATOR, has_administrator
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.deliveries.previews import preview_of
from tertial.organisation.importers import roles as importer
from tertial.organisation.models import Person, RoleHolding, Unit
from tertial.organisation.queries import person_records, role_records
from tertial.organisation.roles import ROLES, Permission
from tertial.organisation.rules.changes import PlanOfChanges, State, plan_of_roles
from tertial.organisation.rules.person_records import ROLE_COLUMNS, RoleRecord, people_by_word

BATCH = 500


def _plan(content: bytes, name: str) -> PlanOfChanges[RoleRecord]:
    units = list(Unit.objects.values_list("key", "name", "valid_from", "valid_to"))
    reading = importer.read(
        read_sheet(content, name=name),
        people=people_by_word((each.key, each.email) for each in person_records()),
        units={key: title for key, title, _, _ in units},
        lives={key: Span(first, last) for key, _, first, last in units},
        start=timezone.localdate(),
    )
    return plan_of_roles(reading, role_records(), start=timezone.localdate())


def look(content: bytes, name: str) -> Preview:
    return preview_of(_plan(content, name), {header.code: header.title for header in ROLE_COLUMNS})


def take(*, by: By, content: bytes, name: str) -> Undo:
    acting_for = require(by, Permission.GIVE_ROLES)
    had = has_administrator(timezone.localdate())
    rows = [(row.record, row.state) for row in _plan(content, name).to_do if row.record]
    if acting_for and any(record.person == by.key for record, _ in rows):
        raise Refused(DEPUTY_FOR_ONESELF)
    people = {
        person.key: person for person in Person.objects.filter(key__in={record.person for record, _ in rows})
    }
    units = {unit.key: unit for unit in Unit.objects.filter(key__in={record.unit for record, _ in rows})}
    undo: Undo = []
    events: list[tuple[str, Person, dict[str, Any]]] = []
    for record, state in rows:
        person, unit = people[record.person], units[record.unit]
        holding, ended = _held(record, state, person, unit)
        undo.append(
            {
                "id": holding.pk,
                "created": state is State.NEW,
                "valid_to": ended,
                "left": _written(holding.valid_to),
            }
        )
        told = {"role": ROLES[record.role].name, "unit_name": unit.name}
        events.append(("role.given" if state is State.NEW else "role.ended", person, told))
    _refuse_without_administrator(had)
    record_many(by=by, kind="person", events=events, acting_for=acting_for)
    return undo


def _refuse_without_administrator(had: bool) -> None:
    """Asked when the roles are written: the whole delivery is refused, so nothing stays of it."""
    if had and not has_administrator(timezone.localdate()):
        raise Refused(LAST_ADMINISTRATOR)


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _held(record: RoleRecord, state: State, person: Person, unit: Unit) -> tuple[RoleHolding, str | None]:
    """The holding as the file has it, and the last day it had before."""
    if state is State.NEW:
        first = record.valid_from or timezone.localdate()
        new = RoleHolding.objects.create(
            person=person, unit=unit, role=record.role, valid_from=first, valid_to=record.valid_to
        )
        return new, None
    same = RoleHolding.objects.filter(person=person, unit=unit, role=record.role)
    wanted = (
        same.filter(valid_from=record.valid_from) if record.valid_from else same.filter(valid_to__isnull=True)
    )
    holding = wanted.get()
    before = _written(holding.valid_to)
    holding.valid_to = record.valid_to
    holding.save()
    return holding, before


def take_back(*, by: By, undo: Undo) -> None:
    """Every role as it was before the file. Refused when somebody has changed one of them since."""
    acting_for = require(by, Permission.GIVE_ROLES)
    had = has_administrator(timezone.localdate())
    found = RoleHolding.objects.filter(pk__in=[entry["id"] for entry in undo])
    holdings = {row.pk: row for row in found.select_related("person", "unit")}
    events: list[tuple[str, Person, dict[str, Any]]] = []
    for entry in undo:
        holding = holdings.get(entry["id"])
        if holding is None or _written(holding.valid_to) != entry["left"]:
            raise Refused(
                N_("En roll har ändrats efter inläsningen (%(person)s). Rätta rollerna för hand i stället."),
                person=holding.person.name if holding else "–",
            )
        if acting_for and holding.person.key == by.key:
            raise Refused(DEPUTY_FOR_ONESELF)
        told = {"role": ROLES[holding.role].name, "unit_name": holding.unit.name}
        events.append(("role.put_back", holding.person, told))
        if entry["created"]:
            holding.delete()
        else:
            holding.valid_to = date.fromisoformat(entry["valid_to"]) if entry["valid_to"] else None
            holding.save()
    _refuse_without_administrator(had)
    record_many(by=by, kind="person", events=events, acting_for=acting_for)


TAKER = Taker(
    "roles",
    N_("Roller"),
    N_("En rad för varje roll. Person anges med e-post, enhet med nyckel eller namn."),
    Permission.GIVE_ROLES.value,
    ROLE_COLUMNS,
    look,
    take,
    take_back,
)
