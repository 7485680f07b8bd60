"""Sentences in words that neither the checks nor the generators were written for: found when wrong, left when right."""

from collections.abc import Sequence
from functools import cache

import pytest

from tertial.foundation.check import Remark, Severity
from tertial.planning.rules.linting import check_plan
from tests.plans.reading import read_text
from tests.plans.second_hand import Written, written
from tests.plans.wordings import SEED, TURNS, WORDINGS, Turn, Wording

LEAST = 0.95
KINDS: dict[str, Sequence[Wording | Turn]] = {}
for one in WORDINGS:
    KINDS[one.kind] = [*KINDS.get(one.kind, ()), one]
for turn in TURNS:
    KINDS[turn.codes[0]] = [*KINDS.get(turn.codes[0], ()), turn]


def remarks(plan: Written) -> list[Remark]:
    return check_plan(read_text(plan.text()))


@cache
def before() -> frozenset[tuple[str, str]]:
    return frozenset((r.code, r.message) for r in remarks(written(SEED)))


def new(plan: Written) -> list[Remark]:
    return [r for r in remarks(plan) if (r.code, r.message) not in before()]


@pytest.mark.parametrize("kind", KINDS)
def test_right_figures_raise_nothing(kind: str) -> None:
    said = {one.text: new(one.plan(wrong=False)) for one in KINDS[kind]}
    loud = {
        text: [r.message for r in found if r.severity is not Severity.INFO] for text, found in said.items()
    }
    assert not any(loud.values()), {text: messages for text, messages in loud.items() if messages}


def test_wrong_figures_are_found() -> None:
    missed = {
        one.text
        for every in KINDS.values()
        for one in every
        if not any(r.code in one.codes for r in new(one.plan(wrong=True)))
    }
    total = sum(map(len, KINDS.values()))
    print(f"{total - len(missed)} of {total} found; missed: {missed}")
    assert len(missed) <= (1 - LEAST) * total, missed
    assert all(sum(one.text in missed for one in every) * 4 <= len(every) for every in KINDS.values()), missed
