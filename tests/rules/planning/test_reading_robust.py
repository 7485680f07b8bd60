"""Files that are locked, damaged, empty, hostile or something else: a clear word or the best that can be read."""

import io
import subprocess
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tertial.intake.importers.sources.unreadable import UnreadableError
from tertial.planning.importers.opening import read_bytes, read_file
from tertial.planning.rules.draft_json import plan_to_json
from tests.bounded import within
from tests.exploring import examples
from tests.plans.as_docx import as_docx
from tests.plans.as_pdf import as_pdf
from tests.plans.as_text import as_text
from tests.plans.generator import truth
from tests.plans.measuring import rows

DRAFT = truth(7).draft
TEXT = as_text(DRAFT, 7)
WORD = as_docx(DRAFT)
PDF = as_pdf(DRAFT, 7)


def canvas(pages: int = 1, words: str = "Nämndmål:", **options: object) -> bytes:
    out = io.BytesIO()
    paper = Canvas(out, **options)
    for number in range(pages):
        if words:
            paper.drawString(72, 700, f"{words} {number + 1}")
        else:
            paper.rect(72, 300, 300, 300, fill=1)
        paper.showPage()
    paper.save()
    return out.getvalue()


def rezipped(change: dict[str, bytes]) -> bytes:
    """The Word file with some parts changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in change:
                new.writestr(name, old.read(name))
        for name, data in change.items():
            new.writestr(name, data)
    return out.getvalue()


def other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def bomb() -> bytes:
    return rezipped({"word/document.xml": b"<a>" + b" " * 120_000_000 + b"</a>"})


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
LOCKED = pdfencrypt.StandardEncryption("hemligt", canPrint=0)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "tom", id="empty"),
        pytest.param(b" \n\t\n", "tom", id="only blanks"),
        pytest.param(canvas(encrypt=LOCKED), "lösenord", id="locked PDF"),
        pytest.param(b"%PDF-1.7\n%nothing more", "skadad", id="broken PDF"),
        pytest.param(canvas(words=""), "textlager", id="pictures only"),
        pytest.param(WORD[: len(WORD) // 2], "skadad", id="half a Word file"),
        pytest.param(rezipped({"word/document.xml": b"<a"}), "Word-filen", id="Word with broken XML"),
        pytest.param(rezipped({"word/document.xml": ENTITIES}), "entiteter", id="external entity"),
        pytest.param(bomb(), "orimligt", id="zip bomb"),
        pytest.param(other_zip(), "zip-fil", id="a spreadsheet"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "gammalt", id="old Word"),
        pytest.param(b"{\\rtf1 Verksamhetsplan}", "RTF", id="rich text"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "bild", id="a picture"),
        pytest.param(bytes(range(256)) * 40 + b"\0" * 4000, "textdokument", id="a program"),
        pytest.param(b"\x01\x02\x03\x04", "ingen text", id="control characters only"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read_bytes(data, "fil")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="finns inte"):
        read_file(tmp_path / "saknas.pdf")
    with pytest.raises(UnreadableError, match="mapp"):
        read_file(tmp_path)


def test_the_kind_of_a_file_is_told_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(PDF)
    assert len(read_file(path).activities) == len(DRAFT.activities)


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        pytest.param(TEXT.replace("\uf0b7", "•").encode("cp1252", "replace"), ["READ-03"], id="Windows-1252"),
        pytest.param(unicodedata.normalize("NFD", TEXT).encode(), [], id="decomposed"),
        pytest.param(TEXT.encode("utf-16"), [], id="UTF-16"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode(), [], id="byte order mark"),
        pytest.param(
            TEXT.replace("Nämndmål:", "Nämnd\u200bmål:\x07").encode(), ["READ-04"], id="control characters"
        ),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), [], id="Windows line ends"),
    ],
)
def test_characters_of_all_kinds(data: bytes, codes: list[str]) -> None:
    read = read_bytes(data, "plan.txt")
    assert [r.code for r in read.remarks] == codes
    for kind in ("goals", "indicators", "activities"):
        assert rows(read)[kind] == rows(DRAFT)[kind]


def test_macros_are_told_and_never_run() -> None:
    read = read_bytes(rezipped({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "plan.docm")
    assert [r.code for r in read.remarks] == ["READ-05"]
    assert len(read.goals) == len(DRAFT.goals)


def test_pages_of_pictures_among_pages_of_text_are_told() -> None:
    out = io.BytesIO()
    paper = Canvas(out)
    for number in range(4):
        if number == 2:
            paper.rect(10, 10, 100, 100, fill=1)
        else:
            paper.drawString(72, 700, "En rad text på sidan")
        paper.showPage()
    paper.save()
    remarks = read_bytes(out.getvalue(), "x.pdf").remarks
    assert [(r.code, r.message) for r in remarks if r.code == "READ-06"] == [
        ("READ-06", "Sidor utan text (bilder eller tomma): 3.")
    ]


def test_another_kind_of_document_is_read_as_prose_with_a_remark() -> None:
    read = read_bytes(b"Kallelse\n\nVi ses p\xc3\xa5 torsdag klockan tre i stora salen.\n", "brev.txt")
    assert [r.code for r in read.remarks] == ["READ-01"]
    assert [p.text for s in read.sections for p in s.paragraphs] == [
        "Vi ses på torsdag klockan tre i stora salen."
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ord " * 400_000, id="one line of a million letters"),
        pytest.param("A" * 1_000_000, id="one word of a million letters"),
        pytest.param("1 " * 300_000, id="only numbers"),
        pytest.param("." * 500_000 + " x\n" * 50, id="only dots"),
        pytest.param("Nämndmål:\n1.1.1. Mål\n" * 3000, id="the same goal again and again"),
        pytest.param(
            "Indikator Årsmål KF:s årsmål Periodicitet\n" + "Andel 8 % 8 % och " * 9000,
            id="a row without end",
        ),
        pytest.param(
            "Aktivitet Startdatum Slutdatum\n" + "Rad utan datum\n\n" * 20_000, id="rows without dates"
        ),
        pytest.param(
            "Verksamhetsområde\n(Mnkr)\n" + "Budget 111 111 111 111 111 111 x\n" * 3000, id="groups of three"
        ),
        pytest.param(
            "Aktivitet Startdatum Slutdatum\n" + "2021-02-30 2021-99-99\n" * 20_000,
            id="days that do not exist",
        ),
    ],
)
def test_reading_is_bounded_in_time(text: str) -> None:
    with within(40):
        read_bytes(text.encode(), "x.txt")


MANY_PAGES = """
import sys, time
from tertial.planning.importers.opening import read_bytes
start = time.thread_time()
draft = read_bytes(open(sys.argv[1], "rb").read(), "x.pdf")
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(draft.source.pages, time.thread_time() - start, peak // 1024)
"""


def test_two_thousand_pages_stay_within_a_gigabyte(tmp_path: Path) -> None:
    path = tmp_path / "lång.pdf"
    out = io.BytesIO()
    paper = Canvas(out)
    for _ in range(2000):
        for row in range(12):
            paper.drawString(72, 760 - 20 * row, f"Rad {row} med några ord om verksamheten och dess mål")
        paper.showPage()
    paper.save()
    path.write_bytes(out.getvalue())
    done = subprocess.run(
        [sys.executable, "-c", MANY_PAGES, str(path)], capture_output=True, text=True, check=True
    )
    pages, seconds, megabytes = done.stdout.split()
    assert pages == "2000"
    assert float(seconds) < 120
    assert int(megabytes) < 1000


PIECES = st.sampled_from(
    [
        *("Nämndmål:", "KF:s mål för verksamhetsområdet:", "1.1.", "2.3.4 Mål", "Beskrivning", "Förväntat resultat"),
        *("Indikator Årsmål KF:s årsmål Periodicitet", "8 %", "Tas fram av nämnd", "Tertial", "År", "Kommentar"),
        *("Aktivitet Startdatum Slutdatum", "2021-01-01 2021-12-31", "• punkt", "Sid 3 (84)", "\f", " ", "", "ord-"),
        *("Verksamhetsområde", "(Mnkr)", "Summa 1,0", "Budget 2021 Netto", "Bilaga 1: Plan", "Rubrik.......... 12"),
        *("Förslag till beslut", "1. Nämnden beslutar", "\u00ad"),
    ]
)  # fmt: skip


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=60),
    st.sampled_from(["\n", "\n\n", " ", "\r\n"]),
)
def test_any_mixture_of_the_layouts_pieces_is_read(pieces: list[str], glue: str) -> None:
    try:
        plan_to_json(read_bytes(glue.join(pieces).encode("utf-8", "replace"), "x.txt"))
    except UnreadableError as error:
        assert str(error)


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([TEXT.encode()[:6000], WORD, PDF]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), max_size=6),
)
def test_any_damage_is_survived(data: bytes, damage: list[tuple[float, bytes]]) -> None:
    changed = bytearray(data)
    for where, what in damage:
        at = int(where * (len(changed) - 1))
        changed[at : at + len(what)] = what
    try:
        plan_to_json(read_bytes(bytes(changed), "x"))
    except UnreadableError as error:
        assert str(error)


def inflating(megabytes: int, twice: bool = False) -> bytes:
    """A PDF of one page whose content is blanks, packed once or twice."""
    pack = zlib.compressobj(9)
    packed = b"".join(pack.compress(b" " * 1_000_000) for _ in range(megabytes)) + pack.flush()
    content = zlib.compress(packed, 9) if twice else packed
    kinds = b"[/FlateDecode /FlateDecode]" if twice else b"/FlateDecode"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R>>",
        b"<</Length %d/Filter %s>>stream\n%s\nendstream" % (len(content), kinds, content),
    )
    out = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return out + b"trailer<</Size 5/Root 1 0 R>>\n%%EOF"


def crowded() -> bytes:
    """A Word file within every limit of size, with thirteen million empty paragraphs."""
    noise = Random(1).randbytes(200_000).hex().encode()
    name = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = b"<w:p/>" * 13_000_000
    text = b"<w:document %s><w:body><!--%s-->%s</w:body></w:document>" % (name, noise, body)
    return rezipped({"word/document.xml": text})


PEAK = """
import sys
from pathlib import Path
from tertial.intake.importers.sources.unreadable import UnreadableError
from tertial.planning.importers.opening import read_file
try:
    read_file(Path(sys.argv[1]))
    said = "read"
except UnreadableError as error:
    said = str(error)
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(peak // 1024, said)
"""


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: inflating(900), id="a page of 900 MB in a PDF of one"),
        pytest.param(lambda: inflating(900, twice=True), id="packed twice, in a PDF of two kB"),
        pytest.param(crowded, id="millions of paragraphs in a Word file"),
        pytest.param(bomb, id="120 MB of blanks in a Word file"),
    ],
)
def test_what_unpacks_to_too_much_is_refused_within_a_gigabyte(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "bomb"
    path.write_bytes(make())
    done = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True)
    megabytes, _, said = done.stdout.partition(" ")
    assert "orimligt" in said
    assert int(megabytes) < 1000


def test_a_page_that_is_one_picture_is_told_to_have_no_text() -> None:
    out = io.BytesIO()
    paper = Canvas(out)
    paper.drawImage(ImageReader(Image.new("RGB", (600, 800), "white")), 0, 0)
    paper.save()
    with pytest.raises(UnreadableError, match="textlager"):
        read_bytes(out.getvalue(), "skannad.pdf")


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    open_to_all = pdfencrypt.StandardEncryption("", ownerPassword="hemligt", canModify=0, strength=128)
    assert read_bytes(canvas(words="Nämndmål:", encrypt=open_to_all), "plan.pdf").sections
