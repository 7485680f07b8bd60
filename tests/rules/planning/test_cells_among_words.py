"""Rows whose dates or cells stand beside their first or middle line, with white space between the rows and without."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from tertial.planning.importers.opening import read_bytes
from tertial.planning.rules.draft import Indicator, PlanDraft
from tests.plans.as_text import as_text, marks_lost
from tests.plans.generator import truth
from tests.plans.measuring import score
from tests.plans.paper import traps

GOALS = "KF:s mål för verksamhetsområdet:\n1.1. Alla når målen\n\n"
INDICATORS = "Indikator Årsmål KF:s årsmål Periodicitet\n"
ACTIVITIES = "Aktivitet Startdatum Slutdatum\n"
DATES = "2022-01-01 2022-12-31"
WIDTHS = (34, 42, 50, 60, 70, 76)


def read(rows: str) -> PlanDraft:
    return read_bytes((GOALS + rows).encode(), "plan.txt")


def activities(rows: str) -> list[str]:
    found = read(ACTIVITIES + rows.replace("DATES", DATES)).activities
    assert all((row.start, row.end) == (date(2022, 1, 1), date(2022, 12, 31)) for row in found)
    return [row.text for row in found]


def cells(row: Indicator) -> tuple[str, str | None, str | None]:
    own, council = row.target, row.council_target
    return row.name, own.text if own else None, council.text if council else None


@pytest.mark.parametrize("white", [True, False], ids=["white space", "no white space"])
@pytest.mark.parametrize("at", ["end", "first", "middle", "upper", "under first", "some"])
def test_rows_are_whole_wherever_their_cells_stand(at: str, white: bool) -> None:
    seeds = range(9001, 9013)
    drafts = [marks_lost(truth(seed).draft) for seed in seeds]
    texts = [
        as_text(draft, seed, replace(traps(seed), cells_at=at, white=white, cell_width=Random(seed).choice(WIDTHS)))
        for seed, draft in zip(seeds, drafts, strict=True)
    ]  # fmt: skip
    scores = score(drafts, [marks_lost(read_bytes(text.encode(), "plan.txt")) for text in texts])
    for kind in ("indicators", "activities"):
        found = scores[kind]
        assert min(found.precision, found.recall) >= 0.99, (kind, found.missed[:3], found.extra[:3])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            "Bygga en mötesplats tillsammans med Ekhem AB DATES\nKulturhuset och Region Ekslätt så att fler\nkan delta\n"
            "Pröva odlingslotter DATES\nFörnya torget DATES\n",
            ["Bygga en mötesplats tillsammans med Ekhem AB Kulturhuset och Region Ekslätt så att fler kan delta",
             "Pröva odlingslotter", "Förnya torget"],
            id="a capital after a word that cannot end a row's line before it is full",
        ),
        pytest.param(
            "Kartlägga lekparkernas tillgänglig\u00ad DATES\nhet i hela stadsdelen under året\nPröva nya arbetssätt i parkerna DATES\n",
            ["Kartlägga lekparkernas tillgänglighet i hela stadsdelen under året", "Pröva nya arbetssätt i parkerna"],
            id="a soft hyphen before the dates",
        ),
        pytest.param(
            "Utreda behovet av fler platser i LSS- DATES\nbostäder och boenden för äldre\nPröva nya arbetssätt i parkerna DATES\n",
            ["Utreda behovet av fler platser i LSS-bostäder och boenden för äldre", "Pröva nya arbetssätt i parkerna"],
            id="a hyphen before the dates",
        ),
        pytest.param(
            "Starta samtalsgrupper för anhöriga i\nsamverkan med grannskapsrådet\nDATES\n"
            "och lokala föreningar\nPröva promenadgrupper DATES\nOrdna läxhjälp för unga som går sista\n"
            "DATES\nåret på gymnasiet\n",
            ["Starta samtalsgrupper för anhöriga i samverkan med grannskapsrådet och lokala föreningar",
             "Pröva promenadgrupper", "Ordna läxhjälp för unga som går sista året på gymnasiet"],
            id="dates at different places",
        ),
        pytest.param(
            "Kommunstyrelsen ska " + "DATES\n" + "pröva detta med miljönämnden,\n" * 24 + "Starta kurser DATES\nför alla som vill\n",
            ["Kommunstyrelsen ska" + " pröva detta med miljönämnden," * 24, "Starta kurser för alla som vill"],
            id="a very long row",
        ),
    ],
)  # fmt: skip
def test_activities_in_text_without_white_space(rows: str, expected: list[str]) -> None:
    assert activities(rows) == expected


def test_a_row_without_dates_that_white_space_sets_apart_is_a_row() -> None:
    found = read(
        f"{ACTIVITIES}Bygga mer {DATES}\npå nytt sätt\n\nUtreda fler platser\nför äldre\n\n"
        f"Pröva torghandel {DATES}\noch mer därtill\n\nDen ekonomiska planen.\n"
    )
    assert [(row.text, row.start is not None) for row in found.activities] == [
        ("Bygga mer på nytt sätt", True),
        ("Utreda fler platser för äldre", False),
        ("Pröva torghandel och mer därtill", True),
    ]
    assert [remark.code for remark in found.remarks] == ["READ-12"]


def test_small_words_above_the_next_head_are_the_last_rows() -> None:
    draft = read(
        f"{INDICATORS}Andel nöjda med tillgången till 75 % 75 % År\nidrottsaktiviteter\n"
        f"{ACTIVITIES}Pröva odlingslotter {DATES}\n"
    )
    assert [row.name for row in draft.indicators] == ["Andel nöjda med tillgången till idrottsaktiviteter"]


@pytest.mark.parametrize("rest", ["nämnd", "nämnd\nÅr"])
def test_the_rest_of_a_cell_under_the_repeated_head(rest: str) -> None:
    period = "" if "År" in rest else " År"
    found = read(
        f"{INDICATORS}Antal besök 12 st 40 st År\nAndel digital nattillsyn 25 % Tas fram av{period}\n"
        f"\f{INDICATORS}{rest}\nAndel trygga boende 90 % 90 % År\n"
    ).indicators
    assert [cells(row) for row in found] == [
        ("Antal besök", "12 st", "40 st"),
        ("Andel digital nattillsyn", "25 %", "Tas fram av nämnd"),
        ("Andel trygga boende", "90 %", "90 %"),
    ]


def test_a_number_right_before_the_last_words_of_a_cell_is_the_names() -> None:
    found = read(
        f"{INDICATORS}Andel boende som behåller kontraktet efter 100 % Tas fram av År\n12 månader nämnd\n"
        "Andel personalkostnader inom 1,5 % Tas fram av Tertial\nsocialtjänstens myndighetsutövning nämnd\n"
        "Andel trygga boende 90 % 90 % År\n"
    ).indicators
    assert [cells(row) for row in found] == [
        ("Andel boende som behåller kontraktet efter 12 månader", "100 %", "Tas fram av nämnd"),
        ("Andel personalkostnader inom socialtjänstens myndighetsutövning", "1,5 %", "Tas fram av nämnd"),
        ("Andel trygga boende", "90 %", "90 %"),
    ]


def test_two_cells_that_both_go_on_on_the_next_line() -> None:
    found = read(
        f"{INDICATORS}Utsläpp från inköpta 1,8 kg CO2 per 1,9 kg CO2 per År\nmåltider kg livsmedel kg livsmedel\n"
        "Antal olika personer som en brukare Max 10\nmöter under två veckor 8 personer År\n"
    ).indicators
    assert [cells(row) for row in found] == [
        ("Utsläpp från inköpta måltider", "1,8 kg CO2 per kg livsmedel", "1,9 kg CO2 per kg livsmedel"),
        ("Antal olika personer som en brukare möter under två veckor", "8", "Max 10 personer"),
    ]
