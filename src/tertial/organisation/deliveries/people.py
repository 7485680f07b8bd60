"""People from a file, known by their e-mail address."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import ProtectedError

from tertial.foundation.delivery import Preview, Taker, Undo
from tertial.foundation.sheet import read_sheet
from tertial.foundation.words import N_
from tertial.history.actions import record_many
from tertial.organisation.access import By, require
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.deliveries.previews import preview_of
from tertial.organisation.importers import people as importer
from tertial.organisation.models import Person
from tertial.organisation.queries import person_records
from tertial.organisation.roles import Permission
from tertial.organisation.rules.changes import PlanOfChanges, State, plan_of_people
from tertial.organisation.rules.person_records import PERSON_COLUMNS, PersonRecord

BATCH = 500


def _plan(content: bytes, name: str) -> PlanOfChanges[PersonRecord]:
    there = person_records()
    reading = importer.read(read_sheet(content, name=name), {each.email: each.key for each in there})
    return plan_of_people(reading, there)


def look(content: bytes, name: str) -> Preview:
    return preview_of(_plan(content, name), {header.code: header.title for header in PERSON_COLUMNS})


def take(*, by: By, content: bytes, name: str) -> Undo:
    acting_for = require(by, Permission.EDIT_PEOPLE)
    rows = {row.record.email: row for row in _plan(content, name).to_do if row.record}
    known = {person.email: person for person in Person.objects.filter(email__in=rows)}
    undo: Undo = [
        _as_it_was(known.get(email), row.record.key if row.record else "") for email, row in rows.items()
    ]
    nothing = make_password(None)
    new = [
        Person(
            key=row.record.key, email=email, name=row.record.name, title=row.record.title, password=nothing
        )
        for email, row in rows.items()
        if row.state is State.NEW and row.record
    ]
    Person.objects.bulk_create(new, batch_size=BATCH)
    for email, person in known.items():
        _change(person, rows[email].record)
    everybody = [*new, *known.values()]
    left = {person.key: _left(person) for person in everybody}
    for entry in undo:
        entry["left"] = left[entry["key"]]
    verbs = {False: "person.created", True: "person.imported"}
    record_many(
        by=by,
        kind="person",
        acting_for=acting_for,
        events=[(verbs[person.email in known], person, {"file": name}) for person in everybody],
    )
    return undo


def _change(person: Person, record: PersonRecord | None) -> None:
    for field in ("name", "title"):
        if record and field in record.given:
            setattr(person, field, getattr(record, field))
    person.save()


def _left(person: Person) -> list[str]:
    """What the file left; another value later means that somebody has built on it."""
    return [person.email, person.name, person.title]


def _as_it_was(person: Person | None, key: str) -> dict[str, Any]:
    if person is None:
        return {"key": key, "before": None}
    return {"key": person.key, "before": {"name": person.name, "title": person.title}}


def take_back(*, by: By, undo: Undo) -> None:
    """Everybody as they were before the file. Refused when somebody has changed one of them since."""
    acting_for = require(by, Permission.EDIT_PEOPLE)
    people = {
        person.key: person for person in Person.objects.filter(key__in=[entry["key"] for entry in undo])
    }
    for entry in undo:
        person, before = people.get(entry["key"]), entry["before"]
        if person is None or _left(person) != entry["left"]:
            raise Refused(
                N_("%(person)s har ändrats efter inläsningen. Rätta uppgifterna för hand i stället."),
                person=person.name if person else entry["key"],
            )
        if before is None:
            _remove(person)
        else:
            person.name, person.title = before["name"], before["title"]
            person.save()
    left = Person.objects.filter(key__in=people)
    record_many(
        by=by,
        kind="person",
        acting_for=acting_for,
        events=[("person.put_back", person, {}) for person in left],
    )


def _remove(person: Person) -> None:
    if person.last_login:
        raise Refused(
            N_("%(person)s har redan loggat in. Stäng kontot på personens sida i stället."),
            person=person.name,
        )
    try:
        person.delete()
    except ProtectedError:
        raise Refused(N_("%(person)s har fått en roll. Avsluta den först."), person=person.name) from None


TAKER = Taker(
    "people",
    N_("Personer"),
    N_("En rad för varje person. Den som har en e-postadress som redan finns får nya uppgifter."),
    Permission.EDIT_PEOPLE.value,
    PERSON_COLUMNS,
    look,
    take,
    take_back,
)
