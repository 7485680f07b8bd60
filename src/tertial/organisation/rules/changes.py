"""What taking in a file would do, row by row and before it is done: new, changed, unchanged or refused."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from tertial.foundation.check import Severity
from tertial.foundation.sheet import SheetRemark
from tertial.foundation.words import N_
from tertial.organisation.rules.columns import Problem, Reading
from tertial.organisation.rules.person_records import PersonRecord, RoleRecord
from tertial.organisation.rules.structure import UnitRow
from tertial.organisation.rules.unit_checks import as_rows
from tertial.organisation.rules.unit_records import UnitRecord

Record = TypeVar("Record")


class State(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what it says now and what the file says, as shown."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlannedRow(Generic[Record]):
    line: int | None
    name: str
    state: State
    record: Record | None
    changes: tuple[Change, ...] = ()
    remarks: tuple[SheetRemark, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanOfChanges(Generic[Record]):
    """The preview that a page shows and an action carries out."""

    file: str
    rows: tuple[PlannedRow[Record], ...]
    remarks: tuple[SheetRemark, ...]

    def of(self, state: State) -> list[PlannedRow[Record]]:
        return [row for row in self.rows if row.state is state]

    @property
    def counts(self) -> dict[State, int]:
        found = Counter(row.state for row in self.rows)
        return {state: found[state] for state in State}

    @property
    def may_be_done(self) -> bool:
        """Nothing half-written: a file with an error is not taken in at all."""
        return all(each.severity is not Severity.ERROR for each in self.remarks)

    @property
    def to_do(self) -> list[PlannedRow[Record]]:
        """What the action writes; empty when the file must be mended first."""
        if not self.may_be_done:
            return []
        return [row for row in self.rows if row.state in (State.NEW, State.CHANGED)]


def plan_of_units(
    reading: Reading[UnitRecord], existing: Iterable[UnitRecord], *, start: date
) -> PlanOfChanges[UnitRecord]:
    """Units by key. `start` is the day that counts for moves where the file gives no day."""

    def changes(old: UnitRecord, new: UnitRecord) -> list[Change]:
        fields = [
            each for each in ("name", "short_name", "kind", "group", "description") if each in new.given
        ]
        found = _differing(old, new, fields)
        was, will = _places(old, old, start), _places(old, new, start)
        if "parent" in new.given and was != will:
            found.append(Change("parent", _shown_places(was), _shown_places(will)))
        if "valid_to" in new.given and old.valid_to != new.valid_to:
            found.append(Change("valid_to", _shown_day(old.valid_to), _shown_day(new.valid_to)))
        return found

    return _plan(reading, {each.key: each for each in existing}, lambda each: each.key, changes)


def plan_of_people(
    reading: Reading[PersonRecord], existing: Iterable[PersonRecord]
) -> PlanOfChanges[PersonRecord]:
    """People by e-mail address; a person's key never changes."""

    def changes(old: PersonRecord, new: PersonRecord) -> list[Change]:
        return _differing(old, new, [each for each in ("name", "title") if each in new.given])

    return _plan(reading, {each.email: each for each in existing}, lambda each: each.email, changes)


def plan_of_roles(
    reading: Reading[RoleRecord], existing: Iterable[RoleRecord], *, start: date
) -> PlanOfChanges[RoleRecord]:
    """Roles by person, role and unit: a role that is held already gets the file's last day.

    A row without a first day means the role held now, or the one that ended on the row's last day already;
    when there is none it begins on `start`.
    """

    def key(each: RoleRecord) -> tuple[str, str, str, date | None]:
        return each.person, each.role, each.unit, each.valid_from

    held = {key(each): each for each in existing}
    by_end = {(key(each)[:3], each.valid_to): each for each in held.values()}

    def met(each: RoleRecord) -> RoleRecord | None:
        if each.valid_from is not None:
            return held.get(key(each))
        same = key(each)[:3]
        return by_end.get((same, None)) or by_end.get((same, each.valid_to))

    def changes(old: RoleRecord, new: RoleRecord) -> list[Change]:
        if old.valid_to == new.valid_to:
            return []
        return [Change("valid_to", _shown_day(old.valid_to), _shown_day(new.valid_to))]

    there = {key(each): old for each in reading.records if (old := met(each))}
    firsts = [
        (each, (old.valid_from if (old := there.get(key(each))) else each.valid_from) or start)
        for each in reading.records
    ]
    return _plan(reading.also(_ended_before(firsts)), there, key, changes)


def _ended_before(firsts: Iterable[tuple[RoleRecord, date]]) -> Iterable[Problem]:
    """A role cannot end before the day it begins, also when the file does not say when that is."""
    text = N_("sista dagen %(last)s ligger före första dagen %(first)s.")
    for each, first in firsts:
        if each.valid_to and each.valid_to < first:
            yield Problem(each.line, "valid_to", text, {"last": each.valid_to, "first": first})


K = TypeVar("K")


def _plan(
    reading: Reading[Record],
    existing: Mapping[K, Record],
    key: Callable[[Record], K],
    changes: Callable[[Record, Record], list[Change]],
) -> PlanOfChanges[Record]:
    errors: dict[int, list[SheetRemark]] = {}
    for remark in reading.remarks:
        if remark.row and remark.severity is Severity.ERROR:
            errors.setdefault(remark.row, []).append(remark)
    rows = [_planned(record, existing.get(key(record)), errors, changes) for record in reading.records]
    read = {row.line for row in rows}
    lost: list[PlannedRow[Record]] = [
        PlannedRow(line, "", State.REFUSED, None, (), tuple(found))
        for line, found in errors.items()
        if line not in read
    ]
    ordered = sorted([*rows, *lost], key=lambda row: row.line or 0)
    return PlanOfChanges(reading.file, tuple(ordered), tuple(reading.remarks))


def _planned(
    record: Record,
    old: Record | None,
    errors: Mapping[int, Sequence[SheetRemark]],
    changes: Callable[[Record, Record], list[Change]],
) -> PlannedRow[Record]:
    line: int | None = getattr(record, "line", None)
    name = str(getattr(record, "name", "") or getattr(record, "person", ""))
    if line is not None and line in errors:
        return PlannedRow(line, name, State.REFUSED, record, (), tuple(errors[line]))
    if old is None:
        return PlannedRow(line, name, State.NEW, record)
    found = changes(old, record)
    return PlannedRow(line, name, State.CHANGED if found else State.UNCHANGED, record, tuple(found))


def _differing(old: object, new: object, fields: Iterable[str]) -> list[Change]:
    return [
        Change(each, str(getattr(old, each)), str(getattr(new, each)))
        for each in fields
        if getattr(old, each) != getattr(new, each)
    ]


def _places(old: UnitRecord, new: UnitRecord, start: date) -> list[tuple[str, date]]:
    """Under whom and from when, as it is (`new` is `old`) or as the file would have it.

    The last place ends when the unit does, so ends are no moves.
    """
    unit, before = as_rows(old, start)
    rows = before
    if new is not old:
        there = UnitRow(old.key, old.name, old.kind, unit.valid_from, unit.valid_to)
        rows = as_rows(new, start, there, before)[1]
    return [(row.parent, row.valid_from) for row in rows]


def _shown_places(places: Sequence[tuple[str, date]]) -> str:
    return ", ".join(f"{parent} ({day})" for parent, day in places)


def _shown_day(day: date | None) -> str:
    return day.isoformat() if day else ""
