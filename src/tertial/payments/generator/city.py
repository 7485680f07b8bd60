"""Writes a delivery of a made-up city: how big it is, and the steps (SQL, one file each) that make it."""
# ruff: noqa: S608 - the SQL is put together from our own names and from quoted paths

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from string import Template

import duckdb

from tertial.payments.engine.calendar import as_utc, days_in
from tertial.payments.engine.place import replacing
from tertial.payments.engine.tables import TABLES

SLOT = timedelta(minutes=40)
SLOTS = 46  # a night shift that began at 22:00 ends in the 45th slot, at six in the morning


@dataclass(frozen=True, slots=True)
class City:
    """How much of everything there is; a member of staff makes about 250 visits in a month."""

    visits: int
    seed: int = 1
    month: date = date(2026, 3, 1)

    @property
    def staff(self) -> int:
        return max(20, self.visits // 250)

    @property
    def providers(self) -> int:
        return max(2, self.staff // 80)

    @property
    def clients(self) -> int:
        return self.providers * (self.staff * 5 // 2 // self.providers)

    def parameters(self) -> dict[str, str]:
        return {
            "seed": str(self.seed),
            "staff": str(self.staff),
            "providers": str(self.providers),
            "clients": str(self.clients),
            "places": str(self.clients // self.providers),
            "days": str(len(days_in(self.month))),
            "long_days": str(max(2, self.clients // 500)),
            "year": str(self.month.year),
            "first": self.month.isoformat(),
        }


def slots_of(month: date) -> Iterator[tuple[int, date, date, int, int]]:
    """Every slot of the month that the clock really shows: day number, day, month, slot, microseconds UTC."""
    for number, day in enumerate(days_in(month)):
        for slot in range(SLOTS):
            moment = as_utc(datetime.combine(day, time(0)) + slot * SLOT)
            if moment is not None:
                yield number, day, month, slot, round(moment.replace(tzinfo=UTC).timestamp()) * 1_000_000


def generate(city: City, out: Path, *, csv: bool = False, memory: str = "2GB") -> dict[str, int]:
    """Write the delivery and its truth to `out`; answers how many rows each table got."""
    with replacing(out, ours="truth.parquet") as folder:
        scratch = folder / "scratch"
        scratch.mkdir()
        connection = duckdb.connect(str(scratch / "city.duckdb"))
        try:
            connection.execute(f"set memory_limit = '{memory}'")
            connection.execute(
                "create table slots (day_no int, day date, month date, slot int, at_us bigint)"
            )
            connection.executemany("insert into slots values (?, ?, ?, ?, ?)", list(slots_of(city.month)))
            for step in _steps():
                connection.execute(Template(step).substitute(city.parameters()))
            counts = {name: _write(connection, name, folder, csv) for name in [*TABLES, "truth"]}
        finally:
            connection.close()
        for left in scratch.iterdir():
            left.unlink()
        scratch.rmdir()
    return counts


def _steps() -> list[str]:
    folder = files("tertial.payments.generator") / "steps"
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    return [file.read_text("utf-8") for file in found if file.name.endswith(".sql")]


def _write(connection: duckdb.DuckDBPyConnection, name: str, folder: Path, csv: bool) -> int:
    """Tables are written as they come (the order of the calls); the truth is small and sorted."""
    columns = ", ".join(TABLES[name].all_columns) if name in TABLES else "*"
    order = "" if name == "visits" else " order by all"
    ending = "csv" if csv and name != "truth" else "parquet"
    target = str(folder / f"{name}.{ending}").replace("'", "''")
    form = "format csv, header, delimiter ';'" if ending == "csv" else "format parquet"
    row = connection.execute(f"copy (select {columns} from {name}{order}) to '{target}' ({form})").fetchone()
    return int(row[0]) if row else 0
