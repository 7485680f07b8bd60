"""Computed measures: the figure, the formula in names and figures, and why there is none."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.measures.rules.computed import Formula, FormulaKind, compute, compute_all, in_names

NAMES = {"a": "Sjukdagar", "b": "Arbetsdagar"}
RATIO, PER, LESS = (Formula(kind, "a", "b") for kind in FormulaKind)


@pytest.mark.parametrize(
    ("formula", "first", "second", "value", "shown"),
    [
        (RATIO, "1234", "20000", "6.17", "1 234 ÷ 20 000 × 100"),
        (PER, "3", "1500", "2", "3 ÷ 1 500 × 1 000"),
        (LESS, "3", "5.5", "-2.5", "3 − 5,5"),
        (LESS, "3", "-5", "8", "3 − (−5)"),
        (Formula(FormulaKind.RATIO, "a", "b", D(1)), "1", "2", "0.5", "1 ÷ 2"),
    ],
)
def test_computing(formula: Formula, first: str, second: str, value: str, shown: str) -> None:
    result = compute(formula, {"a": D(first), "b": D(second)}, NAMES)
    assert (result.value, result.shown.replace("\u00a0", " "), result.why) == (D(value), shown, None)


@pytest.mark.parametrize(
    ("formula", "values", "why"),
    [
        (RATIO, {"a": D(1), "b": D(0)}, "eftersom Arbetsdagar är 0."),
        (RATIO, {"a": D(1)}, "eftersom värde saknas för Arbetsdagar."),
        (PER, {"a": None, "b": None}, "eftersom värde saknas för Sjukdagar och Arbetsdagar."),
        (LESS, {}, "eftersom värde saknas för Sjukdagar och Arbetsdagar."),
    ],
)
def test_what_cannot_be_computed_says_why(formula: Formula, values: dict[str, D | None], why: str) -> None:
    result = compute(formula, values, NAMES)
    assert result.value is None
    assert str(result.why) == f"Kan inte räknas ut {why}"


def test_the_formula_in_names() -> None:
    assert in_names(RATIO, NAMES) == "Sjukdagar ÷ Arbetsdagar × 100"
    assert in_names(LESS, NAMES) == "Sjukdagar − Arbetsdagar"


def test_measures_that_build_on_each_other() -> None:
    formulas = {
        "c": Formula(FormulaKind.DIFFERENCE, "d", "a"),
        "d": Formula(FormulaKind.DIFFERENCE, "a", "b"),
        "x": Formula(FormulaKind.DIFFERENCE, "y", "a"),
        "y": Formula(FormulaKind.DIFFERENCE, "x", "a"),
    }
    found = compute_all(formulas, {"a": D(5), "b": D(2)}, NAMES)
    assert [found[key].value for key in "cdxy"] == [D(-2), D(3), None, None]
    assert "bygger på" in str(found["x"].why)


def test_a_long_row_of_formulas_is_no_matter() -> None:
    formulas = {str(n): Formula(FormulaKind.DIFFERENCE, str(n - 1), "one") for n in range(1, 5000)}
    assert compute_all(formulas, {"0": D(0), "one": D(1)}, {})["4999"].value == -4999


numbers = st.decimals(min_value=-(10**12), max_value=10**12, places=3)


@given(numbers, numbers, st.sampled_from([RATIO, PER, LESS]))
def test_a_figure_or_a_reason_never_both(first: D, second: D, formula: Formula) -> None:
    result = compute(formula, {"a": first, "b": second}, NAMES)
    assert (result.value is None) != (result.why is None)
    assert result.value is None or result.value.is_finite()
