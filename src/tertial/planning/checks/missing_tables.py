"""STR14: "the table below" where no table follows."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tertial.foundation.check import Example, Hit, check
from tertial.planning.rules.draft import Place, PlanDraft
from tertial.planning.rules.prose import Sentence, said, saying
from tertial.planning.rules.sketch import BUDGET, plan, row, section, table
from tertial.planning.rules.words import key

BELOW = re.compile(r"\btabell(?:en|er|erna)?\s+nedan\b|\bnedanstående\s+tabell|\bföljande\s+tabell", re.I)
TEXTS = section("Ekonomi", "Se tabell nedan om befolkningen.", "Kort text.", "Tabellen nedan visar budgeten.")
HERE = replace(table("Budget", BUDGET, row("Förskola", 1.0, 1.0, 0.0)), place=Place(3, 20))


@check(
    "STR14",
    title="Tabellen som texten hänvisar till saknas",
    looks_at="plan",
    examples=(
        Example(plan(sections=(replace(TEXTS, paragraphs=TEXTS.paragraphs[:1]),)), 1),
        Example(plan(sections=(replace(TEXTS, paragraphs=TEXTS.paragraphs[2:]),), tables=(HERE,)), 0),
    ),
)
def missing_tables(draft: PlanDraft) -> Iterator[Hit]:
    """Skriver texten "tabellen nedan" ska en tabell följa innan texten hänvisar till nästa.

    Kan tabellen ha varit en bild i dokumentet läses den inte; då kan anmärkningen avfärdas.
    """
    below = [each for each in saying(draft, "tabell") if BELOW.search(each.text)]
    for at, sentence in enumerate(below):
        following = [each for each in below[at + 1 :] if each.order != sentence.order]
        until = following[0].place.line if following else None
        if not _follows(draft, sentence, until):
            yield Hit("Ingen tabell följer på hänvisningen.", (said(sentence),))


def _follows(draft: PlanDraft, sentence: Sentence, until: int | None) -> bool:
    """By line where lines are known, else by page, else by the heading the table stands under."""
    places = [each.place for each in draft.tables]
    here = sentence.place
    if here.line is not None and all(place.line is not None for place in places):
        lines = [place.line or 0 for place in places]
        return any(here.line <= line and (until is None or line <= until) for line in lines)
    if here.page is not None and all(place.page is not None for place in places):
        return any(place.page in (here.page, here.page + 1) for place in places)
    return any(key(each.title or "") == key(sentence.section) for each in draft.tables)
