"""Which round comes after another."""

from datetime import date

import pytest

from tertial.foundation.period import Period
from tertial.reporting.rules.following import a_year_on, following, moved, retitled


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("T1 2026", "T2 2026", id="after T1"),
        pytest.param("T2 2026", "2026", id="after T2 the whole year"),
        pytest.param("2026", "T1 2027", id="after the year"),
        pytest.param("augusti 2026", None, id="months follow no turn"),
    ],
)
def test_tertials_and_years_follow_each_other(before: str, after: str | None) -> None:
    assert following(Period.parse(before)) == (Period.parse(after) if after else None)


def test_the_same_a_year_later() -> None:
    assert a_year_on(Period.parse("T2 2026")) == Period.parse("T2 2027")
    assert a_year_on(Period.parse("2026-08-31")) is None
    friday = date(2026, 9, 18)
    assert moved(friday) == date(2027, 9, 17) and date(2027, 9, 17).weekday() == friday.weekday()
    assert moved(None) is None


def test_a_title_without_its_year_is_asked_for_anew() -> None:
    before, now = Period.parse("T2 2026"), Period.parse("T2 2027")
    assert retitled("Tertialrapport 2 2026", before, now) == "Tertialrapport 2 2027"
    assert retitled("Höstens rapport", before, now) == ""
