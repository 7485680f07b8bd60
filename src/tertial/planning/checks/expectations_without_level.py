"""MAL10: a goal whose expected results cannot be measured by anything."""

from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.draft import Expected, PlanDraft
from tertial.planning.rules.expectations import completed
from tertial.planning.rules.prose import expected_quote
from tertial.planning.rules.sketch import expects, goal, plan


@check(
    "MAL10",
    title="Inget förväntat resultat går att mäta",
    looks_at="plan",
    severity=Severity.INFO,
    examples=(
        Example(
            plan(
                goals=(
                    goal("3.2.1", "Digital", Expected("Förvaltningen har utvecklat digitala arbetssätt.")),
                )
            ),
            1,
        ),
        Example(
            plan(
                goals=(
                    goal(
                        "3.2.1",
                        "Digital",
                        expects("Andel e-tjänster uppgår till minst 50 procent", "min", 50),
                    ),
                )
            ),
            0,
        ),
    ),
)
def expectations_without_level(draft: PlanDraft) -> Iterator[Hit]:
    """Ett nämndmål går inte att bedöma när inget förväntat resultat har en nivå och det saknar egen indikator.

    Skriv minst ett resultat med en nivå, till exempel ett antal eller en andel.
    """
    measured = {each.goal for each in draft.indicators}
    for each in draft.goals:
        levels = [completed(given).value for given in each.expected]
        if levels and not any(level is not None for level in levels) and each.number not in measured:
            yield Hit(
                f"Nämndmål {each.number} har inget förväntat resultat med en nivå.",
                tuple(expected_quote(given, each) for given in each.expected),
            )
