"""How far a value is from a target, and whether that is within what a city tolerates."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tertial.measures.rules.measure import Better
from tertial.measures.rules.target import Target, TargetKind, Way


@dataclass(frozen=True, slots=True)
class Distance:
    """`by` is how much is lacking (zero or less: nothing is), to the limit that is nearest."""

    by: Decimal
    limit: Decimal

    @property
    def is_met(self) -> bool:
        return self.by <= 0


def distance(value: Decimal, target: Target, better: Better) -> Distance:
    """From the value to the level of the target. A number is a floor, a ceiling or exact, as is better."""
    low, high = target.low, target.high
    if target.kind is TargetKind.NUMBER and better is Better.HIGHER:
        high = None
    elif target.kind is TargetKind.NUMBER and better is Better.LOWER:
        low = None
    under = Distance(low - value, low) if low is not None else None
    over = Distance(value - high, high) if high is not None else None
    found = [each for each in (under, over) if each is not None]
    if not found:
        raise ValueError(f"a target of kind {target.kind} has no level")
    return max(found, key=lambda each: each.by)


def points_of(unit: str) -> bool:
    """Whether misses are counted in percentage points."""
    return unit.strip().casefold() in {"%", "procent"}


def margin(away: Distance, unit: str, percent: Decimal, points: Decimal) -> Decimal:
    """How large a miss may be: in points for per cent, else as a part of the level itself."""
    return points if points_of(unit) else abs(away.limit) * percent / 100


def held_direction(
    value: Decimal, last: Decimal, way: Way | None, better: Better, same_percent: Decimal
) -> Literal["yes", "same", "no"] | None:
    """Whether the value went where it should since last year; None when nobody has said where."""
    change = value - last
    is_same = abs(change) <= abs(last) * same_percent / 100
    if way is Way.SAME:
        return "yes" if is_same else _sided(change, better)
    if way is Way.BETTER:
        way = {Better.HIGHER: Way.UP, Better.LOWER: Way.DOWN}.get(better)
    if way is None:
        return None
    if is_same:
        return "same"
    return "yes" if (change > 0) == (way is Way.UP) else "no"


def _sided(change: Decimal, better: Better) -> Literal["yes", "no"]:
    """To hold a level is also met by what became better."""
    if better is Better.NEITHER:
        return "no"
    return "yes" if (change > 0) == (better is Better.HIGHER) else "no"
