"""A themed follow-up as a document: own words, passages with board and date, who was silent."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.publishing.exports.markdown import as_markdown
from tertial.publishing.exports.word import as_word
from tertial.publishing.rules.document import Listing, Note, Paragraph, Style, Table, plain
from tertial.publishing.rules.of_plan import Edition
from tertial.publishing.rules.of_theme import document_of_theme
from tertial.publishing.rules.prose import blocks_of
from tests.exploring import examples

COUNTS = {"asked": 25, "answered": 22, "declined": 1, "silent": 2, "same": 3}


def passage(text="Vi besökte 11 företag.", unit="Sjöhagens stadsdelsnämnd", label=""):
    return {"text": text, "label": label, "unit": unit, "date": "2026-09-14"}


def data(**over):
    area = {
        "number": "1",
        "title": "Service",
        "summary": "Det går **bättre**.",
        "headings": [{"title": "Snabbare", "passages": [passage(label="Uppdatering T2")]}, {"title": "Tom", "passages": []}],
        "passages": [passage("- Ett\n- Två", "Kulturnämnden")],
        "answers": [],
    }  # fmt: skip
    return {
        "schema": "tertial.theme/1",
        "title": "Uppföljning",
        "period": "2026T2",
        "text": "",
        "summary": "Kort sagt.",
        "counts": COUNTS,
        "areas": [area],
        "silent": {"silent": ["Ormvik"], "declined": [{"unit": "Tillsyn", "reason": "Inga\nföretag."}], "same": ["Miljö"]},
        "before": {"period": "2026T1", "counts": COUNTS | {"answered": 24}, "new": [], "gone": ["Ormvik"]},
    } | over  # fmt: skip


def test_the_sections_stand_in_order():
    made = document_of_theme(data(), Edition("Ekstad", "Utkast 2026-10-01"))
    assert [each.heading for each in made.sections] == [
        "Sammanfattning",
        "1. Service",
        "Snabbare",
        "Vilka som har svarat",
    ]
    assert (made.cover.title, made.cover.city, made.cover.edition) == ("Uppföljning", "Ekstad", "Utkast 2026-10-01")  # fmt: skip


def test_every_passage_keeps_its_board_label_and_date():
    made = document_of_theme(data(), Edition())
    small = [plain(b.words) for s in made.sections for b in s.blocks if isinstance(b, Paragraph) and b.style is Style.SMALL]  # fmt: skip
    assert "– Kulturnämnden, 2026-09-14" in small
    assert "– Sjöhagens stadsdelsnämnd, Uppdatering T2, 2026-09-14" in small


def test_who_was_silent_and_the_round_before():
    last = document_of_theme(data(), Edition()).sections[-1]
    said = " ".join(plain(each.words) for each in last.blocks if isinstance(each, Paragraph))
    assert "Ormvik." in said and "Miljö." in said and "Jämfört med T1 2026" in said
    listing = next(each for each in last.blocks if isinstance(each, Listing))
    assert plain(listing.items[0].words) == "Tillsyn: Inga företag."
    table = next(each for each in last.blocks if isinstance(each, Table))
    assert [[plain(cell) for cell in row.cells] for row in table.rows][1] == ["Har svarat", "24", "22"]


@pytest.mark.parametrize(
    ("over", "headings"),
    [
        ({"silent": None, "before": None}, ["Sammanfattning", "1. Service", "Snabbare"]),
        ({"areas": []}, ["Sammanfattning", "Vilka som har svarat"]),
    ],
)
def test_what_is_left_out(over, headings):
    assert [each.heading for each in document_of_theme(data(**over), Edition()).sections] == headings


def test_an_empty_area_says_so_and_all_answers_can_come_last():
    question = {
        "number": "1.1",
        "question": "Hur går det?",
        "said": [{"unit": "Miljö", "date": "2026-09-01", "text": "Bra."}],
    }
    empty = {
        "number": "2",
        "title": "Plats",
        "summary": "",
        "headings": [],
        "passages": [],
        "answers": [question],
    }
    made = document_of_theme(data(areas=[empty], silent=None), Edition())
    assert isinstance(made.sections[1].blocks[0], Note)
    assert [each.heading for each in made.sections[2:]] == ["Svaren i sin helhet", "1.1. Hur går det?"]
    assert "Miljö, 2026-09-01" in as_markdown(made)


@settings(max_examples=examples(60))
@given(st.text(max_size=200))
def test_no_word_is_lost_whatever_is_written(text):
    said = "".join(
        "".join(plain(item.words) for item in block.items)
        if isinstance(block, Listing)
        else plain(block.words)  # type: ignore[union-attr]
        for block in blocks_of(text)
    )
    assert {c for c in text if c.isalnum()} == {c for c in said if c.isalnum()}


@settings(max_examples=examples(15))
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_becomes_files(text):
    made = document_of_theme(data(summary=text, areas=[]), Edition())
    assert as_markdown(made)
    assert as_word(made).startswith(b"PK")


def test_a_pasted_table_and_lists_under_lists_stay_what_they_are():
    text = "Så här:\n\n| Nämnd | Antal |\n| --- | --- |\n| Kultur | 12 |\n\n1. ett\n   - under\n2. två"
    _first, table, listing = blocks_of(text)
    assert isinstance(table, Table) and [plain(cell) for cell in table.rows[0].cells] == ["Kultur", "12"]
    assert (
        isinstance(listing, Listing) and listing.ordered and plain(listing.items[0].below[0].words) == "under"
    )
    made = document_of_theme(data(summary=text), Edition())
    assert "| Kultur | 12 |" in as_markdown(made) and as_word(made).startswith(b"PK")
