"""STR13: appendices that no decision and no sentence mentions."""

from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.pointers import pointers
from tertial.planning.rules.prose import appendix_quote
from tertial.planning.rules.sketch import appendix, decision, plan

LIST = (appendix("1", "Ansökan om medel"), appendix("2", "Internkontrollplan 2021"))


@check(
    "STR13",
    title="En bilaga nämns aldrig",
    looks_at="plan",
    severity=Severity.INFO,
    examples=(
        Example(plan(appendices=LIST, decisions=(decision(1, "Nämnden ansöker enligt bilaga 1."),)), 1),
        Example(plan(appendices=LIST, decisions=(decision(1, "Nämnden ansöker enligt bilagor 1-2."),)), 0),
    ),
)
def unused_appendices(draft: PlanDraft) -> Iterator[Hit]:
    """En bilaga som varken besluten eller texten hänvisar till är lätt att glömma att besluta om.

    Det gäller till exempel en internkontrollplan, som nämnden ska besluta särskilt.
    """
    used = {pointer.number for pointer in pointers(draft)}
    if not used:
        return
    for each in draft.appendices:
        if each.number not in used and each.number.partition(".")[0] not in used:
            yield Hit(
                f"Bilaga {each.number} ({each.title}) nämns inte i besluten eller texten.",
                (appendix_quote(each),),
            )
