"""What becomes of a delivered row: new, update, skip or refused, with a sentence for every cell at fault."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from tertial.foundation.check import Remark, Severity
from tertial.foundation.delivery import Confirmed
from tertial.foundation.importer import Header, Row
from tertial.foundation.sentence import Sentence, say
from tertial.foundation.sheet import Cell, OpenSheet, Sheet, shown
from tertial.foundation.words import N_, Refused, excerpt
from tertial.measures.rules.matching import Match, Names, Suggestion, plain
from tertial.measures.rules.measure import Frequency, MeasureRow

Record = TypeVar("Record")


class Verdict(StrEnum):
    NEW = "new"
    UPDATE = "update"
    SKIP = "skip"
    REFUSED = "refused"


VERDICT_WORDS = {
    Verdict.NEW: N_("Ny"),
    Verdict.UPDATE: N_("Ändras"),
    Verdict.SKIP: N_("Hoppas över"),
    Verdict.REFUSED: N_("Stoppad"),
}


@dataclass(frozen=True, slots=True)
class CellRemark:
    """`column` is the column's code; an error stops the row, a warning only asks."""

    column: str
    severity: Severity
    sentence: Sentence
    suggestions: tuple[Suggestion, ...] = ()
    typed: str = ""  # the name that the suggestions are for


@dataclass(frozen=True, slots=True)
class RowVerdict(Generic[Record]):
    line: int
    verdict: Verdict
    record: Record | None = None
    cells: tuple[CellRemark, ...] = ()
    row: Row | None = None  # as it came, where it is stopped
    before: object = None  # what stands there now, where it is changed

    def with_verdict(self, verdict: Verdict, before: object = None) -> "RowVerdict[Record]":
        return replace(self, verdict=verdict, before=before)


@dataclass(frozen=True, slots=True)
class KnownUnit:
    key: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""  # the name of the unit that took over


@dataclass
class Register:
    """What rows may be about. `follows` is measure → units that have it; None: every unit has every measure.

    `open_to` are the units that whoever delivers may write for (None: all), `confirmed` what somebody has said that
    unknown names mean. An open register knows no measures and units: then a row is only read, and its words stand
    for themselves.
    """

    measures: Mapping[str, MeasureRow] = field(default_factory=dict)
    units: Mapping[str, KnownUnit] = field(default_factory=dict)
    follows: Mapping[str, Collection[str]] | None = None
    is_open: bool = False
    open_to: Collection[str] | None = None
    confirmed: Confirmed = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.measure_names = Names.of((key, each.name) for key, each in self.measures.items())
        self.unit_names = Names.of((key, each.name) for key, each in self.units.items())

    def measure(self, key: str) -> MeasureRow:
        if self.is_open:
            return MeasureRow(key, key, frequency=Frequency.MONTH, by_sex=True, by_age=True)
        return self.measures[key]


OPEN = Register(is_open=True)


@dataclass
class Cells:
    """Takes the cells of one row and gathers what is said about them."""

    row: Row
    remarks: list[CellRemark] = field(default_factory=list)

    def refuse(
        self,
        column: str,
        sentence: Sentence | Refused,
        suggestions: tuple[Suggestion, ...] = (),
        typed: str = "",
    ) -> None:
        said = say(sentence.text, **sentence.params) if isinstance(sentence, Refused) else sentence
        self.remarks.append(CellRemark(column, Severity.ERROR, said, suggestions, typed))

    def ask(self, column: str, sentence: Sentence) -> None:
        self.remarks.append(CellRemark(column, Severity.WARNING, sentence))

    def tell(self, column: str, sentence: Sentence) -> None:
        self.remarks.append(CellRemark(column, Severity.INFO, sentence))

    @property
    def is_refused(self) -> bool:
        return any(each.severity is Severity.ERROR for each in self.remarks)

    def measure(self, register: Register) -> MeasureRow | None:
        key = self._named(register, register.measure_names, "measure")
        return None if key is None else register.measure(key)

    def unit(self, register: Register) -> str | None:
        return self._named(register, register.unit_names, "unit")

    def _named(self, register: Register, names: Names, column: str) -> str | None:
        key, name = self.row[f"{column}_id"], self.row[column]
        if register.is_open and (key or name):
            return key or name
        match: Match = names.find(key, name)
        at = f"{column}_id" if key else column
        if match.key is None and match.why is not None:
            chosen = register.confirmed.get(column, {}).get(plain(key or name))
            if chosen in names.names:
                self.tell(
                    at, say(N_("Läses som ”%(name)s”, som du har bekräftat."), name=names.names[chosen])
                )
                return chosen
            self.refuse(at, match.why, match.suggestions, key or name)
        elif match.why is not None:
            self.ask(at, match.why)
        return match.key

    def belongs(self, register: Register, measure: MeasureRow, unit: str, first: date, last: date) -> None:
        """Whether the unit lives in the period and has the measure."""
        known = register.units.get(unit)
        if register.open_to is not None and unit not in register.open_to:
            text = N_(
                "Du får inte lämna uppgifter för %(unit)s. Hör med stadsledningskontoret eller enheten själv."
            )
            self.refuse("unit", say(text, unit=known.name if known else unit))
        if known is not None and known.valid_to is not None and known.valid_to < first:
            self.refuse("unit", _closed(known, known.valid_to))
        elif known is not None and known.valid_from is not None and known.valid_from > last:
            text = N_("%(unit)s finns först från %(day)s.")
            self.refuse("unit", say(text, unit=known.name, day=known.valid_from.isoformat()))
        elif register.follows is not None and unit not in register.follows.get(measure.key, ()):
            text = N_("%(unit)s har inte måttet ”%(measure)s”. Lägg till måttet för enheten först.")
            self.refuse("unit", say(text, unit=known.name if known else unit, measure=measure.name))

    def is_formula(self, column: str) -> bool:
        """A formula is never worked out: the cell must hold the value itself."""
        text = self.row[column]
        if not text.startswith(("=", "@", "+=", "-=")):
            return False
        message = N_("Cellen innehåller en formel (%(typed)s). Klistra in värdet i stället.")
        self.refuse(column, say(message, typed=excerpt(text)))
        return True

    def verdict(self, record: Record | None, otherwise: Verdict = Verdict.NEW) -> RowVerdict[Record]:
        """Refused where some cell is; else as said."""
        if self.is_refused:
            return RowVerdict(self.row.line, Verdict.REFUSED, None, tuple(self.remarks), self.row)
        return RowVerdict(self.row.line, otherwise, record, tuple(self.remarks))


def _closed(unit: KnownUnit, day: date) -> Sentence:
    if unit.successor:
        text = N_("%(unit)s är stängd sedan %(day)s. Skriv raden för %(successor)s, som tog över.")
        return say(text, unit=unit.name, day=day.isoformat(), successor=unit.successor)
    text = N_("%(unit)s är stängd sedan %(day)s. Skriv raden för den enhet som tog över.")
    return say(text, unit=unit.name, day=day.isoformat())


def written(value: Decimal) -> str:
    """A value as our own files hold it: comma, no spaces, and never a form that can be read in two ways.

    The database's own zeros at the end are left out: they say nothing of how exact the value is.
    """
    text = f"{value:f}".replace(".", ",")
    text = text.rstrip("0").rstrip(",") if "," in text else text
    return f"{text}0" if len(text.partition(",")[2]) == 3 else text


def rows_of(sheet: Sheet | OpenSheet, place: Mapping[str, str]) -> Iterator[Row]:
    """The sheet's rows by column code (`place` is code → heading). Real numbers stay what they are."""
    for row in sheet.rows:
        yield Row(row.number, {code: _text(row.cells.get(title, "")) for code, title in place.items()})


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and not cell.is_integer():
        return written(Decimal(str(cell)))
    return shown(cell)


def as_remarks(
    code: str, rows: Mapping[int, Row], verdicts: Iterable[RowVerdict[Record]], columns: Iterable[Header]
) -> list[Remark]:
    """What is said about the cells, as the importer's declaration gives it; what is only told is left out."""
    titles = {each.code: each.title for each in columns}
    return [
        Remark(
            code,
            cell.severity,
            f"{titles.get(cell.column, cell.column)}: {cell.sentence}",
            (rows[each.line].place(cell.column),),
        )
        for each in verdicts
        for cell in each.cells
        if cell.severity is not Severity.INFO
    ]
