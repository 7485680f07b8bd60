"""Activities: status from dates and progress with its reason; and the copy of a plan to next year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.goals.rules.activity import (
    ActivityRefused,
    ActivityRow,
    ActivityStatus,
    by_urgency,
    counts,
    standing,
)
from tertial.goals.rules.chain import GoalRow, LinkRow
from tertial.goals.rules.copying import PlanRows, copy_plan

TODAY = date(2026, 9, 1)
YEAR = {"start": date(2026, 1, 1), "end": date(2026, 12, 31)}
S = ActivityStatus


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        pytest.param(YEAR, S.ONGOING, "ingen har rapporterat", id="by its dates"),
        pytest.param({**YEAR, "progress": 40}, S.ONGOING, "40 procent", id="by its progress"),
        pytest.param({**YEAR, "progress": 0}, S.NOT_STARTED, "Skulle ha börjat 2026-01-01", id="not begun"),
        pytest.param({"start": date(2026, 10, 1)}, S.NOT_STARTED, "Börjar 2026-10-01", id="to come"),
        pytest.param({"start": date(2026, 10, 1), "progress": 5}, S.ONGOING, "5 procent", id="early"),
        pytest.param({}, S.NOT_STARTED, "inget startdatum", id="no dates"),
        pytest.param({"progress": 0}, S.NOT_STARTED, "ej påbörjad", id="said not begun"),
        pytest.param({"end": date(2026, 8, 31)}, S.LATE, "i går", id="late since yesterday"),
        pytest.param({"end": date(2026, 8, 1), "progress": 99}, S.LATE, "för 31 dagar sedan", id="late"),
        pytest.param({"end": TODAY, "start": TODAY}, S.ONGOING, "Pågår", id="the last day"),
        pytest.param({**YEAR, "progress": 100}, S.DONE, "helt genomförd", id="all of it"),
        pytest.param({**YEAR, "finished_on": date(2026, 6, 1)}, S.DONE, "Klar 2026-06-01.", id="done"),
        pytest.param(
            {"end": date(2026, 5, 1), "finished_on": date(2026, 5, 3)},
            S.DONE,
            "2 dagar efter",
            id="done late",
        ),
        pytest.param(
            {"end": date(2026, 5, 1), "cancelled_on": TODAY, "cancel_reason": "Inga pengar."},
            S.CANCELLED,
            "Inga pengar.",
            id="cancelled, not late",
        ),
    ],
)
def test_status(fields: dict[str, object], status: ActivityStatus, said: str) -> None:
    found = standing(ActivityRow("a", **fields), TODAY)  # type: ignore[arg-type]
    assert found.status is status
    assert said in str(found.reason)


@pytest.mark.parametrize(
    ("end", "soon"),
    [(TODAY, True), (date(2026, 10, 1), True), (date(2026, 10, 2), False), (date(2026, 8, 31), False)],
)
def test_soon_due(end: date, soon: bool) -> None:
    assert standing(ActivityRow("a", end=end), TODAY).is_soon_due is soon


@pytest.mark.parametrize(
    "fields",
    [
        {"start": date(2026, 2, 1), "end": date(2026, 1, 1)},
        {"progress": 101},
        {"progress": -1},
        {"cancelled_on": TODAY, "cancel_reason": " "},
        {"cancelled_on": TODAY, "cancel_reason": "Nej", "finished_on": TODAY},
    ],
)
def test_contradictions_are_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ActivityRefused) as refused:
        ActivityRow("a", **fields)  # type: ignore[arg-type]
    assert str(refused.value).endswith(".")


def test_the_latest_first_and_the_finished_last() -> None:
    rows = [
        ActivityRow("done", end=date(2026, 1, 1), progress=100),
        ActivityRow("later", end=date(2026, 12, 1)),
        ActivityRow("late", end=date(2026, 3, 1)),
        ActivityRow("never"),
    ]
    ordered = by_urgency(rows, TODAY)
    assert [row.key for row, _ in ordered] == ["late", "later", "never", "done"]
    found = counts(each for _, each in ordered)
    assert (found[S.LATE], found[S.DONE], found[S.CANCELLED], sum(found.values())) == (1, 1, 0, 4)


PLAN = PlanRows(
    2024,
    [GoalRow("b", "board", "Målet"), GoalRow("u", "unit", "Enhetens")],
    [LinkRow("u", "b"), LinkRow("b", "kf-gone"), LinkRow("b", "kf", main=False), LinkRow("else", "kf")],
    [
        ActivityRow("a1", "Utbilda", date(2024, 2, 29), date(2024, 12, 31), 50),
        ActivityRow("a2", "Färdig", progress=100),
        ActivityRow("a3", "Avbruten", cancelled_on=date(2024, 5, 1), cancel_reason="Nej"),
        ActivityRow("a4", "Längre", date(2024, 2, 1), date(2026, 6, 30), 20),
    ],
    [("a4", "b"), ("a1", "b"), ("a1", "u"), ("a2", "b"), ("a1", "kf-gone")],
)


def test_a_copied_plan_is_linked_as_the_old_one() -> None:
    copy = copy_plan(PLAN, new_key=lambda key: f"25-{key}", year=2025, elsewhere={"kf": "kf25"})
    assert [goal.key for goal in copy.rows.goals] == ["25-b", "25-u"]
    assert copy.rows.links == (
        LinkRow("25-u", "25-b"),
        LinkRow("25-b", "kf-gone"),  # until the council's goal of the new year is there
        LinkRow("25-b", "kf25", main=False),
    )
    assert copy.rows.activities == (ActivityRow("25-a1", "Utbilda", date(2025, 2, 28), date(2025, 12, 31)),)
    assert copy.rows.reasons == (("a4", "25-b"), ("25-a1", "25-b"), ("25-a1", "25-u"))
    assert copy.activity_of == {"a1": "25-a1", "a4": "a4"}, "what runs on is the same activity"
    assert [str(each).split("”")[1] for each in copy.left] == ["Målet", "Färdig", "Avbruten"]


dates = st.none() | st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(dates, dates, st.none() | st.integers(0, 100), st.dates(date(2019, 1, 1), date(2031, 12, 31)))
def test_every_activity_has_one_status_with_a_reason(
    start: date | None, end: date | None, progress: int | None, today: date
) -> None:
    if start and end and end < start:
        start, end = end, start
    found = standing(ActivityRow("a", "", start, end, progress), today)
    assert str(found.reason)
    assert (found.status is S.LATE) == (end is not None and end < today and progress != 100)
    assert not (found.is_soon_due and found.status is S.LATE)
