"""The demo's invented answers: every board can say something to every question, the same every time, and varied."""

from tertial.reporting.rules.form_text import from_text
from tertial.reporting.rules.theme_sample import FORM, OWN, answer, how, update

BOARDS = [*OWN, *(f"sdn-{n}" for n in range(15))]
QUESTIONS = [question.key for _, question in from_text(FORM, "f", "F").form.questions()]


def test_the_form_is_read_without_remarks():
    assert from_text(FORM, "f", "F").remarks == ()
    assert len(QUESTIONS) == 8


def test_texts_are_whole_and_varied():
    texts = {(board, key): answer(key, board, "Ormvik") for board in BOARDS for key in QUESTIONS}
    assert all(text and "{" not in text for text in texts.values())
    assert texts == {(board, key): answer(key, board, "Ormvik") for board, key in texts}
    for key in QUESTIONS:
        said = [text for (_, each), text in texts.items() if each == key]
        assert len(set(said)) > len(said) / 3, key
    assert all(update(key, board, "Ormvik") for board in BOARDS for key in QUESTIONS)


def test_the_second_time_some_say_the_same_and_some_something_new():
    told = {how(key, board) for board in BOARDS for key in QUESTIONS}
    assert told == {"same", "update", "anew"}
