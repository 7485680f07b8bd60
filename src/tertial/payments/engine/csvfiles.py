"""Reads a CSV as suppliers write them: separator, encoding, their column names, and rows that are not whole.

A file that is exactly as it should be goes the fast way. Anything else is read as text and understood column by column
(`understanding.py`); what cannot be understood is noted on its row, so that the row can be set aside with its reason.
"""
# ruff: noqa: S608 - the SQL is put together from our own names and from quoted paths

import csv
from pathlib import Path

import duckdb

from tertial.payments.engine.delivery import Look, Mapping, Source
from tertial.payments.engine.quoting import quoted, text
from tertial.payments.engine.tables import SQL_TYPE, TABLES, Kind
from tertial.payments.engine.trouble import BadInput
from tertial.payments.engine.understanding import (
    Layout,
    first_look,
    has_zone,
    is_bare,
    look_name,
    plain_local,
    summer_time,
    understood,
)

FAST_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")
ZONED_FORMS = ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%SZ")  # UTC by its sign; not for columns in Swedish time
MORE = "_more"  # the first cell beyond the header's
TOO_MANY = "fler celler än rubriker: "


def csv_as_parquet(
    connection: duckdb.DuckDBPyConnection, source: Source, mapping: Mapping, look: Look, target: Path
) -> bool:
    """Write the table with our columns and types to `target`; answers whether any row has trouble noted on it."""
    file = source.files[0] if look.is_ascii else as_utf8(source.files[0], target)
    layout = layout_of(source, file, mapping)
    if not look.has_full_stop and _fast(connection, source.name, layout, target):
        return False
    return _as_text(connection, source, layout, target)


def _fast(connection: duckdb.DuckDBPyConnection, name: str, layout: Layout, target: Path) -> bool:
    """Read with the types given; False if the file is not exactly so (then nothing is kept)."""
    if layout.kronor or layout.hours:
        return False
    kinds = {theirs: TABLES[name].all_columns[ours] for ours, theirs in layout.theirs.items()}
    columns = {each: SQL_TYPE[kinds[each]] if each in kinds else "varchar" for each in layout.header}
    listed = ", ".join(
        f"{plain_local(quoted(theirs)) if ours in layout.local else quoted(theirs)} as {ours}"
        for ours, theirs in layout.theirs.items()
    )
    forms = FAST_FORMS if layout.local else FAST_FORMS + ZONED_FORMS
    for form in forms if Kind.MOMENT in kinds.values() else forms[:1]:
        sql = (
            f"copy (select {listed} from read_csv({text(layout.file)}, {reader_options(layout)}, strict_mode = true, "
            f"dateformat = '%Y-%m-%d', timestampformat = '{form}', columns = {as_struct(columns)})) "
            f"to {text(str(target))} (format parquet, compression lz4)"
        )
        try:
            connection.execute(sql)
        except (duckdb.ConversionException, duckdb.InvalidInputException):
            target.unlink(missing_ok=True)
            continue
        return _all_understood(connection, layout, target)
    return False


def _all_understood(connection: duckdb.DuckDBPyConnection, layout: Layout, target: Path) -> bool:
    """Whether every Swedish time became UTC; otherwise the file is read again with care."""
    if not layout.local:
        return True
    empty = " or ".join(f"{ours} is null" for ours in sorted(layout.local))
    row = connection.execute(
        f"select exists (select 1 from read_parquet({text(target)}) where {empty})"
    ).fetchone()
    return row is not None and not row[0]


def _as_text(connection: duckdb.DuckDBPyConnection, source: Source, layout: Layout, target: Path) -> bool:
    """Read as text, understand each column, note on each row what was not understood."""
    summer_time(connection)
    copy = f"copy ({_whole_table(source.name, layout)}) to {text(target)} (format parquet, compression lz4)"
    try:
        connection.execute(copy)
    except duckdb.Error as error:
        if "CSV Error" not in str(error):
            raise
        # A line break within quotes: the file cannot be read in pieces.
        _from_start_to_end(connection, source, copy.replace("null_padding", "parallel = false, null_padding"))
    row = connection.execute(
        f"select count(_trouble), coalesce(bool_or(_zoned), false), coalesce(bool_or(_bare), false) "
        f"from read_parquet({text(target)})"
    ).fetchone()
    troubled, zoned, bare = row or (0, False, False)
    if zoned and bare:
        _refuse_mixed_zones(source, layout)
    return bool(troubled)


def _from_start_to_end(connection: duckdb.DuckDBPyConnection, source: Source, copy: str) -> None:
    try:
        connection.execute(copy)
    except duckdb.Error as error:
        if "CSV Error" not in str(error):
            raise
        raise BadInput(
            f"{source.files[0]} går inte att läsa som CSV. Exportera filen igen. ({str(error).splitlines()[0]})"
        ) from error


def _whole_table(name: str, layout: Layout) -> str:
    """The statement that reads the file; odd rows also get what was wrong with them, and how they stood."""
    kinds = {ours: TABLES[name].all_columns[ours] for ours in layout.theirs}
    moments = [ours for ours, kind in kinds.items() if kind is Kind.MOMENT]
    looks = {ours: first_look(ours, kind, layout) for ours, kind in kinds.items()}
    looked = ["*", *(f"{look} as {look_name(ours)}" for ours, look in looks.items() if look)]
    values = [f"{understood(ours, kind, layout)} as {_value(ours)}" for ours, kind in kinds.items()]
    original = ", ".join(f"{text(each)}: {quoted(each)}" for each in (*layout.header, MORE))
    zoned = " or ".join(has_zone(ours, layout) for ours in moments) or "false"
    bare = " or ".join(is_bare(ours, layout) for ours in moments if ours not in layout.local) or "false"
    listed = ", ".join(f"{_value(ours)} as {ours}" for ours in kinds)
    columns = as_struct(dict.fromkeys((*layout.header, MORE), "varchar"))
    return f"""
        select {listed}, trouble as _trouble, {zoned} as _zoned, {bare} as _bare,
               case when trouble is not null then cast(to_json({{{original}}}) as varchar) end as _original
        from (select *, {_trouble(kinds, layout)} as trouble
        from (select *, {", ".join(values)}
        from (select {", ".join(looked)}
        from read_csv({text(layout.file)}, {reader_options(layout)}, strict_mode = false, null_padding = true,
                      columns = {columns}))))
    """


def _trouble(kinds: dict[str, Kind], layout: Layout) -> str:
    """What was not understood on a row; only rows where something is empty are asked."""
    parts, empty = [], []
    for ours, kind in kinds.items():
        theirs = layout.theirs[ours]
        told, is_empty = f"trim({quoted(theirs)})", f"{_value(ours)} is null"
        empty.append(is_empty)
        parts.append(
            f"case when {is_empty} and {told} <> '' then {text(f'{theirs}: ')} || {_unclear(kind)} || {told} end"
        )
    many = f"{MORE} is not null"
    parts.append(f"case when {many} then {text(TOO_MANY)} || {MORE} end")
    return f"case when {' or '.join([*empty, many])} then nullif(concat_ws('; ', {', '.join(parts)}), '') end"


def _value(ours: str) -> str:
    return f"_value_{ours}"


def _refuse_mixed_zones(source: Source, layout: Layout) -> None:
    kinds = TABLES[source.name].all_columns
    moments = [ours for ours in layout.theirs if kinds[ours] is Kind.MOMENT]
    raise BadInput(
        f"{source.files[0]}: tidpunkter med och utan tidszon är blandade ({', '.join(moments)}). "
        "Exportera alla i UTC, eller alla med tidszon."
    )


def as_utf8(file: Path, target: Path) -> Path:
    """The same file, or a copy in UTF-8 when it is written in Windows-1252."""
    try:
        with file.open(encoding="utf-8") as stream:
            while stream.read(1 << 20):
                pass
    except UnicodeDecodeError:
        copy = target.with_suffix(".utf8.csv")
        with (
            file.open(encoding="cp1252", errors="replace", newline="") as old,
            copy.open("w", encoding="utf-8", newline="") as new,
        ):
            while text := old.read(1 << 20):
                new.write(text)
        return copy
    return file


def layout_of(source: Source, file: Path, mapping: Mapping) -> Layout:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        first = stream.readline()
    separator = ";" if first.count(";") >= first.count(",") and ";" in first else ","
    header = tuple(name.strip() for name in next(csv.reader([first], delimiter=separator), []))
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise BadInput(f"{source.files[0]}: kolumnen {', '.join(twice)} finns två gånger i rubrikraden.")
    theirs, local, missing = {}, set(), []
    table = TABLES[source.name]
    for ours, kind in table.all_columns.items():
        wanted = [mapping.columns[ours]] if ours in mapping.columns else [ours]
        if kind is Kind.MOMENT and ours not in mapping.columns:
            wanted.append(ours.replace("_utc", "_local"))
        name = next((each for each in wanted if each in header), None)
        if name is not None:
            theirs[ours] = name
            if kind is Kind.MOMENT and (mapping.time == "local" or name.endswith("_local")):
                local.add(ours)
        elif ours in table.columns:
            missing.append(wanted[0])
    if missing:
        raise BadInput(
            f"{source.files[0]}: kolumner saknas: {', '.join(missing)}. I rubrikraden står: {', '.join(header)}. "
            "Lägg till dem eller ange vad de heter i mapping.toml."
        )
    return Layout(file, header, separator, theirs, frozenset(local), mapping.kronor, mapping.hours)


def _unclear(kind: Kind) -> str:
    hint = (
        " (eller timmen finns inte eller finns två gånger vid omställning av klockan)"
        if kind is Kind.MOMENT
        else ""
    )
    return text(f"inte {kind.value}{hint}: ")


def reader_options(layout: Layout) -> str:
    return f"header = true, auto_detect = false, delim = '{layout.separator}', quote = '\"', escape = '\"'"


def as_struct(columns: dict[str, str]) -> str:
    return "{" + ", ".join(f"{text(name)}: '{kind}'" for name, kind in columns.items()) + "}"
