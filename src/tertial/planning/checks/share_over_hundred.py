"""MAL08: a share of more than one hundred per cent."""

import re
from collections.abc import Iterator

from tertial.foundation.check import Example, Hit, Severity, check
from tertial.planning.rules.amounts import percentages
from tertial.planning.rules.draft import PlanDraft, TargetKind
from tertial.planning.rules.expectations import completed, is_share, measure_of
from tertial.planning.rules.prose import expected_quote, indicator_quote, said, saying
from tertial.planning.rules.sketch import indicator, level, plan

NAME = "Andel nöjda brukare i dagverksamhet"


@check(
    "MAL08",
    title="En andel är över 100 procent",
    looks_at="plan",
    severity=Severity.ERROR,
    examples=(
        Example(plan(indicators=(indicator("1.5", NAME, level(193)),)), 1),
        Example(plan(indicators=(indicator("1.5", NAME, level(100)),)), 0),
    ),
)
def share_over_hundred(draft: PlanDraft) -> Iterator[Hit]:
    """En andel av något kan inte vara mer än 100 procent eller mindre än 0.

    Gäller årsmål, förväntade resultat och deras utfall, och "N procent av" i löptexten.
    Mått i procent som inte kallas andel, till exempel budgetföljsamhet, ger bara en varning.
    """
    yield from _targets(draft)
    yield from _expected(draft)
    for sentence in saying(draft, "%", "procent"):
        for percent in percentages(sentence.text):
            after = sentence.text[percent.end : percent.end + 5]
            if percent.value > 100 and re.match(r"\s+av\b", after):
                yield Hit(f"{percent.text} av något är mer än allt.", (said(sentence),), Severity.WARNING)


def _targets(draft: PlanDraft) -> Iterator[Hit]:
    for each in draft.indicators:
        for target in (each.target, each.council_target):
            if target is None or target.kind is TargetKind.BAND or not is_share(each.name, target.unit):
                continue
            sizes = [size for size in (target.low, target.high) if size is not None]
            a_year = target.unit is None and any(1990 <= size <= 2100 for size in sizes)
            if any(size > 100 or size < 0 for size in sizes):
                sure = re.match(r"\s*andel", each.name, re.I) and not a_year
                yield Hit(
                    f"{each.name}: årsmålet {target.text} är utanför 0–100 procent.",
                    (indicator_quote(each),),
                    None if sure else Severity.WARNING,
                )


def _expected(draft: PlanDraft) -> Iterator[Hit]:
    for goal in draft.goals:
        for given in goal.expected:
            expected = completed(given)
            levels = [expected.value, expected.previous.value if expected.previous else None]
            share = re.match(r"\s*andel", measure_of(expected), re.I) or (
                expected.unit == "%" and re.match(r"\s*(?:minst|lägst|högst)", expected.text, re.I)
            )
            if share and any(size is not None and size > 100 for size in levels):
                yield Hit(
                    "Förväntat resultat eller utfall för en andel är över 100 procent.",
                    (expected_quote(expected, goal),),
                )
