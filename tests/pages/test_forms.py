"""Every form: it works, tells what is wrong beside what was typed, and never loses it."""

import re
from html import escape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from tertial.history.models import Event
from tertial.intake.models import Submission
from tertial.organisation.models import Deputyship, Person, RoleHolding, Unit
from tests.cast import a_person

TODAY = timezone.localdate().isoformat()
CSV = "Nyckel;Namn;Slag;Överordnad\nny;¤Ny;unit;care\n"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


# address → (who, arguments, what is typed when it is right)
RIGHT = {
    "unit_edit": (
        "siv",
        {"key": "home"},
        {"name": "¤Ny", "short_name": "N", "description": "¤Om oss", "version": 1},
    ),
    "unit_new": ("karin", {"key": "care"}, {"name": "¤Ny", "kind": "unit", "valid_from": TODAY}),
    "unit_move": ("karin", {"key": "home"}, {"parent": "school", "on": TODAY}),
    "unit_close": ("karin", {"key": "home"}, {"on": TODAY}),
    "person_new": ("nils", {}, {"name": "¤Ny", "email": "ny@prov.example", "title": "¤T"}),
    "person_edit": ("nils", {"key": "eva"}, {"name": "¤Ny", "email": "ny@prov.example"}),
    "role_give": ("nils", {"key": "eva"}, {"role": "approver", "unit": "home", "valid_from": TODAY}),
    "deputy_name": (
        "siv",
        {},
        {"deputy": "lo", "valid_from": TODAY, "valid_to": TODAY, "reason": "¤semester"},
    ),
}
WRONG = [
    pytest.param("unit_edit", {"name": ""}, "Skriv enhetens namn", id="unit without a name"),
    pytest.param("unit_edit", {"name": "x" * 201}, "200", id="unit's name too long"),
    pytest.param("unit_edit", {"short_name": "x" * 61}, "60", id="short name too long"),
    pytest.param("unit_edit", {"version": "x"}, "Fel", id="a version that is no number"),
    pytest.param("unit_new", {"kind": "slott"}, "Fel", id="no such kind"),
    pytest.param("unit_new", {"kind": "council"}, "Fel", id="a kind that may not stand there"),
    pytest.param("unit_new", {"valid_from": "i morgon"}, "2026-09-21", id="no date"),
    pytest.param("unit_new", {"valid_from": "9999-12-31"}, "mellan 1800 och 2199", id="the end of days"),
    pytest.param("unit_move", {"parent": "finns-inte"}, "Välj en enhet", id="no such parent"),
    pytest.param("unit_move", {"parent": "home"}, "under sig själv", id="under itself"),
    pytest.param("unit_move", {"on": "2019-01-01"}, "Välj det datumet eller ett senare", id="before it was"),
    pytest.param("unit_close", {"on": "2019-01-01"}, "kan inte avslutas", id="closed before it was"),
    pytest.param("unit_close", {"on": "9999-12-31"}, "mellan 1800 och 2199", id="closed at the end of days"),
    pytest.param("unit_close", {"on": ""}, "Välj ett datum", id="closed without a day"),
    pytest.param("person_new", {"name": ""}, "Skriv personens namn", id="person without a name"),
    pytest.param("person_new", {"email": "ny"}, "namn@kommun.se", id="no address"),
    pytest.param("person_new", {"email": "LO@prov.example"}, "används redan", id="somebody else's address"),
    pytest.param("person_edit", {"email": "lo@prov.example"}, "används redan", id="changed to another's"),
    pytest.param("person_edit", {"name": "nu\x00ll"}, "Fel", id="a nul character"),
    pytest.param("role_give", {"role": "kung"}, "Fel", id="no such role"),
    pytest.param("role_give", {"unit": ""}, "Välj en enhet", id="role without a unit"),
    pytest.param("role_give", {"role": "reporter"}, "har redan rollen", id="held already"),
    pytest.param("role_give", {"valid_to": "2001-01-01"}, "Sista dagen", id="ends before it begins"),
    pytest.param("deputy_name", {"deputy": "siv"}, "Välj någon annan", id="oneself"),
    pytest.param("deputy_name", {"deputy": "ingen"}, "Välj en person", id="nobody"),
    pytest.param("deputy_name", {"valid_to": "2001-01-01"}, "Sista dagen", id="deputy ends before"),
]


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_done_and_shown(city, signed_in, name):
    who, arguments, typed = RIGHT[name]
    response = signed_in(who).post(reverse(name, kwargs=arguments), typed, follow=True)
    assert response.redirect_chain
    assert response.status_code == 200
    assert Event.objects.filter(actor_key=who).exists()
    assert 'class="toast' in (text := response.content.decode()) or 'role="status"' in text


@pytest.mark.parametrize(("name", "change", "told"), WRONG)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(city, signed_in, name, change, told):
    who, arguments, typed = RIGHT[name]
    response = signed_in(who).post(reverse(name, kwargs=arguments), typed | change)
    text = response.content.decode()
    assert response.status_code == 422
    assert told in text
    assert "<title>Fel:" in re.sub(r"\s+", " ", text).replace("<title> ", "<title>")
    for field, value in typed.items():
        kept = str((typed | change)[field])
        if value and kept and field not in ("version", "unit", "parent", "role", "kind", "deputy"):
            assert escape(kept) in text, field
    assert not Event.objects.exists()


@pytest.mark.parametrize("name", RIGHT)
def test_an_outsider_is_refused_whatever_is_typed(city, signed_in, name):
    if name == "deputy_name":
        pytest.skip("everybody may choose who stands in for themselves")
    response = signed_in("ute").post(reverse(name, kwargs=RIGHT[name][1]), RIGHT[name][2])
    assert response.status_code == 403
    assert not Event.objects.exists()


def test_two_who_change_at_once_see_both_texts(city, signed_in):
    address = reverse("unit_edit", kwargs={"key": "home"})
    texts = {"short_name": "", "version": 1}
    signed_in("siv").post(address, texts | {"name": "¤Sivs namn", "description": "¤Sivs text"})
    response = signed_in("karin").post(
        address, texts | {"name": "¤Karins namn", "description": "¤Karins text"}
    )
    text = re.sub(r"<span class=\"vh\">[^<]*</span>|</?(?:ins|del)>", "", response.content.decode())
    assert response.status_code == 409
    assert all(each in text for each in ("¤Sivs namn", "¤Sivs text", "¤Karins namn", "¤Karins text"))
    assert Unit.objects.get(key="home").name == "¤Sivs namn"
    version = re.search(r'name="version" value="(\d+)"', text)
    assert version
    again = texts | {"name": "¤Karins namn", "description": "¤Sivs text", "version": version[1]}
    assert signed_in("karin").post(address, again).status_code == 302
    assert Unit.objects.get(key="home").name == "¤Karins namn"


def upload(content: bytes | str, name: str = "fil.csv") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)}


def test_a_file_from_choosing_to_undoing(city, signed_in):
    karin = signed_in("karin")
    sent = karin.post(reverse("delivery_new", kwargs={"kind": "units"}), upload(CSV), follow=True)
    assert "¤Ny" in sent.content.decode()
    assert not Unit.objects.filter(key="ny").exists()
    assert "fil.csv" in karin.get(reverse("start")).content.decode()
    key = {"key": Submission.objects.get().key}
    done = karin.post(reverse("delivery_accept", kwargs=key), follow=True)
    assert "Filen är inläst." in done.content.decode()
    assert Unit.objects.filter(key="ny").exists()
    undone = karin.post(reverse("delivery_withdraw", kwargs=key), follow=True)
    assert "ångrad" in undone.content.decode()
    assert not Unit.objects.filter(key="ny").exists()
    twice = karin.post(reverse("delivery_withdraw", kwargs=key), follow=True)
    assert "redan ångrad" in twice.content.decode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"", "Filen är tom", id="empty"),
        pytest.param(b"%PDF-1.7", "PDF", id="a PDF"),
        pytest.param(b"Namn;Slag\n\x00", "nolltecken", id="nul characters"),
    ],
)
def test_a_file_that_is_no_table(city, signed_in, content, told):
    response = signed_in("karin").post(reverse("delivery_new", kwargs={"kind": "units"}), upload(content))
    assert (response.status_code, told in response.content.decode()) == (422, True)
    assert not Submission.objects.exists()


def test_no_file_chosen(city, signed_in):
    response = signed_in("karin").post(reverse("delivery_new", kwargs={"kind": "units"}), {"x": "1"})
    assert (response.status_code, "Välj en fil" in response.content.decode()) == (422, True)


def test_too_large_a_file_is_refused_before_it_is_read(city, signed_in, settings, monkeypatch):
    settings.UPLOAD_MAX_BYTES = 2**20

    def receive(**values: object) -> None:
        raise AssertionError("read into memory")

    monkeypatch.setattr("tertial.intake.actions.deliveries.receive", receive)
    content = b"x" * (2**20 + 1)
    response = signed_in("karin").post(reverse("delivery_new", kwargs={"kind": "units"}), upload(content))
    assert (response.status_code, "1 MB" in response.content.decode()) == (422, True)


def test_errors_in_a_file_are_shown_with_row_and_column_and_it_cannot_be_taken_in(city, signed_in):
    text = CSV + "fel;¤Fel;slott;care\n"
    response = signed_in("karin").post(
        reverse("delivery_new", kwargs={"kind": "units"}), upload(text), follow=True
    )
    page = response.content.decode()
    assert "Filen har fel" in page
    assert re.search(r'data-l="Rad">3<.*?data-l="Kolumn">Slag<', page, re.S)
    assert reverse("delivery_accept", kwargs={"key": Submission.objects.get().key}) not in page


@pytest.mark.parametrize("kind", ["people", "roles"])
def test_the_city_office_reads_in_units_only(city, signed_in, kind):
    address = reverse("delivery_new", kwargs={"kind": kind})
    assert signed_in("karin").get(address).status_code == 403
    assert signed_in("karin").post(address, upload("x")).status_code == 403


def test_a_boards_administrator_sees_no_deliveries_and_no_log(city, signed_in):
    a_person("lokal", "administrator", city.strand)
    client = signed_in("lokal")
    assert client.get(reverse("deliveries")).status_code == 404
    assert client.get(reverse("events")).status_code == 404
    start = client.get(reverse("start")).content.decode()
    assert reverse("deliveries") not in start
    assert reverse("events") not in start


def test_what_a_spreadsheet_would_run_is_only_text(city, signed_in):
    """Names from a file are shown as they are, never as a formula: the pages export none."""
    text = 'Nyckel;Namn;Slag;Överordnad\nny;"=HYPERLINK(""http://x"")";unit;care\n'
    page = signed_in("karin").post(
        reverse("delivery_new", kwargs={"kind": "units"}), upload(text), follow=True
    )
    assert "=HYPERLINK(&quot;http://x&quot;)" in page.content.decode()


@pytest.mark.parametrize("kind", ["units", "people", "roles"])
def test_the_template_reads_back_as_a_file_without_rows(city, signed_in, kind):
    template = signed_in("nils").get(reverse("delivery_template", kwargs={"kind": kind}))
    assert template.content.startswith(b"\xef\xbb\xbf")
    response = signed_in("nils").post(
        reverse("delivery_new", kwargs={"kind": kind}), upload(template.content), follow=True
    )
    assert "Filen har fel" not in response.content.decode()


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        pytest.param("unit", {"key": "finns-inte"}, id="unit"),
        pytest.param("person", {"key": "finns-inte"}, id="person"),
        pytest.param("delivery", {"key": "finns-inte"}, id="delivery"),
        pytest.param("delivery_new", {"kind": "slott"}, id="kind of file"),
    ],
)
def test_what_is_not_there_is_404(city, signed_in, name, arguments):
    assert signed_in("nils").get(reverse(name, kwargs=arguments)).status_code == 404


def test_a_holding_of_somebody_else_is_not_ended_through_ones_own_address(city, signed_in):
    holding = RoleHolding.objects.get(person__key="lo")
    address = reverse("role_end", kwargs={"key": "eva", "holding": holding.pk})
    assert signed_in("nils").post(address).status_code == 404
    huge = reverse("role_end", kwargs={"key": "eva", "holding": 10**30})
    assert signed_in("nils").post(huge).status_code == 404


def test_the_last_administrator_is_told_so_on_the_page(city, signed_in):
    holding = RoleHolding.objects.get(person__key="nils")
    address = reverse("role_end", kwargs={"key": "nils", "holding": holding.pk})
    assert "sista administratören" in signed_in("nils").post(address, follow=True).content.decode()
    assert (
        "ditt eget konto"
        in signed_in("nils")
        .post(reverse("person_close", kwargs={"key": "nils"}), follow=True)
        .content.decode()
    )
    assert Person.objects.get(key="nils").is_active


def test_ones_deputyship_is_ended_by_oneself_only(city, signed_in):
    signed_in("siv").post(reverse("deputy_name"), RIGHT["deputy_name"][2])
    address = reverse("deputy_end", kwargs={"deputyship": Deputyship.objects.get().pk})
    assert signed_in("ute").post(address).status_code == 404
    assert signed_in("lo").post(address).status_code == 403
    assert signed_in("siv").post(address).status_code == 302
    assert not Deputyship.objects.exists()


def test_two_at_the_same_moment_lose_nothing_that_was_typed(signed_in, monkeypatch):
    """On a database that lets two in at once, the second one's row is stopped by its own rules."""

    def second(**values):
        raise IntegrityError("unique")

    monkeypatch.setattr("tertial.organisation.actions.people.create_person", second)
    answer = signed_in("nils").post(reverse("person_new"), {"name": "¤Ny", "email": "ny@prov.example"})
    assert answer.status_code == 422
    assert "i samma stund" in answer.content.decode()
    assert 'value="ny@prov.example"' in answer.content.decode()
