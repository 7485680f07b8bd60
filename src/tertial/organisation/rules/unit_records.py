"""Units as a file delivers them: one row a unit, or one row for each parent it has had."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tertial.foundation.importer import Header, Row
from tertial.foundation.words import N_
from tertial.organisation.rules.columns import Problem, day_in, key_in, plain, slug, text_in

UNIT_COLUMNS = (
    Header("key", "Nyckel", needed=False, also=("id", "enhets-id", "kod", "enhetskod", "code")),
    Header("name", "Namn", also=("enhet", "enhetens namn", "unit", "benämning")),
    Header("short_name", "Kortnamn", needed=False, also=("kort namn", "short name", "förkortning")),
    Header("kind", "Slag", also=("typ", "enhetstyp", "type", "nivå")),
    Header("group", "Grupp", needed=False, also=("nämndgrupp",)),
    Header("parent", "Överordnad", needed=False, also=("överordnad enhet", "under", "tillhör", "förälder")),
    Header("valid_from", "Från", needed=False, also=("giltig från", "gäller från", "from", "startdatum")),
    Header(
        "valid_to",
        "Till",
        needed=False,
        also=("giltig till", "gäller till", "to", "slutdatum", "till och med"),
    ),
    Header("description", "Beskrivning", needed=False, also=("text", "about")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Under which parent, from when to when; None: not said (from) or until further notice (to)."""

    parent: str
    valid_from: date | None = None
    valid_to: date | None = None
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A unit with every place it has had. `given` are the columns the file had: the others say nothing."""

    key: str
    name: str
    kind: str
    short_name: str = ""
    group: str = ""
    description: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    places: tuple[Place, ...] = ()
    line: int | None = field(default=None, compare=False)
    given: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def parent(self) -> str:
        """The latest parent; empty at the top."""
        return self.places[-1].parent if self.places else ""


def read_units(
    rows: Sequence[Row], known: Mapping[str, str] | None = None, kind_names: Mapping[str, str] | None = None
) -> tuple[list[UnitRecord], list[Problem]]:
    """Rows into units. `known` (key → name) are there already; `kind_names` are other words for the kinds."""
    problems: list[Problem] = []
    kind_names = {plain(name): kind for name, kind in (kind_names or {}).items()}
    lines = [each for row in rows if (each := _unit_line(row, kind_names, problems))]
    named = [*(known or {}).items(), *((each.key, each.name) for each in lines)]
    names = _keys_by_name(named)
    keys = {key for key, _ in named}
    grouped: dict[str, list[UnitRecord]] = {}
    for line in lines:
        grouped.setdefault(line.key, []).append(_with_parent_key(line, keys, names, problems))
    return [_joined(each, problems) for each in grouped.values()], problems


def _unit_line(row: Row, kind_names: Mapping[str, str], problems: list[Problem]) -> UnitRecord | None:
    """One row as a unit with one place, or None when it has no name to go by."""
    name = text_in(row, "name", problems, longest=200, needed=True)
    if not name:
        return None
    kind = row["kind"]
    if not kind:
        problems.append(Problem(row.line, "kind", N_("cellen är tom men behövs.")))
    valid_from, valid_to = day_in(row, "valid_from", problems), day_in(row, "valid_to", problems)
    parent = row["parent"]
    return UnitRecord(
        key=key_in(row, "key", problems) or slug(name)[:80],
        name=name,
        kind=kind_names.get(plain(kind), kind),
        short_name=text_in(row, "short_name", problems, longest=60),
        group=text_in(row, "group", problems, longest=40),
        description=row["description"],
        valid_from=valid_from,
        valid_to=valid_to,
        places=(Place(parent, valid_from, valid_to, row.line),) if parent else (),
        line=row.line,
        given=frozenset(row.cells),
    )


def _keys_by_name(named: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    keys: dict[str, set[str]] = {}
    for key, name in named:
        keys.setdefault(plain(name), set()).add(key)
    return keys


def _with_parent_key(
    unit: UnitRecord, keys: set[str], names: Mapping[str, set[str]], problems: list[Problem]
) -> UnitRecord:
    """The parent may be given by key, or by a name that only one unit has."""
    if not unit.places or unit.parent in keys:
        return unit
    meant = names.get(plain(unit.parent), set())
    if len(meant) > 1:
        text = N_("flera enheter heter ”%(name)s”. Ange nyckeln: %(keys)s.")
        params = {"name": unit.parent, "keys": ", ".join(sorted(meant)[:5])}
        problems.append(Problem(unit.line, "parent", text, params))
    if len(meant) != 1:
        return unit
    place = Place(next(iter(meant)), unit.valid_from, unit.valid_to, unit.line)
    return replace(unit, places=(place,))


def _joined(rows: list[UnitRecord], problems: list[Problem]) -> UnitRecord:
    """Rows with the same key are the same unit at different times, or a mistake."""
    if len(rows) == 1:
        return rows[0]
    rows = [rows[0], *(each for each in rows[1:] if not _is_double(rows[0], each, problems))]
    rows.sort(key=lambda each: each.valid_from or date.min)
    last = rows[-1]
    places = tuple(place for each in rows for place in each.places)
    return replace(last, places=places, valid_from=rows[0].valid_from, line=rows[0].line)


def _is_double(first: UnitRecord, other: UnitRecord, problems: list[Problem]) -> bool:
    """The same key again without dates that tell the rows apart, or with another name."""
    if (first.name, first.kind) != (other.name, other.kind):
        text = N_("nyckeln ”%(key)s” finns redan på rad %(first)s med ett annat namn eller slag.")
    elif first.valid_from is None or other.valid_from is None:
        text = N_("nyckeln ”%(key)s” finns redan på rad %(first)s. Behåll en rad, eller ange dagar på båda.")
    else:
        return False
    problems.append(Problem(other.line, "key", text, {"key": other.key, "first": first.line}))
    return True
