"""What differs between a goal one year and the goal that continues it: its words, results, indicators, activities."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tertial.foundation.words import N_
from tertial.measures.rules.plan_changes import PlanChange

INDICATOR, ACTIVITY = N_("Indikator"), N_("Aktivitet")


@dataclass(frozen=True, slots=True)
class GoalYear:
    """A goal as one year's plan has it. Targets and days are in the words that are shown."""

    text: str
    description: str = ""
    priorities: Sequence[str] = ()
    tags: Sequence[str] = ()
    expected: Sequence[str] = ()
    indicators: Mapping[str, str] = field(default_factory=dict)
    activities: Mapping[str, str] = field(default_factory=dict)


def year_changes(before: GoalYear, after: GoalYear) -> list[PlanChange]:
    """In the order of a plan; what is the same in both years is left out."""
    return [
        *_words(N_("Målets text"), before.text, after.text),
        *_words(N_("Beskrivning"), before.description, after.description),
        *_words(N_("Prioriterade insatser"), *map("\n".join, (before.priorities, after.priorities))),
        *_words(N_("Etiketter"), *map(", ".join, (before.tags, after.tags))),
        *_words(N_("Förväntade resultat"), *map("\n".join, (before.expected, after.expected))),
        *_named(INDICATOR, before.indicators, after.indicators),
        *_named(ACTIVITY, before.activities, after.activities),
    ]


def _words(what: str, before: str, after: str) -> Iterator[PlanChange]:
    if before != after:
        yield PlanChange(what, "", before, after)


def _named(what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[PlanChange]:
    """Things with a name of their own; the newer year's order, then what is gone."""
    for name in dict.fromkeys([*after, *before]):
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            yield PlanChange(what, name, old, new)
