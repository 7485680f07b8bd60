"""Exchanges clients and staff for keyed hashes, so that a delivery can be controlled without saying who they are."""
# ruff: noqa: S608 - the SQL is put together from our own names and from quoted paths

import os
import secrets
import shutil
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import duckdb

from tertial.payments.engine.csvfiles import as_struct, as_utf8, layout_of, reader_options
from tertial.payments.engine.delivery import MAPPING, Mapping, Source, look_at, mappings, sources
from tertial.payments.engine.duck import connect
from tertial.payments.engine.place import replacing
from tertial.payments.engine.quoting import quoted, text
from tertial.payments.engine.run import refuse_nested, stopped
from tertial.payments.engine.tables import TABLES
from tertial.payments.engine.trouble import BadInput

PEOPLE = ("client_id", "staff_id")
BITS = 63
SHORTEST_KEY = 32
MARK = "pseudonymer.txt"


def pseudonym(key: bytes, kind: str, identity: str, bits: int = BITS) -> int:
    """The number that stands for a person under this key; clients and staff never share numbers by design."""
    digest = blake2b(
        identity.strip().encode(), key=key[:64], person=kind.encode()[:16], digest_size=8
    ).digest()
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
            counts = _exchange(connection, present, mappings(data, None), folder, key, bits)
        except duckdb.Error as error:
            raise stopped(error) from error
        finally:
            connection.close()
        for left in folder.glob("*.utf8.csv"):
            left.unlink()
        shutil.rmtree(folder / "spill", ignore_errors=True)
        if (data / MAPPING).is_file():
            shutil.copy(data / MAPPING, folder / MAPPING)
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
        raise BadInput(
            f"Nyckeln {file} ligger i {inside[0]}. Den ska ligga utanför datamapparna, åtkomlig för så få som möjligt."
        )
    try:
        key = file.read_bytes().strip()
    except OSError as error:
        raise BadInput(
            f"Nyckelfilen {file} går inte att läsa: {error.strerror}. Skapa en med --new-key."
        ) from error
    if len(key) < SHORTEST_KEY:
        raise BadInput(f"Nyckeln i {file} är kortare än {SHORTEST_KEY} tecken. Skapa en med --new-key.")
    return key


@dataclass(frozen=True, slots=True)
class Held:
    """A table as it was delivered: its columns by the file's own names, and which of them are people."""

    name: str
    people: dict[str, str]  # the file's name → client_id or staff_id
    columns: tuple[str, ...]
    separator: str | None  # of a CSV


def _exchange(
    connection: duckdb.DuckDBPyConnection,
    present: list[Source],
    maps: dict[str, Mapping],
    folder: Path,
    key: bytes,
    bits: int,
) -> dict[str, int]:
    held = [_hold(connection, source, maps.get(source.name, Mapping()), folder) for source in present]
    counts = {}
    for kind in PEOPLE:
        asked = [
            f"select cast({quoted(theirs)} as varchar) as who from raw_{each.name}"
            for each in held
            for theirs, ours in each.people.items()
            if ours == kind
        ]
        connection.execute(f"create temp table {kind}_key (who varchar, number bigint)")
        if asked:
            union = " union all ".join(asked)
            rows = connection.execute(
                f"select distinct trim(who) from ({union}) where trim(who) <> ''"
            ).fetchall()
            counts[kind] = _number(connection, kind, [row[0] for row in rows], key, bits)
    for each in held:
        _write(connection, each, folder)
    return counts


def _hold(connection: duckdb.DuckDBPyConnection, source: Source, mapping: Mapping, folder: Path) -> Held:
    """A view of the table; only its known columns go on, so that names and remarks never follow."""
    known = TABLES[source.name].all_columns
    if source.is_csv:
        file = (
            source.files[0]
            if look_at(source.files[0]).is_ascii
            else as_utf8(source.files[0], folder / source.name)
        )
        layout = layout_of(source, file, mapping)
        theirs = layout.theirs
        folds = tuple(name for name in layout.header if name.endswith("_fold"))
        told = as_struct(dict.fromkeys(layout.header, "varchar"))
        reader = f"read_csv({text(str(file))}, {reader_options(layout)}, columns = {told})"
        separator: str | None = layout.separator
    else:
        files = ", ".join(text(str(each)) for each in source.files)
        reader, folds, separator = f"read_parquet([{files}], union_by_name = true)", (), None
        present = {row[0] for row in connection.execute(f"describe select * from {reader}").fetchall()}
        theirs = {ours: mapping.columns.get(ours, ours) for ours in known}
        theirs = {ours: name for ours, name in theirs.items() if name in present}
    missing = [ours for ours in TABLES[source.name].columns if ours in PEOPLE and ours not in theirs]
    if missing:
        raise BadInput(f"{source.files[0]}: kolumnen {', '.join(missing)} saknas.")
    connection.execute(f"create temp view raw_{source.name} as select * from {reader}")
    people = {name: ours for ours, name in theirs.items() if ours in PEOPLE}
    return Held(source.name, people, (*theirs.values(), *folds), separator)


def _number(
    connection: duckdb.DuckDBPyConnection, kind: str, people: list[str], key: bytes, bits: int
) -> int:
    numbers = {who: pseudonym(key, kind, who, bits) for who in people}
    if len(set(numbers.values())) < len(numbers):
        raise BadInput(
            f"Två olika {kind} fick samma pseudonym. Inget har skrivits; skapa en ny nyckel och kör om."
        )
    pairs = list(numbers.items())
    for at in range(0, len(pairs), 10_000):
        whos, given = zip(*pairs[at : at + 10_000], strict=True)
        connection.execute(f"insert into {kind}_key select unnest($1), unnest($2)", [list(whos), list(given)])
    return len(numbers)


def _write(connection: duckdb.DuckDBPyConnection, held: Held, folder: Path) -> None:
    listed = ", ".join(
        f"{held.people[name]}_key.number as {quoted(name)}" if name in held.people else f"raw.{quoted(name)}"
        for name in held.columns
    )
    joins = " ".join(
        f"left join {ours}_key on {ours}_key.who = trim(cast(raw.{quoted(theirs)} as varchar))"
        for theirs, ours in held.people.items()
    )
    form = f"format csv, header, delimiter '{held.separator}'" if held.separator else "format parquet"
    target = text(str(folder / f"{held.name}.{'csv' if held.separator else 'parquet'}"))
    connection.execute(f"copy (select {listed} from raw_{held.name} as raw {joins}) to {target} ({form})")
