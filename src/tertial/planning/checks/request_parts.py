"""SUM10: the parts of a request against the amount in its heading."""

import re
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.amounts import Amount, amounts, printed
from tertial.planning.rules.asking import HEADING, SURE, asked, matching
from tertial.planning.rules.draft import PlanDraft, Section
from tertial.planning.rules.prose import heading, quote, split
from tertial.planning.rules.sketch import plan, section

TITLE = "Medel för tryggt mottagande (2,0 mnkr)"


@check(
    "SUM10",
    title="Delarna av en begäran blir inte beloppet i rubriken",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(
            plan(
                sections=(
                    section(
                        TITLE, "Medel begärs för personal om 1,9 mnkr, samt lokaler om 0,3 mnkr, se bilaga 9."
                    ),
                )
            ),
            1,
        ),
        Example(
            plan(
                sections=(
                    section(
                        TITLE, "Medel begärs för personal om 1,9 mnkr, samt lokaler om 0,1 mnkr, se bilaga 9."
                    ),
                )
            ),
            0,
        ),
    ),
)
def request_parts(draft: PlanDraft) -> Iterator[Hit]:
    """Står beloppet i rubriken ska texten under den begära samma belopp, på en gång eller i delar som blir det.

    Är begäran uppdelad i kostnader räknas de ihop. Varje del kan vara avrundad med 0,1 mnkr.
    """
    for each in draft.sections:
        stated = list(amounts(each.title))
        if len(stated) == 1 and HEADING.match(each.title):
            for hit in _compare(each, stated[0]):
                if not _decided(draft, each):
                    yield hit


def _decided(draft: PlanDraft, section_: Section) -> bool:
    """Whether the section asks once, in words that are set against a decision (SUM08)."""
    here = [each for each in asked(draft) if any(each.whole in one.text for one in section_.paragraphs)]
    found = matching(draft, here[0].purpose) if len(here) == 1 else ([], 0.0)
    return bool(found[0]) and found[1] >= SURE


def _compare(section_: Section, whole: Amount) -> Iterator[Hit]:
    found: list[tuple[Amount, str]] = []
    evidence = []
    for paragraph in section_.paragraphs:
        for text, place in split(paragraph):
            here = [one for one in amounts(text) if not one.about]
            if here:
                evidence.append(quote(text, place))
                found += [(one, text) for one in here]
    parts = [one for one, _ in found if not one.agrees(whole.value)]
    repeated = len(parts) < len(found)
    if not parts or abs(sum(one.value for one in parts) - whole.value) <= 0.1 * max(0, len(parts) - 1) + 1e-9:
        return
    too_big = any(one.value > whole.value + 0.1 for one in parts)
    cost = re.compile(r"beräknad kostnad|kostar|kostnad(?:en)? (?:är|beräknas)|begärs", re.I)
    listed = all(cost.search(text) for one, text in found if not one.agrees(whole.value))
    asks = any(re.search(r"begär|ansök|söker", text, re.I) for _, text in found)
    if repeated and not too_big and not (listed and len(parts) > 1):
        return
    together = sum(one.value for one in parts)
    what = f"delarna blir {printed(together)} mnkr" if len(parts) > 1 else f"texten begär {parts[0].text}"
    yield Hit(
        f"Rubriken säger {whole.text} men {what}.",
        (heading(section_), *evidence),
        None if listed or (not repeated and (asks or len(parts) > 1)) else Severity.WARNING,
    )
