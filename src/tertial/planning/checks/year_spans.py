"""STR10: spans of years that run backwards or differ for the same document, and outcomes of the future."""

import re
from collections import defaultdict
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.amounts import spans
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.expectations import completed
from tertial.planning.rules.prose import Sentence, expected_quote, mentioning, quote, said
from tertial.planning.rules.sketch import expects, goal, plan, prose
from tertial.planning.rules.tables import Role, columns_of
from tertial.planning.rules.words import plain

CASE = re.compile(r"(?:\b[Dd]nr|\b[Dd]iarie\w*|\b[A-ZÅÄÖ]{2,4})\W*$")
OUTCOME = "Andel nöjda uppgår till minst 80 procent (utfall 2021: 78 procent)"


@check(
    "STR10",
    title="Årtal som inte går ihop",
    looks_at="plan",
    examples=(
        Example(prose("Arbetet följer stadens miljöprogram 2023–2020."), 1),
        Example(prose("Stadens miljöprogram 2020–2023 gäller.", "Se stadens miljöprogram 2020-2023."), 0),
        Example(
            prose(
                "Stadens miljöprogram 2020–2023 gäller.",
                "Se miljöprogram 2020-2023.",
                "Ett miljöprogram 2020-2024.",
            ),
            1,
        ),
        Example(plan(goals=(goal("1.1.1", "Trygg", expects(OUTCOME, "min", 80)),)), 1),
    ),
)
def year_spans(draft: PlanDraft) -> Iterator[Hit]:
    """En period ska sluta efter att den börjar, och samma program ska ha samma period överallt.

    Ett utfall kan inte gälla planens eget år eller ett senare, och två kolumner i en tabell kan inte visa
    samma sak för samma år.
    """
    named: dict[str, dict[tuple[int, int], list[Sentence]]] = defaultdict(lambda: defaultdict(list))
    for sentence in mentioning(draft, "19", "20"):
        for first, last, at in spans(sentence.text):
            if last < first and first - last <= 30 and not CASE.search(sentence.text[:at]):
                yield Hit(f"Perioden {first}–{last} går baklänges.", (said(sentence),), Severity.ERROR)
            elif name := _name(sentence.text[:at]):
                named[name][(first, last)].append(sentence)
    for name, periods in named.items():
        usual = max(periods, key=lambda each: len(periods[each]))
        for period, where in periods.items():
            if period != usual and len(periods[usual]) > len(where):
                yield Hit(
                    f"{name.capitalize()} {period[0]}–{period[1]} kallas på {len(periods[usual])} andra ställen "
                    f"{usual[0]}–{usual[1]}.",
                    (said(where[0]), said(periods[usual][0])),
                )
    yield from _outcomes(draft)
    yield from _columns(draft)


def _name(before: str) -> str | None:
    """The word right before a span, when it is a name of a document."""
    last = re.search(
        r"([\w-]*(?:program|plan|planen|programmet|strategi|strategin|överenskommelse\w*))\s*(?:för\s+)?(?:åren\s+)?\(?$",
        before,
        re.I,
    )
    return re.sub(r"(?:et|en|n)$", "", plain(last[1])).replace("programm", "program") if last else None


def _outcomes(draft: PlanDraft) -> Iterator[Hit]:
    for goal_ in draft.goals:
        for given in goal_.expected:
            last = completed(given).previous
            if last and draft.year and last.year >= draft.year:
                yield Hit(
                    f"Utfallet sägs gälla {last.year} men planen görs före {draft.year}.",
                    (expected_quote(given, goal_),),
                    Severity.ERROR if last.year > draft.year else None,
                )


def _columns(draft: PlanDraft) -> Iterator[Hit]:
    for each in draft.tables:
        seen: dict[tuple[Role, str | None, int | None], str] = {}
        for column in columns_of(each):
            what = (column.role, column.kind, column.year)
            if column.year is not None and what in seen:
                yield Hit(
                    f"Två kolumner visar samma sak: {seen[what]} och {column.text}.",
                    (quote(" ".join(each.columns), each.place),),
                )
            seen.setdefault(what, column.text)
