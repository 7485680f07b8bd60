"""A form changed piece by piece: nothing else moves, and what cannot be asked is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.reporting.rules import form_edit
from tertial.reporting.rules.form_json import from_json, to_json
from tertial.reporting.rules.forms import Choice, Each, Form, Question, QuestionKind, Section

FORM = Form(
    "f",
    "Prov",
    sections=(
        Section("a", "A", (Question("a1", "Ett"), Question("a2", "Två"), Question("a3", "Tre"))),
        Section("b", "B", (Question("b1", "Fyra"),)),
    ),
)


def keys(form: Form) -> list[str]:
    return [question.key for _, question in form.questions()]


@pytest.mark.parametrize(
    ("question", "steps", "order"),
    [
        ("a1", 1, ["a2", "a1", "a3", "b1"]),
        ("a3", -1, ["a1", "a3", "a2", "b1"]),
        ("a1", -1, ["a1", "a2", "a3", "b1"]),
        ("a3", 1, ["a1", "a2", "a3", "b1"]),
        ("x", 1, ["a1", "a2", "a3", "b1"]),
    ],
)
def test_a_question_moves_within_its_section(question, steps, order):
    assert keys(form_edit.move_question(FORM, "a", question, steps)) == order


def test_put_takes_the_place_of_the_one_with_its_key_or_stands_last():
    changed = form_edit.put_question(FORM, "a", Question("a2", "Annat"))
    assert keys(changed) == keys(FORM) and changed.question("a2").text == "Annat"
    assert keys(form_edit.put_question(FORM, "a", Question("ny", "Ny"))) == ["a1", "a2", "a3", "ny", "b1"]


def test_take_away():
    assert keys(form_edit.remove_question(FORM, "a", "a2")) == ["a1", "a3", "b1"]
    assert keys(form_edit.remove_section(FORM, "a")) == ["b1"]


@given(st.text(max_size=60), st.sets(st.text(max_size=5), max_size=5))
def test_a_new_key_can_always_be_used(text, taken):
    key = form_edit.new_key(text, taken)
    assert key and len(key) <= form_edit.LONGEST and key not in taken
    assert form_edit.new_key(text, {*taken, key}) not in {*taken, key}


@pytest.mark.parametrize(
    ("question", "each", "wrong"),
    [
        (Question("q", "Fråga"), Each.ONCE, 0),
        (Question("q", "Val", QuestionKind.CHOICE, choices=(Choice("ja", "Ja"),)), Each.ONCE, 1),
        (Question("q", "Tal", QuestionKind.VALUE), Each.ONCE, 1),
        (Question("q", "Tal", QuestionKind.VALUE), Each.GOAL, 0),
        (Question("q", "Bedöm", QuestionKind.JUDGEMENT), Each.ONCE, 1),
        (Question("q", "Lista", QuestionKind.ITEMS), Each.GOAL, 1),
    ],
)
def test_what_cannot_be_asked_is_named(question, each, wrong):
    form = Form("f", "Prov", sections=(Section("a", "A", (question,), each=each),))
    assert len(form_edit.wrong_with(form, {})) == wrong


def test_empty_sections_and_twice_the_same_key_are_named():
    assert form_edit.wrong_with(Form("f", "Prov"), {})
    assert form_edit.wrong_with(Form("f", "Prov", sections=(Section("a", "A"),)), {})
    twice = form_edit.put_question(FORM, "b", Question("a1", "Samma"))
    assert {each.question for each in form_edit.wrong_with(twice, {})} == {"a1"}


@pytest.mark.parametrize(
    ("units", "said"),
    [
        pytest.param({"a": "mnkr", "b": "mnkr", "c": "mnkr"}, "", id="the same"),
        pytest.param({"a": "mnkr"}, "", id="the others are not known yet"),
        pytest.param({"a": "mnkr", "b": "tkr", "c": "mnkr"}, "i mnkr, men inte b (tkr).", id="one differs"),
        pytest.param({"a": "mnkr", "b": "%", "c": "mnkr"}, "men b räknas i andelar.", id="a share"),
        pytest.param({"a": "%", "b": "%"}, "men a, b räknas i andelar.", id="all are shares"),
    ],
)
def test_rows_of_money_that_cannot_be_added_are_named(units, said):
    question = Question("q", "Pengar", QuestionKind.MONEY, measures=("a", "b", "c"))
    form = Form("f", "Prov", sections=(Section("s", "S", (question,)),))
    found = [str(each.sentence) for each in form_edit.wrong_with(form, units)]
    assert len(found) == bool(said) and said in "".join(found)


def test_what_is_read_first_is_kept_in_the_document():
    form = Form("f", "Prov", sections=(Section("a", "A", (Question("q", "?"),), first=True),))
    assert from_json(to_json(form)) == form
