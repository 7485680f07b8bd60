"""MAL04: a board's target that is worse than the council's."""

from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, check
from tertial.planning.rules.draft import Indicator, PlanDraft, Target, TargetKind
from tertial.planning.rules.expectations import better_is_less, is_share, matches
from tertial.planning.rules.prose import indicator_quote
from tertial.planning.rules.sketch import indicator, level, plan

NAME = "Andel nöjda föräldrar till barn i förskolan"


@check(
    "MAL04",
    title="Nämndens årsmål når inte kommunfullmäktiges",
    looks_at="plan",
    examples=(
        Example(plan(indicators=(indicator("1.3", NAME, level(80), level(88)),)), 1),
        Example(plan(indicators=(indicator("1.3", NAME, level(90), level(88)),)), 0),
        Example(
            plan(indicators=(indicator("1.3", "Antal aspiranter", level(50, "st"), level(800, "st")),)), 0
        ),
    ),
)
def council_target(draft: PlanDraft) -> Iterator[Hit]:
    """Nämnden får sätta ett högre mål än kommunfullmäktige men behöver skäl för ett lägre.

    Bara mål på samma skala jämförs: andelar, index och tal som ligger nära varandra. Ett antal för hela staden
    (9 000 st) jämförs inte med nämndens del av det. Om mindre är bättre vänds jämförelsen.
    """
    directions = {
        match.indicator.name: match.expected.direction for match in matches(draft) if match.sure >= 0.8
    }
    for each in draft.indicators:
        if each.target and each.council_target and _undercuts(each, directions.get(each.name)):
            yield Hit(
                f"{each.name}: nämndens årsmål {each.target.text} når inte kommunfullmäktiges "
                f"{each.council_target.text}.",
                (indicator_quote(each),),
            )


def _undercuts(each: Indicator, direction: str | None) -> bool:
    own, council = each.target, each.council_target
    if own is None or council is None:
        return False
    if TargetKind.BAND in (own.kind, council.kind):
        return own.kind is council.kind and _width(own) > _width(council) + 1e-9
    if council.kind is TargetKind.MAX:
        direction = "max"
    elif council.kind is TargetKind.MIN:
        direction = "min"
    mine, theirs = _level(own), _level(council)
    if mine is None or theirs is None or not _same_scale(each, own, council, mine, theirs):
        return False
    return mine > theirs + 1e-9 if better_is_less(each.name, direction) else mine < theirs - 1e-9


def _width(target: Target) -> float:
    return (target.high or 0.0) - (target.low or 0.0)


def _level(target: Target) -> float | None:
    if target.kind not in (TargetKind.NUMBER, TargetKind.MIN, TargetKind.MAX):
        return None
    return target.low if target.low is not None else target.high


def _same_scale(each: Indicator, own: Target, council: Target, mine: float, theirs: float) -> bool:
    if own.unit != council.unit and None not in (own.unit, council.unit):
        return False
    if council.unit == "%" or (is_share(each.name, own.unit) and council.unit is None):
        return True
    return mine > 0 and theirs > 0 and 0.5 < mine / theirs < 2
