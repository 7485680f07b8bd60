"""Rows that the reader took for the wrong kind, and rows that it did not see."""

import pytest
from django.urls import reverse

from tertial.goals.models import Activity, Goal
from tertial.organisation.access import SYSTEM
from tertial.organisation.actions.refusal import Refused
from tertial.planning.actions.adopting import adopt
from tertial.planning.actions.choosing import RowChangedMeanwhile, choose, edit_row
from tertial.planning.actions.placing import add_row, change_kind
from tertial.planning.models import Proposal, Reading
from tertial.planning.queries.drafts import draft_of_reading
from tertial.planning.rules.draft_rows import Kind
from tertial.planning.rules.row_kinds import UNDER_GOALS, WRITTEN
from tests.papers import a_reading


@pytest.fixture
def reading(city) -> Reading:
    return a_reading(city.strand)


def address(reading: Reading, name: str, **more) -> str:
    return reverse(name, kwargs={"key": reading.key, **more})


def first(reading: Reading, kind: str) -> Proposal:
    of_kind = reading.proposals.filter(kind=kind, is_citys=False)
    return of_kind.order_by("place")[1 if of_kind.count() > 1 else 0]


def accept_the_rest(reading: Reading) -> None:
    versions = dict(reading.proposals.filter(choice="open").values_list("pk", "version"))
    choose(by=SYSTEM, reading=reading, versions=versions, choice="accepted")


@pytest.mark.parametrize("to", WRITTEN)
def test_any_written_kind_becomes_any_other_and_the_plan_can_be_adopted(reading, to):
    own = reading.proposals.filter(kind="goal", is_citys=False).first()
    under = own.pk if to in UNDER_GOALS and to != "goal" else None
    made = []
    for kind in (each for each in WRITTEN if each != to):
        row = first(reading, kind)
        words, passage = str(row), row.passage
        now = change_kind(by=SYSTEM, row=row, kind=to, version=row.version)
        assert (str(now), now.kind, now.passage, now.choice) == (words, to, passage, "open")
        assert draft_of_reading(reading)
        made.append(edit_row(by=SYSTEM, row=now, values={}, version=now.version, under=under))
    accept_the_rest(reading)
    plan = adopt(by=SYSTEM, reading=reading)
    for row in made:
        row.refresh_from_db()
        became = {"goal": row.goal, "activity": row.activity, "indicator": row.measure}
        assert became.get(to, plan)


def test_changing_back_gives_what_there_was(reading):
    row = first(reading, "activity")
    was, under = row.content, row.under
    change_kind(by=SYSTEM, row=row, kind="indicator", version=row.version)
    row.refresh_from_db()
    back = change_kind(by=SYSTEM, row=row, kind="activity", version=row.version)
    assert {name: back.content[name] for name in ("text", "start", "end", "place")} == {
        name: was[name] for name in ("text", "start", "end", "place")
    }
    assert back.under == under


def test_what_stood_under_a_goal_that_is_none_goes_to_the_goal_before(reading):
    row = (
        reading.proposals.filter(kind="goal", is_citys=False, rows__kind="activity").order_by("place").last()
    )
    below = list(row.rows.values_list("pk", flat=True))
    made = change_kind(by=SYSTEM, row=row, kind="activity", version=row.version)
    home = made.under
    assert home.kind == "goal"
    assert home.pk != row.pk
    assert home.passage.line < row.passage.line
    assert set(Proposal.objects.filter(pk__in=below).values_list("under", flat=True)) == {home.pk}


def test_an_activity_made_a_goal_stands_beside_its_goal_with_the_next_number(reading):
    row = first(reading, "activity")
    beside = row.under
    made = change_kind(by=SYSTEM, row=row, kind="goal", version=row.version)
    home = beside.under if not beside.is_citys else beside
    assert made.under == home
    assert made.content["number"].startswith(home.content["number"].rstrip(".") + ".")
    taken = reading.proposals.filter(kind="goal").exclude(pk=made.pk)
    assert made.content["number"] not in set(taken.values_list("content__number", flat=True))
    assert not made.is_citys


def test_a_table_keeps_its_kind(reading):
    table = reading.proposals.filter(kind="table").first()
    with pytest.raises(Refused, match="tabell"):
        change_kind(by=SYSTEM, row=table, kind="activity", version=table.version)
    row = first(reading, "activity")
    with pytest.raises(Refused):
        change_kind(by=SYSTEM, row=row, kind="table", version=row.version)


def test_a_kind_is_not_changed_under_somebody_who_has_changed_the_row(reading):
    row = first(reading, "activity")
    edit_row(by=SYSTEM, row=row, values={"text": "¤Andras"}, version=row.version)
    with pytest.raises(RowChangedMeanwhile):
        change_kind(by=SYSTEM, row=row, kind="goal", version=row.version)


def test_the_kind_is_changed_in_the_web_and_the_row_asked_for_what_it_lacks(signed_in, reading):
    row = first(reading, "activity")
    client = signed_in("siv")
    where = address(reading, "proposal_kind", row=row.pk)
    page = client.post(f"{where}?vy=hela", {"kind": "indicator", "version": row.version}, follow=True)
    assert page.redirect_chain[-1][0].endswith("?vy=hela")
    assert "name" in page.context["form"].fields
    assert page.context["form"]["name"].value() == row.content["text"]
    late = client.post(where, {"kind": "goal", "version": row.version}, follow=True)
    assert "sedan du öppnade sidan" in late.content.decode()
    odd = client.post(where, {"kind": "¤", "version": ""}, follow=True)
    assert "Välj vilket slag" in odd.content.decode()
    row.refresh_from_db()
    assert row.kind == "indicator"


# --- what was not read ---


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_row_is_added_from_the_lines_that_somebody_marks(signed_in, reading, kind):
    client = signed_in("siv")
    after = reading.proposals.filter(kind="goal", is_citys=False).first()
    lines = list(reading.document.passages.filter(line__gt=after.passage.line).order_by("line")[:2])
    where = address(reading, "row_new") + f"?slag={kind}&" + "&".join(f"rad={each.line}" for each in lines)
    form = client.get(where).context["form"]
    fields = {name: "" if form[name].value() is None else form[name].value() for name in form.fields} | {
        "number": "77"
    }
    text = next(name for name in ("text", "name", "title") if name in fields)
    assert lines[1].text.strip() in fields[text]
    fields[text] = "¤Sådant som inte lästes"
    fields["is_citys"] = ""
    page = client.post(where, fields, follow=True)
    row = reading.proposals.get(read={})
    assert page.status_code == 200
    assert "¤Sådant som inte lästes" in page.content.decode()
    assert "tillagd för hand" in page.content.decode()
    assert (row.kind, row.choice, row.passage, row.chosen_by_name) == (
        kind,
        "accepted",
        lines[0],
        "¤Siv Prov",
    )
    accept_the_rest(reading)
    plan = adopt(by=SYSTEM, reading=reading)
    row.refresh_from_db()
    made = {"goal": row.goal, "activity": row.activity, "indicator": row.measure, "expected": row.expected}
    assert made.get(kind, plan)
    shown = client.get(reverse("evidence", args=[row.pk])).content.decode()
    assert "¤Sådant som inte lästes" in shown


def test_an_added_row_stands_among_its_own_where_it_is_in_the_document(reading):
    one, two, *_ = reading.proposals.filter(kind="activity").order_by("place")
    made = add_row(
        by=SYSTEM, reading=reading, kind="activity", line=one.passage.line, values={"text": "¤Mellan"}
    )
    assert one.place < made.place < two.place


def test_an_added_goal_of_the_boards_own_is_below_the_citys(reading):
    citys = reading.proposals.filter(kind="goal", is_citys=True, content__level=2).first()
    given = {"kind": "goal", "line": citys.passage.line, "values": {"text": "¤Mål", "number": "9.9.9"}}
    made = add_row(by=SYSTEM, reading=reading, under=citys.pk, **given)
    assert (made.is_citys, made.content["level"], made.under) == (False, 3, citys)
    accept_the_rest(reading)
    adopt(by=SYSTEM, reading=reading)
    assert Goal.objects.filter(text="¤Mål").exists()


@pytest.mark.parametrize(
    ("kind", "line", "words"),
    [("table", 1, "tabell"), ("¤", 1, "slag"), ("activity", 10**9, "Visa var"), ("activity", 1, "Skriv")],
)
def test_a_row_needs_a_kind_a_place_and_words(reading, kind, line, words):
    with pytest.raises(Refused, match=words):
        add_row(by=SYSTEM, reading=reading, kind=kind, line=line, values={"text": "  "})
    assert not Activity.objects.exists()


def test_a_row_is_not_put_under_another_documents_goal(city, reading):
    other = a_reading(city.berg).proposals.filter(kind="goal").first()
    given = {"kind": "activity", "line": 1, "values": {"text": "¤"}, "under": other.pk}
    with pytest.raises(Refused, match="mål"):
        add_row(by=SYSTEM, reading=reading, **given)


@pytest.mark.parametrize(
    "asked",
    [
        *("?rad=abc", "?rad=999999999999999", "?fran=999999999999999", "?fran=0", "?sok=%25", "?rad=²"),
        *("?rad=1&rad=1&slag=goal", "?sok=å&slag=table", "?sok=" + "a" * 5000, "?slag[]=x"),
    ],
)
def test_odd_ways_to_look_show_a_page(signed_in, reading, asked):
    assert signed_in("siv").get(address(reading, "row_new") + asked).status_code == 200


def test_looking_keeps_what_is_marked(signed_in, reading):
    line = reading.document.passages.order_by("line").last()
    page = signed_in("siv").get(f"{address(reading, 'row_new')}?fran=1&rad={line.line}&sok=mål")
    assert page.context["unseen"] == [line] or line in page.context["stretch"].lines
    assert page.content.decode().count(f'value="{line.line}" checked') == 1


def test_the_last_number_is_followed_by_the_next():
    from tertial.planning.rules.row_kinds import next_number

    assert next_number(Kind.GOAL, "1.2", ["1.2.1", "1.2.3", "1.3.9", "x"]) == "1.2.4"
    assert next_number(Kind.DECISION, "", ["1", "2", "¤"]) == "3"
    assert next_number(Kind.ACTIVITY, "1", ["1.1"]) == ""
