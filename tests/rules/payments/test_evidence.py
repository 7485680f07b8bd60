"""What stands behind a line: ordered, registered and invoiced time, with the visits."""

from pathlib import Path

import pytest

from tertial.payments import BadInput, evidence
from tests.rules.payments.deliveries import small


def test_three_times_and_the_visits_behind(tmp_path: Path) -> None:
    data = small(
        tmp_path / "a",
        decisions=[
            {"decision_id": "1", "valid_to": "2026-03-10", "minutes_per_month": "310"},
            {"decision_id": "2", "valid_from": "2026-03-11", "minutes_per_month": "620"},
            {"decision_id": "3", "service_id": "2"},
        ],
        lines=[
            {"line_id": "1", "minutes": "50"},
            {"line_id": "2", "minutes": "60"},
            {"line_id": "3", "client_id": "2"},
        ],
    )
    found = evidence(data, 1)
    assert (found.ordered_minutes, found.registered_minutes, found.invoiced_minutes) == (520, 120, 110)
    assert [each.line_id for each in found.lines] == [1, 2]
    assert [(each.decision_id, each.days_in_month) for each in found.decisions] == [(1, 10), (2, 21)]
    assert [(each.visit_id, each.seconds, each.manual) for each in found.visits] == [
        (1, 3600, False),
        (2, 3600, False),
    ]
    assert found.as_dict()["month"].isoformat() == "2026-03-01"


def test_a_line_with_nothing_behind_it(tmp_path: Path) -> None:
    data = small(tmp_path / "a", lines=[{"line_id": "1", "client_id": "7", "month": "2026-12-01"}])
    found = evidence(data, 1)
    assert (found.ordered_minutes, found.registered_minutes, found.invoiced_minutes) == (0, 0, 60)
    assert found.visits == () and found.decisions == ()


def test_a_line_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Fakturarad 99 finns inte"):
        evidence(small(tmp_path / "a"), 99)
