"""Delivered units against those that are there already: together they must make one tree on every day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tertial.foundation.words import N_
from tertial.organisation.rules.columns import Problem
from tertial.organisation.rules.structure import (
    Kinds,
    PlacementRow,
    StructureRemark,
    SuccessionRow,
    UnitRow,
    check_structure,
)
from tertial.organisation.rules.unit_records import UnitRecord


@dataclass(frozen=True, slots=True)
class Standing:
    """The organisation as it is before a file is taken in."""

    units: Sequence[UnitRow] = ()
    placements: Sequence[PlacementRow] = ()
    successions: Sequence[SuccessionRow] = ()

    @property
    def names(self) -> dict[str, str]:
        """Name by key, for parents that a file gives by name."""
        return {unit.key: unit.name for unit in self.units}


def check_units(
    records: Sequence[UnitRecord],
    kinds: Kinds,
    *,
    start: date,
    groups: Iterable[str] = (),
    standing: Standing | None = None,
) -> list[Problem]:
    """Problems on the file's own lines. `start` is the day that counts where the file gives none."""
    standing = standing or Standing()
    units, placements = merged(records, start, standing)
    remarks = check_structure(units, placements, standing.successions, kinds=kinds)
    found = [
        Problem(each.line, each.column, each.text, each.params) for each in remarks if each.line is not None
    ]
    return [*_unknown_groups(records, groups), *found, *_caused(records, remarks, standing, kinds)]


def wrong_in(standing: Standing, kinds: Kinds, *, whatever_kind: bool = False) -> list[StructureRemark]:
    """What stops the organisation from being one tree on every day."""
    rows = (standing.units, standing.placements, standing.successions)
    return check_structure(*rows, kinds=kinds, whatever_kind=whatever_kind)


def _caused(
    records: Sequence[UnitRecord],
    remarks: Sequence[StructureRemark],
    standing: Standing,
    kinds: Kinds,
) -> list[Problem]:
    """What the file does to units that it does not name; what was wrong already is not the file's doing."""
    elsewhere = [each for each in remarks if each.line is None]
    if not elsewhere or not records:
        return []
    before = {each.said for each in wrong_in(standing, kinds)}
    return [
        Problem(records[0].line, None, each.text, each.params)
        for each in elsewhere
        if each.said not in before
    ]


def merged(
    records: Sequence[UnitRecord], start: date, standing: Standing
) -> tuple[list[UnitRow], list[PlacementRow]]:
    """The organisation as it would be with the file taken in."""
    mine = {record.key for record in records}
    there = {unit.key: unit for unit in standing.units}
    before: dict[str, list[PlacementRow]] = {}
    for row in standing.placements:
        before.setdefault(row.unit, []).append(row)
    units = [unit for unit in standing.units if unit.key not in mine]
    placements = [row for row in standing.placements if row.unit not in mine]
    for record in records:
        unit, rows = as_rows(record, start, there.get(record.key), before.get(record.key, ()))
        units.append(unit)
        placements.extend(rows)
    return units, placements


def as_rows(
    record: UnitRecord, start: date, there: UnitRow | None = None, before: Sequence[PlacementRow] = ()
) -> tuple[UnitRow, list[PlacementRow]]:
    """The record as dated rows; what the file does not say is taken from what is there, or from `start`.

    For a unit that exists, one row with another parent is a move: from the row's first day, or from `start`.
    Several rows tell its whole history.
    """
    tells_all = there is None or len(record.places) > 1
    first = (record.valid_from or start) if there is None or tells_all else there.valid_from
    last = record.valid_to if "valid_to" in record.given or there is None else there.valid_to
    unit = UnitRow(record.key, record.name, record.kind, first, last, record.line)
    if tells_all or not before:
        rows = [
            PlacementRow(
                record.key, place.parent, place.valid_from or first, place.valid_to or last, place.line
            )
            for place in record.places
        ]
        return unit, rows
    return unit, _moved(record, unit, before, start)


def _moved(
    record: UnitRecord, unit: UnitRow, before: Sequence[PlacementRow], start: date
) -> list[PlacementRow]:
    """The places the unit has had, the last of them ended by a move or by the unit's own last day."""
    *earlier, now = sorted(before, key=lambda row: row.valid_from)
    rows = [PlacementRow(row.unit, row.parent, row.valid_from, row.valid_to, record.line) for row in earlier]
    if not record.places or record.parent == now.parent:
        return [*rows, PlacementRow(now.unit, now.parent, now.valid_from, unit.valid_to, record.line)]
    on = max(record.places[-1].valid_from or start, now.valid_from)
    if now.valid_from < on:
        day_before = on - timedelta(days=1)
        rows.append(PlacementRow(now.unit, now.parent, now.valid_from, day_before, record.line))
    return [*rows, PlacementRow(record.key, record.parent, on, unit.valid_to, record.line)]


def _unknown_groups(records: Iterable[UnitRecord], groups: Iterable[str]) -> list[Problem]:
    known = set(groups)
    text = N_("gruppen ”%(group)s” finns inte i profilen. Välj något av: %(known)s.")
    return [
        Problem(each.line, "group", text, {"group": each.group, "known": ", ".join(sorted(known)) or "–"})
        for each in records
        if each.group and each.group not in known
    ]
