"""The made-up city: the same seed gives the same city, and a control finds its planted faults and nothing else."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from tertial.payments import City, Settings, check, generate
from tertial.payments.engine.declaration import all_rules

KEYS = "rule, line_id, visit_id, other_visit_id, client_id, provider_id, service_id, staff_id, month, day"


@pytest.mark.parametrize(
    ("visits", "seed", "month"),
    [
        pytest.param(5_000, 1, date(2026, 3, 1), id="small, with a spring night"),
        pytest.param(40_000, 2, date(2026, 10, 1), id="with an autumn night"),
        pytest.param(60_000, 3, date(2027, 2, 1), id="a short month"),
        pytest.param(250_000, 4, date(2026, 12, 1), id="over the turn of the year"),
    ],
)
def test_the_control_finds_exactly_what_was_planted(
    tmp_path: Path, visits: int, seed: int, month: date
) -> None:
    counts = generate(City(visits, seed, month), tmp_path / "in")
    record = check(tmp_path / "in", tmp_path / "out")
    found = set(duckdb.sql(f"select {KEYS} from '{tmp_path}/out/findings.parquet'").fetchall())
    truth = set(duckdb.sql(f"select {KEYS} from '{tmp_path}/in/truth.parquet'").fetchall())
    assert found - truth == set()
    assert truth - found == set()
    assert len(truth) == counts["truth"] == record["findings"]
    assert {row[0] for row in truth} == {code for code, rule in all_rules().items() if rule.on}, (
        "every rule has a fault"
    )
    assert abs(counts["visits"] - visits) < visits / 10
    lines = {row[1] for row in truth if row[1] is not None}
    assert (
        0.01 < len(lines) / counts["lines"] < 0.2
        if visits < 50_000
        else 0.015 < len(lines) / counts["lines"] < 0.04
    )


def test_the_same_seed_is_the_same_city(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        generate(City(5_000, seed), tmp_path / name)

    def visits(name: str) -> list[tuple[object, ...]]:
        return duckdb.sql(f"from '{tmp_path}/{name}/visits.parquet' order by all").fetchall()

    assert visits("a") == visits("b") != visits("c")
    assert len({row[0] for row in visits("a")}) == len(visits("a")), "a visit has one number"


def test_days_look_like_days(tmp_path: Path) -> None:
    generate(City(20_000), tmp_path / "in")
    told = duckdb.sql(
        f"""select count(distinct work_date), avg(epoch(end_utc) - epoch(start_utc)) / 60,
        count(*) filter (where hour(start_utc) between 1 and 3) / count(*), avg(manual::int),
        count(*) filter (where work_date <> start_utc::date) from '{tmp_path}/in/visits.parquet'"""
    ).fetchall()[0]

    days, minutes, at_night, by_hand, other_day = told
    assert days == 31 and 18 < minutes < 30 and at_night < 0.1 and other_day > 0
    assert 0.04 < by_hand < 0.3


def test_another_city_is_controlled_from_csv_with_every_rule(tmp_path: Path) -> None:
    generate(City(3_000), tmp_path / "in", csv=True)
    assert (tmp_path / "in" / "visits.csv").exists()
    record = check(tmp_path / "in", tmp_path / "out", Settings(rules="alla"))
    assert set(record["rules"]) == set(all_rules())
