"""The city's own Word template: filled in a sandbox, and refused when it does more than wait to be filled in."""

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document as Word
from lxml import etree

from tertial.foundation.words import Refused
from tertial.planning.importers.opening import read_bytes
from tertial.publishing.exports.word_template import as_templated, check
from tertial.publishing.rules.of_plan import document_of_plan
from tests.plans.generator import SMALL, truth

RELATIONS = "word/_rels/document.xml.rels"
LINK = (
    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    ' Target="https://evil.example/x" TargetMode="{mode}"/>'
)


def a_template(*paragraphs: str) -> bytes:
    made, out = Word(), io.BytesIO()
    for each in paragraphs or (
        "{{ titel }}",
        "{{ enhet }} {% if diarienummer %}Dnr {{ diarienummer }}{% endif %}",
        "{{ innehall }}",
        "Sist",
    ):
        made.add_paragraph(each)
    made.save(out)
    return out.getvalue()


def changed(
    template: bytes, name: str, change: Callable[[bytes], bytes] = lambda old: old, more: bytes | None = None
) -> bytes:
    """The template with one part changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
        if more is not None:
            new.writestr(name, more)
    return out.getvalue()


def with_relation(kind: str, mode: str = "External") -> bytes:
    return changed(
        a_template(),
        RELATIONS,
        lambda old: old.replace(
            b"</Relationships>", LINK.format(kind=kind, mode=mode).encode() + b"</Relationships>"
        ),
    )


def text_of(data: bytes) -> str:
    part = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    return "".join(etree.fromstring(part).itertext())


def test_the_document_stands_where_the_template_says() -> None:
    draft = truth(3, SMALL).draft
    made = as_templated(document_of_plan(draft), a_template())
    said = text_of(made)
    assert said.startswith(f"Verksamhetsplan {draft.year}")
    assert f"Dnr {draft.head.case_number}" in said
    assert said.rstrip().endswith("Sist")
    assert "{{" not in said


def test_a_plan_in_the_citys_template_can_be_read_back() -> None:
    draft = truth(3, SMALL).draft
    found = read_bytes(as_templated(document_of_plan(draft), a_template("{{ innehall }}")), "plan.docx")
    assert [goal.text for goal in found.goals] == [goal.text for goal in draft.goals]
    assert len(found.activities) == len(draft.activities)


@pytest.mark.parametrize(
    "asked",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ titel.__init__ }}",
        "{{ titel|safe }}",
        "{% for x in titel %}{{ x }}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% set x = 1 %}",
        "{{ cycler }}",
        "{{ range(1000000000) }}",
        "{{ titel * 1000000000 }}",
        "{{ losenord }}",
        "{{ titel",
        "{% if titel %}",
        "{%p for x in titel %}",
        "{{r titel.upper() }}",
    ],
)
def test_a_template_may_only_name_what_is_filled_in(asked: str) -> None:
    with pytest.raises(Refused) as refusal:
        check(a_template(asked))
    assert "Mallen" in refusal.value.text


@pytest.mark.parametrize(
    "template",
    [
        pytest.param(lambda: with_relation("attachedTemplate"), id="a template elsewhere"),
        pytest.param(lambda: with_relation("image"), id="a picture elsewhere"),
        pytest.param(lambda: with_relation("oleObject"), id="an object elsewhere"),
        pytest.param(lambda: changed(a_template(), "word/vbaProject.bin", more=b"x"), id="macros"),
        pytest.param(
            lambda: changed(a_template(), "word/embeddings/a.xlsx", more=b"x"), id="an embedded file"
        ),
        pytest.param(
            lambda: changed(a_template(), "customXml/x.xml", more=b"<x>{{ titel }}</x>"),
            id="a field where it is not filled in",
        ),
        pytest.param(
            lambda: changed(
                a_template(),
                "customXml/x.xml",
                more=b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
            ),
            id="an entity",
        ),
        pytest.param(
            lambda: changed(
                a_template(),
                "word/document.xml",
                lambda old: old.replace(
                    b"{{ titel }}", b'</w:t><w:instrText> INCLUDETEXT "c:\\x" </w:instrText><w:t>'
                ),
            ),
            id="a field that fetches",
        ),
        pytest.param(lambda: changed(a_template(), "word/media/a.png", more=b"\0" * 30_000_000), id="a bomb"),
        pytest.param(
            lambda: changed(a_template(), "word/document.xml", lambda old: old[:200]), id="a torn part"
        ),
        pytest.param(lambda: a_template()[:500], id="half a file"),
        pytest.param(lambda: b"", id="nothing"),
        pytest.param(lambda: b"%PDF-1.7", id="a PDF"),
    ],
)
def test_a_template_that_does_more_is_refused(template: Callable[[], bytes]) -> None:
    with pytest.raises(Refused):
        check(template())


def test_a_link_that_somebody_may_press_is_no_fetching() -> None:
    check(with_relation("hyperlink"))


def with_body(xml: bytes) -> bytes:
    return changed(
        a_template(), "word/document.xml", lambda old: old.replace(b"<w:sectPr", xml + b"<w:sectPr", 1)
    )


def a_field(*pieces: bytes) -> bytes:
    """A field as Word writes it, its instruction in as many runs."""
    runs = b"".join(b"<w:r><w:instrText>%s</w:instrText></w:r>" % each for each in pieces)
    begin, end = (b'<w:r><w:fldChar w:fldCharType="%s"/></w:r>' % each for each in (b"begin", b"end"))
    return b"<w:p>" + begin + runs + end + b"</w:p>"


INNER = (
    b'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> %s </w:instrText></w:r>'
    b'<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param(a_field(b"INCLUDE", b'PICTURE "http://x/y.png"'), id="a name in two pieces"),
        pytest.param(a_field(b"&#73;NCLUDETEXT x"), id="a letter as a number"),
        pytest.param(a_field(b"LINK Excel.Sheet.8 x"), id="a link to a sheet"),
        pytest.param(a_field(b"DATABASE x"), id="a database"),
        pytest.param(a_field(b"RD x"), id="another document"),
        pytest.param(a_field(b'QUOTE "INCLUDETEXT"'), id="words that become a field"),
        pytest.param(
            a_field(b"INC", b"</w:instrText></w:r>" + INNER % b"PAGE" + b"<w:r><w:instrText>LUDE"),
            id="a name that another field ends",
        ),
        pytest.param(
            b'<x:altChunk xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
            id="a piece of another document by another prefix",
        ),
        pytest.param(
            b'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="http://x/y.png"/>'
            b"</v:shape></w:pict></w:r></w:p>",
            id="a picture by its address",
        ),
    ],
)
def test_what_is_disguised_is_seen_as_word_sees_it(xml: bytes) -> None:
    with pytest.raises(Refused):
        check(with_body(xml))


@pytest.mark.parametrize("said", [b" PAGE ", b' TOC \\o "1-2" ', b" DOCPROPERTY Title "])
def test_the_usual_fields_may_stand_in_a_template(said: bytes) -> None:
    check(with_body(a_field(said)))


def test_relations_and_entities_in_disguise_are_seen() -> None:
    hidden = with_relation("attachedTemplate", "&#69;xternal")
    wide = changed(
        a_template(),
        "customXml/x.xml",
        more='<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>'.encode(
            "utf-16"
        ),
    )
    for template in (hidden, wide):
        with pytest.raises(Refused, match="hämtar"):
            check(template)
