"""Answers that come as they come: text, PDF and Word from boards never seen, with the traps of such files."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.intake.importers.sources.unreadable import UnreadableError
from tertial.reporting.importers.filled.alike import distance, pieces
from tertial.reporting.importers.filled.reader import MOST_LETTERS, read_filled
from tertial.reporting.rules.update_labels import label_of
from tests.answers.as_document import as_docx, as_pdf
from tests.answers.as_text import Traps, as_text
from tests.answers.form import FORM
from tests.answers.measuring import lost
from tests.answers.truth import truth
from tests.exploring import examples

QUESTIONS = len(list(FORM.questions()))


def test_text_of_boards_never_seen() -> None:
    """One answer of all may be read amiss: an inner heading right under a full line that ends in a name, without a full stop."""
    failing = {
        seed: found
        for seed in range(1000, 1060)
        if (
            found := lost(
                FORM, truth(FORM, seed), read_filled(as_text(FORM, truth(FORM, seed), seed).encode(), FORM)
            )
        )
    }
    wrong = {(seed, line.split(":")[0]) for seed, lines in failing.items() for line in lines}
    assert len(wrong) <= 1, failing


@pytest.mark.parametrize("seed", range(200, 212))
@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(Traps(moved=False), id="ordinary"),
        pytest.param(
            Traps(markdown=True, blanks_kept=False, moved=False, feed="none", page_numbers=False), id="md"
        ),
        pytest.param(Traps(page_lines=12, feed="feed"), id="many pages"),
        pytest.param(Traps(moved=True, close=1.0), id="moved"),
        pytest.param(Traps(moved=True, feed="none", blanks_kept=False), id="no page marks"),
    ],
)
def test_every_trap(chosen: Traps, seed: int) -> None:
    board = truth(FORM, seed)
    assert lost(FORM, board, read_filled(as_text(FORM, board, seed, chosen).encode(), FORM)) == []


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", [as_pdf, as_docx])
def test_pdf_and_word(kind: object, seed: int) -> None:
    board = truth(FORM, seed)
    assert callable(kind)
    assert lost(FORM, board, read_filled(kind(FORM, board, seed), FORM)) == []


def test_the_period_and_the_remark_on_what_was_moved() -> None:
    seed = next(s for s in range(400) if "FORM-03" in str(_read(s).remarks))
    assert _read(seed).period == "2026T2"


def _read(seed: int):  # type: ignore[no-untyped-def]
    return read_filled(as_text(FORM, truth(FORM, seed), seed, Traps(moved=True)).encode(), FORM)


def test_another_document_is_told() -> None:
    read = read_filled(b"En helt annan text.\n\nOm parkeringsplatser vid stationen.", FORM)
    assert [remark.code for remark in read.remarks] == ["FORM-01"]
    assert not any(answer.answered for answer in read.answers)


def test_a_question_taken_away_is_told_and_loses_no_text() -> None:
    text = (
        "Uppföljning företagsklimat T2\nNämnd\nKulturnämnden\n\n1. Växande företag och fler jobb\n\n"
        "Vi har besökt tolv företag.\n\nBeskriv nämndens arbete med ”Fler i jobb i Ekstad”\nInget nytt.\n"
    )
    read = read_filled(text.encode(), FORM)
    answer = read.answer("1.1")
    assert answer is not None and answer.text == "Vi har besökt tolv företag."
    assert {"FORM-02", "FORM-05"} <= {remark.code for remark in read.remarks}
    assert read.period == "T2"


@pytest.mark.parametrize(
    "label",
    [
        *("Uppdatering T2", "T2-uppdatering:", "Uppdaterat T2", "Uppdatering (T2)", "Uppdatering T2/2026"),
        *("Uppdaterad 2026-09-01", "Uppdatering T2 2026-09-12", "Uppdatering T2 –", "Komplettering T2"),
    ],
)
def test_updates_are_known_by_many_labels(label: str) -> None:
    found = label_of(label)
    assert found is not None and found[0] == label.rstrip(" :–") and found[1] == ""


@pytest.mark.parametrize("said", ["Uppdateringen av T2 pågår.", "Uppdaterade rutiner", "Tertial 2", "T2"])
def test_other_words_are_no_label(said: str) -> None:
    assert label_of(said) is None


def test_a_page_number_in_mid_sentence_is_no_word() -> None:
    text = (
        "Uppföljning företagsklimat T2\nNämnd\nKulturnämnden\n\n1. Växande företag och fler jobb\n\n"
        "Beskriv nämndens arbete med ”Fler i jobb i Ekstad”\n"
        "Föreningen har under våren samlat omkring hundra\n2 (5)\n\nmedlemmar från hela staden.\n"
    )
    answer = read_filled(text.encode(), FORM).answer("1.2")
    assert answer is not None
    assert answer.text == "Föreningen har under våren samlat omkring hundra medlemmar från hela staden."


@given(st.text(max_size=400))
@settings(max_examples=examples(60))
def test_no_text_is_too_strange(text: str) -> None:
    try:
        read = read_filled(text.encode("utf-8", "replace"), FORM)
    except UnreadableError:
        return
    assert len(read.answers) == QUESTIONS


@given(st.integers(0, 300), st.integers(0, 8000), st.integers(0, 400))
@settings(max_examples=examples(25))
def test_a_piece_lost_from_the_middle_is_no_disaster(seed: int, start: int, length: int) -> None:
    text = as_text(FORM, truth(FORM, seed), seed)
    assert len(read_filled((text[:start] + text[start + length :]).encode(), FORM).answers) == QUESTIONS


@given(
    st.text("abc", min_size=8, max_size=40),
    st.integers(0, 4),
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["", "x", "ab"])), max_size=4),
)
def test_a_text_so_alike_has_a_piece_of_what_was_looked_for(
    wanted: str, wrong: int, edits: list[tuple[int, str]]
) -> None:
    """So the pieces never pass by what measuring letter by letter would have found."""
    text = wanted
    for place, put in edits:
        text = text[:place] + put + text[place + 1 :]
    parts = pieces(wanted, wrong)
    assert "".join(parts) == wanted
    assert distance(wanted, text) > wrong or any(part in text for part in parts)


def test_more_text_than_an_answer_can_have_is_refused_at_once() -> None:
    with pytest.raises(UnreadableError, match="mer text än ett svar"):
        read_filled(b"Rad med ord.\n" * (MOST_LETTERS // 12 + 1), FORM)
