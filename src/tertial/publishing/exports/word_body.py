"""The body of a Word document as XML: real headings, lists, tables with header rows, a field for the contents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from tertial.foundation.picture import allowed
from tertial.publishing.exports.packed import WIDE, WORDS, parts
from tertial.publishing.exports.pictures import drawn, photo_size, size_of
from tertial.publishing.rules.document import (
    BY_SEX,
    Block,
    Cover,
    Document,
    Figure,
    Item,
    Listing,
    Mark,
    Note,
    Paragraph,
    Photo,
    Row,
    RowKind,
    Section,
    Style,
    Table,
    Text,
    Words,
)

WIDTH = 9070  # twentieths of a point between the margins of a standing page
STYLES = {
    Style.BODY: "BodyText",
    Style.TERM: "TertialTerm",
    Style.GROUP: "TertialGroup",
    Style.SUBTITLE: "TertialSubtitle",
    Style.SMALL: "TertialSmall",
}
MOST_BELOW = 8  # levels of a list that Word keeps apart


@dataclass(slots=True)
class Parts:
    """What the body needs beside itself: addresses, pictures, numbered lists."""

    ids: Mapping[str, str] = field(default_factory=dict)  # our style → the template's own
    links: list[str] = field(default_factory=list)
    pictures: list[tuple[bytes, str]] = field(default_factory=list)
    drawn: Mapping[str, bytes] = field(default_factory=dict)  # a figure's SVG → the same as PNG
    ordered: int = 0  # numbered lists so far; each begins at one

    def style(self, name: str) -> str:
        return self.ids.get(name, name)

    def link(self, address: str) -> str:
        if address not in self.links:
            self.links.append(address)
        return f"rIdL{self.links.index(address) + 1}"


def said(text: str) -> str:
    """Words as they may stand in XML; a line break stays one."""
    return escape(allowed(text))


def body(document: Document, parts_: Parts, pages: Mapping[int, int] | None = None) -> Iterator[str]:
    """Everything between cover and end. `pages` are the headings' pages as far as they are known."""
    parts_.drawn = drawn(document)
    yield from front(document, parts_)
    if document.contents and any(section.level < 3 for section in document.sections):
        yield from contents(document, parts_, pages or {})
    for index, section in enumerate(document.sections):
        yield from _section(section, index, parts_)
    yield from _signatures(document, parts_)


def front(document: Document, parts_: Parts) -> Iterator[str]:
    words = WORDS["sv"]
    yield from _cover(document.cover, parts_)
    if document.points:
        yield paragraph(words["proposal"], parts_.style("TertialFront"))
        for point in document.points:
            yield paragraph(f"{point.number}.\t{point.text}", parts_.style("TertialPoint"))
    if document.appendices:
        yield paragraph(words["appendices"], parts_.style("TertialFront"))
        for each in document.appendices:
            yield paragraph(f"{words['appendix']} {each.number}: {each.title}", parts_.style("BodyText"))


def _cover(cover: Cover, parts_: Parts) -> Iterator[str]:
    words = WORDS["sv"]
    number = f"Dnr: {cover.case_number}" if cover.case_number else ""
    for text in filter(None, (cover.city, number, cover.date)):
        yield paragraph(text, parts_.style("TertialSmall"))
    yield paragraph(cover.title, parts_.style("Title"))
    if cover.unit:
        yield paragraph(cover.unit, parts_.style("Subtitle"))
    if cover.edition:
        yield paragraph(cover.edition, parts_.style("TertialSmall"))
    if cover.officer:
        yield paragraph(f"{words['officer']}\t{words['to']}", parts_.style("TertialParties"))
        yield paragraph(f"{cover.officer}\t{cover.unit}", parts_.style("TertialParties"))


def contents(document: Document, parts_: Parts, pages: Mapping[int, int]) -> Iterator[str]:
    """A contents field with the headings already in it; Word puts the pages right when it opens."""
    title = WORDS["sv"]["contents"]
    yield f"<w:p>{_style(parts_.style('TertialFront'), '<w:pageBreakBefore/>')}{run(title)}</w:p>"
    first = True
    for index, section in enumerate(document.sections):
        if section.level > 2:
            continue
        begins = (
            '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve">'
            ' TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            if first
            else ""
        )
        first = False
        mark = f"_T{index}"
        page = _field(f"PAGEREF {mark} \\h", str(pages.get(index, "")))
        yield (
            f"<w:p>{_style(parts_.style(f'TOC{section.level}'))}{begins}"
            f'<w:hyperlink w:anchor="{mark}">{run(section.heading)}<w:r><w:tab/></w:r>{page}</w:hyperlink></w:p>'
        )
    yield '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:br w:type="page"/></w:r></w:p>'


def _field(code: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def run(text: str, properties: str = "") -> str:
    """Words in one piece; tabs and line breaks are their own marks."""
    inner = []
    for number, line in enumerate(text.split("\n")):
        if number:
            inner.append("<w:br/>")
        for at, piece in enumerate(line.split("\t")):
            if at:
                inner.append("<w:tab/>")
            if piece:
                inner.append(f'<w:t xml:space="preserve">{said(piece)}</w:t>')
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{''.join(inner)}</w:r>"


def paragraph(text: str, style: str, more: str = "") -> str:
    return f"<w:p>{_style(style, more)}{run(text)}</w:p>"


def _style(style: str, more: str = "") -> str:
    return f"<w:pPr><w:pStyle w:val={quoteattr(style)}/>{more}</w:pPr>"


def _words(words: Words, parts_: Parts, properties: str = "") -> str:
    return "".join(_piece(each, parts_, properties) for each in words)


def _piece(text: Text, parts_: Parts, properties: str) -> str:
    marks = {Mark.STRONG: "<w:b/>", Mark.EMPHASIS: "<w:i/>"}.get(text.mark, "")
    made = run(text.text, f"{properties}{marks}")
    return f'<w:hyperlink r:id="{parts_.link(text.link)}">{made}</w:hyperlink>' if text.link else made


def _section(section: Section, index: int, parts_: Parts) -> Iterator[str]:
    if section.label:
        yield paragraph(section.label, parts_.style("TertialLabel"))
    mark = f'<w:bookmarkStart w:id="{index}" w:name="_T{index}"/>'
    heading = _words((Text(section.heading or " ", link=section.link),), parts_)
    style = parts_.style(f"Heading{section.level}")
    near = '<w:spacing w:before="40"/>' if section.label else ""  # a label stands close to its heading
    yield f'<w:p>{_style(style, near)}{mark}{heading}<w:bookmarkEnd w:id="{index}"/></w:p>'
    for block in section.blocks:
        yield from _block(block, parts_)


def _block(block: Block, parts_: Parts) -> Iterator[str]:
    match block:
        case Paragraph():
            style = parts_.style(STYLES[block.style])
            yield f"<w:p>{_style(style)}{_words(block.words, parts_)}</w:p>"
        case Listing():
            yield from _listing(block, parts_)
        case Table():
            for part in parts(block):
                yield from _table(part, parts_)
        case Note():
            yield f"<w:p>{_style(parts_.style('TertialNote'))}{_words(block.words, parts_)}</w:p>"
        case Figure() | Photo():
            yield from _picture(block, parts_)


def _listing(block: Listing, parts_: Parts) -> Iterator[str]:
    if block.ordered:
        parts_.ordered += 1
    number = parts_.ordered + 1 if block.ordered else 1
    made = list(_items(block.items, parts_, number, 0))
    if made:  # what comes after, a table for one, stands a little apart
        made[-1] = made[-1].replace("</w:pPr>", '<w:spacing w:after="120"/></w:pPr>', 1)
    yield from made


def _items(items: tuple[Item, ...], parts_: Parts, number: int, depth: int) -> Iterator[str]:
    style = parts_.style("ListNumber" if number > 1 else "ListBullet")
    for item in items:
        listed = (
            f'<w:numPr><w:ilvl w:val="{min(depth, MOST_BELOW)}"/><w:numId w:val="{{num{number}}}"/></w:numPr>'
        )
        yield f"<w:p>{_style(style, listed)}{_words(item.words, parts_)}</w:p>"
        yield from _items(item.below, parts_, number, depth + 1)


def _table(table: Table, parts_: Parts) -> Iterator[str]:
    whole = sum(column.share for column in table.columns) or 1
    widths = [int(WIDTH * column.share / whole) for column in table.columns]
    small = '<w:sz w:val="15"/>' if len(table.columns) > WIDE else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(
        _cell(run(column.title, small), parts_, "TertialHead", width, column.number)
        for column, width in zip(table.columns, widths, strict=True)
    )
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{parts_.style("TertialTable")}"/><w:tblW w:w="{sum(widths)}"'
        ' w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(allowed(table.title))}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
    )
    for row in table.rows:
        yield from _row(row, table, widths, parts_, small)
    yield f"</w:tbl>{paragraph('', parts_.style('TertialGap'))}"


def _row(row: Row, table: Table, widths: list[int], parts_: Parts, small: str) -> Iterator[str]:
    look = small + ("<w:b/>" if row.kind is RowKind.SUM else "")
    cells = []
    for at, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        words = row.cells[at] if at < len(row.cells) else ()
        inner = _words(words, parts_, look)
        if at == 0 and row.marked:
            inner = run(f"{BY_SEX} ", look) + inner
        style = "TertialOfWhich" if at == 0 and row.kind is RowKind.OF_WHICH else "TertialCell"
        cells.append(_cell(inner, parts_, style, width, column.number))
    yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"
    if row.comment:
        comment = paragraph(WORDS["sv"]["comment"], parts_.style("TertialSmall")) + paragraph(
            row.comment, parts_.style("TertialCell")
        )
        span = (
            f'<w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/><w:gridSpan w:val="{len(widths)}"/></w:tcPr>'
        )
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>{span}{comment}</w:tc></w:tr>"


def _cell(inner: str, parts_: Parts, style: str, width: int, number: bool) -> str:
    right = '<w:jc w:val="right"/>' if number else ""
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
    return f"<w:tc>{properties}<w:p>{_style(parts_.style(style), right)}{inner}</w:p></w:tc>"


def _picture(figure: Figure | Photo, parts_: Parts) -> Iterator[str]:
    if isinstance(figure, Photo):
        (wide, high), data, kind = photo_size(figure.data), figure.data, figure.kind
    else:
        (wide, high), data, kind = size_of(figure.svg), parts_.drawn[figure.svg], "png"
    parts_.pictures.append((data, kind))
    number = len(parts_.pictures)
    across = 5_700_000  # English metric units; 914 400 an inch
    down = int(across * high / max(wide, 1))
    if down > 7_500_000:
        across, down = int(across * 7_500_000 / down), 7_500_000
    name = quoteattr(allowed(figure.summary or figure.title))
    yield (
        f"<w:p>{_style(parts_.style('TertialFigure'))}<w:r><w:drawing>"
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/><wp:docPr id="{number}" name="Figur {number}" descr={name}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Figur {number}" descr={name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rIdP{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    yield paragraph(figure.title, parts_.style("Caption"))


def _signatures(document: Document, parts_: Parts) -> Iterator[str]:
    if document.signatures:
        yield paragraph(WORDS["sv"]["signatures"], parts_.style("Heading1"), "<w:keepNext/>")
    for each in document.signatures:
        yield paragraph("", parts_.style("TertialSign"), "<w:keepNext/>")
        yield paragraph(each.line, parts_.style("BodyText"))
