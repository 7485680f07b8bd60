"""How many planted errors are found, and how many clean plans are called wrong: in drafts and through text."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from tertial.foundation.check import Severity, all_checks
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.linting import check_plan
from tests.plans.as_text import as_text
from tests.plans.generator import truth
from tests.plans.paper import traps
from tests.plans.planted import PLANTINGS
from tests.plans.reading import read_text

See = Callable[[PlanDraft, int], PlanDraft]
LEAST = 0.95
NEEDS_PLACES = {"table_that_is_not"}  # a draft that was never a document has no lines to look between


def as_is(draft: PlanDraft, seed: int) -> PlanDraft:
    return draft


def through_text(draft: PlanDraft, seed: int) -> PlanDraft:
    return read_text(as_text(draft, seed, replace(traps(seed), contents=True)))


def planted(seed: int, see: See) -> dict[str, bool]:
    """For every planting the plan has room for: whether its check noticed something that was not there before."""
    clean = truth(seed).draft
    before = {(remark.code, remark.message) for remark in check_plan(see(clean, seed))}
    found = {}
    for name, planting in PLANTINGS.items():
        changed = planting.plant(clean, Random(f"{seed} {name}"))
        if changed is not None and not (see is as_is and name in NEEDS_PLACES):
            after = check_plan(see(changed, seed))
            found[name] = any(r.code in planting.codes and (r.code, r.message) not in before for r in after)
    return found


def test_every_check_has_its_error_planted() -> None:
    codes = {code for planting in PLANTINGS.values() for code in planting.codes}
    assert set(all_checks("plan")) <= codes


@pytest.mark.parametrize(
    ("see", "seeds"),
    [
        pytest.param(as_is, range(100, 110), id="drafts"),
        pytest.param(through_text, range(200, 203), id="text"),
    ],
)
def test_planted_errors_are_found(see: See, seeds: range) -> None:
    tried: dict[str, list[bool]] = {}
    for seed in seeds:
        for name, found in planted(seed, see).items():
            tried.setdefault(name, []).append(found)
    every = [found for outcomes in tried.values() for found in outcomes]
    missed = {name: outcomes for name, outcomes in tried.items() if not all(outcomes)}
    print(f"{sum(every)} of {len(every)} planted errors found; missed: {missed}")
    assert sum(every) / len(every) >= LEAST, missed
    assert all(sum(outcomes) * 2 >= len(outcomes) for outcomes in tried.values()), missed


@pytest.mark.parametrize(
    ("see", "seeds"),
    [
        pytest.param(as_is, range(300, 340), id="drafts"),
        pytest.param(through_text, range(400, 420), id="text"),
    ],
)
def test_clean_plans_are_not_called_wrong(see: See, seeds: range) -> None:
    wrong = {}
    for seed in seeds:
        errors = [r.message for r in check_plan(see(truth(seed).draft, seed)) if r.severity is Severity.ERROR]
        if errors:
            wrong[seed] = errors
    assert len(wrong) * 20 <= len(seeds), wrong
