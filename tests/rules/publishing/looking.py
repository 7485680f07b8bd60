"""Looking into what was made: the text of a PDF, its structure tree in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2


def text_of_pdf(data: bytes) -> str:
    """The words as they stand, line breaks and the hyphens they bring taken out."""
    opened = pypdfium2.PdfDocument(data)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
    finally:
        opened.close()
    text = "\n".join(pages).replace("\ufffe", "").replace("\x02", "")
    return " ".join(text.split())


@dataclass(frozen=True)
class Node:
    """One element of the structure tree: what it is, how deep, its alternative text, where its words stand."""

    kind: str
    depth: int
    alt: str
    marks: tuple[tuple[int, int], ...]  # page and number, its own and all below, in reading order
    kids: tuple["Node", ...]


def structure(pdf: pikepdf.Pdf) -> Node:
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    root = pdf.Root.StructTreeRoot
    kids = tuple(_nodes(root.get("/K"), pages, None, 1))
    return Node("root", 0, "", tuple(mark for kid in kids for mark in kid.marks), kids)


def _nodes(value: Any, pages: dict[Any, int], page: int | None, depth: int) -> Iterator[Node]:
    for each in value if isinstance(value, pikepdf.Array) else [value]:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            own = pages.get(each.Pg.objgen, page) if "/Pg" in each else page
            kids = tuple(_nodes(each.get("/K"), pages, own, depth + 1)) if "/K" in each else ()
            marks = tuple(_marks(each.get("/K"), pages, own))
            yield Node(str(each.S), depth, str(each.get("/Alt", "")), marks, kids)


def _marks(value: Any, pages: dict[Any, int], page: int | None) -> Iterator[tuple[int, int]]:
    for each in value if isinstance(value, pikepdf.Array) else [value]:
        if isinstance(each, int):
            assert page is not None
            yield page, each
        elif isinstance(each, pikepdf.Dictionary):
            own = pages.get(each.Pg.objgen, page) if "/Pg" in each else page
            if "/MCID" in each and own is not None:
                yield own, int(each.MCID)
            elif "/K" in each and "/S" in each:
                yield from _marks(each.K, pages, own)


def every(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        yield from every(kid)
