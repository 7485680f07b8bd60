"""Reading what is published gives the plan again: PDF, Word and text. This keeps publisher and reader honest."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings

from tertial.planning.importers.opening import read_bytes
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.draft_json import plan_from_json, plan_to_json
from tertial.publishing.exports.pdf import as_pdf
from tertial.publishing.exports.plain import as_text
from tertial.publishing.exports.word import as_word
from tertial.publishing.rules.document import Document
from tertial.publishing.rules.of_plan import Edition, document_of_plan
from tests.exploring import examples
from tests.plans.generator import FULL, SMALL, truth
from tests.rules.publishing.plans import Drawn, plans

KINDS: dict[str, Callable[[Document], bytes]] = {
    "pdf": as_pdf,
    "docx": as_word,
    "txt": lambda document: as_text(document).encode(),
}


def said(draft: PlanDraft, levels: bool = True) -> dict[str, object]:
    """Everything a plan says: its JSON without places, pages and where it came from."""
    out = plan_to_json(replace(draft, remarks=()))
    del out["source"]
    for rows in out.values():
        for row in rows if isinstance(rows, list) else ():
            row.pop("page", None)
            row.pop("line", None)
            if not levels and "paragraphs" in row:
                row.pop("level")  # a text does not show how large its headings are
    return out


def read_again(draft: PlanDraft, kind: str) -> PlanDraft:
    document = document_of_plan(draft, Edition("Ekstad", "Version 1, 2026-11-22"))
    return read_bytes(KINDS[kind](document), f"plan.{kind}")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(3, 9))
def test_a_consistent_plan_is_the_same_again(seed: int, kind: str) -> None:
    draft = truth(seed).draft
    assert said(read_again(draft, kind), kind != "txt") == said(draft, kind != "txt")


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_plan_of_sixty_pages_is_the_same_again(kind: str) -> None:
    draft = truth(16, FULL).draft
    assert said(read_again(draft, kind)) == said(draft)


QUICK = settings(
    max_examples=examples(12),
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a plan is too large to shrink while somebody waits
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_any_plan_is_the_same_again_as_pdf() -> None:
    """Many of the plans have tables that go on over a page, or the test would say little of pages."""
    crossed: list[bool] = []

    @QUICK
    @given(plans())
    @example(truth(21, SMALL).draft)
    def the_same(draft: PlanDraft) -> None:
        found = read_again(draft, "pdf")
        assert said(found) == said(draft)
        crossed.append(crosses(found))

    the_same()
    assert sum(crossed) * 3 >= len(crossed)


def crosses(draft: PlanDraft) -> bool:
    """Rows of one goal's table stand on more than one page."""
    rows = [*draft.activities, *draft.indicators]
    pages = {(type(row), row.goal, row.place.page) for row in rows}
    return len(pages) > len({(kind, goal) for kind, goal, _ in pages})


def test_hypothesis_discards_at_most_a_tenth_of_the_plans() -> None:
    count = Drawn()

    @settings(
        max_examples=100,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(plans(count=count))
    def drawn(draft: PlanDraft) -> None:
        assert draft.goals

    drawn()
    assert count.whole >= 100
    tiny = 100 // 10  # hypothesis begins with a tenth of tries too small for any plan
    assert count.begun - count.whole - tiny <= count.begun / 10


@QUICK
@given(plans())
def test_any_plan_is_the_same_again_as_word(draft: PlanDraft) -> None:
    assert said(read_again(draft, "docx")) == said(draft)


@QUICK
@given(plans())
def test_any_plan_is_the_same_again_as_text(draft: PlanDraft) -> None:
    assert said(read_again(draft, "txt"), levels=False) == said(draft, levels=False)


@QUICK
@given(plans())
def test_any_plan_is_the_same_again_as_json(draft: PlanDraft) -> None:
    assert said(plan_from_json(plan_to_json(draft))) == said(draft)
