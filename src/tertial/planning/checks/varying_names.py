"""STR12: names of places, partners and terms that are written in several ways."""

from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.draft import PlanDraft, RowKind
from tertial.planning.rules.names import variants
from tertial.planning.rules.prose import everything, heading, said, shown
from tertial.planning.rules.sketch import prose
from tertial.planning.rules.tables import main_table
from tertial.planning.rules.words import key, plain


@check(
    "STR12",
    title="Ett namn skrivs på flera sätt",
    looks_at="plan",
    examples=(
        Example(prose("Arbetet sker med Spånga-Tensta.", "Insatsen görs med Spånga/Tensta."), 1),
        Example(prose("Vården av Igelbäckens naturreservat.", "Medel för Igelbäckens kulturreservat."), 1),
        Example(prose("Besök mötesplats Lindén.", "Medel till mötesplats Linden."), 1),
        Example(prose("Arbetet sker med Spånga-Tensta.", "Insatsen görs med Spånga-Tensta."), 0),
    ),
)
def varying_names(draft: PlanDraft) -> Iterator[Hit]:
    """Platser, samarbetspartner och program ska ha ett namn, skrivet på ett sätt.

    Prövas gör bindestreck och snedstreck, stora och små bokstäver, genitiv-s inuti namn, accenter, enstaka felskrivna
    bokstäver i namn som annars är vanliga och sammansättningar som kulturreservat och naturreservat.
    """
    for usual, *others in variants(everything(draft)):
        for other in others:
            yield Hit(
                f"”{other.text}” skrivs på andra ställen ”{usual.text}” ({usual.count} gånger).",
                (said(other.first), said(usual.first)),
            )
    yield from _areas(draft)


def _areas(draft: PlanDraft) -> Iterator[Hit]:
    """Headings that are an area's name but for a hyphen or a capital letter."""
    main = main_table(draft)
    if main is None:
        return
    labels = {key(line.label).replace(" ", ""): line for line in main.rows if line.kind is RowKind.ROW}
    for part in draft.sections:
        line = labels.get(key(part.title).replace(" ", ""))
        if line is not None and plain(part.title) != plain(line.label) and "(" not in part.title + line.label:
            yield Hit(
                f"Rubriken ”{part.title}” heter ”{line.label}” i tabellen.",
                (heading(part), shown(line, main)),
                Severity.INFO,
            )
