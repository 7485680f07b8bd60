"""MAL01: an expected result against the target of the indicator that measures it."""

from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.amounts import short
from tertial.planning.rules.draft import PlanDraft, said_of
from tertial.planning.rules.expectations import LIKELY, SURE, Match, level_of, matches, measure_of, within
from tertial.planning.rules.prose import expected_quote, indicator_quote
from tertial.planning.rules.sketch import expects, goal, indicator, level, plan

INDICATORS = (
    indicator("1.1", "Andel barn som anmälts för brott och kallats till samtal inom 48 timmar", level(80)),
)
TEXT = "Andel barn som anmälts för brott och kallats till samtal inom 48 timmar uppgår till minst {} procent"


def _plan(value: float) -> PlanDraft:
    return plan(
        goals=(goal("1.1"), goal("1.1.1", "Barn får stöd", expects(TEXT.format(value), "min", value))),
        indicators=INDICATORS,
    )


@check(
    "MAL01",
    title="Förväntat resultat och indikatorns årsmål skiljer sig",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(Example(_plan(75), 1), Example(_plan(80), 0)),
)
def expected_and_target(draft: PlanDraft) -> Iterator[Hit]:
    """Ett förväntat resultat med en nivå ska ha samma nivå som årsmålet för den indikator som mäter det.

    Resultatet paras med den indikator i samma nämndmål eller verksamhetsområdesmål vars namn är mest likt.
    En andel jämförs aldrig med ett antal. Är namnen bara ungefär lika blir det en varning i stället för ett fel.
    """
    for match in matches(draft):
        target = level_of(match.indicator.target)
        value = match.expected.value
        if match.sure < LIKELY or target is None or value is None or abs(target - value) < 1e-9:
            continue
        yield Hit(
            f"Förväntat resultat är {short(value)}{_unit(match.expected.unit)} men indikatorns årsmål är "
            f"{said_of(match.indicator.target)}.",
            (expected_quote(match.expected, match.goal), indicator_quote(match.indicator)),
            None if _surely(match) else Severity.WARNING,
        )


def _surely(match: Match) -> bool:
    return match.sure >= SURE and within(measure_of(match.expected), match.indicator.name)


def _unit(unit: str | None) -> str:
    return f" {'procent' if unit == '%' else unit}" if unit else ""
