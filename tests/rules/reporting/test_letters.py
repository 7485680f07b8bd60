"""The texts of letters: a city writes those it wants otherwise, and the rest are as they ship."""

from pathlib import Path

import pytest

from tertial.organisation.profile import STARTING
from tertial.reporting.queries.profile import NOTICES, read_texts, texts_in
from tertial.reporting.rules.letters import (
    KINDS,
    LETTER,
    News,
    Texts,
    TextsRefused,
    check_texts,
    letter,
    sentence,
)


def test_what_ships_has_a_text_for_everything():
    found = read_texts(STARTING / NOTICES)
    check_texts(found)
    assert set(found.letter) == set(LETTER) and set(found.kinds) == set(KINDS)


def test_what_a_city_leaves_out_is_as_it_ships(tmp_path: Path):
    (tmp_path / NOTICES).write_text('[kinds]\nopened = "¤Nu börjar {round}."\n', encoding="utf-8")
    found = texts_in(tmp_path)
    assert sentence(found, News("opened", {"round": "T2"})) == "¤Nu börjar T2."
    assert "synpunkt på ¤Mål" in sentence(found, News("noted", {"who": "¤Kim", "part": "¤Mål"}))
    assert letter(found, "Eva Prov", [News("opened", {"round": "T2"})]).body.startswith("Hej Eva!")


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ({"opened": " "}, "är tom"),
        ({"opned": "¤Fel"}, "används inte"),
        ({"opened": "{rnd}"}, "inte finns"),
        ({"opened": "{"}, "går inte ihop"),
    ],
)
def test_what_would_fail_the_day_it_is_needed_is_refused(kinds, words):
    with pytest.raises(TextsRefused, match=words):
        check_texts(Texts({}, kinds))
