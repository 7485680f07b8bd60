"""A report's document as a reader wants it: the verdict first, then the words, then the figures behind them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from tertial.foundation.number import format_number
from tertial.foundation.prose import sentences
from tertial.goals.pages.rows import STATES as ACTIVITY_STATES
from tertial.goals.rules.activity import STATUS_WORDS, ActivityStatus
from tertial.measures.pages.said import STATES, origin_of
from tertial.measures.rules.current import ValueKind
from tertial.measures.rules.light import LIGHT_WORDS, Light
from tertial.reporting.models import Report
from tertial.reporting.pages.reading import Mark, told
from tertial.reporting.queries.figures import decided_values
from tertial.reporting.queries.files import files_of
from tertial.reporting.rules.below import Below
from tertial.reporting.rules.document import Json
from tertial.reporting.rules.money import Line, SealedTable, Total, plain, sealed_tables, signed


@dataclass(frozen=True)
class ReadRow:
    """One answer: what is asked, what was said, and the light where there is one."""

    label: str
    shown: str = ""
    text: str = ""
    comment: str = ""
    mark: Mark | None = None
    target: str = ""
    previous: str = ""
    coverage: Mapping[str, int] | None = None
    is_same: bool = False
    quotes: tuple[Mapping[str, str], ...] = ()
    measure: str = ""
    trace: str = ""  # where the figure came from
    previous_trace: str = ""


@dataclass(frozen=True)
class ReadMoney:
    """One row of a table of money, or its sum."""

    label: str
    budget: str
    actual: str
    expected: str
    deviation: str
    comment: str = ""
    below: Below | None = None
    is_part: bool = False
    measure: str = ""
    traces: Mapping[str, str] = field(default_factory=dict)  # by kind, where the figure is explained


@dataclass(frozen=True)
class ReadTable:
    """A table of money as it stood when it was signed. `is_over`: the year, so that the outcome is all there is."""

    rows: list[ReadMoney]
    sum: ReadMoney
    notes: list[str]
    is_over: bool
    title: str = ""  # where a part has several


@dataclass
class ReadPart:
    number: str
    title: str
    is_goal: bool = False
    exempt: str = ""
    verdicts: list[ReadRow] = field(default_factory=list)
    texts: list[ReadRow] = field(default_factory=list)
    values: list[ReadRow] = field(default_factory=list)
    items: list[ReadRow] = field(default_factory=list)
    choices: list[ReadRow] = field(default_factory=list)
    money: list[ReadTable] = field(default_factory=list)
    attachments: list[Mapping[str, str]] = field(default_factory=list)
    is_first: bool = False
    anchor: str = ""

    @property
    def is_empty(self) -> bool:
        said = self.verdicts or self.texts or self.values or self.items or self.choices or self.money
        return not said and not self.attachments

    @property
    def mark(self) -> Mark | None:
        return self.verdicts[0].mark if self.verdicts else None

    @property
    def lead(self) -> str:
        """The first sentence of the first text: why it is as it is."""
        text = next((each.text for each in self.texts if each.text.strip()), "")
        return next(iter(sentences(text)), "")

    @property
    def missed(self) -> list[ReadRow]:
        """The indicators that do not reach their target: what a reader asks about first."""
        return [each for each in self.values if each.mark and each.mark.state in ("inte", "delvis")]


@dataclass
class ReadReport:
    parts: list[ReadPart]
    unit: str
    title: str

    @property
    def goals(self) -> list[ReadPart]:
        return [each for each in self.parts if each.is_goal and each.verdicts]

    @property
    def tally(self) -> list[tuple[Mark, str]]:
        """How many goals are met, partly met and not met."""
        found = []
        for light in (Light.MET, Light.PARTLY, Light.NOT, Light.UNKNOWN):
            state = STATES[light]
            count = sum(
                1 for each in self.goals if each.verdicts[0].mark and each.verdicts[0].mark.state == state
            )
            if count:
                words = ngettext("%(n)s mål", "%(n)s mål", count) % {"n": count}
                found.append((Mark(state, gettext(LIGHT_WORDS[light])), words))
        return found


def read_document(
    document: Json,
    traces: Mapping[tuple[str, str], str] | None = None,
    earlier: Callable[[str], str] = lambda _measure: "",
) -> ReadReport:
    """`traces`: by measure and kind, where a figure is explained; `earlier`: the same for the figure before."""
    known = traces or {}
    parts = sorted((_part(each) for each in document.get("parts", [])), key=lambda part: not part.is_first)
    for place, part in enumerate(parts, 1):
        part.anchor = f"del-{place}"
        part.values = [
            replace(
                row,
                trace=known.get((row.measure, ValueKind.ACTUAL), ""),
                previous_trace=earlier(row.measure) if row.previous and row.measure else "",
            )
            for row in part.values
        ]
        part.money = [_traced(each, known) for each in part.money]
    unit, round_ = document.get("unit", {}), document.get("round", {})
    return ReadReport(parts, str(unit.get("name", "")), str(round_.get("title", "")))


def _traced(table: ReadTable, known: Mapping[tuple[str, str], str]) -> ReadTable:
    rows = [
        replace(row, traces={kind: known.get((row.measure, kind), "") for kind in ValueKind})
        for row in table.rows
    ]
    return replace(table, rows=rows)


def read_report(document: Json, report: Report) -> ReadReport:
    """With a way from every figure that is decided to where it came from."""
    known = decided_values(report)
    traces = {about: reverse("value", kwargs={"number": pk}) for about, pk in known.items()}
    unit, earlier = report.unit.key, report.round.when.previous_tertial().code
    read = read_document(document, traces, lambda measure: origin_of(measure, unit, earlier))
    if not any(part.attachments for part in read.parts):
        return read
    files = {sha: reverse("attachment", kwargs={"pk": pk}) for sha, pk in files_of(report).items()}
    for part in read.parts:
        part.attachments = [
            {**each, "address": files.get(each.get("sha256", ""), "")} for each in part.attachments
        ]
    return read


def read_signed(document: Json, report: Report) -> ReadReport:
    """What was signed can always be read; what somebody has made of it in the database may be anything."""
    try:
        return read_report(document, report)
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError):
        return read_report({}, report)


def _part(part: Json) -> ReadPart:
    found = ReadPart(
        number=part.get("number", ""),
        title=part.get("title", ""),
        is_goal=bool(part.get("goal")),
        exempt=part.get("exempt", ""),
        is_first=bool(part.get("first")),
        attachments=list(part.get("attachments", [])),
    )
    places = {
        "judgement": found.verdicts,
        "text": found.texts,
        "value": found.values,
        "items": found.items,
        "choice": found.choices,
    }
    rows = part.get("rows", [])
    found.money = read_money([row for row in rows if row.get("kind") == "money"])
    for row in rows:
        if row.get("kind") != "money":
            places.get(row.get("kind", ""), found.texts).append(_row(row))
    return found


def _row(row: Json) -> ReadRow:
    content: Mapping[str, Any] = row.get("content") or {}
    return ReadRow(
        label=row.get("label", ""),
        shown=row.get("shown", ""),
        text=row.get("text", ""),
        comment=row.get("comment", ""),
        mark=_mark(row.get("kind", ""), row, content),
        target=row.get("target", ""),
        previous=_number(row.get("previous")),
        coverage=row.get("coverage"),
        is_same=bool(row.get("is_same")),
        quotes=tuple(row.get("quotes", [])),
        measure=row.get("measure", ""),
    )


def read_money(rows: Sequence[Json]) -> list[ReadTable]:
    """The part's tables, as they stood when it was signed."""
    tables = sealed_tables(rows)
    return [_table(each, with_title=len(tables) > 1) for each in tables]


def _table(table: SealedTable, *, with_title: bool) -> ReadTable:
    rows = [
        replace(
            _money(name, line, table.decimals),
            comment=row.get("comment", ""),
            is_part=bool(line.within),
            measure=line.key,
        )
        for name, row, line in zip(table.names, table.rows, table.lines, strict=True)
    ]
    label = ", ".join(filter(None, (gettext("Summa"), table.measured)))
    return ReadTable(
        rows=rows,
        sum=_money(label, table.total, table.decimals),
        notes=[told(each) for each in table.notes],
        is_over=table.is_over,
        title=table.title if with_title else "",
    )


def _money(label: str, line: Line | Total, decimals: int) -> ReadMoney:
    return ReadMoney(
        label=label,
        budget=plain(line.budget, decimals),
        actual=plain(line.actual, decimals),
        expected=plain(line.expected, decimals),
        deviation=signed(line.deviation, decimals),
        below=line.below,
    )


def _number(text: str | None) -> str:
    return format_number(Decimal(text).normalize()) if text else "–"


def _mark(kind: str, row: Json, content: Mapping[str, Any]) -> Mark | None:
    light = content.get("light") if kind == "judgement" else row.get("light") if kind == "value" else None
    if light in set(Light):
        return Mark(STATES[Light(light)], gettext(LIGHT_WORDS[Light(light)]))
    status = content.get("status") if kind == "items" else None
    if status in set(ActivityStatus):
        found = ActivityStatus(status)
        return Mark(ACTIVITY_STATES[found], gettext(STATUS_WORDS[found]))
    return None
