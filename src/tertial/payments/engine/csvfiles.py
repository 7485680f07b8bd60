"""Reads a CSV as suppliers write them: separator, encoding, their column names, and rows that are not whole.

Every column is read as text and understood column by column (`understanding.py`); what cannot be understood is noted
on its row, so that the row can be set aside with its reason.
"""
# ruff: noqa: S608 - the SQL is put together from our own names and from quoted paths

import csv
from pathlib import Path

import duckdb

from tertial.payments.engine.delivery import Look, Mapping, Source
from tertial.payments.engine.quoting import quoted, text
from tertial.payments.engine.tables import TABLES, Kind
from tertial.payments.engine.trouble import BadInput
from tertial.payments.engine.understanding import (
    Layout,
    clock,
    clock_name,
    has_zone,
    is_bare,
    summer_time,
    understood,
)

MORE = "_more"  # the first cell beyond the header's
TOO_MANY = "fler celler än rubriker: "


def csv_as_parquet(
    connection: duckdb.DuckDBPyConnection, source: Source, mapping: Mapping, look: Look, target: Path
) -> bool:
    """Write the table with our columns and types to `target`; answers whether any row has trouble noted on it."""
    file = source.files[0] if look.is_ascii else as_utf8(source.files[0], target)
    layout = layout_of(source, file, mapping)
    summer_time(connection)
    sql = _whole_table(source.name, layout)
    copy = f"copy ({sql}) to {text(target)} (format parquet, compression lz4)"
    try:
        try:
            connection.execute(copy)
        except duckdb.InvalidInputException:  # a line break within quotes: the file cannot be read in pieces
            connection.execute(copy.replace("null_padding = true", "null_padding = true, parallel = false"))
    except duckdb.InvalidInputException as error:
        raise BadInput(
            f"{source.files[0]} går inte att läsa som CSV. Exportera filen igen. ({str(error).splitlines()[0]})"
        ) from error
    row = connection.execute(
        f"select count(_trouble), coalesce(bool_or(_zoned), false), coalesce(bool_or(_bare), false) "
        f"from read_parquet({text(target)})"
    ).fetchone()
    troubled, zoned, bare = row or (0, False, False)
    if zoned and bare:
        _refuse_mixed_zones(source, layout)
    return bool(troubled)


def _whole_table(name: str, layout: Layout) -> str:
    """The statement that reads the file: text, clocks, values, and on odd rows what was wrong and the row itself."""
    kinds = {ours: TABLES[name].all_columns[ours] for ours in layout.theirs}
    moments = [ours for ours, kind in kinds.items() if kind is Kind.MOMENT]
    clocks = [f"{clock(layout.theirs[ours])} as {clock_name(ours)}" for ours in moments]
    values = [f"{understood(ours, kind, layout)} as {_value(ours)}" for ours, kind in kinds.items()]
    odd = {ours: f"({_value(ours)} is null and trim({quoted(layout.theirs[ours])}) <> '')" for ours in kinds}
    troubles = [
        f"case when {odd[ours]} then {text(f'{layout.theirs[ours]}: ')} || {_unclear(kind)} "
        f"|| trim({quoted(layout.theirs[ours])}) end"
        for ours, kind in kinds.items()
    ]
    troubles.append(f"{text(TOO_MANY)} || {MORE}")
    any_odd = " or ".join([*odd.values(), f"{MORE} is not null"])
    original = ", ".join(f"{text(each)}: {quoted(each)}" for each in (*layout.header, MORE))
    zoned = " or ".join(has_zone(ours, layout) for ours in moments) or "false"
    bare = " or ".join(is_bare(ours, layout) for ours in moments if ours not in layout.local) or "false"
    listed = ", ".join(f"{_value(ours)} as {ours}" for ours in kinds)
    columns = as_struct(dict.fromkeys((*layout.header, MORE), "varchar"))
    return (
        f"select {listed}, case when is_odd then concat_ws('; ', {', '.join(troubles)}) end as _trouble, "
        f"case when is_odd then cast(to_json({{{original}}}) as varchar) end as _original, "
        f"{zoned} as _zoned, {bare} as _bare "
        f"from (select *, coalesce({any_odd}, false) as is_odd from (select *, {', '.join(values)} "
        f"from (select {', '.join(['*', *clocks])} from read_csv({text(layout.file)}, {reader_options(layout)}, "
        f"strict_mode = false, null_padding = true, columns = {columns}))))"
    )


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
