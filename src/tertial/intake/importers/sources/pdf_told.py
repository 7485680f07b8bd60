"""What a PDF itself says beyond its letters: headings (bookmarks) and which hyphens only break a line.

A tagged PDF says of a hyphen that divides a word that it is soft (`ActualText` U+00AD, as ISO 32000 has it).
"""

from collections.abc import Sequence
from typing import Any

from .line import SOFT_HYPHEN, clean

_MOST_BOOKMARKS = 5000
_MOST_LINES = 6  # of one heading
Told = dict[int, list[tuple[str, int]]]  # page index → titles in order, each with its level


def headings(document: Any) -> Told:
    """The bookmarks by page, where the document has them."""
    import pypdfium2

    out: Told = {}
    try:
        for number, mark in enumerate(document.get_toc(max_depth=6)):
            if number > _MOST_BOOKMARKS:
                break
            target = mark.get_dest()
            page = target.get_index() if target else None
            title = " ".join(clean(mark.get_title() or "").split())
            if page is not None and title:
                out.setdefault(page, []).append((title, mark.level + 1))
    except (pypdfium2.PdfiumError, ValueError):
        return {}
    return out


def heading_at(texts: Sequence[str], at: int, told: Sequence[tuple[str, int]]) -> tuple[int, int] | None:
    """How many lines from here make a heading that the bookmarks name, and its level."""
    so_far = ""
    for count, text in enumerate(texts[at : at + _MOST_LINES], 1):
        so_far = " ".join(f"{so_far} {clean(text)}".split())
        level = next((level for title, level in told if title == so_far), None)
        if level is not None:
            return count, level
        if not any(title.startswith(so_far) for title, _ in told):
            return None
    return None


def soft_hyphens(page: Any, height: float) -> list[tuple[float, float]]:
    """Where the hyphens stand that the file calls soft: left edge and middle."""
    import pypdfium2.raw as raw

    out = []
    for drawn in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=3):
        if _says_soft(drawn.raw, raw):
            left, bottom, _, top = drawn.get_bounds()
            out.append((left, height - (top + bottom) / 2))
    return out


def _says_soft(drawn: Any, raw: Any) -> bool:
    import ctypes

    for index in range(min(raw.FPDFPageObj_CountMarks(drawn), 8)):
        mark = raw.FPDFPageObj_GetMark(drawn, index)
        buffer, size = (ctypes.c_ushort * 8)(), ctypes.c_ulong()
        if raw.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", buffer, 16, ctypes.byref(size)):
            said = bytes(buffer)[: size.value].decode("utf-16-le", "replace")
            if size.value and said.strip("\0") in ("", SOFT_HYPHEN):  # pdfium gives a soft hyphen as nothing
                return True
    return False
