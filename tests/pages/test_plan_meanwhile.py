"""Two in the same review: what is judged or adopted is what the person had on the page, and nothing that came since."""

import re

import pytest

from tertial.goals.models import Plan
from tertial.organisation.access import SYSTEM
from tertial.planning.actions.choosing import choose, edit_row
from tertial.planning.actions.comparing import compare_again
from tertial.planning.actions.placing import add_row, change_kind
from tertial.planning.models import Proposal, Reading
from tests.pages.test_plan_judging import reading
from tests.papers import address, as_shown, judge_all, post_choice, to_adopt

__all__ = ["reading"]  # a fixture


def choose_all(reading: Reading, choice: str, **which: object) -> None:
    versions = dict(reading.proposals.filter(**which).values_list("pk", "version"))
    choose(by=SYSTEM, reading=reading, versions=versions, choice=choice)


def a_new_one(reading: Reading) -> Proposal:
    """A colleague's: a row that nobody has judged, in the first goal that has activities."""
    goal = reading.proposals.filter(kind="goal", rows__kind="activity").first()
    like = goal.rows.filter(kind="activity").first()
    return Proposal.objects.create(
        reading=reading,
        place=9_000_000,
        kind="activity",
        under=goal,
        read={},
        content=like.content,
        passage=like.passage,
    )


@pytest.mark.parametrize("portion", ["all", "sure", "branch"])
@pytest.mark.parametrize("deed", ["accept", "reject"])
def test_a_row_that_came_after_the_page_was_opened_stays_open(signed_in, reading, portion, deed):
    client = signed_in("siv")
    goal = reading.proposals.filter(kind="goal", rows__kind="activity").first()
    view = {"vy": "hela", "gren": goal.pk} if portion == "branch" else {}
    seen = as_shown(client, reading, **view)
    new = a_new_one(reading)
    value = f"branch-{goal.pk}" if portion == "branch" else portion
    page = post_choice(client, reading, **{deed: value}, **seen)
    new.refresh_from_db()
    assert new.choice == "open"
    assert reading.proposals.exclude(choice="open").exists(), "the others are judged"
    assert "1 rad har kommit till eller ändrats sedan du öppnade sidan" in page.content.decode()


def test_a_row_that_became_another_after_the_page_was_opened_stays_open(signed_in, reading):
    client = signed_in("siv")
    seen = as_shown(client, reading)
    row = reading.proposals.filter(kind="activity").first()
    change_kind(by=SYSTEM, row=row, kind="indicator", version=row.version)
    page = post_choice(client, reading, accept="all", **seen)
    assert list(reading.proposals.filter(choice="open")) == [row]
    assert "1 rad har kommit till eller ändrats" in page.content.decode()


def test_a_row_that_is_no_longer_sure_is_not_judged_with_those_that_are(signed_in, reading):
    client = signed_in("siv")
    seen = as_shown(client, reading)
    row = reading.proposals.filter(certainty=100, kind="table").first()
    assert row is not None
    Proposal.objects.filter(pk=row.pk).update(certainty=50)
    post_choice(client, reading, accept="sure", **seen)
    row.refresh_from_db()
    assert row.choice == "open"
    assert reading.proposals.filter(choice="accepted").exists()


@pytest.mark.parametrize("many", [1, 8])
def test_rows_that_a_colleague_has_rejected_stay_rejected_and_it_is_told_once(
    signed_in, reading, actor, many
):
    client = signed_in("siv")
    seen = as_shown(client, reading)
    rows = reading.proposals.filter(kind="activity")[:many]
    theirs = {each.pk: each.version for each in rows}
    choose(by=actor("kim"), reading=reading, versions=theirs, choice="rejected")
    page = post_choice(client, reading, accept="all", **seen)
    assert set(reading.proposals.filter(choice="rejected").values_list("pk", flat=True)) == set(theirs)
    told = [str(each) for each in page.context["messages"] if "Kim" in str(each)]
    assert len(told) == 1
    assert "bedöm" in told[0]


def test_a_page_that_has_shown_nothing_judges_nothing(signed_in, reading):
    page = post_choice(signed_in("siv"), reading, accept="all")
    assert not reading.proposals.exclude(choice="open").exists()
    assert f"{reading.proposals.count()} rader har kommit till" in page.content.decode()


# --- adopting ---


def judged_otherwise(reading: Reading) -> None:
    row = reading.proposals.filter(kind="activity").first()
    choose(by=SYSTEM, reading=reading, versions={row.pk: row.version}, choice="rejected")


def edited(reading: Reading) -> None:
    row = reading.proposals.filter(kind="activity").first()
    edit_row(by=SYSTEM, row=row, values={"text": "¤Andras ord"}, version=row.version)


def added(reading: Reading) -> None:
    goal = reading.proposals.filter(kind="goal", is_citys=False).first()
    line = goal.passage.line
    add_row(by=SYSTEM, reading=reading, kind="activity", line=line, values={"text": "¤Ny"}, under=goal.pk)


def compared(reading: Reading) -> None:
    compare_again(by=SYSTEM, reading=reading, year=(reading.year or 0) + 1)


@pytest.mark.parametrize("change", [judged_otherwise, edited, added, compared])
def test_a_plan_is_not_adopted_as_nobody_has_seen_it(signed_in, reading, change):
    client = signed_in("siv")
    choose_all(reading, "accepted")
    typed = to_adopt(client, reading, decided_on="2017-12-14", case_number="¤1")
    change(reading)
    page = client.post(address(reading, "reading_adopt"), typed)
    assert page.status_code == 409
    assert not Plan.objects.exists()
    text = page.content.decode()
    assert "Granskningen har ändrats sedan du öppnade sidan." in text
    form = page.context["form"]
    assert (form["decided_on"].value(), form["case_number"].value()) == ("2017-12-14", "¤1")
    again = {name: form[name].value() for name in form.fields}
    assert client.post(address(reading, "reading_adopt"), again).status_code == 302
    assert Plan.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_form_that_has_shown_nothing_adopts_nothing(signed_in, reading, version):
    choose_all(reading, "accepted")
    page = signed_in("siv").post(address(reading, "reading_adopt"), {"version": version})
    assert page.status_code in (409, 422)
    assert not Plan.objects.exists()


def test_dismissing_nothing_and_looking_again_does_not_stand_in_the_way(signed_in, reading):
    client = signed_in("siv")
    choose_all(reading, "accepted")
    typed = to_adopt(client, reading)
    client.get(address(reading), {"vy": "hela"})
    client.post(address(reading, "reading_compare"), {"year": reading.year})
    assert client.post(address(reading, "reading_adopt"), typed).status_code == 302


def test_a_judged_branch_is_taken_back_as_it_was_seen(signed_in, reading):
    """Somebody who changes their mind about a whole branch; what a colleague has changed since stays as it is."""
    goal = reading.proposals.filter(kind="goal", is_citys=False).first()
    view = {"vy": "hela", "gren": goal.pk}
    client, button = signed_in("siv"), f"branch-{goal.pk}"
    post_choice(client, reading, accept=button, **as_shown(client, reading, **view))
    assert f'name="reopen" value="{button}"' in client.get(address(reading), view).content.decode()
    seen = as_shown(client, reading, **view)
    row = goal.rows.filter(kind="activity").first()
    edit_row(by=SYSTEM, row=row, values={"text": "¤Ny text"}, version=row.version)
    page = post_choice(client, reading, reopen=button, **seen).content.decode()
    assert "rader är åter obedömda." in page
    row.refresh_from_db()
    assert (row.choice, row.content["text"]) == ("accepted", "¤Ny text")
    assert set(goal.rows.exclude(pk=row.pk).values_list("choice", flat=True)) == {"open"}


def test_a_button_for_what_is_judged_already_says_so(signed_in, reading):
    client = signed_in("siv")
    judge_all(reading)
    goal = reading.proposals.filter(kind="goal").first()
    page = post_choice(client, reading, reject=f"branch-{goal.pk}").content.decode()
    assert "Här finns inget kvar att bedöma." in page
    assert "Markera minst en rad" not in page


def test_the_next_row_has_the_focus_also_when_it_is_judged(signed_in, reading):
    judge_all(reading)
    row = reading.proposals.filter(kind="activity").first()
    view = {"vy": "hela", "gren": row.under_id, "rad": row.pk}
    page = signed_in("siv").get(address(reading), view).content.decode()
    assert re.search(rf'<a [^>]*href="{address(reading, "proposal", row=row.pk)}[^>]* autofocus', page)
