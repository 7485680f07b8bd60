"""STR11: a goal that is worded differently where it stands again."""

from collections.abc import Iterator
from dataclasses import replace

from tertial.foundation.check import Evidence, Example, Hit, Severity, check
from tertial.planning.rules.draft import Contents, Goal, Mention, PlanDraft
from tertial.planning.rules.prose import goal_quote, heading, quote
from tertial.planning.rules.sketch import goal, plan, section
from tertial.planning.rules.words import key, stems

CITY = goal("1", "En modern storstad med möjligheter och valfrihet för alla")


@check(
    "STR11",
    title="Ett mål har olika lydelse på olika ställen",
    looks_at="plan",
    examples=(
        Example(
            plan(
                goals=(CITY,), sections=(section("En modern storstad med möjligheter och frihet för alla"),)
            ),
            1,
        ),
        Example(
            plan(
                goals=(CITY,),
                sections=(section("En modern storstad med möjligheter och valfrihet för alla"),),
            ),
            0,
        ),
        Example(
            plan(
                goals=(
                    replace(
                        CITY, mentions=(Mention("En modern stad med möjligheter och valfrihet för alla"),)
                    ),
                )
            ),
            1,
        ),
    ),
)
def goal_texts(draft: PlanDraft) -> Iterator[Hit]:
    """Kommunfullmäktiges mål är beslutade ord för ord. Målet ska stå likadant i innehållsförteckningen,
    bland prioriteringarna, som rubrik och i målkedjan.
    """
    numbered = {each.number: each for each in draft.goals}
    for each in draft.goals:
        for mention in each.mentions:
            yield from _differing(each, mention.text, quote(mention.text, mention.place))
    for line in draft.contents:
        if line.number and line.number in numbered:
            yield from _differing(numbered[line.number], line.title, _listed(line))
        elif not line.number:
            yield from _nearly(draft, line.title, _listed(line))
    for part in draft.sections:
        if part.number and part.number in numbered:
            yield from _differing(numbered[part.number], part.title, heading(part))
        elif not part.number:
            yield from _nearly(draft, part.title, heading(part))


def _listed(line: Contents) -> Evidence:
    return quote(" ".join(filter(None, (line.number, line.title))), line.place)


def _differing(goal_: Goal, text: str, where: Evidence) -> Iterator[Hit]:
    one, other = key(goal_.text), key(text)
    if one == other or not other:
        return
    cut = one.startswith(other) or other.startswith(one)
    yield Hit(
        f"Mål {goal_.number} lyder ”{goal_.text}” men här ”{text}”.",
        (where, goal_quote(goal_)),
        Severity.INFO if cut else None,
    )


def _nearly(draft: PlanDraft, text: str, where: Evidence) -> Iterator[Hit]:
    """A heading without a number that is a goal's wording but for a word or two."""
    words = stems(text)
    if len(words) < 3:
        return
    for each in draft.goals:
        wanted = stems(each.text)
        common = len(words & wanted)
        if key(each.text) != key(text) and common >= 3 and common / len(words | wanted) >= 0.6:
            yield from _differing(each, text, where)
