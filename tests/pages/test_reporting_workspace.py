"""The reporting workspace as the owner, a helper and an outsider meet it, without script and with."""

import pytest

from tertial.organisation.access import SYSTEM, actor_for
from tertial.organisation.models import Person
from tertial.reporting.actions.parts import give_part
from tertial.reporting.actions.signing import freeze, sign
from tertial.reporting.models import Answer, Part, Report
from tests.cast import a_unit
from tests.reports import a_round, answer, approved, filled, unit

HOME = "/rapportera/t2/home/"
STEPS = (
    "oversikt/",
    "las/",
    "jamfor/",
    "lamna-in/",
    "granska/",
    "oppna/",
    "signera/",
    "del/1/",
    "del/1/delar/",
    "del/1/ge/",
)


@pytest.fixture
def told(city):
    return a_round()


def person(key: str) -> Person:
    return Person.objects.get(key=key)


def saving(client, found: Answer, **fields):
    given = {"version": found.version, "request": f"r{fields}"} | fields
    return client.post(f"/rapportera/svar/{found.pk}/", given)


@pytest.mark.parametrize("page", ("", *STEPS))
def test_every_page_of_a_report_opens_for_whoever_approves(told, signed_in, page):
    assert signed_in("siv").get(HOME + page).status_code == 200


@pytest.mark.parametrize("page", ("", *STEPS))
def test_a_draft_is_not_there_for_outsiders(told, signed_in, page):
    assert signed_in("ute").get(HOME + page).status_code == 404


def test_every_state_of_a_report_can_be_shown(told, signed_in):
    report = approved(SYSTEM, told.report("home"))
    sign(by=SYSTEM, report=report)
    for page in ("", *STEPS):
        assert signed_in("siv").get(HOME + page).status_code == 200, page
    freeze(by=SYSTEM, report=report)
    for page in ("", "oversikt/", "las/", "las/?version=1", "oppna/", "faststall/"):
        assert signed_in("karin").get(HOME + page).status_code == 200, page
    assert signed_in("ute").get(f"{HOME}las/").status_code == 200  # what is decided is for everybody


def test_one_field_is_saved_and_said_to_be(told, signed_in):
    found = answer(told.report("home"), "analys")
    response = saving(signed_in("eva"), found, text="¤Vi ligger i fas.")
    assert response.status_code == 200
    assert response.json()["version"] == found.version + 1
    found.refresh_from_db()
    assert found.text == "¤Vi ligger i fas."


def test_the_same_save_twice_is_once(told, signed_in):
    found = answer(told.report("home"), "analys")
    first, second = (saving(signed_in("eva"), found, text="¤En gång.") for _ in range(2))
    assert first.json()["version"] == second.json()["version"]


def test_a_figure_that_cannot_be_read_is_refused_at_its_field(told, signed_in):
    response = saving(signed_in("eva"), answer(told.report("home"), "utfall"), value="ca tre")
    assert (response.status_code, response.json()["field"]) == (422, "value")


def test_a_figure_that_is_not_approved_says_who_wrote_it_and_what_it_was(told, signed_in):
    found, eva = answer(told.report("home"), "utfall"), signed_in("eva")
    assert saving(eva, found, value="7,25").status_code == 200
    page = signed_in("siv").get(f"/rapportera/svar/{found.pk}/versioner/").content.decode()
    assert "7,25" in page
    assert Person.objects.get(key="eva").name in page


def test_of_two_texts_none_is_lost(told, signed_in):
    found = answer(told.report("home"), "analys")
    saving(signed_in("eva"), found, text="¤Evas text.")
    response = saving(signed_in("siv"), found, text="¤Sivs text.")
    assert response.status_code == 409
    page = signed_in("siv").get(response.json()["address"])
    assert "¤Evas" in page.text and "¤Sivs" in page.text
    found.refresh_from_db()
    signed_in("siv").post(
        response.json()["address"], {"do": "both", "version": found.version, "text": "¤Båda."}
    )
    found.refresh_from_db()
    assert found.text == "¤Båda."
    assert {each.text for each in found.versions.all()} >= {"¤Evas text.", "¤Sivs text."}


def test_what_is_handed_in_is_locked_and_says_by_whom(told, signed_in):
    report = filled(SYSTEM, told.report("home"))
    assert signed_in("eva").post(f"{HOME}lamna-in/").status_code == 302
    response = saving(signed_in("eva"), answer(report, "analys"), text="¤För sent.")
    assert response.status_code == 423
    assert "¤Eva Prov" in response.json()["text"]


@pytest.mark.parametrize("version", ["", "-5", "abc", "²", "9" * 20, "9" * 5000])
def test_a_version_that_no_page_sent_is_an_old_one(told, signed_in, version):
    """Both texts are kept, as whenever somebody else was first."""
    client, found = signed_in("eva"), answer(told.report("home"), "analys")
    assert saving(client, found, text="¤Först").status_code == 200
    response = client.post(
        f"/rapportera/svar/{found.pk}/", {"version": version, "request": "x", "text": "¤Sedan"}
    )
    found.refresh_from_db()
    assert (response.status_code, found.text) == (409, "¤Först")
    assert found.versions.get().text == "¤Sedan"


def test_an_answer_with_an_impossible_number_is_not_there(told, signed_in):
    assert signed_in("eva").post(f"/rapportera/svar/{'9' * 30}/", {"text": "¤"}).status_code == 404


def test_an_outsider_saves_nothing(told, signed_in):
    found = answer(told.report("home"), "analys")
    assert saving(signed_in("ute"), found, text="¤Intrång").status_code == 404
    found.refresh_from_db()
    assert found.text == ""


def test_a_colleague_with_a_part_of_their_own_writes_it(told, signed_in):
    part = Part.objects.get(report=told.report("home"), place=1)
    give_part(by=actor_for(person("siv")), part=part, person=person("lo"))
    found = answer(told.report("home"), "analys")
    assert saving(signed_in("lo"), found, text="¤Los text.").status_code == 200


def whole_part(report, place=1, **over):
    """What a browser without script sends for the part."""
    data = {}
    for each in Answer.objects.filter(part__report=report, part__place=place):
        data[f"{each.pk}-version"] = each.version
        name, value = {
            "value": ("value", "41"),
            "judgement": ("light", "met"),
            "text": ("text", "¤Det går bra."),
            "items": ("status", "ongoing"),
            "choice": ("choice", "ja"),
        }[each.kind]
        data[f"{each.pk}-{name}"] = over.get(each.kind, value)
    return data


def test_without_script_a_part_is_filled_in_and_marked_done(told, signed_in):
    report = told.report("home")
    response = signed_in("eva").post(f"{HOME}del/1/", whole_part(report) | {"do": "done"})
    assert (response.status_code, response.url) == (302, f"{HOME}del/2/")
    assert Part.objects.get(report=report, place=1).is_done


def test_without_script_what_lacks_is_listed_with_the_way_to_it(told, signed_in):
    report = told.report("home")
    response = signed_in("eva").post(f"{HOME}del/1/", whole_part(report, text="") | {"do": "done"})
    assert response.status_code == 422
    assert f'href="#f{answer(report, "analys").pk}-text"' in response.text


def test_without_script_what_was_typed_stays_when_it_is_refused(told, signed_in):
    report = told.report("home")
    response = signed_in("eva").post(f"{HOME}del/1/", whole_part(report, value="ca tre") | {"do": "save"})
    assert response.status_code == 422
    assert 'value="ca tre"' in response.text


def test_a_part_is_returned_with_a_reason_and_approved(told, signed_in):
    report = filled(SYSTEM, told.report("home"))
    signed_in("eva").post(f"{HOME}lamna-in/")
    part = Part.objects.get(report=report, place=1)
    note = {f"note-{answer(report, 'analys').pk}": "¤Säg varför."}
    assert signed_in("siv").post(f"{HOME}granska/", {"do": "return", "part": part.pk}).status_code == 422
    given = {"do": "return", "part": part.pk, "reason": "¤För kort."} | note
    assert signed_in("siv").post(f"{HOME}granska/", given).status_code == 302
    page = signed_in("eva").get(f"{HOME}del/1/")
    assert "¤För kort." in page.text and "¤Säg varför." in page.text
    signed_in("eva").post(f"{HOME}lamna-in/")
    assert signed_in("siv").post(f"{HOME}granska/", {"do": "approve"}).status_code == 302
    report.refresh_from_db()
    assert report.state == "approved"


def test_prose_is_text_and_never_tags(told, signed_in):
    found = answer(told.report("home"), "analys")
    saving(signed_in("eva"), found, text="<script>alert(1)</script> **fet**\n\n| a | b |\n| 1 | 2 |")
    page = signed_in("eva").get(f"{HOME}las/").text
    assert "<script>alert(1)" not in page
    assert "<strong>fet</strong>" in page and "<table" in page


def test_the_number_of_questions_to_the_database_does_not_grow(
    told, signed_in, django_assert_max_num_queries
):
    client = signed_in("eva")
    client.get(f"{HOME}del/1/")
    with django_assert_max_num_queries(32):
        client.get(f"{HOME}del/1/")


@pytest.mark.parametrize(
    ("question", "most", "typed"),
    [("analys", 9, {"text": "¤Ett ord till."}), ("utfall", 18, {"value": "41"})],
)
def test_a_save_is_cheap(told, signed_in, question, most, typed, django_assert_max_num_queries):
    """Who it is, what they may, the answer locked and written; a figure's remarks are worked out alone."""
    client, found = signed_in("eva"), answer(told.report("home"), question)
    assert saving(client, found, comment="¤Först.").status_code == 200  # the part is begun
    found.refresh_from_db()
    with django_assert_max_num_queries(most):
        assert saving(client, found, **typed).status_code == 200
    more = [a_unit(f"n{n}", unit("home")) for n in range(20)]
    for each in more:
        Report.objects.create(
            round=told.round, unit=each, form_version=told.round.form_version, above=found.part.report
        )
    found.refresh_from_db()
    with django_assert_max_num_queries(most):
        assert saving(client, found, comment="¤Ännu ett.").status_code == 200
