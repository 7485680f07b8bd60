"""What stands before the goals: next year's begins from this year's words, and nothing is taken over unseen."""

import pytest

from tertial.measures.actions.plans import copy_plan
from tertial.organisation.access import SYSTEM
from tertial.planning.actions.front import write_front
from tertial.planning.queries.drafts import draft_of
from tertial.planning.queries.front import front_of
from tertial.planning.rules.references import amount_in, without_amounts
from tests.chains import YEAR, a_chain


@pytest.fixture
def made(city):
    """Next year's copy of a plan whose front is written."""
    plan = a_chain(city).goal.plan
    write_front(
        by=SYSTEM,
        plan=plan,
        points="¤Nämnden begär 22,5 mnkr enligt bilaga 1.\n¤Planen fastställs.",
        appendices="1: ¤Budget",
        case_number="¤SDN 7",
        officer="¤Eva",
        signers="¤Siv, chef",
    )
    copied, _told = copy_plan(by=SYSTEM, plan=plan, year=YEAR + 1)
    return copied


def test_the_page_is_filled_in_from_the_year_before_without_amounts(made, signed_in):
    page = signed_in("kim").get(f"/plan/{made.key}/beslut/").text
    assert "¤Nämnden begär [belopp] mnkr enligt bilaga 1." in page
    assert "1: ¤Budget" in page
    assert "¤Siv, chef" in page
    assert "¤SDN 7" not in page
    assert "22,5" not in page
    assert not front_of(made).says_anything, "nothing is taken over until it is saved"


def test_what_is_saved_is_kept_and_the_page_shows_it(made, signed_in):
    kim, address = signed_in("kim"), f"/plan/{made.key}/beslut/"
    given = {
        "points": "¤Nämnden begär 3 mnkr.",
        "appendices": "",
        "officer": "¤Eva",
        "signers": "",
        "version": "0",
    }
    assert kim.post(address, given).status_code == 302
    assert [each.amount_mnkr for each in draft_of(made).decisions] == [3.0]
    page = kim.get(address).text
    assert "[belopp]" not in page
    assert "Ifyllt från" not in page


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Begär 1 662,5 mnkr och 40 tkr.", "Begär [belopp] mnkr och [belopp] tkr."),
        ("Fastställer planen för 2026.", "Fastställer planen för 2026."),
    ],
)
def test_amounts_are_left_to_fill_in(text, left):
    assert without_amounts(text) == left
    assert amount_in(left) is None
