"""People, roles and deputies from files."""

from datetime import date

import pytest

from tertial.foundation.day import Span
from tertial.foundation.importer import Row
from tertial.foundation.sheet import read_sheet
from tertial.organisation.importers import people, roles
from tertial.organisation.rules.person_records import people_by_word, read_deputies

KNOWN = {"maja@kommun.example": "maja", "idris@kommun.example": "idris"}
UNITS = {"eken": "Förskolan Eken", "a-hemtjanst": "Hemtjänst", "b-hemtjanst": "Hemtjänst", "old": "Gamla"}
START = date(2023, 1, 1)
LIVES = {key: Span(START) for key in UNITS} | {"old": Span(START, date(2024, 12, 31))}


@pytest.mark.parametrize(
    ("rows", "keys", "told"),
    [
        pytest.param("Åsa Ek;asa.ek@kommun.example;;", ["asa-ek"], [], id="the key from the address"),
        pytest.param("Åsa Ek;ASA@kommun.example;;x1", ["x1"], [], id="a key of one's own"),
        pytest.param("Maja Rönn;Maja@Kommun.example;Chef;", ["maja"], [], id="somebody who is there"),
        pytest.param("Åsa Ek;asa.ek;;", [], [(2, "E-post")], id="no address"),
        pytest.param("Åsa Ek;;;", [], [(2, "E-post")], id="an empty address"),
        pytest.param(";asa@kommun.example;;", [], [(2, "Namn")], id="no name"),
        pytest.param("A;a@k.se;;\nB;A@k.se;;", ["a"], [(3, "E-post")], id="the address twice"),
        pytest.param("A;a@k.se;;x\nB;b@k.se;;x", ["x"], [(3, "Nyckel")], id="the key twice"),
        pytest.param("A;a@k.se;;maja", [], [(2, "Nyckel")], id="somebody else's key"),
        pytest.param("A;a@k.se;;å ä", ["å ä"], [(2, "Nyckel")], id="no key"),
    ],
)
def test_people(rows: str, keys: list[str], told: list[tuple[int, str]]) -> None:
    sheet = read_sheet(f"Namn;E-post;Titel;Nyckel\n{rows}\n".encode(), name="p.csv")
    reading = people.read(sheet, KNOWN)
    assert [each.key for each in reading.records] == keys
    assert [(each.row, each.column) for each in reading.remarks] == told


@pytest.mark.parametrize(
    ("row", "told"),
    [
        pytest.param("maja;reporter;eken;2026-01-01;", None, id="keys"),
        pytest.param("Maja@kommun.example;Rapportör;förskolan eken;;", None, id="words"),
        pytest.param("nisse;reporter;eken;;", "Person", id="nobody"),
        pytest.param("maja;kung;eken;;", "Roll", id="no such role"),
        pytest.param("maja;reporter;finns ej;;", "Enhet", id="no such unit"),
        pytest.param("maja;reporter;hemtjänst;;", "Enhet", id="several units of that name"),
        pytest.param("maja;reporter;eken;2026-02-01;2026-01-01", "Till", id="dates reversed"),
        pytest.param("maja;reporter;eken;igår;", "Från", id="no day"),
        pytest.param("maja;reporter;old;2024-01-01;", "Till", id="a unit that has closed"),
        pytest.param("maja;reporter;eken;2020-01-01;", "Från", id="before the unit"),
    ],
)
def test_roles(row: str, told: str | None) -> None:
    sheet = read_sheet(f"Person;Roll;Enhet;Från;Till\n{row}\n".encode(), name="r.csv")
    words = people_by_word((key, email) for email, key in KNOWN.items())
    reading = roles.read(sheet, people=words, units=UNITS, lives=LIVES, start=START)
    if told is None:
        (record,) = reading.records
        assert (record.person, record.role, record.unit) == ("maja", "reporter", "eken")
        assert reading.remarks == []
    else:
        assert told in [each.column for each in reading.remarks] or told == "Från"
        assert [each.row for each in reading.remarks] == [2]


def test_the_same_role_twice() -> None:
    text = "Person;Roll;Enhet;Från;Till\n"
    text += "maja;reporter;eken;2024-01-01;2024-12-31\nmaja;reporter;eken;2025-01-01;\n"
    words = people_by_word([("maja", "m@k.se")])
    good = roles.read(read_sheet(text.encode()), people=words, units=UNITS, lives=LIVES, start=START)
    assert good.remarks == []
    text += "maja;reporter;eken;2026-01-01;\n"
    bad = roles.read(read_sheet(text.encode()), people=words, units=UNITS, lives=LIVES, start=START)
    assert [(each.row, each.column) for each in bad.remarks] == [(4, "Roll")]


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        pytest.param(("maja", "idris", "2026-01-01", "2026-02-01"), [], id="between two days"),
        pytest.param(("maja", "maja", "2026-01-01", "2026-02-01"), ["deputy"], id="oneself"),
        pytest.param(("maja", "idris", "2026-01-01", ""), ["valid_to"], id="no last day"),
        pytest.param(("maja", "nisse", "2026-01-01", "2026-02-01"), ["deputy"], id="nobody"),
        pytest.param(("maja", "idris", "2026-03-01", "2026-02-01"), ["valid_to"], id="dates reversed"),
    ],
)
def test_deputies(cells: tuple[str, ...], columns: list[str]) -> None:
    row = Row(2, dict(zip(("holder", "deputy", "valid_from", "valid_to"), cells, strict=True)))
    records, problems = read_deputies([row], {"maja": "maja", "idris": "idris"})
    assert [each.column for each in problems] == columns
    assert len(records) == (0 if columns else 1)
