"""Numbers: pasted ones are read exactly, doubtful ones are told, printed ones read back the same."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.foundation.number import (
    Measured,
    NumberAmbiguous,
    NumberRefused,
    format_number,
    is_exact,
    parse_number,
    read_number,
    rounded,
)

numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4)


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("1662,6", "1662.6", None),
        ("1 662,6", "1662.6", None),
        ("1\u00a0662,6 mnkr", "1662.6", "mnkr"),
        ("1\u202f662,6\u202fmnkr", "1662.6", "mnkr"),
        ("1\u2009662,6", "1662.6", None),
        ("1,662.6", "1662.6", None),
        ("1.662,6", "1662.6", None),
        ("1.662.600", "1662600", None),
        ("1,662,600", "1662600", None),
        ("1 662 600.25", "1662600.25", None),
        ("1662.600", "1662.600", None),
        ("0,662", "0.662", None),
        ("0.662", "0.662", None),
        (",5", "0.5", None),
        ("12.50", "12.50", None),
        ("−5,7", "-5.7", None),
        ("-5,7", "-5.7", None),
        ("–5,7 %", "-5.7", "%"),
        ("− 5,7", "-5.7", None),
        ("5,7-", "-5.7", None),
        ("+5,7", "5.7", None),
        ("74,5%", "74.5", "%"),
        ("74 procent", "74", "%"),
        ("31 st", "31", "st"),
        ("31 st.", "31", "st"),
        ("25 000 kr", "25000", "kr"),
        ("250 Tkr", "250", "tkr"),
        ("3 miljoner kronor", "3", "mnkr"),
        ("\ufeff12\n", "12", None),
    ],
)
def test_one_reading(typed: str, value: str, unit: str | None) -> None:
    reading = read_number(typed)
    assert (reading.value, reading.unit, reading.other) == (Decimal(value), unit, None)
    assert str(parse_number(typed)) == value


@pytest.mark.parametrize(
    ("typed", "value", "other"),
    [
        ("1,662", "1.662", "1662"),
        ("1.662", "1.662", "1662"),
        ("−12,500 tkr", "-12.5", "-12500"),
        ("999.999", "999.999", "999999"),
    ],
)
def test_two_readings_are_told(typed: str, value: str, other: str) -> None:
    reading = read_number(typed)
    assert reading.is_ambiguous
    assert (reading.value, reading.other) == (Decimal(value), Decimal(other))
    with pytest.raises(NumberAmbiguous) as refused:
        parse_number(typed)
    assert format_number(Decimal(other)) in str(refused.value)


def test_a_file_that_says_its_decimal_sign_leaves_no_doubt() -> None:
    assert parse_number("1,662", decimal=",") == Decimal("1.662")
    assert parse_number("1.662", decimal=",") == 1662
    assert parse_number("1,662", decimal=".") == 1662
    with pytest.raises(NumberRefused):
        parse_number("1.66", decimal=",")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "–",
        "saknas",
        "1e400",
        "1e5",
        "NaN",
        "inf",
        "-inf",
        "0x10",
        "1_000",
        "٣",
        "½",
        "5-7",
        "--5",
        "-5-",
        "(5,7)",
        "1 66",
        "1 2,5",
        "0 123",
        "1.2.3",
        "5,",
        "1,662.",
        "1,23,456",
        "1.662 600,5",
        "12 timmar",
        "3 mkr",
        "9" * 25,
        "9" * 10_000,
        "1\n2 3",
    ],
)
def test_what_is_refused(typed: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        read_number(typed)
    assert len(str(refused.value)) < 200
    assert str(refused.value) == refused.value.text % refused.value.params


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "shown"),
    [
        (Decimal("1662.6"), 1, Measured.MNKR, "1 662,6 mnkr"),
        (Decimal("-5.7"), 1, None, "−5,7"),
        (Decimal("6.25"), 1, Measured.PERCENT, "6,3 %"),
        (Decimal("-6.25"), 1, None, "−6,3"),
        (Decimal("-0.04"), 1, None, "0,0"),
        (31, 0, Measured.COUNT, "31 st"),
        (1234567, None, None, "1 234 567"),
        (Decimal("1.500"), None, None, "1,500"),
        (0.1, None, None, "0,1"),
        (Decimal("1E+3"), None, None, "1 000"),
    ],
)
def test_printing(
    value: Decimal | int | float, decimals: int | None, unit: Measured | None, shown: str
) -> None:
    assert format_number(value, decimals, unit) == shown.replace(" ", "\u00a0").replace("-", "\u2212")


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), float("nan")])
def test_what_cannot_be_printed(value: Decimal) -> None:
    with pytest.raises(NumberRefused):
        format_number(value)


@given(numbers, st.sampled_from([None, *Measured]))
def test_printed_reads_back(value: Decimal, unit: Measured | None) -> None:
    reading = read_number(format_number(value, unit=unit))
    assert (reading.value, reading.unit) == (value, unit)


@given(numbers, st.integers(0, 4))
def test_rounding_is_near_and_symmetric(value: Decimal, decimals: int) -> None:
    near = rounded(value, decimals)
    assert abs(near - value) <= Decimal(5).scaleb(-decimals - 1)
    assert rounded(-value, decimals) == -near
    assert is_exact(near, decimals)
    assert is_exact(value, decimals) == (near == value)
    assert read_number(format_number(value, decimals)).value == near


@given(st.text(max_size=100))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert read_number(text).value.is_finite()
    except NumberRefused as refused:
        assert str(refused)
