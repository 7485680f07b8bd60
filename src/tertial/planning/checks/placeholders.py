"""SPR01: text that was meant to be filled in."""

import re
from collections.abc import Iterator

from tertial.foundation.check import Evidence, Example, Hit, Severity, check
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.prose import (
    appendix_quote,
    goal_quote,
    heading,
    indicator_quote,
    mentioning,
    said,
)
from tertial.planning.rules.sketch import prose

SURE = re.compile(
    r"(?<![\w.])[Xx]{2,}(?:[,.][Xx]+)?(?![\w])|\b(?:19|20)[Xx]{2}\b|\b[XYxy](?:,[XYxy])?\s+(?:mnkr|tkr|procent|kronor)\b|"
    r"lorem ipsum|\bTBD\b|\bTODO\b|"
    r"\[\s*(?:\.{2,}|…|fyll|ange|skriv|infoga|kompletter|belopp|datum|text|namn|siffra)[^\]]*\]|"
    r"\bklicka (?:eller tryck )?här\b|\{\{.*?\}\}|\b[ÅåYy]{4}-[Mm]{2}-[Dd]{2}\b|_{3,}|\?{3,}|#{3,}|"
    r"<\s*(?:fyll|ange|skriv|infoga|belopp|datum|text|namn)[^>]*>",
    re.IGNORECASE,
)
LIKELY = re.compile(
    r"\(\s*(?:fylls? i|kompletteras|uppdateras|ange|belopp|text)[^)]*\)|\b(?:kompletteras|fylls i|uppdateras) senare\b|"
    r"\b(?:text|uppgift|belopp|siffra) (?:saknas|kommer|tillkommer)\b|\bfyll i(?: här)?\b|\bskriv (?:text )?här\b|"
    r"\binfoga (?:text|tabell|bild)\b|\bhär (?:infogas|skrivs|fylls|läggs)\b|\b(?:infogas|läggs in) (?:här|senare)\b|"
    r"\bden (?:\.{3}|…) ?[a-zåäö]|"
    r"\[[^\]\d]{3,60}\]|\?\?|…\s*mnkr|\bom\s+[-–_]+\s*mnkr|\b0000\b|(?<![\w.])(?-i:N\.? ?N\.?)(?![\w])",
    re.IGNORECASE,
)


MARKS = (
    "xx", "x mnkr", "y mnkr", "x tkr", "x procent", "lorem", "tbd", "todo", "[", "{{", "mm-dd", "___", "??", "###", "<",
    "fyll", "klicka", "kompletteras", "uppdateras", "ange ", "text ", "uppgift ", "belopp ", "siffra ", "skriv ",
    "infoga", "här skrivs", "här fylls", "läggs",
    "den ...", "den \u2026", "\u2026 mnkr", "- mnkr", "\u2013 mnkr", "_ mnkr", "0000", "(belopp", "(text",
)  # fmt: skip
NOBODY = ("NN", "N.N", "N. N", "N N")


@check(
    "SPR01",
    title="En plats i texten är inte ifylld",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(prose("Nämnden begär XX mnkr för ändamålet."), 1),
        Example(prose("Texten kompletteras senare."), 1),
        Example(prose("Mötet hålls den ... maj."), 1),
        Example(prose("Nämnden begär 2,0 mnkr för ändamålet."), 0),
    ),
)
def placeholders(draft: PlanDraft) -> Iterator[Hit]:
    """Malltext och platshållare som XX, [fyll i] eller ??? ska vara ersatta innan planen beslutas.

    Formuleringar som "kompletteras senare" ger en varning, eftersom de kan vara avsedda.
    """
    for text, where in _texts(draft):
        if not _marked(text):
            continue
        sure = SURE.search(text)
        found = sure or LIKELY.search(text)
        if found:
            yield Hit(
                f"”{found.group().strip()}” är inte ifyllt.", (where,), None if sure else Severity.WARNING
            )


def _marked(text: str) -> bool:
    low = text.lower()
    return any(mark in low for mark in MARKS) or any(mark in text for mark in NOBODY)


def _texts(draft: PlanDraft) -> Iterator[tuple[str, Evidence]]:
    for sentence in mentioning(draft, *MARKS, *(mark.lower() for mark in NOBODY)):
        yield sentence.text, said(sentence)
    for section in draft.sections:
        yield section.title, heading(section)
    for appendix in draft.appendices:
        yield appendix.title, appendix_quote(appendix)
    for goal in draft.goals:
        yield goal.text, goal_quote(goal)
    for each in draft.indicators:
        for target in (each.target, each.council_target):
            if target:
                yield target.text, indicator_quote(each)
