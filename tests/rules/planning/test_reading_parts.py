"""The small abilities of the reader: hyphens, page furniture, pages, rows, tables of money."""

import pytest

from tertial.intake.importers.sources.joining import Joiner
from tertial.intake.importers.sources.line import clean
from tertial.intake.importers.sources.text import lines
from tertial.planning.importers.board_plan.activities import read_activities, to_date
from tertial.planning.importers.board_plan.furniture import page_number, without_furniture
from tertial.planning.importers.board_plan.goals import read_expected
from tertial.planning.importers.board_plan.heads import Columns, goal_label, indicator_head
from tertial.planning.importers.board_plan.indicators import read_indicators
from tertial.planning.importers.board_plan.paging import contents_line
from tertial.planning.importers.board_plan.prose import blocks
from tertial.planning.importers.board_plan.tables import read_table, table_starts
from tertial.planning.rules.draft import Indicator, RowKind

PROSE = (
    "Samverkan med styrelsen i kommunen fortsätter under året och skolan får mer \nstöd av nämnden. \n" * 6
)
BOTH = Columns(("target", "council", "period"))


def joined(text: str, before: str = PROSE) -> str:
    found = lines(text)
    return Joiner([*lines(before), *found]).text(found)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        pytest.param("i Spånga-\nTensta", "i Spånga-Tensta", id="a name"),
        pytest.param("pris- \noch löner", "pris- och löner", id="a suspended word"),
        pytest.param("åren 2020-\n2023", "åren 2020-2023", id="years"),
        pytest.param("om BUS-\növerenskommelsen", "om BUS-överenskommelsen", id="capitals"),
        pytest.param("kommun\u00ad\nstyrelsen", "kommunstyrelsen", id="a soft hyphen"),
        pytest.param("en inskri-\nvning i tid", "en inskrivning i tid", id="a word cut by a hyphen"),
        pytest.param("nämnd/styrel\nse", "nämnd/styrelse", id="a word cut by a narrow cell"),
        pytest.param("Tas fram av \nnämnd", "Tas fram av nämnd", id="broken at a blank"),
        pytest.param("ett \n  två", "ett två", id="more blanks"),
    ],
)
def test_broken_lines_are_made_whole(text: str, whole: str) -> None:
    assert joined(text) == whole


LEVEL = "Andel barn i förskolan som får undervisning av en legitimerad lärare varje dag "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"{LEVEL}\n- kommunal regi uppgår till minst 80 procent.",
            [f"{LEVEL}- kommunal regi uppgår till minst 80 procent."],
            id="inside a sentence",
        ),
        pytest.param(
            "Fler är nöjda \n- Fler är trygga", ["Fler är nöjda", "Fler är trygga"], id="of a point"
        ),
        pytest.param(
            f"- {LEVEL}\n- Fler är trygga",
            [LEVEL.strip(), "Fler är trygga"],
            id="of a point in a list of dashes",
        ),
    ],
)
def test_a_dash_where_a_line_begins(text: str, expected: list[str]) -> None:
    found = lines(text)
    read = read_expected(found, Joiner([*lines(2 * PROSE), *found]))
    assert [each.text for each in read] == expected


def test_a_level_ends_a_result_that_has_no_full_stop() -> None:
    found = lines(f"{LEVEL}uppgår till 25 st \nKännedomen om stödet har ökat.")
    assert len(read_expected(found, Joiner([*lines(2 * PROSE), *found]))) == 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Arbetet bland unga 16–\n19 år fortsätter.", id="at a dash between years"),
        pytest.param("Arbetet sker i nära samråd och \n\fbörjar på en ny sida.", id="at a page's end"),
    ],
)
def test_a_torn_sentence_is_one_paragraph(text: str) -> None:
    found = lines(text)
    assert len(blocks(found, Joiner([*lines(2 * PROSE), *found]))) == 1


FULL = "Arbetet med att utveckla stödet till barn och unga fortsätter under hela året."


def test_a_heading_under_a_full_line_is_a_heading() -> None:
    """Without blanks at the ends of lines a full stop at the margin may be inside a paragraph."""
    found = lines(f"{FULL}\nTrygga platser\n{FULL}\n{FULL}\n")
    read = blocks(found, Joiner([*lines(f"{FULL}\n" * 20), *found]))
    assert [block.text for block in read if block.heading] == ["Trygga platser"]


def test_characters_are_evened() -> None:
    assert clean("a\u0308\u00a0b\u200b\u2009c\x00") == "ä b c"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("Sid 3 (84)", (3, 84), id="with a word"),
        pytest.param("Sida 3 av 84", (3, 84), id="of"),
        pytest.param("3 (84)", (3, 84), id="bare"),
        pytest.param("85 (84)", None, id="past the end"),
        pytest.param("Totalt 3 (84)", None, id="a sentence"),
        pytest.param("2021-01-01", None, id="a date"),
    ],
)
def test_page_numbers(text: str, number: tuple[int, int] | None) -> None:
    assert page_number(text) == number


WORDS = ["noll", "alm", "björk", "ek", "lind", "rönn", "sälg", "tall", "gran", "lärk", "idegran"]


def paged(pages: int) -> str:
    foot = "\n\n\nTjänsteutlåtande\nSid {} ({})\n\nStrandgatan 12\nekstad.example\n\n"
    return "".join(f"{foot.format(n, pages)}{WORDS[n]} först\nsedan {WORDS[-n]}" for n in range(1, pages + 1))


def test_furniture_goes_and_pages_are_known() -> None:
    kept = without_furniture(lines(paged(5)))
    assert [line.text for line in kept] == [
        t for n in range(1, 6) for t in (f"{WORDS[n]} först", f"sedan {WORDS[-n]}")
    ]
    assert [line.page for line in kept] == [n for n in range(1, 6) for _ in range(2)]


def test_a_page_may_begin_with_nothing_but_a_blank() -> None:
    text = "ett\n två\ntre\n\n\nSid 3 (5)\n\nfyra\n fem\nsex\n\n\nSid 5 (5)\n\nsju"
    assert [(line.text, line.page) for line in without_furniture(lines(text))] == [
        ("ett", 1), ("två", 2), ("tre", 2), ("fyra", 3), ("fem", 4), ("sex", 4), ("sju", 5)
    ]  # fmt: skip


def test_pages_that_cannot_be_counted_are_not_guessed() -> None:
    text = "ett\n två\n tre\n\nSid 2 (9)\n\nfyra\nfem\n\nSid 9 (9)\n\nsex"
    assert [line.page for line in without_furniture(lines(text))] == [None, None, None, 2, 2, 9]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        pytest.param("1.1 Mål.......... 16", ("1.1 Mål", 16), id="dots"),
        pytest.param("Inledning . . . . . 5", ("Inledning", 5), id="dots with blanks"),
        pytest.param("Budgeten är 5", None, id="no dots"),
        pytest.param("Mål som fyller raden . 16", None, id="one dot, which tells nothing alone"),
        pytest.param("och så vidare...", None, id="no page"),
    ],
)
def test_lines_of_a_contents_list(text: str, entry: tuple[str, int] | None) -> None:
    assert contents_line(text) == entry


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("KF:s inriktningsmål:\n1. Ett", (1, ""), id="direction"),
        pytest.param("KF:S MÅL FÖR VERKSAMHETSOMRÅDET:\n1.1 Ett", (2, ""), id="capitals"),
        pytest.param("KF:s mål för verksamhetsområdet\n1.1. Ett", (2, ""), id="no colon"),
        pytest.param("Nämndmål: 1.1.1 Ett", (3, "1.1.1 Ett"), id="on the same line"),
        pytest.param("Nämndens mål:\nEtt", (3, ""), id="no number"),
        pytest.param("Nämndmålen följs upp varje tertial.\nEtt", None, id="a sentence"),
        pytest.param("KF:s mål för verksamhetsområdet har\n1 av", None, id="wrapped prose"),
    ],
)
def test_goal_labels(text: str, found: tuple[int, str] | None) -> None:
    assert goal_label(lines(text), 0) == found


def test_columns_of_an_indicator_head() -> None:
    head = indicator_head(
        lines("Indikator Utfall 2019 Nämndens årsmål KF:s \nårsmål\n\nPeriodicitet\n\nAndel"), 0
    )
    assert head is not None
    assert head[0].kinds == (None, "target", "council", "period")


def indicators(text: str) -> list[Indicator]:
    found = lines(text)
    return read_indicators(found, BOTH, "1.1", Joiner([*lines(PROSE), *found]))[0]


@pytest.mark.parametrize(
    ("text", "name", "target", "council"),
    [
        pytest.param("Andel nöjda 88 % 88 % År", "Andel nöjda", "88 %", "88 %", id="one line"),
        pytest.param(
            "Antal barn per grupp 16 16 Tertial", "Antal barn per grupp", "16", "16", id="bare numbers"
        ),
        pytest.param(
            "Frånvaro dag 1-14 3 % Tertial", "Frånvaro dag 1-14", "3 %", None, id="numbers in the name"
        ),
        pytest.param(
            "Andel i årskurs 9\n\n85 % 80 % År", "Andel i årskurs 9", "85 %", "80 %", id="cells set apart"
        ),
        pytest.param(
            "Andel i årskurs 9 85 % År", "Andel i årskurs 9", "85 %", None, id="a digit before one cell"
        ),
        pytest.param(
            "Utsläpp 1,8 kg CO2 \nper kg\n\n1,8 kg CO2 \nper kg\n\nÅr",
            "Utsläpp",
            "1,8 kg CO2 per kg",
            "1,8 kg CO2 per kg",
            id="units",
        ),
        pytest.param(
            "Andel \nnya\n\nFastställs  \n2021\n\nÅr", "Andel nya", "Fastställs 2021", None, id="lone pending"
        ),
        pytest.param(
            "Antal 25 Tas fram av \nnämnd/styrel\nse\n\nÅr",
            "Antal",
            "25",
            "Tas fram av nämnd/styrelse",
            id="cut word",
        ),
        pytest.param(
            "Andel Tas fram av nämnd År", "Andel", None, "Tas fram av nämnd", id="only the council delegates"
        ),
        pytest.param("Andel utan mål Tertial", "Andel utan mål", None, None, id="no cells"),
    ],
)
def test_rows_of_indicators(text: str, name: str, target: str | None, council: str | None) -> None:
    (row,) = indicators(text)
    said = [t.text if t else None for t in (row.target, row.council_target)]
    assert (row.name, *said) == (name, target, council)


def test_a_comment_belongs_to_the_row_before() -> None:
    rows = indicators("Andel a 25 % År\n\nKommentar\nMätningen är ny \noch prövas.\n\n Andel b 5 % År")
    assert [(r.name, r.comment, r.marked) for r in rows] == [
        ("Andel a", "Mätningen är ny och prövas.", False),
        ("Andel b", None, True),
    ]


def activities(text: str) -> list[tuple[str, bool]]:
    found = lines(text)
    rows, _ = read_activities(found, "1.1.1", Joiner([*lines(PROSE), *found]))
    return [(row.text, row.start is not None and row.end is not None) for row in rows]


DAYS = "2021-01-01 2021-12-31"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(f"Pröva nytt {DAYS}", [("Pröva nytt", True)], id="one line"),
        pytest.param(f"Pröva \nnytt\n\n{DAYS}", [("Pröva nytt", True)], id="dates below"),
        pytest.param(
            f"Pröva \n\n{DAYS}\n\fnytt sätt\n\nBygga\n\n{DAYS}",
            [("Pröva nytt sätt", True), ("Bygga", True)],
            id="dates first",
        ),
        pytest.param(
            f"Pröva {DAYS}\nnytt sätt\n\nBygga {DAYS}",
            [("Pröva nytt sätt", True), ("Bygga", True)],
            id="dates on line one",
        ),
        pytest.param(f"Pröva {DAYS}\nBygga {DAYS}", [("Pröva", True), ("Bygga", True)], id="no white space"),
        pytest.param(
            f"Utan datum.\n\nBygga {DAYS}",
            [("Utan datum.", False), ("Bygga", True)],
            id="a row without dates",
        ),
        pytest.param(
            f"Bygga {DAYS}\n\nRedovisning av ekonomi", [("Bygga", True)], id="a heading after the table"
        ),
        pytest.param(
            f"Pröva nytt. \n\n{DAYS}\n\fArbetet följs upp\n\nBygga {DAYS}",
            [("Pröva nytt. Arbetet följs upp", True), ("Bygga", True)],
            id="dates between two sentences, where the page ends",
        ),
        pytest.param(f"Bygga {DAYS}\n\nBygga {DAYS}", [("Bygga", True), ("Bygga", True)], id="equal rows"),
        pytest.param("Bygga 2021-01-01\n\n2021-02-31", [("Bygga", False)], id="a day that does not exist"),
    ],
)
def test_rows_of_activities(text: str, rows: list[tuple[str, bool]]) -> None:
    assert activities(text) == rows


def test_days() -> None:
    assert [str(to_date(t)) for t in ("2021-01-05", "20210105", "5/1 2021", "2021-13-01")] == [
        "2021-01-05"
    ] * 3 + ["None"]


def test_a_table_of_money() -> None:
    text = (
        "Verksamhetsområde \n(Mnkr)\n\nBudget 2021 \nNetto\n\nBudget 2020 \nNetto\n\n"
        "Nämnd och \nledning 1 041,6 -0,4\n\n"
        "varav stöd till \npersoner\n\n1,2 -\n\nDärav hyror 0,2 -\n\n- varav el 0,1 -\n\nSumma 1 041,6 -0,4\n\nTexten fortsätter här."
    )
    found = lines(text)
    assert table_starts(found, 0)
    table, end, named = read_table(found, 0, "Ekonomi", Joiner(found))
    assert named and found[end].text.startswith("Texten")
    assert (table.unit, table.columns) == ("mnkr", ("Budget 2021 Netto", "Budget 2020 Netto"))
    assert [(r.label, r.kind, r.values) for r in table.rows] == [
        ("Nämnd och ledning", RowKind.ROW, (1041.6, -0.4)),
        ("varav stöd till personer", RowKind.OF_WHICH, (1.2, None)),
        ("Därav hyror", RowKind.OF_WHICH, (0.2, None)),
        ("- varav el", RowKind.OF_WHICH, (0.1, None)),
        ("Summa", RowKind.SUM, (1041.6, -0.4)),
    ]
