"""What a budget and what it comes to say together. Costs are positive; minus in a deviation is a deficit."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far from its budget a row may come without a word. Passing either limit asks for one; none is no limit."""

    percent: Decimal | None = None
    amount: Decimal | None = None


def deviation(budget: Decimal, expected: Decimal) -> Decimal:
    """What is left of the budget."""
    return budget - expected


def in_percent(budget: Decimal, expected: Decimal) -> Decimal | None:
    """The deviation as a share of the budget; of no budget there is none."""
    return deviation(budget, expected) * 100 / abs(budget) if budget else None


def is_beyond(budget: Decimal, expected: Decimal, tolerance: Tolerance) -> bool:
    """Whether the deviation has to be explained. What lies exactly at a limit does not."""
    far = abs(deviation(budget, expected))
    if tolerance.amount is not None and far > tolerance.amount:
        return True
    return tolerance.percent is not None and far * 100 > abs(budget) * tolerance.percent
