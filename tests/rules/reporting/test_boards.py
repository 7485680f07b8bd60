"""Who a document is from, by what it says; and what taking it in would do."""

import pytest

from tertial.foundation.period import Period
from tertial.reporting.rules.boards import Guess, guess, stem
from tertial.reporting.rules.file_answers import (
    Effect,
    effect_of,
    from_stored,
    period_remark,
    text_of,
    to_stored,
)
from tertial.reporting.rules.filled import Filled, FilledForm, Update

NAMES = {
    "kultur": "Kulturnämnden",
    "social": "Socialnämnden",
    "norr": "Norrhamns stadsdelsnämnd",
    "syd": "Sydhamns stadsdelsnämnd",
    "miljo": "Miljö- och hälsoskyddsnämnden",
    "ks": "Kommunstyrelsen",
}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Kulturnämnden", Guess("kultur", True)),
        ("KULTURNÄMNDEN", Guess("kultur", True)),
        ("kulturförvaltningen", Guess("kultur", True)),
        ("Kulturnämden", Guess("kultur", True)),
        ("Kulltuurnämnden", Guess("kultur", False)),
        ("Norrhamns stadsdelsförvaltning", Guess("norr", True)),
        ("Norrhamn", Guess("norr", False)),
        ("Norrhamns stadsdelsnämnd ", Guess("norr", True)),
        ("Miljö och hälsoskyddsnämnden", Guess("miljo", True)),
        ("Norrhanms stadsdelsnämnd", Guess("norr", False)),
        ("Västhamns stadsdelsnämnd", None),
        ("Trafiknämnden", None),
        ("nämnden", None),
        ("", None),
        ("12345", None),
    ],
)
def test_guess(said: str, wanted: Guess | None) -> None:
    assert guess(said, NAMES) == wanted


def test_two_of_the_same_stem_are_told_apart_by_the_whole_name_or_not_at_all() -> None:
    names = {"n": "Kulturnämnden", "f": "Kulturförvaltningen"}
    assert guess("Kulturförvaltningen", names) == Guess("f", True)
    assert guess("Kultur", names) is None
    assert stem("Miljö- och hälsoskyddsnämnden") == "miljö hälsoskydds"


@pytest.mark.parametrize(
    ("filled", "before", "text"),
    [
        (Filled("a", "Text", whole="Text"), "", "Text"),
        (Filled("a", None), "Förr", ""),
        (
            Filled("a", "", (Update("Uppdatering T2", None, "Nytt"),)),
            "Förr",
            "Förr\n\nUppdatering T2\n\nNytt",
        ),
        (Filled("a", "", (Update("Uppdatering T2", None, "Nytt"),)), "", "Uppdatering T2\n\nNytt"),
        (
            Filled("a", "Text", (Update("Uppdatering T2", None, "Nytt"),), whole="Text"),
            "Förr",
            "Text\n\nUppdatering T2\n\nNytt",
        ),
        (
            Filled(
                "a", "Text", (Update("Uppdatering T2", None, "Ny"),), whole="Text\n\nUppdatering T2\n\nNy"
            ),
            "",
            "Text\n\nUppdatering T2\n\nNy",
        ),
        (  # written in the service and more in the box for an update: one update, not two with the same name
            Filled(
                "a", "Text", (Update("Uppdatering T2", None, "Mer"),), whole="Text\n\nUppdatering T2\n\nNy"
            ),
            "",
            "Text\n\nUppdatering T2\n\nNy\n\nMer",
        ),
        (  # the earlier update has ended at a heading, so the new one needs its name
            Filled(
                "a",
                "Text",
                (Update("Uppdatering T2", None, "Mer"),),
                whole="Text\n\nUppdatering T2\n\nNy\n\nVägar\n\nKlara.",
            ),
            "",
            "Text\n\nUppdatering T2\n\nNy\n\nVägar\n\nKlara.\n\nUppdatering T2\n\nMer",
        ),
        (Filled("a", "Text", (Update("T2 uppdatering", None, "Ny"),)), "", "Text\n\nT2 uppdatering\n\nNy"),
    ],
)
def test_what_is_kept(filled: Filled, before: str, text: str) -> None:
    assert text_of(filled, before) == text


@pytest.mark.parametrize(
    ("new", "now", "is_open", "wanted"),
    [
        ("a", "", True, Effect.NEW),
        ("a", "b", True, Effect.REPLACES),
        ("a", "a", False, Effect.SAME),
        ("a", "b", False, Effect.LOCKED),
        ("", "b", True, Effect.EMPTY),
    ],
)
def test_effect(new: str, now: str, is_open: bool, wanted: Effect) -> None:
    assert effect_of(new, now, is_open=is_open) is wanted


@pytest.mark.parametrize(
    ("said", "period", "differs"),
    [
        ("2026T2", "2026T2", False),
        ("T2", "2026T2", False),
        ("T1", "2026T2", True),
        ("2025T2", "2026T2", True),
        ("2026T3", "2026", False),
        ("2026T2", "2026", True),
        (None, "2026T2", False),
        ("2026T2", "2026H1", False),
    ],
)
def test_period(said: str | None, period: str, differs: bool) -> None:
    assert (period_remark(said, Period.parse(period)) is not None) is differs


def test_a_reading_is_kept_and_read_again() -> None:
    filled = FilledForm(
        "f",
        {"unit": "Kulturnämnden", "email": None},
        "2026T2",
        (
            Filled("a", "Text", (Update("Uppdatering T2", "Under", "Nytt"),), 2, 7, False, "Text\n\nmer"),
            Filled("b", None, is_same=True),
        ),
        (),
        "Vi har inga företag.",
        "omgang",
        "kultur",
    )
    assert from_stored(to_stored(filled)) == filled
