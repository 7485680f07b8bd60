"""Word forms that are broken in every way chance finds: a clear refusal or an answer to every question, never a fault."""

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tertial.intake.importers.sources.unreadable import UnreadableError
from tertial.reporting.exports.word_form import as_word
from tertial.reporting.importers.filled.reader import read_filled
from tertial.reporting.rules.filled_text import filled_as_text, filled_to_json
from tertial.reporting.rules.paper import Earlier, Paper
from tests.answers.by_hand import DOCUMENT, W, changed
from tests.answers.form import FORM
from tests.exploring import examples

WHOLE = as_word(
    Paper(
        FORM,
        "2026T2",
        "Kulturnämnden",
        head={"unit": "Kulturnämnden"},
        earlier={"1.1": Earlier("T1 2026", "Förr.")},
        answers={"1.1": "Text.\n\n- a\n- b", "3.2": "Mer text"},
    )
)
QUESTIONS = len(list(FORM.questions()))


def read(data: bytes) -> None:
    try:
        filled = read_filled(data, FORM)
    except UnreadableError as error:
        assert str(error).endswith(".")
        return
    assert len(filled.answers) == QUESTIONS
    filled_to_json(filled)
    filled_as_text(filled, FORM)


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=12))
@settings(max_examples=examples(80))
def test_bytes_that_are_wrong(at: int, wrong: bytes) -> None:
    read(WHOLE[:at] + wrong + WHOLE[at + len(wrong) :])


@given(st.integers(0, len(WHOLE)))
@settings(max_examples=examples(40))
def test_a_file_that_was_cut_short(length: int) -> None:
    read(WHOLE[:length])


DEEDS = st.tuples(
    st.sampled_from(["drop", "unwrap", "copy", "move", "empty", "rename", "text"]),
    st.integers(0, 5000),
    st.integers(0, 5000),
)


@given(st.lists(DEEDS, max_size=12), st.booleans())
@settings(max_examples=examples(150))
def test_elements_taken_away_copied_and_moved(deeds: list[tuple[str, int, int]], dropped: bool) -> None:
    def change(root: Any) -> None:
        for deed, first, second in deeds:
            found = list(root.iter())[1:]
            if len(found) > 2:
                _do(deed, found[first % len(found)], found[second % len(found)])

    read(changed(WHOLE, change, without=["docProps/custom.xml", "word/styles.xml"] if dropped else ()))


def _do(deed: str, one: Any, other: Any) -> None:
    above = one.getparent()
    if above is None:
        return
    if deed == "drop":
        above.remove(one)
    elif deed == "unwrap":
        for each in list(one):
            above.insert(above.index(one), each)
        above.remove(one)
    elif deed == "copy":
        other.append(etree.fromstring(etree.tostring(one)))
    elif deed == "move" and other not in list(one.iter()):
        other.append(one)
    elif deed == "empty":
        one.clear()
    elif deed == "rename":
        one.tag = other.tag
    elif deed == "text":
        one.text = "¤<&]]>"[: len(one.tag) % 6]


def _zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


OPEN = f'<w:document xmlns:w="{W[1:-1]}"><w:body>'.encode()
DEEP = 3000


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(_zipped(word__document_xml=OPEN + b" " * 90_000_000), "orimligt", id="a zip bomb"),
        pytest.param(
            _zipped(word__document_xml=b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + OPEN), "entiteter", id="entities"
        ),
        pytest.param(_zipped(xl__workbook_xml=b"<a/>"), "inget Word-dokument", id="a workbook"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "lösenord", id="encrypted, as Word does it"),
        pytest.param(
            _zipped(word__document_xml=OPEN + b"</w:body></w:document>"), "ingen text", id="nothing in it"
        ),
    ],
)
def test_files_that_nobody_should_read(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read_filled(data, FORM)


def test_boxes_in_boxes_without_end() -> None:
    box = b'<w:sdt><w:sdtPr><w:tag w:val="tertial:answer:1.1"/></w:sdtPr><w:sdtContent>'
    end = b"</w:sdtContent></w:sdt>"
    read(_zipped(word__document_xml=OPEN + box * 200 + b"<w:p/>" + end * 200 + b"</w:body></w:document>"))
    read(_zipped(word__document_xml=OPEN + box * DEEP))


def test_a_box_for_a_question_that_is_not_asked_is_nobodys() -> None:
    def change(root: Any) -> None:
        for each in root.iter(f"{W}tag"):
            each.set(f"{W}val", f"{each.get(f'{W}val')}x")

    assert DOCUMENT in zipfile.ZipFile(io.BytesIO(WHOLE)).namelist()
    read(changed(WHOLE, change))
