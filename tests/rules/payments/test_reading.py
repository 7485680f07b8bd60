"""Deliveries as suppliers write them give the same findings, byte for byte, as the same rows in Parquet."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from tertial.payments import Settings, check
from tests.rules.payments.deliveries import as_csv, city, rows, small, write_csv

RESULT = ("findings.parquet", "findings.csv")


def bytes_of(data: Path, out: Path, **settings: str) -> list[bytes]:
    check(data, out, Settings(**settings))  # type: ignore[arg-type]
    return [(out / name).read_bytes() for name in RESULT]


def visits_of(out: Path) -> list[tuple[int, str]]:
    return duckdb.sql(
        f"select visit_id, rule from '{out}/findings.parquet' where rule = 'R5' order by all"
    ).fetchall()


def rewritten(
    data: Path, name: str, change: Callable[[str, str], str], rename: dict[str, str], **form: str
) -> None:
    """The table as CSV with every value changed, and columns renamed."""
    columns, found = rows(data, name)
    header = [rename.get(column, column) for column in columns]
    body = [[change(column, value) for column, value in zip(columns, row, strict=True)] for row in found]
    write_csv(data / f"{name}.csv", [header, *body], **form)  # type: ignore[arg-type]
    (data / f"{name}.parquet").unlink()


@pytest.mark.parametrize("separator", [";", ","])
def test_csv_gives_what_parquet_gives(tmp_path: Path, separator: str) -> None:
    wanted = bytes_of(city(tmp_path / "a"), tmp_path / "parquet")
    assert bytes_of(as_csv(tmp_path / "a", separator=separator), tmp_path / "csv") == wanted
    assert len(wanted[1].splitlines()) > 20


def test_a_folder_of_parts_is_a_table_and_goes_before_a_csv(tmp_path: Path) -> None:
    data = city(tmp_path / "a")
    wanted = bytes_of(data, tmp_path / "one")
    (data / "visits").mkdir()
    for part in (0, 1):
        duckdb.sql(
            f"copy (from '{data}/visits.parquet' where visit_id % 2 = {part}) to '{data}/visits/{part}.parquet'"
        )
    (data / "visits.parquet").unlink()
    (data / "visits.csv").write_text("not;read\n", "utf-8")
    (data / "readme.docx").write_bytes(b"ignored")
    assert bytes_of(data, tmp_path / "parts") == wanted


def test_decimal_comma_windows_encoding_and_their_own_names(tmp_path: Path) -> None:
    data = city(tmp_path / "a")
    wanted = bytes_of(data, tmp_path / "parquet")

    def as_written(column: str, value: str) -> str:
        if column in ("price_ore", "amount_ore"):
            kronor = f"{int(value) / 100:,.2f}"
            return kronor.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
        return f"{value},0" if column == "minutes" else value

    names = {
        "price_ore": "Pris (kr)",
        "amount_ore": "Belopp",
        "client_id": "Sökande",
        "period_to": "Periodslut å",
    }
    rewritten(data, "lines", as_written, names, encoding="cp1252")
    told = "\n".join(f'{ours} = "{theirs}"' for ours, theirs in names.items())
    (data / "mapping.toml").write_text(
        f'[lines]\nkronor = ["price_ore", "amount_ore"]\n[lines.columns]\n{told}\n', "utf-8"
    )
    assert bytes_of(data, tmp_path / "csv") == wanted


@pytest.mark.parametrize("form", ["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S+00:00", "%Y-%m-%d %H:%M:%S.000"])
def test_moments_in_several_forms(tmp_path: Path, form: str) -> None:
    data = city(tmp_path / "a")
    wanted = bytes_of(data, tmp_path / "parquet")

    def as_written(column: str, value: str) -> str:
        return datetime.fromisoformat(value).strftime(form) if column.endswith("_utc") else value

    rewritten(data, "visits", as_written, {})
    assert bytes_of(data, tmp_path / "csv") == wanted


def test_swedish_time_becomes_utc(tmp_path: Path) -> None:
    """The made-up month has a spring night; every moment comes back to the same second."""
    from datetime import UTC

    from tertial.payments.engine.calendar import STOCKHOLM

    data = city(tmp_path / "a")
    wanted = bytes_of(data, tmp_path / "parquet")

    def as_written(column: str, value: str) -> str:
        if not column.endswith("_utc"):
            return value
        moment = datetime.fromisoformat(value).replace(tzinfo=UTC).astimezone(STOCKHOLM)
        return f"{moment:%Y-%m-%d %H:%M:%S}"

    rewritten(
        data,
        "visits",
        as_written,
        {"start_utc": "start_local", "end_utc": "end_local", "registered_utc": "x"},
    )
    assert bytes_of(data, tmp_path / "csv") == wanted


@pytest.mark.parametrize(
    ("start", "end", "folds", "wanted"),
    [
        pytest.param(
            "2026-10-25 02:30", "2026-10-25 02:10", None, ("00:30", "01:10"), id="backwards: summer, winter"
        ),
        pytest.param("2026-10-25 01:50", "2026-10-25 02:20", ("", "0"), ("23:50", "00:20"), id="told: first"),
        pytest.param(
            "2026-10-25 01:50", "2026-10-25 02:20", ("", "1"), ("23:50", "01:20"), id="told: second"
        ),
        pytest.param("2026-10-25 01:50", "2026-10-25 02:20+02:00", None, ("23:50", "00:20"), id="own zone"),
        pytest.param("2026-10-25 02:20 CET", "2026-10-25 03:00", None, ("01:20", "02:00"), id="named zone"),
        pytest.param("2026-10-25 01:50", "2026-10-25 02:20", None, None, id="cannot be told"),
        pytest.param("2026-03-29 02:30", "2026-03-29 03:30", None, None, id="an hour that does not exist"),
        pytest.param(
            "2026-03-29 01:30", "2026-03-29 03:30", None, ("00:30", "01:30"), id="one hour over the spring"
        ),
        pytest.param("2026-07-01 08:00", "2026-07-01 09:00", None, ("06:00", "07:00"), id="summer"),
    ],
)
def test_the_double_hour_is_told_apart(
    tmp_path: Path, start: str, end: str, folds: tuple[str, str] | None, wanted: tuple[str, str] | None
) -> None:
    from tertial.payments import evidence

    month = start[:7]
    data = small(tmp_path / "a", lines=[{"line_id": "1", "month": f"{month}-01"}])
    (data / "visits.parquet").unlink()
    header = [
        "visit_id",
        "client_id",
        "staff_id",
        "provider_id",
        "service_id",
        "start_local",
        "end_local",
        "work_date",
        "manual",
    ]
    row = ["1", "1", "1", "1", "1", start, end, start[:10], "nej"]
    if folds:
        header, row = [*header, "start_fold", "end_fold"], [*row, *folds]
    write_csv(data / "visits.csv", [header, row])
    found = evidence(data, 1).visits
    assert [(f"{each.start_utc:%H:%M}", f"{each.end_utc:%H:%M}") for each in found] == (
        [wanted] if wanted else []
    )
    record = check(data, tmp_path / "out")
    assert record["quarantined"] == (0 if wanted else 1)


def test_parquet_of_other_tools_is_read(tmp_path: Path) -> None:
    """Time zones, milliseconds, smaller whole numbers and days as moments are the same thing."""
    data = city(tmp_path / "a")
    wanted = bytes_of(data, tmp_path / "parquet")
    duckdb.sql(
        f"""copy (select * replace (cast(staff_id as integer) as staff_id, start_utc at time zone 'UTC' as start_utc,
        end_utc at time zone 'UTC' as end_utc, registered_utc at time zone 'UTC' as registered_utc,
        cast(work_date as timestamp_ns) as work_date, cast(manual as tinyint) as manual,
        cast(client_id as double) as client_id)
        from '{data}/visits.parquet') to '{data}/new.parquet'"""
    )
    (data / "new.parquet").replace(data / "visits.parquet")
    assert bytes_of(data, tmp_path / "other") == wanted


def test_an_empty_last_day_is_until_further_notice(tmp_path: Path) -> None:
    data = small(
        tmp_path / "a",
        decisions=[{"decision_id": "1", "valid_to": None}],
        permits=[{"provider_id": "1", "valid_to": None}],
    )
    record = check(data, tmp_path / "out")
    assert [record["rules"][code]["hits"] for code in ("R3", "R9", "R14")] == [0, 0, 0]
    assert record["quarantined"] == 0


def test_zones_may_be_text_or_numbers(tmp_path: Path) -> None:
    """Whatever a city calls its zones, also when two tables write the same zone differently."""
    zones = {
        "providers": [{"provider_id": "1", "zone": "Väst"}],
        "tariffs": [{"service_id": "1", "zone": "Väst"}],
    }
    assert check(small(tmp_path / "text", **zones), tmp_path / "out")["rules"]["R10"]["hits"] == 0  # type: ignore[arg-type]
    data = small(tmp_path / "numbers")
    duckdb.sql(
        f"copy (select * replace (cast(zone as integer) as zone) from '{data}/providers.parquet') to '{data}/new.parquet'"
    )
    (data / "new.parquet").replace(data / "providers.parquet")
    assert check(data, tmp_path / "out")["rules"]["R10"]["hits"] == 0


def test_an_empty_last_day_under_another_name(tmp_path: Path) -> None:
    data = small(tmp_path / "a", decisions=[{"decision_id": "1", "valid_to": None}])
    duckdb.sql(
        f"copy (select * rename (valid_to as Slut) from '{data}/decisions.parquet') to '{data}/new.parquet'"
    )
    (data / "new.parquet").replace(data / "decisions.parquet")
    (data / "mapping.toml").write_text('[decisions.columns]\nvalid_to = "Slut"\n', "utf-8")
    record = check(data, tmp_path / "out")
    assert [record["rules"][code]["hits"] for code in ("R3", "R14")] == [0, 0]


def test_a_line_break_within_quotes_is_part_of_the_value(tmp_path: Path) -> None:
    """Also where the file must be read as text, here for the sake of a broken number."""
    data = small(tmp_path / "a", lines=[{"line_id": "1"}, {"line_id": "2"}])
    columns, found = rows(data, "lines")
    found[1][columns.index("minutes")] = "tolv"
    (data / "lines.parquet").unlink()
    body = [[*row, "rad ett\nrad två"] for row in found]
    write_csv(data / "lines.csv", [[*columns, "Anteckning"], *body])
    record = check(data, tmp_path / "out")
    assert record["inputs"]["lines"]["rows"] == 2
    assert record["inputs"]["lines"]["quarantine_reasons"] == {"minutes: inte heltal": 1}
