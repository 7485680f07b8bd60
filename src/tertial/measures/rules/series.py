"""Values in a row, as charts draw them, and what such a row says in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tertial.foundation.axis import Number, exact, label
from tertial.foundation.number import MISSING
from tertial.foundation.sentence import say
from tertial.foundation.words import N_
from tertial.measures.rules.measure import shown


@dataclass(frozen=True, slots=True)
class Point:
    """`at` is where on the time axis: 2026 for a whole year, 2025.33 for what ended four months later."""

    label: str
    at: Number
    value: Number | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A named value; `is_own` is the one the page is about."""

    name: str
    value: Number
    is_own: bool = False


def cell(value: Number | None, unit: str = "") -> str:
    """The value as the table shows it: whole, with its unit; "saknas" where there is none."""
    if value is None:
        return str(say(MISSING))
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not -20 < number.adjusted() < 20:
        return label(number, 0, unit)
    return shown(number, unit)


def trend(name: str, points: Sequence[Point], unit: str) -> str:
    """Sjukfrånvaro har minskat från 8,9 % (2022) till 7,2 % (T1 2026)."""
    known = [point for point in points if point.value is not None]
    if not known:
        return str(say(N_("%(name)s: inga värden ännu."), name=name))
    first, last = known[0], known[-1]
    told = {"name": name, "last": cell(last.value, unit), "when": last.label}
    if first is last:
        return str(say(N_("%(name)s: första mätningen %(last)s (%(when)s)."), **told))
    text = {
        1: N_("%(name)s har ökat från %(first)s (%(since)s) till %(last)s (%(when)s)."),
        -1: N_("%(name)s har minskat från %(first)s (%(since)s) till %(last)s (%(when)s)."),
        0: N_("%(name)s är oförändrat %(last)s från %(since)s till %(when)s."),
    }[_sign(first.value, last.value)]
    return str(say(text, **told, first=cell(first.value, unit), since=first.label))


def _sign(first: Number | None, last: Number | None) -> int:
    change = exact(last or 0) - exact(first or 0)
    return (change > 0) - (change < 0)
