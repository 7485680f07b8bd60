"""What a run leaves: the findings (Parquet and CSV, the same rows), the quarantine, and the record of the run."""
# ruff: noqa: S608 - the SQL is put together from our own names and from quoted paths

import json
from pathlib import Path
from typing import Any

import duckdb

from tertial.payments.engine.quoting import text
from tertial.payments.engine.sentence import FINDING

MARK = "run.json"


def make_findings(connection: duckdb.DuckDBPyConnection) -> None:
    listed = ", ".join(f"{name} {kind}" for name, kind in FINDING.items())
    connection.execute(f"create temp table findings ({listed})")


def write_findings(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Sorted by all columns, empty ones last, so that the same findings are the same bytes."""
    connection.execute("set preserve_insertion_order = true")
    for name, form in (
        ("findings.parquet", "format parquet, compression zstd"),
        ("findings.csv", "format csv, header"),
    ):
        connection.execute(f"copy (select * from findings order by all) to {text(folder / name)} ({form})")
    connection.execute(
        f"copy (select * from quarantine order by all) to {text(folder / 'quarantine.csv')} (format csv, header)"
    )


def hits_by_rule(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int]]:
    """Each rule's hits and öre at stake; a line counts once however often it is hit."""
    rows = connection.execute(
        "select rule, sum(hits), sum(ore) from (select rule, line_id, count(*) as hits, max(amount_ore) as ore "
        "from findings group by rule, line_id) group by rule"
    ).fetchall()
    return {rule: (int(hits), int(ore or 0)) for rule, hits, ore in rows}


def ore_at_stake(connection: duckdb.DuckDBPyConnection) -> int:
    """Öre on all lines with any finding, each line once."""
    row = connection.execute(
        "select sum(ore) from (select max(amount_ore) as ore from findings where line_id is not null group by line_id)"
    ).fetchone()
    return int(row[0] or 0) if row else 0


def write_record(folder: Path, record: dict[str, Any]) -> None:
    (folder / MARK).write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", "utf-8")
