"""MAL02: a target that asks for less than the last outcome."""

from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, check
from tertial.planning.rules.amounts import short
from tertial.planning.rules.draft import Expected, PlanDraft
from tertial.planning.rules.expectations import better_is_less, completed, measure_of
from tertial.planning.rules.prose import expected_quote
from tertial.planning.rules.sketch import expects, goal, plan


def _plan(value: float) -> PlanDraft:
    text = (
        f"Andel vuxna med långvarigt bistånd uppgår till högst {value:g} procent (utfall 2020: 2,88 procent)"
    )
    return plan(goals=(goal("1.1.1", "Invånare försörjer sig", expects(text, "max", value, "%", 2.88)),))


@check(
    "MAL02",
    title="Målet är lägre ställt än senaste utfall",
    looks_at="plan",
    examples=(Example(_plan(4), 1), Example(_plan(2.5), 0)),
)
def looser_than_outcome(draft: PlanDraft) -> Iterator[Hit]:
    """Ett mål som redan är uppnått med råge styr ingenting. Nivån jämförs med utfallet inom parentes.

    "Minst" och "lägst" betyder att mer är bättre, "högst" att mindre är bättre. Står inget av orden avgör
    måttets namn. Höj ambitionen eller skriv varför ett sämre resultat är att vänta.
    """
    for goal_ in draft.goals:
        for given in goal_.expected:
            expected = completed(given)
            if _is_looser(expected) and expected.value is not None and expected.previous is not None:
                yield Hit(
                    f"Målet {short(expected.value)} är sämre än utfallet {short(expected.previous.value)} "
                    f"år {expected.previous.year}.",
                    (expected_quote(expected, goal_),),
                )


def _is_looser(expected: Expected) -> bool:
    if expected.value is None or expected.previous is None:
        return False
    less = better_is_less(measure_of(expected), expected.direction)
    last = expected.previous.value
    return expected.value > last + 1e-9 if less else expected.value < last - 1e-9
