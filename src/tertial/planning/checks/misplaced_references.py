"""STR05: references to an appendix about something else."""

from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, check
from tertial.planning.rules.asking import purpose_words
from tertial.planning.rules.draft import Appendix, PlanDraft
from tertial.planning.rules.pointers import Pointer, pointers, title_words
from tertial.planning.rules.prose import appendix_quote
from tertial.planning.rules.sketch import appendix, plan, section
from tertial.planning.rules.words import shared

LIST = (appendix("1", "Sdn01"), appendix("20", "Resultatenheter 2021"))
TEXT = "Samtliga förskoleenheter ska utgöra resultatenheter, se bilaga {}."


@check(
    "STR05",
    title="En hänvisning går till fel bilaga",
    looks_at="plan",
    examples=(
        Example(plan(appendices=LIST, sections=(section("Enheter", TEXT.format(1)),)), 1),
        Example(plan(appendices=LIST, sections=(section("Enheter", TEXT.format(20)),)), 0),
    ),
)
def misplaced_references(draft: PlanDraft) -> Iterator[Hit]:
    """Bilagans rubrik ska handla om det som meningen eller beslutspunkten handlar om.

    En anmärkning ges när meningen inte delar något betydelsebärande ord med bilagans rubrik,
    men alla eller de flesta ord i en annan bilagas rubrik står i meningen.
    """
    listed = {each.number: each for each in draft.appendices}
    words = {each.number: title_words(each) for each in draft.appendices}
    grouped: dict[tuple[str, int | None], list[Pointer]] = {}
    for pointer in pointers(draft):
        grouped.setdefault((pointer.text, pointer.where.line), []).append(pointer)
    for together in grouped.values():
        numbers = {pointer.number for pointer in together}
        for pointer in together:
            here = listed.get(pointer.number)
            better = _better(pointer, numbers, listed, words) if here else None
            if here and better:
                yield Hit(
                    f"Texten hänvisar till bilaga {here.number} ({here.title}) men handlar om bilaga {better.number} "
                    f"({better.title}).",
                    (pointer.where, appendix_quote(here), appendix_quote(better)),
                )


def _better(
    pointer: Pointer, numbers: set[str], listed: dict[str, Appendix], words: dict[str, frozenset[str]]
) -> Appendix | None:
    text = purpose_words(pointer.text)
    context = text | purpose_words(pointer.section)
    mine = words[pointer.number]
    fit = len(shared(mine, context)) / len(mine) if mine else 0.0
    best: tuple[float, int, Appendix] | None = None
    for number, title in words.items():
        if number in numbers or not title:
            continue
        common = shared(title, text) or shared(title, context)
        share = len(common) / len(title)
        likely = share >= 0.99 or (fit == 0 and share >= 0.6 and len(common) > 1)
        if likely and (best is None or len(common) > best[1]):
            best = (share, len(common), listed[number])
    if best is None:
        return None
    return best[2] if fit == 0 or (fit < 0.34 and best[1] >= 2) else None
