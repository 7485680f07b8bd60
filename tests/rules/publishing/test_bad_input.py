"""Whatever people have written or attached: a good document, or a clear word about why not."""

import io
import os
import struct
import unicodedata
import zipfile
import zlib

import pytest
from lxml import etree

from tertial.planning.importers.opening import read_bytes
from tertial.planning.rules.draft import PlanDraft, Source
from tertial.publishing.exports.html import as_html
from tertial.publishing.exports.markdown import as_markdown
from tertial.publishing.exports.pdf import as_pdf
from tertial.publishing.exports.plain import as_text
from tertial.publishing.exports.word import as_word
from tertial.publishing.exports.word_template import as_templated
from tertial.publishing.rules.attached import MOST_BYTES, shown
from tertial.publishing.rules.document import (
    Block,
    Column,
    Cover,
    Document,
    Listing,
    Note,
    Paragraph,
    Photo,
    Row,
    Section,
    Table,
    TableKind,
    words,
)
from tertial.publishing.rules.of_plan import document_of_plan
from tertial.publishing.rules.prose import DEEPEST, blocks_of
from tests.rules.publishing.looking import text_of_pdf


def a_document(*blocks: Block, title: str = "Plan 2027") -> Document:
    return Document(Cover(title, "Prövningsnämnden"), sections=(Section("Prov", blocks=blocks),))


def every_kind(document: Document) -> dict[str, str]:
    """Its words as each file has them; the files of XML must be sound."""
    word = zipfile.ZipFile(io.BytesIO(as_word(document))).read("word/document.xml")
    return {
        "pdf": text_of_pdf(as_pdf(document)),
        "docx": "".join(etree.fromstring(word).itertext()),
        "html": "".join(etree.HTML(as_html(document)).itertext()),
        "md": as_markdown(document),
        "txt": as_text(document),
    }


def blocks_of_unicode() -> list[str]:
    """Some letters of every stretch of 64 that has any, surrogates and private ones too, as paragraphs."""
    out = []
    for plane in range(17):
        line = []
        for first in range(plane << 16, (plane + 1) << 16, 64):
            here = [chr(code) for code in range(first, first + 64) if unicodedata.category(chr(code)) != "Cn"]
            line += here[:2]
        out.append("".join(line))
    return [line for line in out if line]


def test_every_block_of_unicode_can_stand_in_a_document() -> None:
    document = a_document(
        *(Paragraph(words(line)) for line in blocks_of_unicode()), title="Ж ☃ 漢 \U0001f600"
    )
    found = every_kind(document)
    for said in found.values():
        assert "ÅäÖ"[1:2] in said
        assert "Prov" in said


@pytest.mark.parametrize("said", ["مرحبا بالعالم 123", "שלום עולם 45", "abc مرحبا def"])
def test_words_from_right_to_left_are_kept(said: str) -> None:
    found = every_kind(a_document(Paragraph(words(said))))
    for kind in ("docx", "html", "md", "txt"):
        assert said in found[kind]
    assert set(said.split()[0]) <= set(found["pdf"])


def pasted_list(depth: int) -> str:
    return "\n".join(f"{'  ' * level}- nivå {level}" for level in range(depth))


def test_a_list_of_forty_levels_keeps_every_word() -> None:
    blocks = blocks_of(pasted_list(40))
    assert [type(each) for each in blocks] == [Listing]
    for kind, said in every_kind(a_document(*blocks)).items():
        assert all(f"nivå {level}" in said for level in range(40)), kind


def test_no_list_is_deeper_than_a_page_shows() -> None:
    def depth(items: tuple) -> int:
        return 1 + max((depth(each.below) for each in items), default=0) if items else 0

    (listing,) = blocks_of(pasted_list(40))
    assert isinstance(listing, Listing)
    assert depth(listing.items) <= DEEPEST


def test_a_table_of_thirty_columns_is_cut_with_its_first_column_again() -> None:
    columns = tuple(Column(f"Kolumn{number}") for number in range(30))
    rows = tuple(Row(tuple(words(f"c{line}x{column}") for column in range(30))) for line in range(3))
    found = every_kind(a_document(Table(TableKind.WORDS, "Bred", columns, rows)))
    for kind, said in found.items():
        assert all(f"c{line}x{column}" in said for line in range(3) for column in range(30)), kind
    assert found["pdf"].count("c2x0") > 1


@pytest.mark.parametrize(
    "said",
    [
        *("{{ 7*7 }}", "{% for x in y %}", "{{ ''.__class__ }}", '#import "/etc/passwd"', "$x^2$ #let a = 1"),
        *("<script>alert(1)</script>", "&lt;b&gt;", "*stark* _kursiv_ `kod`", "</w:t><w:p/>", "\\input{x}"),
    ],
)
def test_the_languages_of_templates_are_only_words(said: str) -> None:
    document = a_document(Paragraph(words(said)), title=said)
    found = every_kind(document)
    for kind in ("pdf", "docx", "html", "txt"):
        assert said in found[kind], kind
    template = io.BytesIO()
    from docx import Document as Word

    made = Word()
    made.add_paragraph("{{ titel }}")
    made.save(template)
    filled = zipfile.ZipFile(io.BytesIO(as_templated(document, template.getvalue()))).read(
        "word/document.xml"
    )
    assert "".join(etree.fromstring(filled).itertext()).count(said) >= 2


def png(wide: int, high: int, body: bytes | None = None) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = body if body is not None else zlib.compress((b"\0" + b"\x40" * wide) * high)
    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def test_a_picture_stands_in_every_file_with_its_words() -> None:
    block = shown("karta.png", "0", lambda sha256: png(300, 2000))
    assert isinstance(block, Photo)
    document = a_document(block)
    assert "karta.png" in text_of_pdf(as_pdf(document))
    assert 'alt="Bild: karta.png"' in as_html(document)
    assert "word/media/p1.png" in zipfile.ZipFile(io.BytesIO(as_word(document))).namelist()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"x" * 20_000_000, "för stor", id="20 MB"),
        pytest.param(os.urandom(2000), "går inte att visa", id="no picture"),
        pytest.param(png(40_000, 40_000, b""), "bildpunkter", id="unpacks to a gigabyte"),
        pytest.param(None, "finns inte kvar", id="gone"),
    ],
)
def test_a_picture_that_cannot_be_shown_says_why(data: bytes | None, why: str) -> None:
    block = shown("karta.png", "0", lambda sha256: data)
    assert isinstance(block, Note)
    assert why in block.words[0].text
    every_kind(a_document(block))


def test_a_torn_picture_does_not_take_the_document_with_it() -> None:
    torn = shown("karta.jpg", "0", lambda sha256: png(300, 200)[:60])
    assert torn is not None
    assert "går inte att visa" in text_of_pdf(as_pdf(a_document(torn, Paragraph(words("Resten")))))


def test_the_largest_picture_that_is_taken_is_printed() -> None:
    data = png(6000, 1600, zlib.compress(b"".join(b"\0" + os.urandom(6000) for _ in range(1600)), 0))
    assert MOST_BYTES * 0.9 < len(data) < MOST_BYTES
    block = shown("stor.png", "0", lambda sha256: data)
    assert isinstance(block, Photo)
    assert as_pdf(a_document(block)).startswith(b"%PDF")


def test_an_empty_plan_says_that_it_is_empty() -> None:
    draft = PlanDraft(Source("plan", "", None), unit="Prövningsnämnden", year=2027, kind="verksamhetsplan")
    document = document_of_plan(draft)
    for said in every_kind(document).values():
        assert "Planen är tom" in said
    assert read_bytes(as_pdf(document), "plan.pdf").goals == ()
