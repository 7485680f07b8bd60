"""Which files a document becomes, what each is called and what makes it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tertial.foundation.words import N_
from tertial.publishing.exports.html import as_html
from tertial.publishing.exports.markdown import as_markdown
from tertial.publishing.exports.pdf import as_pdf
from tertial.publishing.exports.plain import as_text
from tertial.publishing.exports.word import as_word
from tertial.publishing.exports.word_template import as_templated
from tertial.publishing.rules.document import Document


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    name: str
    mime: str


KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", N_("PDF"), "application/pdf"),
        Kind("docx", N_("Word"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        Kind("html", N_("Webbsida"), "text/html; charset=utf-8"),
        Kind("md", N_("Markdown"), "text/markdown; charset=utf-8"),
        Kind("txt", N_("Text"), "text/plain; charset=utf-8"),
        Kind("json", N_("Data"), "application/json"),
    )
}


def files(
    document: Document, data: dict[str, Any], template: bytes | None = None
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each file's kind and what makes it, in the order of what people ask for first."""
    yield "pdf", lambda: as_pdf(document)
    yield "docx", lambda: as_templated(document, template) if template else as_word(document)
    yield "html", lambda: as_html(document).encode()
    yield "md", lambda: as_markdown(document).encode()
    yield "txt", lambda: as_text(document).encode()
    yield "json", lambda: json.dumps(data, ensure_ascii=False, indent=1).encode()
