"""Pictures for documents: the web's SVG with its colours in it, and PNG of it made by Typst, for Word."""

import base64
import json
import re
from functools import lru_cache
from html import escape

from tertial.publishing.exports.chart_look import dressed
from tertial.publishing.rules.document import Figure, Photo

_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
DOTS = 220  # an inch


def size_of(svg: str) -> tuple[float, float]:
    found = _BOX.search(svg)
    return (float(found[1]), float(found[2])) if found else (640.0, 320.0)


def bytes_of_figure(figure: Figure | Photo) -> tuple[bytes, str, float]:
    """The bytes, their format, and how much of the width they take."""
    if isinstance(figure, Photo):
        return figure.data, figure.kind, 1.0
    wide, _ = size_of(figure.svg)
    return dressed(figure.svg).encode(), "svg", min(1.0, wide / 640)


def as_png(figure: Figure | Photo) -> tuple[bytes, str, float, float]:
    """Bytes, kind, width and height, for a program that knows no SVG."""
    if isinstance(figure, Photo):
        wide, high = photo_size(figure.data)
        return figure.data, figure.kind, wide, high
    wide, high = size_of(figure.svg)
    return _drawn(dressed(figure.svg)), "png", wide, high


@lru_cache(maxsize=64)
def _drawn(svg: str) -> bytes:
    from tertial.publishing.exports.pdf import HERE, compiler

    made = compiler().compile(
        str(HERE / "picture.typ"),
        format="png",
        ppi=DOTS,
        sys_inputs={"data": json.dumps({"svg": svg})},
    )
    return bytes(made if isinstance(made, bytes) else made[0])


def in_html(figure: Figure | Photo) -> str:
    """The picture as it stands in a page."""
    if isinstance(figure, Photo):
        data = base64.b64encode(figure.data).decode()
        return f'<img alt="{escape(figure.summary)}" src="data:image/{figure.kind};base64,{data}">'
    return dressed(figure.svg)


def photo_size(data: bytes) -> tuple[float, float]:
    """Width and height in points of the picture, from its own head; a square where they are not found."""
    if data.startswith(b"\x89PNG"):
        return float(int.from_bytes(data[16:20], "big")), float(int.from_bytes(data[20:24], "big"))
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 < len(data) and data[at] == 0xFF:
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            high, wide = (int.from_bytes(data[at + i : at + i + 2], "big") for i in (5, 7))
            return float(wide), float(high)
        at += 2 + length
    return 100.0, 100.0
