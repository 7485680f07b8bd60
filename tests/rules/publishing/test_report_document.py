"""A signed report as a document: verdicts, words, figures, what was written the time before, who signed."""

from typing import Any

from tertial.publishing.exports.plain import as_text
from tertial.publishing.rules.document import Figure, Note, Paragraph, Photo, Section, Table, plain
from tertial.publishing.rules.frozen import document_of
from tertial.publishing.rules.of_plan import Edition
from tests.rules.publishing.test_bad_input import png


def row(kind: str, **more: Any) -> dict[str, Any]:
    base = {
        "id": f"mal|{kind}|g1",
        "kind": kind,
        "label": f"¤{kind}",
        "shown": "",
        "content": {},
        "text": "",
        "comment": "",
        "is_same": False,
    }
    return base | more


def part(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    base = {
        "title": "¤Målet",
        "number": "1.1",
        "goal": "g1",
        "exempt": "",
        "rows": list(rows),
        "attachments": [],
    }
    return base | more


def data(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "schema": "tertial.published-report/1",
        "report": {
            "round": {"title": "¤Tertialrapport 2"},
            "unit": {"name": "¤Strands nämnd"},
            "below": {"handed_in": 2, "asked": 3},
            "parts": list(parts),
        },
        "sha256": "0" * 64,
        "signed": {
            "number": 1,
            "by": "¤Siv",
            "day": "2026-09-30",
            "decision": "§ 12",
            "frozen_by": "¤Kansliet",
            "frozen_day": "2026-10-09",
        },
        "before": {"title": "¤Tertialrapport 1", "texts": {"mal|text|g1": "¤Så var det då."}},
    } | more


JUDGED = row(
    "judgement", label="1.1 ¤Målet", shown="Uppfylls delvis", content={"light": "partly"}, comment="¤Nästan."
)
WRITTEN = row(
    "text",
    label="¤Analys",
    text="**¤Viktigt** om:\n\n- ett\n- två",
    quotes=[{"unit": "¤Hemtjänsten", "text": "¤Vi hann."}],
)
COUNTED = row(
    "value",
    label="¤Andel nöjda",
    shown="82 %",
    measure="m1",
    target="minst 85 %",
    light="not",
    previous="80.5000",
    coverage={"in": 2, "of": 3},
    comment="¤Därför.",
)
DONE = row("items", label="¤Bygga ut", content={"status": "late"})
CHOSEN = row("choice", label="¤Håller budgeten?", shown="Ja")


def test_a_report_says_everything_that_was_signed() -> None:
    found = document_of(data(part(JUDGED, WRITTEN, COUNTED, DONE, CHOSEN)), Edition("¤Ekstad", "Version 1"))
    said = as_text(found)
    for words in (
        "¤Nästan.",
        "¤Viktigt om:",
        "• ett",
        "¤Hemtjänsten: ¤Vi hann.",
        "¤Andel nöjda\t80,5\t82 %\tminst 85 %\tUppfylls inte",
    ):
        assert words in said
    for words in (
        "2 av 3 enheter. ¤Därför.",
        "¤Bygga ut\tFörsenad",
        "¤Håller budgeten? Ja",
        "Bygger på rapporter från 2 av 3 enheter.",
    ):
        assert words in said
    assert found.cover.edition == "Version 1, beslut § 12"
    assert [(each.name, each.role) for each in found.signatures] == [
        ("¤Siv", "Signerad 2026-09-30"),
        ("¤Kansliet", "Fastställd 2026-10-09"),
    ]


def sections(*parts: dict[str, Any], **more: Any) -> tuple[Section, ...]:
    return document_of(data(*parts, **more), Edition()).sections


def test_the_verdicts_come_first_as_a_figure_that_says_the_same_in_words() -> None:
    first = sections(part(JUDGED))[0]
    (figure,) = [block for block in first.blocks if isinstance(block, Figure)]
    assert figure.summary == "1 totalt: uppfylls delvis 1."
    (table,) = [block for block in first.blocks if isinstance(block, Table)]
    assert [plain(cell) for cell in table.rows[0].cells] == ["1.1 ¤Målet", "Uppfylls delvis"]


def test_what_was_written_the_time_before_stands_beside() -> None:
    said = [
        plain(block.words) for block in sections(part(WRITTEN))[-1].blocks if isinstance(block, Paragraph)
    ]
    assert said[-2:] == ["Så stod det i ¤Tertialrapport 1", "¤Så var det då."]


def test_nothing_new_is_said_once() -> None:
    same = row("text", text="¤Så var det då.", is_same=True)
    said = [plain(block.words) for block in sections(part(same))[-1].blocks if isinstance(block, Paragraph)]
    assert said == ["¤text", "¤Så var det då.", "Inget nytt sedan förra rapporten."]


def test_a_column_without_any_figure_is_left_out() -> None:
    (table,) = [
        block for block in sections(part(COUNTED | {"previous": None}))[-1].blocks if isinstance(block, Table)
    ]
    assert [column.title for column in table.columns] == ["Indikator", "Utfall", "Årsmål", "Bedömning"]


def test_attached_pictures_are_shown_and_other_files_named() -> None:
    files = [{"name": "karta.png", "sha256": "a"}, {"name": "tabell.xlsx", "sha256": "b"}]
    kept = {"a": png(20, 10)}
    found = document_of(data(part(attachments=files)), Edition(picture=kept.get))
    assert [type(block) for block in found.sections[-1].blocks] == [Paragraph, Photo]
    assert [each.title for each in found.appendices] == ["karta.png", "tabell.xlsx"]
    gone = document_of(data(part(attachments=files)), Edition())
    assert isinstance(gone.sections[-1].blocks[-1], Note)


def test_a_report_without_words_is_still_a_document() -> None:
    (only,) = sections(part(goal="", number=""), below={})[-1:]
    assert "Inget har skrivits" in plain(only.blocks[0].words)  # type: ignore[union-attr]
    assert as_text(document_of(data(), Edition()))


def test_figures_lead_to_where_they_are_explained() -> None:
    edition = Edition(link=lambda kind, key: f"https://x.example/{kind}/{key}")
    found = document_of(data(part(JUDGED, COUNTED)), edition).sections[-1]
    assert found.link == "https://x.example/goal/g1"
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    assert {cell[0].link for cell in table.rows[0].cells if cell[0].link} == {
        "https://x.example/measure/m1",
        "https://x.example/value/m1",
    }


def test_the_goals_are_told_by_what_they_contribute_to_with_their_verdicts() -> None:
    made = document_of(data(part(JUDGED), tags={"g1": ["equality", "agenda-5"]}), Edition())
    said = as_text(made)
    line = "Mål 1.1: ¤Målet. Bedömning: Uppfylls delvis."
    assert "Särskilda redovisningar" in said
    assert said.index("Globalt mål 5") < said.index("Jämställdhet")
    assert said.count(line) == 2
    assert "Särskilda redovisningar" not in as_text(document_of(data(part(JUDGED)), Edition()))
