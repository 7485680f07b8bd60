"""Money is whole öre, so that sums of a million rows are equal everywhere. Shown in kr, tkr or mnkr.

Rounding happens only when shown, half away from zero as in Swedish accounts, and can always be asked about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final, Literal, Self

from tertial.foundation.number import MAX_DIGITS, Measured, format_number, parse_number, read_number, rounded
from tertial.foundation.words import N_, Refused, excerpt

MoneyUnit = Literal[Measured.KR, Measured.TKR, Measured.MNKR]

ORE_IN: Final[dict[MoneyUnit, int]] = {Measured.KR: 100, Measured.TKR: 100_000, Measured.MNKR: 100_000_000}
DECIMALS: Final[dict[MoneyUnit, int]] = {Measured.KR: 2, Measured.TKR: 0, Measured.MNKR: 1}


class MoneyRefused(Refused):
    """Text that is no amount of money we take."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An amount as printed, and what the rounding took away (amount − shown)."""

    text: str
    lost: "Money"

    @property
    def is_exact(self) -> bool:
        return self.lost.ore == 0


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An exact amount in öre; minus means cost, deficit or repayment as the table says."""

    ore: int

    @classmethod
    def of(cls, amount: Decimal | int, unit: MoneyUnit = Measured.KR) -> Self:
        """So many kr, tkr or mnkr; parts of an öre are refused."""
        with localcontext(prec=3 * MAX_DIGITS):
            ore = Decimal(amount) * ORE_IN[unit]
            if ore != ore.to_integral_value():
                message = N_("%(amount)s har delar av öre. Ange beloppet i hela öre.")
                raise MoneyRefused(message, amount=format_number(Decimal(amount), unit=unit))
            return cls(int(ore))

    @classmethod
    def parse(cls, text: str, unit: MoneyUnit | None = None) -> Self:
        """Read 1 662,6 mnkr, or a bare number where the column says the unit; two readings are refused."""
        said = read_number(text).unit
        value = parse_number(text)
        if said is not None and said not in ORE_IN:
            message = N_("”%(typed)s” är inte ett belopp. Ange kr, tkr eller mnkr.")
            raise MoneyRefused(message, typed=excerpt(text))
        chosen = said or unit
        if chosen is None:
            message = N_("”%(typed)s” saknar enhet. Skriv kr, tkr eller mnkr efter beloppet.")
            raise MoneyRefused(message, typed=excerpt(text))
        return cls.of(value, chosen)

    def in_unit(self, unit: MoneyUnit) -> Decimal:
        """Exactly, with every decimal."""
        with localcontext(prec=3 * MAX_DIGITS):
            return Decimal(self.ore) / ORE_IN[unit]

    def shown(self, unit: MoneyUnit = Measured.MNKR, decimals: int | None = None) -> Shown:
        """As printed, together with what the rounding took away. Usual decimals: mnkr 1, tkr 0, kr 2."""
        places = DECIMALS[unit] if decimals is None else decimals
        value = rounded(self.in_unit(unit), places)
        lost = self.ore - int(value * ORE_IN[unit])
        return Shown(format_number(value, places, unit), Money(lost))

    def format(self, unit: MoneyUnit = Measured.MNKR, decimals: int | None = None) -> str:
        """1 662,6 mnkr."""
        return self.shown(unit, decimals).text

    def __add__(self, other: "Money") -> "Money":
        return Money(self.ore + other.ore)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.ore - other.ore)

    def __neg__(self) -> "Money":
        return Money(-self.ore)

    def __bool__(self) -> bool:
        return self.ore != 0


def total(amounts: Iterable[Money]) -> Money:
    """The exact sum."""
    return Money(sum(amount.ore for amount in amounts))


def rounding_gap(
    parts: Iterable[Money], unit: MoneyUnit = Measured.MNKR, decimals: int | None = None
) -> Money:
    """How far the shown rows are from the shown sum: what a note under the table must own up to."""
    rows = list(parts)
    whole = total(rows)
    shown_sum = whole - whole.shown(unit, decimals).lost
    return shown_sum - total(row - row.shown(unit, decimals).lost for row in rows)
