"""A draft taken apart into rows and put together again is the same draft, through JSON too."""

import json
from dataclasses import replace

import pytest

from tertial.planning.rules.draft import Activity, Goal, PlanDraft
from tertial.planning.rules.draft_rows import SHAPES, DraftRow, Kind, apart, as_json, from_json, together
from tests.papers import a_paper, read
from tests.plans.generator import truth


def stored(rows: list[DraftRow]) -> list[DraftRow]:
    texts = [json.dumps(as_json(each.row)) for each in rows]
    return [
        DraftRow(each.kind, from_json(SHAPES[each.kind], json.loads(text)), each.under)
        for each, text in zip(rows, texts, strict=True)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_apart_and_together_again(seed):
    draft = truth(seed).draft if seed % 2 else read(a_paper(seed))[0]
    frame, rows = apart(draft)
    kept = from_json(PlanDraft, json.loads(json.dumps(as_json(frame))))
    assert together(kept, stored(rows)) == draft


def test_rows_follow_their_goal_when_its_number_changes():
    frame, rows = apart(truth(3).draft)
    at = next(i for i, each in enumerate(rows) if isinstance(each.row, Goal) and each.row.level == 3)
    old = rows[at].row.number
    rows[at] = replace(rows[at], row=replace(rows[at].row, number="9.9.9"))
    again = together(frame, rows)
    assert old not in {each.goal for each in again.activities}
    assert sum(each.goal == "9.9.9" for each in again.activities) == sum(
        isinstance(each.row, Activity) and each.under == at for each in rows
    )


def test_every_kind_has_its_shape():
    assert set(SHAPES) == set(Kind)
