"""The city's profile: a folder of data: what the city is called, how it is built, who works in it.

`city.toml` holds words and rules, the CSV files hold units and people. `check_profile` tells everything that
is wrong with file, row and column; `read_profile` gives the profile or refuses it with the same list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from tertial.foundation.check import Severity
from tertial.foundation.sheet import SheetRemark
from tertial.organisation.rules.person_records import DeputyRecord, PersonRecord, RoleRecord
from tertial.organisation.rules.structure import Kinds, PlacementRow, SuccessionRow, UnitRow
from tertial.organisation.rules.unit_checks import as_rows
from tertial.organisation.rules.unit_records import UnitRecord


@dataclass(frozen=True, slots=True)
class Words:
    """The same word in both languages."""

    sv: str
    en: str

    def __str__(self) -> str:
        return self.sv

    def said(self, language: str) -> str:
        return self.en if language.startswith("en") else self.sv


@dataclass(frozen=True, slots=True)
class City:
    key: str
    name: str
    legal_name: str
    domain: str
    language: Literal["sv", "en"]
    start: date
    slogan: Words | None = None
    tour_unit: str = ""
    demo: bool = False


@dataclass(frozen=True, slots=True)
class UnitKind:
    key: str
    name: Words
    plural: Words
    under: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardGroup:
    key: str
    name: Words
    plural: Words


@dataclass(frozen=True, slots=True)
class GoalLevel:
    """A step in the goal chain; `owner` are the kinds of unit that decide on goals of this level."""

    key: str
    name: Words
    plural: Words
    owner: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanKind:
    """What a plan is about: operations, climate, competence … All are the same objects."""

    key: str
    name: Words


OPERATIONAL = PlanKind("operational", Words("Verksamhetsplan", "Operational plan"))


@dataclass(frozen=True, slots=True)
class DemoPerson:
    email: str
    attempt: Words


@dataclass(frozen=True)
class Profile:
    city: City
    unit_kinds: tuple[UnitKind, ...]
    board_groups: tuple[BoardGroup, ...]
    goal_levels: tuple[GoalLevel, ...]
    plan_kinds: tuple[PlanKind, ...] = (OPERATIONAL,)
    demo_people: tuple[DemoPerson, ...] = ()
    units: tuple[UnitRecord, ...] = ()
    successions: tuple[SuccessionRow, ...] = ()
    people: tuple[PersonRecord, ...] = ()
    roles: tuple[RoleRecord, ...] = ()
    deputies: tuple[DeputyRecord, ...] = ()
    folder: Path = field(default_factory=Path, compare=False)

    @cached_property
    def kinds(self) -> Kinds:
        """Each kind of unit and the kinds it may stand under."""
        return {kind.key: kind.under for kind in self.unit_kinds}

    @cached_property
    def top_kinds(self) -> frozenset[str]:
        """The kinds that stand under no other: a role there counts for the whole city."""
        return frozenset(kind.key for kind in self.unit_kinds if not kind.under)

    @cached_property
    def kind_names(self) -> Mapping[str, str]:
        """Other words for the kinds, as a file may write them."""
        return {
            word: kind.key
            for kind in self.unit_kinds
            for word in (kind.key, kind.name.sv, kind.name.en, kind.plural.sv)
        }

    @cached_property
    def unit_rows(self) -> tuple[UnitRow, ...]:
        return tuple(as_rows(each, self.city.start)[0] for each in self.units)

    @cached_property
    def placement_rows(self) -> tuple[PlacementRow, ...]:
        return tuple(row for each in self.units for row in as_rows(each, self.city.start)[1])


class ProfileRefused(Exception):
    """The profile has errors; `problems` lists all of them."""

    def __init__(self, problems: Iterable[SheetRemark]) -> None:
        self.problems = [each for each in problems if each.severity is Severity.ERROR]
        super().__init__("\n".join(str(each) for each in self.problems))


def read_profile(folder: Path) -> Profile:
    """The profile in the folder, or `ProfileRefused`."""
    profile, problems = look_at_profile(folder)
    if profile is None or any(each.severity is Severity.ERROR for each in problems):
        raise ProfileRefused(problems)
    return profile


def check_profile(folder: Path) -> list[SheetRemark]:
    """Everything somebody should look at in the profile, errors and warnings."""
    return look_at_profile(folder)[1]


def look_at_profile(folder: Path) -> tuple[Profile | None, list[SheetRemark]]:
    """What could be read of the profile, and the problems. None when city.toml has errors.

    The tables are checked against its words, so they wait until it is right.
    """
    from tertial.organisation.rules.profile_tables import read_tables
    from tertial.organisation.rules.profile_toml import read_city

    city, problems = read_city(folder)
    if city is None or any(each.severity is Severity.ERROR for each in problems):
        return None, problems
    profile, more = read_tables(city)
    return profile, [*problems, *more]
