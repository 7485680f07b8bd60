"""The Word form there and back: exactly what stands in its boxes, and as well as can be where somebody broke it."""

import io
import re
import zipfile
from typing import Any

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from tertial.intake.importers.sources.word import open_word
from tertial.reporting.exports.word_form import as_word
from tertial.reporting.importers.filled.reader import read_filled
from tertial.reporting.rules.filled import FilledForm
from tertial.reporting.rules.forms import Choice, Form, FormKind, Question, QuestionKind, Section
from tertial.reporting.rules.paper import Box, Earlier, Paper, settled, tag
from tests.answers.by_hand import (
    W,
    all_boxes_away,
    box,
    boxes,
    changed,
    para,
    tag_of,
    take_away,
    tick,
    write,
    write_after,
)
from tests.answers.form import FORM
from tests.exploring import examples

HEAD = {
    "unit": "Kulturnämnden",
    "contact": "Maja Lindahl",
    "phone": "012-345",
    "email": "maja@ekstad.example",
}
BEFORE = {"1.1": Earlier("T1 2026", "Vi träffade företagen i mars.\n\n- Tolv besök\n- Två frukostar")}
PAPER = Paper(FORM, "2026T2", "Kulturnämnden", "kultur", "foretag-2026-t2", "11 september 2026", HEAD, BEFORE)
QUESTIONS = [question.key for _, question in FORM.questions()]
PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "- ",
                "\n",
                "\n\n",
                "  - ",
                "• ",
                "o ",
                "\t",
                "Ett ord.",
                "1. ",
                "* ",
                "\u2003",
                "\xa0",
                "|",
                "# ",
            ),
            *("\x0b", "\u2028", "é", "e\u0301", "😀", "ﬁ", "\u202e", "</w:t>", "&amp;", "\ufffe", "\x00"),
            *("Uppdatering T2\n", "Ert svar\n", "☒ Inget nytt sedan T1 2026\n"),
            *(f"{question.text}\n" for question in FORM.sections[0].questions),
            *(f"{section.number}. {section.title}\n" for section in FORM.sections),
        ]
    ),
    max_size=16,
).map("".join)
ANSWERS = st.dictionaries(st.sampled_from(QUESTIONS), st.one_of(st.text(max_size=120), PIECES), max_size=6)


def read(paper: Paper = PAPER, *changes: Any, **more: Any) -> FilledForm:
    return read_filled(changed(as_word(paper), *changes, **more), FORM)


def answer(filled: FilledForm, key: str) -> str | None:
    found = filled.answer(key)
    assert found is not None
    return found.whole


@given(ANSWERS)
@example({"1.1": FORM.sections[0].questions[1].text})
@example({"1.1": "Första.\n\nAndra.\n\n- a\n  - b\n- c\n\nTredje\nrad"})
@example({"1.2": "Uppdatering T2\n\nNytt.", "other": "  \n "})
@settings(max_examples=examples(150))
def test_what_is_written_is_what_is_read(answers: dict[str, str]) -> None:
    filled = read_filled(as_word(Paper(FORM, "2026T2", head=HEAD, answers=answers)), FORM)
    for key in QUESTIONS:
        wanted = settled(answers.get(key, ""))
        if re.sub(r"\W", "", wanted).casefold() == re.sub(r"\W", "", FORM.placeholder).casefold():
            continue
        assert (answer(filled, key) or "") == (wanted if re.search(r"\S", wanted) else "")
    assert filled.remarks == ()
    assert filled.head == HEAD
    assert filled.period == "2026T2"


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40), max_size=6))
@settings(max_examples=examples(60))
def test_what_a_person_types_is_what_is_read(lines: list[str]) -> None:
    """Paragraphs as Word stores them, however strange, come back as those paragraphs."""
    sound = [line.replace("\ufffe", "").replace("\uffff", "") for line in lines]
    filled = read(PAPER, write(tag(Box.ANSWER, "1.2"), *(para(line) for line in sound)))
    assert (answer(filled, "1.2") or "") == settled("\n\n".join(line.strip() for line in sound))
    assert answer(filled, "1.1") is None and answer(filled, "2.1") is None


def test_a_blank_form_has_no_answers_and_no_remarks() -> None:
    filled = read()
    assert not any(each.answered for each in filled.answers)
    assert filled.remarks == ()
    assert (filled.round_key, filled.unit_key, filled.declines) == ("foretag-2026-t2", "kultur", None)


def test_paragraphs_lists_updates_and_ticks() -> None:
    filled = read(
        PAPER,
        write(
            tag(Box.ANSWER, "1.2"), "Inledning.", para("Ett", bullet=True), para("Två", bullet=True), "Slut."
        ),
        write(tag(Box.UPDATE, "1.1"), "Två besök till."),
        write(tag(Box.ANSWER, "2.1"), "Som förut.", "Uppdatering T2", "Ny kontroll."),
        write(tag(Box.HEAD, "phone"), "012-99 99"),
    )
    assert answer(filled, "1.2") == "Inledning.\n\n- Ett\n- Två\n\nSlut."
    added = filled.answer("1.1")
    assert added is not None and added.answered
    assert [(each.label, each.text) for each in added.updates] == [("Uppdatering T2", "Två besök till.")]
    both = filled.answer("2.1")
    assert both is not None and (both.text, [each.text for each in both.updates]) == (
        "Som förut.",
        ["Ny kontroll."],
    )
    assert filled.head["phone"] == "012-99 99"


def test_nothing_new_and_takes_no_part() -> None:
    filled = read(
        PAPER,
        tick(tag(Box.SAME, "1.1")),
        tick(tag(Box.DECLINES)),
        write(tag(Box.REASON), "Vi har inga företag."),
    )
    same = filled.answer("1.1")
    assert same is not None and same.is_same and same.answered and same.text is None
    assert filled.declines == "Vi har inga företag."


def test_choices_come_back_as_their_words() -> None:
    asked = Question(
        "v", "Deltar ni?", QuestionKind.CHOICE, choices=(Choice("ja", "Ja"), Choice("nej", "Nej & nej"))
    )
    form = Form("val", "Val", FormKind.THEMED, sections=(Section("a", "Nuläge", (asked,)),))
    filled = read_filled(as_word(Paper(form, answers={"v": "nej"})), form)
    assert filled.answers[0].text == "Nej & nej"
    assert read_filled(as_word(Paper(form)), form).answers[0].text is None


# --- the file itself ---


def test_only_the_boxes_can_be_changed() -> None:
    """Everything lies in one locked group; every box in it can be filled and not taken away."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(as_word(PAPER))).read("word/document.xml"))
    body = root.find(f"{W}body")
    assert [each.tag for each in body] == [f"{W}sdt", f"{W}sectPr"]
    group = body[0].find(f"{W}sdtPr")
    assert group.find(f"{W}group") is not None
    assert group.find(f"{W}lock").get(f"{W}val") == "contentLocked"
    inside = boxes(root)[1:]
    assert {each.find(f"{W}sdtPr/{W}lock").get(f"{W}val") for each in inside} == {"sdtLocked"}
    tags = [tag_of(each) for each in inside]
    assert len(tags) == len(set(tags))
    assert {tag(Box.ANSWER, key) for key in QUESTIONS} | {tag(Box.HEAD, h.key) for h in FORM.head} <= set(
        tags
    )
    assert tag(Box.SAME, "1.1") in tags and tag(Box.SAME, "1.2") not in tags
    ids = [each.find(f"{W}sdtPr/{W}id").get(f"{W}val") for each in boxes(root)]
    assert len(ids) == len(set(ids))


def test_other_programs_open_it() -> None:
    """python-docx finds the headings, and every style and list that is used is there."""
    document = docx.Document(io.BytesIO(as_word(PAPER)))
    known = {style.style_id for style in document.styles}
    used = {each.get(f"{W}val") for each in document.element.iter(f"{W}pStyle", f"{W}rStyle")}
    assert used <= known
    heads = [p for p in document.element.iter(f"{W}p") if _style(p) in ("Heading1", "Heading2")]
    said = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in heads]
    assert said[:2] == ["1. Växande företag och fler jobb", FORM.sections[0].questions[0].text]
    cells = list(document.element.iter(f"{W}tc"))
    assert cells and all(cell[-1].tag == f"{W}p" for cell in cells)  # Word refuses a cell without one


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return str(found.get(f"{W}val")) if found is not None else ""


def test_the_same_form_is_the_same_file() -> None:
    assert as_word(PAPER) == as_word(PAPER)


# --- broken by hand ---


def test_text_beside_a_box_belongs_to_the_question_it_stands_under() -> None:
    question = FORM.sections[0].questions[1].text
    filled = read(PAPER, write(tag(Box.ANSWER, "1.2"), "I rutan."), write_after(question, "Ovanför rutan."))
    assert answer(filled, "1.2") == "Ovanför rutan.\n\nI rutan."
    assert [(each.code, each.evidence[0].text) for each in filled.remarks] == [("FORM-07", "Ovanför rutan.")]


def test_a_box_taken_away_with_its_text_left() -> None:
    name = tag(Box.ANSWER, "2.2")
    filled = read(PAPER, write(name, "Kortare tider."), take_away(name, keep_text=True))
    assert answer(filled, "2.2") == "Kortare tider."
    assert [each.code for each in filled.remarks] == ["FORM-07"]


def test_a_box_taken_away_with_its_text() -> None:
    filled = read(PAPER, take_away(tag(Box.ANSWER, "2.2")))
    assert answer(filled, "2.2") is None
    assert [each.code for each in filled.remarks] == ["FORM-02"]


def test_an_answer_written_on_in_the_question() -> None:
    def on(root: Any) -> None:
        text = FORM.sections[0].questions[1].text
        found = next(p for p in root.iter(f"{W}p") if "".join(p.itertext()) == text)
        found.find(f".//{W}t").text = f"{text} Vi har anställt tre."

    filled = read(PAPER, on)
    assert answer(filled, "1.2") == "Vi har anställt tre."
    assert "FORM-07" in {each.code for each in filled.remarks}


def test_a_reworded_question_keeps_its_answer() -> None:
    def on(root: Any) -> None:
        text = FORM.sections[1].questions[1].text
        found = next(p for p in root.iter(f"{W}p") if "".join(p.itertext()) == text)
        found.find(f".//{W}t").text = text.replace("handläggningstiderna", "handläggnings-tidrena")

    filled = read(PAPER, on, write(tag(Box.ANSWER, "2.2"), "Kortare."))
    assert answer(filled, "2.2") == "Kortare."
    assert {each.code for each in filled.remarks} == {"FORM-04"}


def test_another_program_that_dropped_what_the_file_is() -> None:
    filled = read(PAPER, write(tag(Box.ANSWER, "1.1"), "Nytt svar."), without=["docProps/custom.xml"])
    assert answer(filled, "1.1") == "Nytt svar."
    assert answer(filled, "1.2") is None
    assert (filled.unit_key, filled.period) == ("", None)


def test_tracked_changes_comments_and_tables_in_a_box() -> None:
    def on(root: Any) -> None:
        content = box(root, tag(Box.ANSWER, "1.2")).find(f"{W}sdtContent")
        content.append(
            etree.fromstring(
                f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t>Kvar </w:t></w:r><w:del><w:r><w:delText>bort</w:delText></w:r></w:del>'
                "<w:moveFrom><w:r><w:t>flyttat</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>nytt</w:t></w:r></w:ins></w:p>"
            )
        )
        content.append(
            etree.fromstring(
                f'<w:tbl xmlns:w="{W[1:-1]}"><w:tr><w:tc><w:p><w:r><w:t>År</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r>'
                "<w:t>Antal</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>2026</w:t></w:r></w:p></w:tc>"
                "<w:tc><w:p><w:r><w:t>11</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
            )
        )

    filled = read(PAPER, write(tag(Box.ANSWER, "1.2"), "Först."), on)
    assert [each.code for each in filled.remarks] == ["READ-07"]
    assert answer(filled, "1.2") == "Först.\n\nKvar nytt\n\n| År | Antal |\n| 2026 | 11 |"


FILLED = (
    write(tag(Box.ANSWER, "1.2"), "Sjutton personer har fått jobb."),
    write(tag(Box.UPDATE, "1.1"), "Ett nytt frukostmöte hölls i augusti."),
    write(tag(Box.ANSWER, "3.1"), "Torget byggs om.", "Handlarna är med."),
)


def _lines(*changes: Any) -> list[str]:
    file = open_word(changed(as_word(PAPER), *changes))
    found = file.read().lines
    return [
        text for line in found for cell in line.cells or (line.text,) for text in cell.split("\n") if text
    ]


def _checked(filled: FilledForm) -> None:
    texts = {each.question: each.text for each in filled.answers if each.answered}
    assert texts == {
        "1.1": "",
        "1.2": "Sjutton personer har fått jobb.",
        "3.1": "Torget byggs om.\n\nHandlarna är med.",
    }
    added = filled.answer("1.1")
    assert added is not None and [each.text for each in added.updates] == [
        "Ett nytt frukostmöte hölls i augusti."
    ]
    assert {key: value for key, value in filled.head.items() if key != "phone"} == {
        key: value for key, value in HEAD.items() if key != "phone"
    }
    assert filled.period == "2026T2"


def test_pasted_into_a_document_of_their_own() -> None:
    _checked(read(PAPER, *FILLED, all_boxes_away, without=["docProps/custom.xml"]))


def test_saved_as_text() -> None:
    _checked(read_filled("\n\n".join(_lines(*FILLED)).encode(), FORM))


def test_saved_as_pdf() -> None:
    out = io.BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(out).build([Paragraph(line.replace("&", "&amp;"), style) for line in _lines(*FILLED)])
    _checked(read_filled(out.getvalue(), FORM))


def test_nothing_new_and_takes_no_part_in_text() -> None:
    lines = _lines(
        tick(tag(Box.SAME, "1.1")), tick(tag(Box.DECLINES)), write(tag(Box.REASON), "Vi har inga företag.")
    )
    filled = read_filled("\n\n".join(lines).encode(), FORM)
    same = filled.answer("1.1")
    assert same is not None and same.is_same and same.text is None
    assert filled.declines == "Vi har inga företag."
    assert not any(each.text for each in filled.answers)


def test_another_form_is_told() -> None:
    other = Form("annat", "Ett annat formulär", sections=FORM.sections, head=FORM.head)
    filled = read_filled(as_word(Paper(other, answers={"1.1": "Text"})), FORM)
    assert [each.code for each in filled.remarks] == ["FORM-01"]
    assert not any(each.answered for each in filled.answers)


def test_macros_are_told_and_not_run() -> None:
    file = io.BytesIO(as_word(Paper(FORM, head=HEAD, answers={"1.1": "Text"})))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\0" * 40)
    filled = read_filled(file.getvalue(), FORM)
    assert [each.code for each in filled.remarks] == ["READ-05"]
    assert answer(filled, "1.1") == "Text"


@pytest.mark.parametrize("width", [30, 60_000])
def test_long_answers(width: int) -> None:
    text = "\n\n".join("Ord " * 12 for _ in range(width // 48 + 1)).strip()
    filled = read(Paper(FORM, head=HEAD, answers={"1.1": text}))
    assert answer(filled, "1.1") == settled(text)
