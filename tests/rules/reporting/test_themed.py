"""A themed answer as it is read: its inner headings, dated updates, passages, and what is new since the last time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.foundation.period import Period
from tertial.reporting.rules.filled import Filled, Update
from tertial.reporting.rules.themed import (
    Place,
    Standing,
    added,
    as_answer,
    blocks,
    body,
    is_label,
    label_for,
    passages,
    standing,
    update_in,
    updates,
    with_update,
)

T2 = Period.of_tertial(2026, 2)
LONG = """Stadsdelen har många små företag.

Tillstånd

Vi ger tillstånd inom två veckor.

Uppdatering T1

Nu går det på en vecka.

Två till är anställda.

Samverkan

Vi träffar handlarna varje månad.

Uppdatering T2:
- En ny förening
- Ett nytt avtal"""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Uppdatering T2", True),
        ("uppdatering t2:", True),
        ("**Uppdatering T2 2026**", True),
        ("## Uppdatering 2026", True),
        ("Komplettering 2026-05-03", True),
        ("Uppdatering", False),  # of what?
        ("Uppdatering T2 av rutinerna pågår.", False),
        ("Se uppdatering T2", False),
        ("", False),
    ],
)
def test_a_label_stands_alone_on_its_line(line, expected):
    assert is_label(line) is expected


@pytest.mark.parametrize(
    ("period", "before", "expected"),
    [
        (T2, "", "Uppdatering T2"),
        (T2, "A\n\nUppdatering T1\n\nB", "Uppdatering T2"),
        (T2, "A\n\nUppdatering T2\n\nB", "Uppdatering T2 2026"),  # that one is from last year
        (Period.of_year(2026), "", "Uppdatering 2026"),
        (Period.of_half_year(2026, 1), "", "Uppdatering H1"),
    ],
)
def test_an_update_is_labelled_with_its_period(period, before, expected):
    assert label_for(period, before) == expected
    assert is_label(expected)


def test_an_update_ends_at_the_next_inner_heading():
    assert updates(LONG) == [
        Update("Uppdatering T1", "Tillstånd", "Nu går det på en vecka.\n\nTvå till är anställda."),
        Update("Uppdatering T2", "Samverkan", "- En ny förening\n- Ett nytt avtal"),
    ]
    assert body(LONG).split("\n\n") == [
        "Stadsdelen har många små företag.",
        "Tillstånd",
        "Vi ger tillstånd inom två veckor.",
        "Samverkan",
        "Vi träffar handlarna varje månad.",
    ]


def test_passages_are_what_can_be_taken_along():
    assert [(each.number, each.text[:12], each.label, each.under) for each in passages(LONG)] == [
        (1, "Stadsdelen h", "", None),
        (2, "Vi ger tills", "", "Tillstånd"),
        (3, "Nu går det p", "Uppdatering T1", "Tillstånd"),
        (4, "Två till är ", "Uppdatering T1", "Tillstånd"),
        (5, "Vi träffar h", "", "Samverkan"),
        (6, "- En ny före", "Uppdatering T2", "Samverkan"),
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Bara en kort rad", [Place.BODY]),  # nothing stands under it
        ("Kort rad\n\nOch mer.", [Place.HEADING, Place.BODY]),
        ("Vi gör så här:\n\nOch mer.", [Place.BODY, Place.BODY]),
        ("- Punkt\n\nOch mer.", [Place.BODY, Place.BODY]),
        ("| A | B |\n\nOch mer.", [Place.BODY, Place.BODY]),
        ("**Fet rubrik**\n\nOch mer.", [Place.HEADING, Place.BODY]),
        ("## Rubrik\nOch mer.", [Place.HEADING, Place.BODY]),
        ("A.\nUppdatering T2\nB.", [Place.BODY, Place.LABEL, Place.ADDITION]),
        ("", []),
    ],
)
def test_what_is_what(text, places):
    assert [each.place for each in blocks(text)] == places


BEFORE = "Vi gör mycket.\n\nOch mer ändå."


@pytest.mark.parametrize(
    ("text", "before", "is_same", "expected"),
    [
        ("", BEFORE, False, Standing.EMPTY),
        ("", BEFORE, True, Standing.SAME),
        (BEFORE.replace("\n\n", " \n\n "), BEFORE, False, Standing.SAME),
        (f"{BEFORE}\n\nUppdatering T2\n\nNytt.", BEFORE, False, Standing.UPDATED),
        (f"{BEFORE}\n\nUppdatering T1\n\nNytt.", f"{BEFORE}\n\nUppdatering T1\n\nGammalt.", False, Standing.UPDATED),
        (BEFORE + " Nytt.", BEFORE, False, Standing.CHANGED),
        (BEFORE, f"{BEFORE}\n\nUppdatering T1\n\nBort.", False, Standing.CHANGED),
        (BEFORE, "", False, Standing.NEW),
        (BEFORE, None, False, Standing.NEW),
        ("", None, True, Standing.EMPTY),  # as nothing is nothing
    ],
)  # fmt: skip
def test_how_an_answer_stands_to_the_one_before(text, before, is_same, expected):
    assert standing(text, before, is_same=is_same) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (BEFORE, ""),
        (f"{BEFORE}\n\nUppdatering T2\n\nNytt.\n\nMer.", "Nytt.\n\nMer."),
        (f"{BEFORE}\n\nUppdatering T1\n\nNytt.", None),
        ("Helt annat.", None),
    ],
)
def test_what_was_added_is_found_again(text, expected):
    assert update_in(text, BEFORE, "Uppdatering T2") == expected


def test_only_new_updates_are_additions():
    before = "A.\n\nUppdatering T1\n\nEtt."
    assert added(f"{before}\n\nUppdatering T2\n\nTvå.", before) == [Update("Uppdatering T2", None, "Två.")]


def test_a_filled_answer_is_kept_with_its_updates_under_their_headings():
    filled = Filled(
        "1", "Först.\n\nTillstånd\n\nSedan.", (Update("Uppdatering T2", None, "Nytt."), Update("Uppdatering T2", "Tillstånd", "Nyare."))
    )  # fmt: skip
    text = as_answer(filled)
    assert updates(text) == list(filled.updates)
    assert text.split("\n\n") == [
        "Först.", "Uppdatering T2", "Nytt.", "## Tillstånd", "Sedan.", "Uppdatering T2", "Nyare."
    ]  # fmt: skip


PROSE = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), max_size=80
)


@given(PROSE, PROSE)
def test_an_update_never_loses_a_word(before, addition):
    """Whatever is written, what was added comes back, and the words of before stand first."""
    text = with_update(before, "Uppdatering T2", addition)
    if not addition.strip():
        assert text == ""
        return
    assert text.startswith(before.strip())
    assert (update_in(text, before, "Uppdatering T2") or "").split() == addition.split()


@given(PROSE)
def test_every_word_of_an_answer_is_in_a_block(text):
    said = "".join("".join(each.text.split()) for each in blocks(text))
    assert set(said.lower()) <= set(text.lower()) | set("uppdateringkompletteringtilläg")
    assert [each.number for each in passages(text)] == list(range(1, len(passages(text)) + 1))
