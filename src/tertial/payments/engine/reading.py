"""Reads the delivery's tables with exact types: what a column may be in a file, and what it becomes."""
# ruff: noqa: S608 - the SQL is put together from our own names and from quoted paths

from collections.abc import Mapping as Pairs
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tertial.payments.engine.csvfiles import csv_as_parquet
from tertial.payments.engine.delivery import Look, Mapping, Source
from tertial.payments.engine.quoting import quoted, text
from tertial.payments.engine.tables import OPEN_END, SQL_TYPE, TABLES, Kind
from tertial.payments.engine.trouble import BadInput

WHOLE = {
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "HUGEINT",
}
FLOATING = {"FLOAT", "DOUBLE"}
MOMENTS = {"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE"}
ZONED = "TIMESTAMP WITH TIME ZONE"
MAY_BE = {
    Kind.NUMBER: WHOLE | FLOATING,
    Kind.DATE: {"DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"},
    Kind.MOMENT: MOMENTS,
    Kind.YES_NO: {"BOOLEAN"} | WHOLE,
    Kind.TEXT: {"VARCHAR"},
    Kind.CODE: {"VARCHAR"} | WHOLE | FLOATING,
}
TROUBLE = "_trouble"  # the column where reading a CSV notes what was wrong with a row
ORIGINAL = "_original"  # and the row as it stood


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is read: the statement, and whether the files already have exactly our types."""

    name: str
    sql: str
    files: tuple[Path, ...]
    is_exact: bool


def reading(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    mapping: Mapping,
    looks: Pairs[Path, Look],
    work: Path,
) -> Reading:
    """The statement that gives the table its columns and types; refuses files whose columns cannot be meant."""
    if source.is_csv:
        target = work / f"{source.name}.parquet"
        troubled = csv_as_parquet(connection, source, mapping, looks[source.files[0]], target)
        inner = Source(source.name, (target,))
        return _parquet(connection, inner, Mapping(), (TROUBLE, ORIGINAL) if troubled else ())
    return _parquet(connection, source, mapping)


def _parquet(
    connection: duckdb.DuckDBPyConnection, source: Source, mapping: Mapping, extra: tuple[str, ...] = ()
) -> Reading:
    table = TABLES[source.name]
    per_file = [_types_in(connection, file) for file in source.files]
    names = {ours: mapping.columns.get(ours, ours) for ours in table.all_columns}
    expressions, exact = [], True
    for ours, kind in table.all_columns.items():
        kinds = {types.get(names[ours]) for types in per_file}
        if kinds == {None} and ours in table.optional:
            expressions.append(f"cast(null as {SQL_TYPE[kind]}) as {ours}")
            exact = False
            continue
        _refuse(source, ours, names[ours], kind, kinds)
        exact = exact and kinds == {SQL_TYPE[kind].upper()} and names[ours] == ours
        expressions.append(f"{_expression(names[ours], kind, kinds, ours in table.may_be_empty)} as {ours}")
    _refuse_mixed_zones(source, table.all_columns, names, per_file)
    listed = _file_list(source.files)
    _refuse_fractions(connection, source, names, per_file, listed)
    sql = f"select {', '.join([*expressions, *extra])} from read_parquet({listed}, union_by_name = true)"
    if len(source.files) == 1:
        sql = sql.replace(", union_by_name = true", "")
    return Reading(source.name, sql, source.files, exact and not extra)


def _types_in(connection: duckdb.DuckDBPyConnection, file: Path) -> dict[str, str]:
    try:
        rows = connection.execute("describe select * from read_parquet(?)", [str(file)]).fetchall()
    except duckdb.Error as error:
        raise BadInput(
            f"{file} går inte att läsa som Parquet. Exportera filen igen. ({_first_line(error)})"
        ) from error
    return {row[0]: row[1] for row in rows}


def _refuse(source: Source, ours: str, theirs: str, kind: Kind, kinds: set[str | None]) -> None:
    where = source.files[0].parent if len(source.files) > 1 else source.files[0]
    called = ours if ours == theirs else f"{ours} (i filen {theirs})"
    if None in kinds:
        raise BadInput(
            f"{where}: kolumnen {called} saknas. Lägg till den eller ange dess namn i {'mapping.toml'}."
        )
    wrong = {each for each in kinds if each is not None} - MAY_BE[kind]
    if wrong:
        raise BadInput(f"{where}: kolumnen {called} ska vara {kind.value} men är {', '.join(sorted(wrong))}.")


def _refuse_mixed_zones(
    source: Source, columns: dict[str, Kind], names: dict[str, str], per_file: list[dict[str, str]]
) -> None:
    moments = [names[ours] for ours, kind in columns.items() if kind is Kind.MOMENT]
    zoned = {types[name] == ZONED for types in per_file for name in moments if name in types}
    if len(zoned) > 1:
        raise BadInput(
            f"{source.files[0].parent}/{source.name}: tidpunkter med och utan tidszon är blandade "
            f"({', '.join(moments)}). Exportera alla i UTC, eller alla med tidszon."
        )


def _refuse_fractions(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    names: dict[str, str],
    per_file: list[dict[str, str]],
    listed: str,
) -> None:
    """Floating columns (as some tools write whole numbers with gaps) must hold exact whole numbers."""
    for ours, kind in TABLES[source.name].all_columns.items():
        theirs = names[ours]
        if kind in (Kind.NUMBER, Kind.CODE) and any(types.get(theirs) in FLOATING for types in per_file):
            column = quoted(theirs)
            broken = connection.execute(
                f"select count(*) from read_parquet({listed}, union_by_name = true) "
                f"where not isnan({column}) and ({column} <> floor({column}) or abs({column}) > 9007199254740992)"
            ).fetchone()
            if broken and broken[0]:
                raise BadInput(
                    f"{source.files[0]}: kolumnen {theirs} ska vara heltal men har decimaler eller är för stor."
                )


def _expression(name: str, kind: Kind, kinds: set[str | None], is_open: bool) -> str:
    column = quoted(name)
    if kinds & FLOATING:
        number = f"cast(case when isnan({column}) then null else {column} end as bigint)"
        return number if kind is Kind.NUMBER else f"cast({number} as varchar)"
    if kind is Kind.CODE:
        return f"nullif(trim(cast({column} as varchar)), '')"
    if kind is Kind.MOMENT and ZONED in kinds:
        return f"make_timestamp(epoch_us({column}))"
    if is_open:
        return f"coalesce(cast({column} as date), date '{OPEN_END}')"
    if kinds == {SQL_TYPE[kind].upper()}:
        return column
    return f"cast({column} as {SQL_TYPE[kind]})"


def _file_list(files: tuple[Path, ...]) -> str:
    return "[" + ", ".join(text(file) for file in files) + "]"


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
