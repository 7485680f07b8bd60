"""The cluster engine: the same SQL files, put into Spark's dialect by sqlglot, run where the rows are."""
# ruff: noqa: S608 - the SQL is put together from our own names and from quoted paths

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import sqlglot

from tertial.payments.engine.declaration import Rule, Shared
from tertial.payments.engine.intake import Taken
from tertial.payments.engine.quoting import text
from tertial.payments.engine.sentence import FINDING, findings_sql
from tertial.payments.engine.tables import OPEN_END, SQL_TYPE, TABLES
from tertial.payments.engine.trouble import Stopped

# What rules see, said in Spark: the counterpart of `duck.VIEWS`, over files that already have our exact types.
VIEWS = {
    "visits": (
        "select visit_id, client_id, staff_id, provider_id, service_id, "
        "unix_micros(cast(start_utc as timestamp)) as start_us, unix_micros(cast(end_utc as timestamp)) as end_us, "
        "work_date, cast(trunc(work_date, 'MM') as date) as month, manual, "
        "unix_micros(cast(registered_utc as timestamp)) as registered_us, method from files_visits"
    ),
    "absences": (
        "select absence_id, client_id, unix_micros(cast(from_utc as timestamp)) as from_us, "
        "unix_micros(cast(to_utc as timestamp)) as to_us from files_absences"
    ),
}
SQL_SETTINGS = {"spark.sql.session.timeZone": "UTC", "spark.sql.ansi.enabled": "true"}
STARTED_WITH = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}


class Spark:
    """Runs rules on Spark; which cluster is told by Spark's own settings (SPARK_MASTER, spark-defaults.conf)."""

    name = "spark"

    def __init__(self, connection: duckdb.DuckDBPyConnection, work: Path) -> None:
        self.connection = connection
        self.work = work
        self.session, self.is_ours = _session(work)

    def start(self, tables: dict[str, Taken], shared: list[Shared]) -> None:
        for name, taken in tables.items():
            files = [str(file.resolve()) for file in self._exact(taken)]
            with _plainly(name):
                self.session.read.parquet(*files).createOrReplaceTempView(f"files_{name}")
                self.session.sql(VIEWS.get(name, _plain(name))).createOrReplaceTempView(name)
        for each in shared:
            with _plainly(each.name):
                self.session.sql(in_spark(each.sql)).cache().createOrReplaceTempView(each.name)

    def run(self, rule: Rule, limits: dict[str, int]) -> None:
        """Findings come back as Parquet, so that they are sorted and written in the same way whatever the engine."""
        target = self.work / f"findings-{rule.code}"
        with _plainly(rule.code):
            self.session.sql(in_spark(findings_sql(rule, limits))).write.parquet(str(target.resolve()))
        if any(target.glob("*.parquet")):
            listed = ", ".join(FINDING)
            self.connection.execute(
                f"insert into findings select {listed} from read_parquet({text(target / '*.parquet')})"
            )

    def stop(self) -> None:
        self.session.catalog.clearCache()
        if self.is_ours:
            self.session.stop()

    def _exact(self, taken: Taken) -> tuple[Path, ...]:
        """The delivery's own files where their types are ours; else a copy that has them."""
        if taken.is_exact:
            return taken.files
        copy = self.work / f"{taken.name}.exact.parquet"
        self.connection.execute(f"copy ({taken.sql}) to {text(copy)} (format parquet)")
        return (copy,)


@contextmanager
def _plainly(what: str) -> Iterator[None]:
    """Whatever Spark or Java says, told in one line."""
    try:
        yield
    except Exception as error:
        words = str(error).strip().splitlines() or [type(error).__name__]
        raise Stopped(f"Spark avbröt {what}: {words[0]}. Inget resultat har skrivits.") from error


def in_spark(sql: str) -> str:
    """One statement from DuckDB's dialect to Spark's."""
    return sqlglot.transpile(sql, read="duckdb", write="spark")[0]


def _plain(name: str) -> str:
    table = TABLES[name]
    columns = [
        f"coalesce({column}, date '{OPEN_END}') as {column}"
        if column in table.may_be_empty
        else f"cast({column} as {SQL_TYPE[kind].replace('varchar', 'string')}) as {column}"
        for column, kind in table.all_columns.items()
    ]
    return f"select {', '.join(columns)} from files_{name}"


def _session(work: Path) -> tuple[Any, bool]:
    """A session, and whether it was started here; one that was there before is left running."""
    try:
        from pyspark.sql import SparkSession  # type: ignore[import-not-found, unused-ignore]
    except ImportError as error:
        raise Stopped(
            "Spark är inte installerat. Installera med: pip install tertial[spark], eller välj --engine duckdb."
        ) from error
    builder = SparkSession.builder.appName("tertial payments")
    before = SparkSession.getActiveSession()
    if before is not None:
        for name, value in SQL_SETTINGS.items():
            before.conf.set(name, value)
        return before, False
    told = SQL_SETTINGS | STARTED_WITH
    if "SPARK_MASTER" in os.environ:
        builder = builder.master(os.environ["SPARK_MASTER"])
    elif "SPARK_CONF_DIR" not in os.environ:  # nothing says where: on this machine
        builder = builder.master("local[*]")
        told = told | {
            "spark.sql.shuffle.partitions": "4",
            "spark.local.dir": str((work / "spark").resolve()),
        }
    for name, value in told.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:  # whatever Java says
        raise Stopped(
            f"Spark startade inte: {str(error).splitlines()[0]}. Kontrollera att Java 17 finns."
        ) from error
    session.sparkContext.setLogLevel("ERROR")
    return session, True
