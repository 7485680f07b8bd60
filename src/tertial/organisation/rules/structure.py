"""The organisation as a dated tree: which unit stands under which, from when to when, and who took over.

All days are inclusive, as in `Span`: a unit that closes on 31 December is there all of that day.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from tertial.foundation.day import Span, gaps
from tertial.foundation.tree import Tree
from tertial.foundation.words import N_

Kinds = Mapping[str, Collection[str]]  # kind → the kinds it may stand under; none: it stands at the top


@dataclass(frozen=True, slots=True)
class UnitRow:
    key: str
    name: str
    kind: str
    valid_from: date
    valid_to: date | None = None
    line: int | None = field(default=None, compare=False)  # where it came from, when it came from a file


@dataclass(frozen=True, slots=True)
class PlacementRow:
    unit: str
    parent: str
    valid_from: date
    valid_to: date | None = None
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    old: str
    new: str
    on: date
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class StructureRemark:
    """What is wrong with which unit; `column` is the code of the column to look in."""

    unit: str
    column: str
    text: str
    params: Mapping[str, object]
    line: int | None = None
    about: str = "unit"  # or "succession": which of the two lists the line belongs to

    @property
    def message(self) -> str:
        return self.text % self.params

    @property
    def said(self) -> tuple[str, str, str]:
        """The same thing said twice is equal, wherever the rows came from."""
        return self.unit, self.column, self.message


def check_structure(
    units: Sequence[UnitRow],
    placements: Sequence[PlacementRow],
    successions: Sequence[SuccessionRow] = (),
    *,
    kinds: Kinds,
    whatever_kind: bool = False,
) -> list[StructureRemark]:
    """Everything that stops these rows from being one tree on every day, the kinds' own order too unless told."""
    city = _City(tuple(units), tuple(placements), tuple(successions), kinds)
    looks = [look for look in _LOOKS if not (whatever_kind and look is _kinds_not_allowed)]
    return [remark for look in looks for remark in look(city)]


def tree_on(units: Iterable[UnitRow], placements: Iterable[PlacementRow], day: date) -> Tree[str]:
    """The units that live on the day, each under the parent it has that day."""
    parents = {row.unit: row.parent for row in placements if day in span_of(row)}
    return Tree.of(((unit.key, parents.get(unit.key)) for unit in units if day in span_of(unit)), cut=True)


def successors(key: str, successions: Iterable[SuccessionRow], day: date | None = None) -> list[str]:
    """Who answers today for what `key` once did: the last in every chain of takings-over up to the day."""
    after: dict[str, list[str]] = {}
    for row in successions:
        if day is None or row.on <= day:
            after.setdefault(row.old, []).append(row.new)
    found: dict[str, None] = {}
    seen: set[str] = {key}
    waiting = list(after.get(key, ()))
    while waiting:
        step = waiting.pop(0)
        if step in seen:
            continue
        seen.add(step)
        if step in after:
            waiting.extend(after[step])
        else:
            found[step] = None
    return list(found)


def span_of(row: UnitRow | PlacementRow) -> Span:
    return Span(row.valid_from, row.valid_to)


def _in_order(row: UnitRow | PlacementRow) -> bool:
    return row.valid_to is None or row.valid_from <= row.valid_to


@dataclass(frozen=True)
class _City:
    units: tuple[UnitRow, ...]
    placements: tuple[PlacementRow, ...]
    successions: tuple[SuccessionRow, ...]
    kinds: Kinds

    @cached_property
    def by_key(self) -> dict[str, UnitRow]:
        return {unit.key: unit for unit in reversed(self.units)}

    @cached_property
    def placed(self) -> dict[str, list[PlacementRow]]:
        """Each unit's placements in order of time, without those whose dates are reversed."""
        found: dict[str, list[PlacementRow]] = {}
        for row in self.placements:
            if _in_order(row):
                found.setdefault(row.unit, []).append(row)
        for rows in found.values():
            rows.sort(key=lambda row: row.valid_from)
        return found

    def parent_on(self, unit: str, day: date) -> str | None:
        return next((row.parent for row in self.placed.get(unit, ()) if day in span_of(row)), None)


Remarks = Iterator[StructureRemark]


def _duplicate_keys(city: _City) -> Remarks:
    for unit in city.units:
        if city.by_key[unit.key] is not unit:
            first = city.by_key[unit.key].line
            text = N_("Nyckeln ”%(key)s” finns redan på rad %(first)s. Varje enhet ska ha sin egen nyckel.")
            yield StructureRemark(unit.key, "key", text, {"key": unit.key, "first": first or "–"}, unit.line)


def _reversed_dates(city: _City) -> Remarks:
    rows: tuple[UnitRow | PlacementRow, ...] = (*city.units, *city.placements)
    for row in rows:
        if not _in_order(row):
            key = row.key if isinstance(row, UnitRow) else row.unit
            text = N_("Sista dagen %(last)s ligger före första dagen %(first)s.")
            yield StructureRemark(
                key, "valid_to", text, {"last": row.valid_to, "first": row.valid_from}, row.line
            )


def _unknown_kinds(city: _City) -> Remarks:
    for unit in city.units:
        if unit.kind not in city.kinds:
            text = N_("Slaget ”%(kind)s” finns inte. Välj något av: %(kinds)s.")
            params = {"kind": unit.kind, "kinds": ", ".join(city.kinds)}
            yield StructureRemark(unit.key, "kind", text, params, unit.line)


def _unknown_parents(city: _City) -> Remarks:
    for row in city.placements:
        if row.parent not in city.by_key:
            text = N_("Den överordnade ”%(parent)s” finns inte. Lägg till den eller rätta nyckeln.")
            yield StructureRemark(row.unit, "parent", text, {"parent": row.parent}, row.line)
        if row.unit not in city.by_key:
            text = N_("Enheten ”%(unit)s” finns inte. Lägg till den eller rätta nyckeln.")
            yield StructureRemark(row.unit, "key", text, {"unit": row.unit}, row.line)


def _overlapping_placements(city: _City) -> Remarks:
    for unit, rows in city.placed.items():
        for before, after in pairwise(rows):
            if span_of(before).overlaps(span_of(after)):
                text = N_("”%(unit)s” står under både %(one)s och %(other)s den %(day)s. Avsluta ett av dem.")
                params = {"unit": unit, "one": before.parent, "other": after.parent, "day": after.valid_from}
                yield StructureRemark(unit, "valid_from", text, params, after.line)


def _unplaced_time(city: _City) -> Remarks:
    """A unit stands somewhere every day it lives; only the kinds of the top stand under nothing."""
    for unit in city.by_key.values():
        if not _in_order(unit) or unit.kind not in city.kinds:
            continue
        rows = city.placed.get(unit.key, [])
        if not rows:
            if city.kinds[unit.kind]:
                text = N_("”%(unit)s” saknar överordnad. Ange under vilken enhet den står.")
                yield StructureRemark(unit.key, "parent", text, {"unit": unit.name}, unit.line)
            continue
        for day in _loose_days(span_of(unit), [span_of(row) for row in rows]):
            text = N_("”%(unit)s” står inte under någon enhet den %(day)s. Rätta dagarna så att de går ihop.")
            yield StructureRemark(unit.key, "valid_from", text, {"unit": unit.name, "day": day}, rows[0].line)


def _loose_days(life: Span, spans: list[Span]) -> Iterator[date]:
    """The first day of every stretch of the life that no span covers."""
    if life.first < spans[0].first:
        yield life.first
    yield from (gap.first for gap in gaps(spans))
    ends = [span.last for span in spans if span.last]
    if len(ends) == len(spans) and (life.last is None or max(ends) < life.last):
        yield max(ends) + timedelta(days=1)


def _outside_life(city: _City) -> Remarks:
    """A placement lies within the life of both the unit and the parent."""
    for rows in city.placed.values():
        for row in rows:
            for key in (row.unit, row.parent):
                unit = city.by_key.get(key)
                if unit and _in_order(unit) and not span_of(unit).covers(span_of(row)):
                    yield _lives_elsewhen(unit, row, city)


def _lives_elsewhen(unit: UnitRow, row: PlacementRow, city: _City) -> StructureRemark:
    """Said of the row that places; of the unit itself when only its own days are in the file."""
    line = row.line if row.line is not None else unit.line
    params: dict[str, object] = {
        "unit": unit.name,
        "first": unit.valid_from,
        "last": unit.valid_to,
        "placed": city.by_key[row.unit].name if row.unit in city.by_key else row.unit,
        "parent": city.by_key[row.parent].name if row.parent in city.by_key else row.parent,
    }
    if unit.valid_to and (row.valid_to is None or row.valid_to > unit.valid_to):
        text = N_(
            "”%(unit)s” upphör %(last)s men ”%(placed)s” står under ”%(parent)s” längre än så. "
            "Avsluta eller flytta ”%(placed)s” dessförinnan."
        )
        return StructureRemark(row.unit, "valid_to", text, params, line)
    text = N_(
        "”%(unit)s” finns först från %(first)s men ”%(placed)s” står under ”%(parent)s” tidigare än så. "
        "Välj en senare dag."
    )
    return StructureRemark(row.unit, "valid_from", text, params, line)


def _kinds_not_allowed(city: _City) -> Remarks:
    for row in city.placements:
        unit, parent = city.by_key.get(row.unit), city.by_key.get(row.parent)
        if not unit or not parent or unit.kind not in city.kinds or parent.kind not in city.kinds:
            continue
        allowed = city.kinds[unit.kind]
        if parent.kind not in allowed:
            text = N_(
                "”%(unit)s” (%(kind)s) kan inte stå under ”%(parent)s” (%(above)s). Tillåtet: %(allowed)s."
            )
            params = {
                "unit": unit.name,
                "kind": unit.kind,
                "parent": parent.name,
                "above": parent.kind,
                "allowed": ", ".join(allowed) or "–",
            }
            yield StructureRemark(unit.key, "parent", text, params, row.line)


def _cycles(city: _City) -> Remarks:
    """A ring exists from the day the last of its placements begins, so those days are enough to look at."""
    suspects = _never_reach_the_top(city.placed)
    told: set[str] = set()
    for unit in suspects:
        for row in city.placed[unit]:
            ring = _ring_from(city, row, told)
            if ring:
                told.update(ring)
                text = N_("Enheterna går i ring den %(day)s: %(ring)s. Ge en av dem en annan överordnad.")
                shown = [*ring[:8], "…"] if len(ring) > 8 else ring
                params = {"day": row.valid_from, "ring": " under ".join([*shown, ring[0]])}
                yield StructureRemark(unit, "parent", text, params, row.line)


def _never_reach_the_top(placed: Mapping[str, list[PlacementRow]]) -> list[str]:
    """Units that stand in a ring, or below one, if days are not looked at; a healthy city has none."""
    above = {unit: {row.parent for row in rows} & placed.keys() for unit, rows in placed.items()}
    below: dict[str, list[str]] = {}
    for unit, parents in above.items():
        for parent in parents:
            below.setdefault(parent, []).append(unit)
    free = [unit for unit, parents in above.items() if not parents]
    while free:
        done = free.pop()
        del above[done]
        for unit in below.get(done, ()):
            above[unit].discard(done)
            if not above[unit]:
                free.append(unit)
    return list(above)


def _ring_from(city: _City, row: PlacementRow, told: set[str]) -> list[str]:
    """Walk up from the unit on the day the row begins; the ring if the walk comes back to the unit."""
    path: dict[str, None] = {row.unit: None}
    step: str | None = row.parent
    while step is not None and step not in path and step not in told:
        path[step] = None
        step = city.parent_on(step, row.valid_from)
    return list(path) if step == row.unit and row.unit not in told else []


def _successions(city: _City) -> Remarks:
    for row in city.successions:
        old, new = city.by_key.get(row.old), city.by_key.get(row.new)
        params: dict[str, object] = {"old": row.old, "new": row.new, "on": row.on}
        if old is None:
            yield _succession(row, "old", N_("Enheten ”%(old)s” finns inte."), params)
        elif old.valid_to is None or old.valid_to >= row.on:
            text = N_("”%(old)s” efterträds %(on)s men upphör inte dagen före. Ange dess sista dag.")
            yield _succession(row, "on", text, params)
        if new is None:
            yield _succession(row, "new", N_("Enheten ”%(new)s” finns inte."), params)
        elif row.old == row.new:
            yield _succession(row, "new", N_("”%(old)s” kan inte efterträda sig själv."), params)
        elif _in_order(new) and row.on not in span_of(new):
            text = N_("”%(new)s” tar över %(on)s men finns inte den dagen.")
            yield _succession(row, "on", text, params)


def _succession(row: SuccessionRow, column: str, text: str, params: Mapping[str, object]) -> StructureRemark:
    return StructureRemark(row.old, column, text, params, row.line, "succession")


_LOOKS = (
    _duplicate_keys,
    _reversed_dates,
    _unknown_kinds,
    _unknown_parents,
    _overlapping_placements,
    _unplaced_time,
    _outside_life,
    _kinds_not_allowed,
    _cycles,
    _successions,
)
