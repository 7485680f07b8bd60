"""A themed follow-up put together: the city office's own words, the passages with board and date, who was silent."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tertial.foundation.period import Period
from tertial.publishing.rules.document import (
    Block,
    Column,
    Cover,
    Document,
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
from tertial.publishing.rules.levels import even
from tertial.publishing.rules.of_plan import Edition
from tertial.publishing.rules.prose import blocks_of

SCHEMA = "tertial.theme/1"
Json = Mapping[str, Any]


def document_of_theme(data: Json, edition: Edition) -> Document:
    """`data`: title, text, summary, counts, areas with headings and passages, who was silent, the round before."""
    sections = [*_summary(data), *(each for area in data["areas"] for each in _area(area))]
    sections += _who(data)
    sections += _answers(data)
    return Document(
        Cover(
            data["title"], city=edition.city, date="", edition=edition.edition or Period.parse(data["period"]).label()
        ),
        sections=even(sections),
        address=edition.address,
        signatures=edition.signatures,
    )  # fmt: skip


def _summary(data: Json) -> Iterator[Section]:
    counts = data["counts"]
    said = f"{counts['answered']} av {counts['asked']} nämnder och bolag har svarat."
    if counts["declined"]:
        said += f" {counts['declined']} deltar inte."
    blocks: list[Block] = [*blocks_of(data["summary"]), Paragraph(words(said), Style.SMALL)]
    yield Section("Sammanfattning", 1, blocks=tuple(blocks))


def _area(area: Json) -> Iterator[Section]:
    blocks: list[Block] = [*blocks_of(area["summary"]), *_passages(area["passages"])]
    headings = [each for each in area["headings"] if each["passages"]]
    if not blocks and not headings:
        blocks.append(Note(words("Inget är skrivet om fokusområdet än.")))
    yield Section(area["title"] or "Frågor", 1, area["number"], blocks=tuple(blocks))
    for each in headings:
        yield Section(each["title"], 2, blocks=tuple(_passages(each["passages"])))


def _passages(passages: Sequence[Json]) -> Iterator[Block]:
    """The board's own words, then whose they are and from when."""
    for each in passages:
        yield from blocks_of(each["text"])
        source = ", ".join(filter(None, (each["unit"], each["label"], each["date"])))
        yield Paragraph(words(f"– {source}"), Style.SMALL)


def _who(data: Json) -> Iterator[Section]:
    silent = data["silent"]
    if silent is None:
        return
    blocks: list[Block] = []
    for title, names in (
        ("Har inte svarat", silent["silent"]),
        ("Skrev samma som förra gången", silent["same"]),
    ):
        if names:
            blocks += [Paragraph(words(title), Style.TERM), Paragraph(words(f"{', '.join(names)}."))]
    if silent["declined"]:
        items = tuple(Item(words(f"{each['unit']}: {_flat(each['reason'])}")) for each in silent["declined"])
        blocks += [Paragraph(words("Deltar inte"), Style.TERM), Listing(items)]
    blocks += _compared(data)
    if blocks:
        yield Section("Vilka som har svarat", 1, blocks=tuple(blocks))


def _compared(data: Json) -> list[Block]:
    before = data["before"]
    if before is None:
        return []
    then, now = Period.parse(before["period"]).label(), Period.parse(data["period"]).label()
    rows = [("Tillfrågade", "asked"), ("Har svarat", "answered"), ("Deltar inte", "declined")]
    table = Table(
        TableKind.WORDS,
        f"Svaren {now} jämförda med {then}",
        (Column("", 2.0), Column(then, number=True), Column(now, number=True)),
        tuple(
            Row((words(name), words(str(before["counts"][key])), words(str(data["counts"][key]))))
            for name, key in rows
        ),
    )
    found: list[Block] = [Paragraph(words(f"Jämfört med {then}"), Style.TERM), table]
    for title, names in (
        ("Svarade inte förra gången", before["new"]),
        ("Svarade bara förra gången", before["gone"]),
    ):
        if names:
            found.append(Paragraph(words(f"{title}: {', '.join(names)}.")))
    return found


def _answers(data: Json) -> Iterator[Section]:
    asked = [each for area in data["areas"] for each in area["answers"]]
    if not asked:
        return
    yield Section("Svaren i sin helhet", 1)
    for question in asked:
        blocks: list[Block] = []
        for said in question["said"]:
            blocks.append(Paragraph(words(f"{said['unit']}, {said['date']}"), Style.SUBTITLE))
            blocks += blocks_of(said["text"])
        yield Section(question["question"], 2, question["number"], blocks=tuple(blocks))


def _flat(text: str) -> str:
    return " ".join(text.split())
