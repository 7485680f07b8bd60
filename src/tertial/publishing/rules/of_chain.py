"""The goal chain of a year as a document: every goal under its main goal, with whose it is."""

from typing import Any

from tertial.publishing.rules.document import Block, Cover, Document, Paragraph, Section, Style, words
from tertial.publishing.rules.levels import even
from tertial.publishing.rules.of_plan import Edition

SCHEMA = "tertial.chain/1"


def document_of_chain(data: dict[str, Any], edition: Edition) -> Document:
    """`data`: year, unit, goals in the order of the tree, each with depth, number, text, level, unit, tags."""
    sections = [_section(goal, edition) for goal in data["goals"]]
    if not sections:
        sections = [Section("Målkedjan är tom", blocks=(Paragraph(words("Året har inga mål ännu.")),))]
    return Document(
        Cover(f"Målkedjan {data['year']}", data["unit"], edition.city, edition=edition.edition),
        sections=even(sections),
        address=edition.address,
        signatures=edition.signatures,
    )


def _section(goal: dict[str, Any], edition: Edition) -> Section:
    blocks: list[Block] = [Paragraph(words(goal["unit"]), Style.SMALL)]
    if goal["tags"]:
        blocks.append(Paragraph(words(f"Bidrar till: {', '.join(goal['tags'])}"), Style.SMALL))
    link = edition.link("goal", goal["key"])
    return Section(goal["text"], goal["depth"], goal["number"], goal["level"], tuple(blocks), link)
