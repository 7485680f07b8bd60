"""STR08: a year compared with itself."""

import re
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.amounts import years
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.prose import said, saying
from tertial.planning.rules.sketch import prose

TEXT = (
    "Nettobudgeten för år 2021 är 321,8 mnkr, vilket är 4,2 mnkr högre jämfört med slutlig budget för år {}."
)
THAN = re.compile(
    r"\b(?:jämfört med|i jämförelse med|i förhållande till|(?:högre|lägre|mer|mindre|större|fler|färre) än)\b",
    re.I,
)
ABOUT_OUTCOME = re.compile(r"prognos|utfall|bokslut|kostnad(?:er|en|erna)\b|intäkt", re.I)
BETWEEN = re.compile(
    r"\b(?:från|mellan)\s+(?:år\s+)?((?:19|20)\d\d)\s+(?:till|och)\s+(?:år\s+)?\1\b|"
    r"\b((?:19|20)\d\d)\s+än\s+(?:under\s+|för\s+)?(?:år\s+)?\2\b",
    re.I,
)

LOOSELY = re.compile(
    r"\b((?:19|20)\d\d)\b[^.;:()]{0,80}?\b(?:än|överstig\w*|understig\w*|överträffa\w*)\s+"
    r"(?:(?:den|det|de|vad|var|under|år|i|antalet|resultatet|behovet)\s+){0,4}\1\b",
    re.I,
)
ABOUT_PLANS = re.compile(
    r"budget|plan|beräkn|mål", re.I
)  # which the same year's outcome may be compared with


BUDGET_CHANGED = re.compile(
    r"\bhar\b[^.;]{0,40}\b(?:budget|anslag|ram)[^.;]{0,20}\b(?:ökat|minskat|höjts|sänkts)\b"
    r"|\bär\b[^.;]{0,40}\b(?:budget|anslag|ram)[^.;]{0,40}\b(?:högre|lägre)\b",
    re.I,
)


@check(
    "STR08",
    title="Ett år jämförs med sig självt",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(prose(TEXT.format(2021)), 1),
        Example(prose(TEXT.format(2020)), 0),
        Example(prose("Jämfört med 2021 har budgeten ökat med 4,2 mnkr."), 1),
        Example(prose("Jämfört med 2020 har budgeten ökat med 4,2 mnkr."), 0),
    ),
)
def same_year_compared(draft: PlanDraft) -> Iterator[Hit]:
    """En mening som jämför ett år med samma år har fått fel årtal.

    Årtalet närmast före "jämfört med" eller "högre än" prövas mot det närmast efter. Saknas ett årtal före
    i en mening om budgeten räknas planens eget år.
    """
    for sentence in saying(draft, "19", "20"):
        if not years(sentence.text):
            continue
        if BETWEEN.search(sentence.text):
            yield Hit("Meningen jämför ett år med samma år.", (said(sentence),))
            continue
        same = next(
            filter(None, (_same(sentence.text, t, draft.year) for t in THAN.finditer(sentence.text))), None
        )
        doubtful = ABOUT_OUTCOME.search(sentence.text) or ABOUT_PLANS.search(sentence.text)
        loose = None if same or doubtful else LOOSELY.search(sentence.text)
        if same or loose:
            year = same or (loose and loose[1])
            severity = None if same else Severity.WARNING
            yield Hit(f"År {year} jämförs med år {year}.", (said(sentence),), severity)


def _same(text: str, than: re.Match[str], plan_year: int | None) -> int | None:
    stated = years(text)
    before = [year for year, at in stated if at < than.start()]
    after = [(year, at) for year, at in stated if at >= than.end() and at - than.end() < 60]
    if not after or re.search(r"[;:]", text[than.end() : after[0][1]]):
        return None
    first = after[0][0]
    if before:
        return first if before[-1] == first else None
    if than.start() == 0 and len(stated) > 1:
        return first if stated[1][0] == first and stated[1][1] - after[0][1] < 60 else None
    if than.start() == 0:
        return first if first == plan_year and BUDGET_CHANGED.search(text[than.end() :]) else None
    own_budget = re.search(r"budget", text[: than.start()], re.I) and not ABOUT_OUTCOME.search(
        text[: than.start()]
    )
    budget = own_budget and re.search(r"kr\s+(?:högre|lägre|mer|mindre|större)\s*$|kr\b", text[: than.end()])
    return first if budget and than.start() > 0 and first == plan_year else None
