"""A form written as plain text, and a form as the text that it is read from again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.reporting.rules.form_text import as_text, from_text
from tertial.reporting.rules.forms import Form, FormKind, Question, Section, When

WRITTEN = """Svara kort.

# Företagsklimat
Det här vill vi veta mer om.

1.1 Hur går det med tillstånden?
Ge gärna exempel.
Två räcker.

- Vad är på gång?

# 2. Kompetens
Hur hjälper ni företag att hitta personal?
"""


def shape(text: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
    form = from_text(text, "n", "¤").form
    return [(s.title, [(q.key, q.text, q.instruction) for q in s.questions]) for s in form.sections]


def test_what_is_written_is_read():
    assert shape(WRITTEN) == [
        (
            "Företagsklimat",
            [
                ("1.1", "Hur går det med tillstånden?", "Ge gärna exempel. Två räcker."),
                ("1.2", "Vad är på gång?", ""),
            ],
        ),
        ("Kompetens", [("2.1", "Hur hjälper ni företag att hitta personal?", "")]),
    ]
    written = from_text(WRITTEN, "n", "¤")
    assert written.remarks == ()
    assert (written.form.text, written.form.kind) == ("Svara kort.", FormKind.THEMED)
    assert written.form.sections[0].instruction == "Det här vill vi veta mer om."
    assert all(question.required == (When.ALWAYS,) for _, question in written.form.questions())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Skriv minst en fråga"),
        ("Bara löpande text.", "Skriv minst en fråga"),
        ("# Ett\n\n# Två\n- Fråga?", "har inga frågor"),
        ("1.1 Ett?\n1.1 Två?", "nummer 1.1"),
        ("# 1 Ett\n1.1 A?\n# 1 Två\n1.2 B?", "Två fokusområden"),
    ],
)
def test_what_is_odd_is_said(text, said):
    assert any(said in str(each) for each in from_text(text, "n", "¤").remarks)


def test_every_question_has_a_key_of_its_own():
    form = from_text("1.1 Ett?\n1.1 Två?\n1.1 Tre?", "n", "¤").form
    assert [question.key for _, question in form.questions()] == ["1.1", "1.1.2", "1.1.3"]


WORDS = st.from_regex(r"[A-ZÅÄÖ][a-zåäö]{1,9}( [a-zåäö]{1,9}){0,4}", fullmatch=True)
FORMS = st.lists(
    st.tuples(WORDS, WORDS, st.lists(st.tuples(WORDS, WORDS | st.just("")), min_size=1, max_size=4)),
    min_size=1,
    max_size=4,
)


@given(FORMS)
def test_a_form_is_read_again_from_its_text(areas):
    sections = tuple(
        Section(
            str(n),
            title,
            tuple(
                Question(f"{n}.{k}", f"{text}?", instruction=more, required=(When.ALWAYS,))
                for k, (text, more) in enumerate(questions, 1)
            ),
            number=str(n),
            instruction=instruction,
        )
        for n, (title, instruction, questions) in enumerate(areas, 1)
    )
    form = Form("n", "¤", FormKind.THEMED, sections=sections)
    assert from_text(as_text(form), "n", "¤").form.sections == sections


@given(st.text(max_size=400))
def test_any_text_can_be_read(text):
    keys = [question.key for _, question in from_text(text, "n", "¤").form.questions()]
    assert len(keys) == len(set(keys))
