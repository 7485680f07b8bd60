"""The demo city's sample plan meets the city: it stands under the council's goals, continues last year, and has faults."""

from functools import cache
from pathlib import Path

import pytest

import tertial
from tertial.foundation.check import Severity
from tertial.measures.rules.chain import read_chain
from tertial.organisation.rules.profile import read_profile
from tertial.planning.importers.opening import read_file
from tertial.planning.rules.draft import PlanDraft
from tertial.planning.rules.draft_rows import Kind, apart
from tertial.planning.rules.linting import check_plan
from tertial.planning.rules.proposing import Known, Proposed, propose

DEMO = Path(tertial.__file__).parent / "site" / "static" / "demo"
EKSTAD = Path(__file__).resolve().parents[3] / "profiles" / "demo"
BOARD = "sdn-sjohagen"
both = pytest.mark.parametrize("kind", ["pdf", "docx"])


@cache
def known() -> Known:
    chain = read_chain(read_profile(EKSTAD))
    here = f"{BOARD}:2026:"
    return Known(
        city_goals={
            each.key.number: each.text for each in chain.goals if each.plan == ("kf", 2027, "operational")
        },
        goals={
            each.key.number: each.text for each in chain.goals if each.plan == (BOARD, 2026, "operational")
        },
        city_measures={each.row.key: each.row.name for each in chain.measures if each.responsible == "kf"},
        measures={each.row.key: each.row.name for each in chain.measures if each.responsible == BOARD},
        activities={
            each.key: each.text
            for each in chain.activities
            if any(goal.startswith(here) for goal in each.goals)
        },
    )


@cache
def plan(kind: str) -> PlanDraft:
    return read_file(DEMO / f"verksamhetsplan.{kind}")


@cache
def rows(kind: str) -> list[Proposed]:
    return propose(apart(plan(kind))[1], known())


def of(kind: str, *kinds: Kind) -> list[Proposed]:
    return [each for each in rows(kind) if each.draft.kind in kinds]


@both
def test_all_of_the_councils_goals_are_those_of_the_year(kind: str) -> None:
    citys = [each for each in of(kind, Kind.GOAL) if each.is_citys]
    assert {each.found.key for each in citys if each.found and each.found.is_same} == set(known().city_goals)
    assert len(citys) == len(known().city_goals)


@both
def test_it_continues_last_year(kind: str) -> None:
    own = [each for each in of(kind, Kind.GOAL, Kind.INDICATOR, Kind.ACTIVITY) if not each.is_citys]
    same = [each for each in own if each.found and each.found.is_same]
    changed = [each for each in own if each.found and not each.found.is_same]
    new = [each for each in own if not each.found]
    assert len(same) > 0.8 * len(own)
    assert 10 <= len(changed) <= 30
    assert 10 <= len(new) <= 30
    gone = set(known().activities) - {each.found.key for each in own if each.found}
    assert 10 <= len(gone) <= 40


@both
def test_the_councils_indicators_have_its_targets(kind: str) -> None:
    citys = [each for each in of(kind, Kind.INDICATOR) if each.is_citys]
    assert len(citys) > 30
    told = [each for each in plan(kind).indicators if each.council_target]
    assert len(told) > 30


@both
def test_the_checks_find_what_is_planted(kind: str) -> None:
    remarks = check_plan(plan(kind))
    assert {each.code for each in remarks} >= {"MAL01", "MAL04", "SPR01", "STR03", "STR06", "SUM01"}
    assert 3 <= sum(each.severity is Severity.ERROR for each in remarks) <= 8
