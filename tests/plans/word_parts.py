"""Word files from pieces of their own XML, for what Word's users make and no library writes: merges, changes, boxes."""

import io
import zipfile
from collections.abc import Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="Rubrik{n}"><w:name w:val="heading {n}"/></w:style>'
    for n in (1, 2, 3)
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def run(text: str, properties: str = "") -> str:
    shape = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shape}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; a bare text is a run."""
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def listed(text: str, number: int = 1, level: int = 0) -> str:
    return p(
        text,
        properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>',
    )


def cell(*paragraphs: str, span: int = 1, merge: str = "") -> str:
    """A cell; `merge` is `restart` or `continue` for one that is merged downwards."""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge == "restart" else "<w:vMerge/>" if merge else ""
    inner = "".join(each if each.startswith("<w:p>") else p(each) for each in paragraphs or ("",))
    return f"<w:tc><w:tcPr>{wide}{down}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(each if each.startswith("<w:") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str | Sequence[str]) -> str:
    inner = "".join(each if isinstance(each, str) else row(*each) for each in rows)
    return f"<w:tbl><w:tblPr/>{inner}</w:tbl>"


def word(
    body: str, *, styles: str = "", numbering: str = "", more: dict[str, str] | None = None, space: str = W
) -> bytes:
    """A file that Word would open, as far as a reader can tell."""
    parts = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {SPACES}>{HEADINGS}{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {SPACES}>{numbering}</w:numbering>",
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text.replace(W, space))
    return out.getvalue()


def numbers(levels: Sequence[tuple[str, str]], abstract: int = 0, number: int = 1, more: str = "") -> str:
    """A list's levels as (kind, text)."""
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{abstract}">{inner}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'
    )
