"""SUM14: parts of an amount in the same sentence, and the parts an area's budget is divided into."""

import re
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.amounts import Amount, amounts, printed
from tertial.planning.rules.book import BY, MORE, book_of
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.prose import Sentence, said, saying, shown
from tertial.planning.rules.sketch import prose
from tertial.planning.rules.words import key

TEXT = "Investeringsbudgeten är 13,9 mnkr, varav 1,8 mnkr är till maskiner och {} mnkr till stadsmiljö."
OF_WHICH = re.compile(r"\bvarav\b")
PART = re.compile(r"\b(beställarbudget|övergripande kostnad|anslagsfinansiera)", re.I)


@check(
    "SUM14",
    title="Delarna i texten blir inte helheten",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(Example(prose(TEXT.format("12,5")), 1), Example(prose(TEXT.format("12,1")), 0)),
)
def prose_parts(draft: PlanDraft) -> Iterator[Hit]:
    """Ett belopp som följs av "varav" kan inte vara mindre än sina delar, och två eller fler delar ska bli helheten.

    Ett områdes beställarbudget, övergripande kostnader och anslagsfinansierade verksamhet ska bli områdets budget.
    """
    for sentence in saying(draft, "varav"):
        yield from _of_which(sentence)
    yield from _areas(draft)


def _of_which(sentence: Sentence) -> Iterator[Hit]:
    at, found = OF_WHICH.search(sentence.text), amounts(sentence.text)
    if at is None:
        return
    before = [each for each in found if each.end <= at.start()]
    parts = [
        each
        for each in found
        if each.start >= at.end()
        and not MORE.match(sentence.text[each.end : each.end + 40])
        and not BY.search(sentence.text[: each.start])
    ]
    if not before or not parts or any(each.about for each in parts):
        return
    whole, together = before[-1], sum(each.value for each in parts)
    difference = round(together - whole.value, 6)
    slack = whole.step * len(parts)
    if difference > slack + 1e-9 or (len(parts) > 1 and difference < -slack - 1e-9):
        listed = " + ".join(each.text for each in parts)
        yield Hit(
            f"{listed} blir {printed(together)} mnkr men helheten är {whole.text}.",
            (said(sentence),),
            None if difference > 0 and not whole.about else Severity.WARNING,
        )


def _areas(draft: PlanDraft) -> Iterator[Hit]:
    book = book_of(draft)
    homes: dict[str, list[tuple[Amount, Sentence]]] = {}
    for sentence in saying(draft, "beställarbudget", "övergripande kostnad", "anslagsfinansiera"):
        words = [(found.group(1).lower()[:6], found.end()) for found in PART.finditer(sentence.text)]
        here = [each for each in amounts(sentence.text) if not re.search("intäkt", sentence.text, re.I)]
        if words and len(here) == 1:
            homes.setdefault(key(sentence.section), []).append((here[0], sentence))
    for home, parts in homes.items():
        lines = [line for line in (book.by_section.get(home), *book.by_name.get(home, [])) if line]
        levels = [size for line in lines if (size := line.level(book.year)) is not None]
        buyer = any("beställarbudget" in sentence.text.lower() for _, sentence in parts)
        if len(parts) < 2 or not levels or not buyer:
            continue
        together = sum(each.value for each, _ in parts)
        if all(abs(together - size) > 0.1 * len(parts) + 1e-9 for size in levels):
            yield Hit(
                f"Delarna blir {printed(together)} mnkr men områdets budget är {printed(levels[0])} mnkr.",
                (*(said(sentence) for _, sentence in parts), shown(lines[0].row, lines[0].table)),
                Severity.WARNING,
            )
