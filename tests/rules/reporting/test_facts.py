"""Figures that count something are found in prose with their sentence; dates, years and numbers of rules are not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.reporting.rules.facts import facts, sentences
from tests.bounded import within

FOUND = [
    ("Under våren besökte vi 11 företag i Sjöhagen.", [("11", "11 företag")]),
    ("Av dem svarade 40 procent att de vill anställa.", [("40", "40 procent")]),
    ("Nöjdheten var 72 % 2025, mot 68 % 2024.", [("72", "72 %"), ("68", "68 %")]),
    ("Vi träffade tre företag den 3 maj 2026 kl. 9.00.", [("3", "tre företag")]),
    ("Handläggningstiden sjönk från 31 till 18 dagar.", [("18", "18 dagar")]),
    ("Det kostade 1,5 miljoner kronor, 250\u00a0000 kr per område.", [("1.5", "1,5 miljoner kronor"), ("250000", "250\u00a0000 kr")]),
    ("Läsåret 2025/26 deltog 1 200 elever.", [("1200", "1 200 elever")]),
    ("Fem nya företag har etablerat sig, bl.a. en bagare.", [("5", "Fem nya företag")]),
    ("Under 2026 har 2 500 besökare räknats.", [("2500", "2 500 besökare")]),
    ("Vi nådde 15 av 25 butiker.", [("15", "15 av 25 butiker")]),
    ("Cirka 5 000 m² lokaler står tomma.", [("5000", "5 000 m²")]),
    ("- 12 aktiva handlare\n- 3 lediga lokaler", [("12", "12 aktiva handlare"), ("3", "3 lediga lokaler")]),
    ("Andelen ökade med 4 procentenheter.", [("4", "4 procentenheter")]),
    ("Budgeten är 2,4 mnkr.", [("2.4", "2,4 mnkr")]),
]  # fmt: skip
NOTHING = [
    "Ring 08-123 45 67 eller mejla 2b@x.se.",
    "Enligt 2 kap. 3 § gäller detta.",
    "Etapp 2 pågår och beskrivs i bilaga 4.",
    "Fråga 3.1 besvaras ovan.",
    "Mötet var den 12 mars.",
    "Sedan 2024 har vi en ny rutin.",
    "Rapporten gäller T2 2026 och vecka 34.",
    "Se https://exempel.se/123 och A4-bladet.",
    "Öppet 9.00–16.30 på vardagar.",
    "Ärendet har dnr 2026-05-03 och 1234-2026.",
    "En företagare hörde av sig.",
    "",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_a_figure_is_offered_with_what_it_counts(text, expected):
    found = facts(text)
    shown = [(each.value, " ".join(each.said.split())) for each in found]
    assert shown == [(Decimal(value), " ".join(said.split())) for value, said in expected]
    assert all(" ".join(each.sentence.split()) in " ".join(text.split()) for each in found)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_figure_is_not(text):
    assert facts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ett. Två! Tre?", ["Ett.", "Två!", "Tre?"]),
        ("Vi har t.ex. Anna. Hon är bra.", ["Vi har t.ex. Anna.", "Hon är bra."]),
        ("Enligt 5 kap. 3 § gäller det. Mer.", ["Enligt 5 kap. 3 § gäller det.", "Mer."]),
        ("Rad ett\nrad två.\n\n- Punkt\n- Punkt två. Slut", ["Rad ett rad två.", "Punkt", "Punkt två.", "Slut"]),
        ("Den 3. Maj kom.", ["Den 3. Maj kom."]),
    ],
)  # fmt: skip
def test_sentences(text, expected):
    assert sentences(text) == expected


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    for fact in facts(text):
        assert fact.value >= 0 and fact.said and fact.sentence


def test_a_long_text_is_read_in_bounded_time():
    hostile = ["1 " * 20_000, "0" * 30_000, "08-1 " * 10_000, "Vi har 3 nya stora fina företag. " * 2_000]
    for text in hostile:
        with within():
            facts(text)
