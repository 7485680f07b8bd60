"""STR01: goals, indicators and activities that hang on nothing."""

from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, check
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.prose import activity_quote, goal_quote, indicator_quote
from tertial.planning.rules.sketch import activity, goal, plan


@check(
    "STR01",
    title="Ett mål hör inte till något mål ovanför",
    looks_at="plan",
    examples=(
        Example(plan(goals=(goal("1", "Stad"), goal("1.1", "Trygg"), goal("1.2.1", "Parker"))), 1),
        Example(plan(goals=(goal("1", "Stad"), goal("1.1", "Trygg"), goal("1.1.1", "Parker"))), 0),
        Example(plan(goals=(goal("1.1", "Trygg"),), activities=(activity("1.3", "Starta"),)), 1),
    ),
)
def orphan_goals(draft: PlanDraft) -> Iterator[Hit]:
    """Varje mål ska höra till ett mål på nivån ovanför, och numret ska visa det: 1.2.1 hör till 1.2.

    Indikatorer och aktiviteter ska höra till ett mål som finns i planen.
    """
    numbers = {each.number for each in draft.goals}
    levels = {each.level for each in draft.goals}
    for each in draft.goals:
        above = each.number.rpartition(".")[0]
        if each.level > 1 and each.level - 1 in levels and each.parent not in numbers:
            yield Hit(
                f"Mål {each.number} hör till {each.parent or above or 'inget mål'} som inte finns.",
                (goal_quote(each),),
            )
        elif each.parent and above and above != each.parent:
            parent = [goal_quote(other) for other in draft.goals if other.number == each.parent]
            yield Hit(
                f"Mål {each.number} står under {each.parent} men numret hör till {above}.",
                (goal_quote(each), *parent),
            )
    if not numbers:
        return
    for row in draft.indicators:
        if row.goal not in numbers:
            yield Hit(f"Indikatorn hör till mål {row.goal} som inte finns.", (indicator_quote(row),))
    for task in draft.activities:
        if task.goal not in numbers:
            yield Hit(f"Aktiviteten hör till mål {task.goal} som inte finns.", (activity_quote(task),))
