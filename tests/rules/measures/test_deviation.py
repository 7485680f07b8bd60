"""When a row of money has to be explained."""

from decimal import Decimal

import pytest

from tertial.measures.rules.deviation import Tolerance, deviation, in_percent, is_beyond

BOTH = Tolerance(Decimal(1), Decimal(1))


@pytest.mark.parametrize(
    ("budget", "expected", "tolerance", "is_told"),
    [
        pytest.param("202.2", "207.9", BOTH, True, id="over in both"),
        pytest.param("202.2", "196.5", BOTH, True, id="a surplus is explained too"),
        pytest.param("313.0", "313.9", BOTH, False, id="inside both"),
        pytest.param("20.0", "20.3", BOTH, True, id="small amount, large share"),
        pytest.param("900.0", "901.1", BOTH, True, id="large amount, small share"),
        pytest.param("100.0", "101.0", BOTH, False, id="exactly at both"),
        pytest.param("-38.5", "-39.5", Tolerance(Decimal(1)), True, id="income"),
        pytest.param("0", "0.1", Tolerance(Decimal(1)), True, id="any cost without a budget"),
        pytest.param("0", "0", BOTH, False, id="nothing of nothing"),
        pytest.param("100", "900", Tolerance(), False, id="no limit"),
        pytest.param("100", "101.1", Tolerance(amount=Decimal(2)), False, id="only an amount"),
    ],
)
def test_what_is_explained(budget: str, expected: str, tolerance: Tolerance, is_told: bool) -> None:
    assert is_beyond(Decimal(budget), Decimal(expected), tolerance) is is_told


def test_minus_is_a_deficit() -> None:
    assert deviation(Decimal("202.2"), Decimal("207.9")) == Decimal("-5.7")
    assert in_percent(Decimal(200), Decimal(205)) == Decimal("-2.5")
    assert in_percent(Decimal(-200), Decimal(-205)) == Decimal("2.5")
    assert in_percent(Decimal(0), Decimal(5)) is None
