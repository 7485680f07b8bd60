"""The difference of two texts: nothing is lost, whole words, long texts do not stop the page."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.foundation.diff import Change, diff, has_changed
from tests.bounded import within

words = st.lists(st.sampled_from(["barn", "unga", "och", "mål", "45", ",", ".", "\n", "  ", "å"])).map(
    " ".join
)
MARKS = {Change.KEPT: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "[+{}+]"}


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("", "", ""),
        ("samma text", "samma text", "samma text"),
        ("", "ny", "[+ny+]"),
        ("gammal", "", "[-gammal-]"),
        ("öka till 40 i år", "öka till 45 i år", "öka till [-40-][+45+] i år"),
        ("vi ska öka antalet nu", "vi ska höja andelen nu", "vi ska [-öka antalet-][+höja andelen+] nu"),
        ("Klart.", "Klart!", "Klart[-.-][+!+]"),
        ("1 662,6 mnkr", "1 662,7 mnkr", "1 [-662,6-][+662,7+] mnkr"),
        ("ett\ntvå", "ett\ntre", "ett\n[-två-][+tre+]"),
    ],
)
def test_as_a_reader_sees_it(old: str, new: str, marked: str) -> None:
    assert "".join(MARKS[change].format(text) for change, text in diff(old, new)) == marked


def test_spaces_alone_are_no_change() -> None:
    assert not has_changed("en  text\r\n", "en text")
    assert has_changed("en text", "ent ext")


@given(st.one_of(words, st.text()), st.one_of(words, st.text()))
def test_nothing_is_lost(old: str, new: str) -> None:
    segments = diff(old, new)
    assert "".join(text for change, text in segments if change is not Change.ADDED) == old
    assert "".join(text for change, text in segments if change is not Change.REMOVED) == new
    assert all(text for _, text in segments)
    assert all(one.change is not following.change for one, following in pairwise(segments))


@given(words)
def test_no_change_is_one_segment(text: str) -> None:
    assert [segment.change for segment in diff(text, text)] == [Change.KEPT] * bool(text)


def long_text(seed: int, paragraphs: int, length: int) -> str:
    choices = random.Random(seed).choices
    vocabulary = ["och", "att", "barn", "skola", "mål", "nämnden", "ska", "2026", ".", ","]
    return "\n".join(" ".join(choices(vocabulary, k=length)) for _ in range(paragraphs))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(long_text(1, 2000, 50), long_text(2, 2000, 50), id="two different books"),
        pytest.param(long_text(1, 1, 50_000), long_text(2, 1, 50_000), id="two endless paragraphs"),
        pytest.param("x\n" * 20_000, "x\ny\n" * 10_000, id="the same line over and over"),
        pytest.param(long_text(1, 1, 990), long_text(2, 1, 990), id="just below the guard"),
    ],
)
def test_long_texts_take_bounded_time(old: str, new: str) -> None:
    with within():
        segments = diff(old, new)
    assert "".join(text for change, text in segments if change is not Change.ADDED) == old


def test_one_word_in_a_book_is_one_word() -> None:
    old = long_text(1, 1, 30_000)
    new = old.replace("skola", "förskola", 1)
    assert [text for change, text in diff(old, new) if change is not Change.KEPT] == ["skola", "förskola"]
