"""Reads a CSV as suppliers write them: separator, encoding, decimal comma, UTC or Swedish time, their column names.

A file that is exactly as it should be goes the fast way. Anything else is read as text, column by column, and
what cannot be understood is noted on its row, so that the row can be set aside with its reason.
"""
# ruff: noqa: S608 - the SQL is put together from our own names and from quoted paths

import csv
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tertial.payments.engine.calendar import summer_times
from tertial.payments.engine.delivery import Look, Mapping, Source
from tertial.payments.engine.quoting import quoted, text
from tertial.payments.engine.tables import SQL_TYPE, TABLES, Kind
from tertial.payments.engine.trouble import BadInput

YES = "('true', 't', '1', 'ja', 'j', 'yes', 'y', 'sant', 'x')"
NO = "('false', 'f', '0', 'nej', 'n', 'no', 'falskt')"
ZONE = r"(Z|[+-]\d{2}:?\d{2}|[+-]\d{2}| ?CEST| ?CET| ?UTC)$"
FAST_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file is laid out, and which of its columns is which of ours."""

    file: Path
    header: tuple[str, ...]
    separator: str
    theirs: dict[str, str]  # our name → the file's
    local: frozenset[str]  # our moment columns that are in Swedish time
    kronor: tuple[str, ...]
    hours: tuple[str, ...]


def csv_as_parquet(
    connection: duckdb.DuckDBPyConnection, source: Source, mapping: Mapping, look: Look, target: Path
) -> None:
    """Write the table with our columns and types to `target`."""
    file = source.files[0] if look.is_ascii else as_utf8(source.files[0], target)
    layout = layout_of(source, file, mapping)
    if not look.has_full_stop and _fast(connection, source.name, layout, target):
        return
    _carefully(connection, source.name, layout, target)


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


def _fast(connection: duckdb.DuckDBPyConnection, name: str, layout: Layout, target: Path) -> bool:
    """Read with the types given; False if the file is not exactly so (then nothing is kept)."""
    if layout.local or layout.kronor or layout.hours:
        return False
    kinds = {theirs: TABLES[name].all_columns[ours] for ours, theirs in layout.theirs.items()}
    columns = {each: SQL_TYPE[kinds[each]] if each in kinds else "varchar" for each in layout.header}
    listed = ", ".join(f"{quoted(theirs)} as {ours}" for ours, theirs in layout.theirs.items())
    for form in FAST_FORMS[: len(FAST_FORMS) if Kind.MOMENT in kinds.values() else 1]:
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
        return True
    return False


def _carefully(connection: duckdb.DuckDBPyConnection, name: str, layout: Layout, target: Path) -> None:
    """Read as text, understand each column, note on each row what was not understood."""
    table = TABLES[name]
    columns = dict.fromkeys(layout.header, "varchar")
    connection.execute("drop table if exists told")
    connection.execute(
        f"create temp table told as select * from read_csv({text(str(layout.file))}, {reader_options(layout)}, "
        f"strict_mode = false, null_padding = true, ignore_errors = true, columns = {as_struct(columns)})"
    )
    _refuse_mixed_zones(connection, name, layout)
    _summer_time(connection)
    values, troubles = [], []
    for ours, theirs in layout.theirs.items():
        kind = table.all_columns[ours]
        value = _understood(ours, kind, layout)
        values.append(f"{value} as {ours}")
        told = f"trim({quoted(theirs)})"
        troubles.append(
            f"case when {told} <> '' and ({value}) is null then {text(f'{theirs}: ')} || {_unclear(kind)} || {told} end"
        )
    original = ", ".join(f"{text(each)}: {quoted(each)}" for each in layout.header)
    listed = ",\n".join(values)
    found = ", ".join(troubles)
    connection.execute(
        f"copy (select {listed}, nullif(concat_ws('; ', {found}), '') as _trouble, "
        f"cast(to_json({{{original}}}) as varchar) as _original from told) "
        f"to {text(str(target))} (format parquet, compression lz4)"
    )
    connection.execute("drop table told")


def _understood(ours: str, kind: Kind, layout: Layout) -> str:
    """The value of a text column, or null where it is not understood."""
    told = f"trim({quoted(layout.theirs[ours])})"
    if kind is Kind.NUMBER:
        factor = 100 if ours in layout.kronor else 60 if ours in layout.hours else 1
        return _whole(told, factor)
    if kind is Kind.DATE:
        day = f"case when regexp_full_match({told}, '\\d{{4}}-\\d{{2}}') then {told} || '-01' else left({told}, 10) end"
        form = r"\d{4}-\d{2}(-\d{2}([ T]00:00(:00(\.0+)?)?)?)?"
        return f"case when regexp_full_match({told}, '{form}') then try_cast({day} as date) end"
    if kind is Kind.YES_NO:
        return f"case when lower({told}) in {YES} then true when lower({told}) in {NO} then false end"
    if kind is Kind.MOMENT:
        return _moment(ours, told, layout)
    return f"nullif({told}, '')"


def _whole(told: str, factor: int) -> str:
    """A number with decimal comma or point and spaced thousands, if it is whole after the unit's factor."""
    spaces = r"[\s\x{00A0}\x{202F}\x{2009}]"
    plain = f"replace(replace(regexp_replace({told}, '{spaces}', '', 'g'), '−', '-'), ',', '.')"
    number = f"try_cast({plain} as decimal(38, 6))"
    looks_so = f"regexp_full_match({plain}, '[+-]?\\d{{1,19}}(\\.\\d{{1,6}})?')"
    return (
        f"case when {looks_so} and {number} * {factor} = floor({number} * {factor}) "
        f"then try_cast({number} * {factor} as bigint) end"
    )


def _moment(ours: str, told: str, layout: Layout) -> str:
    """A moment in UTC. With its own zone it stands for itself; else UTC, or Swedish time where that is unmistakable."""
    plain = f"try_cast(regexp_replace({told}, '{ZONE}', '') as timestamp)"
    digits = f"regexp_extract({told}, '[+-]\\d{{2}}:?\\d{{0,2}}$')"
    minutes = (
        f"(case when left({digits}, 1) = '-' then -1 else 1 end) * (60 * try_cast(substr({digits}, 2, 2) as integer) "
        f"+ coalesce(try_cast(right(replace({digits}, ':', ''), -3) as integer), 0))"
    )
    zoned = (
        f"case when {told} like '%CEST' then {plain} - interval 2 hour "
        f"when {told} like '%CET' then {plain} - interval 1 hour "
        f"when regexp_matches({told}, '(Z|UTC)$') then {plain} else {plain} - to_minutes({minutes}) end"
    )
    bare = _from_local(plain, ours, layout) if ours in layout.local else plain
    form = rf"\d{{4}}-\d{{2}}-\d{{2}}[ T]\d{{2}}:\d{{2}}(:\d{{2}}([.,]\d{{1,9}})?)?{ZONE[:-1]}?"
    has_zone = f"regexp_matches({told}, '[ T]\\d{{2}}:.*{ZONE}')"
    return f"case when regexp_full_match({told}, '{form}') then case when {has_zone} then {zoned} else {bare} end end"


def _from_local(plain: str, ours: str, layout: Layout) -> str:
    """Swedish time as UTC. The missing hour is no time; the double hour needs to be told apart (see _fold)."""
    year = f"year({plain})"
    first, last = f"summer_first({year})", f"summer_last({year})"
    fold = _fold(ours, plain, layout)
    return (
        f"case when {plain} >= {first} - interval 1 hour and {plain} < {first} then null "
        f"when {plain} >= {last} - interval 1 hour and {plain} < {last} "
        f"then {plain} - case {fold} when 0 then interval 2 hour when 1 then interval 1 hour end "
        f"when {plain} >= {first} and {plain} < {last} then {plain} - interval 2 hour "
        f"else {plain} - interval 1 hour end"
    )


def _fold(ours: str, plain: str, layout: Layout) -> str:
    """0 for the first (summer time) and 1 for the second, from a column `start_fold` and the like; else unknown.

    A start and an end in the double hour that run backwards can only be summer time and then winter time.
    """
    stem = ours.removesuffix("_utc")
    own = f"{stem}_fold"
    if own in layout.header:
        return f"try_cast(trim({quoted(own)}) as integer)"
    partner = {"start": "end_utc", "end": "start_utc", "from": "to_utc", "to": "from_utc"}.get(stem)
    if partner is None or partner not in layout.theirs:
        return "cast(null as integer)"
    other = f"try_cast(trim({quoted(layout.theirs[partner])}) as timestamp)"
    is_first = stem in ("start", "from")
    backwards = f"{other} < {plain}" if is_first else f"{plain} < {other}"
    return f"case when {backwards} then {0 if is_first else 1} end"


def _summer_time(connection: duckdb.DuckDBPyConnection) -> None:
    """Two lookups by year; a delivery rarely has more than two years."""
    for name in ("first", "last"):
        moments = {each.year: getattr(each, name) for each in summer_times(1990, 2060)}
        keys = ", ".join(str(year) for year in moments)
        values = ", ".join(f"timestamp '{moment:%Y-%m-%d %H:%M:%S}'" for moment in moments.values())
        connection.execute(f"create or replace temp macro summer_{name}(y) as (map([{keys}], [{values}])[y])")


def _refuse_mixed_zones(connection: duckdb.DuckDBPyConnection, name: str, layout: Layout) -> None:
    moments = [ours for ours in layout.theirs if TABLES[name].all_columns[ours] is Kind.MOMENT]
    zoned = set()
    for ours in moments:
        told = f"trim({quoted(layout.theirs[ours])})"
        row = connection.execute(
            f"select count(*) filter (where regexp_matches({told}, '[ T]\\d{{2}}:.*{ZONE}')), "
            f"count(*) filter (where regexp_full_match({told}, '\\d{{4}}-\\d{{2}}-\\d{{2}}[ T][0-9:.,]+')) from told"
        ).fetchone()
        with_zone, without = row or (0, 0)
        zoned |= ({True} if with_zone else set()) | (
            {False} if without and ours not in layout.local else set()
        )
    if len(zoned) > 1:
        raise BadInput(
            f"{layout.file}: tidpunkter med och utan tidszon är blandade ({', '.join(moments)}). "
            "Exportera alla i UTC, eller alla med tidszon."
        )


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
