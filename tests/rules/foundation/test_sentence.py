"""Sentences: Swedish as written, translated with all their parts."""

from tertial.foundation.sentence import say

ENGLISH = {
    "%(what)s är %(value)s.": "%(what)s is %(value)s.",
    "Utfallet": "The outcome",
    "100 %": "100 per cent",
}


def test_a_sentence_and_its_parts_are_translated() -> None:
    sentence = say("%(what)s är %(value)s.", what=say("Utfallet"), value="7,2 %")
    assert str(sentence) == "Utfallet är 7,2 %."
    assert sentence.said(lambda text: ENGLISH[text]) == "The outcome is 7,2 %."


def test_a_sentence_without_figures_may_hold_per_cent() -> None:
    assert (str(say("100 %")), say("100 %").said(ENGLISH.get)) == ("100 %", "100 per cent")  # type: ignore[arg-type]
