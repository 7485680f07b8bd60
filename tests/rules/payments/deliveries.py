"""Small deliveries for the tests: the same rows as Parquet or as CSV in the ways suppliers write it."""

import csv
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from tertial.payments.engine.examples import Row, write_delivery
from tertial.payments.engine.tables import TABLES
from tertial.payments.generator import City, generate

VISITS: list[Row] = [
    {"visit_id": "1", "staff_id": "1", "start_utc": "2026-03-02T08:00:00", "end_utc": "2026-03-02T09:00:00"},
    {"visit_id": "2", "staff_id": "1", "start_utc": "2026-03-02T08:30:00", "end_utc": "2026-03-02T09:30:00"},
]
SMALL: dict[str, list[Row]] = {
    "clients": [{"client_id": "1"}],
    "providers": [{"provider_id": "1"}],
    "permits": [{"provider_id": "1"}],
    "tariffs": [{"service_id": "1"}],
    "decisions": [{"decision_id": "1"}],
    "absences": [{"absence_id": "1", "from_utc": "2026-03-09T08:00:00", "to_utc": "2026-03-10T08:00:00"}],
    "visits": VISITS,
    "lines": [{"line_id": "1", "minutes": "500", "amount_ore": "333333"}],
}


def small(folder: Path, **changes: list[Row]) -> Path:
    """A delivery where R1, R4 and R5 have something to find, with the tables changed that are named."""
    write_delivery(SMALL | changes, folder)
    return folder


CITIES = TemporaryDirectory(prefix="tertial-cities-")


def city(folder: Path, visits: int = 3000, seed: int = 1) -> Path:
    """A copy of a made-up city, which is made once."""
    made = Path(CITIES.name) / f"{visits}-{seed}"
    if not made.exists():
        generate(City(visits, seed), made)
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return folder


def rows(folder: Path, name: str) -> tuple[list[str], list[list[str]]]:
    """A table of a Parquet delivery as text, with its column names."""
    columns = list(TABLES[name].all_columns)
    listed = ", ".join(f"coalesce(cast({column} as varchar), '')" for column in columns)
    found = duckdb.sql(f"select {listed} from read_parquet('{folder / name}.parquet')").fetchall()
    return columns, [list(row) for row in found]


def as_csv(folder: Path, names: list[str] | None = None, separator: str = ";") -> Path:
    """The delivery with these tables (all, if none are named) as CSV instead."""
    for name in names or list(TABLES):
        columns, found = rows(folder, name)
        write_csv(folder / f"{name}.csv", [columns, *found], separator)
        (folder / f"{name}.parquet").unlink()
    return folder


def write_csv(file: Path, lines: list[list[str]], separator: str = ";", encoding: str = "utf-8") -> None:
    with file.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=separator).writerows(lines)
