"""The goal chain as a tree, and one unit's goals with those above them."""

from typing import Any

from tertial.publishing.exports.plain import as_text
from tertial.publishing.rules.of_chain import Branch, document_of_chain, measures_in_words, of_unit, tree
from tertial.publishing.rules.of_plan import Edition

GOALS: list[dict[str, Any]] = [
    {"key": "1", "depth": 1, "unit": "KF"},
    {"key": "1.1", "depth": 2, "unit": "KF"},
    {"key": "a", "depth": 3, "unit": "A"},
    {"key": "b", "depth": 3, "unit": "B"},
    {"key": "2", "depth": 1, "unit": "KF"},
    {"key": "lone", "depth": 3, "unit": "B"},
]


def shape(branches: list[Branch]) -> list[Any]:
    return [[each.goal["key"], *shape(each.below)] for each in branches]


def test_goals_stand_under_each_other_and_none_is_lost() -> None:
    assert shape(tree(GOALS)) == [["1", ["1.1", ["a"], ["b"]]], ["2", ["lone"]]]
    assert tree([]) == []


def test_a_goal_without_any_above_it_stands_at_the_top() -> None:
    assert shape(tree(GOALS[3:4])) == [["b"]]


def test_a_units_goals_come_with_those_above_them() -> None:
    assert [each["key"] for each in of_unit(GOALS, "A")] == ["1", "1.1", "a"]
    assert [each["key"] for each in of_unit(GOALS, "B")] == ["1", "1.1", "b", "2", "lone"]
    assert of_unit(GOALS, "finns inte") == []


def test_indicators_that_are_split_by_sex_are_marked() -> None:
    goal = {"measures": [{"name": "Antal", "by_sex": False}, {"name": "Andel", "by_sex": True}]}
    assert measures_in_words(goal) == "Antal, Andel ⚥"
    assert measures_in_words({}) == ""


def test_a_goal_is_printed_with_what_it_should_lead_to_and_what_is_done_for_it() -> None:
    goal = {
        "key": "a",
        "depth": 1,
        "unit": "¤Nämnden",
        "number": "1.1",
        "text": "¤Målet",
        "level": "Mål",
        "tags": [],
    }
    done = {"text": "¤Bygga ut", "start": "2026-01-01", "end": None}
    whole = {**goal, "expected": ["¤Fler är nöjda"], "activities": [done]}
    said = as_text(document_of_chain({"year": 2026, "unit": "KF", "goals": [whole]}, Edition()))
    for each in ("¤Fler är nöjda", "¤Bygga ut", "2026-01-01"):
        assert each in said
    before = as_text(document_of_chain({"year": 2026, "unit": "KF", "goals": [goal]}, Edition()))
    assert "Förväntat resultat" not in before
