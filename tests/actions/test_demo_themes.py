"""The demo's follow-up of the business climate, in the demo city: twenty-five boards, half put together, soon made."""

from pathlib import Path

import pytest

from tertial.organisation.access import SYSTEM
from tertial.organisation.actions.city import load_city
from tertial.organisation.profile import current_profile
from tertial.organisation.rules.profile import read_profile
from tertial.reporting.actions.demo_themes import show_themes
from tertial.reporting.models import GivenQuestion, Round
from tertial.reporting.queries.theme_document import document_of
from tertial.reporting.queries.themed import compared, gathered
from tertial.reporting.rules.themed import Standing

PROFILE = Path(__file__).resolve().parents[2] / "profiles/demo"


@pytest.fixture
def ekstad(db, settings):
    settings.PROFILE = str(PROFILE)
    settings.DEMO = True
    current_profile.cache_clear()
    load_city(by=SYSTEM, profile=read_profile(PROFILE))
    yield
    current_profile.cache_clear()


def test_twenty_five_boards_of_which_most_have_answered(ekstad):
    assert show_themes() == 25
    now = Round.objects.get(state=Round.State.OPEN)
    seen = gathered(now)
    assert (len(seen.answered), len(seen.declined), len(seen.silent)) == (22, 1, 2)
    assert seen.same and seen.declined[0].exempt
    told = {voice.standing for voice in seen.voices}
    assert told >= {Standing.SAME, Standing.UPDATED, Standing.CHANGED}
    assert sum(len(voice.facts) for voice in seen.voices) > 60
    then = compared(seen)
    assert then is not None and len(then.before.answered) == 24
    document = document_of(now, seen)
    assert document["summary"] and document["areas"][0]["headings"][0]["passages"]
    assert GivenQuestion.objects.get().person.name
