"""The light of a measure: what the figures propose, by which rule, and what somebody decided beside it.

The year's outcome is held against the annual target; in T1 and T2 the forecast of the year is. What cannot be
compared cannot be judged, and the light says why.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from tertial.foundation.period import Period, PeriodKind
from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_, Refused
from tertial.measures.rules.measure import FREQUENCY_WORDS, MeasureRow, is_asked_for
from tertial.measures.rules.reach import Distance, distance, held_direction, margin, points_of
from tertial.measures.rules.target import LEVELS, Scale, Target, TargetKind, as_sentence


class Light(StrEnum):
    """The codes of the symbols; the shape and the word carry the meaning, never the colour alone."""

    MET = "met"
    PARTLY = "partly"
    NOT = "not"
    UNKNOWN = "unknown"


LIGHT_WORDS = {
    Light.MET: N_("Uppfylls"),
    Light.PARTLY: N_("Uppfylls delvis"),
    Light.NOT: N_("Uppfylls inte"),
    Light.UNKNOWN: N_("Kan inte bedömas"),
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The city's own limits. A miss within the tolerance is partly met; an improvement may be."""

    partly_percent: Decimal = Decimal(5)  # of the target's level
    partly_points: Decimal = Decimal(2)  # for targets in per cent: percentage points
    improvement_is_partly: bool = False
    same_percent: Decimal = Decimal(1)  # a change this small is no change, for targets of direction
    outcome_when_no_forecast: bool = (
        True  # for what does not accumulate: stands for the year until a forecast
    )

    def __post_init__(self) -> None:
        if min(self.partly_percent, self.partly_points, self.same_percent) < 0:
            raise Refused(N_("En tolerans kan inte vara mindre än noll. Rätta kommunprofilen."))


@dataclass(frozen=True, slots=True)
class Figures:
    """What the light is about: the measure, its target and what is known when the period ends."""

    measure: MeasureRow
    target: Target
    period: Period
    actual: Decimal | None = None
    forecast: Decimal | None = None
    last_year: Decimal | None = None  # the whole of the year before
    scale: Scale = Scale.OWN  # whose values these are


@dataclass(frozen=True, slots=True)
class Proposal:
    """`rule` is the code of the rule that decided; `reason` says it with the figures."""

    light: Light
    rule: str
    reason: Sentence
    compared: Decimal | None = None


def propose(figures: Figures, thresholds: Thresholds | None = None) -> Proposal:
    """The light the figures give; the same figures always give the same light."""
    limits = thresholds or Thresholds()
    stop = next((found for look in _STOPS if (found := look(figures))), None)
    if stop is not None:
        return stop
    compared = _compared(figures, limits)
    if isinstance(compared, Proposal):
        return compared
    value, what = compared
    if figures.target.kind is TargetKind.DIRECTION:
        return _by_direction(figures, limits, value, what)
    return _by_level(figures, limits, value, what)


def _unknown(rule: str, text: str, **params: object) -> Proposal:
    return Proposal(Light.UNKNOWN, rule, say(text, **params))


def _no_level(figures: Figures) -> Proposal | None:
    if figures.target.kind in LEVELS and not figures.target.has_level:
        return _unknown("target-unclear", N_("Årsmålet säger ingen nivå."))
    match figures.target.kind:
        case TargetKind.NONE:
            return _unknown("no-target", N_("Måttet har inget årsmål."))
        case TargetKind.PENDING | TargetKind.DELEGATED:
            words = as_sentence(figures.target)
            return _unknown("target-awaited", N_("Årsmålet är inte satt ännu: %(target)s."), target=words)
        case TargetKind.DIRECTION if figures.target.way is None:
            text = N_("Årsmålet ”%(target)s” säger varken nivå eller riktning.")
            return _unknown("target-unclear", text, target=figures.target.text)
    return None


def _not_asked(figures: Figures) -> Proposal | None:
    if is_asked_for(figures.measure.frequency, figures.period):
        return None
    text = N_("Måttet följs upp %(frequency)s och frågas inte efter i %(period)s.")
    frequency = say(FREQUENCY_WORDS[figures.measure.frequency])
    return _unknown("not-asked", text, frequency=frequency, period=figures.period.named)


def _other_scale(figures: Figures) -> Proposal | None:
    if figures.target.scale is figures.scale:
        return None
    if figures.target.scale is Scale.CITY:
        text = N_("Årsmålet gäller hela kommunen, men värdet bara den egna delen.")
    else:
        text = N_("Årsmålet gäller den egna delen, men värdet hela kommunen.")
    return _unknown("other-scale", text)


def _other_unit(figures: Figures) -> Proposal | None:
    unit, own = figures.target.unit, figures.measure.unit
    if figures.target.kind not in LEVELS or not unit or not own or unit.casefold() == own.casefold():
        return None
    text = N_("Årsmålet är i %(target_unit)s men värdet i %(unit)s.")
    return _unknown("other-unit", text, target_unit=unit, unit=own)


_STOPS: tuple[Callable[[Figures], Proposal | None], ...] = (_no_level, _not_asked, _other_scale, _other_unit)


def _compared(figures: Figures, limits: Thresholds) -> tuple[Decimal, Sentence] | Proposal:
    """The value to judge and what it is called."""
    period = figures.period.named
    if figures.period.kind is PeriodKind.YEAR:
        if figures.actual is None:
            return _unknown("no-outcome", N_("Utfallet för %(period)s saknas."), period=period)
        return figures.actual, say(N_("Utfallet"))
    if figures.forecast is not None:
        return figures.forecast, say(N_("Prognosen för året"))
    if figures.measure.cumulative:
        text = N_("Talet växer under året och prognos saknas i %(period)s.")
        return _unknown("no-forecast", text, period=period)
    if figures.actual is not None and limits.outcome_when_no_forecast:
        return figures.actual, say(N_("Utfallet hittills"))
    return _unknown("no-forecast", N_("Prognos för året saknas i %(period)s."), period=period)


def _by_level(figures: Figures, limits: Thresholds, value: Decimal, what: Sentence) -> Proposal:
    target, measure = figures.target, figures.measure
    away = distance(value, target, measure.better)
    told = {
        "what": what,
        "value": measure.shown(value),
        "target": as_sentence(target, measure.unit, measure.decimals),
    }
    if away.is_met:
        return Proposal(
            Light.MET, "met", say(N_("%(what)s %(value)s når årsmålet %(target)s."), **told), value
        )
    told["away"] = measure.shown(away.by)
    allowed = margin(away, measure.unit, limits.partly_percent, limits.partly_points)
    if away.by <= allowed:
        text = N_("%(what)s %(value)s är %(away)s från årsmålet %(target)s, inom toleransen %(tolerance)s.")
        tolerance = _tolerance(measure, limits)
        return Proposal(Light.PARTLY, "within-tolerance", say(text, **told, tolerance=tolerance), value)
    if limits.improvement_is_partly and _is_nearer(figures, away):
        text = N_(
            "%(what)s %(value)s är %(away)s från årsmålet %(target)s men närmare än förra årets %(last)s."
        )
        last = measure.shown(figures.last_year or Decimal(0))
        return Proposal(Light.PARTLY, "improved", say(text, **told, last=last), value)
    text = N_("%(what)s %(value)s är %(away)s från årsmålet %(target)s, mer än toleransen %(tolerance)s.")
    return Proposal(Light.NOT, "missed", say(text, **told, tolerance=_tolerance(measure, limits)), value)


def _tolerance(measure: MeasureRow, limits: Thresholds) -> Sentence:
    if points_of(measure.unit):
        return say(N_("%(points)s procentenheter"), points=_bare(limits.partly_points))
    return say(N_("%(percent)s procent av årsmålet"), percent=_bare(limits.partly_percent))


def _bare(value: Decimal) -> str:
    return MeasureRow("", "").shown(value)


def _is_nearer(figures: Figures, away: Distance) -> bool:
    if figures.last_year is None:
        return False
    return away.by < distance(figures.last_year, figures.target, figures.measure.better).by


def _by_direction(figures: Figures, limits: Thresholds, value: Decimal, what: Sentence) -> Proposal:
    target, measure = figures.target, figures.measure
    told = {"what": what, "value": measure.shown(value), "target": as_sentence(target)}
    if figures.last_year is None:
        text = N_("Årsmålet är ”%(target)s”, men förra årets värde saknas.")
        return _unknown("no-last-year", text, target=told["target"])
    held = held_direction(value, figures.last_year, target.way, measure.better, limits.same_percent)
    if held is None:
        text = N_("Årsmålet är ”%(target)s”, men måttet säger inte vilket håll som är bättre.")
        return _unknown("no-better", text, target=told["target"])
    told["last"] = measure.shown(figures.last_year)
    light = {"yes": Light.MET, "same": Light.PARTLY, "no": Light.NOT}[held]
    text = {
        Light.MET: N_("%(what)s %(value)s mot förra årets %(last)s går dit årsmålet säger: %(target)s."),
        Light.PARTLY: N_("%(what)s %(value)s är i stort sett förra årets %(last)s; årsmålet är %(target)s."),
        Light.NOT: N_("%(what)s %(value)s mot förra årets %(last)s går åt fel håll; årsmålet är %(target)s."),
    }[light]
    return Proposal(light, f"direction-{light}", say(text, **told), value)


class JudgementRefused(Refused):
    """A decided light that lacks its reason."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was decided beside what the figures proposed. Build it with `decide`."""

    proposal: Proposal
    light: Light
    reason: str = field(default="")

    @property
    def differs(self) -> bool:
        return self.light is not self.proposal.light


def decide(proposal: Proposal, light: Light, reason: str = "") -> Judgement:
    """A person's judgement; one that differs from the figures needs a reason, which auditors will read."""
    words = " ".join(reason.split())
    if light is not proposal.light and not words:
        message = N_("Skriv varför bedömningen är ”%(light)s” när siffrorna säger ”%(proposed)s”.")
        shown = {"light": LIGHT_WORDS[light], "proposed": LIGHT_WORDS[proposal.light]}
        raise JudgementRefused(message, **shown)
    return Judgement(proposal, light, words)
