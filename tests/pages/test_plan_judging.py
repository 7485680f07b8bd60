"""What a review promises: every row judged by somebody, in any portion, and nothing that anybody typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tertial.organisation.access import SYSTEM
from tertial.planning.actions.adopting import adopt
from tertial.planning.actions.choosing import choose, edit_row
from tertial.planning.models import Dismissal, Proposal, Reading
from tertial.planning.rules.linting import RANK
from tertial.planning.tasks import read_document
from tests.papers import a_paper, a_reading, address, as_shown, judge_all, post_choice


class Silent:
    def at(self, *_told):
        pass


@pytest.fixture
def reading(city) -> Reading:
    return a_reading(city.strand)


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
    post_choice(client, reading, **asked, **versions, **as_shown(client, reading, **view))
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
    post_choice(signed_in("siv"), reading, reopen=row.pk, **{f"v{row.pk}": row.version + 1})
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
    answer = post_choice(client, reading, accept="", rad=marked, **fields)
    assert answer.status_code == 200
    assert reading.proposals.filter(choice="accepted").count() == len(marked)


def test_leaving_and_coming_back_goes_on_where_one_was(signed_in, client, reading):
    first = signed_in("siv").get(address(reading)).context["rows"][0].proposal
    post_choice(signed_in("siv"), reading, accept=first.pk, **{f"v{first.pk}": first.version})
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
    page = post_choice(
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
    page = post_choice(signed_in("siv"), reading, merge="", rad=[one.pk, two.pk], **seen)
    assert "¤Kim Prov har ändrat" in page.content.decode()
    two.refresh_from_db()
    assert two.choice == "open"


def test_two_who_judge_different_rows_both_count(signed_in, reading):
    one, two = reading.proposals.filter(kind="activity")[:2]
    post_choice(signed_in("siv"), reading, accept=one.pk, **{f"v{one.pk}": one.version})
    post_choice(signed_in("kim"), reading, reject=two.pk, **{f"v{two.pk}": two.version})
    names = dict(reading.proposals.exclude(choice="open").values_list("choice", "chosen_by_name"))
    assert names == {"accepted": "¤Siv Prov", "rejected": "¤Kim Prov"}


def test_a_review_put_away_by_another_is_taken_out_as_it_was(signed_in, reading):
    row = reading.proposals.first()
    post_choice(signed_in("siv"), reading, accept=row.pk, **{f"v{row.pk}": row.version})
    signed_in("kim").post(address(reading, "reading_discard"))
    refused = post_choice(signed_in("siv"), reading, accept="all")
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
    for state in ("ready", "failed", "discarded"):
        Reading.objects.filter(pk=waits.pk).update(state=state, year=2020)
        assert signed_in("kim").get(address(waits), {"laget": "1"})["HX-Redirect"] == address(waits)


def test_a_page_that_waits_tells_when_the_document_could_not_be_read(signed_in, city):
    """Also to whoever sits and waits: the page asks, and is led to the reason."""
    from tertial.planning.actions.receiving import receive_plan

    client = signed_in("siv")
    waits = receive_plan(by=SYSTEM, unit=city.strand, name="a.pdf", content=b"\x89PNG" + b"0" * 99)
    read_document(Silent(), reading=waits.pk)
    led = client.get(address(waits), {"laget": "1"})["HX-Redirect"]
    assert "Filen är en bild" in client.get(led).content.decode()


def test_a_document_in_which_nothing_was_found_is_not_said_to_be_judged(signed_in, city):
    reading = a_reading(city.strand, "Hej! Det här är ett brev.".encode())
    page = signed_in("siv").get(address(reading)).content.decode()
    assert "Inga rader hittades" in page
    assert "Alla rader är bedömda" not in page
    assert address(reading, "row_new") in page


def test_a_document_that_nobody_reads_can_be_read_again(signed_in, city):
    """Its job is gone: the page does not wait for ever."""
    from tertial.planning.actions.receiving import receive_plan

    waits = receive_plan(by=SYSTEM, unit=city.strand, name="a.txt", content=a_paper(9), in_background=False)
    page = signed_in("siv").get(address(waits)).content.decode()
    assert "har stannat" in page
    assert "hx-trigger" not in page.split('id="innehall"')[-1]
    assert address(waits, "reading_again") in page
    signed_in("siv").post(address(waits, "reading_again"))
    waits.refresh_from_db()
    assert waits.job


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


def test_what_is_said_of_a_row_in_a_table_stands_beside_the_table(signed_in, reading):
    """A table is one row of the review, and its remarks are about lines inside it."""
    table = next(each for each in reading.proposals.filter(kind="table") if is_summed(each))
    client = signed_in("siv")
    sure_before = client.get(address(reading)).context["sure"]
    line = table.content["rows"][0]
    line["values"] = [each and each + 1000 for each in line["values"]]
    table.save()
    page = client.get(address(reading), {"vy": "hela", "gren": "table"})
    beside = {row.proposal.pk: [told.remark for told in row.remarks] for row in page.context["rows"]}
    assert "SUM01" in {each.code for each in beside[table.pk]}
    row = client.get(address(reading, "proposal", row=table.pk)).content.decode()
    assert 'class="flag bad"' in row  # the same on the row's own page
    assert beside[table.pk] == sorted(beside[table.pk], key=lambda each: RANK[each.severity])
    post_choice(client, reading, accept="sure", **as_shown(client, reading))
    table.refresh_from_db()
    assert (table.choice, sure_before > 1) == ("open", True)


def is_summed(table: Proposal) -> bool:
    kinds = [each["kind"] for each in table.content["rows"]]
    return kinds[-1] == "sum" and kinds.count("row") > 1 and table.content["rows"][0]["kind"] == "row"


def test_every_place_that_a_remark_compares_leads_to_its_row(signed_in, reading):
    table = next(each for each in reading.proposals.filter(kind="table") if is_summed(each))
    table.content["rows"][0]["values"] = [each and each + 1000 for each in table.content["rows"][0]["values"]]
    table.save()
    client = signed_in("siv")
    page = client.get(address(reading), {"vy": "anmarkningar", "del": "fel"}).content.decode()
    assert f'href="{address(reading, "proposal", row=table.pk)}?vy=anmarkningar&amp;del=fel"' in page
    judge_all(reading)
    plan = adopt(by=SYSTEM, reading=reading)
    page = client.get(reverse("plan_remarks", args=[plan.key]), {"del": "fel"}).content.decode()
    assert f'href="{reverse("evidence", args=[table.pk])}"' in page


def test_the_same_document_again_is_told_to_be_the_same_review(signed_in, reading):
    client = signed_in("kim")
    given = {"unit": "strand", "year": "", "file": SimpleUploadedFile("plan.txt", a_paper())}
    page = client.post(reverse("reading_new"), given, follow=True)
    assert page.redirect_chain[-1][0] == address(reading)
    assert "har redan lämnat in dokumentet" in page.content.decode()


def test_what_waits_for_somebody_is_not_hidden_among_what_is_done(signed_in, city, reading):
    judge_all(reading)
    plan = adopt(by=SYSTEM, reading=reading)
    waits = a_reading(city.strand, a_paper(2), year=2020)
    page = signed_in("siv").get(reverse("plans"), {"ar": plan.year})
    assert list(page.context["readings"]) == [waits]
    assert list(page.context["adopted"]) == [reading]
    assert address(reading) in page.content.decode()
    evidence = reverse("plan_evidence", args=[plan.key])
    assert address(reading) in signed_in("siv").get(evidence).content.decode()
    assert address(reading) not in signed_in("lo").get(evidence).content.decode()


def test_a_remark_that_is_no_longer_there_is_not_dismissed(signed_in, reading):
    client = signed_in("siv")
    given = {"code": "STR01", "fingerprint": "0" * 64, "reason": "¤"}
    page = client.post(address(reading, "reading_dismiss"), given, follow=True)
    assert "står inte längre så" in page.content.decode()
    assert not Dismissal.objects.exists()
