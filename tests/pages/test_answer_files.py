"""Files with answers as the city office meets them: twenty-five at once, whose each is, taking in and taking back."""

import dataclasses
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tertial.reporting.exports.word_form import as_word
from tertial.reporting.importers.filled.reader import read_filled
from tertial.reporting.models import AnswerFile, Round
from tests.answer_files import TEXTS, THEME, a_file, a_taken_file, a_themed_round, paper, report
from tests.reports import answer, unit

FILES = "/omgangar/tema/filer/"


@pytest.fixture
def round_(city) -> Round:
    return a_themed_round()


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_twenty_five_at_once_are_kept_and_the_page_shows_the_job(round_, signed_in):
    files = [
        sent(f"svar{n}.docx", as_word(dataclasses.replace(paper(round_), answers={"a1": f"Svar {n}."})))
        for n in range(24)
    ]
    client = signed_in("karin")
    done = client.post(FILES, {"files": [*files, sent("tom.docx", b"")]}, follow=True)
    assert done.status_code == 200
    assert AnswerFile.objects.filter(round=round_).count() == 25
    said = done.content.decode()
    assert "25 filer läses nu" in said and "svar23.docx" in said


def test_no_file_is_told_beside_the_field(round_, signed_in):
    done = signed_in("karin").post(FILES, {"csrfmiddlewaretoken": "x"})
    assert done.status_code == 422
    assert "Välj minst en fil" in done.content.decode()


def test_the_same_file_again_is_told(round_, signed_in):
    client, data = signed_in("karin"), as_word(paper(round_))
    client.post(FILES, {"files": [sent("svar.docx", data)]})
    done = client.post(FILES, {"files": [sent("kopia.docx", data)]}, follow=True)
    assert "har redan kommit in" in done.content.decode()
    assert AnswerFile.objects.count() == 1


def test_the_way_from_file_to_draft_and_back(round_, signed_in):
    file = a_file(round_)
    client, address = signed_in("karin"), f"{FILES}{file.key}/"
    shown = client.get(address).content.decode()
    assert "Förslag efter det som står i filen" in shown and "Vi har öppnat tre torg." in shown
    done = client.post(address, {"unit": "strand", "question": ["a1", "b1"]}, follow=True)
    assert "intagna som utkast" in done.content.decode()
    assert answer(report(round_), "a1").text == TEXTS["a1"]
    done = client.post(f"{address}angra/", follow=True)
    assert "tillbakatagna" in done.content.decode()
    assert answer(report(round_), "a1").text == ""


def test_nothing_chosen_is_refused_with_what_was_chosen_kept(round_, signed_in):
    file = a_file(round_)
    done = signed_in("karin").post(f"{FILES}{file.key}/", {"unit": "strand"})
    assert done.status_code == 422
    assert "Kryssa för minst ett svar" in done.content.decode()


def test_another_board_is_compared_when_asked(round_, signed_in):
    file = a_file(round_)
    shown = signed_in("karin").get(f"{FILES}{file.key}/?enhet=berg").content.decode()
    assert f"Ta in svaren hos {unit('berg').name}" in shown


def test_the_original_is_handed_back_as_it_came(round_, signed_in):
    file = a_file(round_)
    got = signed_in("karin").get(f"{FILES}{file.key}/ladda-ner/")
    assert b"".join(got.streaming_content) == as_word(paper(round_))


def test_the_form_as_word_has_what_was_written_and_opens(round_, signed_in):
    import docx

    a_taken_file(round_)
    got = signed_in("karin").get("/omgangar/tema/word/strand/")
    assert got["Content-Disposition"].endswith('-tema-strand.docx"')
    docx.Document(io.BytesIO(got.content))
    filled = read_filled(got.content, THEME)
    assert {each.question: each.whole for each in filled.answers} == TEXTS
    assert (filled.unit_key, filled.head["unit"]) == ("strand", unit("strand").name)


def test_thrown_away_it_is_gone_and_nothing_else(round_, signed_in):
    file = a_file(round_)
    client = signed_in("karin")
    client.post(f"{FILES}{file.key}/kasta/")
    assert client.get(f"{FILES}{file.key}/").status_code == 404
    assert file.name not in client.get(FILES).content.decode()


def test_the_round_leads_here_only_for_those_who_run_it(round_, signed_in):
    assert FILES in signed_in("karin").get("/omgangar/tema/").content.decode()
    assert FILES not in signed_in("eva").get("/omgangar/tema/").content.decode()


def test_the_list_asks_as_often_for_many_as_for_few(round_, signed_in, django_assert_max_num_queries):
    client = signed_in("karin")
    for n in range(4):
        a_file(round_, name=f"svar{n}.docx", answers={"a1": f"Svar {n}."})
    client.get(FILES)
    with django_assert_max_num_queries(20):
        client.get(FILES)


def test_the_report_says_where_an_answer_was_taken_from(round_, signed_in):
    a_taken_file(round_)
    shown = signed_in("siv").get("/rapportera/tema/strand/del/1/").content.decode()
    assert "Taget ur svar.docx" in shown
