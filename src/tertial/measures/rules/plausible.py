"""Hints that a value may be wrong. Each is a question to who reports, never a correction nor a stop."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from tertial.foundation.number import format_number
from tertial.foundation.period import Period, PeriodKind
from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_
from tertial.measures.rules.breakdown import SEX, disagreement
from tertial.measures.rules.measure import MeasureRow

JUMP = 10
CHANGE_PERCENT, CHANGE_UNITS = Decimal(50), Decimal(5)
REACH = 2  # times the pace so far that the rest of the year would need


@dataclass(frozen=True, slots=True)
class Reported:
    """A value as it was typed, and what it can be held against."""

    measure: MeasureRow
    period: Period
    value: Decimal
    previous: Decimal | None = None  # the report before, the same year
    last_year: Decimal | None = None  # the same period a year before
    forecast: Decimal | None = None
    by_sex: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hint:
    """`code` is stored with the answer, so that an answered hint is not asked again."""

    code: str
    sentence: Sentence


def hints(reported: Reported) -> list[Hint]:
    """Everything that looks odd; a leap of ten times is said once, not also as a large change."""
    found = [hint for look in _LOOKS if (hint := look(reported)) is not None]
    codes = {hint.code for hint in found}
    return [hint for hint in found if hint.code != "change" or "jump" not in codes]


def _before(reported: Reported) -> tuple[Decimal, Sentence] | None:
    """What to hold the value against: what grows through the year against the same period last year."""
    if reported.previous is not None and not reported.measure.cumulative:
        return reported.previous, say(N_("förra rapporten"))
    if reported.last_year is not None:
        return reported.last_year, say(N_("samma period förra året"))
    return None


def _falls(reported: Reported) -> Hint | None:
    previous = reported.previous
    if not reported.measure.cumulative or previous is None or reported.value >= previous:
        return None
    text = N_(
        "Talet samlas under året men är lägre än förra rapporten: %(value)s mot %(before)s. Stämmer det?"
    )
    return _hint("falls", text, reported, before=reported.measure.shown(previous))


def _jump(reported: Reported) -> Hint | None:
    before = _before(reported)
    if before is None or not before[0] or not reported.value:
        return None
    small, large = sorted((abs(before[0]), abs(reported.value)))
    if large < small * JUMP:
        return None
    text = N_("%(value)s är minst tio gånger %(what)s än %(when)s (%(before)s). Står decimaltecknet rätt?")
    what = say(N_("mer") if large == abs(reported.value) else N_("mindre"))
    return _hint("jump", text, reported, what=what, when=before[1], before=reported.measure.shown(before[0]))


def _range(reported: Reported) -> Hint | None:
    low, high = reported.measure.low, reported.measure.high
    shown = reported.measure.shown
    if low is not None and reported.value < low:
        text = N_("%(value)s är lägre än vad som brukar vara rimligt, %(low)s. Stämmer det?")
        return _hint("range", text, reported, low=shown(low))
    if high is not None and reported.value > high:
        text = N_("%(value)s är högre än vad som brukar vara rimligt, %(high)s. Stämmer det?")
        return _hint("range", text, reported, high=shown(high))
    return None


def _over_all(reported: Reported) -> Hint | None:
    if reported.measure.unit.casefold() not in {"%", "procent"} or reported.value <= 100:
        return None
    return _hint("over-100", N_("%(value)s är mer än 100 procent. Är det en andel av något?"), reported)


def _sexes(reported: Reported) -> Hint | None:
    measure = reported.measure
    said = disagreement(reported.by_sex, reported.value, SEX, measure.unit, is_share=measure.is_share)
    return Hint("sexes", said) if said else None


def _change(reported: Reported) -> Hint | None:
    before = _before(reported)
    if before is None:
        return None
    change = abs(reported.value - before[0])
    if change <= CHANGE_UNITS or change * 100 <= abs(before[0]) * CHANGE_PERCENT:
        return None
    if not before[0]:
        text = N_("Värdet var 0 i %(when)s, nu är det %(value)s. Stämmer det?")
        return _hint("change", text, reported, when=before[1])
    text = N_("%(value)s är en ändring med %(percent)s från %(when)s (%(before)s). Stämmer det?")
    percent = format_number(change * 100 / abs(before[0]), 0, "%")
    shown = reported.measure.shown(before[0])
    return _hint("change", text, reported, percent=percent, when=before[1], before=shown)


def _same_forecast(reported: Reported) -> Hint | None:
    is_interim = reported.period.kind is not PeriodKind.YEAR
    if not is_interim or not reported.measure.cumulative or reported.forecast != reported.value:
        return None
    text = N_("Prognosen för året är densamma som utfallet i %(period)s, %(value)s. Händer inget mer i år?")
    return _hint("same-forecast", text, reported, period=reported.period.named)


def _out_of_reach(reported: Reported) -> Hint | None:
    """What remains of the year would need more than twice the pace so far."""
    gone = reported.period.share_of_year()
    forecast = reported.forecast
    if not reported.measure.cumulative or forecast is None or gone >= 1 or reported.value <= 0:
        return None
    at_twice_the_pace = reported.value * (gone.numerator + REACH * (gone.denominator - gone.numerator))
    if forecast * gone.numerator <= at_twice_the_pace:
        return None
    text = N_(
        "Prognosen %(forecast)s kräver mer än dubbelt så hög takt resten av året: "
        "utfallet är %(value)s i %(period)s. Stämmer det?"
    )
    shown = reported.measure.shown(forecast)
    return _hint("out-of-reach", text, reported, forecast=shown, period=reported.period.named)


_LOOKS: tuple[Callable[[Reported], Hint | None], ...] = (
    _falls,
    _jump,
    _range,
    _over_all,
    _sexes,
    _change,
    _same_forecast,
    _out_of_reach,
)


def _hint(code: str, text: str, reported: Reported, **params: object) -> Hint:
    return Hint(code, say(text, value=reported.measure.shown(reported.value), **params))
