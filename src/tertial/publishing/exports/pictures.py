"""Pictures for documents: the web's SVG with its colours in it, and PNG of it made by Typst, for Word."""

import base64
import re
from html import escape

from tertial.foundation.picture_look import dressed
from tertial.publishing.exports.typesetting import typeset
from tertial.publishing.rules.attached import sides_of
from tertial.publishing.rules.document import Document, Figure, Photo

_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
HIGHEST = 1.25  # of the width of the text


def size_of(svg: str) -> tuple[float, float]:
    found = _BOX.search(svg)
    return (float(found[1]), float(found[2])) if found else (640.0, 320.0)


def drawing(figure: Figure | Photo) -> tuple[str, float]:
    """SVG for the PDF, and how much of the page's width it takes; no picture is higher than a page."""
    if isinstance(figure, Photo):
        wide, high = photo_size(figure.data)
        data = base64.b64encode(figure.data).decode()
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}">'
            f'<image width="{wide:g}" height="{high:g}" href="data:image/{figure.kind};base64,{data}"/></svg>'
        )
    else:
        wide, high = size_of(figure.svg)
        svg = dressed(figure.svg)
    return svg, min(1.0, wide / 640, HIGHEST * wide / max(high, 1.0))


def drawn(document: Document) -> dict[str, bytes]:
    """Every figure's SVG as PNG, for a program that knows no SVG; all of them made at once."""
    found = dict.fromkeys(
        block.svg for section in document.sections for block in section.blocks if isinstance(block, Figure)
    )
    made = typeset("picture.typ", "png", [{"svg": dressed(svg)} for svg in found]) if found else []
    return dict(zip(found, made, strict=True))


def in_html(figure: Figure | Photo) -> str:
    """The picture as it stands in a page."""
    if isinstance(figure, Photo):
        data = base64.b64encode(figure.data).decode()
        return f'<img alt="{escape(figure.summary)}" src="data:image/{figure.kind};base64,{data}">'
    return dressed(figure.svg)


def photo_size(data: bytes) -> tuple[float, float]:
    """Width and height in points of the picture; a square where they are not found."""
    wide, high = sides_of(data) or (100, 100)
    return float(wide), float(high)
