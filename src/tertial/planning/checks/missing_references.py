"""STR04: references to what does not exist."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.pointers import GOAL, HEADING, NUMBERED, POINT, exists, pointers, titles
from tertial.planning.rules.prose import DECISION, Sentence, appendix_quote, mentioning, said
from tertial.planning.rules.sketch import appendix, decision, plan, section

_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Known:
    """The numbers that can be referred to."""

    goals: frozenset[str]
    numbered: frozenset[str]
    decisions: frozenset[str]


LIST = (appendix("1", "Sdn01"), appendix("2", "Resultatenheter 2021"))


@check(
    "STR04",
    title="En hänvisning leder ingenstans",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(
            plan(appendices=LIST, decisions=(decision(1, "Nämnden fastställer enheter enligt bilaga 3."),)), 1
        ),
        Example(
            plan(appendices=LIST, decisions=(decision(1, "Nämnden fastställer enheter enligt bilaga 2."),)), 0
        ),
        Example(plan(sections=(section("Förskola", "Se under rubriken Budgetjusteringar."),)), 1),
    ),
)
def missing_references(draft: PlanDraft) -> Iterator[Hit]:
    """Bilagor, rubriker, avsnitt, beslutspunkter och mål som texten hänvisar till ska finnas.

    Bilagor jämförs med bilageförteckningen. Finns ingen förteckning prövas de inte.
    """
    listed = {each.number for each in draft.appendices}
    if listed:
        last = appendix_quote(draft.appendices[-1])
        for pointer in pointers(draft):
            whole = pointer.number.partition(".")[0]
            if pointer.number not in listed and not any(
                each.partition(".")[0] == pointer.number for each in listed
            ):
                # A number within the list may be a line of the list that could not be read.
                beyond = whole.isdigit() and int(whole) > max(
                    (int(first) for each in listed if (first := each.partition(".")[0]).isdecimal()),
                    default=0,
                )
                ending = f"; förteckningen slutar med bilaga {draft.appendices[-1].number}" if beyond else ""
                yield Hit(
                    f"Bilaga {pointer.number} finns inte i förteckningen{ending}.",
                    (pointer.where, last),
                    None if beyond else Severity.WARNING,
                )
    known_titles = titles(draft)
    goals = frozenset(each.number for each in draft.goals)
    known = Known(
        goals,
        goals | {each.number for each in draft.sections if each.number},
        frozenset(str(each.number) for each in draft.decisions),
    )
    for sentence in mentioning(draft, "rubrik", "avsnitt", "kap", "punkt", "sats", "mål"):
        low = sentence.text.lower()
        if "rubrik" in low or "avsnitt" in low:
            yield from _headings(sentence, known_titles)
        if _FIGURE.search(low):
            yield from _numbers(known, sentence)


def _headings(sentence: Sentence, known: set[str]) -> Iterator[Hit]:
    for found in HEADING.finditer(sentence.text):
        if not exists(found["title"], known):
            yield Hit(
                f"Rubriken ”{found['title'].strip()}” finns inte i planen.",
                (said(sentence),),
                Severity.WARNING,
            )


def _numbers(known: Known, sentence: Sentence) -> Iterator[Hit]:
    for found in NUMBERED.finditer(sentence.text):
        if known.numbered and found["number"] not in known.numbered:
            yield Hit(f"Avsnitt {found['number']} finns inte i planen.", (said(sentence),), Severity.WARNING)
    for found in POINT.finditer(sentence.text):
        number = found["number"] or found["plain"]
        ours = found["number"] or sentence.section == DECISION
        if ours and known.decisions and number not in known.decisions:
            yield Hit(f"Punkt {number} finns inte bland besluten.", (said(sentence),))
    for found in GOAL.finditer(sentence.text):
        if known.goals and found["number"] not in known.goals:
            yield Hit(f"Mål {found['number']} finns inte i planen.", (said(sentence),), Severity.WARNING)
