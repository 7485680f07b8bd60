"""Two editions side by side: only what differs, each line beside the one it was."""

import pytest

from tertial.publishing.rules.compared import Changed, compare
from tertial.publishing.rules.document import (
    Appendix,
    Block,
    Column,
    Cover,
    Document,
    Figure,
    Item,
    Listing,
    Paragraph,
    Point,
    Row,
    Section,
    Table,
    TableKind,
    words,
)


def a_document(*blocks: Block, points: tuple[Point, ...] = (), title: str = "Ett") -> Document:
    return Document(Cover("Plan"), points, (Section(title, blocks=blocks),), (Appendix("1", "Underlag"),))


def para(text: str) -> Paragraph:
    return Paragraph(words(text))


def table(*cells: str) -> Table:
    return Table(
        TableKind.WORDS, "T", (Column("A"), Column("B")), (Row(tuple(words(cell) for cell in cells)),)
    )


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        pytest.param(para("Vi bygger två hus."), para("Vi bygger tre hus."), [("Vi bygger två hus.", "Vi bygger tre hus.")], id="reads otherwise"),
        pytest.param(para("Samma."), para("Samma."), [], id="the same"),
        pytest.param(table("Nöjda", "80 %"), table("Nöjda", "85 %"), [("Nöjda | 80 %", "Nöjda | 85 %")], id="a target"),
        pytest.param(Listing((Item(words("ett")),)), Listing((Item(words("ett")), Item(words("helt nytt")))), [("", "• helt nytt")], id="one more point"),
        pytest.param(Figure("<svg/>", "Bild", "fyra mål"), Figure("<svg />", "Bild", "fyra mål"), [], id="a figure that says the same"),
    ],
)  # fmt: skip
def test_only_what_differs_is_told(old: Block, new: Block, lines: list[tuple[str, str]]) -> None:
    found = compare(a_document(old), a_document(new))
    assert found == ([Changed("Ett", "changed", tuple(lines))] if lines else [])


def test_what_came_and_what_went() -> None:
    old, new = a_document(para("a"), title="Gammal"), a_document(para("b"), title="Ny")
    assert [(each.heading, each.how) for each in compare(old, new)] == [("Ny", "new"), ("Gammal", "gone")]


def test_points_of_the_decision_are_compared_too() -> None:
    found = compare(
        a_document(points=(Point(1, "Nämnden söker 4 mnkr."),)),
        a_document(points=(Point(1, "Nämnden söker 5 mnkr."),)),
    )
    assert [each.heading for each in found] == ["Förslag till beslut"]


def test_two_sections_of_one_name_are_two() -> None:
    two = Document(
        Cover("P"), sections=(Section("Ett", blocks=(para("a"),)), Section("Ett", blocks=(para("b"),)))
    )
    one = Document(
        Cover("P"), sections=(Section("Ett", blocks=(para("a"),)), Section("Ett", blocks=(para("c"),)))
    )
    assert [each.heading for each in compare(two, one)] == ["Ett (2)"]
