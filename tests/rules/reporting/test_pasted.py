"""A pasted column goes into the right rows, or says why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.reporting.rules.pasted import Slot, is_whole, read_column

ROWS = [
    Slot("1", ("Nämnd och ledning", "Nämnd och ledning, netto")),
    Slot("2", ("Individ och familj",)),
    Slot("3", ("Barn och unga",), is_part=True),
    Slot("4", ("Förskola",)),
]


def laid(text: str, start: str = "1") -> dict[str, str]:
    return {each.slot: each.figure for each in read_column(text, ROWS, "mnkr", start) if each.figure}


@pytest.mark.parametrize(
    ("text", "start", "found"),
    [
        pytest.param("1,5\n313\n150\n327,5\n", "1", {"1": "1,5", "2": "313", "3": "150", "4": "327,5"}, id="all"),
        pytest.param("1,5\r\n313\r\n327,5\r\n", "1", {"1": "1,5", "2": "313", "4": "327,5"}, id="wholes only"),
        pytest.param("150\n327,5", "3", {"3": "150", "4": "327,5"}, id="from where one pastes"),
        pytest.param("Prognos 2026\n150\n327,5", "3", {"3": "150", "4": "327,5"}, id="head with its year"),
        pytest.param("Prognos\n150\n327,5", "3", {"3": "150", "4": "327,5"}, id="head of the column"),
        pytest.param("1,5\n\n150\n", "1", {"1": "1,5", "3": "150"}, id="an empty cell leaves its row"),
        pytest.param(
            "Område\tPrognos\nFörskola\t327,5\nVarav barn och unga\t150\nSumma\t900",
            "1",
            {"4": "327,5", "3": "150"},
            id="by name in any order, without head and sum",
        ),
        pytest.param("nämnd  och ledning, netto\t\t−1,5", "1", {"1": "\u22121,5"}, id="an empty cell between"),
        pytest.param("4510\tFörskola\t327,5\n", "1", {"4": "327,5"}, id="an account before the name"),
        pytest.param(
            "Område\tBudget\tPrognos T1\tPrognos T2\tAvvikelse mot prognos\nFörskola\t320\t321\t327,5\t−7,5\n",
            "1",
            {"4": "327,5"},
            id="the forecast of a whole table, by its head",
        ),
        pytest.param("Budget\tUtfall\tPrognos\n1\t2\t3\n4\t5\t6\n", "1", {"1": "3", "2": "6"}, id="heads without names"),
        pytest.param("1 662,6\n", "2", {"2": "1\u00a0662,6"}, id="thousands"),
        pytest.param("1,5 mnkr\n", "1", {"1": "1,5"}, id="the table's own unit"),
    ],
)  # fmt: skip
def test_what_goes_where(text: str, start: str, found: dict[str, str]) -> None:
    assert laid(text, start) == found
    assert is_whole(read_column(text, ROWS, "mnkr", start))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("1,5\nca 300\n", "inget tal", id="no number"),
        pytest.param("ca 300\n1,5\n", "inget tal", id="a first line that is no heading"),
        pytest.param("Skola\t12\n", "finns inte", id="no such row"),
        pytest.param("Förskola\t1\nFörskola\t2\n", "två gånger", id="twice"),
        pytest.param("1\n2\n3\n4\n5\n", "fler tal än rader", id="too many"),
        pytest.param("Förskola\t327 500 tkr", "tkr", id="another unit"),
        pytest.param("Förskola\t320\t327,5\t−7,5", "flera tal", id="several columns without heads"),
        pytest.param("320\t327,5", "flera tal", id="several columns without names"),
        pytest.param("#REF!\n2", "inget tal", id="a failed formula is no head"),
        pytest.param("1E+05\n2", "känns inte igen", id="a number without room is no head"),
        pytest.param("1.662\n2", "kan betyda", id="two readings"),
    ],
)
def test_what_is_not_understood(text: str, told: str) -> None:
    found = read_column(text, ROWS, "mnkr", "1")
    assert not is_whole(found)
    whys = [each.why for each in found if each.why]
    assert len(whys) == 1
    said = whys[0].text % whys[0].params
    assert told in said or told in str(whys[0].params)


def test_a_figure_is_never_cut_where_too_much_was_pasted() -> None:
    found = read_column("Individ och familj\t5\nFörskola" + " " * 19_969 + "\t327,5\n", ROWS, "mnkr")
    assert [each.figure for each in found] == ["5", ""]
    assert not is_whole(found)


def test_nothing_pasted_is_not_whole() -> None:
    assert not is_whole(read_column("  \n\n", ROWS, "mnkr"))


@given(st.text(max_size=300))
def test_anything_can_be_pasted(text: str) -> None:
    found = read_column(text, ROWS, "mnkr", "2")
    taken = [each.slot for each in found if each.figure]
    assert len(taken) == len(set(taken))
    assert set(taken) <= {"1", "2", "3", "4"}
