"""What a row's own words say beside themselves follows them, when people write them anew or divide them."""

import pytest

from tertial.organisation.access import SYSTEM
from tertial.planning.actions.choosing import edit_row, split_row
from tertial.planning.models import Reading
from tests.papers import a_reading


@pytest.fixture
def reading(city) -> Reading:
    return a_reading(city.strand)


@pytest.mark.parametrize(
    ("kind", "words", "halves", "said"),
    [
        (
            "decision",
            "Nämnden söker 4,5 mnkr enligt bilaga 2. Nämnden söker 1,2 mnkr enligt bilaga 3.",
            ("Nämnden söker 4,5 mnkr enligt bilaga 2.", "90. Nämnden söker 1,2 mnkr enligt bilaga 3."),
            [
                {"amount_mnkr": 4.5, "appendices": ["2"]},
                {"amount_mnkr": 1.2, "appendices": ["3"], "number": 90},
            ],
        ),
        (
            "expected",
            "Minst 80 procent är nöjda (2017: 75 procent) och högst 3 procent väntar.",
            ("Minst 80 procent är nöjda (2017: 75 procent)", "högst 3 procent väntar"),
            [
                {"direction": "min", "value": 80, "previous": {"year": 2017, "value": 75}},
                {"direction": "max", "value": 3, "previous": None},
            ],
        ),
    ],
)
def test_each_half_of_a_row_has_what_its_own_words_say(reading, kind, words, halves, said):
    row = reading.proposals.filter(kind=kind).first()
    now = edit_row(by=SYSTEM, row=row, values={"text": words}, version=row.version)
    first, second = halves
    other = split_row(by=SYSTEM, row=now, first=first, second=second, version=now.version)
    now.refresh_from_db()
    assert [now.content | said[0], other.content | said[1]] == [now.content, other.content]


@pytest.mark.parametrize("kind", ["goal", "decision", "appendix"])
def test_the_second_half_has_a_number_of_its_own(reading, kind):
    row = reading.proposals.filter(kind=kind, is_citys=False).first()
    taken = {
        str(each) for each in reading.proposals.filter(kind=kind).values_list("content__number", flat=True)
    }
    other = split_row(by=SYSTEM, row=row, first="¤En", second="¤30 nya platser", version=row.version)
    assert str(other) == "¤30 nya platser"
    assert str(other.content["number"]) not in {*taken, "", "0"}


def test_a_decisions_amount_and_appendices_follow_its_words(reading):
    row = reading.proposals.filter(kind="decision").first()
    words = {"text": "Nämnden söker 7,6 mnkr enligt bilaga 4."}
    row = edit_row(by=SYSTEM, row=row, values=words, version=row.version)
    assert (row.content["amount_mnkr"], row.content["appendices"]) == (7.6, ["4"])
