"""Rows of annual targets: which measure, unit and year, what is to be reached, by which decision."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tertial.foundation.day import parse_day
from tertial.foundation.importer import Header, Row
from tertial.foundation.period import Period, PeriodKind
from tertial.foundation.sentence import say
from tertial.foundation.words import N_, Refused, excerpt
from tertial.measures.rules.delivered import Cells, Register, RowVerdict, Verdict
from tertial.measures.rules.measure import MeasureRow
from tertial.measures.rules.target import Scale, Target, TargetKind, in_words
from tertial.measures.rules.target_text import parse_target

COLUMNS = (
    Header("measure_id", N_("Mått-id"), needed=False, also=("måttid", "indikator-id")),
    Header("measure", N_("Mått"), needed=False, also=("indikator", "nyckeltal")),
    Header("unit_id", N_("Enhets-id"), needed=False, also=("enhetsid",)),
    Header("unit", N_("Enhet"), needed=False, also=("nämnd", "förvaltning")),
    Header("year", N_("År")),
    Header("target", N_("Årsmål"), also=("målvärde", "mål")),
    Header("scale", N_("Gäller"), needed=False, explanation=N_("Egen del eller hela kommunen.")),
    Header("owner", N_("Sätts av"), needed=False),
    Header("due", N_("Senast"), needed=False),
    Header("decision", N_("Beslut"), needed=False, also=("ärendenummer", "dnr")),
)
_SCALES = {
    **dict.fromkeys(("", "egen del", "egen", "nämnden", Scale.OWN.value), Scale.OWN),
    **dict.fromkeys(("hela kommunen", "hela staden", "kommunen", "staden", Scale.CITY.value), Scale.CITY),
}
SCALE_WORDS = {Scale.OWN: N_("Egen del"), Scale.CITY: N_("Hela kommunen")}

TargetKey = tuple[str, str, int]  # measure, unit, year


@dataclass(frozen=True, slots=True)
class TargetRecord:
    measure: str
    unit: str
    year: int
    target: Target
    decision: str = ""

    @property
    def key(self) -> TargetKey:
        return self.measure, self.unit, self.year


Judged = RowVerdict[TargetRecord]


def judged_targets(
    rows: Iterable[Row], register: Register, known: Mapping[TargetKey, Target] | None = None
) -> Iterator[Judged]:
    """A verdict for every row, held against the targets that stand there."""
    seen: dict[TargetKey, int] = {}
    for row in rows:
        read = read_target(row, register)
        if read.record is None:
            yield read
            continue
        first = seen.setdefault(read.record.key, row.line)
        if first != row.line:
            cells = Cells(row, list(read.cells))
            text = N_("Samma årsmål står också på rad %(line)s. Ta bort den ena.")
            cells.refuse("target", say(text, line=first))
            yield cells.verdict(None)
            continue
        before = (known or {}).get(read.record.key)
        yield read if before is None else read.with_verdict(_settled(before, read.record.target))


def _settled(before: Target, after: Target) -> Verdict:
    """How it was worded is no change."""
    same = replace(before, text="") == replace(after, text="")
    return Verdict.SKIP if same else Verdict.UPDATE


def read_target(row: Row, register: Register) -> Judged:
    """One row by itself: a record, or every cell that stops it."""
    cells = Cells(row)
    if not row["target"]:
        cells.tell("target", say(N_("Cellen är tom. Raden läses inte.")))
        return cells.verdict(None, Verdict.SKIP)
    measure, unit, year = cells.measure(register), cells.unit(register), _year(cells)
    target = _target(cells, measure, year)
    if measure is not None and unit is not None and year is not None:
        whole = Period.of_year(year)
        cells.belongs(register, measure, unit, whole.first, whole.last)
    if cells.is_refused or measure is None or unit is None or year is None or target is None:
        return cells.verdict(None)
    found = cells.verdict(TargetRecord(measure.key, unit, year, target, row["decision"]))
    return replace(found, row=row)


def _year(cells: Cells) -> int | None:
    try:
        period = Period.parse(cells.row["year"])
    except Refused:
        period = None
    if period is None or period.kind is not PeriodKind.YEAR:
        text = N_("”%(typed)s” är inget år. Skriv till exempel 2026.")
        cells.refuse("year", say(text, typed=excerpt(cells.row["year"])))
        return None
    return period.year


def _target(cells: Cells, measure: MeasureRow | None, year: int | None) -> Target | None:
    if cells.is_formula("target"):
        return None
    try:
        target = parse_target(cells.row["target"], year=year)
    except Refused as refused:
        cells.refuse("target", refused)
        return None
    _check_unit(cells, measure, target)
    scale, due = _scale(cells), _due(cells)
    owner = cells.row["owner"] or target.owner
    kind = target.kind
    if kind in (TargetKind.PENDING, TargetKind.DELEGATED):
        kind = TargetKind.DELEGATED if owner else TargetKind.PENDING
        return replace(target, kind=kind, scale=scale, owner=owner, due=due or target.due)
    return replace(target, scale=scale)


def _check_unit(cells: Cells, measure: MeasureRow | None, target: Target) -> None:
    if measure is None or not measure.unit or target.unit is None:
        return
    if target.unit.casefold() != measure.unit.casefold():
        text = N_("Årsmålet är i %(typed)s men måttet i %(unit)s. Skriv årsmålet i måttets enhet.")
        cells.refuse("target", say(text, typed=excerpt(target.unit), unit=measure.unit))


def _scale(cells: Cells) -> Scale:
    typed = cells.row["scale"].casefold()
    if typed not in _SCALES:
        text = N_("”%(typed)s” går inte att läsa. Skriv egen del eller hela kommunen.")
        cells.refuse("scale", say(text, typed=excerpt(typed)))
    return _SCALES.get(typed, Scale.OWN)


def _due(cells: Cells) -> date | None:
    if not cells.row["due"]:
        return None
    try:
        return parse_day(cells.row["due"])
    except Refused as refused:
        cells.refuse("due", refused)
        return None


def cells_of(record: TargetRecord, measure_name: str, unit_name: str) -> list[str]:
    """A record as a row of our own file, in the order of `COLUMNS`; it reads back as the same record."""
    target = record.target
    due = target.due.isoformat() if target.due else ""
    return [
        *(record.measure, measure_name, record.unit, unit_name, str(record.year)),
        *(in_words(target), SCALE_WORDS[target.scale], target.owner or "", due, record.decision),
    ]
