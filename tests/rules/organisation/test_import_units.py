"""Units from a file: bad rows are told with row and column, good ones fit what is there already."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.foundation.check import Severity
from tertial.foundation.sheet import Unreadable, read_sheet
from tertial.organisation.importers.units import read
from tertial.organisation.rules.columns import Reading, plain, slug
from tertial.organisation.rules.structure import PlacementRow, UnitRow
from tertial.organisation.rules.unit_checks import Standing, as_rows
from tertial.organisation.rules.unit_records import UnitRecord
from tests.bounded import within
from tests.exploring import examples

KINDS = {"council": (), "board": ("council",), "unit": ("board", "unit")}
NAMES = {"council": "council", "Nämnd": "board", "board": "board", "Enhet": "unit", "unit": "unit"}
START, TODAY = date(2023, 1, 1), date(2026, 11, 21)
STANDING = Standing(
    units=[
        UnitRow("kf", "Kommunfullmäktige", "council", START),
        UnitRow("bun", "Skolnämnden", "board", START),
        UnitRow("sn", "Socialnämnden", "board", START),
        UnitRow("eken", "Förskolan Eken", "unit", START),
        UnitRow("alm", "Förskolan Almen", "unit", START),
    ],
    placements=[
        PlacementRow("bun", "kf", START),
        PlacementRow("sn", "kf", START),
        PlacementRow("eken", "bun", START),
        PlacementRow("alm", "eken", START),
    ],
)


def units(
    text: str, standing: Standing | None = STANDING, groups: tuple[str, ...] = ()
) -> Reading[UnitRecord]:
    sheet = read_sheet(text.encode(), name="enheter.csv")
    return read(sheet, KINDS, start=TODAY, kind_names=NAMES, groups=groups, standing=standing)


def places(reading: Reading[UnitRecord]) -> list[tuple[int | None, str | None]]:
    return [(each.row, each.column) for each in reading.remarks if each.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("text", "record"),
    [
        pytest.param(
            "key;name;kind;parent\nf1;Åsen;unit;bun\n", ("f1", "Åsen", "unit", "bun"), id="codes as headings"
        ),
        pytest.param(
            "NYCKEL;  Namn ;Slag;Överordnad enhet\nf1; Åsen ;Enhet; bun \n",
            ("f1", "Åsen", "unit", "bun"),
            id="Swedish headings, case, spaces",
        ),
        pytest.param(
            "Namn;Typ;Tillhör\nÅsens förskola;unit;skolnämnden\n",
            ("asens-forskola", "Åsens förskola", "unit", "bun"),
            id="no key, the parent by name",
        ),
    ],
)
def test_a_new_unit(text: str, record: tuple[str, ...]) -> None:
    reading = units(text)
    (unit,) = reading.records
    assert (unit.key, unit.name, unit.kind, unit.parent) == record
    assert reading.remarks == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param("f1;;unit;bun;;", [(2, "Namn")], id="no name"),
        pytest.param("f1;Åsen;;bun;;", [(2, "Slag")], id="no kind"),
        pytest.param("f1;Åsen;kyrka;bun;;", [(2, "Slag")], id="an unknown kind"),
        pytest.param("f 1;Åsen;unit;bun;;", [(2, "Nyckel")], id="a key with a space"),
        pytest.param("f1;Åsen;unit;finns inte;;", [(2, "Överordnad")], id="an unknown parent"),
        pytest.param("f1;Åsen;unit;;;", [(2, "Överordnad")], id="no parent"),
        pytest.param("f1;Åsen;unit;kf;;", [(2, "Överordnad")], id="a kind not allowed there"),
        pytest.param("f1;Åsen;unit;bun;31 feb 2026;", [(2, "Från")], id="no such day"),
        pytest.param("f1;Åsen;unit;bun;2026-05-01;2026-01-01", [(2, "Till")], id="dates reversed"),
        pytest.param("f1;Åsen;unit;bun;;\nf1;Åsen;unit;bun;;", [(3, "Nyckel")], id="the key twice"),
        pytest.param("f1;Å;unit;bun;2026-01-01;\nf1;B;unit;sn;2026-06-01;", [(3, "Nyckel")], id="two names"),
        pytest.param(
            "f1;Å;unit;bun;2026-01-01;\nf1;Å;unit;sn;2026-06-01;", [(3, "Från")], id="two parents at once"
        ),
        pytest.param("f1;Å;unit;f2;;\nf2;B;unit;f1;;", [(2, "Överordnad")], id="a ring in the file"),
        pytest.param("eken;Förskolan Eken;unit;alm;;", [(2, "Överordnad")], id="a ring with what is there"),
        pytest.param("f1;" + "x" * 201 + ";unit;bun;;", [(2, "Namn")], id="too long a name"),
        pytest.param("f1;Åsen;unit;bun;2020-01-01;", [(2, "Från")], id="before its parent"),
    ],
)
def test_bad_rows(rows: str, told: list[tuple[int, str]]) -> None:
    reading = units(f"Nyckel;Namn;Slag;Överordnad;Från;Till\n{rows}\n")
    assert places(reading) == told
    assert all(each.file == "enheter.csv" and each.message for each in reading.remarks)


def test_a_name_that_several_have_needs_a_key() -> None:
    text = "Nyckel;Namn;Slag;Överordnad\na;Hemtjänst;unit;bun\nb;Hemtjänst;unit;sn\nc;Natt;unit;hemtjänst\n"
    reading = units(text)
    assert places(reading) == [(4, "Överordnad")]
    assert "a, b" in str(reading.remarks[0])


def test_headings() -> None:
    reading = units("Nyckel;Namn;Färg\nf1;Åsen;blå\n")
    assert [(each.column, each.severity) for each in reading.remarks] == [
        ("Färg", Severity.WARNING),
        ("kind", Severity.ERROR),
    ]
    assert reading.records == []
    assert places(units("Namn;Enhet;Slag\na;b;unit\n")) == [(1, "Enhet")]


def test_groups() -> None:
    text = "Nyckel;Namn;Slag;Överordnad;Grupp\nx;X-nämnden;board;kf;stadsdel\n"
    assert places(units(text, groups=("stadsdel",))) == []
    assert places(units(text)) == [(2, "Grupp")]


def test_a_move_of_a_unit_that_is_there() -> None:
    reading = units("Nyckel;Namn;Slag;Överordnad\neken;Förskolan Eken;unit;sn\n")
    assert reading.remarks == []
    unit, rows = as_rows(reading.records[0], TODAY, STANDING.units[3], STANDING.placements[2:3])
    assert unit.valid_from == START
    assert [(row.parent, row.valid_from, row.valid_to) for row in rows] == [
        ("bun", START, date(2026, 11, 20)),
        ("sn", TODAY, None),
    ]


def test_closing_a_unit_that_others_stand_under() -> None:
    reading = units("Nyckel;Namn;Slag;Till\neken;Förskolan Eken;unit;2026-12-31\nalm;Förskolan Almen;unit;\n")
    assert places(reading) == [(3, "Till")]
    both = "Nyckel;Namn;Slag;Till\neken;Förskolan Eken;unit;2026-12-31\nalm;Förskolan Almen;unit;2026-12-31\n"
    assert units(both).remarks == []


@pytest.mark.parametrize("ring", [False, True])
def test_fifty_thousand_rows(ring: bool) -> None:
    """Also when all of them stand in one ring."""
    lines = [f"e{n};Enhet {n};unit;{f'e{(n + 1) % 50_000}' if ring else 'n'}" for n in range(50_000)]
    text = "key;name;kind;parent\nkf;KF;council;\nn;Nämnd;board;kf\n" + "\n".join(lines)
    with within(30):  # about 2 s alone
        reading = units(text, standing=None)
    assert len(reading.records) == 50_002
    assert [each.column for each in reading.remarks] == (["parent"] if ring else [])


@pytest.mark.parametrize(
    ("name", "key"),
    [("Förskolan Ängen", "forskolan-angen"), ("  Æ/Ø ß! ", "ae-o-ss"), ("北京", ""), ("é-1", "e-1")],
)
def test_slugs(name: str, key: str) -> None:
    assert slug(name) == key


def test_plain_headings() -> None:
    assert plain(" Valid_From ") == plain("valid-from") == "valid from"


@settings(max_examples=examples(200))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["kf", "bun", "eken", "alm", "f1", "f2", "", "å å"]),
            st.sampled_from(["Förskolan Eken", "", "X"]),
            st.sampled_from(["unit", "board", "council", "?", ""]),
            st.sampled_from(["kf", "bun", "eken", "alm", "f1", "f2", "", "Skolnämnden", "?"]),
            st.sampled_from(["", "2022-01-01", "2026-01-01", "2027-01-01", "32/13 2026", "0"]),
            st.sampled_from(["", "2025-01-01", "2026-06-30", "x"]),
        ),
        max_size=8,
    )
)
def test_no_mixture_of_rows_breaks_the_reading(rows: list[tuple[str, ...]]) -> None:
    text = "\n".join(";".join(row) for row in [("key", "name", "kind", "parent", "from", "to"), *rows])
    assert all(each.message for each in units(text).remarks)


@settings(max_examples=examples(100))
@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        units(f"key;name;kind;parent;from;to\n{text}")
    except Unreadable as unreadable:
        assert unreadable.message
