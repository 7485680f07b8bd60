"""Rows of unseen documents: numbers in names, cells without units, page heads that fall into tables."""

import pytest

from tertial.foundation.check import Hit
from tertial.intake.importers.sources.unreadable import UnreadableError
from tertial.planning.checks.misplaced_references import misplaced_references
from tertial.planning.checks.placeholders import placeholders
from tertial.planning.checks.prose_percentages import TABLES, prose_percentages
from tertial.planning.checks.varying_names import varying_names
from tertial.planning.importers.opening import read_bytes
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.sketch import appendix, plan, prose, section

FOOT = "\n\nTjänsteutlåtande\nSid {} (9)\n\nLillgatan 4\nwww.orten.se\n\n"
GOAL = "Nämndmål:\n1.1.1 Barnen lär och mår bra\n\n"
INDICATORS = "Indikator Årsmål KF:s årsmål Periodicitet"
ACTIVITIES = "Aktivitet Startdatum Slutdatum"
# sentences broken at blanks, so that the reader sees how this text was made
BROKEN = "".join(
    f"Nämnden ordnar samtal nummer {n} för alla som bor i \nområdet och vill delta.\n" for n in range(12)
)


def read(text: str) -> PlanDraft:
    return read_bytes((BROKEN + GOAL + text).encode(), "plan.txt")


@pytest.mark.parametrize(
    ("row", "name", "target", "council"),
    [
        pytest.param("Antal utlån per invånare 2-17 år 65 År", "Antal utlån per invånare 2-17 år", "65", None, id="ages"),
        pytest.param("Andel i årskurs 3 75 % År", "Andel i årskurs 3", "75 %", None, id="a number ends the name"),
        pytest.param("Andel nöjda Högst 63 % 63 % År", "Andel nöjda", "Högst 63 %", "63 %", id="a bound"),
        pytest.param("Antal besök 12 500 År", "Antal besök", "12 500", None, id="thousands without unit"),
        pytest.param("Antal besök 275 300 År", "Antal besök", "275", "300", id="two like numbers"),
        pytest.param("Antal lekplatser som byggts om 25 st Tas fram av nämnd År",
                     "Antal lekplatser som byggts om", "25 st", "Tas fram av nämnd", id="a particle ends the name"),
        pytest.param("Antal vräkningar 21 1 500 st År", "Antal vräkningar", "21", "1 500 st", id="a unit is missing"),
        pytest.param("Andel trygga 90 88 % År", "Andel trygga", "90", "88 %", id="a unit is missing in a share"),
    ],
)  # fmt: skip
def test_a_row_on_one_line(row: str, name: str, target: str, council: str | None) -> None:
    (found,) = read(f" {INDICATORS}\n\n{row}\n").indicators
    assert found.name == name
    assert found.target is not None and found.target.text == target
    assert (found.council_target and found.council_target.text) == council


def test_the_same_head_last_on_a_page_and_first_on_the_next() -> None:
    (row,) = read(f" {INDICATORS}\n  {INDICATORS}\n\nAntal besök 89 1 600 st Tertial\n").indicators
    assert row.target is not None and row.target.text == "89"


def test_words_that_cannot_end_a_name_go_on_after_the_page() -> None:
    text = f" {INDICATORS}\n\nAndel som bedömts inom 36,2 % År\n  {INDICATORS}\n\n24 timmar\n\nAntal besök 5 st År\n"
    assert [row.name for row in read(text).indicators] == ["Andel som bedömts inom 24 timmar", "Antal besök"]


def test_the_last_words_of_the_last_row_on_a_new_page() -> None:
    text = (
        f" {ACTIVITIES}\n\nGå trygghetsvandringar i Norra och Södra \n\n2030-01-01 2030-12-31\n  {ACTIVITIES}\n\n"
        "Fäladen\n\nBeskrivning\n\nVuxna\n• är trygga.\n"
    )
    assert [row.text for row in read(text).activities] == ["Gå trygghetsvandringar i Norra och Södra Fäladen"]


def test_dates_beside_page_numbers_are_no_furniture() -> None:
    what = ("förskolan", "parkerna", "hemtjänsten", "biblioteken", "skolgårdarna", "torgen", "lägren")
    rows = "".join(
        f"Se över hur {each} når alla som bor \noch verkar nära {each}\n\n2030-01-01 2030-12-31\n"
        f"{FOOT.format(page)} {ACTIVITIES}\n\n"
        for page, each in enumerate(what, 2)
    )
    found = read(f" {ACTIVITIES}\n\n{rows}").activities
    assert len(found) == 7
    assert all(row.start and row.end for row in found)


def test_random_bytes_are_no_text() -> None:
    with pytest.raises(UnreadableError, match="inte ett textdokument"):
        read_bytes(bytes(range(256)) * 20, "plan.pdf")


@pytest.mark.parametrize(
    ("hits", "count"),
    [
        pytest.param(placeholders.find(prose("Här infogas text om nämnden.")), 1, id="to be put in"),
        pytest.param(placeholders.find(prose("Kostnaden uppgår till ___ mnkr.")), 1, id="a line to fill in"),
        pytest.param(varying_names.find(prose("Vid Rosenplan byggs det. Nya Rosenplan blir klart.", "Även Rosen plan berörs. Vid Rosen plan och nära Rosenplan.")), 1, id="one word or two"),
        pytest.param(prose_percentages.find(plan(tables=TABLES, sections=(section("Förskola", "Budgeten går från 324,3 mnkr till 327,5 mnkr, vilket motsvarar 9,3 procent."),))), 1, id="from and to"),
        pytest.param(prose_percentages.find(plan(tables=TABLES, sections=(section("Förskola", "Budgeten går från 324,3 mnkr till 327,5 mnkr, vilket motsvarar 1,0 procent."),))), 0, id="from and to agree"),
        pytest.param(misplaced_references.find(plan(appendices=(appendix("1", "Tryggt mottagande"), appendix("2", "Ökad biologisk mångfald")), sections=(section("Ansökan", "Medel söks för biologisk mångfald enligt bilaga 1."),))), 1, id="another appendix"),
    ],
)  # fmt: skip
def test_other_wordings_are_found(hits: list[Hit], count: int) -> None:
    assert len(list(hits)) == count
