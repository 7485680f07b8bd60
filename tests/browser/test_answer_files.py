"""Answers in files, from choosing them to taking one in and back again, in a real browser."""

import pytest

from tertial.reporting.exports.word_form import as_word
from tertial.reporting.models import AnswerFile
from tests.answer_files import TEXTS, a_themed_round, paper, report
from tests.reports import answer, unit


@pytest.fixture
def round_(transactional_db, city):
    return a_themed_round()


def test_many_files_chosen_read_taken_in_and_back(round_, open_window):
    window = open_window("karin")
    page = window.page
    window.open("/omgangar/tema/")
    page.get_by_role("link", name="Svar i filer").click()
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    page.get_by_label("Filer med svar").set_input_files(
        [
            {"name": "strand.docx", "mimeType": word, "buffer": as_word(paper(round_))},
            {"name": "berg.docx", "mimeType": word, "buffer": as_word(paper(round_, "berg"))},
            {"name": "tom.txt", "mimeType": "text/plain", "buffer": b""},
        ]
    )
    page.get_by_role("button", name="Läs filerna").click()
    page.get_by_text("3 filer läses nu.").wait_for()
    assert {each.state for each in AnswerFile.objects.exclude(name="tom.txt")} == {"ready"}
    page.get_by_role("link", name="tom.txt").click()
    page.get_by_text("Filen är tom").wait_for()
    page.get_by_role("link", name="Alla filer").click()
    page.get_by_role("link", name="strand.docx").click()
    page.get_by_text("Kontrollera att det stämmer").wait_for()
    page.get_by_role("button", name=f"Ta in svaren hos {unit('strand').name}").click()
    page.get_by_text("Svaren är intagna.").wait_for()
    assert answer(report(round_), "a1").text == TEXTS["a1"]
    page.get_by_role("button", name="Ångra").click()
    page.get_by_text("Svaren är tillbakatagna").wait_for()
    assert answer(report(round_), "a1").text == ""
    assert window.complaints == []
