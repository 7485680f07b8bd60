"""The words of what people write in Markdown: every mark has done its work, and none is shown raw."""

import pytest

from tertial.foundation.prose import plain, sentences, unmarked


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Det är **fet** och *kursiv*.", ["Det är fet och kursiv."], id="bold and italic"),
        pytest.param("## Läget\n\nGott.", ["Läget", "Gott."], id="a heading"),
        pytest.param("- ett\n- två", ["ett", "två"], id="a list"),
        pytest.param("Se [planen](https://x.example).", ["Se planen."], id="a link is its words"),
        pytest.param("Rad ett\nrad två", ["Rad ett", "rad två"], id="lines"),
        pytest.param("| Enhet | Tal |\n| A | 7 |", ["Enhet", "Tal", "A", "7"], id="a pasted table"),
        pytest.param("5 * 3 < 20 & <b>", ["5 * 3 < 20 & <b>"], id="what only looks like marks"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_only_the_words_are_left(text, words):
    assert plain(text) == words


def test_sentences_are_those_of_the_words():
    text = "**Målet** nås inte. Det beror på 3.5 tjänster!\n\nResten?"
    assert sentences(text) == ["Målet nås inte.", "Det beror på 3.5 tjänster!", "Resten?"]


def test_marks_that_only_say_how_it_looks_are_left_out():
    text = "## Läget\n**Målet** nås.\n| A | B |\n| --- | :-: |\n| 1 | 2 |\n- punkt"
    assert unmarked(text) == "Läget\nMålet nås.\n| A | B |\n| 1 | 2 |\n- punkt"
    assert unmarked("") == ""
