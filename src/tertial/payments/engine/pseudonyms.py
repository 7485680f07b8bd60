"""Exchanges clients and staff for keyed hashes, so that a delivery can be controlled without saying who they are."""

import os
import secrets
from hashlib import blake2b
from pathlib import Path

import duckdb

from tertial.payments.engine.delivery import Source, sources
from tertial.payments.engine.duck import connect
from tertial.payments.engine.place import replacing
from tertial.payments.engine.run import refuse_nested, stopped
from tertial.payments.engine.tables import TABLES
from tertial.payments.engine.trouble import BadInput

PEOPLE = ("client_id", "staff_id")
BITS = 63
SHORTEST_KEY = 32
MARK = "pseudonymer.txt"


def pseudonym(key: bytes, kind: str, identity: str, bits: int = BITS) -> int:
    """The number that stands for a person under this key; clients and staff never share numbers by design."""
    digest = blake2b(identity.strip().encode(), key=key[:64], person=kind.encode()[:16], digest_size=8).digest()
    return int.from_bytes(digest, "big") >> (64 - bits)


def new_key(file: Path) -> None:
    """A new secret key in a file that only its owner reads; an existing file is never overwritten."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise BadInput(f"Nyckelfilen {file} finns redan och skrivs aldrig över.") from error
    except OSError as error:
        raise BadInput(f"Nyckelfilen {file} går inte att skapa: {error.strerror}.") from error
    with os.fdopen(handle, "w") as stream:
        stream.write(secrets.token_hex(SHORTEST_KEY) + "\n")


def pseudonymise(data: Path, out: Path, key_file: Path, *, bits: int = BITS) -> dict[str, int]:
    """Write every table found in `data` to `out` with pseudonyms; answers how many people of each kind."""
    refuse_nested(data, out)
    key = _key(key_file, data, out)
    present = [source for name in TABLES for source in _source(data, name)]
    if not present:
        raise BadInput(f"I {data} finns ingen av tabellerna {', '.join(TABLES)}.")
    with replacing(out, ours=MARK) as folder:
        connection = connect(folder, "2GB")
        try:
            counts = _exchange(connection, present, folder, key, bits)
        except duckdb.Error as error:
            raise stopped(error) from error
        finally:
            connection.close()
        (folder / "spill").exists() and (folder / "spill").rmdir()
        (folder / MARK).write_text("Kunder och personal i denna mapp är utbytta mot pseudonymer.\n", "utf-8")
    return counts


def _source(data: Path, name: str) -> list[Source]:
    try:
        return sources(data, [name])
    except BadInput:
        if not data.is_dir():
            raise
        return []


def _key(file: Path, *folders: Path) -> bytes:
    inside = [folder for folder in folders if folder.resolve() in file.resolve().parents]
    if inside:
        raise BadInput(f"Nyckeln {file} ligger i {inside[0]}. Den ska ligga utanför datamapparna, åtkomlig för så få som möjligt.")
    try:
        key = file.read_bytes().strip()
    except OSError as error:
        raise BadInput(f"Nyckelfilen {file} går inte att läsa: {error.strerror}. Skapa en med --new-key.") from error
    if len(key) < SHORTEST_KEY:
        raise BadInput(f"Nyckeln i {file} är kortare än {SHORTEST_KEY} tecken. Skapa en med --new-key.")
    return key


def _exchange(
    connection: duckdb.DuckDBPyConnection, present: list[Source], folder: Path, key: bytes, bits: int
) -> dict[str, int]:
    held = {source.name: _read(connection, source) for source in present}
    counts = {}
    for kind in PEOPLE:
        asked = [f"select cast({kind} as varchar) as who from raw_{name}" for name, columns in held.items() if kind in columns]
        connection.execute(f"create temp table {kind}_key (who varchar, number bigint)")
        if asked:
            people = connection.execute(f"select distinct trim(who) from ({' union all '.join(asked)}) where trim(who) <> ''").fetchall()  # noqa: S608
            counts[kind] = _number(connection, kind, [row[0] for row in people], key, bits)
    for name, columns in held.items():
        _write(connection, name, columns, folder)
    return counts


def _number(connection: duckdb.DuckDBPyConnection, kind: str, people: list[str], key: bytes, bits: int) -> int:
    numbers = {who: pseudonym(key, kind, who, bits) for who in people}
    if len(set(numbers.values())) < len(numbers):
        raise BadInput(f"Två olika {kind} fick samma pseudonym. Inget har skrivits; skapa en ny nyckel och kör om.")
    pairs = list(numbers.items())
    for at in range(0, len(pairs), 10_000):
        part = pairs[at : at + 10_000]
        connection.execute(f"insert into {kind}_key select unnest($1), unnest($2)", [[p[0] for p in part], [p[1] for p in part]])  # noqa: S608
    return len(numbers)


def _read(connection: duckdb.DuckDBPyConnection, source: Source) -> list[str]:
    """The table as text or Parquet; only its known columns go on, so names and remarks never follow."""
    files = [str(file) for file in source.files]
    reader = "read_csv(?, all_varchar = true, header = true)" if source.is_csv else "read_parquet(?, union_by_name = true)"
    listed = connection.execute(f"describe select * from {reader}", [files]).fetchall()  # noqa: S608
    known = [row[0] for row in listed if row[0] in TABLES[source.name].all_columns]
    missing = [name for name in PEOPLE if name in TABLES[source.name].columns and name not in known]
    if missing:
        raise BadInput(f"{source.files[0]}: kolumnen {', '.join(missing)} saknas.")
    shown = "[" + ", ".join("'" + file.replace("'", "''") + "'" for file in files) + "]"
    connection.execute(f"create temp view raw_{source.name} as select {', '.join(known)} from {reader.replace('?', shown)}")  # noqa: S608
    return known


def _write(connection: duckdb.DuckDBPyConnection, name: str, columns: list[str], folder: Path) -> None:
    people = [column for column in columns if column in PEOPLE]
    listed = ", ".join(f"{column}_key.number as {column}" if column in people else f"raw.{column}" for column in columns)
    joins = " ".join(f"left join {each}_key on {each}_key.who = trim(cast(raw.{each} as varchar))" for each in people)
    is_text = "varchar" in {kind.lower() for _, kind in _kinds(connection, name) if _ in columns and _ not in PEOPLE and _ != "method"}
    target, form = (f"{name}.csv", "format csv, header") if is_text else (f"{name}.parquet", "format parquet")
    path = str(folder / target).replace("'", "''")
    connection.execute(f"copy (select {listed} from raw_{name} as raw {joins}) to '{path}' ({form})")  # noqa: S608


def _kinds(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in connection.execute(f"describe raw_{name}").fetchall()]
