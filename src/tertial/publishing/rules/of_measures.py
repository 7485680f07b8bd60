"""Indicators with their values as a document, and each of them as rows for those who reckon further."""

import csv
import io
from typing import Any

from tertial.foundation.sheet import neutralise
from tertial.measures.rules.breakdown import WHOLE
from tertial.publishing.rules.document import (
    Block,
    Column,
    Cover,
    Document,
    Paragraph,
    Row,
    Section,
    Style,
    Table,
    TableKind,
    words,
)
from tertial.publishing.rules.of_plan import Edition

SCHEMA = "tertial.measures/1"
COLUMNS = ("enhet", "period", "slag", "uppdelning", "värde", "måttenhet")
KINDS = {"actual": "Utfall", "forecast": "Prognos", "budget": "Budget", "benchmark": "Jämförelse"}


def document_of_measures(data: dict[str, Any], edition: Edition) -> Document:
    """`data`: year, unit, measures, each with key, name, definition, source, unit_of_measure, values."""
    sections = tuple(_section(measure, edition) for measure in data["measures"])
    none = (Section("Inga indikatorer", blocks=(Paragraph(words("Det finns inga indikatorer att visa ännu.")),)),)
    return Document(
        Cover(f"Indikatorer {data['year']}", data["unit"], edition.city, edition=edition.edition),
        sections=sections or none,
        address=edition.address,
    )


def _section(measure: dict[str, Any], edition: Edition) -> Section:
    blocks: list[Block] = []
    if measure["definition"]:
        blocks.append(Paragraph(words(measure["definition"])))
    if measure["source"]:
        blocks.append(Paragraph(words(f"Källa: {measure['source']}"), Style.SMALL))
    if measure["values"]:
        unit = f" ({measure['unit_of_measure']})" if measure["unit_of_measure"] else ""
        rows = tuple(
            Row(
                (
                    words(value["unit"]),
                    words(value["period"]),
                    words(KINDS.get(value["kind"], value["kind"])),
                    words(value["said"], edition.link("value", measure["key"])),
                )
            )
            for value in measure["values"]
            if value["breakdown"] == WHOLE.code
        )
        columns = (
            Column("Enhet", 2.2),
            Column("Period"),
            Column("Slag"),
            Column(f"Värde{unit}", number=True),
        )
        blocks.append(Table(TableKind.WORDS, measure["name"], columns, rows))
    else:
        blocks.append(Paragraph(words("Det finns inga värden ännu.")))
    return Section(measure["name"], 1, blocks=tuple(blocks), link=edition.link("measure", measure["key"]))


def as_csv(measure: dict[str, Any]) -> str:
    """Semicolons and decimal commas, as Swedish spreadsheets read them; no cell can become a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for value in measure["values"]:
        number = "" if value["value"] is None else value["value"].replace(".", ",")
        cells = (value["unit"], value["period"], value["kind"], value["breakdown"])
        writer.writerow([*(neutralise(cell) for cell in cells), number, neutralise(measure["unit_of_measure"])])
    return "\ufeff" + out.getvalue()
