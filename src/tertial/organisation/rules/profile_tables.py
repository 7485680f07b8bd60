"""The profile's CSV files: units, successions, people, roles, deputies; checked one by one and together."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tertial.foundation.check import Severity
from tertial.foundation.day import Span
from tertial.foundation.importer import Header, Row
from tertial.foundation.sheet import SheetRemark
from tertial.foundation.words import N_
from tertial.organisation.rules.columns import Problem, Reading, day_in
from tertial.organisation.rules.person_records import (
    DEPUTY_COLUMNS,
    PERSON_COLUMNS,
    ROLE_COLUMNS,
    check_roles,
    people_by_word,
    read_deputies,
    read_people,
    read_roles,
)
from tertial.organisation.rules.profile import Profile
from tertial.organisation.rules.structure import StructureRemark, SuccessionRow, UnitRow, check_structure
from tertial.organisation.rules.tables import Tables
from tertial.organisation.rules.unit_records import UNIT_COLUMNS, UnitRecord, read_units

SUCCESSION_COLUMNS = (
    Header("old", "Tidigare enhet", also=("gammal", "från enhet")),
    Header("new", "Ny enhet", also=("efterträdare", "till enhet")),
    Header("on", "Datum", also=("från och med", "dag")),
)
FILES = ("units.csv", "successions.csv", "people.csv", "roles.csv", "deputies.csv")


def read_tables(city: Profile) -> tuple[Profile, list[SheetRemark]]:
    """The profile with its tables, and what is wrong in them."""
    tables = _Tables(city.folder)
    profile = tables.read(city)
    return profile, tables.remarks


def read_successions(rows: Sequence[Row]) -> tuple[list[SuccessionRow], list[Problem]]:
    problems: list[Problem] = []
    records: list[SuccessionRow] = []
    for row in rows:
        on = day_in(row, "on", problems)
        if row["old"] and row["new"] and on:
            records.append(SuccessionRow(row["old"], row["new"], on, row.line))
        elif not any(each.line == row.line for each in problems):
            problems.append(Problem(row.line, "on", N_("raden ska ha gammal enhet, ny enhet och datum.")))
    return records, problems


class _Tables(Tables):
    def read(self, city: Profile) -> Profile:
        kind_names = city.kind_names
        units = self.file("units.csv", UNIT_COLUMNS, lambda rows: read_units(rows, None, kind_names))
        successions = self.file("successions.csv", SUCCESSION_COLUMNS, read_successions)
        profile = replace(city, units=tuple(units.records), successions=tuple(successions.records))
        self._structure(profile, units, successions)
        profile = self._people(profile)
        self._words_that_point(profile)
        return profile

    def _structure(
        self, profile: Profile, units: Reading[UnitRecord], successions: Reading[SuccessionRow]
    ) -> None:
        found = check_structure(
            profile.unit_rows, profile.placement_rows, profile.successions, kinds=profile.kinds
        )
        self.tell(units, _about("unit", found))
        self.tell(successions, _about("succession", found))
        groups = {group.key for group in profile.board_groups}
        text = N_("gruppen ”%(group)s” finns inte bland [[board_groups]] i city.toml.")
        self.tell(
            units,
            [
                Problem(each.line, "group", text, {"group": each.group})
                for each in profile.units
                if each.group and each.group not in groups
            ],
        )

    def _people(self, profile: Profile) -> Profile:
        people = self.file("people.csv", PERSON_COLUMNS, read_people)
        words = people_by_word((each.key, each.email) for each in people.records)
        names = {unit.key: unit.name for unit in profile.units}
        roles = self.file("roles.csv", ROLE_COLUMNS, lambda rows: read_roles(rows, words, names))
        self.tell(roles, check_roles(roles.records, _lives(profile.unit_rows), start=profile.city.start))
        deputies = self.file("deputies.csv", DEPUTY_COLUMNS, lambda rows: read_deputies(rows, words))
        return replace(
            profile,
            people=tuple(people.records),
            roles=tuple(roles.records),
            deputies=tuple(deputies.records),
        )

    def _words_that_point(self, profile: Profile) -> None:
        """city.toml names a unit and demo people; they must exist."""
        emails = {each.email for each in profile.people}
        missing = [each.email for each in profile.demo_people if each.email not in emails]
        for email in missing:
            self._word("email", N_("demopersonen %(email)s finns inte i people.csv."), email=email)
        tour = profile.city.tour_unit
        if tour and tour not in {each.key for each in profile.units}:
            self._word("tour_unit", N_("enheten %(unit)s finns inte i units.csv."), unit=tour)
        if profile.demo_people and not profile.city.demo:
            text = N_("demopersoner visas bara när demo = true.")
            self.remarks.append(SheetRemark("city.toml", None, "demo", text, Severity.WARNING))

    def _word(self, name: str, text: str, **params: object) -> None:
        self.remarks.append(SheetRemark("city.toml", None, name, text, params=params))


def _about(what: str, remarks: Sequence[StructureRemark]) -> list[Problem]:
    return [Problem(r.line, r.column, r.text, r.params) for r in remarks if r.about == what]


def _lives(units: Sequence[UnitRow]) -> dict[str, Span]:
    return {
        unit.key: Span(unit.valid_from, unit.valid_to)
        for unit in units
        if unit.valid_to is None or unit.valid_from <= unit.valid_to
    } | {unit.key: Span(date.min) for unit in units if unit.valid_to and unit.valid_to < unit.valid_from}
