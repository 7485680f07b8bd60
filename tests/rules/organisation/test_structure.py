"""The dated tree: everything that stops rows from being one tree on every day."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.organisation.rules.structure import (
    PlacementRow,
    SuccessionRow,
    UnitRow,
    check_structure,
    successors,
    tree_on,
)

KINDS = {"council": (), "board": ("council",), "unit": ("board", "unit")}
START, MOVE, END = date(2024, 1, 1), date(2026, 1, 1), date(2025, 12, 31)


def unit(
    key: str, kind: str = "unit", first: date = START, last: date | None = None, line: int = 2
) -> UnitRow:
    return UnitRow(key, key.upper(), kind, first, last, line)


def under(
    key: str, parent: str, first: date = START, last: date | None = None, line: int = 2
) -> PlacementRow:
    return PlacementRow(key, parent, first, last, line)


TOP = [unit("kf", "council"), unit("n", "board")]
PLACED = [under("n", "kf")]


@pytest.mark.parametrize(
    ("units", "placements", "told"),
    [
        pytest.param([], [], [], id="a council and a board"),
        pytest.param([unit("a")], [under("a", "n")], [], id="a unit under the board"),
        pytest.param(
            [unit("a"), unit("b")],
            [under("a", "n"), under("b", "a", last=END), under("b", "n", MOVE)],
            [],
            id="a unit that moved",
        ),
        pytest.param([unit("n", "board", line=9)], [], [("key", 9)], id="the key twice"),
        pytest.param([unit("a")], [under("a", "x", line=4)], [("parent", 4)], id="an unknown parent"),
        pytest.param([unit("a")], [], [("parent", 2)], id="no parent"),
        pytest.param([], [under("x", "n", line=5)], [("key", 5)], id="an unknown unit"),
        pytest.param([unit("a", "kyrka")], [under("a", "n")], [("kind", 2)], id="an unknown kind"),
        pytest.param([unit("a")], [under("a", "kf", line=3)], [("parent", 3)], id="a kind not allowed there"),
        pytest.param(
            [unit("a", first=MOVE, last=END)], [under("a", "n", MOVE)], [("valid_to", 2)], id="dates reversed"
        ),
        pytest.param(
            [unit("a")], [under("a", "n"), under("a", "n", MOVE, line=7)], [("valid_from", 7)], id="overlap"
        ),
        pytest.param(
            [unit("a")],
            [under("a", "n", last=date(2025, 6, 30)), under("a", "n", MOVE)],
            [("valid_from", 2)],
            id="a gap",
        ),
        pytest.param([unit("a")], [under("a", "n", last=END)], [("valid_from", 2)], id="placed too short"),
        pytest.param([unit("a")], [under("a", "n", MOVE)], [("valid_from", 2)], id="placed too late"),
        pytest.param(
            [unit("a", last=END), unit("b")],
            [under("a", "n", last=END), under("b", "a", line=6)],
            [("valid_to", 6)],
            id="the parent closes while the child lives",
        ),
        pytest.param(
            [unit("a", first=MOVE), unit("b")],
            [under("a", "n", MOVE), under("b", "a", line=6)],
            [("valid_from", 6)],
            id="the parent begins after the child",
        ),
        pytest.param([unit("a")], [under("a", "a", line=8)], [("parent", 8)], id="under itself"),
        pytest.param(
            [unit("a"), unit("b"), unit("c")],
            [under("a", "b", line=3), under("b", "c", line=4), under("c", "a", line=5)],
            [("parent", 3)],
            id="a ring is told once",
        ),
        pytest.param(
            [unit("a"), unit("b")],
            [under("a", "n", last=END), under("a", "b", MOVE, line=4), under("b", "a", line=5)],
            [("parent", 4)],
            id="a ring from the day of a move",
        ),
        pytest.param(
            [unit("a"), unit("b")],
            [
                under("a", "n", last=END),
                under("a", "b", MOVE),
                under("b", "a", last=END),
                under("b", "n", MOVE),
            ],
            [],
            id="two that change places are no ring on any day",
        ),
        pytest.param(
            [unit("a"), unit("b"), unit("c")],
            [under("a", "b", line=3), under("b", "a", line=4), under("c", "a", line=5)],
            [("parent", 3)],
            id="one below a ring is not in it",
        ),
    ],
)
def test_structure(units: list[UnitRow], placements: list[PlacementRow], told: list[tuple[str, int]]) -> None:
    found = check_structure([*TOP, *units], [*PLACED, *placements], kinds=KINDS)
    assert [(each.column, each.line) for each in found] == told
    assert all(each.message for each in found)


def test_a_ring_is_named() -> None:
    rows = [under("a", "b"), under("b", "c"), under("c", "a")]
    (remark,) = check_structure([unit("a"), unit("b"), unit("c")], rows, kinds={"unit": ("unit",)})
    assert "den 2024-01-01: a under b under c under a" in remark.message


@pytest.mark.parametrize(
    ("row", "column"),
    [
        pytest.param(SuccessionRow("a", "b", MOVE), None, id="the old ends the day before"),
        pytest.param(SuccessionRow("x", "b", MOVE), "old", id="no such old"),
        pytest.param(SuccessionRow("a", "x", MOVE), "new", id="no such new"),
        pytest.param(SuccessionRow("b", "n", MOVE), "on", id="the old goes on"),
        pytest.param(SuccessionRow("a", "c", MOVE), "on", id="the new is not there yet"),
        pytest.param(SuccessionRow("a", "a", MOVE), "new", id="itself"),
    ],
)
def test_successions(row: SuccessionRow, column: str | None) -> None:
    later = date(2027, 1, 1)
    units = [*TOP, unit("a", last=END), unit("b"), unit("c", first=later)]
    placements = [*PLACED, under("a", "n", last=END), under("b", "n"), under("c", "n", later)]
    found = check_structure(units, placements, [row], kinds=KINDS)
    assert [each.column for each in found] == ([column] if column else [])
    assert all(each.about == "succession" for each in found)


def test_each_day_has_its_own_tree() -> None:
    units = [*TOP, unit("a", last=END), unit("b"), unit("c", first=MOVE)]
    rows = [
        *PLACED,
        under("a", "n", last=END),
        under("b", "a", last=END),
        under("b", "c", MOVE),
        under("c", "n", MOVE),
    ]
    assert tree_on(units, rows, END).path("b") == ["kf", "n", "a", "b"]
    assert tree_on(units, rows, MOVE).path("b") == ["kf", "n", "c", "b"]
    assert "a" not in tree_on(units, rows, MOVE)


def test_successors_are_followed_to_those_who_answer() -> None:
    chain = [
        SuccessionRow("a", "b", START),
        SuccessionRow("b", "c", MOVE),
        SuccessionRow("b", "d", MOVE),
        SuccessionRow("d", "a", MOVE),  # a mistake that must not go on for ever
    ]
    assert successors("a", chain) == ["c"]
    assert successors("a", chain, END) == ["b"]
    assert successors("c", chain) == []


DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@st.composite
def organisations(draw: st.DrawFn) -> tuple[list[UnitRow], list[PlacementRow]]:
    """Units that all live always, each moving among the others on some days."""
    keys = [f"u{number}" for number in range(draw(st.integers(2, 6)))]
    rows = []
    for key in keys:
        starts = [
            date(2024, 1, 1),
            *sorted(draw(st.sets(DAYS.filter(lambda day: day.timetuple().tm_yday > 1), max_size=3))),
        ]
        for first, after in pairwise([*starts, None]):
            assert first
            last = date.fromordinal(after.toordinal() - 1) if after else None
            if draw(st.booleans()):
                rows.append(PlacementRow(key, draw(st.sampled_from(keys)), first, last, 2))
    return [UnitRow(key, key, "unit", date(2024, 1, 1)) for key in keys], rows


@given(organisations())
def test_rings_are_found_exactly_when_some_day_has_one(
    city: tuple[list[UnitRow], list[PlacementRow]],
) -> None:
    units, rows = city
    told = any("i ring" in each.message for each in check_structure(units, rows, kinds={"unit": ("unit",)}))
    assert told == any(has_ring(rows, row.valid_from) for row in rows)


def has_ring(rows: list[PlacementRow], day: date) -> bool:
    above = {
        r.unit: r.parent for r in rows if r.valid_from <= day and (r.valid_to is None or day <= r.valid_to)
    }
    for start in above:
        step, seen = above.get(start), 0
        while step is not None and step != start and seen <= len(above):
            step, seen = above.get(step), seen + 1
        if step == start:
            return True
    return False
