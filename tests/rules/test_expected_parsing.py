"""Expected results, ways and names of measures, and names that vary, as they stand in Swedish prose."""

from datetime import date

import pytest

from tertial.planning.rules.draft import Target, TargetKind
from tertial.planning.rules.expectations import (
    better_is_less,
    completed,
    level_of,
    measure_of,
    other_word,
    within,
)
from tertial.planning.rules.linting import check_plan, chosen
from tertial.planning.rules.names import variants
from tertial.planning.rules.prose import everything
from tertial.planning.rules.sketch import (
    activity,
    expects,
    goal,
    indicator,
    level,
    prose,
)


@pytest.mark.parametrize(
    ("text", "value", "direction", "unit", "previous"),
    [
        pytest.param(
            "Andel nöjda uppgår högst till 8 procent (utfall 2020: 6,6 procent).",
            8.0,
            "max",
            "%",
            6.6,
            id="at most",
        ),
        pytest.param(
            "Antal uppgår lägst till 45 st (utfall 2020: 51 st).", 45.0, "min", "st", 51.0, id="at least"
        ),
        pytest.param(
            "Minst 79 procent upplever trygghet (utfall 2019: 41 procent)", 79.0, "min", "%", 41.0, id="first"
        ),
        pytest.param("Index uppgår till 84 (utfall 2020: 81)", 84.0, None, None, 81.0, id="no direction"),
        pytest.param(
            "Tankning med fossilbränsle fortsätter att minska.", None, None, None, None, id="no level"
        ),
    ],
)
def test_expected_result_is_read_from_its_words(
    text: str, value: float | None, direction: str | None, unit: str | None, previous: float | None
) -> None:
    found = completed(expects(text, None, 0.0).__class__(text))
    assert (found.value, found.direction, found.unit) == (value, direction, unit)
    assert (found.previous.value if found.previous else None) == previous


def test_measure_is_the_words_before_the_level() -> None:
    found = completed(
        expects(
            "Andel nöjda i hemtjänsten uppgår till lägst 86 procent, (utfall 2020: 78 procent).", "min", 86
        )
    )
    assert measure_of(found) == "Andel nöjda i hemtjänsten"


@pytest.mark.parametrize(
    ("name", "direction", "less"),
    [
        pytest.param("Sjukfrånvaro", None, True, id="absence"),
        pytest.param("Andel nöjda brukare", None, False, id="satisfaction"),
        pytest.param("Sjukfrånvaro", "min", False, id="words decide"),
        pytest.param("Andel brukare som inte upplever diskriminering", None, False, id="not"),
    ],
)
def test_which_way_is_better(name: str, direction: str | None, less: bool) -> None:
    assert better_is_less(name, direction) is less


def test_levels_and_names_of_measures() -> None:
    assert level_of(level(80)) == 80
    assert level_of(Target("2021", TargetKind.NUMBER, 2021.0, 2021.0)) is None
    assert other_word("Aktivt medarbetarindex", "Aktivt Medskapandeindex")
    assert not other_word("Andel flickor på gården", "Andel flickor")
    assert within("Andel ungdomar nöjda med kultur", "Andel barn och ungdomar nöjda med kultur på fritiden")
    assert not within("Antal påbörjade bostäder", "Antal färdigställda bostäder")


@pytest.mark.parametrize(
    ("texts", "pair"),
    [
        pytest.param(
            ("Med Kista Science City.", "I Kista Science City.", "Hos Kista science city."),
            ("Kista Science City", "Kista science city"),
            id="capitals",
        ),
        pytest.param(
            ("Med Nordisk Handel Region.", "Till Nordisk Handel Region.", "Av Nordisks Handel Region."),
            ("Nordisk Handel Region", "Nordisks Handel Region"),
            id="genitive",
        ),
        pytest.param(
            ("Med Norra-Lund idag.", "Från Norra-Lund.", "I Norra-Lund.", "Till Norra Lund."),
            ("Norra-Lund", "Norra Lund"),
            id="hyphen lost",
        ),
    ],
)
def test_names_that_vary(texts: tuple[str, ...], pair: tuple[str, str]) -> None:
    groups = [tuple(each.text for each in group) for group in variants(everything(prose(*texts)))]
    assert pair in groups


def test_selecting_and_ignoring_by_code_and_family() -> None:
    draft = prose("Budgeten är -0,1 mnkr lägre.", "Insatsen kostar XX mnkr.")
    assert {remark.code for remark in check_plan(draft)} == {"SPR01", "SPR02"}
    assert {remark.code for remark in check_plan(draft, select=["spr02"])} == {"SPR02"}
    assert {remark.code for remark in check_plan(draft, select=["SPR"], ignore=["SPR01"])} == {"SPR02"}
    assert check_plan(draft, ignore=["SPR01,SPR02"]) == []
    assert {each.code[:3] for each in chosen()} == {"SUM", "MAL", "STR", "SPR"}


def test_activity_has_dates_as_dates() -> None:
    assert activity("1.1", "Starta").start == date(2021, 1, 1)
    assert indicator("1.1", "Andel", level(1)).goal == goal("1.1").number
