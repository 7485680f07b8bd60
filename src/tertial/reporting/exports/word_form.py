"""A form as a Word file to fill in: one box for each question, everything else locked.

The whole body is one group of Word's: inside it only boxes can be written in. The file carries which form, round and
unit it is, the sums of its printed paragraphs, so that words written beside the boxes are found when it is read, and
what its boxes are called, in a property that other programs than Word also keep.
"""

import io
import json
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from tertial.reporting.exports.word_controls import paragraph, run
from tertial.reporting.exports.word_form_body import Printed, body_of
from tertial.reporting.rules import paper as words
from tertial.reporting.rules.paper import Paper

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # what Office calls a property of one's own
_HERE = Path(__file__).parent
_DAY = (1980, 1, 1, 0, 0, 0)  # the same form is the same file


def as_word(paper: Paper) -> bytes:
    printed = Printed()
    inner = "".join(body_of(paper, printed))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in _files(paper, inner, printed).items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _XML + text)
    return out.getvalue()


def _files(paper: Paper, inner: str, printed: Printed) -> dict[str, str]:
    return {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
                                  ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                                  ("rId3", f"{_OFFICE}/custom-properties", "docProps/custom.xml")),
        "docProps/core.xml": _core(paper),
        "docProps/custom.xml": _identity(paper, printed),
        "word/document.xml": _document(inner),
        "word/styles.xml": _kept("styles"),
        "word/numbering.xml": _kept("numbering"),
        "word/settings.xml": _settings(),
        "word/footer1.xml": _footer(paper),
        "word/_rels/document.xml.rels": _relations(
            ("rIdS", f"{_OFFICE}/styles", "styles.xml"),
            ("rIdN", f"{_OFFICE}/numbering", "numbering.xml"),
            ("rIdT", f"{_OFFICE}/settings", "settings.xml"),
            ("rIdF", f"{_OFFICE}/footer", "footer1.xml"),
        ),
    }  # fmt: skip


def _kept(name: str) -> str:
    """How it looks, and its list: files of their own, easy to read and to change."""
    return (_HERE / f"word_form_{name}.xml").read_text(encoding="utf-8")


def _document(inner: str) -> str:
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rIdF"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1250" w:right="1276" w:bottom="1250" w:left="1276" w:header="680" w:footer="600"'
        ' w:gutter="0"/></w:sectPr>'
    )
    group = (
        f'<w:sdt><w:sdtPr><w:alias w:val="Formulär"/><w:tag w:val="{words.OURS}:form"/><w:id w:val="711001"/>'
        f'<w:lock w:val="contentLocked"/><w:group/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'
    )
    return f"<w:document {NAMES}><w:body>{group}{section}</w:body></w:document>"


def _settings() -> str:
    return (
        f'<w:settings {NAMES}><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )


def _footer(paper: Paper) -> str:
    said = " · ".join(filter(None, (paper.form.title, paper.period_label, paper.unit)))
    page = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    pages = '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    runs = f"{run(said)}<w:r><w:tab/></w:r>{run('Sida ')}{page}{run(' (')}{pages}{run(')')}"
    return f"<w:ftr {NAMES}>{paragraph('', 'Footer', runs)}</w:ftr>"


def _identity(paper: Paper, printed: Printed) -> str:
    said = {
        "key": paper.form.key,
        "period": paper.period,
        "round": paper.round_key,
        "unit": paper.unit_key,
    }
    said = {name: value for name, value in said.items() if value}
    known = json.dumps(said | {"printed": list(printed.sums), "boxes": printed.boxes}, ensure_ascii=False)
    return (
        f'<Properties xmlns="{_OFFICE.replace("relationships", "custom-properties")}" xmlns:vt="{_VALUES}">'
        f'<property fmtid="{_CUSTOM}" pid="2" name="{words.PROPERTY}"><vt:lpwstr>{escape(known)}</vt:lpwstr>'
        "</property></Properties>"
    )


def _core(paper: Paper) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(paper.form.title)}</dc:title><dc:language>sv-SE</dc:language></cp:coreProperties>"
    )


def _relations(*rows: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in rows
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _types() -> str:
    kinds = (
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("footer1", "footer"),
    )
    over = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in kinds
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
        f' ContentType="application/xml"/>{over}<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/custom.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>'
    )
