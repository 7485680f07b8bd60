"""The embedded engine: DuckDB in the process, with a memory limit and a folder to spill to."""

import re
from pathlib import Path

import duckdb

from tertial.payments.engine.declaration import Rule, Shared
from tertial.payments.engine.intake import Taken
from tertial.payments.engine.sentence import findings_sql
from tertial.payments.engine.trouble import BadInput

# What rules see: moments as whole microseconds, and the month that a visit's day belongs to.
VIEWS = {
    "visits": (
        "select visit_id, client_id, staff_id, provider_id, service_id, epoch_us(start_utc) as start_us, "
        "epoch_us(end_utc) as end_us, work_date, cast(date_trunc('month', work_date) as date) as month, manual, "
        "epoch_us(registered_utc) as registered_us, method from ({})"
    ),
    "absences": "select absence_id, client_id, epoch_us(from_utc) as from_us, epoch_us(to_utc) as to_us from ({})",
}


def connect(work: Path, memory: str, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A database in memory that spills to the work folder; nothing is fetched from the net."""
    connection = duckdb.connect(":memory:")
    spill = str(work / "spill").replace("'", "''")
    if not re.fullmatch(r"\d+(\.\d+)? ?[KMGT]i?B", memory, re.IGNORECASE):
        raise BadInput(f"Minnesgränsen {memory} skrivs som 2GB eller 500MB.")
    connection.execute(f"set memory_limit = '{memory}'; set temp_directory = '{spill}'")
    connection.execute("set preserve_insertion_order = false; set autoinstall_known_extensions = false")
    connection.execute("set timezone = 'UTC'")
    if threads:
        connection.execute(f"set threads = {int(threads)}")
    return connection


class Duck:
    """Runs rules on the taken-in tables and adds their findings to the table `findings`."""

    name = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def start(self, tables: dict[str, Taken], shared: list[Shared]) -> None:
        for name, taken in tables.items():
            sql = VIEWS.get(name, "select * from ({})").format(taken.sql)
            self.connection.execute(f"create or replace temp view {name} as {sql}")
        for each in shared:
            self.connection.execute(f"create or replace temp table {each.name} as {each.sql}")

    def run(self, rule: Rule, limits: dict[str, int]) -> None:
        self.connection.execute(f"insert into findings {findings_sql(rule, limits)}")

    def stop(self) -> None:
        """The caller owns the connection."""
