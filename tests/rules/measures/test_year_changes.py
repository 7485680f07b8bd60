"""What differs between two years of a goal: words, and things with names of their own."""

import pytest

from tertial.measures.rules.year_changes import GoalYear, year_changes

FULL = GoalYear(
    "Trygg",
    "- Ett",
    ["Insats"],
    ["Klimat"],
    ["Färre"],
    {"Sjukfrånvaro": "högst 8 %"},
    {"Träffar": "jan – mars"},
)


def told(before: GoalYear, after: GoalYear) -> list[tuple[str, str, str, str]]:
    return [(each.what, each.name, each.before, each.after) for each in year_changes(before, after)]


def test_the_same_goal_has_no_changes():
    assert told(FULL, FULL) == []


def test_everything_is_compared():
    assert [each[0] for each in told(GoalYear("Annat"), FULL)] == [
        "Målets text",
        "Beskrivning",
        "Prioriterade insatser",
        "Etiketter",
        "Förväntade resultat",
        "Indikator",
        "Aktivitet",
    ]


@pytest.mark.parametrize(
    ("before", "after", "rows"),
    [
        pytest.param({"A": "1"}, {"A": "2"}, [("A", "1", "2")], id="another target"),
        pytest.param({}, {"A": "1"}, [("A", "", "1")], id="new"),
        pytest.param({"A": "1"}, {}, [("A", "1", "")], id="gone"),
        pytest.param({"A": "1", "B": "1"}, {"B": "1", "A": "1"}, [], id="another order"),
        pytest.param(
            {"A": "1", "B": "1"},
            {"C": "1", "A": "2"},
            [("C", "", "1"), ("A", "1", "2"), ("B", "1", "")],
            id="all",
        ),
    ],
)
def test_named_things(before, after, rows):
    found = told(GoalYear("x", indicators=before), GoalYear("x", indicators=after))
    assert [each[1:] for each in found] == rows
