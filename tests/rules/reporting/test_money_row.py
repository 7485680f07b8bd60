"""A row made of the units below: what it comes to, who is in it, and what it is held against meanwhile."""

from decimal import Decimal

import pytest

from tertial.reporting.rules.below import Below, below_in, together, who_lacks, who_types
from tertial.reporting.rules.money import total
from tertial.reporting.rules.money_row import Figures, make_row
from tests.rules.reporting.test_money import MNKR

ALL = (Figures("¤A", Decimal(100), Decimal(60), Decimal(101)), Figures("¤B", Decimal(50), Decimal(30)))


def below(*figures: Figures) -> dict[str, Figures]:
    return {each.name.strip("¤").lower(): each for each in figures}


def test_a_sum_of_some_is_held_against_the_budget_of_those_alone() -> None:
    line = make_row(MNKR, Figures(), below(*ALL), is_over=False).line
    assert (line.budget, line.actual, line.expected) == (Decimal(150), Decimal(90), Decimal(101))
    assert (line.against, line.deviation) == (Decimal(100), Decimal(-1))  # no surplus of 49
    assert line.below == Below({"a": "¤A"}, {"b": "¤B"})


def test_the_forecast_before_is_the_own_one_else_what_all_below_had_together() -> None:
    both = below(Figures("¤A", earlier=Decimal(99)), Figures("¤B", earlier=Decimal(51)))
    assert make_row(MNKR, Figures(), both, is_over=False).line.earlier == 150
    assert make_row(MNKR, Figures(earlier=Decimal(149)), both, is_over=False).line.earlier == 149
    half = below(Figures("¤A", earlier=Decimal(99)), Figures("¤B"))
    assert make_row(MNKR, Figures(), half, is_over=False).line.earlier is None


def test_without_every_budget_of_those_in_it_nothing_is_said_of_the_deviation() -> None:
    own = Figures("¤N", Decimal(200))
    line = make_row(MNKR, own, below(Figures("¤A", typed=Decimal(101)), ALL[1]), is_over=False).line
    assert (line.budget, line.expected, line.deviation) == (Decimal(200), Decimal(101), None)


def test_when_all_have_given_theirs_the_sum_is_held_against_the_whole_budget() -> None:
    own = Figures("¤N", Decimal(160))
    whole = below(ALL[0], Figures("¤B", Decimal(50), None, Decimal(50)))
    line = make_row(MNKR, own, whole, is_over=False).line
    assert (line.expected, line.against, line.deviation) == (Decimal(151), Decimal(160), Decimal(9))
    assert who_lacks(line.below) is None


def test_nobody_has_given_theirs() -> None:
    made = make_row(MNKR, Figures(), below(ALL[1]), is_over=False)
    assert (made.line.expected, made.line.deviation, made.rolled is not None) == (None, None, True)
    assert made.line.below == Below({}, {"b": "¤B"})


def test_who_is_excused_is_not_asked_and_not_in_the_sum() -> None:
    excused = Figures("¤C", Decimal(10), None, Decimal(12), is_excused=True)
    line = make_row(MNKR, Figures("¤N", Decimal(110)), below(ALL[0], excused), is_over=False).line
    assert line.below == Below({"a": "¤A"}, {})
    assert (line.expected, line.against) == (Decimal(101), Decimal(100))


def test_where_all_below_are_excused_the_unit_types_itself_and_has_their_budget() -> None:
    old = below(*(Figures(each.name, each.budget, each.actual, each.typed, is_excused=True) for each in ALL))
    made = make_row(MNKR, Figures("¤N", typed=Decimal(149)), old, is_over=False)
    assert (made.rolled, made.line.below, made.line.is_partial) == (None, None, False)
    assert (made.line.budget, made.line.expected, made.line.deviation) == (150, 149, 1)


def test_a_year_that_is_over_is_the_ledgers() -> None:
    line = make_row(MNKR, Figures(), below(*ALL), is_over=True).line
    assert (line.actual, line.expected) == (Decimal(90), Decimal(90))
    known = make_row(MNKR, Figures(actual=Decimal(95)), below(*ALL), is_over=True)
    assert (known.line.expected, known.rolled) == (Decimal(95), None)


def test_a_table_says_who_is_missing_in_any_of_its_rows() -> None:
    rows = [Below({"a": "¤A", "b": "¤B"}, {}), Below({"a": "¤A"}, {"b": "¤B"}), None, Below({}, {"c": "¤Å"})]
    found = together(rows)
    assert found is not None and (found.count, found.asked) == (1, 3)
    said = who_lacks(found)
    assert str(said).startswith("Prognos saknas från 2 av 3 enheter: ¤B, ¤Å.")
    assert str(who_lacks(found, is_over=True)).startswith("Utfall saknas")
    assert together([None]) is None


def test_it_is_signed_with_its_names_and_read_again() -> None:
    found = Below({"a": "¤A"}, {"b": "¤B"})
    assert below_in(found.document) == found
    assert (found.document["in"], found.document["of"]) == (1, 2)
    assert below_in(None) is None and below_in({"in": 1, "of": 2}) is None


@pytest.mark.parametrize("typed", [None, Decimal(50)])
def test_the_whole_table_tells_how_many_are_in_it(typed: Decimal | None) -> None:
    lines = [
        make_row(MNKR, Figures(), below(ALL[0], Figures("¤B", Decimal(50), None, each)), is_over=False).line
        for each in (Decimal(50), typed)
    ]
    found = total(lines)
    assert found.below is not None and found.below.count == (1 if typed is None else 2)
    assert found.deviation == Decimal(-2)
    assert found.percent is not None and found.percent < 0


@pytest.mark.parametrize(
    ("rows", "who"),
    [
        pytest.param({2: False, 3: False, 4: False}, [3, 4], id="the department adds up its units"),
        pytest.param({3: False, 4: False}, [3, 4], id="a department that is not asked"),
        pytest.param({2: False}, [2], id="units that are not asked"),
        pytest.param({2: False, 3: True, 4: True}, [2], id="merged: it types itself"),
        pytest.param({2: True, 3: False}, [3], id="an excused department"),
        pytest.param({2: True}, [2], id="excused, and right below"),
        pytest.param({5: False}, [], id="somebody else's"),
    ],
)
def test_a_sum_is_of_those_who_type_however_far_below(rows: dict[int, bool], who: list[int]) -> None:
    assert who_types(1, rows, {1: None, 2: 1, 3: 2, 4: 2, 5: None}) == who


def test_who_has_a_figure_of_its_own_stands_for_all_below() -> None:
    above = {1: None, 2: 1, 3: 2, 4: 2, 5: 1}
    assert who_types(1, dict.fromkeys((2, 3, 4, 5), False), above, own=[2]) == [2, 5]
    assert who_types(2, dict.fromkeys((2, 3, 4, 5), False), above, own=[2]) == [3, 4]
