"""Word, without a template: a whole package of our own, its styles real, its pages numbered by fields."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

from tertial.publishing.exports.word_body import Parts, body, said
from tertial.publishing.exports.word_styles import numbering, styles
from tertial.publishing.rules.document import Document

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DAY = (1980, 1, 1, 0, 0, 0)  # the same document is the same file


def as_word(document: Document, pages: Mapping[int, int] | None = None) -> bytes:
    """The whole file. `pages`: on which page each section stands, as far as it is known."""
    parts = Parts()
    inner = _numbered("".join(body(document, parts, pages)), parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in _files(document, inner, parts).items():
            archive.writestr(_entry(name), XML + text)
        for number, (data, kind) in enumerate(parts.pictures, 1):
            archive.writestr(_entry(f"word/media/p{number}.{kind}"), data)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _numbered(inner: str, parts: Parts) -> str:
    """The lists' numbers: one for all bullets, one for each numbered list."""
    for number in range(parts.ordered + 1, 0, -1):
        inner = inner.replace(f'"{{num{number}}}"', f'"{number}"')
    return inner


def _files(document: Document, inner: str, parts: Parts) -> dict[str, str]:
    cover = document.cover
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdH"/><w:footerReference w:type="default" r:id="rIdF"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1700" w:right="1418" w:bottom="1480" w:left="1418"'
        ' w:header="780" w:footer="680" w:gutter="0"/></w:sectPr>'
    )
    heads = "\t".join(filter(None, (cover.unit, cover.title)))
    return {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _relations(
            (("rId1", "officeDocument", "word/document.xml", ""),),
            f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
            ' Target="docProps/core.xml"/>',
        ),
        "docProps/core.xml": _core(document),
        "word/document.xml": f"<w:document {SPACES}><w:body>{inner}{section}</w:body></w:document>",
        "word/styles.xml": styles(document.language),
        "word/numbering.xml": numbering(parts.ordered),
        "word/settings.xml": (
            f'<w:settings {SPACES}><w:autoHyphenation w:val="true"/><w:defaultTabStop w:val="720"/>'
            '<w:compat><w:compatSetting w:name="compatibilityMode"'
            ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
        ),
        "word/header1.xml": (
            f'<w:hdr {SPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{_run(heads)}</w:p></w:hdr>'
        ),
        "word/footer1.xml": (
            f'<w:ftr {SPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
            f"{_run(' · '.join(document.explained) + chr(9) + 'Sid ')}{_count('PAGE')}{_run(' (')}"
            f"{_count('NUMPAGES')}{_run(')')}</w:p></w:ftr>"
        ),
        "word/_rels/document.xml.rels": _relations(_inside(parts)),
    }


def _run(text: str) -> str:
    return "<w:r><w:tab/></w:r>".join(
        f'<w:r><w:t xml:space="preserve">{said(piece)}</w:t></w:r>' for piece in text.split("\t")
    )


def _count(what: str) -> str:
    return f'<w:fldSimple w:instr=" {what} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _inside(parts: Parts) -> list[tuple[str, str, str, str]]:
    return [
        ("rIdS", "styles", "styles.xml", ""),
        ("rIdN", "numbering", "numbering.xml", ""),
        ("rIdT", "settings", "settings.xml", ""),
        ("rIdH", "header", "header1.xml", ""),
        ("rIdF", "footer", "footer1.xml", ""),
        *((f"rIdL{i}", "hyperlink", address, "External") for i, address in enumerate(parts.links, 1)),
        *((f"rIdP{i}", "image", f"media/p{i}.{kind}", "") for i, (_, kind) in enumerate(parts.pictures, 1)),
    ]


def _relations(rows: Sequence[tuple[str, str, str, str]], more: str = "") -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target={quoteattr(target)}'
        f"{f' TargetMode={quoteattr(mode)}' if mode else ''}/>"
        for key, kind, target, mode in rows
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}{more}</Relationships>'


def _types(parts: Parts) -> str:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    over = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{main}.{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"),
            ("styles", "styles"),
            ("numbering", "numbering"),
            ("settings", "settings"),
            ("header1", "header"),
            ("footer1", "footer"),
        )
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="jpeg" ContentType="image/jpeg"/>{over}<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _core(document: Document) -> str:
    cover = document.cover
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{said(cover.title)}</dc:title><dc:creator>{said(cover.unit)}</dc:creator>"
        f"<dc:language>{document.language}-SE</dc:language></cp:coreProperties>"
    )
