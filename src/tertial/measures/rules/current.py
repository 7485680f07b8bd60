"""Which of the values for the same thing is current. Rows are only ever added: a correction is a new row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from tertial.foundation.period import Period
from tertial.foundation.words import N_, Refused
from tertial.measures.rules.breakdown import WHOLE, Breakdown


class ValueKind(StrEnum):
    ACTUAL = "actual"
    FORECAST = "forecast"
    BUDGET = "budget"
    BENCHMARK = "benchmark"


VALUE_KIND_WORDS = {
    ValueKind.ACTUAL: N_("Utfall"),
    ValueKind.FORECAST: N_("Prognos"),
    ValueKind.BUDGET: N_("Budget"),
    ValueKind.BENCHMARK: N_("Jämförelse"),
}


@dataclass(frozen=True, slots=True)
class ValueKey:
    """What a value is about; for each there is at most one current value."""

    measure: str
    unit: str
    period: Period
    kind: ValueKind = ValueKind.ACTUAL
    breakdown: Breakdown = WHOLE


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: a value that was delivered. `number` is the row's own, given in order and never reused."""

    number: int
    key: ValueKey
    value: Decimal | None  # None: said to be missing, with the reason
    recorded_at: datetime
    reason: str = ""
    withdrawn: bool = False  # its delivery was undone


def current(facts: Iterable[Fact]) -> dict[ValueKey, Fact]:
    """The last row for each thing; where a delivery was undone, the row before it stands again."""
    found: dict[ValueKey, Fact] = {}
    for fact in facts:
        if not fact.withdrawn:
            before = found.get(fact.key)
            if before is None or _order(before) < _order(fact):
                found[fact.key] = fact
    return found


def history(facts: Iterable[Fact], key: ValueKey) -> list[Fact]:
    """Every row for one thing, the latest first, those of undone deliveries too."""
    return sorted((fact for fact in facts if fact.key == key), key=_order, reverse=True)


def _order(fact: Fact) -> int:
    """By number alone: clocks of two servers may disagree, the order of the rows cannot."""
    return fact.number


class CorrectionRefused(Refused):
    """A correction that says nothing new, or not why."""


def check_correction(before: Fact | None, value: Decimal | None, reason: str) -> None:
    """A new row over an old one needs another value and a reason; so does a value said to be missing."""
    if before is None:
        if value is None and not reason.strip():
            raise CorrectionRefused(N_("Skriv ett tal, eller välj Värde saknas och skriv varför."))
        return
    if before.value == value:
        raise CorrectionRefused(N_("Värdet är redan detsamma. Det finns inget att rätta."))
    if not reason.strip():
        raise CorrectionRefused(N_("Skriv varför värdet rättas. Det gamla värdet finns kvar i historiken."))
