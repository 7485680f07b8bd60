"""Word in the city's own template: filled through docxtpl in a sandbox, the document put in its place.

A template may only name what is filled in (`{{ titel }}`) and ask whether it is there (`{% if diarienummer %}`).
Anything else of the template language, and anything in the file that runs or fetches, is refused before it is used.
"""

import io
import re
import zipfile
from typing import Any

from tertial.foundation.words import N_, Refused
from tertial.publishing.exports.word import SPACES
from tertial.publishing.exports.word_body import Parts, body
from tertial.publishing.exports.word_styles import abstracts, definitions, numbers
from tertial.publishing.exports.word_template_parts import look_through
from tertial.publishing.rules.document import Document

NAMES = ("titel", "enhet", "stad", "datum", "diarienummer", "handlaggare", "utgava", "innehall")
PLACE = "\ue000TERTIAL\ue000"
MOST_BYTES = 20_000_000
_RUNS = re.compile(r"vbaproject|/activex/|/embeddings/|\.bin$|/afchunk|oleobject", re.I)
_FILLED = re.compile(
    r"word/(?:document|header\d*|footer\d*)\.xml|.*\.(?:png|jpe?g|gif|emf|wmf|odttf|ttf)", re.I
)
_ASKS = re.compile(rb"\{\{|\{%")
_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def check(template: bytes) -> None:
    """Refuse what is no template, or does more than wait to be filled in."""
    parts = _parts(template)
    for name, part in parts.items():
        if _RUNS.search(name):
            raise Refused(
                N_(
                    "Mallen innehåller makron eller inbäddade filer. Spara den som ett vanligt .docx utan dem."
                )
            )
        if not _FILLED.fullmatch(name) and _ASKS.search(re.sub(rb"<[^>]*>", b"", part)):
            raise Refused(
                N_("Fält får bara stå i mallens text, sidhuvud och sidfot. Ta bort dem på andra ställen.")
            )
    look_through(parts)
    _asked(template)


def _parts(template: bytes) -> dict[str, bytes]:
    """Every part, counted while it is unpacked."""
    out: dict[str, bytes] = {}
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            if len(archive.namelist()) > 2000 or "word/document.xml" not in archive.namelist():
                raise Refused(N_("Filen är inget Word-dokument. Spara mallen som .docx."))
            for entry in archive.infolist():
                if entry.compress_type not in _DEFLATED or entry.flag_bits & 1:
                    raise Refused(
                        N_("Mallen är låst eller packad på ett ovanligt sätt. Spara om den i Word.")
                    )
                with archive.open(entry) as part:
                    out[entry.filename] = part.read(left + 1)
                left -= len(out[entry.filename])
                if left < 0:
                    raise Refused(N_("Mallen blir större än 20 MB när den packas upp. Minska bilderna."))
    # zipfile says NotImplementedError of a way to pack that it does not know
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(N_("Filen är skadad eller inget Word-dokument. Spara mallen som .docx.")) from error
    return out


def environment() -> Any:
    """A sandbox without loader: there is nothing to include and nothing to call."""
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(autoescape=True, loader=None)
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


def _asked(template: bytes) -> None:
    """Refuse everything of the template language but our names and the question whether they are there."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError, nodes

    allowed = (
        nodes.Template,
        nodes.Output,
        nodes.TemplateData,
        nodes.Name,
        nodes.If,
        nodes.Not,
        nodes.And,
        nodes.Or,
    )
    try:
        opened = DocxTemplate(io.BytesIO(template))
        opened.init_docx()
        sources = [opened.patch_xml(opened.get_xml())]
        for uri in (opened.HEADER_URI, opened.FOOTER_URI):
            sources += [
                opened.patch_xml(opened.get_part_xml(part)) for _, part in opened.get_headers_footers(uri)
            ]
        for source in sources:
            for node in _all(environment().parse(source)):
                if not isinstance(node, allowed) or (isinstance(node, nodes.Name) and node.name not in NAMES):
                    said = getattr(node, "name", type(node).__name__)
                    raise Refused(
                        N_("Mallen frågar efter %(said)s. Det som kan fyllas i är: %(names)s."),
                        said=str(said)[:60],
                        names=", ".join(NAMES),
                    )
    except TemplateError as error:
        raise Refused(N_("Mallens fält går inte att tolka: %(said)s"), said=str(error)[:200]) from error
    except (KeyError, ValueError, AttributeError, TypeError, SyntaxError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(N_("Mallen går inte att öppna. Spara om den i Word och försök igen.")) from error


def _all(node: Any) -> Any:
    yield node
    for child in node.iter_child_nodes():
        yield from _all(child)


def as_templated(document: Document, template: bytes) -> bytes:
    """The document in the template. Checked again: what lies on a disk may have been changed there."""
    from docxtpl import DocxTemplate

    check(template)
    opened = DocxTemplate(io.BytesIO(template))
    cover = document.cover
    said = (
        cover.title,
        cover.unit,
        cover.city,
        cover.date,
        cover.case_number,
        cover.officer,
        cover.edition,
        PLACE,
    )
    opened.render(
        dict(zip(NAMES, (_harmless(each) for each in said), strict=True)), environment(), autoescape=True
    )
    _put(opened.docx, document)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def _harmless(text: str) -> str:
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")


def _put(made: Any, document: Document) -> None:
    """The body where the template asks for it, or last."""
    from docx.oxml import parse_xml

    main = made.element.body
    ids = _styles(made)
    parts = Parts(ids)
    inner = "".join(body(document, parts))
    for number, (data, _) in enumerate(parts.pictures, 1):
        key, _image = made.part.get_or_add_image(io.BytesIO(data))
        inner = inner.replace(f'"rIdP{number}"', f'"{key}"')
    for number, address in enumerate(parts.links, 1):
        key = made.part.relate_to(
            address,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        inner = inner.replace(f'"rIdL{number}"', f'"{key}"')
    first = _numbering(made, parts.ordered)
    for number in range(parts.ordered + 1, 0, -1):
        inner = inner.replace(f'"{{num{number}}}"', f'"{first + number - 1}"')
    holder = next((each for each in main if PLACE in "".join(each.itertext())), None)
    at = main.index(holder) if holder is not None else len(main) - 1
    if holder is not None:
        main.remove(holder)
    for offset, element in enumerate(parse_xml(f"<w:body {SPACES}>{inner}</w:body>")):
        main.insert(at + offset, element)


def _styles(made: Any) -> dict[str, str]:
    """The template's own styles by Word's names for them; what it lacks is added as ours."""
    from docx.oxml import parse_xml

    known = {str(style.name).casefold(): style.style_id for style in made.styles}
    out = {}
    for key, xml in definitions().items():
        name = re.search(r'w:name w:val="([^"]+)"', xml)
        found = known.get(name[1].casefold()) if name else None
        if found is None:
            made.styles.element.append(parse_xml(xml.replace("<w:style ", f"<w:style {SPACES} ", 1)))
        out[key] = found or key
    return out


def _numbering(made: Any, ordered: int) -> int:
    """Our lists beside the template's; the number of the first."""
    from docx.oxml import parse_xml

    root = made.part.numbering_part.element
    spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    abstract = max([int(e.get(f"{w}abstractNumId")) for e in root.iter(f"{w}abstractNum")] or [0]) + 1
    first = max([int(e.get(f"{w}numId")) for e in root.iter(f"{w}num")] or [0]) + 1
    kinds = list(parse_xml(f"<w:numbering {spaces}>{abstracts(abstract)}</w:numbering>"))
    after = [e for e in root if e.tag == f"{w}num"]
    for each in kinds:
        if after:
            after[0].addprevious(each)
        else:
            root.append(each)
    for each in list(parse_xml(f"<w:numbering {spaces}>{numbers(ordered, first, abstract)}</w:numbering>")):
        root.append(each)
    return first
