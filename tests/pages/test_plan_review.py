"""The review in the web: what the owner sees and does, that others are kept out, that two people lose nothing."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

import tertial
from tertial.goals.models import Plan
from tertial.organisation.access import SYSTEM
from tertial.planning.actions.choosing import choose
from tertial.planning.models import Dismissal, Document, Passage, Proposal, Reading
from tests.papers import a_paper, a_reading, address, as_shown, post_choice, to_adopt

ROOT = Path(tertial.__file__).parent
VIEWS = ("osakra", "hela", "forra", "anmarkningar")


@pytest.fixture
def reading(city) -> Reading:
    return a_reading(city.strand)


def first(reading: Reading, kind: str = "activity") -> Proposal:
    return reading.proposals.filter(kind=kind).first()


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_the_rows_to_the_owner(signed_in, reading, view):
    page = signed_in("siv").get(address(reading), {"vy": view})
    assert page.status_code == 200
    if view == "osakra":
        assert "I dokumentet" in page.content.decode()


@pytest.mark.parametrize("key", ["eva", "ute", "lo", "nils"])
def test_for_others_it_is_not_there(signed_in, reading, key):
    assert signed_in(key).get(address(reading)).status_code == 404
    assert signed_in(key).post(address(reading, "reading_choose"), {"accept": "all"}).status_code == 404
    assert not reading.proposals.exclude(choice="open").exists()


def test_a_row_is_accepted_by_its_own_button(signed_in, reading):
    row = first(reading)
    post_choice(signed_in("siv"), reading, **{"accept": row.pk, f"v{row.pk}": row.version})
    row.refresh_from_db()
    assert (row.choice, row.chosen_by_name) == ("accepted", "¤Siv Prov")


def test_a_branch_and_everything(signed_in, reading):
    goal = first(reading, "goal")
    client = signed_in("kim")
    seen = as_shown(client, reading, vy="hela", gren=goal.pk)
    post_choice(client, reading, accept=f"branch-{goal.pk}", **seen)
    below = reading.proposals.filter(under=goal)
    assert set(below.values_list("choice", flat=True)) == {"accepted"}
    post_choice(client, reading, accept="all", **as_shown(client, reading))
    assert not reading.proposals.filter(choice="open").exists()


def test_what_somebody_else_judged_is_left_and_told(signed_in, reading):
    row = first(reading)
    seen = row.version
    choose(by=SYSTEM, reading=reading, versions={row.pk: seen}, choice="rejected")
    page = post_choice(signed_in("siv"), reading, **{"accept": row.pk, f"v{row.pk}": seen})
    row.refresh_from_db()
    assert row.choice == "rejected"
    assert "har redan bedömt" in page.content.decode()


def test_marked_rows_are_merged(signed_in, reading):
    one, two = reading.proposals.filter(kind="activity")[:2]
    versions = {f"v{each.pk}": each.version for each in (one, two)}
    post_choice(signed_in("siv"), reading, merge="", rad=[one.pk, two.pk], **versions)
    texts = [one.content["text"], two.content["text"]]
    one.refresh_from_db()
    two.refresh_from_db()
    assert one.content["text"] == " ".join(texts)
    assert (one.choice, two.choice) == ("accepted", "rejected")


def test_a_row_is_changed_and_split(signed_in, reading):
    row = first(reading)
    client = signed_in("siv")
    where = address(reading, "proposal", row=row.pk)
    fields = {
        "text": "¤Ny text",
        "start": "2018-01-01",
        "end": "",
        "under": row.under_id,
        "version": row.version,
    }
    assert client.post(where, fields).status_code == 302
    row.refresh_from_db()
    assert (row.content["text"], row.content["end"], row.choice) == ("¤Ny text", None, "accepted")
    halves = {"first": "¤En", "second": "¤Två", "version": row.version}
    client.post(address(reading, "proposal_split", row=row.pk), halves)
    assert reading.proposals.filter(content__text__in=["¤En", "¤Två"]).count() == 2


def test_two_who_change_the_same_row_see_both_texts(signed_in, reading):
    row = first(reading)
    where = address(reading, "proposal", row=row.pk)
    old = {"under": row.under_id, "version": row.version}
    signed_in("kim").post(where, {"text": "¤Kims", **old})
    page = signed_in("siv").post(where, {"text": "¤Sivs", **old})
    assert page.status_code == 409
    assert "¤Kims" in page.content.decode()
    assert "¤Sivs" in page.content.decode()
    row.refresh_from_db()
    assert row.content["text"] == "¤Kims"


def test_adopting_and_undoing_in_the_web(signed_in, reading):
    client = signed_in("siv")
    refused = client.post(address(reading, "reading_adopt"), to_adopt(client, reading))
    assert refused.status_code == 422
    post_choice(client, reading, accept="all", **as_shown(client, reading))
    typed = to_adopt(client, reading, decided_on="2017-12-14", case_number="¤1")
    done = client.post(address(reading, "reading_adopt"), typed)
    plan = Plan.objects.get()
    assert done.url == reverse("plan", args=[plan.key])
    for name in ("plan", "plan_evidence", "plan_remarks"):
        assert client.get(reverse(name, args=[plan.key])).status_code == 200
    row = Proposal.objects.filter(kind="activity").first()
    stands = signed_in("lo").get(reverse("evidence", args=[row.pk])).content.decode()
    assert row.passage.text in stands
    client.post(address(reading, "reading_undo"))
    assert not Plan.objects.exists()


def test_a_remark_is_dismissed_until_the_row_changes(signed_in, city):
    reading = a_reading(city.strand, a_paper(1).replace(b"mnkr", b"mnkr XXX", 1))
    client = signed_in("siv")
    page = client.get(address(reading), {"vy": "anmarkningar"})
    told = page.context["remarks"].standing[0]
    about = {"code": told.remark.code, "fingerprint": told.fingerprint}
    client.post(address(reading, "reading_dismiss"), {**about, "reason": ""})
    assert not Dismissal.objects.exists()
    client.post(address(reading, "reading_dismiss"), {**about, "reason": "¤Känt"})
    after = client.get(address(reading), {"vy": "anmarkningar"}).context["remarks"]
    assert told.fingerprint in {each.fingerprint for each in after.dismissed}
    assert told.fingerprint not in {each.fingerprint for each in after.standing}


BAD = {
    "encrypted office": b"\xd0\xcf\x11\xe0" + b"0" * 600,
    "picture": b"\x89PNG\r\n" + b"0" * 600,
    "not a zip": b"PK\x03\x04 not really",
    "broken pdf": b"%PDF-1.7\nbroken",
    "bytes": bytes(range(256)) * 20,
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_a_helpful_page(signed_in, city, name, settings, tmp_path):
    from tertial.planning.tasks import read_document

    class Silent:
        def at(self, *_):
            pass

    client = signed_in("siv")
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("plan.pdf", BAD[name])
    sent = client.post(reverse("reading_new"), {"unit": "strand", "year": "", "file": file})
    reading = Reading.objects.get()
    assert sent.url == address(reading)
    read_document(Silent(), reading=reading.pk)
    page = client.get(address(reading)).content.decode()
    reading.refresh_from_db()
    assert reading.state == "failed"
    assert reading.problem and reading.problem[:20] in page
    assert not Passage.objects.exists()


def test_the_upload_page_asks_for_a_file(signed_in):
    page = signed_in("siv").post(reverse("reading_new"), {"unit": "strand"})
    assert page.status_code == 422
    assert not Document.objects.exists()


def test_the_rules_are_listed_for_everybody(signed_in):
    page = signed_in("lo").get(reverse("checks")).content.decode()
    assert page.count("<dt>") >= 40
    told = re.findall(r"<dd>(.*?)</dd>", page, re.DOTALL)
    assert told
    assert not [
        each for each in told if "<br" in each or "\n" in each
    ]  # no line of the code is one of the page


def test_every_remark_of_the_readers_is_explained_where_its_code_leads(signed_in):
    """A remark's code is a link to its place on the page of rules, also when the reader itself has made it."""
    page = signed_in("lo").get(reverse("checks")).content.decode()
    sources = [*(ROOT / "planning").rglob("*.py"), *(ROOT / "intake").rglob("*.py")]
    codes = set(re.findall(r"READ-\d\d", "".join(each.read_text(encoding="utf-8") for each in sources)))
    assert len(codes) > 10
    assert not [code for code in sorted(codes) if f'id="{code}"' not in page]


@pytest.mark.parametrize("view", VIEWS)
def test_the_number_of_queries_does_not_grow_with_the_plan(
    signed_in, city, view, django_assert_max_num_queries
):
    from tests.plans.generator import Size

    reading = a_reading(city.strand, a_paper(3, Size(3, (3, 4), (1, 2), (4, 6), (8, 12))))
    client = signed_in("siv")
    with django_assert_max_num_queries(32):
        assert client.get(address(reading), {"vy": view}).status_code == 200
