"""MAL09: a figure as target, beside a comment that says it cannot be measured or not this year."""

import re
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, check
from tertial.planning.rules.amounts import years
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.expectations import level_of
from tertial.planning.rules.prose import indicator_quote, quote
from tertial.planning.rules.sketch import indicator, level, plan

NAME = "Andel smarta lås i hemtjänsten"
UNMEASURED = re.compile(
    r"\b(?:inget|ingen|inte något|saknas?)\b[^.]*\b(?:mät|metod|uppfölj)\w*|"
    r"\b(?:kan|går) inte (?:att )?(?:mäta\w*|följa\w*)|"
    r"\bmäts inte\b|\bingen tids?plan\b|\btids?plan (?:finns|är) inte\b|\btids?plan saknas\b",
    re.I,
)


@check(
    "MAL09",
    title="Årsmålet går inte att följa upp enligt sin egen kommentar",
    looks_at="plan",
    examples=(
        Example(
            plan(indicators=(indicator("1.5", NAME, level(25), None, "Införandet beräknas ske 2022."),)), 1
        ),
        Example(
            plan(indicators=(indicator("1.5", NAME, level(25), None, "Införandet sker under våren 2021."),)),
            0,
        ),
    ),
)
def targets_not_followed(draft: PlanDraft) -> Iterator[Hit]:
    """Ett årsmål med en siffra lovar ett resultat under året. Säger kommentaren att måttet inte kan mätas,
    att tidplan saknas eller att arbetet görs först ett senare år, motsäger den årsmålet.
    """
    for each in draft.indicators:
        if level_of(each.target) is None or not each.comment or each.target is None:
            continue
        stated = [year for year, _ in years(each.comment)]
        later = draft.year is not None and bool(stated) and min(stated) > draft.year
        if later:
            reason = f"kommentaren talar om {min(stated)}"
        elif UNMEASURED.search(each.comment):
            reason = "kommentaren säger att det inte kan mätas eller tidsättas"
        else:
            continue
        yield Hit(
            f"{each.name}: årsmålet är {each.target.text} men {reason}.",
            (indicator_quote(each), quote(each.comment, each.place)),
        )
