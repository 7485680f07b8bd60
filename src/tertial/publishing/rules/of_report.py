"""A signed report as the document that a board adopts: the verdicts first, then goal by goal words and figures.

It is made from what was signed and nothing else, so it says the same whenever it is made again.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tertial.foundation.number import format_number
from tertial.goals.rules.activity import STATUS_WORDS
from tertial.measures.charts.status_counts import Count, Counts, status_counts
from tertial.measures.rules.light import LIGHT_WORDS, Light
from tertial.planning.rules import tag_accounts
from tertial.planning.rules.draft import Goal
from tertial.publishing.rules.attached import shown
from tertial.publishing.rules.document import (
    Appendix,
    Block,
    Column,
    Cover,
    Document,
    Figure,
    Item,
    Listing,
    Mark,
    Note,
    Paragraph,
    Row,
    Section,
    Signature,
    Style,
    Table,
    TableKind,
    Text,
    Words,
    words,
)
from tertial.publishing.rules.levels import even
from tertial.publishing.rules.of_money import money_blocks
from tertial.publishing.rules.of_plan import Edition
from tertial.publishing.rules.prose import blocks_of

SCHEMA = "tertial.published-report/1"
Json = Mapping[str, Any]
NONE = "–"


def document_of_report(data: Json, edition: Edition) -> Document:
    """`data`: the signed report, its signature, what was written the period before, by row, and the goals' tags."""
    report, signed = data["report"], data["signed"]
    build = _Build(edition, data.get("before") or {})
    sections = [*_overview(report), *(build.part(part) for part in report["parts"])]
    sections += build.accounts(report["parts"], data.get("tags") or {})
    names = [each["name"] for part in report["parts"] for each in part["attachments"]]
    return Document(
        Cover(
            report["round"]["title"],
            report["unit"]["name"],
            edition.city,
            signed["day"],
            edition=", ".join(
                filter(None, (edition.edition, signed["decision"] and f"beslut {signed['decision']}"))
            ),
        ),
        sections=even(sections),
        appendices=tuple(Appendix(str(number), name) for number, name in enumerate(names, 1)),
        signatures=_signatures(signed),
        address=edition.address,
    )


def _signatures(signed: Json) -> tuple[Signature, ...]:
    found = [Signature(f"Signerad {signed['day']}", signed["by"])]
    if signed.get("frozen_day"):
        found.append(Signature(f"Fastställd {signed['frozen_day']}", signed["frozen_by"]))
    return tuple(found)


def _overview(report: Json) -> Iterator[Section]:
    """How it went, before any words: a figure and a table that say the same."""
    rows = [
        (part, row)
        for part in report["parts"]
        for row in part["rows"]
        if row["kind"] == "judgement" and part["goal"]
    ]
    blocks: list[Block] = []
    asked = report.get("below") or {}
    if asked.get("asked"):
        said = f"Bygger på rapporter från {asked['handed_in']} av {asked['asked']} enheter."
        blocks.append(Paragraph(words(said), Style.SMALL))
    if rows:
        blocks.append(_tally([row["content"].get("light") or "" for _, row in rows]))
        table = tuple(
            Row((words(f"{part['number']} {part['title']}".strip()), words(row["shown"] or NONE)))
            for part, row in rows
        )
        columns = (Column("Mål", 3.5), Column("Bedömning", 1.2))
        blocks.append(Table(TableKind.WORDS, "Målen och hur de bedöms", columns, table))
    if blocks:
        yield Section("Läget i korthet", 1, blocks=tuple(blocks))


def _tally(lights: Sequence[str]) -> Figure:
    """How many goals are met, partly met and not met, as a picture and in words."""
    counts = tuple(
        Count(light.value, LIGHT_WORDS[light], number)
        for light in Light
        if (number := sum(1 for each in lights if (each or Light.UNKNOWN) == light))
    )
    data = Counts("Så bedöms målen", counts)
    return Figure(status_counts.svg(data), data.title, data.summary())


def _plain(value: str | None) -> str:
    """A stored number as printed, without the noughts of its column."""
    return format_number(Decimal(format(Decimal(value).normalize(), "f"))) if value else NONE


def _word_of(names: Mapping[Any, str], code: str) -> str:
    """The word for a code; a code that is none of ours says nothing."""
    return next((word for key, word in names.items() if key.value == code), NONE)


def _judged(part: Json) -> str:
    """What the goal is judged to be, as a sentence; nothing where it is not asked."""
    shown = next((row["shown"] for row in part["rows"] if row["kind"] == "judgement"), None)
    return "" if shown is None else f"Bedömning: {(shown or 'inte bedömt').rstrip('.')}."


class _Build:
    def __init__(self, edition: Edition, before: Json) -> None:
        self.edition = edition
        self.before = before

    def part(self, part: Json) -> Section:
        blocks = list(self._blocks(part))
        if not blocks:
            blocks = [Paragraph(words("Inget har skrivits i den här delen."), Style.SMALL)]
        link = self.edition.link("goal", part["goal"]) if part["goal"] else ""
        label = "Mål" if part["goal"] else ""
        number = part["number"] if part["goal"] else ""
        return Section(part["title"], 2 if part["goal"] else 1, number, label, tuple(blocks), link)

    def _blocks(self, part: Json) -> Iterator[Block]:
        if part["exempt"]:
            yield Paragraph(words(part["exempt"]), Style.SMALL)
        kinds: dict[str, list[Json]] = {}
        for row in part["rows"]:
            kinds.setdefault(row["kind"], []).append(row)
        for row in kinds.get("judgement", []):
            yield from self._verdict(row, part["title"])
        if rows := kinds.get("money"):
            yield from money_blocks(rows, self.edition.link)
        for row in kinds.get("text", []):
            yield from self._text(row)
        for row in kinds.get("choice", []):
            asked = row["label"].rstrip(": ")
            yield Paragraph(words(f"{asked}{'' if asked.endswith('?') else ':'} {row['shown'] or NONE}"))
            yield from blocks_of(row["comment"])
        if rows := kinds.get("value"):
            yield self._values(rows)
        if rows := kinds.get("items"):
            yield self._items(rows)
        yield from self._attached(part["attachments"])

    def accounts(self, parts: Sequence[Json], tags: Mapping[str, Sequence[str]]) -> Iterator[Section]:
        """Special accounts: the goals by what they contribute to, each with its verdict."""
        told = {
            Goal(1, part["number"], part["title"], tags=tuple(tags.get(part["goal"], ()))): part
            for part in parts
            if part["goal"]
        }
        for at, account in enumerate(tag_accounts.accounts(list(told))):
            if not at:
                yield Section(tag_accounts.TITLE, 1, blocks=(Paragraph(words(tag_accounts.INTRO)),))
            lines = [
                Item(
                    words(
                        f"{tag_accounts.line_of(goal)} {_judged(told[goal])}".strip(),
                        self.edition.link("goal", told[goal]["goal"]),
                    )
                )
                for goal in account.goals
            ]
            yield Section(account.title, 2, blocks=(Listing(tuple(lines)),))

    def _attached(self, attachments: Sequence[Json]) -> Iterator[Block]:
        if attachments:
            names = ", ".join(each["name"] for each in attachments)
            yield Paragraph(words(f"Bilagor till delen: {names}"), Style.SMALL)
        for each in attachments:
            if picture := shown(each["name"], each["sha256"], self.edition.picture):
                yield picture

    @staticmethod
    def _verdict(row: Json, title: str) -> Iterator[Block]:
        label = "Bedömning" if title in row["label"] else row["label"]  # the goal itself is the heading above
        yield Paragraph(words(label), Style.TERM)
        yield Note((Text(row["shown"] or "Inte bedömt", Mark.STRONG),))
        yield from blocks_of(row["comment"])

    def _text(self, row: Json) -> Iterator[Block]:
        yield Paragraph(words(row["label"]), Style.TERM)
        yield from blocks_of(row["text"])
        if row["is_same"]:
            yield Paragraph(words("Inget nytt sedan förra rapporten."), Style.SMALL)
        yield from blocks_of(row["comment"])
        for quote in row.get("quotes") or ():
            yield Note(words(f"{quote['unit']}: {quote['text']}"))
        before = self.before.get("texts", {}).get(row["id"], "")
        if before and not row["is_same"]:
            yield Paragraph(words(f"Så stod det i {self.before['title']}"), Style.GROUP)
            yield from blocks_of(before)

    def _values(self, rows: Sequence[Json]) -> Table:
        known = any(row.get("previous") for row in rows)
        before = (Column("Förra", number=True),) if known else ()
        columns = (
            Column("Indikator", 3.2),
            *before,
            Column("Utfall", 1.1, number=True),
            Column("Årsmål", 1.2),
            Column("Bedömning", 1.3),
        )
        made = tuple(self._value(row, with_previous=known) for row in rows)
        return Table(TableKind.WORDS, "Indikatorer", columns, made)

    def _value(self, row: Json, *, with_previous: bool) -> Row:
        key = row.get("measure", "")
        count = row.get("coverage")
        covered = f"{count['in']} av {count['of']} enheter" if count else ""
        previous = row.get("previous")
        cells: tuple[Words, ...] = (
            words(row["label"], self.edition.link("measure", key)),
            *((words(_plain(previous)),) if with_previous else ()),
            words(row["shown"] or NONE, self.edition.link("value", key)),
            words(row.get("target") or NONE),
            words(_word_of(LIGHT_WORDS, row.get("light", ""))),
        )
        return Row(cells, comment=". ".join(filter(None, (covered, row["comment"]))))

    def _items(self, rows: Sequence[Json]) -> Table:
        columns = (Column("Aktivitet", 4), Column("Läge", 1.2))
        made = tuple(
            Row(
                (
                    words(row["label"]),
                    words(_word_of(STATUS_WORDS, row["content"].get("status", ""))),
                ),
                comment=row["comment"],
            )
            for row in rows
        )
        return Table(TableKind.WORDS, "Aktiviteter", columns, made)
