"""What is told before a plan is adopted, and what odd levels, addresses and deeds come to: never a fault of ours."""

import pytest

from tertial.organisation.access import SYSTEM
from tertial.planning.actions.choosing import choose
from tertial.planning.models import Proposal
from tests.pages.test_plan_judging import choices, reading
from tests.papers import address, as_shown, post_choice, to_adopt


def accept_all(client, reading):
    post_choice(client, reading, accept="all", **as_shown(client, reading))


__all__ = ["reading"]  # a fixture


def test_rows_that_would_not_come_in_are_told_before_adopting(signed_in, reading):
    row = reading.proposals.filter(kind="activity").first()
    Proposal.objects.filter(pk=row.pk).update(under=None)
    accept_all(signed_in("siv"), reading)
    page = signed_in("siv").get(address(reading, "reading_adopt"))
    assert [each.pk for each in page.context["homeless"]] == [row.pk]
    assert "kommer inte med" in page.content.decode()


def test_a_rejected_goal_leaves_its_rows_among_those_without_a_goal(signed_in, reading):
    goal = reading.proposals.filter(kind="goal", is_citys=False, rows__kind="activity").first()
    choose(by=SYSTEM, reading=reading, versions={goal.pk: goal.version}, choice="rejected")
    page = signed_in("siv").get(address(reading), {"vy": "hela", "gren": "utan-mal"})
    assert goal.rows.first().pk in {each.proposal.pk for each in page.context["rows"]}


@pytest.mark.parametrize("level", ["95 %", "99999999999999999999 %", "9" * 90, "¤alls inte"])
def test_any_target_that_is_typed_can_be_adopted(signed_in, reading, level):
    row = reading.proposals.filter(kind="indicator").first()
    fields = {"name": "¤Mått", "target": level, "under": row.under_id or "", "version": row.version}
    signed_in("siv").post(address(reading, "proposal", row=row.pk), fields)
    accept_all(signed_in("siv"), reading)
    done = signed_in("siv").post(address(reading, "reading_adopt"), to_adopt(signed_in("siv"), reading))
    assert done.status_code == 302, done.context["form"].errors
    assert signed_in("siv").get(done.url).status_code == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sida", "9" * 30),
        ("sida", "x"),
        ("gren", "9" * 40),
        ("gren", "²"),
        ("rad", "²"),
        ("del", "x"),
        ("vy", "\0"),
    ],
)
@pytest.mark.parametrize("view", ["osakra", "hela", "forra", "anmarkningar"])
def test_odd_addresses_show_a_page(signed_in, reading, view, name, value):
    assert signed_in("siv").get(address(reading), {"vy": view, name: value}).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"accept": "9" * 40},
        {"accept": "branch-" + "9" * 40},
        {"accept": "branch-²"},
        {"merge": ""},
        {"merge": "", "rad": ["1", "x", "²"]},
        {"accept": "", "rad": ["9" * 40], "v" + "9" * 40: "1"},
        {"accept": "1", "v1": "9" * 40},
        {},
    ],
)
def test_odd_deeds_change_nothing_and_show_a_page(signed_in, reading, fields):
    assert post_choice(signed_in("siv"), reading, **fields).status_code == 200
    assert choices(reading.proposals) == {"open"}


def test_goals_of_the_citys_that_are_missing_are_told_where_the_plan_is_adopted(signed_in, reading):
    """Whoever has not looked at the views where it stands adopts a plan that leads nowhere upwards."""
    client = signed_in("siv")
    accept_all(client, reading)
    missing = "av stadens mål i dokumentet finns inte i Tertial"
    assert missing in client.get(address(reading, "reading_adopt")).content.decode()
    Proposal.objects.filter(reading=reading, is_citys=True, kind="goal").update(matched="¤mål")
    assert missing not in client.get(address(reading, "reading_adopt")).content.decode()
