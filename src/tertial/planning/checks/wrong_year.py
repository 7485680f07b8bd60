"""STR09: a year that cannot be meant."""

import re
from collections.abc import Iterator

from tertial.foundation.check import Evidence, Example, Hit, Severity, check
from tertial.planning.rules.amounts import amounts, years
from tertial.planning.rules.asking import decision_quote
from tertial.planning.rules.book import book_of, names_budget, statements
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.prose import Sentence, appendix_quote, said, saying, shown
from tertial.planning.rules.sketch import plan, prose, row, section, table
from tertial.planning.rules.tables import TURNOVER, is_about, total_of

SEASON = (
    r"(?:(?:under|i|till|från)\s+)?(?:(?:hösten|våren|sommaren|vintern|året|verksamhetsåret|höst|vår)\s+)?"
    r"(?:år\s+)?"
)
ONLY_LATER = re.compile(rf"\bförst\s+{SEASON}(?P<year>(?:19|20)\d\d)\b", re.I)
AHEAD = re.compile(
    r"\b(?:kommer|ska|planerar|planeras|avser|beräknas|väntas|förväntas|fortsätter)\b(?P<gap>[^.,;()]{0,70}?)"
    r"\b(?:under|hösten|våren|sommaren|vintern|verksamhetsåret)\s+(?:hösten\s+|våren\s+|år\s+)?(?P<year>(?:19|20)\d\d)\b",
    re.I,
)
PAST = re.compile(
    r"jämför|\bän\b|utfall|bokslut|berättelse|sedan|beslut|från|enligt|inled|påbörja|startade|program|följa upp",
    re.I,
)
WORKING = re.compile(r"\bverksamhetsåret\s+(?P<year>(?:19|20)\d\d)\b", re.I)
FAR_AHEAD = re.compile(r"\b(?:under|i)\s+(?:år\s+)?(?P<year>20\d\d)\s+jämfört\b", re.I)
TURNED = re.compile(
    r"\bomslutningsförändring\w*\s+(?:för|under|år)\s+(?:år\s+)?(?P<year>(?:19|20)\d\d)\b", re.I
)
TABLE = table("Omslutningsförändringar", ("Kostnader", "Intäkter"), row("Totalt", 93.3, -93.3))


@check(
    "STR09",
    title="Ett årtal kan inte vara det som avses",
    looks_at="plan",
    examples=(
        Example(prose("Nämnden får sin slutliga budget först under hösten 2020."), 1),
        Example(prose("Nämnden får sin slutliga budget först under hösten 2021."), 0),
        Example(
            plan(
                tables=(TABLE,),
                sections=(section("A", "Omslutningsförändringarna för 2020 beräknas till 93,3 mnkr."),),
            ),
            1,
        ),
    ),
)
def wrong_year(draft: PlanDraft) -> Iterator[Hit]:
    """Planen handlar om sitt eget år. En mening om något som ska hända under ett år som redan gått har troligen fel år.

    Det gäller också ett belopp som är årets enligt tabellen men sägs gälla ett annat år, beslut och bilagor
    som nämner ett annat år och omslutningsförändringar för fel år.
    """
    if draft.year is None:
        return
    for sentence in saying(draft, "19", "20"):
        if all(stated == draft.year for stated, _ in years(sentence.text)):
            continue
        yield from _ahead(sentence, draft.year)
        yield from _transposed(sentence, draft.year)
        yield from _turnover(draft, sentence, draft.year)
        yield from _amounts(draft, sentence, draft.year)
    yield from _titles(draft, draft.year)


def _ahead(sentence: Sentence, year: int) -> Iterator[Hit]:
    found = ONLY_LATER.search(sentence.text)
    if found is None:
        found = next((each for each in AHEAD.finditer(sentence.text) if not PAST.search(each["gap"])), None)
    distant = WORKING.search(sentence.text) or FAR_AHEAD.search(sentence.text)
    if distant and int(distant["year"]) > year + 1:
        yield Hit(f"Texten gäller {distant['year']} men planen gäller {year}.", (said(sentence),))
    if found and int(found["year"]) < year and int(found["year"]) >= year - 3:
        yield Hit(
            f"Texten talar om {found['year']} som kommande, men planen gäller {year}.", (said(sentence),)
        )


def _transposed(sentence: Sentence, year: int) -> Iterator[Hit]:
    """2012 where 2021 was meant: a year far off with the digits of this one or the next."""
    for stated, _ in years(sentence.text):
        far = stated < year - 5 or stated > year + 20
        if far and any(sorted(str(stated)) == sorted(str(near)) for near in (year - 1, year, year + 1)):
            yield Hit(
                f"Årtalet {stated} kan vara omkastat; planen gäller {year}.", (said(sentence),), Severity.INFO
            )


def _turnover(draft: PlanDraft, sentence: Sentence, year: int) -> Iterator[Hit]:
    found = TURNED.search(sentence.text)
    if not found or int(found["year"]) == year:
        return
    totals: list[Evidence] = []
    for each in draft.tables:
        total = total_of(each)
        if total is not None and is_about(each, TURNOVER):
            same = any(
                amount.agrees(number)
                for amount in amounts(sentence.text)
                for number in total.values
                if number
            )
            totals += [shown(total, each)] if same else []
    decided = [decision_quote(one) for one in draft.decisions if "omslutning" in one.text.lower()]
    listed = [appendix_quote(one) for one in draft.appendices if "omslutning" in one.title.lower()]
    yield Hit(
        f"Omslutningsförändringarna sägs gälla {found['year']} men planen gäller {year}.",
        (said(sentence), *totals, *decided, *listed),
        Severity.ERROR if totals else None,
    )


def _amounts(draft: PlanDraft, sentence: Sentence, year: int) -> Iterator[Hit]:
    if not names_budget(sentence.text):
        return
    book = book_of(draft)
    for line in book.about(sentence)[:1]:
        for said_ in statements(sentence, year):
            own, stated = line.level(year), line.level(said_.year)
            if said_.kind != "level" or said_.year == year or own is None or not said_.amount.agrees(own):
                continue
            if stated is None or not said_.amount.agrees(stated):
                yield Hit(
                    f"{said_.amount.text} är budgeten för {year} enligt tabellen men sägs gälla {said_.year}.",
                    (said(sentence), shown(line.row, line.table)),
                    Severity.ERROR,
                )


def _titles(draft: PlanDraft, year: int) -> Iterator[Hit]:
    for one in draft.decisions:
        stated = [each for each, _ in years(one.text)]
        if stated and year not in stated and max(stated) < year + 3:
            yield Hit(f"Beslutet nämner {stated[0]} men planen gäller {year}.", (decision_quote(one),))
    for each in draft.appendices:
        last = re.search(r"(?<![\d–-])((?:19|20)\d\d)\s*$", each.title)
        if last and int(last[1]) != year:
            yield Hit(
                f"Bilaga {each.number} gäller {last[1]} men planen gäller {year}.", (appendix_quote(each),)
            )
