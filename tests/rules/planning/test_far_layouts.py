"""Documents set out unlike those of the generator: cells among words, feet that only count, type placed letter by letter."""

import io
from datetime import date

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tertial.intake.importers.sources.pdf import Page, Run, _lines, _runs, run_at
from tertial.intake.importers.sources.spending import Spending
from tertial.planning.importers.opening import read_bytes
from tertial.planning.rules.draft import Indicator, PlanDraft
from tertial.planning.rules.linting import check_plan

GOALS = """KF:s inriktningsmål:
1. En stad för alla

KF:s mål för verksamhetsområdet:
1.1. Alla når målen

"""
INDICATORS = " Indikator Årsmål KF:s årsmål Periodicitet\n\n"
ACTIVITIES = " Aktivitet Startdatum Slutdatum\n\n"


def read(rows: str) -> PlanDraft:
    return read_bytes((GOALS + rows).encode(), "plan.txt")


def cells(row: Indicator) -> tuple[str, str | None, str | None]:
    own, council = row.target, row.council_target
    return row.name, own.text if own else None, council.text if council else None


def test_cells_stand_on_the_first_line_of_rows_that_white_space_parts() -> None:
    found = read(
        INDICATORS
        + "Andel avhysningar som avvärjts efter 80 % Tas fram av Tertial\nmeddelande till förvaltningen nämnd\n\n"
        "Andel trygga i sitt område, kvinnor 75 % 75 % År\n16-84 år\n\n"
        "Kommentar\nMäts vartannat år.\n\n"
        "Personalomsättning Fastställs 12 % År\n2024\n\n"
    ).indicators
    assert [cells(row) for row in found] == [
        ("Andel avhysningar som avvärjts efter meddelande till förvaltningen", "80 %", "Tas fram av nämnd"),
        ("Andel trygga i sitt område, kvinnor 16-84 år", "75 %", "75 %"),
        ("Personalomsättning", "Fastställs 2024", "12 %"),
    ]
    assert [row.comment for row in found] == [None, "Mäts vartannat år.", None]


def test_such_a_row_goes_on_on_the_next_page() -> None:
    found = read(
        INDICATORS + "Andel nöjda med sin insats inom 80 % 82 % År\nomsorgen om äldre\n\n"
        "Andel avhysningar som avvärjts efter 80 % Tas fram av År\n  "
        + INDICATORS.strip()
        + "\n\nmeddelande till förvaltningen nämnd\n\n"
    ).indicators
    assert cells(found[1]) == (
        "Andel avhysningar som avvärjts efter meddelande till förvaltningen", "80 %", "Tas fram av nämnd",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(
            "Andel nöjda besökare på Kulturhuset 21 90 % År", ("Andel nöjda besökare på Kulturhuset 21", "90 %", None),
            id="a proper name with a number",
        ),
        pytest.param(
            "Andel medarbetare med värde över 80 75 % År", ("Andel medarbetare med värde över 80", "75 %", None),
            id="a level in the name",
        ),
        pytest.param(
            "Andel bilar utan fossila bränslen 2030 Fastställs 2024 År",
            ("Andel bilar utan fossila bränslen 2030", "Fastställs 2024", None), id="a year in the name",
        ),
        pytest.param(
            "Utsläpp från transporter 1,2 ton 1,4 ton CO2e År", ("Utsläpp från transporter", "1,2 ton", "1,4 ton CO2e"),
            id="a unit told more fully",
        ),
        pytest.param(
            "Sjukfrånvaro 5,5 6 % År", ("Sjukfrånvaro", "5,5", "6 %"), id="the first word is no proper name",
        ),
        pytest.param(
            "Antal besökare per dag Max 10 Tas fram av nämnd År",
            ("Antal besökare per dag", "Max 10", "Tas fram av nämnd"), id="a bound before a delegated target",
        ),
    ],
)  # fmt: skip
def test_numbers_that_are_the_names_and_numbers_that_are_not(
    row: str, expected: tuple[str, str | None, str | None]
) -> None:
    (found,) = read(INDICATORS + row + "\n").indicators
    assert cells(found) == expected


def test_the_periodicity_of_a_parted_row_stands_first_on_its_page_under_the_head() -> None:
    found = read(
        INDICATORS.strip()
        + "\nEnergianvändning 2,1 GWh Tas fram av\nnämnd\n"
        + INDICATORS.strip()
        + "\nÅr\nAntal besök 12 st 40 st Tertial\n"
    ).indicators
    assert [(row.name, row.periodicity) for row in found] == [
        ("Energianvändning", "year"),
        ("Antal besök", "tertial"),
    ]


def test_dates_before_the_last_words_where_broken_lines_keep_their_blank() -> None:
    kept = "".join(f"Nämnden stärker arbetet med att nå fler \noch följer upp det {n}.\n" for n in range(12))
    found = read(
        kept
        + ACTIVITIES
        + "Delta i projektet tillsammans med Region Mitt, 2022-01-01 2022-12-31\nArbetsförmedlingen \noch skolan\n\n"
        "Utreda en mötesplats i samverkan med 2022-02-01 2022-06-30\nföreningslivet\n\n"
    ).activities
    assert [(row.text, row.start) for row in found] == [
        ("Delta i projektet tillsammans med Region Mitt, Arbetsförmedlingen och skolan", date(2022, 1, 1)),
        ("Utreda en mötesplats i samverkan med föreningslivet", date(2022, 2, 1)),
    ]


def feet(page: int) -> str:
    return f"\nKulturnämnden\nVerksamhetsplan 2024\n{page}\n\n"


PLACES = ("Norrby", "Söderby", "Västra hamnen", "Ön", "Lunda", "Kyrkbyn", "Vik", "Strand")


def test_feet_that_count_without_the_word_page() -> None:
    rows = "".join(
        f"Bygga ut biblioteket i {place} så att\n{feet(page)}det når {place.lower()}borna\n\n2024-01-01 2024-12-31\n\n"
        + "Ordna bokbussar 2024-01-01 2024-12-31\n\n" * (page + 4)
        for page, place in enumerate(PLACES, start=2)
    )
    found = [row.text for row in read(ACTIVITIES + rows).activities]
    assert [text for text in found if text != "Ordna bokbussar"] == [
        f"Bygga ut biblioteket i {place} så att det når {place.lower()}borna" for place in PLACES
    ]
    assert len(found) == sum(page + 5 for page in range(2, 10))


def test_a_pending_year_near_a_counting_foot_is_no_page_number() -> None:
    other = "Antal lån 12 st År\n\n"
    rows = "".join(
        other * (12 - page)
        + f"Antal besök i {place} Fastställs \n2024\n\nÅr\n\n"
        + other * (page % 4)
        + feet(page)
        for page, place in enumerate(PLACES, start=2)
    )
    found = [row.target and row.target.text for row in read(INDICATORS + rows).indicators]
    assert found.count("Fastställs 2024") == len(PLACES)


def test_the_kind_and_the_board_that_only_the_pages_say() -> None:
    head = "Sid {} (5)\nFarsta stadsdelsnämnd – Verksamhetsplan\n\n"
    prose = "Detta följs upp i verksamhetsberättelsen.\n" * 12
    draft = read_bytes(
        (prose + "".join(head.format(n) + prose for n in range(1, 6)) + GOALS).encode(), "plan.txt"
    )
    assert (draft.unit, draft.kind) == ("Farsta stadsdelsnämnd", "verksamhetsplan")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_wide_letters_with_and_without_their_mark(encoding: str) -> None:
    draft = read_bytes((GOALS + INDICATORS + "Antal besök 12 st 40 st År\n").encode(encoding), "plan.txt")
    assert [goal.text for goal in draft.goals] == ["En stad för alla", "Alla når målen"]
    assert [row.name for row in draft.indicators] == ["Antal besök"]


def printed(kern: float, centred: bool) -> bytes:
    """A page as a browser prints it: every letter placed by itself, heads in the middle of their columns."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    rows = [
        (60, 760, "KF:s inriktningsmål:"), (60, 740, "1. En stad för Täby"),
        (60, 710, "KF:s mål för verksamhetsområdet:"), (60, 690, "1.1. Alla når målen"),
        (150 if centred else 60, 650, "Indikator"), (334, 650, "Årsmål"), (410, 650, "Periodicitet"),
        (60, 630, "Andel trygga i Vällingby, kvinnor"), (334, 630, "75 %"), (410, 630, "År"), (60, 617, "16-84 år"),
        (60, 595, "Antal ekologiska inköp (kr)"), (334, 595, "1 100 st"), (410, 595, "Tertial"),
        (170 if centred else 60, 540, "Aktivitet"), (334, 540, "Startdatum"), (410, 540, "Slutdatum"),
        (60, 520, "Ta fram AV-teknik"), (334, 520, "2022-01-01"), (410, 520, "2022-12-31"),
        (60, 498, "Erbjuda aktiviteter för barn"), (334, 498, "2022-01-01"), (410, 498, "2022-12-31"), (60, 485, "7 år"),
    ]  # fmt: skip
    for left, height, text in rows:
        for letter in text:
            canvas.setFont("Helvetica", 10)
            canvas.drawString(left, height, letter)
            left += canvas.stringWidth(letter, "Helvetica", 10) - (kern if letter in "VTA" else 0)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("centred", [True, False])
@pytest.mark.parametrize("kern", [0.0, 0.9])
def test_type_placed_letter_by_letter_under_heads_in_the_middle(kern: float, centred: bool) -> None:
    draft = read_bytes(printed(kern, centred), "plan.pdf")
    assert [goal.text for goal in draft.goals] == ["En stad för Täby", "Alla når målen"]
    assert [cells(row) for row in draft.indicators] == [
        ("Andel trygga i Vällingby, kvinnor 16-84 år", "75 %", None),
        ("Antal ekologiska inköp (kr)", "1 100 st", None),
    ]
    assert [row.text for row in draft.activities] == [
        "Ta fram AV-teknik",
        "Erbjuda aktiviteter för barn 7 år",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            "".join(f"Nämndmål:\n1.{n // 90}.{n % 90} Mål {n}\n\n" for n in range(9000)), id="goals"
        ),
        pytest.param(INDICATORS + "Andel nöjda " * 20_000 + "8 % År\n", id="one endless name"),
    ],
)
def test_what_is_larger_than_any_plan_is_read_but_not_checked(rows: str) -> None:
    draft = read(rows)
    assert len(draft.goals) + len(draft.indicators) >= 3
    assert [remark.code for remark in check_plan(draft)] == ["READ-19"]


def test_the_rest_is_left_when_the_time_is_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tertial.planning.importers.board_plan.reader.Spending", lambda: Spending(most=-1.0))
    draft = read(INDICATORS + "Antal besök 12 st År\n")
    assert draft.goals == ()
    assert "READ-18" in {remark.code for remark in draft.remarks}


def test_a_head_whose_owner_was_printed_on_the_line_above() -> None:
    (row,) = read("KF:s\nIndikator Årsmål årsmål Periodicitet\nAntal besök 12 st 40 st År\n").indicators
    assert cells(row) == ("Antal besök", "12 st", "40 st")


def test_a_long_name_that_has_come_close_to_its_dates() -> None:
    rows = [
        ("Byta armaturer", 60),
        ("Utreda en mötesplats i samverkan med alla föreningar", 53),
        ("Ordna kurser", 60),
    ]
    table = "".join(f"  {name:<{wide}}2022-01-01      2022-12-31\n" for name, wide in rows)
    found = read(f"  {'Aktivitet':<60}Startdatum      Slutdatum\n{table}").activities
    assert [(row.text, row.start) for row in found] == [(name, date(2022, 1, 1)) for name, _ in rows]


class FlatPage:
    """A page of a damaged file, on which a piece of text has no height."""

    def get_textpage(self) -> "FlatPage":
        return self

    def count_rects(self) -> int:
        return 1

    def count_chars(self) -> int:
        return 12

    def get_rect(self, index: int) -> tuple[float, float, float, float]:
        return (60.0, 630.0, 120.0, 630.0)

    def get_text_bounded(self, *box: float) -> str:
        return "Antal besök"

    def close(self) -> None:
        pass


def test_letters_without_height_have_some() -> None:
    (run,) = _runs(FlatPage(), 842.0, Page(1))
    assert run.text == "Antal besök"
    assert run.size > 0


def test_a_small_bullet_does_not_tell_how_high_its_line_is() -> None:
    """A word without capitals stands lower than the bullet; it is of the line all the same."""
    words = [
        run_at("får stödet", 86, 300, 649.0, 10),
        Run("•", 76, 78.5, 644.6, 647.1),
        run_at("personer", 340, 390, 649.0, 10),
        run_at("65 år och äldre", 400, 480, 649.0, 10),
    ]
    assert [line.text for line in _lines(4, words)] == ["• får stödet personer 65 år och äldre"]


def test_points_with_a_margin_to_the_right_are_not_glued() -> None:
    """Lines that end before the page's own edge are whole words all the same."""
    out = io.BytesIO()
    canvas = Canvas(out, A4)
    wide = "Förvaltningen arbetar för att alla som bor i området ska få ett gott stöd i rätt tid och av"
    decision = [
        "1. Nämnden begär budgetjustering om 2,6 mnkr för mötesplatser och",
        "öppna förskolor enligt",
        "bilaga 4.",
    ]
    texts = ["Förslag till beslut", *decision, *[wide, "kunniga medarbetare."] * 12]
    for number, text in enumerate(texts):
        canvas.drawString(60, 780 - 14 * number, text)
    canvas.save()
    decisions = read_bytes(out.getvalue(), "plan.pdf").decisions
    assert [(each.text, each.appendices) for each in decisions] == [
        (
            "Nämnden begär budgetjustering om 2,6 mnkr för mötesplatser och öppna förskolor enligt bilaga 4.",
            ("4",),
        )
    ]


def test_lines_of_text_stand_as_usual_though_cells_stand_closer() -> None:
    """Type of nearly one size in text and table, with more room between the lines of the text."""
    out = io.BytesIO()
    canvas = Canvas(out, A4)
    sentence = [
        "Förvaltningen arbetar för att alla som bor i området ska få ett gott stöd i samråd med",
        "Region Stockholm och andra.",
    ]
    at = 790.0
    canvas.setFont("Helvetica", 10)
    for x, head in ((71, "Aktivitet"), (380, "Startdatum"), (460, "Slutdatum")):
        canvas.drawString(x, at, head)
    for number in range(6):
        at -= 18
        first = f"Utveckla arbetet i grupp {number} tillsammans med alla"
        for x, text in ((71, first), (380, "2021-01-01"), (460, "2021-12-31")):
            canvas.drawString(x, at, text)
        at -= 12
        canvas.drawString(71, at, "skolor och föreningar i området")
    canvas.setFont("Helvetica", 10.5)
    for text in ["Inledning", *sentence * 6]:
        at -= 14
        canvas.drawString(65, at, text)
    canvas.save()
    paragraphs = [
        each.text for part in read_bytes(out.getvalue(), "plan.pdf").sections for each in part.paragraphs
    ]
    assert any(" ".join(sentence) in text for text in paragraphs), paragraphs


def test_a_column_whose_name_a_narrow_head_cut_in_two() -> None:
    found = read(
        "Indikator Årsmål KF:s\nårsmål\nPeriodicite\nt\nAndel nöjda besökare på bibliotek i hela\nstaden\n80 % - Tertial\n"
        "Aktivitet Startdatu\nm Slutdatum\nPröva nya öppettider 2021-01-01 2021-12-31\n"
    )
    assert [(*cells(row), row.periodicity) for row in found.indicators] == [
        ("Andel nöjda besökare på bibliotek i hela staden", "80 %", "-", "tertial")
    ]
    assert [(row.text, row.start) for row in found.activities] == [("Pröva nya öppettider", date(2021, 1, 1))]


def test_goals_worded_alike_at_the_top_of_their_pages_are_no_page_heads() -> None:
    first = (
        "KF:s inriktningsmål:\n1. En stad för alla\n\nKF:s mål för verksamhetsområdet:\n1.1. Alla når målen\n"
    )
    goals = [f"Nämndmål:\n1.1.{n}. Lokal {n} är trygg\n\nFörväntat resultat\n• Andel trygga uppgår till minst 9{n} %\n" for n in (1, 2)]  # fmt: skip
    pages = [first, *goals, "Ekonomi\nBudgeten är i balans.\n"]
    foot = "\nNorrbro stadsdelsnämnd Verksamhetsplan 2027\nSid {n} (4)\n"
    text = "\f".join(page + foot.format(n=n) for n, page in enumerate(pages, 1))
    found = read_bytes(text.encode(), "plan.txt")
    assert [goal.text for goal in found.goals[2:]] == ["Lokal 1 är trygg", "Lokal 2 är trygg"]
