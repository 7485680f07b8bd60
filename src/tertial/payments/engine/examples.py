"""A rule's examples as a delivery: small tables written as text, where only what matters is written out."""
# ruff: noqa: S608 - the SQL is put together from our own names and from quoted paths

from pathlib import Path

import duckdb

from tertial.payments.engine.declaration import Example
from tertial.payments.engine.quoting import text
from tertial.payments.engine.sentence import FINDING
from tertial.payments.engine.tables import SQL_TYPE, TABLES, Kind

# What a row has where the example says nothing.
DEFAULTS: dict[str, dict[str, str]] = {
    "clients": {"allowed_staff": "1"},
    "providers": {"zone": "1"},
    "permits": {"valid_from": "2026-01-01", "valid_to": "2026-12-31"},
    "tariffs": {"zone": "1", "valid_from": "2026-01-01", "valid_to": "2026-12-31", "price_ore": "40000"},
    "decisions": {
        "client_id": "1",
        "provider_id": "1",
        "service_id": "1",
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
        "minutes_per_month": "600",
    },
    "absences": {"client_id": "1"},
    "visits": {
        "client_id": "1",
        "staff_id": "1",
        "provider_id": "1",
        "service_id": "1",
        "start_utc": "2026-03-02T08:00",
        "end_utc": "2026-03-02T08:30",
        "work_date": "2026-03-02",
        "manual": "nej",
    },
    "lines": {
        "invoice_id": "1",
        "client_id": "1",
        "provider_id": "1",
        "service_id": "1",
        "month": "2026-03-01",
        "period_from": "2026-03-01",
        "period_to": "2026-03-31",
        "minutes": "60",
        "price_ore": "40000",
        "amount_ore": "40000",
    },
}

Row = dict[str, str | None]


def rows_of(text: str) -> list[Row]:
    """The rows of a text table: names on the first line, values parted by spaces, `-` for nothing."""
    lines = [line.split() for line in text.strip().splitlines()]
    if not lines:
        return []
    names, *rest = lines
    return [
        {name: None if told == "-" else told for name, told in zip(names, row, strict=True)} for row in rest
    ]


def write_example(example: Example, folder: Path) -> None:
    """Every table of the delivery as Parquet; those the example does not name are empty."""
    write_delivery({name: rows_of(text) for name, text in example.tables.items()}, folder)


def write_delivery(tables: dict[str, list[Row]], folder: Path) -> None:
    """Rows with the defaults filled in, each table in a Parquet file."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(":memory:")
    try:
        for name, table in TABLES.items():
            columns = table.all_columns
            listed = ", ".join(f"{column} {SQL_TYPE[kind]}" for column, kind in columns.items())
            connection.execute(f"create table {name} ({listed})")
            rows = [_filled(name, row) for row in tables.get(name, [])]
            if rows:
                slots = ", ".join("?" for _ in columns)
                connection.executemany(f"insert into {name} values ({slots})", rows)
            connection.execute(f"copy {name} to {text(folder / f'{name}.parquet')} (format parquet)")
    finally:
        connection.close()


def expected(example: Example, code: str) -> list[Row]:
    """The hits as the example writes them; each names only the columns that matter."""
    return [{"rule": code, **row} for row in rows_of(example.hits)]


def found(file: Path) -> list[Row]:
    """The findings of a run as text, column by column."""
    listed = ", ".join(f"cast({name} as varchar) as {name}" for name in FINDING)
    connection = duckdb.connect(":memory:")
    try:
        rows = connection.execute(f"select {listed} from read_parquet(?)", [str(file)]).fetchall()
    finally:
        connection.close()
    return [dict(zip(FINDING, row, strict=True)) for row in rows]


def _filled(name: str, row: Row) -> list[str | bool | None]:
    columns = TABLES[name].all_columns
    unknown = set(row) - set(columns)
    if unknown:
        raise ValueError(f"{name} has no column {', '.join(sorted(unknown))}")
    whole = DEFAULTS[name] | _following(name, row) | row
    return [_value(whole.get(column), kind) for column, kind in columns.items()]


def _following(name: str, row: Row) -> dict[str, str]:
    """A visit belongs to the day it starts, where nothing else is said."""
    start = row.get("start_utc")
    return {"work_date": start[:10]} if name == "visits" and start else {}


def _value(told: str | None, kind: Kind) -> str | bool | None:
    if kind is Kind.YES_NO and told is not None:
        return told == "ja"
    return told
