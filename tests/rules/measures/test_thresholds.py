"""The city's rules for lights in its profile: read, and every fault told with its line."""

from decimal import Decimal
from pathlib import Path

import pytest

from tertial.foundation.check import Severity
from tertial.measures.rules.light import Thresholds
from tertial.measures.rules.thresholds import look_at_thresholds

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("folder", ["src/tertial/organisation/profile_template", "profiles/demo"])
def test_our_own_profiles_say_what_the_rules_are_without_them(folder: str) -> None:
    assert look_at_thresholds(ROOT / folder) == (Thresholds(), [])


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        pytest.param("partly_percent = 2.5", "partly_percent", Decimal("2.5"), id="a decimal"),
        pytest.param("partly_points = 0", "partly_points", Decimal(0), id="nothing is partly met"),
        pytest.param("improvement_is_partly = true", "improvement_is_partly", True, id="yes"),
        pytest.param("outcome_when_no_forecast = false", "outcome_when_no_forecast", False, id="no"),
    ],
)
def test_what_the_city_says_counts(tmp_path: Path, text: str, name: str, value: object) -> None:
    (tmp_path / "city.toml").write_text(f"[city]\n[lights]\n{text}\n")
    found, remarks = look_at_thresholds(tmp_path)
    assert (getattr(found, name), list(remarks)) == (value, [])


@pytest.mark.parametrize(
    ("text", "name", "severity"),
    [
        pytest.param("partly_percent = -1", "partly_percent", Severity.ERROR, id="below nothing"),
        pytest.param("partly_percent = 101", "partly_percent", Severity.ERROR, id="more than all"),
        pytest.param('partly_points = "2"', "partly_points", Severity.ERROR, id="a text"),
        pytest.param("same_percent = true", "same_percent", Severity.ERROR, id="yes is no number"),
        pytest.param("same_percent = nan", "same_percent", Severity.ERROR, id="no number at all"),
        pytest.param(
            "improvement_is_partly = 1", "improvement_is_partly", Severity.ERROR, id="one is not yes"
        ),
        pytest.param("partly = 5", "partly", Severity.WARNING, id="misspelt"),
    ],
)
def test_faults_have_their_line(tmp_path: Path, text: str, name: str, severity: Severity) -> None:
    (tmp_path / "city.toml").write_text(f"[city]\npartly_percent = 1\n[lights]\n\n{text}\n[other]\n{text}\n")
    found, (remark,) = look_at_thresholds(tmp_path)
    assert (remark.row, remark.column, remark.severity) == (5, name, severity)
    assert found == Thresholds()


def test_a_section_that_is_no_section(tmp_path: Path) -> None:
    (tmp_path / "city.toml").write_text("lights = 5\n")
    assert [each.severity for each in look_at_thresholds(tmp_path)[1]] == [Severity.ERROR]
