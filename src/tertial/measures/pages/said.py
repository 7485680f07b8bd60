"""Figures, targets, lights and reasons in the reader's language, ready for a template."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext

from tertial.foundation.day import Language
from tertial.foundation.number import NBSP, NOT_APPLICABLE, format_number, rounded
from tertial.foundation.period import Period, PeriodRefused
from tertial.foundation.sentence import Sentence
from tertial.foundation.words import N_
from tertial.goals.models import Activity
from tertial.measures.models import GoalMeasure, Judgement, Measure, Value
from tertial.measures.queries.comments import Comment
from tertial.measures.rules.breakdown import AGE, SEX
from tertial.measures.rules.current import VALUE_KIND_WORDS, ValueKind
from tertial.measures.rules.light import LIGHT_WORDS, Light, Proposal
from tertial.measures.rules.measure import shown
from tertial.measures.rules.target import Target, as_sentence

STATES = {Light.MET: "helt", Light.PARTLY: "delvis", Light.NOT: "inte", Light.UNKNOWN: "saknas"}
SHORT = {
    Light.MET: N_("Uppfylls"),
    Light.PARTLY: N_("Delvis"),
    Light.NOT: N_("Inte"),
    Light.UNKNOWN: N_("Kan inte bedömas"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A light for the page: the state's key, its word, why, and whether somebody has decided it."""

    state: str
    word: str
    reason: str = ""
    by: str = ""
    light: str = ""


def said(sentence: Sentence | None) -> str:
    """The sentence with its figures, and the sentences within it."""
    return sentence.said(gettext) if sentence else ""


def language() -> Language:
    return "en" if get_language() == "en" else "sv"


def period_name(code: str) -> str:
    try:
        return Period.parse(code).label(language())
    except PeriodRefused:
        return code


def figure(measure: Measure, value: Decimal | None, *, bare: bool = False) -> str:
    """With the unit and at least the measure's decimals; what is worked out is rounded to them."""
    if value is None:
        return NOT_APPLICABLE
    unit = "" if bare else measure.unit_of_measure
    if measure.formula:
        return format_number(value, measure.decimals, unit or None)
    return shown(value, unit or None, measure.decimals)


def target_words(target: Target, unit: str = "", decimals: int = 0) -> str:
    """högst 8 %, minst 73 %, 50 st, ska öka, fastställs senast 2026-04-30."""
    return as_sentence(target, unit, decimals).said(gettext)


def mark_of(judgement: Judgement | None, proposal: Proposal | None = None) -> Mark:
    """What somebody decided; else what the figures propose."""
    reason = said(proposal.reason) if proposal else ""
    if judgement is not None:
        light = Light(judgement.light)
        return Mark(
            STATES[light],
            gettext(LIGHT_WORDS[light]),
            judgement.reason or reason,
            judgement.decided_by_name,
            light.value,
        )
    if proposal is None:
        return Mark("saknas", gettext("Inte bedömt"))
    word = gettext(_UNKNOWN.get(proposal.rule, LIGHT_WORDS[proposal.light]))
    return Mark(STATES[proposal.light], word, reason, light=proposal.light.value)


_UNKNOWN = {
    "no-target": N_("Årsmål saknas"),
    "target-awaited": N_("Årsmål saknas"),
    "no-outcome": N_("Värde saknas"),
    "no-forecast": N_("Prognos saknas"),
    "not-asked": N_("Följs upp för helåret"),
}


def change_words(measure: Measure, now: Value | None, before: Value | None) -> str:
    """0,2 lägre än T1 2026; samma som helår 2025."""
    if now is None or before is None or now.value is None or before.value is None:
        return ""
    when = period_name(before.period)
    change = now.value - before.value
    if measure.formula:
        change = rounded(change, measure.decimals)
    if not change:
        return gettext("samma som %(when)s") % {"when": when}
    text = gettext("%(by)s högre än %(when)s") if change > 0 else gettext("%(by)s lägre än %(when)s")
    by = (
        format_number(abs(change), measure.decimals)
        if measure.formula
        else shown(abs(change), None, measure.decimals)
    )
    return text % {"by": by, "when": when}


def breakdown_name(code: str) -> str:
    """Kvinnor, 20–64 år; totalt when it is the whole."""
    sex, _, age = code.partition("/")
    names = [gettext(d.member(c).name) for d, c in ((SEX, sex), (AGE, age)) if c not in ("", "total")]
    return ", ".join(names) or gettext("Totalt")


def kind_word(kind: str) -> str:
    return gettext(VALUE_KIND_WORDS[ValueKind(kind)])


def comment_place(comment: Comment) -> tuple[str, str]:
    """Where somebody wrote it: its address, and Sjukfrånvaro, T2 2026, Sjöhagen."""
    about = comment.about
    if isinstance(about, Value):
        return reverse("value", args=[about.pk]), f"{title_of(about)}, {about.unit}"
    if isinstance(about, Activity):
        when = comment.day.isoformat() if comment.day else ""
        return reverse("activity", args=[about.key]), f"{about.text}, {when}"
    if isinstance(about, GoalMeasure):
        return reverse("goal", args=[about.goal.key]), f"{about.measure}, {about.goal.number}"
    name = str(about.goal or about.measure)
    address = (
        reverse("goal", args=[about.goal.key])
        if about.goal
        else f"{reverse('measure', args=[about.measure.key])}?enhet={about.unit.key}"
        if about.measure
        else ""
    )
    return address, f"{name}, {period_name(about.period)}, {about.unit}"


def origin_of(
    measure: str, unit: str, period: str, part: str = "", kind: ValueKind = ValueKind.ACTUAL
) -> str:
    """Where a figure that a page shows comes from; without a unit, the whole city's."""
    about = {"enhet": unit} if unit else {"hela": "ja"}
    about |= {"period": period} | ({"del": part} if part else {})
    about |= {} if kind is ValueKind.ACTUAL else {"slag": kind.value}
    return f"{reverse('value_of', args=[measure])}?{urlencode(about)}"


def title_of(value: Value) -> str:
    """Sjukfrånvaro, T2 2026: what the number is, for headings."""
    return f"{value.measure.name},{NBSP}{period_name(value.period)}"
