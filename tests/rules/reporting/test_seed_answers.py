"""One board's real answer, raw and clean. Nothing of it is written here: what is expected is worked out of the files."""

import re
from difflib import SequenceMatcher

import pytest

from tertial.reporting.importers.filled.reader import read_filled
from tertial.reporting.importers.form_file import form_in
from tertial.reporting.rules.filled import FilledForm
from tertial.reporting.rules.forms import Form
from tests.answers.measuring import word_count
from tests.needs import shared

RAW, CLEAN = "seeds/000_a469b460cc695f1f.txt", "seeds/001_700c41d9665478cd.txt"


def alike(one: list[str], other: list[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@pytest.fixture(scope="module")
def form() -> Form:
    found, problems = form_in(shared("forms/naringsliv.json").read_bytes(), "naringsliv.json")
    assert found is not None, problems
    return found


def read(name: str, form: Form) -> FilledForm:
    return read_filled(shared(name).read_bytes(), form)


def said(answer: object) -> list[str]:
    text = f"{answer.text or ''} {' '.join(u.text for u in answer.updates)}"  # type: ignore[attr-defined]
    return re.findall(r"\w+", text.lower())


def test_the_same_questions_and_the_same_updates(form: Form) -> None:
    raw, clean = read(RAW, form), read(CLEAN, form)
    answered = [each.question for each in raw.answers if each.answered]
    assert answered == [each.question for each in clean.answers if each.answered]
    assert len(answered) == 8 and "other" not in answered
    assert [len(each.updates) for each in raw.answers] == [0, 3, 1, 0, 1, 0, 0, 1, 0]
    assert [[u.label for u in a.updates] for a in raw.answers] == [
        [u.label for u in a.updates] for a in clean.answers
    ]
    assert [bool(u.under) for a in raw.answers for u in a.updates] == [True, True, True, False, False, False]


def test_the_words_agree(form: Form) -> None:
    """All in all, and answer by answer so far as the clean file has the raw one's words."""
    pairs = list(zip(read(RAW, form).answers, read(CLEAN, form).answers, strict=True))
    assert (
        alike([w for one, _ in pairs for w in said(one)], [w for _, other in pairs for w in said(other)])
        >= 0.995
    )
    assert all(alike(said(one), said(other)) >= 0.97 for one, other in pairs)


@pytest.mark.parametrize("name", [RAW, CLEAN])
def test_every_word_is_in_exactly_one_answer(form: Form, name: str) -> None:
    """The words below the first section's title, less titles, questions, labels and the empty box."""
    text = shared(name).read_text(encoding="utf-8").replace("*", "")
    area = text[text.index(f"1. {form.sections[0].title}") :]
    filled = read(name, form)
    left = word_count(area)
    for section in form.sections:
        left -= word_count(f"{section.number}. {section.title}")
        for question in section.questions:
            left -= word_count(question.text)
    left -= word_count(form.placeholder)
    for answer in filled.answers:
        left -= word_count(" ".join([answer.text or "", *(f"{u.label} {u.text}" for u in answer.updates)]))
    assert +left == {} and sum(left.values()) == 0


@pytest.mark.parametrize("name", [RAW, CLEAN])
def test_the_head(form: Form, name: str) -> None:
    filled = read(name, form)
    assert filled.period == "2022T2"
    assert all(filled.head.values())
    assert re.fullmatch(r"[\w.]+@[\w.]+\.se", filled.head["email"] or "")


def test_what_was_moved_is_told(form: Form) -> None:
    assert [r.code for r in read(RAW, form).remarks] == ["FORM-03"]
    assert read(CLEAN, form).remarks == ()
