"""No plan, however odd, makes a check fall over or take long."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tertial.planning.rules.draft import (
    Activity,
    Appendix,
    Contents,
    Decision,
    Expected,
    Goal,
    Indicator,
    Paragraph,
    PlanDraft,
    Section,
    Source,
    Table,
    TableRow,
    Target,
)
from tertial.planning.rules.linting import check_plan
from tests.bounded import within
from tests.exploring import examples
from tests.plans.generator import truth

PIECES = (
    "",
    "Budget 2021 Netto",
    "Differens",
    "omslutning",
    "invester",
    "(Mnkr)",
    "Summa",
    "varav",
    "1 662,6 mnkr",
    "-0,1 mnkr lägre",
    "jämfört med 2021",
    "bilaga 12.9",
    "bilagor 2-99999",
    "bilaga",
    "se under rubriken",
    "högst 8 procent",
    "(utfall 2020: 6,6",
    "andel",
    "uppgår till",
    "XX mnkr",
    "tabell nedan",
    "Spånga/Tensta",
    "Spånga-Tensta",
    "2023–2020",
    "mål 9.9.9",
    "punkt 3",
    "först hösten 2020",
    "\x00",
    "\u00a0",
    "(((",
    "ÅÄÖ",
    "ÄF",
    "samtliga verksamhetsområden har fått utökad budget utom",
    "%",
    "•",
    "nämndens nettobudget är",
    "ökat med",
    "från 9,0 mnkr till 9,9 mnkr",
    "beställarbudget",
    "medel för",
    "ansöker hos kommunstyrelsen om",
)
words = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=6).map(" ".join)
numbers = st.none() | st.floats(-1e6, 1e6) | st.sampled_from((0.0, 0.1, -0.1, 1e12))
maybe = st.none() | words
drafts = st.builds(
    PlanDraft,
    source=st.just(Source("x", "0" * 64, None)),
    unit=maybe,
    year=st.none() | st.integers(1, 9999),
    kind=maybe,
    decisions=st.lists(st.builds(Decision, number=st.integers(-3, 99), text=words, amount_mnkr=numbers)).map(
        tuple
    ),
    appendices=st.lists(st.builds(Appendix, number=words | st.just("12.9"), title=words)).map(tuple),
    sections=st.lists(
        st.builds(
            Section,
            number=maybe,
            title=words,
            paragraphs=st.lists(st.builds(Paragraph, text=words)).map(tuple),
        )
    ).map(tuple),
    goals=st.lists(
        st.builds(
            Goal,
            number=words | st.sampled_from(("1", "1.1", "1.1.1")),
            text=words,
            parent=maybe,
            description=st.just(()),
            expected=st.lists(st.builds(Expected, text=words, value=numbers)).map(tuple),
            mentions=st.just(()),
        )
    ).map(tuple),
    indicators=st.lists(
        st.builds(
            Indicator,
            goal=words,
            name=words,
            target=st.none() | st.builds(Target, text=words, low=numbers, high=numbers),
            council_target=st.none() | st.builds(Target, text=words, low=numbers, high=numbers),
            comment=maybe,
        )
    ).map(tuple),
    activities=st.lists(st.builds(Activity, goal=words, text=words)).map(tuple),
    tables=st.lists(
        st.builds(
            Table,
            title=maybe,
            unit=maybe,
            columns=st.lists(words, max_size=5).map(tuple),
            rows=st.lists(
                st.builds(TableRow, label=words, values=st.lists(numbers, max_size=5).map(tuple))
            ).map(tuple),
        )
    ).map(tuple),
    remarks=st.just(()),
    contents=st.lists(st.builds(Contents, number=maybe, title=words)).map(tuple),
)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(drafts)
def test_any_draft_gives_remarks_and_never_an_exception(draft: PlanDraft) -> None:
    for remark in check_plan(draft):
        assert remark.message
        assert remark.evidence


def test_time_grows_with_the_plan_and_not_faster() -> None:
    small = truth(7).draft
    large = replace(
        small,
        sections=small.sections * 60,
        indicators=small.indicators * 60,
        activities=small.activities * 60,
    )
    with within(30):
        check_plan(large)
