"""The reporting workspace as the owner, a helper and an outsider meet it, without script and with."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tertial.organisation.access import SYSTEM, actor_for
from tertial.organisation.models import Person
from tertial.reporting.actions.parts import approve, give_part, submit, take_back, unlock
from tertial.reporting.actions.signing import freeze, sign, undo_signature
from tertial.reporting.models import Answer, Notification, Part, Report
from tests.cast import a_unit
from tests.reports import a_round, answer, approved, as_seen, filled, unit, write

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
    Answer.objects.filter(part__report=report, question="analys").update(text="")  # something lacks by now
    page = signed_in("karin").get(f"{HOME}oversikt/").text
    assert "1 sak" not in page and "Lämna in senast" not in page  # of what is decided nothing is left


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


def test_nothing_new_says_that_what_was_written_does_not_stand_in_the_report(told, signed_in):
    report = told.report("home")
    found, before = answer(report, "analys"), answer(report, "summa")
    saving(signed_in("siv"), before, text="¤Förra gången.")
    Answer.objects.filter(pk=found.pk).update(before=before)
    said = "finns kvar, men står inte i rapporten"
    eva, deed = signed_in("eva"), {"do": f"same:{found.pk}"}
    assert eva.post(f"{HOME}del/1/", deed).status_code == 302
    assert said not in eva.get(f"{HOME}del/1/").text
    eva.post(f"{HOME}del/1/", {"do": f"other:{found.pk}"})
    found.refresh_from_db()
    saving(eva, found, text="¤Något nytt.")
    eva.post(f"{HOME}del/1/", deed)
    assert said in eva.get(f"{HOME}del/1/").text
    assert "¤Något nytt." not in eva.get(f"{HOME}las/").text


def test_a_text_that_was_restored_does_not_take_the_place_of_the_one_there(told, signed_in):
    found, eva = answer(told.report("home"), "analys"), signed_in("eva")
    saving(signed_in("siv"), found, text="¤Det första.")
    found.refresh_from_db()
    saving(eva, found, text="¤Det andra, en timmes arbete.")
    old = found.versions.get(text="¤Det första.")
    eva.post(f"/rapportera/svar/{found.pk}/versioner/", {"version": old.pk})
    found.refresh_from_db()
    assert found.text == "¤Det första."
    assert "¤Det andra, en timmes arbete." in {each.text for each in found.versions.all()}


def test_two_windows_of_one_person_are_not_two_people(told, signed_in):
    found, eva = answer(told.report("home"), "analys"), signed_in("eva")
    saving(eva, found, text="¤I ett fönster.")
    said = saving(eva, found, text="¤I ett annat.").json()
    assert "i ett annat fönster" in said["text"] and "Eva" not in said["text"]
    page = eva.get(said["address"]).text
    assert "Skrivet i två fönster" in page and "Behåll det jag skrev sist" in page
    assert "Två har skrivit samtidigt" not in page


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
    seen = as_seen(signed_in("siv").get(f"{HOME}granska/").text)
    assert signed_in("siv").post(f"{HOME}granska/", {"do": "approve"} | seen).status_code == 302
    report.refresh_from_db()
    assert report.state == "approved"


def test_what_was_changed_after_it_was_read_is_not_approved(told, signed_in):
    filled(SYSTEM, told.report("home"))
    eva, siv = signed_in("eva"), signed_in("siv")
    eva.post(f"{HOME}lamna-in/")
    seen = as_seen(siv.get(f"{HOME}granska/").text)
    take_back(by=SYSTEM, report=told.report("home"), reason="¤Fel")
    write(SYSTEM, told.report("home"), "analys", text="¤Något helt annat.")
    eva.post(f"{HOME}lamna-in/")
    refused = siv.post(f"{HOME}granska/", {"do": "approve"} | seen)
    assert refused.status_code == 422
    assert "har ändrats sedan du öppnade sidan" in refused.text and "¤Något" in refused.text
    assert told.report("home").state == "submitted"
    assert siv.post(f"{HOME}granska/", {"do": "approve"} | as_seen(refused.text)).status_code == 302
    assert told.report("home").state == "approved"


def test_all_parts_are_those_that_stood_on_the_page(told, signed_in):
    report = filled(SYSTEM, told.report("home"))
    first, last = report.parts.order_by("place")
    submit(by=SYSTEM, report=report, parts=[first])
    seen = as_seen(signed_in("siv").get(f"{HOME}granska/").text)
    submit(by=SYSTEM, report=report, parts=[last])
    signed_in("siv").post(f"{HOME}granska/", {"do": "approve"} | seen)
    assert [each.state for each in report.parts.order_by("place")] == ["approved", "submitted"]


@pytest.mark.parametrize(("page", "who"), [("signera/", "siv"), ("faststall/", "karin")])
def test_what_was_changed_after_it_was_read_is_neither_signed_nor_decided(told, signed_in, page, who):
    report = approved(SYSTEM, told.report("home"))
    if page == "faststall/":
        sign(by=SYSTEM, report=report)
    seen = as_seen(signed_in(who).get(HOME + page).text)
    if page == "faststall/":
        undo_signature(by=SYSTEM, report=report, reason="¤Fel")
    unlock(by=SYSTEM, report=report, reason="¤Fel")
    write(SYSTEM, report, "analys", text="¤Något helt annat.")
    submit(by=SYSTEM, report=report)
    approve(by=SYSTEM, report=report)
    if page == "faststall/":
        sign(by=SYSTEM, report=report)
    before = told.report("home").state
    refused = signed_in(who).post(HOME + page, seen)
    assert refused.status_code == 422
    assert "har ändrats sedan du öppnade sidan" in refused.text and "¤Något" in refused.text
    assert told.report("home").state == before
    assert signed_in(who).post(HOME + page, {}).status_code == 422  # nothing said of what was read
    assert signed_in(who).post(HOME + page, as_seen(refused.text)).status_code == 302
    assert told.report("home").state != before


def test_remarks_at_the_fields_are_kept_whatever_button_is_pressed(told, signed_in):
    report = filled(SYSTEM, told.report("home"))
    submit(by=SYSTEM, report=report)
    part, siv = report.parts.get(place=1), signed_in("siv")
    about, other = answer(report, "analys").pk, answer(report, "bedomning").pk
    seen = as_seen(siv.get(f"{HOME}granska/").text)
    given = {"part": part.pk, f"note-{about}": "¤Säg varför.", f"note-{other}": "¤Är det så?"} | seen
    refused = siv.post(f"{HOME}granska/", given | {"do": "return"})  # without a reason
    assert "¤Säg varför.</textarea>" in refused.text
    assert siv.post(f"{HOME}granska/", given | {"do": "note"}).status_code == 302
    siv.post(f"{HOME}granska/", given | {"do": "note"})  # the same request again
    assert sorted(each.text for each in part.notes.all()) == ["¤Säg varför.", "¤Är det så?"]
    assert Notification.objects.filter(to__key="eva", kind="noted").count() == 1
    siv.post(f"{HOME}granska/", {"part": part.pk, f"note-{about}": "¤Bra nu.", "do": "approve"} | seen)
    assert [each.text for each in part.notes.filter(answer=about)] == ["¤Säg varför.", "¤Bra nu."]
    assert part.notes.get(text="¤Bra nu.").is_return is False


def test_a_controller_reads_what_is_handed_in_and_says_so_but_decides_nothing(told, signed_in):
    report = filled(SYSTEM, told.report("home"))
    submit(by=SYSTEM, report=report)
    kim, part = signed_in("kim"), report.parts.get(place=1)
    assert f"{HOME}granska/" in kim.get(f"{HOME}oversikt/").text
    page = kim.get(f"{HOME}granska/").text
    assert 'value="note"' in page and 'value="approve"' not in page and 'value="return"' not in page
    given = {"part": part.pk} | as_seen(page)
    assert kim.post(f"{HOME}granska/", given | {"do": "note", "reason": "¤Stämmer talet?"}).status_code == 302
    assert "¤Stämmer talet?" in signed_in("eva").get(f"{HOME}del/1/").text
    for deed in ("approve", "return"):
        assert kim.post(f"{HOME}granska/", given | {"do": deed, "reason": "¤Nej"}).status_code == 403
    assert told.report("home").state == "submitted"


def test_a_file_that_is_not_taken_says_so_at_its_field(told, signed_in):
    file = SimpleUploadedFile("elak.exe", b"MZ")
    response = signed_in("eva").post(f"{HOME}del/1/", {"do": "attach", "file": file})
    assert response.status_code == 422
    page = response.text
    assert '<a href="#file">' in page and 'aria-describedby="file-err"' in page
    assert page.count("Filer av det slaget tas inte emot") == 2
    assert '<details class="more" open><summary>Lägg till en fil' in page


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
