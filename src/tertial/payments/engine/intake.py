"""Takes a delivery in: counts and sums every table, sets broken rows aside with reasons, refuses what is none."""
# ruff: noqa: S608 - the SQL is put together from our own names and from quoted paths

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tertial.payments.engine.delivery import Look, Mapping, Source, look_at, mappings, sources
from tertial.payments.engine.quoting import text
from tertial.payments.engine.reading import ORIGINAL, TROUBLE, Reading, reading
from tertial.payments.engine.tables import TABLES, Kind, Table
from tertial.payments.engine.trouble import BadInput

UNREASONABLE = {
    Kind.MOMENT: "({0} < timestamp '1970-01-01' or {0} >= timestamp '2200-01-01')",
    Kind.DATE: "({0} < date '1900-01-01')",
}
AGAIN = "samma rad en gång till"
LARGEST = {
    "minutes": 10**8,
    "minutes_per_month": 10**8,
    "price_ore": 10**10,
    "amount_ore": 10**15,
    "allowed_staff": 10**6,
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A table after intake: where its sound rows are read, and what was counted."""

    name: str
    sql: str
    files: tuple[Path, ...]
    is_exact: bool
    rows: int
    quarantined: dict[str, int]
    sums: dict[str, int]


@dataclass(frozen=True, slots=True)
class Delivery:
    tables: dict[str, Taken]
    sources: tuple[Source, ...]
    looks: dict[Path, Future[Look]]

    def inputs(self) -> dict[str, Any]:
        """What `run.json` says about the tables; waits for the fingerprints."""
        told = {}
        for source in self.sources:
            taken = self.tables[source.name]
            looks = [self.looks[file].result() for file in source.files]
            told[source.name] = {
                "rows": taken.rows,
                "quarantined": sum(taken.quarantined.values()),
                "quarantine_reasons": taken.quarantined,
                "sums": taken.sums,
                "files": [
                    {
                        "file": str(
                            Path(*file.parts[-1 - (len(source.files) > 1 or file.stem != source.name) :])
                        ),
                        "bytes": look.size,
                        "sha256": look.sha256,
                    }
                    for file, look in zip(source.files, looks, strict=True)
                ],
            }
        return told


def take_in(
    connection: duckdb.DuckDBPyConnection, data: Path, names: list[str], mapping_file: Path | None, work: Path
) -> Delivery:
    """Every table named, read, counted and cleared of broken rows, which go to the table `quarantine`."""
    found = sources(data, names)
    maps = mappings(data, mapping_file)
    connection.execute(
        "create temp table quarantine (table_name varchar, key bigint, reason varchar, original varchar)"
    )
    pool = ThreadPoolExecutor(1, thread_name_prefix="fingerprint")
    looks = {
        file: pool.submit(look_at, file)
        for source in sorted(found, key=lambda each: not each.is_csv)
        for file in source.files
    }
    pool.shutdown(wait=False)
    tables = {}
    for source in found:
        ready = {file: looks[file].result() for file in source.files} if source.is_csv else {}
        read = reading(connection, source, maps.get(source.name, Mapping()), ready, work)
        tables[source.name] = _taken(connection, read, work)
    _refuse_overlapping_tariffs(connection, tables.get("tariffs"))
    return Delivery(tables, tuple(found), looks)


def _taken(connection: duckdb.DuckDBPyConnection, read: Reading, work: Path) -> Taken:
    table = TABLES[read.name]
    connection.execute(f"create or replace temp view raw_{read.name} as {read.sql}")
    reasons = _reasons(read)
    sound = " and ".join(f"not coalesce({condition}, false)" for condition in reasons)
    repeated = _repeated_keys(connection, read.name, table.key)
    sums = "".join(f", sum({each}) filter (where {sound})" for each in table.sums.values())
    row = connection.execute(
        f"select count(*), count(*) filter (where {sound}){sums} from raw_{read.name}"
    ).fetchone()
    rows, good, *totals = row or (0, 0)
    if good == rows and not repeated:
        return Taken(read.name, read.sql, read.files, read.is_exact, rows, {}, _sums(table.sums, totals))
    return _without_broken(connection, read, reasons, rows, work)


def _repeated_keys(connection: duckdb.DuckDBPyConnection, name: str, key: str | None) -> bool:
    if key is None:
        return False
    # Ids mostly stand close: in each block of 64, as many bits as rows. Far cheaper than a group per id.
    row = connection.execute(
        f"select exists (select 1 from raw_{name} where {key} is not null group by {key} >> 6 "
        f"having bit_count(bit_or(cast(1 as ubigint) << cast({key} & 63 as integer))) <> count(*))"
    ).fetchone()
    return bool(row and row[0])


def _reasons(read: Reading) -> dict[str, str]:
    """Conditions that make a row broken, with the reason in words; the first that holds is told."""
    table = TABLES[read.name]
    reasons = {}
    if TROUBLE in read.sql:
        reasons[f"{TROUBLE} is not null"] = TROUBLE
    for column in table.columns:
        if column not in table.may_be_empty:
            reasons[f"{column} is null"] = f"kolumnen {column} saknar värde"
    for column, kind in table.all_columns.items():
        if kind in UNREASONABLE:
            reasons[UNREASONABLE[kind].format(column)] = f"orimlig tid i kolumnen {column}"
        if column in LARGEST:
            reasons[f"abs({column}) > {LARGEST[column]}"] = f"orimligt stort tal i kolumnen {column}"
    return reasons | table.broken


def _without_broken(
    connection: duckdb.DuckDBPyConnection, read: Reading, reasons: dict[str, str], rows: int, work: Path
) -> Taken:
    """The sound rows in a file of their own; the others in `quarantine`."""
    table, name = TABLES[read.name], read.name
    columns = ", ".join(table.all_columns)
    _judge(connection, read, reasons)
    _set_aside(connection, read, table)
    clean = work / f"{name}.clean.parquet"
    connection.execute(
        f"copy (select {columns} from judged where reason is null "
        f"union all select distinct {columns} from judged where reason = {text(AGAIN)}) "
        f"to {text(clean)} (format parquet, compression lz4)"
    )
    sql = f"select {columns} from read_parquet({text(clean)})"
    sums = ", ".join(["count(*)", *(f"sum({each})" for each in table.sums.values())])
    _, *totals = connection.execute(f"select {sums} from ({sql})").fetchone() or (0,)
    return Taken(name, sql, (clean,), True, rows, _counted(connection, name), _sums(table.sums, totals))


def _judge(connection: duckdb.DuckDBPyConnection, read: Reading, reasons: dict[str, str]) -> None:
    """The view `judged`: every row with its reason to be set aside, or none."""
    cases = " ".join(
        f"when {condition} then {TROUBLE if reason == TROUBLE else text(reason)}"
        for condition, reason in reasons.items()
    )
    connection.execute(
        f"create or replace temp view judged_alone as select *, case {cases} end as alone from raw_{read.name}"
    )
    table = TABLES[read.name]
    key = table.key
    if key is None:
        connection.execute(
            "create or replace temp view judged as select *, alone as reason from judged_alone"
        )
        return
    # Of identical rows one is kept; rows with the same key that differ cannot be trusted, none of them.
    row = ", ".join(table.all_columns)
    connection.execute(
        f"create or replace temp table repeated as select {key} as repeated_key, "
        f"case when min(hash({row})) = max(hash({row})) then {text(AGAIN)} "
        f"else 'samma {key} på rader som skiljer sig' end as together "
        f"from judged_alone where alone is null group by {key} having count(*) > 1"
    )
    connection.execute(
        "create or replace temp view judged as select judged_alone.*, coalesce(alone, together) as reason "
        f"from judged_alone left join repeated on repeated_key = {key}"
    )


def _set_aside(connection: duckdb.DuckDBPyConnection, read: Reading, table: Table) -> None:
    """The broken rows go to `quarantine` as they stood; of identical rows all but the one that is kept."""
    as_read = ", ".join(f"{column!r}: {column}" for column in table.columns)
    original = f"cast(to_json({{{as_read}}}) as varchar)"
    if ORIGINAL in read.sql:
        original = f"coalesce({ORIGINAL}, {original})"
    key = table.key or "null"
    connection.execute(
        f"insert into quarantine select '{read.name}', {key}, reason, {original} from judged "
        f"where reason is not null "
        f"qualify reason <> {text(AGAIN)} or row_number() over (partition by {key}, reason) > 1"
    )


def _counted(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, int]:
    """Rows by reason; a reason that names its value is counted by what comes before it."""
    rows = connection.execute(
        "select trim(regexp_extract(reason, '^[^:;]*(: inte [^(:]*)?')), count(*) from quarantine "
        "where table_name = ? group by 1 order by 1",
        [name],
    ).fetchall()
    return dict(rows)


def _sums(names: dict[str, str], totals: list[Any]) -> dict[str, int]:
    return {name: int(total or 0) for name, total in zip(names, totals, strict=True)}


def _refuse_overlapping_tariffs(connection: duckdb.DuckDBPyConnection, tariffs: Taken | None) -> None:
    if tariffs is None:
        return
    row = connection.execute(
        f"""
        select service_id, zone, until, valid_from from (
            select service_id, zone, valid_from,
                   max(valid_to) over (partition by service_id, zone order by valid_from, valid_to
                                       rows between unbounded preceding and 1 preceding) as until
            from ({tariffs.sql}))
        where valid_from <= until order by all limit 1
        """
    ).fetchone()
    if row:
        raise BadInput(
            f"Taxorna för insats {row[0]} i zon {row[1]} överlappar: en gäller till och med {row[2]}, "
            f"nästa från {row[3]}. Rätta tabellen tariffs så att bara en taxa gäller varje dag."
        )
