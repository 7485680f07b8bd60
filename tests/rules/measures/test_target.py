"""Targets: every way people write one is read, printed in words and read back; the rest is refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.foundation.words import Refused
from tertial.measures.rules import target as rules
from tertial.measures.rules.target import Target, TargetKind, TargetState, Way, in_words, state_on
from tertial.measures.rules.target_text import parse_target, target_of

K = TargetKind


@pytest.mark.parametrize(
    ("written", "kind", "low", "high", "unit"),
    [
        pytest.param("8 %", K.NUMBER, 8, 8, "%", id="share"),
        pytest.param("8\u00a0procent", K.NUMBER, 8, 8, "%", id="percent in words"),
        pytest.param("50", K.NUMBER, 50, 50, None, id="no unit"),
        pytest.param("1 100 st", K.NUMBER, 1100, 1100, "st", id="thousands"),
        pytest.param("1,89 GWh", K.NUMBER, "1.89", "1.89", "GWh", id="energy"),
        pytest.param(
            "1,8 kg CO2 per kg livsmedel", K.NUMBER, "1.8", "1.8", "kg CO2 per kg livsmedel", id="long unit"
        ),
        pytest.param("ca 12 barn", K.NUMBER, 12, 12, "barn", id="about"),
        pytest.param("−3 %", K.NUMBER, -3, -3, "%", id="minus"),
        pytest.param("högst 10", K.MAX, None, 10, None, id="at most"),
        pytest.param("Max 10 personer", K.MAX, None, 10, "personer", id="max"),
        pytest.param("10 dagar eller färre", K.MAX, None, 10, "dagar", id="or fewer"),
        pytest.param("<= 8 %", K.MAX, None, 8, "%", id="sign"),
        pytest.param("minst 73 %", K.MIN, 73, None, "%", id="at least"),
        pytest.param("lägst 73", K.MIN, 73, None, None, id="lowest"),
        pytest.param("73 % eller mer", K.MIN, 73, None, "%", id="or more"),
        pytest.param("+/-1 %", K.BAND, -1, 1, "%", id="plus minus"),
        pytest.param("± 1,5", K.BAND, "-1.5", "1.5", None, id="plus minus sign"),
        pytest.param("mellan 5 och 8 %", K.BAND, 5, 8, "%", id="between"),
        pytest.param("5–8 %", K.BAND, 5, 8, "%", id="range"),
        pytest.param("-", K.NONE, None, None, None, id="dash"),
        pytest.param("  ", K.NONE, None, None, None, id="empty"),
    ],
)
def test_levels_are_read(written: str, kind: K, low: object, high: object, unit: str | None) -> None:
    read = parse_target(written)
    ends = [None if end is None else D(str(end)) for end in (low, high)]
    assert (read.kind, read.low, read.high, read.unit) == (kind, *ends, unit)


@pytest.mark.parametrize(
    ("written", "way"),
    [
        ("öka", Way.UP),
        ("Ska minska", Way.DOWN),
        ("oförändrat", Way.SAME),
        ("ökar jämfört med 2025", Way.UP),
        ("förbättras", Way.BETTER),
    ],
)
def test_directions_are_read(written: str, way: Way) -> None:
    assert (parse_target(written).kind, parse_target(written).way) == (K.DIRECTION, way)


@pytest.mark.parametrize(
    ("written", "kind", "owner", "due"),
    [
        pytest.param("Fastställs 2026", K.PENDING, None, date(2026, 12, 31), id="a year"),
        pytest.param("Fastställs t1", K.PENDING, None, date(2026, 4, 30), id="a tertial of the plan's year"),
        pytest.param("fastställs senast 2026-03-15", K.PENDING, None, date(2026, 3, 15), id="a day"),
        pytest.param("Fastställs under året", K.PENDING, None, None, id="some time"),
        pytest.param("Tas fram av nämnd", K.DELEGATED, "nämnd", None, id="delegated"),
        pytest.param("Tas fram av nämnd/styrelse", K.DELEGATED, "nämnd/styrelse", None, id="one of two"),
        pytest.param(
            "fastställs av socialnämnden senast 2026-02-28",
            K.DELEGATED,
            "socialnämnden",
            date(2026, 2, 28),
            id="by whom and when",
        ),
    ],
)
def test_waiting_targets_say_who_and_when(written: str, kind: K, owner: str | None, due: date | None) -> None:
    read = parse_target(written, year=2026)
    assert (read.kind, read.owner, read.due) == (kind, owner, due)


@pytest.mark.parametrize(
    "written", ["1e400", "NaN", "bra", "8 till 5 %", "1,662", "minst", "x" * 300, "=1+1", "12e5 st"]
)
def test_the_rest_is_refused_with_a_sentence(written: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_target(written)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (rules.at_most(D(8), "%"), "högst 8 %"),
        (rules.at_least(D(73), "%"), "minst 73 %"),
        (rules.number(D(50), "st"), "50 st"),
        (Target(K.BAND, D(-1), D(1), "%"), "±1 %"),
        (Target(K.BAND, D(-3), D("-1.5"), "%"), "mellan −3 och −1,5 %"),
        (Target(K.DIRECTION, way=Way.UP), "öka"),
        (Target(K.PENDING), "fastställs senare"),
        (Target(K.DELEGATED, owner="nämnd"), "fastställs av nämnd"),
        (Target(K.NONE), "–"),
    ],
)
def test_targets_in_words(target: Target, words: str) -> None:
    assert in_words(target).replace("\u00a0", " ") == words


def test_the_measures_own_unit_serves_where_the_target_has_none() -> None:
    assert in_words(rules.at_most(D(8)), "%", 1).replace("\u00a0", " ") == "högst 8,0 %"


levels = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
units = st.sampled_from([None, "%", "st", "GWh", "kg CO2 per kg"])


@given(levels, levels, units, st.sampled_from([K.NUMBER, K.MIN, K.MAX, K.BAND]))
def test_words_read_back_the_same(one: D, other: D, unit: str | None, kind: K) -> None:
    low, high = sorted((one, other))
    if kind is K.NUMBER:
        high = low
    target = Target(kind, None if kind is K.MAX else low, None if kind is K.MIN else high, unit)
    assert replace(parse_target(in_words(target)), text="") == target


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert isinstance(parse_target(text, year=2026), Target)
    except Refused as refused:
        assert str(refused)


@pytest.mark.parametrize(
    ("target", "day", "state"),
    [
        (rules.number(D(1)), date(2026, 1, 1), TargetState.SET),
        (Target(K.NONE), date(2026, 1, 1), TargetState.ABSENT),
        (Target(K.PENDING), date(2026, 1, 1), TargetState.AWAITED),
        (Target(K.PENDING, due=date(2026, 4, 30)), date(2026, 4, 30), TargetState.AWAITED),
        (Target(K.DELEGATED, due=date(2026, 4, 30)), date(2026, 5, 1), TargetState.OVERDUE),
    ],
)
def test_states(target: Target, day: date, state: TargetState) -> None:
    assert state_on(target, day) is state


def test_a_document_readers_target_becomes_ours() -> None:
    ours = target_of("Max 10 personer", "max", None, 10.0, "personer")
    assert (ours.kind, ours.high, ours.unit, ours.text) == (K.MAX, D(10), "personer", "Max 10 personer")
    assert target_of("öka", "direction", None, None, None).way is Way.UP
    assert target_of("bli bra", "direction", None, None, None).way is None
