"""SUM13: a sentence that says something about every area, but not all areas follow."""

import re
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.amounts import printed
from tertial.planning.rules.book import Line
from tertial.planning.rules.draft import PlanDraft, RowKind
from tertial.planning.rules.prose import said, saying, shown
from tertial.planning.rules.sketch import WHOLE, plan, row, section, table
from tertial.planning.rules.tables import kind_rows, main_table
from tertial.planning.rules.words import named

TABLE = table(
    "Budget",
    WHOLE,
    row("Förskola", 342.2, -14.7, 327.5, 324.3),
    row("Arbetsmarknad", 32.5, -7.0, 25.5, 28.4),
    row("Funktionsnedsättning", 341.2, -18.8, 322.4, 322.5),
)
TEXT = "Samtliga verksamhetsområden har fått en utökad budget förutom arbetsmarknad{}."
EVERY = re.compile(
    r"\b(?:samtliga|alla)\s+(?:verksamhets)?områden\b[^.]*?\b(?P<way>utöka|öka|höj|högre|större|minska|sänk|lägre|mindre)\w*"
    r"(?P<rest>[^.]*)",
    re.I,
)
EXCEPT = re.compile(r"\b(?:förutom|utom|undantag\w*|bortsett från)\b(?P<who>.*)", re.I | re.S)


@check(
    "SUM13",
    title="Alla områden följer inte det texten säger om alla",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(plan(tables=(TABLE,), sections=(section("Ekonomi", TEXT.format("")),)), 1),
        Example(
            plan(tables=(TABLE,), sections=(section("Ekonomi", TEXT.format(" och funktionsnedsättning")),)), 0
        ),
    ),
)
def every_area(draft: PlanDraft) -> Iterator[Hit]:
    """När texten säger att alla områden utom några får mer eller mindre pengar prövas det mot tabellen.

    Varje områdes budget jämförs med föregående års. Områden som texten undantar räknas inte.
    """
    main = main_table(draft)
    if main is None or draft.year is None:
        return
    for sentence in saying(draft, "områden"):
        claim = EVERY.search(sentence.text)
        if not claim or "budget" not in sentence.text.lower():
            continue
        up = not claim["way"].lower().startswith(("minska", "sänk", "lägre", "mindre"))
        exempt = EXCEPT.search(claim["rest"])
        against = []
        for line in kind_rows(main, RowKind.ROW):
            change = Line(main, line).change(draft.year)
            wrong = change is not None and (change <= 0 if up else change >= 0)
            if wrong and change is not None and not (exempt and named(line.label, exempt["who"])):
                against.append((line, change))
        if against:
            which = ", ".join(f"{line.label} {printed(change)} mnkr" for line, change in against)
            yield Hit(
                f"Texten säger att alla områden får {'mer' if up else 'mindre'}, men det gäller inte {which}.",
                (said(sentence), *(shown(line, main) for line, _ in against)),
                Severity.ERROR if all(change for _, change in against) else Severity.WARNING,
            )
