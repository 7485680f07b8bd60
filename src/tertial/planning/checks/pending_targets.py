"""MAL03: a target that is still to be set, without saying when or why."""

import re
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.draft import Indicator, PlanDraft, TargetKind
from tertial.planning.rules.expectations import level_of
from tertial.planning.rules.prose import indicator_quote
from tertial.planning.rules.sketch import indicator, level, pending, plan

NAME = "Andel utredningar som öppnas igen"
WHEN = re.compile(r"\b(?:t[1-3]|tertial\w*|kvartal\w*|halvår\w*|vb|januari|februari|mars|april|maj|juni|juli|augusti|"
                  r"september|oktober|november|december|våren|hösten|sommaren|(?:19|20)\d\d-\d\d)\b", re.I)  # fmt: skip


@check(
    "MAL03",
    title="Årsmål saknas utan datum eller kommentar",
    looks_at="plan",
    examples=(
        Example(plan(indicators=(indicator("1.1", NAME, pending("Fastställs 2021")),)), 1),
        Example(
            plan(indicators=(indicator("1.1", NAME, pending("Fastställs 2021"), None, "Måttet är nytt."),)), 0
        ),
        Example(plan(indicators=(indicator("1.1", NAME, None, level(80)),)), 1),
    ),
)
def pending_targets(draft: PlanDraft) -> Iterator[Hit]:
    """Ett årsmål som fastställs senare ska ha en kommentar om varför, och det ska gå att se när det fastställs.

    Ett årtal räcker inte som datum i en plan för samma år; "t1" eller en månad gör det. Saknas årsmålet helt,
    eller är det överlåtet åt nämnden som inte har satt det, räknas det på samma sätt.
    """
    for each in draft.indicators:
        reason = _unset(each)
        if reason is None or (each.comment or "").strip():
            continue
        timed = bool(each.target and WHEN.search(each.target.text))
        if timed:
            reason += " Tidpunkten står, men inte varför."
        yield Hit(f"{each.name}: {reason}", (indicator_quote(each),), Severity.INFO if timed else None)


def _unset(each: Indicator) -> str | None:
    if each.target is None or not each.target.text.strip():
        return "årsmål saknas och ingen kommentar säger varför."
    if each.target.kind is TargetKind.PENDING:
        return f"årsmålet är inte satt ({each.target.text}) och ingen kommentar säger varför eller när."
    if each.target.kind is TargetKind.DELEGATED:
        return f"årsmålet ska tas fram av nämnden ({each.target.text}) men är inte satt i nämndens egen plan."
    if each.target.kind is TargetKind.NONE and level_of(each.council_target) is not None:
        return "nämnden har inget årsmål fast kommunfullmäktige har ett."
    return None
