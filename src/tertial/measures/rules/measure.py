"""What a measure is: its unit, which way is better, how often it is asked for and how its values add up."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tertial.foundation.number import format_number
from tertial.foundation.period import Period, PeriodKind
from tertial.foundation.words import N_


class Better(StrEnum):
    """Which way a measure should go."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Frequency(StrEnum):
    """How often a measure is followed up."""

    MONTH = "month"
    TERTIAL = "tertial"
    HALF_YEAR = "half_year"
    YEAR = "year"


class OverTime(StrEnum):
    """How the values of shorter periods make that of a longer one."""

    SUM = "sum"
    LAST = "last"
    MEAN = "mean"
    NONE = "none"


class OverUnits(StrEnum):
    """How the values of units make that of the unit above them."""

    SUM = "sum"
    RATIO = "ratio"  # all numerators through all denominators
    MEAN = "mean"  # weighted by the denominators
    NONE = "none"


FREQUENCY_WORDS = {
    Frequency.MONTH: N_("varje månad"),
    Frequency.TERTIAL: N_("varje tertial"),
    Frequency.HALF_YEAR: N_("varje halvår"),
    Frequency.YEAR: N_("en gång om året"),
}
_ASKED_IN = {
    Frequency.MONTH: {PeriodKind.MONTH, PeriodKind.TERTIAL, PeriodKind.HALF_YEAR, PeriodKind.YEAR},
    Frequency.TERTIAL: {PeriodKind.TERTIAL, PeriodKind.YEAR},
    Frequency.HALF_YEAR: {PeriodKind.HALF_YEAR, PeriodKind.YEAR},
    Frequency.YEAR: {PeriodKind.YEAR},
}
_SHARES = {"%", "procent", "‰", "promille", "andel", "index", "poäng"}


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """`low` and `high` are the ends of what is reasonable; `computed` measures take no values from people."""

    key: str
    name: str
    unit: str = ""
    decimals: int = 0
    better: Better = Better.HIGHER
    frequency: Frequency = Frequency.TERTIAL
    cumulative: bool = False
    over_time: OverTime = OverTime.LAST
    over_units: OverUnits = OverUnits.NONE
    by_sex: bool = False
    by_age: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    computed: bool = False

    @property
    def is_share(self) -> bool:
        return is_share(self.unit)

    def shown(self, value: Decimal) -> str:
        """The value with the measure's unit; no decimal is lost."""
        return shown(value, self.unit, self.decimals)


def is_share(unit: str | None) -> bool:
    """Whether values in this unit are shares, grades or rates, which can never be added together."""
    word = (unit or "").strip().casefold()
    return word in _SHARES or "per " in f"{word} " or "/" in word


def is_asked_for(frequency: Frequency, period: Period) -> bool:
    """Whether a value is expected for the period: a yearly measure is not asked for in T1 and T2."""
    return period.kind in _ASKED_IN[frequency]


def shown(value: Decimal, unit: str | None = None, decimals: int = 0) -> str:
    """At least so many decimals, more where the value has more: what is shown can be typed back."""
    exponent = value.normalize().as_tuple().exponent
    own = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return format_number(value, max(own, decimals), unit or None)
