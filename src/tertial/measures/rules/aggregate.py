"""Adding up values over time and over the organisation, always saying how many of those asked are in it.

A share is never summed: it is weighed together from numerators and denominators, or not at all.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from tertial.foundation.period import Period
from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_, Refused
from tertial.measures.rules.measure import MeasureRow, OverTime, OverUnits, is_share


class AggregationRefused(Refused):
    """A way of adding up that would give a wrong figure."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One unit's or one period's value, with what it was divided from where that is known."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """n of m: those that are in the result, those that lack and would change it."""

    included: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return len(self.included)

    @property
    def asked(self) -> int:
        return len(self.included) + len(self.lacking)

    @property
    def is_complete(self) -> bool:
        return not self.lacking

    def __str__(self) -> str:
        return N_("%s av %s") % (self.count, self.asked)


@dataclass(frozen=True, slots=True)
class Combined:
    """The result with its coverage; without a value, `why` says why there is none."""

    value: Decimal | None
    coverage: Coverage
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    why: Sentence | None = None


def adds_up(measure: MeasureRow) -> bool:
    """Whether the values of units make that of the unit above them."""
    if measure.over_units is OverUnits.SUM:
        return not measure.is_share
    return measure.over_units is not OverUnits.NONE


def check_aggregation(measure: MeasureRow) -> None:
    """Refuses a measure whose shares would be summed, or whose growing values would be counted twice."""
    if measure.is_share and OverUnits.SUM is measure.over_units:
        message = N_(
            "”%(name)s” är en andel (%(unit)s) och kan inte summeras över enheter. "
            "Välj täljare genom nämnare, vägt medelvärde eller ingen sammanläggning."
        )
        raise AggregationRefused(message, name=measure.name, unit=measure.unit)
    if measure.is_share and OverTime.SUM is measure.over_time:
        message = N_(
            "”%(name)s” är en andel (%(unit)s) och kan inte summeras över tid. "
            "Välj senaste värdet eller medelvärde."
        )
        raise AggregationRefused(message, name=measure.name, unit=measure.unit)
    if measure.cumulative and measure.over_time in (OverTime.SUM, OverTime.MEAN):
        message = N_(
            "”%(name)s” växer redan under året. Välj senaste värdet, annars räknas månader flera gånger."
        )
        raise AggregationRefused(message, name=measure.name)


def over_units(
    figures: Mapping[str, Figure], asked: Sequence[str], way: OverUnits, unit: str = ""
) -> Combined:
    """The value of the whole from the values of its parts; `asked` are all the parts that should have one."""
    if way is OverUnits.SUM and is_share(unit):
        message = N_("Andelar (%(unit)s) kan inte summeras över enheter.")
        raise AggregationRefused(message, unit=unit)
    if way is OverUnits.NONE:
        return Combined(
            None, Coverage(lacking=tuple(asked)), why=say(N_("Måttet läggs inte ihop över enheter."))
        )
    usable = {key: figures[key] for key in asked if key in figures and _is_usable(figures[key], way)}
    coverage = _coverage(usable, asked)
    if not usable:
        return Combined(None, coverage, why=_nothing(way))
    return _combined(list(usable.values()), way, coverage, ratio_factor(unit))


def _coverage(usable: Iterable[str], asked: Sequence[str]) -> Coverage:
    there = set(usable)
    return Coverage(
        tuple(key for key in asked if key in there), tuple(key for key in asked if key not in there)
    )


def _is_usable(figure: Figure, way: OverUnits) -> bool:
    if way is OverUnits.RATIO:
        return figure.numerator is not None and figure.denominator is not None
    if way is OverUnits.MEAN:
        return figure.value is not None and figure.denominator is not None
    return figure.value is not None


def _nothing(way: OverUnits) -> Sentence:
    if way is OverUnits.SUM:
        return say(N_("Ingen enhet har lämnat något värde."))
    if way is OverUnits.RATIO:
        return say(N_("Ingen enhet har lämnat både täljare och nämnare."))
    return say(N_("Ingen enhet har lämnat både värde och nämnare att väga med."))


def _combined(parts: Sequence[Figure], way: OverUnits, coverage: Coverage, factor: Decimal) -> Combined:
    if way is OverUnits.SUM:
        return Combined(sum((part.value or Decimal(0) for part in parts), Decimal(0)), coverage)
    below = sum((part.denominator or Decimal(0) for part in parts), Decimal(0))
    if below == 0:
        why = say(N_("Nämnarna är tillsammans noll."))
        return Combined(None, coverage, denominator=below, why=why)
    if way is OverUnits.MEAN:
        weighed = sum(
            ((part.value or Decimal(0)) * (part.denominator or Decimal(0)) for part in parts), Decimal(0)
        )
        return Combined(weighed / below, coverage, denominator=below)
    above = sum((part.numerator or Decimal(0) for part in parts), Decimal(0))
    return Combined(above / below * factor, coverage, above, below)


def ratio_factor(unit: str) -> Decimal:
    """What a quotient is multiplied by in this unit: 100 for per cent, 1 000 for "per 1 000 invånare"."""
    word = " ".join(unit.split()).casefold()
    if word in {"%", "procent"}:
        return Decimal(100)
    if word in {"‰", "promille"}:
        return Decimal(1000)
    found = re.search(r"per (\d[\d ]*)", word)
    return Decimal(found[1].replace(" ", "")) if found else Decimal(1)


def over_time(figures: Mapping[Period, Figure], asked: Sequence[Period], way: OverTime) -> Combined:
    """The value of a longer stretch from its parts. Parts that overlap, as T1 and T2 do, are never summed."""
    if way is OverTime.NONE:
        lacking = tuple(period.code for period in asked)
        return Combined(None, Coverage(lacking=lacking), why=say(N_("Måttet läggs inte ihop över tid.")))
    ordered = sorted(asked)
    if way in (OverTime.SUM, OverTime.MEAN):
        _refuse_overlap(ordered)
    known = {period.code: figure.value for period, figure in figures.items()}
    codes = [period.code for period in ordered]
    there = [code for code in codes if known.get(code) is not None]
    coverage = _coverage(there, codes)
    if not there:
        return Combined(None, coverage, why=say(N_("Det finns inget värde för någon av perioderna.")))
    if way is OverTime.LAST:
        return Combined(known[there[-1]], coverage)
    total = sum((known[code] or Decimal(0) for code in there), Decimal(0))
    return Combined(total if way is OverTime.SUM else total / len(there), coverage)


def _refuse_overlap(ordered: Sequence[Period]) -> None:
    for one, other in pairwise(ordered):
        if other.first <= one.last:
            message = N_(
                "%(one)s och %(other)s har dagar gemensamt och kan inte läggas ihop. Välj senaste värdet."
            )
            raise AggregationRefused(message, one=one.named, other=other.named)
