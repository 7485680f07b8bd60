"""Whoever has not handed in is reminded before the last day and when it has passed, and never twice for the same."""

import datetime as dt

import pytest

from tertial.reporting.rules.reminding import is_due

LAST = dt.date(2026, 9, 10)


def day(number: int) -> dt.date:
    return LAST + dt.timedelta(days=number)


@pytest.mark.parametrize(
    ("today", "told", "due"),
    [
        (-4, None, False),
        (-3, None, True),
        (-1, None, True),  # the worker stood still when it was time
        (0, -3, False),
        (-2, -9, True),  # somebody reminded a week before
        (1, -3, True),
        (1, 1, False),
        (7, -3, True),
        (8, -3, False),
    ],
)
def test_before_and_after_the_last_day_once_each(today, told, due):
    assert is_due(day(today), LAST, 3, None if told is None else day(told)) is due


def test_nobody_without_a_day_or_in_a_round_that_does_not_remind():
    assert not is_due(LAST, None, 3, None)
    assert not is_due(LAST, LAST, None, None)
    assert is_due(LAST, LAST, 0, None)
