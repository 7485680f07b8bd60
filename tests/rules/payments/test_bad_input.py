"""What is wrong with a delivery is told in plain Swedish: refused whole, or set aside row by row with the reason."""

import csv
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tertial.payments import BadInput, Settings, check
from tests.rules.payments.deliveries import VISITS, as_csv, city, rows, small, write_csv


def altered(data: Path, name: str, select: str) -> Path:
    """The table replaced by what the select gives of it."""
    duckdb.sql(f"copy (select {select} from '{data}/{name}.parquet') to '{data}/new.parquet'")
    (data / "new.parquet").replace(data / f"{name}.parquet")
    return data


def refused(data: Path, out: Path, **settings: Any) -> str:
    with pytest.raises(BadInput) as told:
        check(data, out, Settings(**settings))
    assert not out.exists() and not list(out.parent.glob(".*")), "nothing half-written"
    return str(told.value)


def test_missing_tables_are_all_named(tmp_path: Path) -> None:
    data = small(tmp_path / "a")
    (data / "tariffs.parquet").unlink()
    (data / "visits.parquet").unlink()
    told = refused(data, tmp_path / "out")
    assert "tariffs" in told and "visits" in told
    assert check(data, tmp_path / "out", Settings(rules="R13"))["findings"] == 0, "R13 needs only the lines"


@pytest.mark.parametrize(
    ("table", "select", "told"),
    [
        pytest.param("visits", "* exclude (staff_id)", "staff_id saknas", id="missing column"),
        pytest.param(
            "visits",
            "* replace ('x' || client_id as client_id)",
            "client_id ska vara heltal",
            id="text as id",
        ),
        pytest.param("lines", "* replace (400.5 as price_ore)", "price_ore ska vara heltal", id="decimals"),
        pytest.param("lines", "* replace (400.5::double as price_ore)", "har decimaler", id="fractions"),
        pytest.param(
            "visits",
            "* replace (work_date::varchar as work_date)",
            "work_date ska vara datum",
            id="text as day",
        ),
        pytest.param(
            "visits",
            "* replace (start_utc at time zone 'UTC' as start_utc)",
            "tidszon är blandade",
            id="mixed zones",
        ),
    ],
)
def test_columns_that_cannot_be_meant_are_refused(tmp_path: Path, table: str, select: str, told: str) -> None:
    assert told in refused(altered(small(tmp_path / "a"), table, select), tmp_path / "out")


def test_parts_with_and_without_zone_are_refused(tmp_path: Path) -> None:
    data = small(tmp_path / "a")
    (data / "visits").mkdir()
    zoned = "start_utc at time zone 'UTC' as start_utc, end_utc at time zone 'UTC' as end_utc"
    duckdb.sql(f"copy (from '{data}/visits.parquet') to '{data}/visits/1.parquet'")
    duckdb.sql(f"copy (select * replace ({zoned}) from '{data}/visits.parquet') to '{data}/visits/2.parquet'")
    (data / "visits.parquet").unlink()
    assert "tidszon är blandade" in refused(data, tmp_path / "out")


def test_csv_with_and_without_zone_is_refused(tmp_path: Path) -> None:
    data = small(tmp_path / "a")
    columns, found = rows(data, "visits")
    at = columns.index("start_utc")
    found[1][at] += "+01:00"
    (data / "visits.parquet").unlink()
    write_csv(data / "visits.csv", [columns, *found])
    assert "tidszon är blandade" in refused(data, tmp_path / "out")


def test_overlapping_tariffs_are_refused_with_their_days(tmp_path: Path) -> None:
    tariffs = [
        {"service_id": "1", "valid_to": "2026-03-31"},
        {"service_id": "1", "valid_from": "2026-03-31", "price_ore": "41000"},
    ]
    told = refused(small(tmp_path / "a", tariffs=tariffs), tmp_path / "out")  # type: ignore[arg-type]
    assert "insats 1 i zon 1 överlappar" in told and "2026-03-31" in told


def test_a_file_that_is_not_parquet(tmp_path: Path) -> None:
    data = small(tmp_path / "a")
    (data / "lines.parquet").write_bytes(b"PK not parquet")
    assert "går inte att läsa som Parquet" in refused(data, tmp_path / "out")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        pytest.param({"rules": "R1,R99"}, "R99", id="unknown rule"),
        pytest.param({"rules": ","}, "Okänd regel", id="no rule"),
        pytest.param({"engine": "pandas"}, "Okänd motor", id="unknown engine"),
        pytest.param({"memory": "much"}, "Minnesgränsen much", id="no size"),
    ],
)
def test_settings_that_cannot_be_meant(tmp_path: Path, settings: dict[str, str], told: str) -> None:
    assert told in refused(small(tmp_path / "a"), tmp_path / "out", **settings)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("[R99]\npercent = 1", "R99", id="unknown rule"),
        pytest.param("[R1]\nprocent = 1", "ingen parameter procent", id="unknown limit"),
        pytest.param("[R1]\npercent = 1.5", "heltal", id="not whole"),
        pytest.param("R1 = 3", "tabell", id="no table"),
        pytest.param("[R1", "TOML", id="no TOML"),
    ],
)
def test_limits_that_cannot_be_meant(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "limits.toml"
    file.write_text(text, "utf-8")
    assert told in refused(small(tmp_path / "a"), tmp_path / "out", limits=file)


BROKEN: list[tuple[str, dict[str, str | None], str]] = [
    ("visits", {"visit_id": "9", "end_utc": "2026-03-02T07:00:00"}, "slutet är före början"),
    ("visits", {"visit_id": "9", "staff_id": None}, "kolumnen staff_id saknar värde"),
    ("visits", {"visit_id": "9", "start_utc": "1826-03-02T07:00:00"}, "orimlig tid i kolumnen start_utc"),
    ("lines", {"line_id": "9", "minutes": "-5"}, "antalet minuter är negativt"),
    ("lines", {"line_id": "9", "month": "2026-03-15"}, "månaden anges inte med sin första dag"),
    ("lines", {"line_id": "9", "period_to": "2026-02-15"}, "periodens slut är före dess början"),
    ("decisions", {"decision_id": "9", "valid_to": "2025-12-31"}, "sista dagen är före första dagen"),
    ("decisions", {"decision_id": "9", "minutes_per_month": "-1"}, "antalet minuter är negativt"),
    ("clients", {"client_id": "1", "allowed_staff": "2"}, "samma client_id på rader som skiljer sig"),
    ("visits", {**VISITS[0]}, "samma rad en gång till"),
]


@pytest.mark.parametrize("form", ["parquet", "csv"])
@pytest.mark.parametrize(("table", "row", "reason"), [pytest.param(*each, id=each[2]) for each in BROKEN])
def test_a_broken_row_is_set_aside_with_its_reason(
    tmp_path: Path, form: str, table: str, row: dict[str, str | None], reason: str
) -> None:
    from tests.rules.payments.deliveries import SMALL

    data = small(tmp_path / "a", **{table: [*SMALL[table], row]})
    if form == "csv":
        as_csv(data)
    record = check(data, tmp_path / "out")
    count = 2 if "skiljer sig" in reason else 1
    assert record["inputs"][table]["quarantine_reasons"] == {reason: count}
    assert record["inputs"][table]["rows"] == len(SMALL[table]) + 1
    with (tmp_path / "out" / "quarantine.csv").open(encoding="utf-8") as stream:
        aside = list(csv.DictReader(stream))
    assert [each["reason"] for each in aside] == [reason] * count
    assert aside[0]["table_name"] == table and aside[0]["original"].startswith("{")


def test_the_findings_are_as_if_broken_rows_were_never_there(tmp_path: Path) -> None:
    """Every tenth row of a whole city is broken; the rest is controlled as if it came alone."""
    data = city(tmp_path / "a")
    whole = "select * replace (if(visit_id % 10 = 3, start_utc - interval 1 hour, end_utc) as end_utc)"
    duckdb.sql(f"copy ({whole} from '{data}/visits.parquet') to '{data}/new.parquet'")
    duckdb.sql(f"copy (from '{data}/visits.parquet' where visit_id % 10 <> 3) to '{data}/sound.parquet'")
    (data / "new.parquet").replace(data / "visits.parquet")
    record = check(data, tmp_path / "broken")
    visits = record["inputs"]["visits"]
    assert record["quarantined"] == visits["quarantined"] > visits["rows"] // 11
    (data / "sound.parquet").replace(data / "visits.parquet")
    check(data, tmp_path / "sound")
    assert (tmp_path / "broken/findings.parquet").read_bytes() == (
        tmp_path / "sound/findings.parquet"
    ).read_bytes()


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        pytest.param("client_id", "12x", "client_id: inte heltal", id="no number"),
        pytest.param("minutes", "12,5", "minutes: inte heltal", id="half a minute"),
        pytest.param("minutes", "12.5", "minutes: inte heltal", id="half a minute with a point"),
        pytest.param("period_from", "31/3 2026", "period_from: inte datum", id="no date"),
        pytest.param("client_id", "", "kolumnen client_id saknar värde", id="empty"),
    ],
)
def test_values_of_a_csv_that_are_not_understood(
    tmp_path: Path, column: str, value: str, reason: str
) -> None:
    data = small(tmp_path / "a", lines=[{"line_id": "1"}, {"line_id": "2"}])
    columns, found = rows(data, "lines")
    found[1][columns.index(column)] = value
    (data / "lines.parquet").unlink()
    write_csv(data / "lines.csv", [columns, *found])
    record = check(data, tmp_path / "out")
    assert record["inputs"]["lines"]["quarantine_reasons"] == {reason: 1}
    assert record["inputs"]["lines"]["rows"] == 2


def test_a_csv_line_with_too_few_cells_is_counted(tmp_path: Path) -> None:
    data = as_csv(small(tmp_path / "a"), ["lines"])
    with (data / "lines.csv").open("a", encoding="utf-8") as stream:
        stream.write("7;7\n")
    record = check(data, tmp_path / "out")
    assert record["inputs"]["lines"]["rows"] == 2
    assert record["quarantined"] == 1


def test_a_csv_line_with_too_many_cells_is_set_aside(tmp_path: Path) -> None:
    """A separator within an unquoted value moves the cells; whole numbers all of them, the row is still wrong."""
    data = as_csv(small(tmp_path / "a", lines=[{"line_id": "1"}, {"line_id": "2"}]), ["lines"])
    with (data / "lines.csv").open(encoding="utf-8") as stream:
        lines = stream.read().splitlines()
    (data / "lines.csv").write_text("\n".join([*lines[:-1], lines[-1] + ";00"]) + "\n", "utf-8")
    record = check(data, tmp_path / "out")
    assert record["inputs"]["lines"]["rows"] == 2
    assert record["inputs"]["lines"]["quarantine_reasons"] == {"fler celler än rubriker": 1}
