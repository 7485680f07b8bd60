"""`tertial.plan/1` there and back, and its schemas."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tertial.foundation.check import Evidence, Remark, Severity
from tertial.planning.rules.draft import Expected, Goal, Paragraph, Place, PlanDraft, Section, Source
from tertial.planning.rules.draft_json import NotAPlanError, plan_from_json, plan_to_json, remarks_to_json
from tests.plans.generator import truth

FORMATS = Path(__file__).resolve().parents[3] / "docs" / "formats"


def schema(name: str) -> Draft202012Validator:
    data = json.loads((FORMATS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(data)
    return Draft202012Validator(data)


def remarked(draft: PlanDraft) -> PlanDraft:
    remark = Remark(
        "READ-03",
        Severity.INFO,
        "Lästes som Windows-1252.",
        (Evidence(1, 2, "rad"), Evidence(None, None, "")),
    )
    return replace(draft, remarks=(remark,))


@pytest.mark.parametrize("seed", range(4))
def test_json_follows_the_schema_and_survives_the_journey(seed: int) -> None:
    data = plan_to_json(remarked(truth(seed).draft))
    schema("plan").validate(data)
    again = plan_from_json(json.loads(json.dumps(data)))
    assert plan_to_json(again) == data
    assert again == plan_from_json(data)


def test_everything_but_inner_places_comes_back() -> None:
    draft = remarked(truth(1).draft)
    assert plan_from_json(plan_to_json(draft)) == replace(draft, contents=())


def test_places_of_paragraphs_stay_inside() -> None:
    section = Section(None, "Inledning", 1, (Paragraph("Text.", Place(3, 7)),), Place(3, 6))
    goal = Goal(2, "1.1", "Mål", expected=(Expected("Fler.", place=Place(1, 1)),))
    data = plan_to_json(PlanDraft(Source("a", "0" * 64, None), sections=(section,), goals=(goal,)))
    assert data["sections"][0]["paragraphs"] == ["Text."]
    assert (data["sections"][0]["page"], data["sections"][0]["line"]) == (3, 6)
    assert "place" not in json.dumps(data)


def test_an_empty_plan_is_a_plan() -> None:
    data = plan_to_json(PlanDraft(Source("tom.txt", "0" * 64, None)))
    schema("plan").validate(data)
    assert plan_from_json(data) == PlanDraft(Source("tom.txt", "0" * 64, None))


def test_remarks_follow_their_schema() -> None:
    draft = remarked(truth(2).draft)
    schema("remarks").validate(remarks_to_json(draft.source, draft.remarks))


def broken(**change: Any) -> dict[str, Any]:
    return {**plan_to_json(truth(1).draft), **change}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({}, id="nothing"),
        pytest.param(broken(schema="tertial.plan/2"), id="another version"),
        pytest.param(broken(goals=[{"level": 1}]), id="a goal without number"),
        pytest.param(
            broken(indicators=[{**plan_to_json(truth(1).draft)["indicators"][0], "target": {"text": "8"}}]),
            id="half a target",
        ),
        pytest.param(broken(activities="inga"), id="text for a list"),
    ],
)
def test_something_else_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(NotAPlanError):
        plan_from_json(data)
