"""Plans of the family that are set out in other ways than the generator's: other boards, columns, headings, white space."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tertial.foundation.check import Severity
from tertial.planning.importers.opening import read_bytes
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.linting import check_plan
from tests.plans.as_text import as_text
from tests.plans.generator import truth
from tests.plans.measuring import rows
from tests.plans.paper import traps

SEED = 4107
DRAFT = truth(SEED).draft
PLAIN = replace(traps(SEED), blanks_kept=True, furniture="all", feed="feed", white=True, contents=True)
KINDS = ("goals", "indicators", "activities", "expected", "priorities", "tables", "decisions", "appendices")


def read(text: str) -> PlanDraft:
    return read_bytes(text.encode(), "plan.txt")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\n\n"), id="an empty line between any two"),
        pytest.param(lambda text: re.sub(r"(?m)[ ]+$", "", text), id="no blanks at the end of lines"),
        pytest.param(lambda text: re.sub(r"\n+\f", "\f", text), id="a page that begins in the line of the one before"),
        pytest.param(lambda text: re.sub(r"(?m)^Sid (\d+) \((\d+)\)", r"Sida \1 av \2", text), id="page 3 of 84"),
        pytest.param(lambda text: re.sub(r"(?m)^(Nämndmål|NÄMNDMÅL|KF:s .*):$", r"\1", text), id="labels without colon"),
        pytest.param(lambda text: text.replace("KF:s", "Kommunfullmäktiges"), id="the council by its name"),
        pytest.param(lambda text: re.sub(r"(?m)(?<!67 89\n\n)^( ?Aktivitet Start)", r"Aktiviteter\n\1", text), id="headings over tables, but not where they go on over a page"),
    ],
)  # fmt: skip
def test_the_same_plan_set_out_otherwise_reads_the_same(change: Callable[[str], str]) -> None:
    text = as_text(DRAFT, SEED, PLAIN)
    before, after = rows(read(text)), rows(read(change(text)))
    assert before["goals"] == rows(DRAFT)["goals"]
    for kind in KINDS:
        assert after[kind] == before[kind], kind


OTHER = """Verksamhetsplan 2019
Kulturnämnden
Diarienummer: KN 2018/77

KF:s inriktningsmål
1. En stad för alla
KF:s mål för verksamhetsområdet
1.1 Kulturen når fler

Nämndens mål
1.1.1 Biblioteken är öppna för alla

Nämndens indikatorer Utfall 2017 Årsmål KF:s årsmål Periodicitet
Andel nöjda besökare 61 % 80 % 80 % År

{head}
{rows}
"""


def other(head: str, *lines: str) -> PlanDraft:
    return read(OTHER.format(head=head, rows="\n".join(lines)))


def test_a_board_that_is_not_of_a_district_is_named() -> None:
    draft = other("Aktivitet Startdatum Slutdatum", "Utbilda alla 2019-01-01 2019-12-31")
    assert (draft.unit, draft.year) == ("Kulturnämnden", 2019)


def test_the_board_may_stand_after_the_officer() -> None:
    text = "Verksamhetsplan 2019\nHandläggare Till\nAlva Grönkvist Social- och omsorgsnämnden\n\nText.\n"
    draft = read(text)
    assert (draft.unit, draft.head.officer) == ("Social- och omsorgsnämnden", "Alva Grönkvist")


def test_without_activities_the_year_is_the_titles() -> None:
    text = "Verksamhetsplan 2019\n\nUtfallet 2017 var bra. Utfallet 2017 var högre än 2016. Sedan 2017 har mycket hänt.\n"
    assert read(text).year == 2019


def test_who_is_responsible_stands_after_the_dates() -> None:
    draft = other(
        "Nämndens aktiviteter Startdatum Slutdatum Ansvarig",
        "Utbilda personalen i den kognitiva metoden 5 S 2019-01-15 2019-12-31 Enhetschef",
        "Starta samtal på Torget 3 för unga som inte hittar till",
        "biblioteket 2019-04-01 2019-12-31 Enhetschef",
    )
    assert [(a.text, a.start) for a in draft.activities] == [
        ("Utbilda personalen i den kognitiva metoden 5 S", date(2019, 1, 15)),
        ("Starta samtal på Torget 3 för unga som inte hittar till biblioteket", date(2019, 4, 1)),
    ]


def test_the_end_may_stand_before_the_start() -> None:
    draft = other("KF:s aktivitet Slutdatum Startdatum", "Utbilda alla 2019-12-31 2019-01-01")
    assert [(a.start, a.end) for a in draft.activities] == [(date(2019, 1, 1), date(2019, 12, 31))]
    assert not [r for r in check_plan(draft) if r.severity is Severity.ERROR]


def test_a_heading_over_the_next_table_is_no_part_of_the_last_row() -> None:
    draft = other(
        "Kommunfullmäktiges aktiviteter\nAktivitet Startdatum Slutdatum", "Utbilda alla 2019-01-01 2019-12-31"
    )
    assert [(i.name, i.periodicity) for i in draft.indicators] == [("Andel nöjda besökare", "year")]
    assert len(draft.activities) == 1


def test_rows_with_dates_that_no_table_took_are_told() -> None:
    draft = read("Verksamhetsplan 2019\n\nUtbilda alla 2019-01-01 2019-12-31 Enhetschef\n\nMer text här.\n")
    assert "READ-16" in [r.code for r in draft.remarks]


def test_an_outcome_of_last_year_has_its_year_from_the_plan() -> None:
    text = OTHER.format(
        head="Förväntat resultat", rows="Andel nöjda uppgår till minst 80 procent (föregående år 61 procent)"
    )
    expected = (
        read(f"{text}\nAktivitet Startdatum Slutdatum\nUtbilda 2019-01-01 2019-12-31\n").goals[-1].expected
    )
    assert [(e.value, e.previous and (e.previous.year, e.previous.value)) for e in expected] == [
        (80.0, (2018, 61.0))
    ]


def test_a_title_that_fills_its_line_in_the_contents_has_its_dots_below() -> None:
    text = "Innehållsförteckning\nInledning om arbetet som nämnden gör\n............ 3\nEkonomi......... 9\n\nInledning om arbetet som nämnden gör\nText om arbetet.\n"
    draft = read(text)
    assert [c.title for c in draft.contents] == ["Inledning om arbetet som nämnden gör", "Ekonomi"]
    assert [s.title for s in draft.sections] == ["Inledning om arbetet som nämnden gör"]


HEAD = """Dnr KN 2018/77
2018-12-03
Handläggare
Alva Grönkvist
Telefon: 08-508 00 000

Till
Ekbackens stadsdelsnämnd

{title}

Förslag till beslut
1. Nämnden godkänner planen.

Inledning
Planen gäller hela året.
"""


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Verksamhetsplan 2019 för Ekbackens stadsdelsnämnd", id="on one line"),
        pytest.param("Verksamhetsplan 2019 för Ekbackens\nstadsdelsnämnd", id="on two lines"),
    ],
)
def test_the_head_of_the_document_is_no_section(title: str) -> None:
    draft = read(HEAD.format(title=title))
    assert (draft.unit, draft.head.officer) == ("Ekbackens stadsdelsnämnd", "Alva Grönkvist")
    assert [s.title for s in draft.sections] == ["Inledning"]


def test_a_title_that_nearly_fills_its_line_in_the_contents_has_room_for_a_dot() -> None:
    text = "Innehållsförteckning\n1. En stad för alla.......... 4\n\n1.1 Staden är öppen dygnet runt . 5\n\nEkonomi.......... 9\n\n"
    assert [(c.number, c.page) for c in read(text).contents] == [("1", 4), ("1.1", 5), (None, 9)]


def test_an_appendix_goes_on_on_the_next_page() -> None:
    text = (
        "Bilagor\n\nBilaga 1: Plan för inköp\n\nBilaga 2: Redovisning av samråd med boende, föreningar och \n\n"
        "\f näringsliv 2019\n\nBilaga 3: Risker\n\nInledning\nTexten fortsätter. \n"
    )
    assert [each.title for each in read(text).appendices] == [
        "Plan för inköp",
        "Redovisning av samråd med boende, föreningar och näringsliv 2019",
        "Risker",
    ]


LISTS = """KF:s inriktningsmål:
1. En stad för alla
{first}
Förvaltningens prioriterade insatser för att uppfylla verksamhetsområdesmålet:

\uf0b7 Utveckla arbetet med biblioteken i stadens alla delar tillsammans med skolorna och föreningar
{second}
Förvaltningens prioriterade insatser för att uppfylla verksamhetsområdesmålet:

\uf0b7 Pröva nya öppettider

KF:s mål för verksamhetsområdet:
1.1 Kulturen når fler
Texten fortsätter.
KF:s mål för verksamhetsområdet:
1.2 Biblioteken är öppna för alla som vill läsa och för dem som vill mötas, och deras
öppettider passar alla
Texten fortsätter.
"""
NUMBERED = "1.2 Biblioteken är öppna för alla som vill läsa och för dem som vill mötas, och deras\nöppettider passar alla"


@pytest.mark.parametrize(
    "second", [NUMBERED, NUMBERED.removeprefix("1.2 ")], ids=["numbered", "without number"]
)
def test_a_goal_in_a_list_of_priorities_ends_the_point_above(second: str) -> None:
    draft = read(LISTS.format(first="1.1 Kulturen når fler", second=second))
    assert {goal.number: goal.priorities for goal in draft.goals if goal.level == 2} == {
        "1.1": (
            "Utveckla arbetet med biblioteken i stadens alla delar tillsammans med skolorna och föreningar",
        ),
        "1.2": ("Pröva nya öppettider",),
    }


def test_prose_under_a_heading_after_the_last_goal_is_not_the_goals() -> None:
    draft = other(
        "Aktivitet Startdatum Slutdatum",
        "Utbilda alla 2019-01-01 2019-12-31\n\nRedovisning av ekonomi\n\nBudgeten är i balans.",
    )
    assert [s.title for s in draft.sections if s.paragraphs] == ["Redovisning av ekonomi"]


DESCRIBED = """KF:s mål för verksamhetsområdet:
1.1 Kulturen når fler
Nämndmål:
1.1.1 Biblioteken är öppna för alla
Beskrivning
Barn och unga
- kan låna böcker på alla skolor i hela stadsdelsområdet, även under loven och på helger
- vet vart de kan vända sig
Äldre
- får böcker hem.
Förväntat resultat
Fler är nöjda.
"""


def test_a_short_point_without_full_stop_is_over_where_the_next_group_begins() -> None:
    description = read(DESCRIBED).goals[-1].description
    assert [(each.group, len(each.points)) for each in description] == [("Barn och unga", 2), ("Äldre", 1)]
