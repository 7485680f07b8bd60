"""A board answers with a file, from the page where it answers: as whoever reports, as the contact, and as others."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tertial.organisation.access import SYSTEM
from tertial.organisation.models import Person
from tertial.reporting.actions.answer_files import Came, send_own_file, take_answers
from tertial.reporting.actions.themed import give_question, set_contacts, take_no_part
from tertial.reporting.exports.word_form import as_word
from tertial.reporting.models import AnswerFile, Round
from tests.answer_files import TEXTS, a_file, a_themed_round, an_own_file, paper, read_now, report
from tests.cast import a_person
from tests.reports import answer, opened, unit

ANSWERS = "/rapportera/tema/strand/svar/"
FILES = "/rapportera/tema/strand/filer/"


@pytest.fixture
def round_(city) -> Round:
    return a_themed_round()


def sent(client, data: bytes, name: str = "svar.docx"):
    return client.post(FILES, {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_the_way_from_the_answers_to_a_draft_and_back(round_, signed_in):
    client = signed_in("siv")
    assert FILES in client.get(ANSWERS).text
    assert "/omgangar/tema/word/strand/" in client.get(FILES).text
    done = sent(client, as_word(paper(round_)))
    file = AnswerFile.objects.get()
    assert done.redirect_chain[-1][0] == f"{FILES}{file.key}/" and "svar.docx" in done.text
    read_now(file)
    shown = client.get(f"{FILES}{file.key}/").text
    assert "Vi har öppnat tre torg." in shown and 'name="enhet"' not in shown
    done = client.post(f"{FILES}{file.key}/", {"question": ["a1", "b1"]}, follow=True).text
    assert "intagna som utkast" in done and f'href="{ANSWERS}"' in done
    assert answer(report(round_), "a1").text == TEXTS["a1"]
    assert "tillbakatagna" in client.post(f"{FILES}{file.key}/angra/", follow=True).text
    assert answer(report(round_), "a1").text == ""
    assert "Filen är kastad" in client.post(f"{FILES}{file.key}/kasta/", follow=True).text
    assert client.get(f"{FILES}{file.key}/").status_code == 404


def test_another_board_cannot_be_chosen(round_, signed_in):
    file = an_own_file(report(round_))
    client = signed_in("siv")
    client.post(f"{FILES}{file.key}/?enhet=berg", {"unit": "berg", "question": ["a1"]})
    assert (answer(report(round_), "a1").text, answer(report(round_, "berg"), "a1").text) == (TEXTS["a1"], "")
    signed_in("karin").post(f"/omgangar/tema/filer/{file.key}/", {"unit": "berg", "question": ["b1"]})
    assert answer(report(round_, "berg"), "b1").text == ""


def test_the_contact_of_the_board_answers_with_a_file(round_, signed_in):
    set_contacts(by=SYSTEM, round_=round_, people={unit("strand"): Person.objects.get(key="lo")})
    client = signed_in("lo")
    assert FILES in client.get(ANSWERS).text
    assert sent(client, as_word(paper(round_))).status_code == 200


def test_one_who_was_given_a_question_answers_it_on_the_page_only(round_, signed_in):
    give_question(by=SYSTEM, report=report(round_), question="a1", person=Person.objects.get(key="lo"))
    client, file = signed_in("lo"), an_own_file(report(round_))
    assert FILES not in client.get(ANSWERS).text
    assert client.get(FILES).status_code == 403
    assert client.get(f"{FILES}{file.key}/ladda-ner/").status_code == 403
    assert sent(client, b"\xc2\xa4").status_code == 403


@pytest.mark.parametrize("address", ["", "ladda-ner/", "angra/", "kasta/"])
def test_another_boards_people_guess_addresses_in_vain(round_, signed_in, address):
    """By the board that it is of, by their own board, and by the city office's pages."""
    strands, citys = an_own_file(report(round_)), a_file(round_, name="¤stadens.docx")
    client = signed_in("ute")
    ask = client.post if address in ("angra/", "kasta/") else client.get
    for file in (strands, citys):
        assert ask(f"{FILES}{file.key}/{address}").status_code == 404
        assert ask(f"/rapportera/tema/berg/filer/{file.key}/{address}").status_code == 404
        assert ask(f"/omgangar/tema/filer/{file.key}/{address}").status_code == 403
    assert not AnswerFile.objects.filter(state="discarded").exists()


def test_the_board_sees_neither_the_city_offices_files_nor_their_names(round_, signed_in):
    """Also where there are more files from the same board."""
    mine, theirs = an_own_file(report(round_), answers={"a1": "¤Mitt"}), a_file(round_, name="¤stadens.docx")
    client = signed_in("siv")
    assert client.get(f"{FILES}{theirs.key}/").status_code == 404
    for address in (FILES, f"{FILES}{mine.key}/"):
        assert theirs.name not in client.get(address).text
    assert theirs.name in signed_in("karin").get(f"/omgangar/tema/filer/{mine.key}/").text


def test_the_city_office_sees_whose_it_is_and_cannot_move_it(round_, signed_in):
    file = an_own_file(report(round_), name="¤egen.docx")
    client = signed_in("karin")
    assert "skickad av dem själva" in client.get("/omgangar/tema/filer/").text
    shown = client.get(f"/omgangar/tema/filer/{file.key}/?enhet=berg").text
    assert f"Ta in svaren hos {unit('strand').name}" in shown and 'name="enhet"' not in shown


def test_a_form_of_another_board_is_told_before_anything_is_taken_in(round_, signed_in):
    came = Came("svar.docx", as_word(paper(round_, "berg")))
    file = read_now(send_own_file(by=SYSTEM, report=report(round_), came=came))
    client = signed_in("siv")
    assert f"verkar vara från {unit('berg').name}" in client.get(f"{FILES}{file.key}/").text
    done = client.post(f"{FILES}{file.key}/", {"question": ["a1"]})
    assert done.status_code == 422 and "Läs anmärkningen" in done.text


def test_nothing_can_be_sent_by_a_board_that_takes_no_part(round_, signed_in):
    take_no_part(by=SYSTEM, report=report(round_), reason="¤Skäl")
    client = signed_in("siv")
    assert "Läs filen" not in client.get(FILES).text
    done = sent(client, as_word(paper(round_)))
    assert done.status_code == 422 and not AnswerFile.objects.exists()


def test_the_same_file_again_leads_to_the_first(round_, signed_in):
    client = signed_in("siv")
    sent(client, as_word(paper(round_)))
    assert "har redan kommit in" in sent(client, as_word(paper(round_)), "kopia.docx").text
    assert AnswerFile.objects.count() == 1


def test_a_hostile_name_is_only_a_name(round_, signed_in):
    client = signed_in("siv")
    done = sent(client, b"\xc2\xa4", '../../<img src=x onerror=alert(1)>".txt').text
    assert "<img src=x" not in done and "&lt;img src=x" in done
    file = AnswerFile.objects.get()
    assert "/" not in file.name
    got = client.get(f"{FILES}{file.key}/ladda-ner/")
    assert got["Content-Disposition"].startswith("attachment;")


def test_a_file_that_is_read_by_somebody_else_waits_without_their_job(round_, signed_in):
    """The job is its own person's; a colleague is told to wait."""
    a = signed_in("siv")
    sent(a, as_word(paper(round_)))
    file = AnswerFile.objects.get()
    AnswerFile.objects.update(state="waiting")
    a_person("kollega", "approver", unit("strand"))
    assert "Filen läses" in signed_in("kollega").get(f"{FILES}{file.key}/").text


def test_ordinary_reports_have_no_such_page(city, signed_in):
    opened()
    assert signed_in("siv").get("/rapportera/t2/strand/filer/").status_code == 404


def test_the_answer_says_where_it_was_taken_from(round_, signed_in):
    file = an_own_file(report(round_))
    take_answers(by=SYSTEM, file=file, unit=unit("strand"), questions=["a1"])
    assert "Taget ur svar.docx" in signed_in("siv").get(ANSWERS).text
