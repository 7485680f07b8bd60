"""Small files made to take much: time and memory are bounded, and what was left out is said."""

import io
import zipfile
import zlib
from collections.abc import Sequence

import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from tertial.intake.importers.opening import open_document
from tertial.intake.importers.sources import pdf, pdf_apart
from tertial.intake.importers.sources.pdf_weight import weigh
from tertial.intake.importers.sources.spending import Spending
from tertial.intake.importers.sources.unreadable import UnreadableError
from tests.bounded import within

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
HELLO = b"BT /F1 9 Tf 50 650 Td (Verksamhetsplan) Tj ET\n"
NAME = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def stream(about: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<<%s/Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (about, len(packed), packed)


def page_of(
    content: bytes, shown: bytes = b"4 0 R", drawings: bytes = b"", more: Sequence[bytes] = ()
) -> bytes:
    """A PDF of one page."""
    about = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 700]/Contents %s/Resources<</Font<</F1 5 0 R>>%s>>>>"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        about % (shown, drawings),
        stream(b"", content),
        FONT,
        *more,
    )
    out = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return out + b"trailer<</Size %d/Root 1 0 R>>\n%%%%EOF" % (len(objects) + 1)


def scattered(words: int) -> bytes:
    """A page with as many pieces of text, each in a place of its own."""
    shown = (b"1 0 0 1 %d %d Tm (ab) Tj" % (i * 7 % 480, i // 68 * 3 % 690) for i in range(words))
    return page_of(b"BT /F1 4 Tf " + b" ".join(shown) + b" ET")


def nested(depth: int, wide: int) -> bytes:
    """Drawings in drawings: every one puts in the next as many times."""
    more = []
    for level in range(depth):
        last = level == depth - 1
        inside = b"<</Font<</F1 5 0 R>>>>" if last else b"<</XObject<</X %d 0 R>>>>" % (7 + level)
        about = b"/Type/XObject/Subtype/Form/BBox[0 0 500 700]/Resources" + inside
        more.append(stream(about, HELLO if last else b"/X Do " * wide))
    return page_of(HELLO + b"/X Do", drawings=b"/XObject<</X 6 0 R>>", more=more)


def locked(words: str) -> bytes:
    """Locked for changes but not for reading."""
    out = io.BytesIO()
    paper = Canvas(out, encrypt=pdfencrypt.StandardEncryption("", ownerPassword="hemligt", strength=128))
    paper.drawString(72, 700, words)
    paper.save()
    return out.getvalue()


def word(body: str, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {NAME}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def test_a_stream_of_more_than_a_megabyte_is_read() -> None:
    """A stream has a line break after its end, which once was unpacked again for ever."""
    assert open_document(page_of(HELLO + b" " * 3_000_000)).lines[0].text == "Verksamhetsplan"


def test_a_page_with_tens_of_thousands_of_pieces_is_read_in_part() -> None:
    with within(30):
        opened = open_document(scattered(49_000))
    assert opened.lines
    assert [r.code for r in opened.remarks] == ["READ-18"]


def test_a_page_with_a_million_lines_drawn_is_refused() -> None:
    with pytest.raises(UnreadableError, match="orimligt"):
        open_document(page_of(HELLO + b"1 1 m 9 9 l S " * 1_100_000))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(nested(8, 10), id="drawings in drawings, ten million in all"),
        pytest.param(
            page_of(HELLO * 40_000, shown=b"[" + b"4 0 R " * 4000 + b"]"),
            id="the same contents again and again",
        ),
    ],
)
def test_what_cannot_be_weighed_is_refused_when_it_takes_too_much(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_apart, "_MOST_WAITED", 60)
    assert len(data) < 50_000
    with pytest.raises(UnreadableError, match="orimligt mycket tid eller minne"):
        open_document(data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(nested(3, 3), id="drawings in drawings"),
        pytest.param(locked("Verksamhetsplan"), id="locked for changes"),
        pytest.param(page_of(HELLO, shown=b"[" + b"4 0 R " * 30 + b"]"), id="contents again"),
    ],
)
def test_what_cannot_be_weighed_but_is_small_is_read(data: bytes) -> None:
    assert not weigh(data)
    opened = open_document(data)
    assert opened.lines[0].text.startswith("Verksamhetsplan")
    assert opened.remarks == ()


def test_what_is_said_in_a_process_apart_is_what_is_said_here() -> None:
    out = io.BytesIO()
    paper = Canvas(out, encrypt=pdfencrypt.StandardEncryption("hemligt"))
    paper.drawString(72, 700, "Verksamhetsplan")
    paper.save()
    with pytest.raises(UnreadableError, match="lösenord"):
        open_document(out.getvalue())


def test_pages_that_there_is_no_time_for_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    paper = Canvas(out)
    for number in range(5):
        paper.drawString(72, 700, f"Sidan {number}")
        paper.showPage()
    paper.save()
    times = iter([0.0, 0.0])
    monkeypatch.setattr(
        "tertial.intake.importers.sources.spending.time.thread_time", lambda: next(times, 1e9)
    )
    opened = open_document(out.getvalue())
    assert opened.pages == 5
    assert [line.text for line in opened.lines] == ["Sidan 0", "Sidan 1"]
    assert [r.message[:30] for r in opened.remarks] == ["Sidorna 3–5 är inte lästa: det"]


def test_pages_beyond_what_there_is_memory_for_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MOST_RUNS_IN_ALL", 0)
    out = io.BytesIO()
    paper = Canvas(out)
    for _ in range(3):
        paper.drawString(72, 700, "En sida")
        paper.showPage()
    paper.save()
    assert [r.code for r in open_document(out.getvalue()).remarks] == ["READ-18"]


def test_the_end_of_a_word_file_is_left_out_when_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0] * 4)
    monkeypatch.setattr(
        "tertial.intake.importers.sources.spending.time.thread_time", lambda: next(times, 1e9)
    )
    opened = open_document(word("<w:p><w:r><w:t>En rad</w:t></w:r></w:p>" * 1000))
    assert 0 < len(opened.lines) < 1000
    assert [r.code for r in opened.remarks] == ["READ-18"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(word("<w:tbl><w:tr><w:tc>" * 40 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 40), id="tables in tables"),
        pytest.param(word("<w:p/>", **dict.fromkeys(("styles", "footnotes"), f"<w:x {NAME}>{'<w:p/>' * 700_000}</w:x>")), id="all parts together"),
    ],
)  # fmt: skip
def test_word_files_that_are_too_much_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="orimligt"):
        open_document(data)


def test_hundreds_of_levels_of_a_list_are_no_more_than_nine() -> None:
    levels = "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="decimal"/></w:lvl>' for n in range(20_000))
    numbering = f'<w:numbering {NAME}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
        for n in range(20_000)
    )
    with within(30):
        assert len(open_document(word(body, numbering=numbering)).lines) == 20_000


@pytest.mark.parametrize("odd", ["²", "9" * 5000, "-1", "", "٣"])
def test_numbers_that_are_none_are_survived(odd: str) -> None:
    body = (
        f'<w:p><w:pPr><w:outlineLvl w:val="{odd}"/><w:numPr><w:ilvl w:val="{odd}"/><w:numId w:val="{odd}"/></w:numPr></w:pPr>'
        f'<w:r><w:t>En rad</w:t><w:sym w:char="D800"/></w:r></w:p><w:tbl><w:tr><w:trPr><w:gridBefore w:val="{odd}"/></w:trPr>'
        f'<w:tc><w:tcPr><w:gridSpan w:val="{odd}"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    )
    assert open_document(word(body)).lines[0].text == "En rad"


def test_a_text_of_two_hundred_megabytes_is_refused_at_once() -> None:
    with pytest.raises(UnreadableError, match="Dela den"):
        open_document(b"Verksamhetsplan och budget\n" * 1_000_000)


@pytest.mark.parametrize("text", ["a\n" * 600_000, "a\f" * 600_000], ids=["lines", "pages"])
def test_a_text_of_millions_of_short_lines_is_refused(text: str) -> None:
    """Twenty megabytes of them once took five gigabytes."""
    with pytest.raises(UnreadableError, match="fler än 500000 rader"):
        open_document(text.encode())


def test_a_text_of_millions_of_cells_is_refused() -> None:
    text = "Indikator   Årsmål   Periodicitet\n" + ("a   " * 400 + "\n") * 1200
    with pytest.raises(UnreadableError, match="i spalter"):
        open_document(text.encode())


def test_time_is_counted_in_the_readers_own() -> None:
    spent = Spending(most=-1.0)
    assert list(spent.while_left([1, 2, 3])) == []
    assert spent.cut
    assert list(Spending().while_left([1, 2, 3])) == [1, 2, 3]
