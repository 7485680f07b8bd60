"""What Word's users do to a plan: merged cells, nested lists, tracked changes, boxes, notes, fields, controls."""

from datetime import date

import pytest

from tertial.intake.importers.opening import open_document
from tertial.planning.importers.opening import read_bytes
from tertial.planning.rules.draft import Indicator, PlanDraft
from tests.plans.word_parts import STRICT, cell, listed, numbers, p, row, run, table, word

COUNCIL = p("KF:s mål för verksamhetsområdet:") + p("1.1. Barn får en god start", style="Rubrik2")
BOARD = COUNCIL + p("Nämndmål:") + p("1.1.1. Förskolorna är trygga", style="Rubrik3")
HEAD = ("Indikator", "Årsmål", "KF:s årsmål", "Periodicitet")
DATES = ("Aktivitet", "Startdatum", "Slutdatum")
FIRST = ("Andel nöjda", "80 %", "85 %", "År")


def lines(body: str, **parts: object) -> list[str]:
    """The body's lines as they are read."""
    return [line.text for line in open_document(word(body, **parts)).lines]  # type: ignore[arg-type]


def read(body: str, **parts: object) -> PlanDraft:
    return read_bytes(word(body, **parts), "plan.docx")  # type: ignore[arg-type]


def cells_of(row: Indicator) -> tuple[str, str | None, str | None, str | None]:
    target, council = (each.text if each else None for each in (row.target, row.council_target))
    return row.name, target, council, row.periodicity


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        pytest.param(
            [HEAD, FIRST, row(cell("Andel trygga"), cell("90 %", span=2), "Tertial")],
            [("Andel nöjda", "80 %", "85 %", "year"), ("Andel trygga", "90 %", None, "tertial")],
            id="cells merged sideways",
        ),
        pytest.param(
            [
                HEAD,
                row("Andel nöjda", "80 %", "85 %", cell("Tertial", merge="restart")),
                row("Andel trygga", "90 %", "95 %", cell(merge="continue")),
            ],
            [("Andel nöjda", "80 %", "85 %", "tertial"), ("Andel trygga", "90 %", "95 %", "tertial")],
            id="one periodicity for several rows",
        ),
        pytest.param(
            [
                HEAD,
                row("Andel nöjda", "80 %", cell("Tas fram av nämnd", merge="restart"), "År"),
                row("Andel trygga", "90 %", cell(merge="continue"), "År"),
            ],
            [
                ("Andel nöjda", "80 %", "Tas fram av nämnd", "year"),
                ("Andel trygga", "90 %", "Tas fram av nämnd", "year"),
            ],
            id="one council target for several rows",
        ),
        pytest.param(
            [
                row(cell("Indikator", merge="restart"), cell("Mål", span=2), cell("Periodicitet", merge="restart")),
                row(cell(merge="continue"), "Årsmål", "KF:s årsmål", cell(merge="continue")),
                FIRST,
            ],
            [("Andel nöjda", "80 %", "85 %", "year")],
            id="a head in two rows",
        ),
        pytest.param(
            [("", *HEAD), ("", *FIRST)],
            [("Andel nöjda", "80 %", "85 %", "year")],
            id="an empty column first",
        ),
        pytest.param(
            [HEAD, FIRST, row(cell("Kommentar", "Mäts i maj.", span=4))],
            [("Andel nöjda", "80 %", "85 %", "year")],
            id="a comment over all columns",
        ),
        pytest.param(
            [HEAD, row(cell("Andel", "nöjda"), "80 %", "85 %", "År")],
            [("Andel nöjda", "80 %", "85 %", "year")],
            id="a name in two paragraphs",
        ),
        pytest.param(
            [
                HEAD,
                row(*FIRST, properties='<w:del w:id="1" w:author="A"/>').replace("w:t ", "w:delText ").replace("/w:t>", "/w:delText>"),
                row("Andel trygga", "90 %", "95 %", "År", properties='<w:ins w:id="2" w:author="A"/>'),
            ],
            [("Andel trygga", "90 %", "95 %", "year")],
            id="a row deleted and one inserted",
        ),
        pytest.param(
            [HEAD, f"<w:sdt><w:sdtContent>{row(*FIRST)}</w:sdtContent></w:sdt>"],
            [("Andel nöjda", "80 %", "85 %", "year")],
            id="a row in a content control",
        ),
        pytest.param(
            [HEAD, row("Andel nöjda", "<w:sdt><w:sdtContent>" + cell("80 %") + "</w:sdtContent></w:sdt>", "85 %", "År")],
            [("Andel nöjda", "80 %", "85 %", "year")],
            id="a cell in a content control",
        ),
    ],
)  # fmt: skip
def test_tables_of_indicators(
    rows: list[str | tuple[str, ...]], wanted: list[tuple[str | None, ...]]
) -> None:
    assert [cells_of(i) for i in read(COUNCIL + table(*rows)).indicators] == wanted


def test_a_sign_typed_as_a_symbol_marks_its_row() -> None:
    sign = '<w:r><w:sym w:font="Webdings" w:char="F080"/></w:r>'
    found = read(COUNCIL + table(HEAD, row(cell(p(sign, " Andel nöjda")), "80 %", "85 %", "År"))).indicators
    assert [(i.name, i.marked) for i in found] == [("Andel nöjda", True)]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [("Aktivitet", "Ansvarig", "Startdatum", "Slutdatum"), ("Utbilda alla", "Chefen", "2024-01-01", "2024-12-31")],
            id="a column between",
        ),
        pytest.param([DATES, row(cell("Utbilda", "alla"), "2024-01-01", "2024-12-31")], id="two paragraphs"),
        pytest.param(
            [DATES, row("Utbilda alla", cell(p("<w:sdt><w:sdtContent>" + run("2024-01-01") + "</w:sdtContent></w:sdt>")), "2024-12-31")],
            id="a date picker",
        ),
        pytest.param(
            [DATES, row(cell(p("Utbilda ", '<w:ins w:id="1">' + run("alla") + "</w:ins>", '<w:del w:id="2"><w:r><w:delText>några</w:delText></w:r></w:del>')), "2024-01-01", "2024-12-31")],
            id="tracked words",
        ),
        pytest.param(
            [row(cell("Aktiviteter", span=3)), DATES, ("Utbilda alla", "2024-01-01", "2024-12-31")],
            id="a title over the head",
        ),
    ],
)  # fmt: skip
def test_tables_of_activities(rows: list[str | tuple[str, ...]]) -> None:
    found = read(BOARD + table(*rows)).activities
    assert [(a.text, a.start, a.end) for a in found] == [
        ("Utbilda alla", date(2024, 1, 1), date(2024, 12, 31))
    ]


def test_dates_merged_downwards_hold_for_all_their_rows() -> None:
    rows = (
        DATES,
        row("Utbilda alla", cell("2024-01-01", merge="restart"), cell("2024-12-31", merge="restart")),
        row("Anställa fler", cell(merge="continue"), cell(merge="continue")),
    )
    found = read(BOARD + table(*rows)).activities
    assert [(a.text, a.start) for a in found] == [
        ("Utbilda alla", date(2024, 1, 1)),
        ("Anställa fler", date(2024, 1, 1)),
    ]


def test_a_table_that_only_sets_out_the_page_is_no_table() -> None:
    inner = table(HEAD, FIRST)
    frame = f"<w:tbl><w:tr><w:tc><w:tcPr/>{BOARD}{inner}{p('')}</w:tc></w:tr></w:tbl>"
    draft = read(frame)
    assert [g.number for g in draft.goals] == ["1.1", "1.1.1"]
    assert [cells_of(i) for i in draft.indicators] == [("Andel nöjda", "80 %", "85 %", "year")]


def test_tables_of_money_with_merged_heads() -> None:
    head = [
        row(cell("Verksamhetsområde (Mnkr)", merge="restart"), cell("Budget 2024", span=3), "Budget 2023"),
        row(cell(merge="continue"), "kostnader", "intäkter", "netto", "netto"),
    ]
    body = table(*head, ("Förskola", "10,0", "-2,0", "8,0", "7,5"), ("Summa", "10,0", "-2,0", "8,0", "7,5"))
    found = read(COUNCIL + p("Ekonomi", style="Rubrik1") + body).tables
    assert [(t.unit, t.columns, [r.values for r in t.rows]) for t in found] == [
        (
            "mnkr",
            ("Budget 2024 kostnader", "Budget 2024 intäkter", "Budget 2024 netto", "Budget 2023 netto"),
            [(10.0, -2.0, 8.0, 7.5), (10.0, -2.0, 8.0, 7.5)],
        )
    ]


GOALS = [("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")]


def test_headings_that_word_numbers_itself() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Mål{n + 1}"><w:name w:val="heading {n + 1}"/><w:pPr><w:numPr>'
        + (f'<w:ilvl w:val="{n}"/>' if n else "")
        + '<w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
        for n in range(3)
    )
    body = (
        p("KF:s inriktningsmål:") + p("En stad för alla", style="Mål1")
        + p("KF:s mål för verksamhetsområdet:") + p("Barn får en god start", style="Mål2")
        + p("Nämndmål:") + p("Förskolorna är trygga", style="Mål3")
        + p("Nämndmål:") + p("Skolvägarna är säkra", style="Mål3")
        + p("KF:s mål för verksamhetsområdet:") + p("Äldre har det bra", style="Mål2")
        + p("Nämndmål:") + p("Omsorgen är nära", style="Mål3")
    )  # fmt: skip
    draft = read(body, styles=styles, numbering=numbers(GOALS, number=5))
    assert [(g.number, g.text) for g in draft.goals] == [
        ("1", "En stad för alla"),
        ("1.1", "Barn får en god start"),
        ("1.1.1", "Förskolorna är trygga"),
        ("1.1.2", "Skolvägarna är säkra"),
        ("1.2", "Äldre har det bra"),
        ("1.2.1", "Omsorgen är nära"),
    ]
    assert not draft.remarks or {r.code for r in draft.remarks} <= {"READ-16"}


NESTED = [("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3."), ("bullet", "o")]


def test_nested_lists_count_and_count_again() -> None:
    body = "".join(
        listed(text, level=level)
        for text, level in (("A", 0), ("B", 1), ("C", 1), ("D", 2), ("E", 3), ("F", 0), ("G", 1))
    )
    assert lines(body, numbering=numbers(NESTED)) == ["1. A", "a) B", "b) C", "i. D", "• E", "2. F", "a) G"]


def test_a_list_goes_on_or_starts_where_it_says() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
    numbering = numbers([("decimal", "%1.")]) + (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="3"><w:abstractNumId w:val="0"/>{again}</w:num>'
    )
    body = listed("A") + listed("B", 2) + listed("C", 3) + listed("D", 3)
    assert lines(body, numbering=numbering) == ["1. A", "2. B", "4. C", "5. D"]


def test_nested_bullets_are_points() -> None:
    bullets = numbers([("bullet", "\uf0b7"), ("bullet", "o")])
    body = (
        BOARD + p("Beskrivning") + p("Förskolan") + listed("Barn leker ute.") + listed("Varje dag.", level=1)
    )
    found = read(body, numbering=bullets).goals[-1].description
    assert [(g.group, g.points) for g in found] == [("Förskolan", ("Barn leker ute.", "Varje dag."))]


CHANGED = {
    "inserted": '<w:ins w:id="1" w:author="A">' + run("ny ") + "</w:ins>",
    "deleted": '<w:del w:id="1"><w:r><w:delText>gammal </w:delText></w:r></w:del>',
    "moved away": '<w:moveFrom w:id="1">' + run("flyttad ") + "</w:moveFrom>",
    "moved here": '<w:moveTo w:id="1">' + run("ny ") + "</w:moveTo>",
    "hidden": run("gömd ", "<w:vanish/>"),
    "not hidden": run("ny ", '<w:vanish w:val="0"/>'),
    "field": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("ny ") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "simple field": '<w:fldSimple w:instr="REF x">' + run("ny ") + "</w:fldSimple>",
    "link": "<w:hyperlink>" + run("ny ") + "</w:hyperlink>",
    "control": "<w:sdt><w:sdtContent>" + run("ny ") + "</w:sdtContent></w:sdt>",
    "footnote": '<w:r><w:footnoteReference w:id="2"/></w:r>',
    "soft hyphen": '<w:r><w:t xml:space="preserve">n</w:t><w:softHyphen/><w:t xml:space="preserve">y </w:t></w:r>',
    "comment mark": '<w:commentRangeStart w:id="0"/><w:commentRangeEnd w:id="0"/>',
}  # fmt: skip


@pytest.mark.parametrize("kind", CHANGED)
def test_words_inside_a_sentence(kind: str) -> None:
    gone = kind in ("deleted", "moved away", "hidden", "footnote", "comment mark")
    whole = "En rad." if gone else "En ny rad."
    assert lines(p("En ", CHANGED[kind], "rad.")) == [whole]


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() -> None:
    first = p("En rad som ", properties='<w:rPr><w:del w:id="1"/></w:rPr>')
    assert lines(first + p("går vidare.")) == ["En rad som går vidare."]


def test_tracked_changes_are_told() -> None:
    assert [r.code for r in read(BOARD + p("En ", CHANGED["deleted"], "rad.")).remarks] == ["READ-07"]


def test_notes_are_told_with_their_words() -> None:
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("Mäts vartannat år.")}</w:footnote></w:footnotes>'
    )
    remarks = read(BOARD + p("En", CHANGED["footnote"], " rad."), more={"word/footnotes.xml": notes}).remarks
    assert [(r.code, [e.text for e in r.evidence]) for r in remarks] == [("READ-08", ["Mäts vartannat år."])]


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = BOX.format(p("I rutan."), p("I rutan."))
    assert lines(p("Före ", box, "efter.")) == ["Före efter.", "I rutan."]


def test_a_text_box_in_a_cell_is_read_once() -> None:
    box = BOX.format(p("♀"), p("♀"))
    found = read(COUNCIL + table(HEAD, row(cell(p(box, "Andel nöjda")), "80 %", "85 %", "År"))).indicators
    assert [i.name.replace("♀", "").strip() for i in found] == ["Andel nöjda"]


def test_text_boxes_in_many_cells_are_read_once() -> None:
    """What tells a box's paragraphs from the cell's must hold however often memory is used again."""
    box = BOX.format(p("Andel"), p("Andel"))
    rows = [row(cell(p(f"nöjda {n}", box)), "80 %", "85 %", "År") for n in range(300)]
    found = read(COUNCIL + table(HEAD, *rows)).indicators
    assert [i.name for i in found] == [f"nöjda {n} Andel" for n in range(300)]


def test_heads_and_feet_of_pages_are_no_text() -> None:
    head = f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{p("Sid 1 (9)")}</w:hdr>'
    assert lines(p("Text."), more={"word/header1.xml": head}) == ["Text."]


def test_the_strict_kind_of_file_is_read_too() -> None:
    assert [line.text for line in open_document(word(p("Text."), space=STRICT)).lines] == ["Text."]


def test_a_contents_list_made_by_a_field() -> None:
    entries = [("1.1 Barn får en god start", 3), ("1.2 Äldre har det bra", 7), ("Ekonomi", 9)]
    styles = '<w:style w:type="paragraph" w:styleId="Innehll2"><w:name w:val="toc 2"/></w:style>'
    toc = "".join(
        p(
            "<w:hyperlink>" + run(title) + "<w:r><w:tab/></w:r>" + run(str(page)) + "</w:hyperlink>",
            style="Innehll2",
        )
        for title, page in entries
    )
    draft = read(p("Innehåll") + f"<w:sdt><w:sdtContent>{toc}</w:sdtContent></w:sdt>" + BOARD, styles=styles)
    assert [(c.number, c.title) for c in draft.contents] == [
        ("1.1", "Barn får en god start"),
        ("1.2", "Äldre har det bra"),
        (None, "Ekonomi"),
    ]
    assert [g.number for g in draft.goals] == ["1.1", "1.1.1"]


def test_a_contents_list_made_by_hand_is_no_headings() -> None:
    tab = "<w:r><w:tab/></w:r>"
    entries = [("Inledning", "5"), ("1.1. Barn får en god start", "6"), ("Ekonomi", "9")]
    body = p("Innehållsförteckning") + "".join(p(run(title), tab, run(page)) for title, page in entries)
    text = p("Inledning") + p("Nämnden arbetar för alla.") + COUNCIL + p("Texten fortsätter.") + p("Ekonomi")
    draft = read(f"{body}{text}{p('Budgeten är i balans.')}")
    assert [(c.title, c.page) for c in draft.contents] == [
        ("Inledning", 5),
        ("Barn får en god start", 6),
        ("Ekonomi", 9),
    ]
    assert [s.title for s in draft.sections] == ["Inledning", "Barn får en god start", "Ekonomi"]
