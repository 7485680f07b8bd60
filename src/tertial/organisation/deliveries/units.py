"""Units from a file: new ones are added, known ones changed, and nothing else is touched."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import ProtectedError
from django.utils import timezone

from tertial.foundation.delivery import Preview, Taker, Undo
from tertial.foundation.sheet import read_sheet
from tertial.foundation.words import N_
from tertial.history.actions import record_many
from tertial.organisation.access import By, require
from tertial.organisation.actions.one_tree import kept_whole
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.deliveries.previews import preview_of
from tertial.organisation.importers import units as importer
from tertial.organisation.models import Placement, Unit
from tertial.organisation.profile import current_profile, kind_name
from tertial.organisation.queries import standing_units, unit_records
from tertial.organisation.roles import Permission
from tertial.organisation.rules.changes import PlanOfChanges, State, plan_of_units
from tertial.organisation.rules.structure import PlacementRow, UnitRow
from tertial.organisation.rules.unit_checks import Standing, as_rows
from tertial.organisation.rules.unit_records import UNIT_COLUMNS, UnitRecord

BATCH = 500
FIELDS = ("name", "short_name", "kind", "group", "description")


def _plan(content: bytes, name: str, start: date) -> tuple[PlanOfChanges[UnitRecord], Standing]:
    profile = current_profile()
    standing = standing_units()
    reading = importer.read(
        read_sheet(content, name=name),
        profile.kinds,
        start=start,
        kind_names=profile.kind_names,
        groups=[group.key for group in profile.board_groups],
        standing=standing,
    )
    return plan_of_units(reading, unit_records(), start=start), standing


def look(content: bytes, name: str) -> Preview:
    plan, _ = _plan(content, name, timezone.localdate())
    kinds = {kind: kind_name(kind) for kind in current_profile().kinds}
    return preview_of(plan, {header.code: header.title for header in UNIT_COLUMNS}, kinds)


def take(*, by: By, content: bytes, name: str) -> Undo:
    acting_for = require(by, Permission.CHANGE_STRUCTURE)
    start = timezone.localdate()
    plan, standing = _plan(content, name, start)
    rows = {row.record.key: row for row in plan.to_do if row.record}
    before = {unit.key: unit for unit in Unit.objects.filter(key__in=rows)}
    placed = _placements_of(before.values())
    undo: Undo = [_as_it_was(before.get(key), key, placed.get(key, [])) for key in rows]
    dated = _dated([row.record for row in rows.values() if row.record], start, standing)
    new = [
        _made(row.record, dated[key][0]) for key, row in rows.items() if row.state is State.NEW and row.record
    ]
    Unit.objects.bulk_create(new, batch_size=BATCH)
    Unit.history.bulk_history_create(new, batch_size=BATCH)
    for key, unit in before.items():
        _change(unit, rows[key].record, dated[key][0])
    units = {unit.key: unit for unit in Unit.objects.all()}
    Placement.objects.filter(unit__in=_ids(before.values())).delete()
    _place([placement for _, placements in dated.values() for placement in placements], units)
    placed = _placements_of(units[key] for key in rows)
    for entry in undo:
        entry["left"] = _as_it_was(units[entry["key"]], entry["key"], placed.get(entry["key"], []))
    record_many(
        by=by,
        kind="unit",
        acting_for=acting_for,
        events=[
            (
                "unit.created" if entry["before"] is None else "unit.imported",
                units[entry["key"]],
                {"file": name},
            )
            for entry in undo
        ],
    )
    return undo


def _dated(
    records: list[UnitRecord], start: date, standing: Standing
) -> dict[str, tuple[UnitRow, list[PlacementRow]]]:
    """Each unit's own days and its places, by key."""
    there = {row.key: row for row in standing.units}
    before: dict[str, list[PlacementRow]] = {}
    for row in standing.placements:
        before.setdefault(row.unit, []).append(row)
    return {each.key: as_rows(each, start, there.get(each.key), before.get(each.key, ())) for each in records}


def _made(record: UnitRecord, row: Any) -> Unit:
    values = {field: getattr(record, field) for field in FIELDS}
    return Unit(key=record.key, valid_from=row.valid_from, valid_to=row.valid_to, **values)


def _change(unit: Unit, record: UnitRecord | None, row: Any) -> None:
    if record is None:
        return
    for field in FIELDS:
        if field in record.given:
            setattr(unit, field, getattr(record, field))
    unit.valid_from, unit.valid_to = row.valid_from, row.valid_to
    unit.version += 1
    unit.save()


def _ids(units: Iterable[Unit]) -> list[int]:
    """Asked for by number: by thousands of keys PostgreSQL compares each placement with each key, for minutes."""
    return [unit.pk for unit in units]


def _placements_of(units: Iterable[Unit]) -> dict[str, list[list[str | None]]]:
    found: dict[str, list[list[str | None]]] = {}
    rows = Placement.objects.filter(unit__in=_ids(units)).order_by("valid_from")
    for unit, parent, first, last in rows.values_list("unit__key", "parent__key", "valid_from", "valid_to"):
        found.setdefault(unit, []).append([parent, first.isoformat(), last.isoformat() if last else None])
    return found


def _place(rows: list[PlacementRow], units: dict[str, Unit]) -> None:
    Placement.objects.bulk_create(
        (
            Placement(
                unit=units[r.unit], parent=units[r.parent], valid_from=r.valid_from, valid_to=r.valid_to
            )
            for r in rows
        ),
        batch_size=BATCH,
    )


def _as_it_was(unit: Unit | None, key: str, placements: list[list[str | None]]) -> dict[str, Any]:
    before = None
    if unit is not None:
        before = {field: getattr(unit, field) for field in FIELDS}
        before["valid_from"] = unit.valid_from.isoformat()
        before["valid_to"] = unit.valid_to.isoformat() if unit.valid_to else None
    return {"key": key, "before": before, "placements": placements}


def take_back(*, by: By, undo: Undo) -> None:
    """Everything as it was before the file. Refused when somebody has built on it since."""
    acting_for = require(by, Permission.CHANGE_STRUCTURE)
    keys = [entry["key"] for entry in undo]
    units = {unit.key: unit for unit in Unit.objects.filter(key__in=keys)}
    placed = _placements_of(units.values())
    for entry in undo:
        unit = units.get(entry["key"])
        if unit is None or _as_it_was(unit, unit.key, placed.get(unit.key, [])) != entry["left"]:
            raise Refused(
                N_("%(unit)s har ändrats efter inläsningen. Rätta enheten för hand i stället."),
                unit=unit.name if unit else entry["key"],
            )
    with kept_whole(""):
        _take_back(undo, units)
    record_many(
        by=by,
        kind="unit",
        acting_for=acting_for,
        events=[("unit.put_back", unit, {}) for unit in Unit.objects.filter(key__in=keys)],
    )


def _take_back(undo: Undo, units: dict[str, Unit]) -> None:
    Placement.objects.filter(unit__in=_ids(units.values())).delete()
    try:
        Unit.objects.filter(key__in=[entry["key"] for entry in undo if entry["before"] is None]).delete()
    except ProtectedError as error:
        names = ", ".join(sorted({str(row) for row in error.protected_objects})[:3])
        raise Refused(
            N_("Något har byggts på det som lästes in: %(names)s. Ta bort det först."), names=names
        ) from None
    for entry in undo:
        if entry["before"] is not None:
            _restore(units[entry["key"]], entry["before"])
    every = {unit.key: unit for unit in Unit.objects.all()}
    _place(
        [
            PlacementRow(
                entry["key"], parent, date.fromisoformat(first), date.fromisoformat(last) if last else None
            )
            for entry in undo
            for parent, first, last in entry["placements"]
        ],
        every,
    )


def _restore(unit: Unit, before: dict[str, Any]) -> None:
    for field in FIELDS:
        setattr(unit, field, before[field])
    unit.valid_from = date.fromisoformat(before["valid_from"])
    unit.valid_to = date.fromisoformat(before["valid_to"]) if before["valid_to"] else None
    unit.version += 1
    unit.save()


TAKER = Taker(
    "units",
    N_("Enheter"),
    N_("En rad för varje enhet. Överordnad anges med nyckel eller, om bara en enhet heter så, med namn."),
    Permission.CHANGE_STRUCTURE.value,
    UNIT_COLUMNS,
    look,
    take,
    take_back,
)
