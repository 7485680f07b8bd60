"""SUM08: money asked for in the text against the decision that asks for it."""

import re
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.amounts import amounts, printed
from tertial.planning.rules.asking import (
    SURE,
    Asked,
    asked,
    asked_for,
    asked_in,
    decision_amount,
    decision_purpose,
    decision_quote,
    matching,
    only_with_word,
    purpose_words,
    together,
    under_amounts,
)
from tertial.planning.rules.draft import Decision, PlanDraft
from tertial.planning.rules.prose import appendix_quote
from tertial.planning.rules.sketch import decision, plan, section
from tertial.planning.rules.words import shared

DECIDED = (
    decision(6, "Nämnden begär budgetjustering om 3,9 mnkr för aktivitetscenter enligt bilaga 8.", 3.9, "8"),
)
MOST_PLACES = 100  # that are listed beside one; no plan has as many
TEXT = "Nämnden ansöker hos kommunstyrelsen om {} mnkr för aktivitetscenter."


@check(
    "SUM08",
    title="Begärt belopp skiljer sig mellan beslut och text",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(plan(decisions=DECIDED, sections=(section("Äldreomsorg", TEXT.format("4,5")),)), 1),
        Example(plan(decisions=DECIDED, sections=(section("Äldreomsorg", TEXT.format("3,9")),)), 0),
        Example(plan(decisions=DECIDED, sections=(section("Medel för aktivitetscenter (3,8 mnkr)"),)), 1),
    ),
)
def requests_and_decisions(draft: PlanDraft) -> Iterator[Hit]:
    """Pengar som nämnden begär ska vara samma belopp i beslutet, i rubriken och överallt i texten.

    Texten paras med beslutspunkten genom ändamålet, till exempel aktivitetscenter eller naturreservat.
    Ett belopp som är uppdelat i flera delar i samma mening räknas ihop. Rätta det ställe som är fel.
    """
    headed = under_amounts(draft)
    told: set[tuple[float, tuple[int, ...]]] = set()
    parts: dict[tuple[int, ...], bool] = {}  # whether what is asked for is what these decisions are in parts
    for each in asked(draft):
        decisions, sure = matching(draft, each.purpose)
        if sure < SURE or not decisions:
            yield from _total(draft, each)
            yield from _by_own_word(draft, each)
            continue
        numbers = tuple(one.number for one in decisions)
        if numbers not in parts:
            parts[numbers] = _in_parts(draft, decisions)
        if parts[numbers] or any(_agrees(draft, each, decision_) for decision_ in decisions):
            continue
        contradiction = (each.amount.value, numbers)
        parted = each.whole in headed and len(asked_in(draft)[each.whole]) > 1
        if contradiction in told or parted:
            continue  # every place is listed already; parts are set against their heading (SUM10)
        told.add(contradiction)
        wanted = ", ".join(
            f"{printed(decision_amount(one) or 0)} mnkr i punkt {one.number}" for one in decisions
        )
        others = [other.where for other in asked_for(draft, decisions)[:MOST_PLACES] if other is not each]
        yield Hit(
            f"Texten begär {each.amount.text} men beslutet säger {wanted}.",
            tuple(dict.fromkeys((each.where, *(decision_quote(one) for one in decisions), *others))),
            None
            if sure >= 0.75 and each.strong and not _maybe_part(each, decisions[0])
            else Severity.WARNING,
        )
    yield from _same_money(draft)
    yield from _in_titles(draft)


def _by_own_word(draft: PlanDraft, each: Asked) -> Iterator[Hit]:
    """A sentence with a long word that only one decision has speaks of that decision, maybe in parts."""
    here = asked_in(draft)[each.whole]
    decision_ = only_with_word(draft, each.whole)
    if each is not here[0] or decision_ is None or any(_agrees(draft, other, decision_) for other in here):
        return
    yield Hit(
        f"Texten anger {printed(together(draft, each.whole))} mnkr men beslutet säger "
        f"{printed(decision_amount(decision_) or 0)} mnkr i punkt {decision_.number}.",
        (each.where, decision_quote(decision_)),
        Severity.WARNING,
    )


def _agrees(draft: PlanDraft, each: Asked, decision_: Decision) -> bool:
    amount = decision_amount(decision_) or 0.0
    return each.amount.agrees(amount) or abs(together(draft, each.whole) - amount) < 0.051


def _in_parts(draft: PlanDraft, decisions: list[Decision]) -> bool:
    """Whether several places ask for parts that together are what was decided."""
    amount = decision_amount(decisions[0]) or 0.0
    parts = {
        round(other.amount.value, 3)
        for other in asked_for(draft, decisions)
        if other.amount.value < amount - 0.05
    }
    return len(parts) > 1 and abs(sum(parts) - amount) < 0.051


def _maybe_part(each: Asked, decision_: Decision) -> bool:
    """A smaller amount with a purpose of more words, such as one place of several."""
    words = purpose_words(each.purpose)
    more = len(words) - len(shared(words, decision_purpose(decision_)))
    return each.amount.value < (decision_amount(decision_) or 0.0) and more * 2 > len(words)


def _total(draft: PlanDraft, each: Asked) -> Iterator[Hit]:
    """A stated total of all budget adjustments."""
    adjusting = [one for one in draft.decisions if "budgetjustering" in one.text.lower()]
    if len(adjusting) < 2 or not re.search(
        r"\b(?:totalt|sammanlagt|sammantaget|tillsammans)\b", each.whole, re.I
    ):
        return
    if "budgetjustering" not in each.whole.lower():
        return
    whole = sum(decision_amount(one) or 0.0 for one in adjusting)
    if not each.amount.agrees(whole):
        yield Hit(
            f"Texten anger {each.amount.text} sammanlagt men beslutens budgetjusteringar är "
            f"{printed(whole)} mnkr.",
            (each.where, *(decision_quote(one) for one in adjusting)),
        )


def _same_money(draft: PlanDraft) -> Iterator[Hit]:
    """A decision that points at another one speaks of the same amount."""
    numbered = {one.number: one for one in draft.decisions}
    for one in draft.decisions:
        for number in re.findall(r"\benligt (?:besluts)?punkt (\d+)", one.text):
            other = numbered.get(int(number))
            mine, theirs = decision_amount(one), decision_amount(other) if other else None
            if other and mine is not None and theirs is not None and abs(mine - theirs) > 1e-6:
                yield Hit(
                    f"Punkt {one.number} anger {printed(mine)} mnkr men hänvisar till punkt {number} som anger "
                    f"{printed(theirs)} mnkr.",
                    (decision_quote(one), decision_quote(other)),
                )


def _in_titles(draft: PlanDraft) -> Iterator[Hit]:
    """An appendix that names its amount names the decision's."""
    for appendix in draft.appendices:
        stated = list(amounts(appendix.title))
        for one in draft.decisions:
            decided = decision_amount(one)
            if len(stated) != 1 or decided is None or one.appendices != (appendix.number,):
                continue
            if not stated[0].agrees(decided):
                yield Hit(
                    f"Bilaga {appendix.number} anger {stated[0].text} men punkt {one.number} säger "
                    f"{printed(decided)} mnkr.",
                    (appendix_quote(appendix), decision_quote(one)),
                )
