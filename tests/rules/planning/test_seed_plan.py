"""The real plan in ../shared: counts, and the rows that are hardest to read."""

from collections import Counter
from datetime import date
from functools import cache

import pytest

from tertial.planning.importers.opening import read_file
from tertial.planning.rules.draft import Indicator, PlanDraft, RowKind, TargetKind
from tests.needs import shared


@cache
def plan() -> PlanDraft:
    return read_file(shared("seeds/002_67c3a4378f649896.txt"))


def indicator(begins: str) -> Indicator:
    found = [i for i in plan().indicators if i.name.startswith(begins)]
    assert len(found) == 1, [i.name for i in found]
    return found[0]


def test_counts() -> None:
    draft = plan()
    assert Counter(g.level for g in draft.goals) == {1: 3, 2: 12, 3: 15}
    levels = {g.number: g.level for g in draft.goals}
    assert Counter(levels[i.goal] for i in draft.indicators) == {2: 72, 3: 5}
    assert sum(i.marked for i in draft.indicators) == 41
    assert Counter(i.periodicity for i in draft.indicators) == {"tertial": 29, "year": 48}
    assert len(draft.activities) == 292
    whole = sum((a.start, a.end) == (date(2021, 1, 1), date(2021, 12, 31)) for a in draft.activities)
    assert (whole, len([a for a in draft.activities if a.start and a.end])) == (275, 292)
    assert [d.number for d in draft.decisions] == list(range(1, 16))
    assert [a.number for a in draft.appendices] == [str(n) for n in range(1, 21)]
    assert len(draft.tables) == 12
    assert not draft.remarks


def test_the_kinds_of_target() -> None:
    kinds = Counter(t.kind for i in plan().indicators for t in (i.target, i.council_target) if t)
    delegated = [
        i.council_target.text
        for i in plan().indicators
        if i.council_target and i.council_target.kind is TargetKind.DELEGATED
    ]
    assert Counter(delegated) == {"Tas fram av nämnd": 23, "Tas fram av nämnd/styrelse": 3}
    assert (kinds[TargetKind.BAND], kinds[TargetKind.DIRECTION], kinds[TargetKind.NONE]) == (2, 2, 1)
    assert (kinds[TargetKind.PENDING], kinds[TargetKind.MAX]) == (4, 1)


@pytest.mark.parametrize(
    ("begins", "goal", "target", "council", "marked"),
    [
        pytest.param(
            "Antal unga 20-29 år", "1.1", "30", "Tas fram av nämnd", False, id="numbers in the name"
        ),
        pytest.param(
            "Antal tillhandahållna platser för feriejobb",
            "1.1",
            "1 100 st",
            "Tas fram av nämnd",
            False,
            id="thousands",
        ),
        pytest.param(
            "Andel nyanlända kvinnor och män", "1.1.1", "100", None, False, id="cells before the last words"
        ),
        pytest.param("Andel barn och unga som åter", "1.4", "Fastställs t1", None, True, id="lone pending"),
        pytest.param(
            "Klimatpåverkan",
            "2.5",
            "1,8 kg CO2 per kg livsmedel",
            "1,8 kg CO2 per kg livsmedel",
            False,
            id="long units",
        ),
        pytest.param(
            "Totalt köpt energi", "2.5", "1,89 GWh", "1945 GWh", False, id="own share and whole city"
        ),
        pytest.param(
            "Nämndens prognossäkerhet", "3.1", "+/-1 %", "+/- 1 %", False, id="bands, name ends with a digit"
        ),
        pytest.param(
            "Sjukfrånvaro dag 1-14", "3.2", "3 %", "Tas fram av nämnd/styrelse", True, id="cut inside a word"
        ),
        pytest.param("Antal personal en hemtjänsttagare", "1.5", "8", "Max 10 personer", False, id="a bound"),
        pytest.param(
            "Andel ungdomar som i stockholmsenkäten", "1.2", "100 %", "-", True, id="no council target"
        ),
    ],
)
def test_hard_rows(begins: str, goal: str, target: str, council: str | None, marked: bool) -> None:
    row = indicator(begins)
    assert row.goal == goal and row.marked is marked
    assert row.target and row.target.text == target
    assert (row.council_target.text if row.council_target else None) == council


def test_a_row_that_goes_on_after_its_dates_is_one() -> None:
    rows = [a for a in plan().activities if a.text.endswith("behandlingsmetoder och arbetssätt.")]
    assert [(a.goal, a.start) for a in rows] == [("1.4.1", date(2021, 1, 1))]
    assert rows[0].text.startswith("Utreda hur")


def test_hyphens_at_line_ends_are_real_here() -> None:
    texts = " ".join(a.text for a in plan().activities)
    assert (
        "skola-socialtjänst-polis" in texts and "BUS-överenskommelsen" in texts and "Spånga-Tensta" in texts
    )


def test_titles_repeated_among_priorities_and_in_the_contents_are_mentions() -> None:
    draft = plan()
    assert all(len(g.mentions) == 1 for g in draft.goals if g.level == 2)
    assert {c.number for c in draft.contents if c.number} == {g.number for g in draft.goals if g.level < 3}


def test_tables_of_money() -> None:
    main = plan().tables[0]
    assert main.unit == "mnkr" and len(main.columns) == 6
    assert main.rows[-1].kind is RowKind.SUM
    assert main.rows[-1].values == (1794.4, -131.8, 1662.6, 1628.4, 1581.0, 1590.2)
    assert sum(r.kind is RowKind.OF_WHICH for r in main.rows) == 6
    assert plan().tables[-1].columns == ("Kostnader", "Intäkter")


def test_decisions_refer_to_appendices() -> None:
    third = plan().decisions[2]
    assert third.amount_mnkr == 6.8 and third.appendices == ("2", "3", "4", "5")


def test_page_furniture_is_gone() -> None:
    draft = plan()
    texts = [p.text for s in draft.sections for p in s.paragraphs] + [a.text for a in draft.activities]
    assert not [t for t in texts if "Sid 40" in t or "start.stockholm" in t]
