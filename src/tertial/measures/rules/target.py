"""An annual target is not a number: it can be a limit, a band, a direction, or something not yet decided.

The kinds mean the same as in a plan read from a document (`tertial.planning.rules.draft`).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tertial.foundation.number import MINUS, NBSP, NOT_APPLICABLE
from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_
from tertial.measures.rules.measure import shown
from tertial.measures.rules.target_kind import TargetKind as TargetKind


class Way(StrEnum):
    """What a target of direction says about last year's value."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    BETTER = "better"


class Scale(StrEnum):
    """Whose value the target is for. A share of the city's target and the city's own are never compared."""

    OWN = "own"
    CITY = "city"


class TargetState(StrEnum):
    """Where a target stands on a certain day."""

    SET = "set"
    AWAITED = "awaited"
    OVERDUE = "overdue"
    ABSENT = "absent"


LEVELS = (TargetKind.NUMBER, TargetKind.MIN, TargetKind.MAX, TargetKind.BAND)
WAITING = (TargetKind.PENDING, TargetKind.DELEGATED)
WAY_WORDS = {Way.UP: "öka", Way.DOWN: "minska", Way.SAME: "oförändrat", Way.BETTER: "förbättras"}


@dataclass(frozen=True, slots=True)
class Target:
    """`low` and `high` hold the level (a number has both); `owner` and `due`: who sets a waiting one, when.

    `text` is what somebody once wrote, kept for the reader and never used for judging.
    """

    kind: TargetKind
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    way: Way | None = None
    scale: Scale = Scale.OWN
    owner: str | None = None
    due: date | None = None
    text: str = ""

    @property
    def has_level(self) -> bool:
        needed = {TargetKind.MIN: (self.low,), TargetKind.MAX: (self.high,)}
        return self.kind in LEVELS and None not in needed.get(self.kind, (self.low, self.high))

    @property
    def level(self) -> Decimal | None:
        """The figure to draw as a line in a chart; a band has two and gives none."""
        return None if self.kind is TargetKind.BAND else self.low if self.low is not None else self.high

    def __str__(self) -> str:
        return in_words(self)


def number(value: Decimal, unit: str | None = None) -> Target:
    return Target(TargetKind.NUMBER, value, value, unit)


def at_least(low: Decimal, unit: str | None = None) -> Target:
    return Target(TargetKind.MIN, low, None, unit)


def at_most(high: Decimal, unit: str | None = None) -> Target:
    return Target(TargetKind.MAX, None, high, unit)


def state_on(target: Target, day: date) -> TargetState:
    """A waiting target is overdue the day after it was due."""
    if target.kind in WAITING:
        return TargetState.OVERDUE if target.due is not None and target.due < day else TargetState.AWAITED
    return TargetState.ABSENT if target.kind is TargetKind.NONE else TargetState.SET


WAYS = {
    Way.UP: N_("ska öka"),
    Way.DOWN: N_("ska minska"),
    Way.SAME: N_("ska vara oförändrat"),
    Way.BETTER: N_("ska förbättras"),
}


def as_sentence(target: Target, unit: str = "", decimals: int = 0) -> Sentence:
    """The same for a page: högst 8 %, ska öka, fastställs senast 2026-04-30, in the reader's language."""
    measured = target.unit or unit or None
    low, high = (None if end is None else shown(end, measured, decimals) for end in (target.low, target.high))
    if target.kind in LEVELS and not target.has_level:
        return say("%(words)s", words=target.text or NOT_APPLICABLE)
    match target.kind:
        case TargetKind.MIN:
            return say(N_("minst %(level)s"), level=low)
        case TargetKind.MAX:
            return say(N_("högst %(level)s"), level=high)
        case TargetKind.NUMBER:
            return say("%(level)s", level=low)
        case TargetKind.BAND:
            return say(N_("mellan %(low)s och %(high)s"), low=low, high=high)
        case TargetKind.DIRECTION:
            return (
                say(WAYS[target.way]) if target.way else say("%(words)s", words=target.text or NOT_APPLICABLE)
            )
        case TargetKind.PENDING | TargetKind.DELEGATED:
            return _awaited(target)
        case TargetKind.NONE:
            return say(NOT_APPLICABLE)


def _awaited(target: Target) -> Sentence:
    """By whom and when, as far as it is known."""
    day = target.due.isoformat() if target.due else ""
    by = (target.text or target.owner) if target.kind is TargetKind.DELEGATED else None
    if by and target.text:
        return say(N_("%(words)s, senast %(day)s"), words=by, day=day) if day else say("%(words)s", words=by)
    if by:
        text = N_("sätts av %(unit)s senast %(day)s") if day else N_("sätts av %(unit)s")
        return say(text, unit=by, day=day)
    return say(N_("fastställs senast %(day)s"), day=day) if day else say(N_("fastställs senare"))


def in_words(target: Target, unit: str | None = None, decimals: int = 0) -> str:
    """högst 8 %, minst 73 %, 50 st, ±1 %, öka, fastställs senast 2026-04-30. `unit`: where it has none."""
    measured = target.unit or unit
    if target.kind in LEVELS and not target.has_level:
        return target.text or NOT_APPLICABLE
    match target.kind:
        case TargetKind.NUMBER | TargetKind.MIN | TargetKind.MAX | TargetKind.BAND:
            return _level(target, measured, decimals)
        case TargetKind.DIRECTION:
            return WAY_WORDS[target.way] if target.way else target.text or NOT_APPLICABLE
        case TargetKind.PENDING | TargetKind.DELEGATED:
            return _waiting(target)
        case TargetKind.NONE:
            return NOT_APPLICABLE


def _level(target: Target, unit: str | None, decimals: int) -> str:
    low, high = (None if end is None else shown(end, None, decimals) for end in (target.low, target.high))
    after = f"{NBSP}{unit}" if unit else ""
    if target.kind is TargetKind.MIN:
        return f"minst{NBSP}{low}{after}"
    if target.kind is TargetKind.MAX:
        return f"högst{NBSP}{high}{after}"
    if target.kind is TargetKind.NUMBER:
        return f"{low}{after}"
    if low == f"{MINUS}{high}":
        return f"±{high}{after}"
    return f"mellan {low} och {high}{after}"


def _waiting(target: Target) -> str:
    by = f" av {target.owner}" if target.owner else ""
    when = f" senast {target.due.isoformat()}" if target.due else ""
    return f"fastställs{by}{when}" if by or when else "fastställs senare"
