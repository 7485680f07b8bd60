"""Amounts, percentages, years, references and names as they stand in Swedish prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.foundation.check import Severity
from tertial.planning.rules.amounts import amounts, number, percentages, printed, short, spans, years
from tertial.planning.rules.asking import asked, matching
from tertial.planning.rules.book import book_of, statements
from tertial.planning.rules.draft import Paragraph, Place, RowKind
from tertial.planning.rules.pointers import appendix_numbers, exists
from tertial.planning.rules.prose import Sentence, sentences, split
from tertial.planning.rules.sketch import (
    BUDGET,
    WHOLE,
    decision,
    plan,
    row,
    section,
    table,
)
from tertial.planning.rules.tables import Role, broken_down, columns_of, judged, main_table, step_of
from tertial.planning.rules.words import key, likeness, meet, one_slip_apart, stems


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("om 32,2 mnkr netto", [32.2], id="plain"),
        pytest.param("anvisat nämnden 1 662,6 mnkr", [1662.6], id="thousands"),
        pytest.param("för år 2021 1 662,6 mnkr", [1662.6], id="after a year"),
        pytest.param("om 951 tkr och 0,6 mnkr", [0.951, 0.6], id="two units"),
        pytest.param("högst 100 000 kr", [0.1], id="kronor"),
        pytest.param("1,2 miljarder kronor", [1200.0], id="milliards"),
        pytest.param("3 miljoner kronor", [3.0], id="millions"),
        pytest.param("är -0,1 mnkr lägre", [-0.1], id="minus as hyphen"),
        pytest.param("är \u22120,1 mnkr", [-0.1], id="true minus"),
        pytest.param("minskar med minus 2,9 mnkr", [-2.9], id="minus in letters"),
        pytest.param("åren 2020-2023 och 14 platser", [], id="no money"),
        pytest.param("mellan 7–8 mnkr", [8.0], id="an interval is not a minus"),
        pytest.param("1\u00a0794,4\u00a0mnkr", [1794.4], id="no-break spaces"),
    ],
)
def test_amounts(text: str, values: list[float]) -> None:
    assert [round(each.value, 6) for each in amounts(text)] == values


@pytest.mark.parametrize(
    ("text", "other", "agrees"),
    [
        pytest.param("313 mnkr", 313.0, True, id="without decimals"),
        pytest.param("31 mnkr", 31.3, True, id="rounded to whole"),
        pytest.param("321,4 mnkr", 321.8, False, id="another"),
        pytest.param("drygt 31 mnkr", 31.9, True, id="roughly"),
        pytest.param("951 tkr", 0.951, True, id="thousands"),
    ],
)
def test_amount_agrees_as_coarsely_as_it_is_printed(text: str, other: float, agrees: bool) -> None:
    assert amounts(text)[0].agrees(other) is agrees


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("med 3,4 procent", [3.4], id="word"),
        pytest.param("75  % av", [75.0], id="sign"),
        pytest.param("2 procentenheter", [], id="points are not per cent"),
        pytest.param("drygt 32 procent, minst 5 procent", [32.0, 5.0], id="two"),
    ],
)
def test_percentages(text: str, values: list[float]) -> None:
    assert [each.value for each in percentages(text)] == values


@pytest.mark.parametrize(
    ("text", "single", "periods"),
    [
        pytest.param("Under 2021 jämfört med 2020.", [2021, 2020], [], id="single"),
        pytest.param("miljöprogram 2020–2023", [], [(2020, 2023)], id="span"),
        pytest.param("genomförs 2021-22", [], [(2021, 2022)], id="short span"),
        pytest.param("från 2021-01-31 till", [], [], id="date"),
        pytest.param("kommunallagen (2017:725)", [], [], id="law"),
        pytest.param("program 2023-2020", [], [(2023, 2020)], id="backwards"),
    ],
)
def test_years(text: str, single: list[int], periods: list[tuple[int, int]]) -> None:
    assert [year for year, _ in years(text)] == single
    assert [(first, last) for first, last, _ in spans(text)] == periods


@given(st.floats(-99999, 99999).map(lambda value: round(value, 1)))
def test_printed_numbers_are_read_back(value: float) -> None:
    assert number(printed(value)) == value


def test_short_numbers_have_no_needless_zeroes() -> None:
    assert [short(value) for value in (75.0, 2.88, 1100.0, -0.5)] == ["75", "2,88", "1\u00a0100", "\u22120,5"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("enligt bilaga 8.", ["8"], id="one"),
        pytest.param("enligt bilagor 2-5.", ["2", "3", "4", "5"], id="span"),
        pytest.param("bilagorna 2, 3 och 5", ["2", "3", "5"], id="list"),
        pytest.param("bilaga 1 och 2", ["1", "2"], id="two after a singular"),
        pytest.param("bilaga 12.9 till", ["12.9"], id="with a part"),
        pytest.param("enligt bilaga 8, 3,9 mnkr", ["8"], id="an amount follows"),
        pytest.param("bilaga Sdn01", [], id="a form"),
    ],
)
def test_appendix_numbers(text: str, numbers: list[str]) -> None:
    assert list(appendix_numbers(text)) == numbers


def test_heading_exists_where_the_sentence_goes_on() -> None:
    known = {key("Budgetjusteringar"), key("Nämndens ekonomi")}
    assert exists("Budgetjusteringar nedan", known)
    assert not exists("Ombyggda fastigheter", known)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("resultatenheter", "resultatenhet", True, id="plural"),
        pytest.param("nöjda", "nöjdhet", True, id="of one stem"),
        pytest.param("tryggt", "trygghetsskapande", False, id="a compound is another word"),
        pytest.param("klimatinvesteringar", "klimatinvesteringsprojekt", True, id="a long stem"),
        pytest.param("unga", "ungdomar", True, id="the same people"),
        pytest.param("vatten", "natur", False, id="other words"),
    ],
)
def test_words_meet(one: str, other: str, same: bool) -> None:
    left, right = next(iter(stems(one))), next(iter(stems(other)))
    assert meet(left, right) is same


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        pytest.param("Älvstrand", "Älvstarnd", True, id="swapped"),
        pytest.param("stadspark", "stadspak", True, id="lost"),
        pytest.param("Rinkeby", "Rinkkeby", True, id="doubled"),
        pytest.param("Rinkeby", "Rinkaby", True, id="changed"),
        pytest.param("Husby", "Kista", False, id="other"),
        pytest.param("Husby", "Husby", False, id="same"),
    ],
)
def test_one_slip(one: str, other: str, slip: bool) -> None:
    assert one_slip_apart(one, other) is slip


def test_likeness_of_names() -> None:
    assert likeness("Andel nöjda föräldrar", "Andelen föräldrar som är nöjda") == 1.0
    assert likeness("Andel nöjda föräldrar", "") == 0.0


def test_key_leaves_marks_brackets_and_of_which_aside() -> None:
    assert key("Varav Individ- och familjeomsorg (vuxna)") == "individ och familjeomsorg"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("Ett. Två.", ["Ett.", "Två."], id="two"),
        pytest.param(
            "Se bilaga 8. Samtliga deltar.", ["Se bilaga 8.", "Samtliga deltar."], id="number at the end"
        ),
        pytest.param(
            "Bl.a. Kista deltar t.ex. Husby.", ["Bl.a. Kista deltar t.ex. Husby."], id="shortened words"
        ),
        pytest.param("Kostnad 4,7 mnkr. 2 platser.", ["Kostnad 4,7 mnkr.", "2 platser."], id="number first"),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [each for each, _ in split(Paragraph(text))] == parts


def test_sentence_has_the_line_it_begins_on() -> None:
    paragraph = Paragraph("Ett långt. Två korta.", Place(3, 10), ((0, Place(3, 10)), (11, Place(3, 11))))
    assert [place.line for _, place in split(paragraph)] == [10, 11]
    assert Paragraph("Ett.", Place(3, 10)).at(2) == Place(3, 10)


def test_columns_have_roles_kinds_and_years() -> None:
    money = table(
        "Budget",
        ("Budget 2021 kostnader", "Budget 2021 Netto", "Prognos 2020 (Nov)", "Differens"),
        row("A", 1, 2, 3, 4),
    )
    assert [(each.role, each.kind, each.year) for each in columns_of(money)] == [
        (Role.COSTS, "budget", 2021),
        (Role.NET, "budget", 2021),
        (Role.LEVEL, "forecast", 2020),
        (Role.DIFFERENCE, None, None),
    ]
    assert step_of(money) == 1.0


@pytest.mark.parametrize(
    ("difference", "addends", "severity"),
    [
        pytest.param(0.0, 2, None, id="none"),
        pytest.param(0.1, 2, Severity.INFO, id="as rounding gives"),
        pytest.param(0.2, 2, Severity.WARNING, id="at the bound of a tenth for each"),
        pytest.param(0.3, 2, Severity.ERROR, id="beyond"),
        pytest.param(-0.8, 9, Severity.WARNING, id="many addends"),
        pytest.param(1.0, 9, Severity.ERROR, id="beyond many"),
    ],
)
def test_rounding_is_told_from_error(difference: float, addends: int, severity: Severity | None) -> None:
    assert judged(difference, addends, 0.1) is severity


def test_sub_table_finds_its_row() -> None:
    main = table(
        "Budget",
        WHOLE,
        row("Ledning", 41.6, 0.0, 41.6, 32.2),
        row("Förskola", 342.2, -14.7, 327.5, 324.3),
        row("Park", 34.5, -0.1, 34.4, 33.4),
    )
    part = table(
        "Förvaltningsorganisation",
        BUDGET,
        row("Ledning", 11.6, 2.2, 9.4),
        row("Stab", 30.0, 28.4, 1.6),
        row("Summa", 41.6, 30.6, 11.0),
    )
    other = table("Investeringar", BUDGET, row("Inventarier", 1.8, 2.6, -0.8), row("Summa", 13.9, 22.5, -8.6))
    assert main_table(plan(tables=(part, main))) is main
    assert broken_down(main, part) is main.rows[0]
    assert broken_down(main, other) is None
    assert row("Summa", 1.0).kind is RowKind.SUM


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "Nettobudgeten för år 2021 uppgår till 327,5 mnkr.", [(327.5, "level", 2021, None)], id="level"
        ),
        pytest.param("Budgeten är 3,2 mnkr högre än för 2020.", [(3.2, "change", 2021, "up")], id="higher"),
        pytest.param("Budgeten minskar med 2,9 mnkr.", [(2.9, "change", 2021, "down")], id="lowers by"),
        pytest.param(
            "Budgeten ökar från 9,0 mnkr till 9,9 mnkr.",
            [(9.0, "level", 2020, None), (9.9, "level", 2021, None)],
            id="both ends",
        ),
        pytest.param(
            "Budgeten är 18,7 mnkr jämfört med 2020 års budget om 14,1 mnkr.",
            [(18.7, "level", 2021, None), (14.1, "level", 2020, None)],
            id="two years",
        ),
        pytest.param("Beställarbudgeten uppgår till 308,8 mnkr.", [], id="a part of the budget"),
        pytest.param(
            "Ökningen av budgeten uppgår till 1,6 mnkr.", [(1.6, "change", 2021, "up")], id="the rise is"
        ),
    ],
)
def test_statements(text: str, said: list[tuple[float, str, int, str | None]]) -> None:
    found = statements(Sentence(text, Place(), ""), 2021)
    assert [(each.amount.value, each.kind, each.year, each.way) for each in found] == said


def test_sentence_is_about_the_row_it_names_or_its_sections_row_or_the_whole() -> None:
    main = table(
        "Budget",
        WHOLE,
        row("Förskola", 342.2, -14.7, 327.5, 324.3),
        row("Ledning", 41.6, 0.0, 41.6, 32.2),
        row("Park", 34.5, -0.1, 34.4, 33.4),
        row("Summa", 418.3, -14.8, 403.5, 389.9),
    )
    texts = (
        "Nämndens nettobudget är 403,5 mnkr.",
        "Budgeten för ledning är 41,6 mnkr.",
        "Budgeten för något annat är 1,0 mnkr.",
    )
    draft = plan(
        tables=(main,), sections=(section("Ekonomi", *texts), section("Park", "Nettobudgeten är 34,4 mnkr."))
    )
    book = book_of(draft)
    assert [[line.row.label for line in book.about(each)] for each in sentences(draft)] == [
        ["Summa"],
        ["Ledning"],
        [],
        ["Park"],
    ]


def test_purpose_pairs_text_with_decision() -> None:
    decisions = (
        decision(
            1,
            "Nämnden begär budgetjustering om 6,8 mnkr för trygghetsskapande åtgärder enligt bilagor 2-5.",
            6.8,
        ),
        decision(
            2,
            "Nämnden begär budgetjustering om 2,0 mnkr för tryggt mottagande i hemmet enligt bilaga 9.",
            2.0,
        ),
    )
    asks = "Nämnden ansöker hos kommunstyrelsen om"
    text = f"{asks} 2,0 mnkr för tryggt mottagande samt 6,8 mnkr för trygghetsskapande åtgärder."
    draft = plan(decisions=decisions, sections=(section("A", text),))
    pairs = [(each.amount.value, matching(draft, each.purpose)[0][0].number) for each in asked(draft)]
    assert pairs == [(2.0, 2), (6.8, 1)]
