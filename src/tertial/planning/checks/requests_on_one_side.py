"""SUM09: a request without a decision, or a decision without a word in the text."""

from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, check
from tertial.planning.rules.amounts import printed
from tertial.planning.rules.asking import asked, decision_amount, decision_quote, matching
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.sketch import decision, plan, section

DECIDED = (
    decision(6, "Nämnden begär budgetjustering om 3,9 mnkr för aktivitetscenter enligt bilaga 8.", 3.9, "8"),
)


@check(
    "SUM09",
    title="En begäran om pengar finns bara på ett ställe",
    looks_at="plan",
    examples=(
        Example(
            plan(
                decisions=DECIDED,
                sections=(
                    section(
                        "Äldreomsorg",
                        "Nämnden ansöker hos kommunstyrelsen om 3,9 mnkr för aktivitetscenter.",
                        "Vidare ansöker nämnden hos kommunstyrelsen om medel för kompetensutveckling om 951 tkr.",
                    ),
                ),
            ),
            1,
        ),
        Example(
            plan(
                decisions=DECIDED,
                sections=(
                    section("A", "Nämnden ansöker hos kommunstyrelsen om 3,9 mnkr för aktivitetscenter."),
                ),
            ),
            0,
        ),
    ),
)
def requests_on_one_side(draft: PlanDraft) -> Iterator[Hit]:
    """Det nämnden begär i texten ska finnas som beslutspunkt, och varje begäran i besluten ska förklaras i texten.

    Ett belopp som söks hos kommunstyrelsen utan beslutspunkt blir aldrig begärt.
    Lägg till punkten eller stryk meningen.
    """
    decided = [one for one in draft.decisions if decision_amount(one) is not None]
    every = asked(draft)
    met = set()
    for each in every:
        decisions, sure = matching(draft, each.purpose)
        if sure >= 0.5:
            met |= {one.number for one in decisions}
        elif (
            decided
            and each.strong
            and not any(each.amount.agrees(decision_amount(one) or 0.0) for one in decided)
        ):
            yield Hit(
                f"Texten begär {each.amount.text} men ingen beslutspunkt begär det.",
                (each.where, *(decision_quote(one) for one in decided)),
            )
    for one in decided:
        amount = decision_amount(one) or 0.0
        asks = "budgetjustering" in one.text.lower()
        if asks and every and one.number not in met and not any(each.amount.agrees(amount) for each in every):
            yield Hit(
                f"Punkt {one.number} begär {printed(amount)} mnkr som inte förklaras någonstans i texten.",
                (decision_quote(one),),
            )
