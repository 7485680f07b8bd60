"""The PDF for those who listen to it: PDF/UA-1, a structure tree in reading order, headings, tables, alternative texts."""

import io
from collections.abc import Sequence
from itertools import pairwise

import pikepdf
import pytest

from tertial.publishing.exports.pdf import as_pdf
from tertial.publishing.rules.document import (
    Column,
    Cover,
    Document,
    Figure,
    Item,
    Listing,
    Note,
    Paragraph,
    Row,
    Section,
    Style,
    Table,
    TableKind,
    words,
)
from tertial.publishing.rules.of_plan import Edition, document_of_plan
from tests.plans.generator import FULL, truth
from tests.rules.publishing.looking import Node, every, structure

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><rect width="50" height="50"/></svg>'
ADDRESS = "https://tertial.example/matt/"


@pytest.fixture(scope="module")
def plan() -> pikepdf.Pdf:
    """A board's whole plan, every indicator leading to where it is explained."""
    edition = Edition("Ekstad", "Version 1", ADDRESS, link=lambda kind, key: f"{ADDRESS}{kind}/")
    return pikepdf.open(io.BytesIO(as_pdf(document_of_plan(truth(16, FULL).draft, edition))))


@pytest.fixture(scope="module")
def tree(plan: pikepdf.Pdf) -> Node:
    return structure(plan)


def of_kind(tree: Node, *kinds: str) -> list[Node]:
    return [node for node in every(tree) if node.kind in {f"/{kind}" for kind in kinds}]


def test_it_says_that_it_is_for_everybody(plan: pikepdf.Pdf) -> None:
    assert bool(plan.Root.MarkInfo.Marked)
    assert str(plan.Root.Lang).startswith("sv")
    assert bool(plan.Root.ViewerPreferences.DisplayDocTitle)
    with plan.open_metadata() as told:
        assert told["pdfuaid:part"] == "1"
        assert told["dc:title"]


def test_every_page_says_in_which_order_it_is_gone_through(plan: pikepdf.Pdf) -> None:
    assert [str(page.get("/Tabs")) for page in plan.pages if "/Annots" in page] == ["/S"] * sum(
        "/Annots" in page for page in plan.pages
    )


def test_headings_are_without_leaps(tree: Node) -> None:
    levels = [int(node.kind[2:]) for node in of_kind(tree, *(f"H{n}" for n in range(1, 7)))]
    assert len(levels) > 20
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_it_is_read_in_the_order_it_is_printed(tree: Node) -> None:
    """Page by page as the words were written; a table's repeated heads are not read again."""
    marks = tree_marks(tree)
    assert len(marks) == len(set(marks)) > 500
    assert marks == sorted(marks)


def tree_marks(tree: Node) -> Sequence[tuple[int, int]]:
    return [mark for kid in tree.kids for mark in kid.marks]


def test_tables_have_heads_and_whole_rows(tree: Node) -> None:
    tables = of_kind(tree, "Table")
    assert len(tables) > 20
    for table in tables:
        assert [node for node in every(table) if node.kind == "/TH"]
        rows = [node for node in every(table) if node.kind == "/TR"]
        assert rows and all(row.kids for row in rows)


def test_numbers_lead_to_where_they_are_explained(plan: pikepdf.Pdf, tree: Node) -> None:
    found = {
        str(note.A.URI)
        for page in plan.pages
        for note in page.get("/Annots", ())
        if "/A" in note and "/URI" in note.A
    }
    assert {f"{ADDRESS}measure/", f"{ADDRESS}goal/", f"{ADDRESS}target/"} <= found
    assert of_kind(tree, "Link")


def test_there_are_bookmarks_for_every_heading_of_the_contents(plan: pikepdf.Pdf) -> None:
    with plan.open_outline() as outline:
        titles = [str(item.title) for item in outline.root]
    assert "Innehållsförteckning" in titles
    assert len(titles) > 4


def test_figures_say_what_is_seen_and_lists_are_lists() -> None:
    document = Document(
        Cover("Rapport"),
        sections=(
            Section(
                "Prov",
                blocks=(
                    Figure(SVG, "Så gick det", "Tre mål uppfylls, ett inte."),
                    Listing((Item(words("ett"), (Item(words("under")),)), Item(words("två"))), ordered=True),
                    Note(words("Märk väl")),
                    Paragraph(words("Litet"), Style.SMALL),
                    Table(
                        TableKind.WORDS,
                        "Tabell",
                        (Column("A"), Column("B")),
                        (Row((words("a"), words("b"))),),
                    ),
                ),
            ),
        ),
    )
    tree = structure(pikepdf.open(io.BytesIO(as_pdf(document))))
    assert [node.alt for node in of_kind(tree, "Figure")] == ["Tre mål uppfylls, ett inte."]
    assert len(of_kind(tree, "L")) == 2
    assert len(of_kind(tree, "LI")) == 3
    assert len(of_kind(tree, "Caption")) == 1
