"""The real plan of ../shared, from file to adopted plan: everything that was read arrives, and comes back the same."""

from dataclasses import replace

from tertial.goals.models import Activity
from tertial.measures.models import GoalMeasure, Value
from tertial.organisation.access import SYSTEM
from tertial.planning.actions.adopting import adopt
from tertial.planning.models import Proposal
from tertial.planning.queries import draft_of
from tertial.planning.rules.linting import check_plan
from tests.needs import shared
from tests.papers import a_reading, judge_all, read


def test_seed_002_is_read_judged_and_adopted(city):
    content = shared("seeds/002_67c3a4378f649896.txt").read_bytes()
    reading = a_reading(city.strand, content)
    assert not Proposal.objects.filter(passage=None).exists()
    judge_all(reading)
    plan = adopt(by=SYSTEM, reading=reading)
    draft, _ = read(content)
    own = sum(goal.level == 3 for goal in draft.goals)
    assert (plan.goals.count(), Activity.objects.count()) == (own, 292)
    assert GoalMeasure.objects.filter(goal__plan=plan).count() == len(
        {(i.goal, i.name) for i in draft.indicators}
    )
    told = sum(each.previous is not None for goal in draft.goals for each in goal.expected)
    assert Value.objects.count() == told
    whole = draft_of(plan)
    assert replace(whole, unit=draft.unit) == draft
    assert check_plan(whole) == check_plan(draft)
