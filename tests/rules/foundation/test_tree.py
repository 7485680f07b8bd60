"""Trees: order, depth, what is above and below; faults are named; 50,000 nodes cost little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.foundation.tree import Step, Tree, TreeRefused, children_of, cycles, doubles, orphans
from tests.bounded import within

ROWS = [("ks", None), ("skola", "ks"), ("vård", "ks"), ("åk 1", "skola"), ("åk 2", "skola"), ("bolag", None)]


@st.composite
def forests(draw: st.DrawFn) -> list[tuple[int, int | None]]:
    """Rows where each parent is an earlier key, shuffled."""
    size = draw(st.integers(1, 40))
    rows = [
        (key, draw(st.one_of(st.none(), st.integers(0, key - 1))) if key else None) for key in range(size)
    ]
    return draw(st.permutations(rows))


def test_asking_a_tree() -> None:
    tree = Tree.of(ROWS)
    assert tree.roots == ["ks", "bolag"]
    assert tree.children_at("ks") == ["skola", "vård"]
    assert tree.children_at("vård") == []
    assert tree.path("åk 2") == ["ks", "skola", "åk 2"]
    assert tree.ancestors("åk 2") == ["ks", "skola"]
    assert (tree.depth("ks"), tree.depth("åk 1")) == (0, 2)
    assert tree.descendants("skola") == [Step("åk 1", 1), Step("åk 2", 1)]
    assert [*tree.walk()] == [("ks", 0), ("skola", 1), ("åk 1", 2), ("åk 2", 2), ("vård", 1), ("bolag", 0)]
    assert tree.is_below("åk 1", "ks")
    assert not tree.is_below("vård", "skola")
    assert ("ks" in tree, "x" in tree, len(tree)) == (True, False, 6)


def test_an_unknown_key_is_told() -> None:
    tree = Tree.of(ROWS)
    for ask in (tree.path, tree.children_at, tree.descendants):
        with pytest.raises(KeyError, match="okänd"):
            ask("okänd")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param([("a", None), ("a", None)], "a finns på mer än en rad", id="double"),
        pytest.param([("a", "x")], "a har en överordnad som inte finns", id="orphan"),
        pytest.param([("a", "a")], "a under a", id="under itself"),
        pytest.param([("a", "b"), ("b", "c"), ("c", "b")], "b under c under b", id="ring beside the start"),
        pytest.param([(str(n), "x") for n in range(9)], r"0, 1, 2, 3, 4 \(\+4\)", id="many orphans"),
    ],
)
def test_faults_are_named(rows: list[tuple[str, str | None]], told: str) -> None:
    with pytest.raises(TreeRefused, match=told):
        Tree.of(rows)


def test_every_fault_can_be_listed() -> None:
    rows = [("a", "b"), ("b", "a"), ("c", "c"), ("d", "x"), ("e", "d"), ("e", "d"), ("f", "a")]
    assert cycles(rows) == [["a", "b"], ["c"]]
    assert orphans(rows) == ["d"]
    assert doubles(rows) == ["e"]


def test_a_cut_tree_has_the_highest_given_as_roots() -> None:
    tree = Tree.of([("skola", "ks"), ("åk 1", "skola")], cut=True)
    assert tree.roots == ["skola"]


@given(forests())
def test_walk_meets_everyone_once_after_the_parent(rows: list[tuple[int, int | None]]) -> None:
    tree = Tree.of(rows)
    steps = list(tree.walk())
    place = {step.key: at for at, step in enumerate(steps)}
    assert len(place) == len(steps) == len(rows)
    for key, parent in rows:
        assert steps[place[key]].depth == tree.depth(key)
        assert parent is None or place[parent] < place[key]
        assert {step.key for step in tree.descendants(key)} == {
            other for other in place if key in tree.ancestors(other)
        }
    assert sum(map(len, children_of(rows).values())) == len(rows)


@given(forests(), st.data())
def test_a_ring_is_always_found(rows: list[tuple[int, int | None]], data: st.DataObject) -> None:
    tree = Tree.of(rows)
    top = data.draw(st.sampled_from(sorted(tree.parents)))
    bottom = data.draw(st.sampled_from([step.key for step in tree.walk(top)]))
    spoilt = [(key, bottom if key == top else parent) for key, parent in rows]
    (ring,) = cycles(spoilt)
    assert {top, bottom} <= set(ring)
    parents = dict(spoilt)
    assert [parents[key] for key in ring] == [*ring[1:], ring[0]]


@pytest.mark.parametrize(
    "parent",
    [
        pytest.param(lambda key: key - 1, id="a chain"),
        pytest.param(lambda key: 0, id="a star"),
        pytest.param(lambda key: (key - 1) // 5, id="five below each"),
    ],
)
def test_fifty_thousand_nodes(parent) -> None:  # type: ignore[no-untyped-def]
    rows = [(key, parent(key) if key else None) for key in range(50_000)]
    with within():  # linear takes about 0.2 s, a quadratic one minutes
        tree = Tree.of(rows)
        assert sum(1 for _ in tree.walk()) == len(tree) == 50_000
        assert len(tree.path(49_999)) == tree.depth(49_999) + 1
        assert len(tree.descendants(0)) == 49_999
