"""Rows of values, one at a time: any number of them in little memory. Nothing is written, nothing guessed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Literal

from tertial.foundation.importer import Header, Row
from tertial.foundation.number import MISSING, Measured, parse_number, read_number
from tertial.foundation.period import Period
from tertial.foundation.sentence import say
from tertial.foundation.words import N_, Refused, excerpt
from tertial.measures.rules.aggregate import ratio_factor
from tertial.measures.rules.breakdown import TOTAL, WHOLE, Breakdown, BreakdownRefused
from tertial.measures.rules.current import VALUE_KIND_WORDS, ValueKey, ValueKind
from tertial.measures.rules.delivered import Cells, Register, RowVerdict, Verdict, written
from tertial.measures.rules.measure import FREQUENCY_WORDS, MeasureRow, is_asked_for

COLUMNS = (
    Header("measure_id", N_("Mått-id"), needed=False, also=("måttid", "indikator-id")),
    Header("measure", N_("Mått"), needed=False, also=("indikator", "nyckeltal", "måttets namn")),
    Header("unit_id", N_("Enhets-id"), needed=False, also=("enhetsid",)),
    Header("unit", N_("Enhet"), needed=False, also=("nämnd", "förvaltning", "organisation")),
    Header("period", N_("Period"), explanation=N_("T1 2026, helår 2026, augusti 2026.")),
    Header("kind", N_("Slag"), needed=False, explanation=N_("Utfall, prognos, budget eller jämförelse.")),
    Header("sex", N_("Kön"), needed=False),
    Header("age", N_("Ålder"), needed=False),
    Header("value", N_("Värde"), also=("utfall", "tal")),
    Header("numerator", N_("Täljare"), needed=False),
    Header("denominator", N_("Nämnare"), needed=False),
    Header("comment", N_("Kommentar"), needed=False, also=("anmärkning",)),
)
_KINDS = {word: kind for kind in ValueKind for word in (kind.value, VALUE_KIND_WORDS[kind].casefold())} | {
    "": ValueKind.ACTUAL
}
_MISSING = {"saknas", "värde saknas", "–", "-", "..", "…"}
_LONGEST_COMMENT = 2000

Decimals = Literal[",", "."] | None
Known = Mapping[ValueKey, Decimal | None]


@dataclass(frozen=True, slots=True)
class ValueRecord:
    """One value as delivered; without a value the comment says why it lacks."""

    key: ValueKey
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    comment: str = ""


Judged = RowVerdict[ValueRecord]


def judged_values(
    rows: Iterable[Row],
    register: Register,
    known: Callable[[Sequence[ValueKey]], Known] = lambda keys: {},
    *,
    decimal: Decimals = None,
    today: date | None = None,
    at_once: int = 1000,
) -> Iterator[Judged]:
    """A verdict for every row. `known` is asked for the current values of so many keys at once."""
    seen: dict[int, int] = {}
    waiting = iter(rows)
    while chunk := list(islice(waiting, at_once)):
        read = [_once(row, read_value(row, register, decimal=decimal, today=today), seen) for row in chunk]
        current = known([each.record.key for each in read if each.record is not None])
        for each in read:
            yield settled(each, current)


def settled(read: Judged, current: Known) -> Judged:
    """New, or a change of what stands there, or the same as that and skipped."""
    if read.record is None or read.verdict is not Verdict.NEW or read.record.key not in current:
        return read
    before = current[read.record.key]
    return read.with_verdict(Verdict.SKIP if before == read.record.value else Verdict.UPDATE, before)


def _once(row: Row, read: Judged, seen: dict[int, int]) -> Judged:
    """A second row about the same thing is refused; only a number for each row is remembered."""
    if read.record is None:
        return read
    first = seen.setdefault(hash(read.record.key), read.line)
    if first == read.line:
        return read
    cells = Cells(row, list(read.cells))
    cells.refuse("value", say(N_("Samma värde står också på rad %(line)s. Ta bort den ena."), line=first))
    return cells.verdict(None)


def read_value(
    row: Row, register: Register, *, decimal: Decimals = None, today: date | None = None
) -> Judged:
    """One row by itself: a record, or every cell that stops it."""
    cells = Cells(row)
    if not row["value"]:
        cells.tell("value", say(N_("Cellen är tom. Raden läses inte.")))
        return cells.verdict(None, Verdict.SKIP)
    measure, unit = cells.measure(register), cells.unit(register)
    period, kind = _period(cells), _kind(cells)
    breakdown = _breakdown(cells, measure)
    if measure is not None and period is not None:
        _check_period(cells, measure, period, kind, today)
        if unit is not None:
            cells.belongs(register, measure, unit, period.first, period.last)
    value = _value(cells, measure, decimal)
    above, below = (_number(cells, code, None, decimal) for code in ("numerator", "denominator"))
    _check_quotient(cells, measure, value, above, below)
    if cells.is_refused or measure is None or unit is None or period is None:
        return cells.verdict(None)
    key = ValueKey(measure.key, unit, period, kind, breakdown)
    return cells.verdict(ValueRecord(key, value, above, below, row["comment"][:_LONGEST_COMMENT]))


@lru_cache(maxsize=1024)
def _read_period(text: str) -> Period | Refused:
    try:
        return Period.parse(text)
    except Refused as refused:
        return refused


def _period(cells: Cells) -> Period | None:
    found = _read_period(cells.row["period"])
    if isinstance(found, Refused):
        cells.refuse("period", found)
        return None
    return found


def _kind(cells: Cells) -> ValueKind:
    typed = cells.row["kind"].casefold()
    if typed not in _KINDS:
        text = N_("”%(typed)s” är inget slag av värde. Skriv utfall, prognos, budget eller jämförelse.")
        cells.refuse("kind", say(text, typed=excerpt(typed)))
    return _KINDS.get(typed, ValueKind.ACTUAL)


@lru_cache(maxsize=1024)
def _read_breakdown(sex: str, age: str) -> Breakdown:
    return Breakdown.of(sex, age)


def _breakdown(cells: Cells, measure: MeasureRow | None) -> Breakdown:
    try:
        found = _read_breakdown(cells.row["sex"], cells.row["age"])
    except BreakdownRefused as refused:
        cells.refuse(refused.dimension, refused)
        return WHOLE
    if measure is None:
        return found
    text = N_("Måttet delas inte upp på %(by)s. Lämna cellen tom.")
    if found.sex != TOTAL and not measure.by_sex:
        cells.refuse("sex", say(text, by=say(N_("kön"))))
    if found.age != TOTAL and not measure.by_age:
        cells.refuse("age", say(text, by=say(N_("ålder"))))
    return found


def _check_period(
    cells: Cells, measure: MeasureRow, period: Period, kind: ValueKind, today: date | None
) -> None:
    if not is_asked_for(measure.frequency, period):
        text = N_("Måttet följs upp %(frequency)s, inte för %(period)s.")
        frequency = say(FREQUENCY_WORDS[measure.frequency])
        cells.refuse("period", say(text, frequency=frequency, period=period.named))
    elif today is not None and kind is ValueKind.ACTUAL and period.first > today:
        text = N_("%(period)s har inte börjat. Ett utfall kan inte lämnas i förväg.")
        cells.refuse("period", say(text, period=period.named))
    if measure.computed and kind is ValueKind.ACTUAL:
        text = N_("”%(measure)s” räknas ut av systemet. Lämna värden för de mått det bygger på.")
        cells.refuse("measure", say(text, measure=measure.name))


def _value(cells: Cells, measure: MeasureRow | None, decimal: Decimals) -> Decimal | None:
    typed = cells.row["value"]
    if typed.casefold() in _MISSING:
        if not cells.row["comment"]:
            cells.refuse("comment", say(N_("Skriv i Kommentar varför värdet saknas.")))
        return None
    value = _number(cells, "value", measure, decimal)
    if value is None or measure is None:
        return value
    if measure.unit == "st" and measure.decimals == 0 and value != value.to_integral_value():
        cells.refuse("value", say(N_("Skriv ett helt antal, utan decimaler.")))
    return value


def _number(cells: Cells, column: str, measure: MeasureRow | None, decimal: Decimals) -> Decimal | None:
    """The cell's number; a unit in the cell must be the measure's own, since nothing is converted."""
    typed = cells.row[column]
    if not typed or cells.is_formula(column):
        return None
    unit = measure.unit if measure else ""
    bare = typed[: -len(unit)].rstrip() if unit and typed.casefold().endswith(unit.casefold()) else typed
    try:
        reading = read_number(bare, decimal)
        value = parse_number(bare, decimal) if reading.is_ambiguous else reading.value
    except Refused as refused:
        cells.refuse(column, refused)
        return None
    if reading.unit is not None and unit and not _is_same(reading.unit, unit):
        text = N_("Cellen är i %(typed)s men måttet i %(unit)s. Räkna om talet och skriv det utan enhet.")
        cells.refuse(column, say(text, typed=reading.unit.value, unit=unit))
    return value


def _is_same(typed: Measured, unit: str) -> bool:
    """Pieces may stand for persons and places, but never for per cent or kronor."""
    known = {each.value for each in Measured} | {"procent"}
    return typed.value == unit.casefold() or (typed is Measured.COUNT and unit.casefold() not in known)


def _check_quotient(
    cells: Cells,
    measure: MeasureRow | None,
    value: Decimal | None,
    above: Decimal | None,
    below: Decimal | None,
) -> None:
    """A value with numerator and denominator should be their quotient, as rounded as the value is."""
    if below == 0:
        cells.refuse("denominator", say(N_("Nämnaren kan inte vara 0.")))
    if measure is None or not measure.unit or value is None or above is None or not below:
        return
    exponent = value.as_tuple().exponent
    half = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    quotient = above / below * ratio_factor(measure.unit)
    if abs(quotient - value) > half:
        text = N_("Värdet %(value)s är inte täljare genom nämnare (%(quotient)s). Stämmer alla tre?")
        near = quotient.quantize(half)
        cells.ask("value", say(text, value=measure.shown(value), quotient=measure.shown(near)))


def cells_of(record: ValueRecord, measure_name: str, unit_name: str) -> list[str]:
    """A record as a row of our own file, in the order of `COLUMNS`; it reads back as the same record."""
    key = record.key
    numbers = (record.value, record.numerator, record.denominator)
    value, above, below = ("" if each is None else written(each) for each in numbers)
    value = value or MISSING
    return [
        *(key.measure, measure_name, key.unit, unit_name, key.period.label()),
        *(VALUE_KIND_WORDS[key.kind], key.breakdown.sex, key.breakdown.age),
        *(value, above, below, record.comment),
    ]
