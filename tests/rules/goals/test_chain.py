"""The chain: several parents, one main; what is above and below; faults are told; depth is no matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.goals.rules.chain import Chain, GoalRow, LinkRow, check_chain, rings

LEVELS = ["direction", "council", "board", "unit"]
GOALS = [
    GoalRow("1", "direction", "En trygg stad"),
    GoalRow("1.1", "council", "Trygga äldre"),
    GoalRow("1.2", "council", "Trygga barn"),
    GoalRow("b", "board", "Hemtjänst som håller tiden"),
    GoalRow("u", "unit", "Samma personal"),
]
LINKS = [
    LinkRow("1.1", "1"),
    LinkRow("1.2", "1"),
    LinkRow("b", "1.2", main=False),
    LinkRow("b", "1.1"),
    LinkRow("u", "b"),
]


def chain(goals: list[GoalRow] = GOALS, links: list[LinkRow] = LINKS) -> Chain:
    return Chain.of(goals, links, LEVELS)


def test_a_goal_contributes_to_several_but_stands_under_one() -> None:
    assert chain().parents["b"] == ("1.1", "1.2")
    assert chain().path("u") == ["1", "1.1", "b", "u"]
    assert [(step.key, step.depth) for step in chain().walk()] == [
        ("1", 0),
        ("1.1", 1),
        ("b", 2),
        ("u", 3),
        ("1.2", 1),
    ]


def test_above_and_below_by_every_link() -> None:
    assert chain().ancestors("u") == ["b", "1.1", "1.2", "1"]
    assert chain().descendants("1.2") == ["b", "u"]
    assert chain().descendants("1") == ["1.1", "1.2", "b", "u"]
    with pytest.raises(KeyError):
        chain().ancestors("?")


def test_goals_that_nothing_measures() -> None:
    assert chain().lacking(["b"], ["council", "board", "unit"]) == ["u"]
    assert chain().lacking([], ["board"]) == ["b"]
    assert chain().lacking(["u", "gone"], LEVELS) == []


def test_a_sound_chain_has_no_remarks() -> None:
    assert check_chain(chain()) == []


@pytest.mark.parametrize(
    ("goals", "links", "rules"),
    [
        pytest.param([*GOALS, GoalRow("x", "ward")], [LinkRow("x", "1")], ["unknown-level"], id="level"),
        pytest.param(GOALS, [LinkRow("?", "1")], ["unknown-goal"], id="a link from nothing"),
        pytest.param(GOALS, [LinkRow("b", "?", main=False)], ["unknown-parent"], id="a link to nothing"),
        pytest.param(GOALS, [LinkRow("b", "b", main=False)], ["own-parent"], id="itself"),
        pytest.param(GOALS, [LinkRow("b", "1.2")], ["several-main"], id="two mains"),
        pytest.param(GOALS, [LinkRow("1.1", "1.2", main=False)], ["not-above"], id="same level"),
        pytest.param(GOALS, [LinkRow("1", "b")], ["not-above", "ring", "ring"], id="a ring"),
        pytest.param([*GOALS, GoalRow("o", "board")], [], ["orphan"], id="an orphan"),
        pytest.param(
            [*GOALS, GoalRow("o", "board")], [LinkRow("o", "1.1", main=False)], ["no-main"], id="no main"
        ),
    ],
)
def test_what_is_wrong_is_told(goals: list[GoalRow], links: list[LinkRow], rules: list[str]) -> None:
    remarks = check_chain(chain(goals, [*LINKS, *links]))
    assert [remark.rule for remark in remarks] == rules
    assert all(str(remark.sentence).endswith(".") for remark in remarks)


def test_a_chain_in_a_ring_can_still_be_walked() -> None:
    broken = chain(GOALS, [*LINKS, LinkRow("1", "u")])
    assert {step.key for step in broken.walk()} == {goal.key for goal in GOALS}
    assert set(broken.ancestors("u")) == {"b", "1.1", "1.2", "1"}


def test_depth_is_no_matter() -> None:
    goals = [GoalRow(str(number), "unit") for number in range(20_000)]
    links = [LinkRow(str(number), str(number - 1)) for number in range(1, 20_000)]
    deep = chain(goals, links)
    assert len(deep.path("19999")) == len(deep.descendants("0")) + 1 == 20_000
    assert rings(deep.parents) == []
    assert len(rings({**deep.parents, "0": ("19999",)})) == 1


keys = st.sampled_from("abcdefg")


@given(st.lists(st.tuples(keys, keys, st.booleans()), max_size=20))
def test_any_links_are_walked_once_each(given_links: list[tuple[str, str, bool]]) -> None:
    goals = [GoalRow(key, "unit") for key in "abcdefg"]
    any_chain = chain(goals, [LinkRow(*link) for link in given_links])
    assert sorted(step.key for step in any_chain.walk()) == list("abcdefg")
    for key in "abcdefg":
        assert key not in any_chain.ancestors(key)
        assert all(key in any_chain.descendants(above) for above in any_chain.ancestors(key))
    assert check_chain(any_chain) is not None
    for ring in rings(any_chain.parents):
        for one, next_up in zip(ring, [*ring[1:], ring[0]], strict=True):
            assert next_up in any_chain.parents[one]
