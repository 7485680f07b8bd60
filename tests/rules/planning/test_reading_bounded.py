"""One part of a document, however large, takes a bounded time: no part is read or checked row against row."""

import pytest

from tertial.planning.importers.opening import read_bytes
from tertial.planning.rules.draft import Paragraph, PlanDraft
from tertial.planning.rules.linting import check_plan
from tertial.planning.rules.prose import split
from tests.bounded import within

GOALS = (
    "KF:s inriktningsmål:\n1. En stad för alla\n\nKF:s mål för verksamhetsområdet:\n1.1. Alla når målen\n\n"
)
INDICATORS = "Indikator Årsmål KF:s årsmål Periodicitet\n"
ACTIVITIES = "Aktivitet Startdatum Slutdatum\n"
MONEY = "Ekonomi\nVerksamhetsområde (Mnkr) Budget 2024 kostnader Budget 2024 intäkter\n"
DECIDED = "Förslag till beslut\n1. Nämnden begär 1,0 mnkr för sak 1 enligt bilaga 1.\n\n"
MANY = 5000


def read(text: str) -> PlanDraft:
    return read_bytes(text.encode(), "plan.txt")


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("".join(f"Andel nöjda {i} 80 % 85 % År\n" for i in range(MANY)), id="indicators"),
        pytest.param(
            "Andel nöjda 80 % År\nKommentar\n" + "Mäts vartannat år och\n" * MANY, id="a long comment"
        ),
        pytest.param("Andel nöjda " + "80 % " * MANY + "År\n", id="one row with thousands of cells"),
    ],
)
def test_a_table_of_indicators(rows: str) -> None:
    with within():
        check_plan(read(GOALS + INDICATORS + rows))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "  Indikator          Årsmål        KF:s årsmål     Periodicitet\n"
            + "".join(f"  Andel nöjda {i:<6} 80 %          85 %            År\n" for i in range(MANY)),
            id="columns",
        ),
        pytest.param(
            "  Aktivitet          Startdatum        Slutdatum\n"
            + "".join(f"  Andel nöjda {i:<6}    x     y     z\n" for i in range(MANY)),
            id="columns that are none",
        ),
        pytest.param(
            "Aktivitet\tStartdatum\tSlutdatum\n"
            + "".join(f"Utreda sak {i}\t2024-01-01\t2024-12-31\n" for i in range(MANY)),
            id="tabs",
        ),
    ],
)
def test_a_page_of_columns(text: str) -> None:
    with within():
        check_plan(read(GOALS + text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(MONEY + "".join(f"Hus {i} 10,0 -2,0\nvarav {i} 2,0 1,0\n" for i in range(MANY)), id="parts of rows"),
        pytest.param("Nämndens budget är 10,0 mnkr varav 2,0 mnkr går till skolan " * MANY + "\n", id="one sentence"),
        pytest.param("".join(f"Nämnden söker {i},5 mnkr till sak {i} hos kommunstyrelsen.\n\n" for i in range(MANY)), id="requests"),
    ],
)  # fmt: skip
def test_money(text: str) -> None:
    with within():
        check_plan(read(DECIDED + GOALS + text))


def test_thousands_of_pages_that_end_in_one_line() -> None:
    """Once a traceback: pages were set apart one within the other."""
    assert [line.text for line in lines_of("a\f" * MANY)] == ["a"] * MANY


def lines_of(text: str) -> list[Paragraph]:
    from tertial.intake.importers.sources.text import lines

    return [Paragraph(line.text) for line in lines(text)]


def test_the_rest_of_a_table_that_is_longer_than_any_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tertial.planning.importers.board_plan.reader._MOST_LINES", 3)
    rows = "".join(f"Utreda sak {i} 2024-01-01 2024-12-31\n" for i in range(9))
    draft = read(GOALS + ACTIVITIES + rows + "\nNämndmål:\n1.1.1. Målet efter\n")
    assert [row.text for row in draft.activities] == ["Utreda sak 0", "Utreda sak 1", "Utreda sak 2"]
    assert draft.goals[-1].text == "Målet efter"
    told = [remark for remark in draft.remarks if remark.code == "READ-18"]
    assert [remark.evidence[0].text for remark in told] == ["Utreda sak 3 2024-01-01 2024-12-31"]


def test_words_without_full_stops_are_no_endless_sentence() -> None:
    text = "ord " * 3000
    pieces = [piece for piece, _ in split(Paragraph(text.strip()))]
    assert max(map(len, pieces)) <= 3000
    assert " ".join(pieces).split() == text.split()
    assert [len(piece) for piece, _ in split(Paragraph("x" * 7000))] == [3000, 3000, 1000]


def test_checks_that_there_is_no_time_for_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, 0.0, 0.0])
    monkeypatch.setattr(
        "tertial.intake.importers.sources.spending.time.thread_time", lambda: next(times, 1e9)
    )
    assert [remark.code for remark in check_plan(PlanDraft(None))][-1:] == ["READ-19"]  # type: ignore[arg-type]
