"""What a review promises: every row judged by somebody, in any portion, and nothing that anybody typed is lost."""

import pytest
from django.urls import reverse

from tertial.goals.models import Goal
from tertial.history.models import Event
from tertial.organisation.access import SYSTEM
from tertial.planning.actions.adopting import adopt
from tertial.planning.actions.choosing import choose, edit_row
from tertial.planning.models import Proposal, Reading
from tests.chains import a_goal, a_measure, a_plan
from tests.papers import a_paper, a_reading, as_shown, read


@pytest.fixture
def reading(city) -> Reading:
    return a_reading(city.strand)


def address(reading: Reading, name: str = "reading", **more) -> str:
    return reverse(name, kwargs={"key": reading.key, **more})


def post(client, reading: Reading, **fields):
    return client.post(address(reading, "reading_choose"), fields, follow=True)


def choices(rows) -> set[str]:
    return set(rows.values_list("choice", flat=True))


@pytest.mark.parametrize(("deed", "choice"), [("accept", "accepted"), ("reject", "rejected")])
@pytest.mark.parametrize("portion", ["row", "marked", "branch", "kind", "all", "sure"])
def test_every_portion_is_judged_and_no_more(signed_in, reading, deed, choice, portion):
    rows = reading.proposals
    goal = rows.filter(kind="goal", rows__kind="activity").first()
    one, two, *_ = rows.filter(under=goal, kind="activity")
    versions = {f"v{each.pk}": each.version for each in (one, two)}
    asked, meant = {
        "row": ({deed: one.pk}, {one.pk}),
        "marked": ({deed: "", "rad": [one.pk, two.pk]}, {one.pk, two.pk}),
        "branch": ({deed: f"branch-{goal.pk}"}, below(reading, goal.pk)),
        "kind": ({deed: "branch-table"}, set(rows.filter(kind="table").values_list("pk", flat=True))),
        "all": ({deed: "all"}, set(rows.values_list("pk", flat=True))),
        "sure": ({deed: "sure"}, None),
    }[portion]
    view = {"vy": "hela", "gren": asked[deed][7:]} if "branch" in str(asked[deed]) else {}
    client = signed_in("siv")
    post(client, reading, **asked, **versions, **as_shown(client, reading, **view))
    judged = set(rows.filter(choice=choice).values_list("pk", flat=True))
    if meant is None:
        meant = judged
        assert judged
        assert not rows.filter(pk__in=judged, certainty__lt=100).exists()
    assert judged == meant
    assert choices(rows.exclude(pk__in=meant)) <= {"open"}


def below(reading: Reading, goal: int) -> set[int]:
    """The goal and all that stands under it, however deep."""
    under = dict(reading.proposals.values_list("pk", "under"))
    found = {goal}
    while more := {pk for pk, above in under.items() if above in found} - found:
        found |= more
    return found


@pytest.mark.parametrize("first", ["accepted", "rejected"])
def test_what_is_judged_is_taken_back(signed_in, reading, first):
    row = reading.proposals.filter(kind="activity").first()
    choose(by=SYSTEM, reading=reading, versions={row.pk: row.version}, choice=first)
    post(signed_in("siv"), reading, reopen=row.pk, **{f"v{row.pk}": row.version + 1})
    row.refresh_from_db()
    assert row.choice == "open"


def test_the_least_certain_comes_first(signed_in, reading):
    page = signed_in("siv").get(address(reading), {"vy": "osakra"})
    certain = [each.proposal.certainty for each in page.context["rows"]]
    assert certain == sorted(certain)
    assert certain[0] < 100


def test_a_long_branch_is_shown_in_pages_and_can_be_sent(signed_in, city):
    reading = a_reading(city.strand)
    goal = reading.proposals.filter(kind="goal").first()
    row = reading.proposals.filter(kind="activity").first()
    many = [
        Proposal(
            reading=reading,
            place=9_000_000 + n,
            kind="activity",
            under=goal,
            read=row.read,
            content=row.content,
        )
        for n in range(700)
    ]
    Proposal.objects.bulk_create(many)
    client = signed_in("siv")
    page = client.get(address(reading), {"vy": "hela", "gren": goal.pk})
    shown = page.context["rows"]
    assert len(shown) <= 30
    fields = {f"v{each.proposal.pk}": each.proposal.version for each in shown}
    marked = [each.proposal.pk for each in shown]
    answer = post(client, reading, accept="", rad=marked, **fields)
    assert answer.status_code == 200
    assert reading.proposals.filter(choice="accepted").count() == len(marked)


def test_leaving_and_coming_back_goes_on_where_one_was(signed_in, client, reading):
    first = signed_in("siv").get(address(reading)).context["rows"][0].proposal
    post(signed_in("siv"), reading, accept=first.pk, **{f"v{first.pk}": first.version})
    client.logout()
    page = signed_in("siv").get(address(reading))
    assert first.pk not in {each.proposal.pk for each in page.context["rows"]}
    assert page.context["counts"].judged == 1
    listed = signed_in("siv").get(reverse("plans")).content.decode()
    assert address(reading) in listed


def test_after_a_row_the_next_one_has_the_focus(signed_in, reading):
    client = signed_in("siv")
    shown = client.get(address(reading)).context["rows"]
    one, two = shown[0].proposal, shown[1].proposal
    page = post(
        client, reading, accept=one.pk, _vy="osakra", **{f"v{one.pk}": one.version, f"n{one.pk}": two.pk}
    )
    assert page.context["source"]["row"].proposal.pk == two.pk
    assert page.content.decode().count(f'value="{two.pk}" autofocus') == 1


def test_editing_from_a_branch_leads_back_to_the_branch(signed_in, reading):
    row = reading.proposals.filter(kind="activity").first()
    where = f"{address(reading, 'proposal', row=row.pk)}?vy=hela&gren={row.under_id}&nasta={row.pk}"
    answer = signed_in("siv").post(where, {"text": "¤Ny", "under": row.under_id, "version": row.version})
    assert answer.url == f"{address(reading)}?vy=hela&gren={row.under_id}&rad={row.pk}#rad-{row.pk}"


def test_judging_keeps_the_view_the_branch_and_the_page(signed_in, reading):
    client = signed_in("siv")
    row = reading.proposals.filter(kind="activity").first()
    fields = {"accept": row.pk, f"v{row.pk}": row.version, "_vy": "hela", "_gren": row.under_id, "_sida": 2}
    answer = client.post(address(reading, "reading_choose"), fields)
    assert answer.url == f"{address(reading)}?vy=hela&gren={row.under_id}&sida=2&rad=0#rad-0"
    shown = client.get(f"{address(reading)}?vy=hela&gren={row.under_id}&sida=1")
    assert shown.context["kept"] == f"vy=hela&gren={row.under_id}&sida=1"


# --- two people in the same review ---


def test_a_split_that_comes_too_late_keeps_both_texts(signed_in, reading):
    row = reading.proposals.filter(kind="activity").first()
    edit_row(by=SYSTEM, row=row, values={"text": "¤Andras"}, version=row.version)
    typed = {"first": "¤Min första", "second": "¤Min andra", "version": row.version}
    page = signed_in("siv").post(address(reading, "proposal_split", row=row.pk), typed)
    text = page.content.decode()
    assert page.status_code == 409
    assert all(words in text for words in ("¤Min första", "¤Min andra", "¤Andras"))
    assert page.context["split"]["first"].value() == "¤Min första"
    assert not reading.proposals.filter(content__text="¤Min första").exists()
    again = {
        "first": "¤Min första",
        "second": "¤Min andra",
        "version": page.context["split"]["version"].value(),
    }
    assert signed_in("siv").post(address(reading, "proposal_split", row=row.pk), again).status_code == 302
    assert reading.proposals.filter(content__text="¤Min andra").exists()


def test_half_a_split_comes_back_as_typed(signed_in, reading):
    row = reading.proposals.filter(kind="activity").first()
    typed = {"first": "¤Bara en", "second": "  ", "version": row.version}
    page = signed_in("siv").post(address(reading, "proposal_split", row=row.pk), typed)
    assert page.status_code == 422
    assert "¤Bara en" in page.content.decode()


def test_a_merge_that_comes_too_late_changes_nothing_and_says_who(signed_in, reading, actor):
    one, two = reading.proposals.filter(kind="activity")[:2]
    edit_row(by=actor("kim"), row=one, values={"text": "¤Kims"}, version=one.version)
    seen = {f"v{each.pk}": each.version for each in (one, two)}
    page = post(signed_in("siv"), reading, merge="", rad=[one.pk, two.pk], **seen)
    assert "¤Kim Prov har ändrat" in page.content.decode()
    two.refresh_from_db()
    assert two.choice == "open"


def test_two_who_judge_different_rows_both_count(signed_in, reading):
    one, two = reading.proposals.filter(kind="activity")[:2]
    post(signed_in("siv"), reading, accept=one.pk, **{f"v{one.pk}": one.version})
    post(signed_in("kim"), reading, reject=two.pk, **{f"v{two.pk}": two.version})
    names = dict(reading.proposals.exclude(choice="open").values_list("choice", "chosen_by_name"))
    assert names == {"accepted": "¤Siv Prov", "rejected": "¤Kim Prov"}


def test_a_review_put_away_by_another_is_taken_out_as_it_was(signed_in, reading):
    row = reading.proposals.first()
    post(signed_in("siv"), reading, accept=row.pk, **{f"v{row.pk}": row.version})
    signed_in("kim").post(address(reading, "reading_discard"))
    refused = post(signed_in("siv"), reading, accept="all")
    listed = signed_in("siv").get(reverse("plans"))
    assert address(reading) in listed.content.decode()
    assert "granskas inte längre" in refused.content.decode()
    signed_in("siv").post(address(reading, "reading_again"))
    reading.refresh_from_db()
    assert reading.state == "ready"
    assert reading.proposals.filter(choice="accepted").count() == 1


def test_how_far_it_has_come_is_shown_to_the_others_too(signed_in, city):
    from tertial.planning.actions.receiving import receive_plan
    from tests.things import a_job

    waits = receive_plan(by=SYSTEM, unit=city.strand, name="a.txt", content=a_paper(9), in_background=False)
    Reading.objects.filter(pk=waits.pk).update(job=a_job("jx", "siv", done=2).key)
    for who, may_stop in (("siv", True), ("kim", False)):
        page = signed_in(who).get(address(waits)).content.decode()
        assert 'value="2"' in page
        assert (reverse("job_cancel", args=["jx"]) in page) is may_stop
    part = signed_in("kim").get(address(waits), {"laget": "1"}).content.decode()
    assert "<html" not in part
    Reading.objects.filter(pk=waits.pk).update(state="ready", year=2020)
    assert signed_in("kim").get(address(waits), {"laget": "1"})["HX-Redirect"] == address(waits)


# --- matched against last year and the council's goals ---


@pytest.fixture
def years(city):
    """Last year's plan adopted, this year's read: some rows the same, one changed, one new, one gone."""
    before = a_reading(city.strand, year=2020)
    versions = dict(before.proposals.values_list("pk", "version"))
    choose(by=SYSTEM, reading=before, versions=versions, choice="accepted")
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
    post(signed_in("siv"), reading, accept=row.pk, **{f"v{row.pk}": row.version})
    signed_in("siv").post(address(reading, "reading_compare"), {"year": "2031"})
    reading.refresh_from_db()
    assert reading.year == 2031
    assert reading.proposals.filter(choice="accepted").count() == 1


def test_an_indicator_taken_for_the_citys_follows_the_citys(signed_in, city, reading):
    a_measure("kf", city.council, name="¤Stadens mått")
    row = reading.proposals.filter(kind="indicator").first()
    now = edit_row(by=SYSTEM, row=row, values={}, version=row.version, matched="kf")
    assert (now.is_citys, now.matched_text) == (True, "¤Stadens mått")


# --- remarks ---


def test_a_dismissed_remark_stays_so_until_its_row_changes(signed_in, reading):
    client = signed_in("siv")
    row, other = reading.proposals.filter(kind="activity")[:2]

    def edit(which: Proposal, text: str) -> None:
        which.refresh_from_db()
        edit_row(by=SYSTEM, row=which, values={"text": text}, version=which.version)

    def standing() -> list:
        told = client.get(address(reading), {"vy": "anmarkningar"}).context["remarks"].standing
        return [each for each in told if row.content["place"]["line"] in each.lines]

    edit(row, "Starta en grupp för XXX i Hamnen")
    mark = next(each for each in standing() if "XXX" in str(each.remark))
    about = {"code": mark.remark.code, "fingerprint": mark.fingerprint, "reason": "¤Känt sedan förut"}
    client.post(address(reading, "reading_dismiss"), about)
    assert mark.remark.code not in {each.remark.code for each in standing()}
    edit(other, "Något annat än det gamla")
    assert mark.remark.code not in {each.remark.code for each in standing()}
    edit(row, "Starta en ny grupp för XXX i Hamnen")
    assert mark.remark.code in {each.remark.code for each in standing()}
    client.post(address(reading, "reading_dismiss"), {"restore": mark.fingerprint})
    assert not reading.unit.dismissals.exists()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1001])
def test_a_dismissal_without_a_reason_is_refused_with_a_sentence(signed_in, reading, reason):
    about = {"code": "STR01", "fingerprint": "abc", "reason": reason}
    page = signed_in("siv").post(address(reading, "reading_dismiss"), about, follow=True)
    assert page.status_code == 200
    assert list(page.context["messages"])
    assert not reading.unit.dismissals.exists()
