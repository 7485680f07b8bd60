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


@pytest.mark.parametrize("width", [1280, 390])
def test_a_board_answers_with_its_own_file(round_, open_window, width):
    """From the answers to the file and back to the answers, with axe on each page."""
    window = open_window("siv", width=width, bypass=True)
    page = window.page

    def looks_right() -> None:
        assert (window.violations(), window.sideways_scroll()) == ([], 0)

    window.open("/rapportera/tema/strand/svar/")
    page.get_by_role("link", name="Svara med fil").click()
    with page.expect_download() as given:
        page.get_by_role("link", name="Ladda ner Word").click()
    assert given.value.suggested_filename.endswith("-tema-strand.docx")
    looks_right()
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    filled = {"name": "strand.docx", "mimeType": word, "buffer": as_word(paper(round_))}
    page.get_by_label("Filen med era svar").set_input_files([filled])
    page.get_by_role("button", name="Läs filen").click()
    page.get_by_role("heading", name="Svaren", exact=True).wait_for()
    looks_right()
    page.get_by_role("button", name=f"Ta in svaren hos {unit('strand').name}").click()
    page.get_by_text("Svaren är intagna.").wait_for()
    looks_right()
    page.get_by_role("button", name="Ångra").click()
    page.get_by_text("Svaren är tillbakatagna").wait_for()
    page.get_by_role("button", name="Ta in svaren hos").click()
    page.get_by_role("link", name="Läs igenom och lämna in").click()
    page.get_by_label("Ert svar").first.wait_for()
    assert page.get_by_label("Ert svar").first.input_value() == TEXTS["a1"]
    looks_right()
    page.get_by_role("link", name="Svara med fil").click()
    page.get_by_role("link", name="strand.docx").wait_for()
    looks_right()
    assert window.complaints == []
