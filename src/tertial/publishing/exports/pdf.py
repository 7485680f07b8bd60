"""PDF by Typst: tagged for those who listen (PDF/UA-1), with bookmarks, and a contents list with page numbers.

The words go as JSON into one fixed template; nothing that somebody has written is ever read as Typst.
"""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tertial.foundation.words import Refused
from tertial.foundation.words import N_ as _
from tertial.publishing.exports.packed import packed
from tertial.publishing.exports.readable import readable
from tertial.publishing.rules.document import Document

HERE = Path(__file__).parent
TEMPLATE = HERE / "document.typ"
_kept = threading.local()


def as_pdf(document: Document) -> bytes:
    """The file, or a clear word about what in the document cannot be printed."""
    import typst

    data = readable(packed(document))
    try:
        return _compile(data, ["ua-1"])
    except typst.TypstError as error:
        raise Refused(_("Dokumentet gick inte att skriva som PDF: %(said)s"), said=str(error)[:300]) from error


def _compile(data: dict[str, Any], standards: list[str]) -> bytes:
    made = compiler().compile(
        str(TEMPLATE),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=standards,
    )
    return bytes(made)


def compiler() -> Any:
    """One for each thread: it keeps the fonts, and sees no files but the template."""
    import typst

    if not hasattr(_kept, "compiler"):
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(HERE / "fonts")])
        _kept.compiler = typst.Compiler(str(TEMPLATE), root=str(HERE), font_paths=fonts)
    return _kept.compiler


Compile = Callable[[dict[str, Any]], bytes]
