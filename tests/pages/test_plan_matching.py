"""What is read is set against last year's plan and the council's goals: the same, changed, new and not there."""

import pytest

from tertial.goals.models import Goal
from tertial.history.models import Event
from tertial.organisation.access import SYSTEM
from tertial.planning.actions.adopting import adopt
from tertial.planning.actions.choosing import edit_row
from tertial.planning.models import Proposal, Reading
from tests.chains import a_goal, a_measure, a_plan
from tests.papers import a_paper, a_reading, address, judge_all, post_choice, read


@pytest.fixture
def reading(city) -> Reading:
    return a_reading(city.strand)


@pytest.fixture
def years(city):
    """Last year's plan adopted, this year's read: some rows the same, one changed, one new, one gone."""
    before = a_reading(city.strand, year=2020)
    judge_all(before)
    adopt(by=SYSTEM, reading=before)
    own = [each for each in read(a_paper())[0].goals if each.level == 3]
    changed, gone = own[0].text, own[-1].text
    paper = (
        a_paper().decode().replace(changed, f"{changed} på nytt").replace(gone, "Helt andra ord om sjöar", 1)
    )
    return a_reading(city.strand, paper.encode(), year=2021), changed, gone


def test_what_is_the_same_changed_new_and_missing(signed_in, years):
    reading, changed, _gone = years
    told = {}
    for part in ("samma", "andrade", "nya", "borta"):
        page = signed_in("siv").get(address(reading), {"vy": "forra", "del": part})
        told[part] = page
        assert dict((code, count) for code, _, count in page.context["parts"])[part] == len(
            getattr(
                page.context["against"],
                {"samma": "same", "andrade": "changed", "nya": "new", "borta": "missing"}[part],
            )
        )
    row = next(each for each in told["andrade"].context["rows"] if each.proposal.matched_text == changed)
    assert any(part.change.value == "added" and "på nytt" in part.text for part in row.changed)
    assert told["samma"].context["rows"]
    assert told["borta"].context["missing"] is not None


def test_a_suggestion_is_asked_and_chosen_by_a_person(signed_in, city):
    draft = read(a_paper())[0]
    council = a_plan("k", city.council, draft.year)
    top = next(each for each in draft.goals if each.level == 2)
    words = top.text.split()
    a_goal("k1", council, "council", top.number, text=" ".join([*words[1:], "helt", words[0]]))
    reading = a_reading(city.strand)
    row = reading.proposals.get(kind="goal", content__number=top.number)
    assert row.is_citys
    form = signed_in("siv").get(address(reading, "proposal", row=row.pk)).context["form"]
    assert "k1" in dict(form.fields["matched"].choices)
    fields = {
        "number": top.number,
        "text": top.text,
        "under": row.under_id or "",
        "matched": "k1",
        "is_citys": "on",
    }
    signed_in("siv").post(address(reading, "proposal", row=row.pk), {**fields, "version": row.version})
    row.refresh_from_db()
    assert (row.matched, row.is_citys, row.matched_text) == ("k1", True, Goal.objects.get(key="k1").text)


@pytest.fixture
def alike(city):
    """This year's plan, where a goal and an indicator only resemble those of last year's."""
    before = a_reading(city.strand, year=2020)
    judge_all(before)
    adopt(by=SYSTEM, reading=before)
    draft = read(a_paper())[0]
    goal = next(each.text for each in draft.goals if each.level == 3)
    words = goal.split()
    said = " ".join([*words[: len(words) * 3 // 4], "helt", "andra", "ord"])
    reading = a_reading(city.strand, a_paper().decode().replace(goal, said).encode(), year=2021)
    row = reading.proposals.get(kind="goal", content__text=said)
    assert (row.why, row.matched, row.matched_text) == (["alike"], "", goal)
    return row, Goal.objects.get(plan__year=2020, text=goal)


def against(client, reading: Reading) -> tuple[list[Proposal], list[Proposal], list[str]]:
    found = client.get(address(reading), {"vy": "forra"}).context["against"]
    return list(found.changed), list(found.new), [text for _, text in found.missing]


def test_what_only_resembles_a_row_of_last_years_is_told_once(signed_in, alike):
    """Open it seems changed; accepted without being said to be the same it is new, and the old one is gone."""
    row, old = alike
    changed, new, missing = against(signed_in("siv"), row.reading)
    assert row in changed
    assert row not in new
    assert str(old) not in missing
    post_choice(signed_in("siv"), row.reading, accept=row.pk, **{f"v{row.pk}": row.version})
    changed, new, missing = against(signed_in("siv"), row.reading)
    assert row not in changed
    assert row in new
    assert str(old) in missing


def test_what_resembles_a_row_is_accepted_as_the_same_by_one_button(signed_in, alike):
    row, old = alike
    client = signed_in("siv")
    page = client.get(address(row.reading), {"vy": "osakra"}).content.decode()
    assert f'name="same" value="{row.pk}"' in page
    post_choice(client, row.reading, same=row.pk, **{f"v{row.pk}": row.version})
    row.refresh_from_db()
    assert (row.choice, row.matched, row.matched_text) == ("accepted", old.key, old.text)
    changed, _, missing = against(client, row.reading)
    assert row in changed
    assert str(old) not in missing


@pytest.mark.parametrize("sent", ["", "x", "9" * 40, "0"])
def test_what_resembles_nothing_is_not_accepted_as_the_same(signed_in, reading, sent):
    page = signed_in("siv").post(address(reading, "reading_choose"), {"same": sent}, follow=True)
    assert "liknar inte längre" in page.content.decode()
    assert not reading.proposals.exclude(choice="open").exists()


def test_the_citys_goals_that_are_not_in_the_document_are_told(signed_in, city):
    draft = read(a_paper())[0]
    council = a_plan("k", city.council, draft.year)
    for each in draft.goals:
        if each.level == 2:
            a_goal(f"k{each.number.replace('.', '-')}", council, "council", each.number, text=each.text)
    a_goal("k9", council, "council", "9", text="¤Ett mål som nämnden inte nämner")
    found = signed_in("siv").get(address(a_reading(city.strand)), {"vy": "forra"}).context["against"]
    assert found.before is None
    assert [text for _, text in found.missing] == ["9 ¤Ett mål som nämnden inte nämner"]
    assert found.same


def test_a_goal_read_as_the_citys_is_made_the_boards_own(signed_in, reading):
    row = reading.proposals.filter(kind="goal", is_citys=True, content__level=2).first()
    fields = {"number": row.content["number"], "text": row.content["text"], "under": row.under_id or ""}
    signed_in("siv").post(address(reading, "proposal", row=row.pk), {**fields, "version": row.version})
    row.refresh_from_db()
    assert (row.is_citys, row.choice) == (False, "accepted")


def test_a_goal_made_the_boards_own_stays_so_when_compared_again(signed_in, reading):
    goal = reading.proposals.filter(kind="goal", is_citys=True).first()
    edit_row(by=SYSTEM, row=goal, values={}, version=goal.version, is_citys=False)
    for year in (reading.year, (reading.year or 0) + 1):
        signed_in("siv").post(address(reading, "reading_compare"), {"year": year})
        goal.refresh_from_db()
        assert not goal.is_citys


def test_comparing_again_finds_what_has_come_since(signed_in, city, reading):
    draft = read(a_paper())[0]
    council = a_plan("k", city.council, draft.year)
    for each in draft.goals:
        if each.level == 2:
            a_goal(f"k{each.number.replace('.', '-')}", council, "council", each.number, text=each.text)
    assert signed_in("siv").get(address(reading)).context["unattached"]
    events = Event.objects.count()
    signed_in("siv").post(address(reading, "reading_compare"), {"year": reading.year})
    found = reading.proposals.filter(kind="goal", content__level=2)
    assert all(each.matched and each.match == "same" for each in found)
    assert Event.objects.count() == events + 1
    page = signed_in("siv").post(address(reading, "reading_compare"), {"year": "20 27"}, follow=True)
    assert "fyra siffror" in page.content.decode()


def test_another_year_keeps_what_is_judged(signed_in, reading):
    row = reading.proposals.filter(kind="activity").first()
    post_choice(signed_in("siv"), reading, accept=row.pk, **{f"v{row.pk}": row.version})
    signed_in("siv").post(address(reading, "reading_compare"), {"year": "2031"})
    reading.refresh_from_db()
    assert reading.year == 2031
    assert reading.proposals.filter(choice="accepted").count() == 1


def test_an_indicator_taken_for_the_citys_follows_the_citys(signed_in, city, reading):
    a_measure("kf", city.council, name="¤Stadens mått")
    row = reading.proposals.filter(kind="indicator").first()
    now = edit_row(by=SYSTEM, row=row, values={}, version=row.version, matched="kf")
    assert (now.is_citys, now.matched_text) == (True, "¤Stadens mått")
