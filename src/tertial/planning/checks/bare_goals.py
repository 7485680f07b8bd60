"""STR02: goals that nothing measures or nobody works for."""

from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.draft import Goal, PlanDraft
from tertial.planning.rules.expectations import completed
from tertial.planning.rules.prose import goal_quote
from tertial.planning.rules.sketch import activity, goal, indicator, level, plan

GOALS = (goal("1", "Stad"), goal("1.1", "Trygg"), goal("1.1.1", "Parker"))
MEASURED = (indicator("1.1", "Andel nöjda", level(80)), indicator("1.1.1", "Andel trygga", level(70)))


@check(
    "STR02",
    title="Ett mål saknar indikatorer eller aktiviteter",
    looks_at="plan",
    examples=(
        Example(plan(goals=GOALS, indicators=MEASURED), 1),
        Example(plan(goals=GOALS, indicators=MEASURED, activities=(activity("1.1.1", "Starta"),)), 0),
        Example(plan(goals=GOALS, activities=(activity("1.1.1", "Starta"),)), 1),
    ),
)
def bare_goals(draft: PlanDraft) -> Iterator[Hit]:
    """Ett nämndmål behöver aktiviteter, och det eller verksamhetsområdesmålet ovanför behöver indikatorer.

    Ett verksamhetsområdesmål ska ha nämndmål eller egna aktiviteter under sig. Har nämndmålet inga egna
    indikatorer men målet ovanför har det blir det en upplysning.
    """
    measured = {each.goal for each in draft.indicators}
    worked = {each.goal for each in draft.activities}
    parents = {each.parent for each in draft.goals}
    lowest = max((each.level for each in draft.goals), default=0)
    for each in draft.goals:
        if each.level == lowest and lowest > 1:
            yield from _lowest(each, measured, worked)
        elif each.number not in parents and each.number not in worked:
            yield Hit(f"Mål {each.number} har inga mål eller aktiviteter under sig.", (goal_quote(each),))


def _lowest(each: Goal, measured: set[str], worked: set[str]) -> Iterator[Hit]:
    if each.number not in worked:
        yield Hit(f"Mål {each.number} har inga aktiviteter.", (goal_quote(each),))
    if each.number in measured:
        return
    has_level = any(completed(given).value is not None for given in each.expected)
    if each.parent not in measured:
        where = f"varken målet eller mål {each.parent} har" if each.parent else "målet har inte"
        yield Hit(f"Mål {each.number} följs inte upp: {where} någon indikator.", (goal_quote(each),))
    elif not has_level:
        yield Hit(
            f"Mål {each.number} har ingen egen indikator och inget förväntat resultat med en nivå.",
            (goal_quote(each),),
            Severity.INFO,
        )
