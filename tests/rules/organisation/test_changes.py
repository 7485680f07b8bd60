"""The preview of a file: new, changed, unchanged or refused, and nothing done while there is an error."""

from datetime import date

import pytest

from tertial.foundation.day import Span
from tertial.foundation.sheet import read_sheet
from tertial.organisation.importers import people, roles, units
from tertial.organisation.rules.changes import (
    Change,
    PlanOfChanges,
    State,
    plan_of_people,
    plan_of_roles,
    plan_of_units,
)
from tertial.organisation.rules.person_records import PersonRecord, RoleRecord
from tertial.organisation.rules.structure import PlacementRow, UnitRow
from tertial.organisation.rules.unit_checks import Standing, as_rows
from tertial.organisation.rules.unit_records import Place, UnitRecord

KINDS = {"council": (), "board": ("council",), "unit": ("board",)}
START, TODAY = date(2023, 1, 1), date(2026, 11, 21)
EXISTING = [
    UnitRecord("kf", "Kommunfullmäktige", "council", valid_from=START),
    UnitRecord("bun", "Skolnämnden", "board", valid_from=START, places=(Place("kf", START),)),
    UnitRecord("sn", "Socialnämnden", "board", valid_from=START, places=(Place("kf", START),)),
    UnitRecord(
        "eken",
        "Förskolan Eken",
        "unit",
        description="Vid parken.",
        valid_from=START,
        places=(Place("sn", START, date(2024, 12, 31)), Place("bun", date(2025, 1, 1))),
    ),
]


def standing() -> Standing:
    rows = [as_rows(each, START) for each in EXISTING]
    found: tuple[list[UnitRow], list[PlacementRow]] = (
        [unit for unit, _ in rows],
        [p for _, ps in rows for p in ps],
    )
    return Standing(*found)


def plan(text: str) -> PlanOfChanges[UnitRecord]:
    sheet = read_sheet(text.encode(), name="enheter.csv")
    return plan_of_units(units.read(sheet, KINDS, start=TODAY, standing=standing()), EXISTING, start=TODAY)


@pytest.mark.parametrize(
    ("text", "state", "changes"),
    [
        pytest.param("key;name;kind;parent\nny;Ny;unit;bun", State.NEW, [], id="new"),
        pytest.param(
            "key;name;kind;parent\neken;Förskolan Eken;unit;bun", State.UNCHANGED, [], id="unchanged"
        ),
        pytest.param(
            "key;name;kind\neken;Eken;unit",
            State.CHANGED,
            [Change("name", "Förskolan Eken", "Eken")],
            id="a name; what the file has no column for stays",
        ),
        pytest.param(
            "key;name;kind;description\neken;Förskolan Eken;unit;",
            State.CHANGED,
            [Change("description", "Vid parken.", "")],
            id="an emptied text is shown",
        ),
        pytest.param(
            "key;name;kind;parent\neken;Förskolan Eken;unit;sn",
            State.CHANGED,
            [
                Change(
                    "parent",
                    "sn (2023-01-01), bun (2025-01-01)",
                    "sn (2023-01-01), bun (2025-01-01), sn (2026-11-21)",
                )
            ],
            id="a move from today",
        ),
        pytest.param(
            "key;name;kind;parent;from\neken;Förskolan Eken;unit;sn;2027-01-01",
            State.CHANGED,
            [
                Change(
                    "parent",
                    "sn (2023-01-01), bun (2025-01-01)",
                    "sn (2023-01-01), bun (2025-01-01), sn (2027-01-01)",
                )
            ],
            id="a move from the day in the file",
        ),
        pytest.param(
            "key;name;kind;to\neken;Förskolan Eken;unit;2026-12-31",
            State.CHANGED,
            [Change("valid_to", "", "2026-12-31")],
            id="a last day",
        ),
        pytest.param("key;name;kind;parent\nny;Ny;unit;borta", State.REFUSED, [], id="refused"),
    ],
)
def test_units(text: str, state: State, changes: list[Change]) -> None:
    found = plan(text)
    (row,) = found.rows
    assert (row.state, list(row.changes)) == (state, changes)
    assert found.counts[state] == 1
    assert found.may_be_done == (state is not State.REFUSED)
    assert len(found.to_do) == (1 if state in (State.NEW, State.CHANGED) else 0)


def test_the_whole_history_comes_back_unchanged() -> None:
    text = (
        "key;name;short_name;kind;group;parent;valid_from;valid_to;description\n"
        "kf;Kommunfullmäktige;;council;;;2023-01-01;;\n"
        "bun;Skolnämnden;;board;;kf;2023-01-01;;\n"
        "sn;Socialnämnden;;board;;kf;2023-01-01;;\n"
        "eken;Förskolan Eken;;unit;;sn;2023-01-01;2024-12-31;Vid parken.\n"
        "eken;Förskolan Eken;;unit;;bun;2025-01-01;;Vid parken.\n"
    )
    assert plan(text).counts == {State.NEW: 0, State.CHANGED: 0, State.UNCHANGED: 4, State.REFUSED: 0}


def test_one_bad_row_stops_the_file_and_every_line_is_shown() -> None:
    found = plan("key;name;kind;parent\nny;Ny;unit;bun\n;;unit;bun\nx;X;unit;borta\n")
    assert [(row.line, row.state) for row in found.rows] == [
        (2, State.NEW),
        (3, State.REFUSED),
        (4, State.REFUSED),
    ]
    assert (found.may_be_done, found.to_do) == (False, [])


def test_people() -> None:
    there = [
        PersonRecord("maja", "Maja Rönn", "maja@k.se", "Chef"),
        PersonRecord("idris", "Idris H", "i@k.se"),
    ]
    text = "Namn;E-post\nMaja Ek;MAJA@k.se\nIdris H;i@k.se\nNy Person;ny@k.se\nfel;fel\n"
    reading = people.read(read_sheet(text.encode()), {each.email: each.key for each in there})
    found = plan_of_people(reading, there)
    assert [(row.name, row.state) for row in found.rows] == [
        ("Maja Ek", State.CHANGED),
        ("Idris H", State.UNCHANGED),
        ("Ny Person", State.NEW),
        ("", State.REFUSED),
    ]
    assert found.rows[0].changes == (Change("name", "Maja Rönn", "Maja Ek"),)


def test_roles() -> None:
    there = [
        RoleRecord("maja", "reporter", "eken", START),
        RoleRecord("maja", "reader", "bun", START, date(2024, 12, 31)),
    ]
    text = (
        "Person;Roll;Enhet;Från;Till\n"
        "maja;reporter;eken;;\n"
        "maja;reader;bun;2023-01-01;2024-12-31\n"
        "maja;approver;eken;2026-01-01;\n"
    )
    lives = {"eken": Span(START), "bun": Span(START)}
    who = {"maja": "maja"}
    names = {"eken": "Eken", "bun": "Skolnämnden"}

    def look(text: str) -> PlanOfChanges[RoleRecord]:
        reading = roles.read(read_sheet(text.encode()), people=who, units=names, lives=lives, start=START)
        return plan_of_roles(reading, there, start=START)

    assert [row.state for row in look(text).rows] == [State.UNCHANGED, State.UNCHANGED, State.NEW]
    (ended,) = look("Person;Roll;Enhet;Från;Till\nmaja;reporter;eken;;2026-12-31\n").rows
    assert ended.changes == (Change("valid_to", "", "2026-12-31"),)
