"""Money: exact sums in öre, rounding only when shown and always owned up to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.foundation.money import Money, MoneyRefused, rounding_gap, total
from tertial.foundation.number import Measured, NumberAmbiguous

amounts = st.builds(Money, st.integers(-(10**15), 10**15))
units = st.sampled_from([Measured.KR, Measured.TKR, Measured.MNKR])


@pytest.mark.parametrize(
    ("typed", "unit", "ore"),
    [
        ("1 662,6 mnkr", None, 166_260_000_000),
        ("1 662,6", Measured.MNKR, 166_260_000_000),
        ("250 tkr", Measured.MNKR, 25_000_000),
        ("−12,50 kr", None, -1250),
        ("0,00000001 mnkr", None, 1),
    ],
)
def test_what_people_type(typed: str, unit: Measured | None, ore: int) -> None:
    assert Money.parse(typed, unit) == Money(ore)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("100", "saknar enhet"),
        ("12,3456 kr", "delar av öre"),
        ("74 %", "inte ett belopp"),
        ("12 st", "inte ett belopp"),
    ],
)
def test_what_is_refused(typed: str, told: str) -> None:
    with pytest.raises(MoneyRefused, match=told) as refused:
        Money.parse(typed)
    assert str(refused.value) == refused.value.text % refused.value.params


def test_two_readings_are_refused() -> None:
    with pytest.raises(NumberAmbiguous):
        Money.parse("1,662 tkr")


@pytest.mark.parametrize(
    ("ore", "unit", "decimals", "shown", "lost"),
    [
        (166_260_000_000, Measured.MNKR, None, "1 662,6 mnkr", 0),
        (166_264_000_000, Measured.MNKR, None, "1 662,6 mnkr", 4_000_000),
        (5_000_000, Measured.MNKR, None, "0,1 mnkr", -5_000_000),
        (-5_000_000, Measured.MNKR, None, "−0,1 mnkr", 5_000_000),
        (150_000, Measured.TKR, None, "2 tkr", -50_000),
        (1250, Measured.KR, None, "12,50 kr", 0),
        (1250, Measured.KR, 0, "13 kr", -50),
    ],
)
def test_printing_tells_what_it_lost(
    ore: int, unit: Measured, decimals: int | None, shown: str, lost: int
) -> None:
    printed = Money(ore).shown(unit, decimals)
    assert printed.text == shown.replace(" ", "\u00a0")
    assert (printed.lost, printed.is_exact) == (Money(lost), lost == 0)


def test_rows_that_do_not_add_up_to_their_shown_sum() -> None:
    rows = [Money.of(Decimal("0.04"), Measured.MNKR)] * 3
    assert total(rows).format() == "0,1\u00a0mnkr"
    assert rounding_gap(rows) == Money.of(Decimal("0.1"), Measured.MNKR)


@given(st.lists(amounts))
def test_sums_are_exact(rows: list[Money]) -> None:
    assert total(rows).ore == sum(row.ore for row in rows)
    assert total(rows) - total(rows[::-1]) == Money(0)
    assert rounding_gap(rows, Measured.KR) == Money(0)


@given(amounts, units)
def test_shown_and_lost_make_the_amount(amount: Money, unit: Measured) -> None:
    printed = amount.shown(unit)
    assert Money.of(amount.in_unit(unit), unit) == amount
    assert (
        abs(printed.lost.ore) * 2 <= {Measured.KR: 1, Measured.TKR: 100_000, Measured.MNKR: 10_000_000}[unit]
    )


@given(amounts)
def test_kronor_read_back(amount: Money) -> None:
    assert Money.parse(amount.format(Measured.KR)) == amount
    assert amount + -amount == Money(0)
    assert bool(amount) == (amount.ore != 0)
