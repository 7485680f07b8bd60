"""What targets, expected results and references say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.planning.rules.draft import Previous, TargetKind
from tertial.planning.rules.expected_text import parse_expected
from tertial.planning.rules.references import amount_in, appendices_in
from tertial.planning.rules.target_text import cuts, parse_target, worth

K = TargetKind


@pytest.mark.parametrize(
    ("text", "kind", "low", "high", "unit"),
    [
        pytest.param("8 %", K.NUMBER, 8, 8, "%", id="per cent"),
        pytest.param("90%", K.NUMBER, 90, 90, "%", id="no blank"),
        pytest.param("75  %", K.NUMBER, 75, 75, "%", id="two blanks"),
        pytest.param("1 100 st", K.NUMBER, 1100, 1100, "st", id="thousands"),
        pytest.param("4,9", K.NUMBER, 4.9, 4.9, None, id="decimals"),
        pytest.param(
            "1,8 kg CO2 per kg livsmedel", K.NUMBER, 1.8, 1.8, "kg CO2 per kg livsmedel", id="long unit"
        ),
        pytest.param("1945 GWh", K.NUMBER, 1945, 1945, "GWh", id="energy"),
        pytest.param("12 hektar parkmark", K.NUMBER, 12, 12, "hektar parkmark", id="unit never seen"),
        pytest.param("+/-1 %", K.BAND, -1, 1, "%", id="band"),
        pytest.param("+/- 1 %", K.BAND, -1, 1, "%", id="band with blank"),
        pytest.param("± 2 %", K.BAND, -2, 2, "%", id="band sign"),
        pytest.param("98-102 %", K.BAND, 98, 102, "%", id="range"),
        pytest.param("Max 10 personer", K.MAX, None, 10, "personer", id="max"),
        pytest.param("högst 5 dagar", K.MAX, None, 5, "dagar", id="at most"),
        pytest.param("Minst 80 %", K.MIN, 80, None, "%", id="min"),
        pytest.param("Mellan 40 och 60 %", K.BAND, 40, 60, "%", id="band in words"),
        pytest.param("mellan 88,0 och 94,0", K.BAND, 88, 94, None, id="band in small letters"),
        pytest.param(
            "Högst 45,0 per 1 000 vårddygn", K.MAX, None, 45, "per 1 000 vårddygn", id="per thousand"
        ),
        pytest.param("Fastställs senast 2026-04-30", K.PENDING, None, None, None, id="pending by day"),
        pytest.param(
            "Fastställs av Sjöhagens stadsdelsnämnd senast 2026-04-30",
            K.DELEGATED,
            None,
            None,
            None,
            id="by whom",
        ),
        pytest.param("öka", K.DIRECTION, None, None, None, id="direction"),
        pytest.param("Fastställs 2021", K.PENDING, None, None, None, id="pending by year"),
        pytest.param("Fastställs t1", K.PENDING, None, None, None, id="pending by report"),
        pytest.param("Tas fram av nämnd", K.DELEGATED, None, None, None, id="delegated"),
        pytest.param("Tas fram av nämnd/styrelse", K.DELEGATED, None, None, None, id="delegated to two"),
        pytest.param("-", K.NONE, None, None, None, id="none"),
        pytest.param("–", K.NONE, None, None, None, id="none, long dash"),
    ],
)
def test_a_cell_is_a_target(
    text: str, kind: K, low: float | None, high: float | None, unit: str | None
) -> None:
    target = parse_target(text)
    assert target is not None
    assert (target.kind, target.low, target.high, target.unit) == (kind, low, high, unit)
    assert target.text == " ".join(text.split())


def test_an_empty_cell_is_no_target() -> None:
    assert parse_target("  ") is None


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        pytest.param("16 16", ["16", "16"], id="two bare numbers"),
        pytest.param(
            "1 100 st Tas fram av nämnd", ["1 100 st", "Tas fram av nämnd"], id="number and delegated"
        ),
        pytest.param("1 100 1 100", ["1 100", "1 100"], id="two thousands"),
        pytest.param("8 Max 10 personer", ["8", "Max 10 personer"], id="number and bound"),
        pytest.param("+/-1 % +/- 1 %", ["+/-1 %", "+/- 1 %"], id="two bands"),
        pytest.param("100 % -", ["100 %", "-"], id="none in the second"),
        pytest.param("90 % öka", ["90 %", "öka"], id="direction in the second"),
        pytest.param("Fastställs 2021", ["Fastställs 2021"], id="one cell, not two"),
    ],
)
def test_cells_run_together_are_cut(text: str, cells: list[str]) -> None:
    best = max(cuts(text.split(), 2), key=worth)
    assert [target.text for target in best] == cells


@given(st.text(max_size=60))
def test_any_words_are_read_without_failing(text: str) -> None:
    parse_target(text)
    parse_expected(text)
    amount_in(text)
    appendices_in(text)


@pytest.mark.parametrize(
    ("text", "direction", "value", "unit", "previous"),
    [
        pytest.param(
            "Andel nöjda uppgår till lägst 86 procent (utfall 2020: 78 procent).",
            "min",
            86,
            "%",
            Previous(2020, 78),
            id="least",
        ),
        pytest.param(
            "Frånvaron uppgår högst till 8 procent (utfall 2020: 6,6 procent)",
            "max",
            8,
            "%",
            Previous(2020, 6.6),
            id="most",
        ),
        pytest.param(
            "Minst 79 procent känner sig trygga (utfall 2019: 41 procent)",
            "min",
            79,
            "%",
            Previous(2019, 41),
            id="first",
        ),
        pytest.param("Andelen uppgår till minst 73 procent.", "min", 73, "%", None, id="no outcome"),
        pytest.param("Antal unga med feriearbete uppgår till 1100.", None, 1100, None, None, id="plain"),
        pytest.param(
            "Andel chefer med högst 30 medarbetare uppgår till 90 procent",
            None,
            90,
            "%",
            None,
            id="bound in the name",
        ),
        pytest.param("Fler känner till stödet.", None, None, None, None, id="no level"),
    ],
)
def test_the_level_in_an_expected_result(
    text: str, direction: str | None, value: float | None, unit: str | None, previous: Previous | None
) -> None:
    found = parse_expected(text)
    assert (found.direction, found.value, found.unit, found.previous) == (direction, value, unit, previous)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("enligt bilaga 6.", ("6",), id="one"),
        pytest.param("enligt bilagor 2-5.", ("2", "3", "4", "5"), id="a range"),
        pytest.param("se bilaga 3, 4 och 12.9", ("3", "4", "12.9"), id="a list"),
        pytest.param("enligt bilaga 1 samt bilaga 7", ("1", "7"), id="two places"),
        pytest.param("se bilagan", (), id="no number"),
    ],
)
def test_references_to_appendices(text: str, numbers: tuple[str, ...]) -> None:
    assert appendices_in(text) == numbers


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        pytest.param("om 6,8 mnkr för", 6.8, id="millions"),
        pytest.param("om 951 tkr", 0.951, id="thousands"),
        pytest.param("om 1 662,6 mnkr netto", 1662.6, id="grouped"),
        pytest.param("utan belopp 2021", None, id="none"),
    ],
)
def test_amounts(text: str, amount: float | None) -> None:
    assert amount_in(text) == amount
