"""Indicators with their values as a document, and each of them as rows for those who reckon further."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tertial.foundation.period import Period
from tertial.foundation.sheet import neutralise
from tertial.measures.charts.district_and_city import Line, Lines, district_and_city
from tertial.measures.charts.share_over_years import Share, share_over_years
from tertial.measures.rules.breakdown import WHOLE
from tertial.measures.rules.series import Point
from tertial.publishing.rules.document import (
    Block,
    Column,
    Cover,
    Document,
    Figure,
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
MOST_PERIODS = 6  # as many as a row of a page holds
FEWEST_POINTS, MOST_POINTS = 3, 24  # of a line


def document_of_measures(data: dict[str, Any], edition: Edition) -> Document:
    """`data`: year, unit, measures, each with key, name, definition, source, unit_of_measure, values."""
    sections = tuple(_section(measure, edition) for measure in data["measures"])
    none = (
        Section("Inga indikatorer", blocks=(Paragraph(words("Det finns inga indikatorer att visa ännu.")),)),
    )
    return Document(
        Cover(f"Indikatorer {data['year']}", data["unit"], edition.city, edition=edition.edition),
        sections=(Section("Alla indikatorer"), *sections) if sections else none,
        address=edition.address,
    )


def _section(measure: dict[str, Any], edition: Edition) -> Section:
    blocks: list[Block] = []
    if measure["definition"]:
        blocks.append(Paragraph(words(measure["definition"])))
    if measure["source"]:
        blocks.append(Paragraph(words(f"Källa: {measure['source']}"), Style.SMALL))
    if line := figure(measure):
        blocks.append(line)
    known = any(is_outcome(value) for value in measure["values"])
    blocks.append(_table(measure, edition) if known else Paragraph(words("Det finns inga värden ännu.")))
    return Section(measure["name"], 2, blocks=tuple(blocks), link=edition.link("measure", measure["key"]))


def is_outcome(value: dict[str, Any]) -> bool:
    """What was, for everybody: neither a forecast nor one of the sexes. The data has the rest."""
    return bool(value["kind"] == "actual" and value["breakdown"] == WHOLE.code)


def periods_of(rows: Sequence[dict[str, Any]]) -> list[Period]:
    """The last periods that have values, the oldest first."""
    return sorted({Period.parse(row["period"]) for row in rows}, key=lambda each: (each.last, each.first))[
        -MOST_PERIODS:
    ]


@dataclass(frozen=True, slots=True)
class Grid:
    """A unit on each row and a period in each column; what is not known is a dash."""

    periods: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def grid(measure: dict[str, Any]) -> Grid:
    """The last periods of every unit."""
    rows = [value for value in measure["values"] if is_outcome(value)]
    periods = periods_of(rows)
    said = {(row["unit"], Period.parse(row["period"])): row["said"] for row in rows}
    names = dict.fromkeys(row["unit"] for row in rows)
    return Grid(
        tuple(each.label() for each in periods),
        tuple((name, tuple(said.get((name, each)) or "–" for each in periods)) for name in names),
    )


def _table(measure: dict[str, Any], edition: Edition) -> Table:
    found = grid(measure)
    link = edition.link("value", measure["key"])
    unit = f" ({measure['unit_of_measure']})" if measure["unit_of_measure"] else ""
    columns = (Column(f"Enhet{unit}", 2.4), *(Column(each, number=True) for each in found.periods))
    rows = tuple(Row((words(name), *(words(each, link) for each in said))) for name, said in found.rows)
    return Table(TableKind.WORDS, f"{measure['name']}, enhet för enhet", columns, rows)


def figure(measure: dict[str, Any]) -> Figure | None:
    """The line of the unit that has been counted longest, where there is a line to draw; its title says how it went."""
    name, points = _longest(measure)
    if not points:
        return None
    data = Share(name, measure["unit_of_measure"], points)
    return Figure(share_over_years.svg(data), data.summary(), f"Linje över {len(points)} perioder, {name}.")


def large_figure(measure: dict[str, Any]) -> Figure | None:
    """The same with its axes, for a page of its own."""
    name, points = _longest(measure)
    if not points:
        return None
    lines = Lines(measure["name"], measure["unit_of_measure"], (Line("Utfallet", points),))
    return Figure(district_and_city.svg(lines), measure["name"], f"{name}. {lines.summary()}")


def _longest(measure: dict[str, Any]) -> tuple[str, tuple[Point, ...]]:
    lines: dict[str, list[Point]] = {}
    for row in measure["values"]:
        if is_outcome(row):
            period = Period.parse(row["period"])
            value = None if row["value"] is None else Decimal(row["value"])
            at = period.first.year + period.last.timetuple().tm_yday / 366
            lines.setdefault(row["unit"], []).append(Point(period.label(), Decimal(f"{at:.3f}"), value))
    name, points = max(lines.items(), key=lambda each: len(each[1]), default=("", []))
    known = [point for point in points if point.value is not None]
    return name, tuple(points[-MOST_POINTS:]) if len(known) >= FEWEST_POINTS else ()


def as_csv(measure: dict[str, Any]) -> str:
    """Semicolons and decimal commas, as Swedish spreadsheets read them; no cell can become a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for value in measure["values"]:
        number = "" if value["value"] is None else value["value"].replace(".", ",")
        cells = (value["unit"], value["period"], value["kind"], value["breakdown"])
        writer.writerow(
            [*(neutralise(cell) for cell in cells), number, neutralise(measure["unit_of_measure"])]
        )
    return "\ufeff" + out.getvalue()
