"""PDF by Typst: tagged for those who listen (PDF/UA-1), with bookmarks, and a contents list with page numbers.

The words go as JSON into one fixed template; nothing that somebody has written is ever read as Typst.
"""

from dataclasses import replace
from typing import Any

from tertial.foundation.words import N_ as _
from tertial.foundation.words import Refused
from tertial.publishing.exports.packed import packed
from tertial.publishing.exports.readable import readable
from tertial.publishing.exports.typesetting import TypstFault, typeset
from tertial.publishing.rules.document import Block, Document, Note, Photo, words


def as_pdf(document: Document) -> bytes:
    """The file, or a clear word about what in the document cannot be printed."""
    try:
        return _compile(readable(packed(document)))
    except TypstFault as error:
        said = str(error)
    # One picture that is torn, or letters that no font sets together, must not take the document with them.
    try:
        kept = without_photos(document) if "image" in said else document
        return _compile(readable(packed(kept), plainly="could not be displayed" in said))
    except TypstFault as error:
        raise Refused(
            _("Dokumentet gick inte att skriva som PDF: %(said)s"), said=str(error)[:300]
        ) from error


def without_photos(document: Document) -> Document:
    """The same with a word in the place of every picture somebody attached; one of them cannot be read."""
    return replace(
        document,
        sections=tuple(
            replace(section, blocks=tuple(_told(block) for block in section.blocks))
            for section in document.sections
        ),
    )


def _told(block: Block) -> Block:
    said = "går inte att visa här. Den ligger bland bilagorna."
    return Note(words(f"Bilden {block.title} {said}")) if isinstance(block, Photo) else block


def _compile(data: dict[str, Any]) -> bytes:
    return typeset("document.typ", "pdf", [data])[0]
