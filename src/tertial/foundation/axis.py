"""Numbers as places in a picture: an axis with round steps, exact until the last moment and never outside."""

from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from itertools import count
from math import ceil

from tertial.foundation.number import MINUS, NBSP, format_number
from tertial.foundation.words import N_, Refused

Number = Decimal | int | float

_LARGEST = 400  # digits before or after the decimal sign
_WIDE = Context(prec=2 * _LARGEST)
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def exact(value: Number) -> Fraction:
    """The number without loss; what is not finite, or beyond any measure, cannot be drawn."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
        raise Refused(N_("Diagrammet kan inte rita ett tal som inte är ändligt eller är orimligt stort."))
    return Fraction(number)


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` at pixel `start` to `high` at pixel `end`, which may be the smaller (upwards)."""

    low: Fraction
    high: Fraction
    start: float
    end: float

    @classmethod
    def over(cls, low: Fraction, high: Fraction, start: float, end: float) -> "Axis":
        """A single point gets room around it, so that it can be placed."""
        return cls(low, high if high > low else low + (abs(low) or 1), start, end)

    def at(self, value: Number | Fraction) -> float:
        """The pixel; a value outside is drawn at the edge."""
        given = value if isinstance(value, Fraction) else exact(value)
        above, span = given - self.low, self.high - self.low
        if above <= 0:
            return float(self.start)
        # whole numbers divide as exactly as fractions do, and a page asks hundreds of times
        share = (
            above.numerator * span.denominator / (above.denominator * span.numerator) if above < span else 1.0
        )
        return self.start + share * (self.end - self.start)

    def ticks(self, most: int = 6) -> list[Decimal]:
        """Round steps of 1, 2 or 5 within the axis."""
        size = _step(self.high - self.low, most)
        found: list[Decimal] = []
        for number in count(ceil(self.low / Fraction(size))):
            tick = _WIDE.multiply(size, Decimal(number))
            if Fraction(tick) > self.high:
                return found
            found.append(tick)
        raise AssertionError  # pragma: no cover - counting has no end


def _step(span: Fraction, most: int) -> Decimal:
    rough = span / (most - 1)
    power = _WIDE.divide(Decimal(rough.numerator), Decimal(rough.denominator)).adjusted()
    steps = (Decimal(size).scaleb(power, _WIDE) for size in (1, 2, 5, 10))
    return next(step for step in steps if Fraction(step) >= rough)


def bounds(values: list[Fraction]) -> tuple[Fraction, Fraction]:
    """For bars: from zero, or from the least where something is below zero, with a little air above."""
    low, high = min([*values, Fraction(0)]), max([*values, Fraction(0)])
    return low, high + (high - low) / 20 if high > low else Fraction(1)


def label(value: Number, decimals: int, unit: str = "") -> str:
    """The number at a mark in the picture, rounded; the very large and very small as a power of ten."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if number and not -6 <= number.adjusted() < 15:
        digits, _, power = f"{number:.2E}".partition("E")
        text = digits.replace(".", ",").replace("-", MINUS) + " × 10" + str(int(power)).translate(_RAISED)
        return f"{text}{NBSP}{unit}" if unit else text
    return format_number(number, decimals, unit or None)
