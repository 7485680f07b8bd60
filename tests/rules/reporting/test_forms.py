"""Forms: who gets which question, and that a form is the same in TOML, JSON and code."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.organisation.profile import STARTING
from tertial.reporting.importers.form_toml import read_form
from tertial.reporting.rules.form_json import FormRefused, from_json, to_json
from tertial.reporting.rules.forms import (
    Asked,
    Choice,
    Each,
    Form,
    FormKind,
    Head,
    Items,
    Question,
    QuestionKind,
    Scope,
    Section,
    When,
    asked_of,
)
from tests.needs import shared

SHIPPED = sorted((STARTING / "forms").glob("*.toml"))
BOARD = Asked("sdn-strand", "board", ("district",))
UNIT = Asked("strand-home", "unit")


@pytest.mark.parametrize(
    ("scope", "board", "unit"),
    [
        pytest.param(Scope(), True, True, id="nothing named is everybody"),
        pytest.param(Scope(kinds=("board",)), True, False, id="kind"),
        pytest.param(Scope(tags=("district",)), True, False, id="tag"),
        pytest.param(Scope(kinds=("board",), tags=("specialised",)), False, False, id="kind and tag"),
        pytest.param(Scope(units=("strand-home",)), False, True, id="named only"),
        pytest.param(Scope(kinds=("board",), units=("strand-home",)), True, True, id="kind, and one named"),
    ],
)
def test_scope(scope: Scope, board: bool, unit: bool) -> None:
    assert (scope.holds(BOARD), scope.holds(UNIT)) == (board, unit)


def test_a_section_without_questions_for_the_unit_is_not_asked() -> None:
    money = Section("money", "Pengar", (Question("m", "Hur går det?", scope=Scope(kinds=("board",))),))
    both = Section("both", "Allt", (Question("a", "A"), Question("b", "B", scope=Scope(kinds=("board",)))))
    form = Form("f", "F", sections=(money, both))
    assert [each.key for each in asked_of(form, BOARD)] == ["money", "both"]
    assert [(each.key, [q.key for q in each.questions]) for each in asked_of(form, UNIT)] == [("both", ["a"])]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_forms_are_read(path: Path) -> None:
    form, problems = read_form(path.read_text(encoding="utf-8"), path.name)
    assert problems == []
    assert form is not None
    assert from_json(json.loads(json.dumps(to_json(form)))) == form


def test_shipped_forms_ask_the_same_keys() -> None:
    """So that T2 finds what was written in T1, and the year what was written in T2."""
    forms = [read_form(path.read_text(encoding="utf-8"))[0] for path in SHIPPED]
    assert len(forms) == 3
    assert len({tuple(q.key for _, q in form.questions()) for form in forms if form}) == 1


words = st.text(min_size=1, max_size=20)
keys = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
many = st.lists(keys, max_size=2).map(tuple)
scopes = st.builds(Scope, many, many, many)
whens = st.lists(st.sampled_from(When), max_size=2).map(tuple)
questions = st.builds(
    Question,
    key=keys,
    text=words,
    kind=st.sampled_from(QuestionKind),
    instruction=words,
    required=whens,
    comment=whens,
    word_limit=st.none() | st.integers(1, 500),
    choices=st.lists(st.builds(Choice, keys, words), max_size=2).map(tuple),
    measures=many,
    items=st.none() | st.sampled_from(Items),
    scope=scopes,
)
sections = st.builds(
    Section, keys, words, st.lists(questions, max_size=3).map(tuple), words, words, words,
    st.sampled_from(Each), scopes,
)  # fmt: skip
forms = st.builds(
    Form, keys, words, st.sampled_from(FormKind), words, st.lists(sections, max_size=3).map(tuple),
    st.lists(st.builds(Head, keys, words), max_size=2).map(tuple), words, scopes,
)  # fmt: skip


@given(forms)
def test_a_form_survives_json(form: Form) -> None:
    assert from_json(json.loads(json.dumps(to_json(form)))) == form


def test_a_definition_from_elsewhere_is_read() -> None:
    form = from_json(json.loads(shared("forms/naringsliv.json").read_text(encoding="utf-8")))
    assert form.kind is FormKind.THEMED
    assert next(each.key for _, each in form.questions()) == "1.1"
    assert form.sections[-1].title == "" and form.sections[-1].questions[0].key == "other"
    assert from_json(to_json(form)) == form


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(None, id="nothing"),
        pytest.param({"schema": "x"}, id="another schema"),
        pytest.param({"schema": "tertial.form-definition/1"}, id="no key"),
        pytest.param(
            {"schema": "tertial.form-definition/1", "id": "a", "title": "A", "sections": [1]}, id="no section"
        ),
    ],
)
def test_what_is_no_form_is_refused(data: object) -> None:
    with pytest.raises(FormRefused):
        from_json(data)


GOOD = """key = "f"
title = "F"
[[sections]]
key = "s"
title = "S"
[[sections.questions]]
key = "q"
text = "Q"
"""


MONEY = GOOD + 'kind = "money"\nmeasures = ["a", "b"]\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        pytest.param("key = \n\n", 1, "TOML", id="no TOML"),
        pytest.param(GOOD + 'kind = "siffra"\n', 9, "välj ett av", id="unknown kind"),
        pytest.param(GOOD + 'kind = "choice"\n', 6, "minst två val", id="choice without choices"),
        pytest.param(GOOD + 'kind = "value"\n', 6, "namnge måtten", id="value without measures"),
        pytest.param(GOOD + "words = 0\n", 9, "antal ord", id="no words"),
        pytest.param(GOOD + 'required = ["ibland"]\n', 9, "missing", id="unknown when"),
        pytest.param(GOOD + "fraga = 1\n", 9, "känns inte igen", id="misspelt name"),
        pytest.param(
            GOOD + '[[sections.questions]]\nkey = "q"\ntext = "R"\n', None, "två gånger", id="twice"
        ),
        pytest.param(GOOD + 'kind = "money"\n', 6, "namnger sina rader", id="money without rows"),
        pytest.param(MONEY + "tolerance = { percent = inf }\n", 11, "skriv gränserna", id="no end"),
        pytest.param(MONEY + "tolerance = { percent = nan }\n", 11, "skriv gränserna", id="no number"),
        pytest.param(MONEY + "tolerance = { amount = -1 }\n", 11, "skriv gränserna", id="negative"),
        pytest.param(MONEY + 'within.c = "a"\n', 11, "ingen rad för sig", id="a part that is no row"),
        pytest.param(MONEY + 'within.a = "a"\n', 11, "ingen rad för sig", id="a part of itself"),
        pytest.param(
            GOOD + 'kind = "money"\nmeasures = ["a", "b", "a"]\n', 10, "två gånger", id="a row twice"
        ),
        pytest.param('key = "f"\ntitle = "F"\n', None, "inga avsnitt", id="no sections"),
        pytest.param('key = "f"\ntitle = 1\n[[sections]]\nkey="s"\n', 2, "citattecken", id="title a number"),
    ],
)
def test_a_problem_has_its_line(text: str, line: int | None, said: str) -> None:
    form, problems = read_form(text)
    assert form is None
    assert any(said in each.message and each.row == line for each in problems), [str(e) for e in problems]


def test_rows_of_money_in_different_units_are_told_at_their_line() -> None:
    form, problems = read_form(MONEY, "f.toml", {"a": "mnkr", "b": "tkr"})
    assert form is None
    (said,) = [str(each) for each in problems]
    assert said.startswith("f.toml, rad 10, kolumn measures") and "inte b (tkr)" in said
    assert read_form(MONEY, "f.toml", {"a": "mnkr", "b": "mnkr"})[0] is not None


def test_required_true_is_always() -> None:
    form, problems = read_form(GOOD + "required = true\n")
    assert form is not None and problems == []
    assert form.sections[0].questions[0].required == (When.ALWAYS,)


@given(st.text(max_size=200))
def test_no_text_crashes_the_reader(text: str) -> None:
    form, problems = read_form(text)
    assert (form is None) == bool(problems)
