"""Words and the glossary: marked texts, refusals that translate, one meaning for one word."""

import pytest

from tertial.foundation.glossary import GlossaryFault, all_terms, load, term
from tertial.foundation.words import N_, Refused, excerpt

SOUND = '[unit]\nsv = ["enhet", "enheter"]\nen = ["unit", "units"]\ndefinition = "En del av kommunen."\n'


def test_marking_changes_nothing() -> None:
    assert N_("Lämna in") == "Lämna in"


def test_a_refusal_keeps_what_a_translator_needs() -> None:
    refusal = Refused(N_("Raden %(line)s är tom."), line=7)
    assert (str(refusal), refusal.text, refusal.params) == (
        "Raden 7 är tom.",
        "Raden %(line)s är tom.",
        {"line": 7},
    )
    assert str(Refused("100 % fel")) == "100 % fel"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("kort", "kort"), (" a \n b ", "a b"), ("x" * 41, "x" * 39 + "…"), ("x" * 40, "x" * 40)],
)
def test_excerpt(text: str, shown: str) -> None:
    assert excerpt(text) == shown


@pytest.mark.parametrize(
    "code",
    [
        "council",
        "executive",
        "board",
        "company",
        "administration",
        "department",
        "unit",
        "reader",
        "reporter",
        "approver",
        "controller",
        "city_office",
        "auditor",
        "administrator",
        "goal",
        "measure",
        "value",
        "finding",
        "submission",
        "event",
    ],
)
def test_terms_everybody_needs(code: str) -> None:
    found = term(code)
    assert (found.one(), found.many(), found.one("en"), found.many("en")) == (
        found.sv,
        found.sv_many,
        found.en,
        found.en_many,
    )
    assert found.definition


def test_terms_come_in_order() -> None:
    assert list(all_terms()) == sorted(all_terms())


def test_an_unknown_term_is_told() -> None:
    with pytest.raises(GlossaryFault, match="thingamajig"):
        term("thingamajig")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(SOUND.replace("[unit]", "[Unit]"), "small letters", id="code"),
        pytest.param("unit = 1", "is a table", id="not a table"),
        pytest.param(SOUND.replace('"enheter"', '""'), "singular, plural", id="no plural"),
        pytest.param(SOUND.replace("en = ", "english = "), "unknown field", id="unknown field"),
        pytest.param(SOUND.replace("En del av kommunen.", "En del"), "sentence", id="no sentence"),
        pytest.param(SOUND + SOUND.replace("[unit]", "[part]"), "already the word", id="one word twice"),
        pytest.param(SOUND + 'not_to_confuse = ["ghost"]', "ghost", id="a reference to nothing"),
    ],
)
def test_a_faulty_glossary_is_told(text: str, told: str) -> None:
    with pytest.raises(GlossaryFault, match=told):
        load(text)


def test_a_sound_one_is_read() -> None:
    assert load(SOUND)["unit"].sv_many == "enheter"
