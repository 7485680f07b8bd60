"""Where the tables of a delivery lie: a Parquet file, a folder of them, or a CSV; other files are left alone."""

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tertial.payments.engine.tables import TABLES
from tertial.payments.engine.trouble import BadInput

CHUNK = 1 << 20
MAPPING = "mapping.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """One table's files, all of the same form."""

    name: str
    files: tuple[Path, ...]

    @property
    def is_csv(self) -> bool:
        return self.files[0].suffix == ".csv"


@dataclass(frozen=True, slots=True)
class Look:
    """What one pass over a file's bytes tells: its fingerprint and how its text is written."""

    sha256: str
    size: int
    is_ascii: bool
    has_full_stop: bool


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one table's columns are called and written in the files, saved once per supplier."""

    columns: dict[str, str] = field(default_factory=dict)  # our name → theirs
    time: str = "utc"
    kronor: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()


def sources(data: Path, names: Iterable[str]) -> list[Source]:
    """The files of each of these tables; every missing table is told at once."""
    if not data.is_dir():
        raise BadInput(f"Datamappen {data} finns inte. Ange mappen med tabellerna med --data.")
    found = [(name, _files(data, name)) for name in names]
    missing = [name for name, files in found if not files]
    if missing:
        raise BadInput(
            f"Tabeller saknas i {data}: {', '.join(missing)}. Varje tabell ska finnas som NAMN.parquet, "
            "en mapp NAMN med parquetfiler eller NAMN.csv."
        )
    return [Source(name, files) for name, files in found]


def _files(data: Path, name: str) -> tuple[Path, ...]:
    single, folder, text = data / f"{name}.parquet", data / name, data / f"{name}.csv"
    if single.is_file():
        return (single,)
    parts = tuple(sorted(folder.glob("*.parquet"))) if folder.is_dir() else ()
    return parts or ((text,) if text.is_file() else ())


def look_at(file: Path) -> Look:
    """One pass over the bytes."""
    digest, size, ascii_only, full_stop = hashlib.sha256(), 0, True, False
    is_text = file.suffix == ".csv"
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if is_text:
                ascii_only = ascii_only and chunk.isascii()
                full_stop = full_stop or b"." in chunk
    return Look(digest.hexdigest(), size, ascii_only, full_stop)


def mappings(data: Path, file: Path | None) -> dict[str, Mapping]:
    """The saved mapping: the file named, or `mapping.toml` among the tables, or none."""
    path = file or (data / MAPPING if (data / MAPPING).is_file() else None)
    if path is None:
        return {}
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise BadInput(f"Kolumnfilen {path} går inte att läsa: {error.strerror}.") from error
    except ValueError as error:
        raise BadInput(f"Kolumnfilen {path} är inte riktig TOML: {error}.") from error
    return {name: _mapping(path, name, each) for name, each in told.items()}


def _mapping(path: Path, name: str, told: Any) -> Mapping:
    if name not in TABLES or not isinstance(told, dict):
        raise BadInput(f"Kolumnfilen {path}: [{name}] är ingen tabell. De som finns: {', '.join(TABLES)}.")
    known = TABLES[name].all_columns
    columns, time = told.get("columns", {}), told.get("time", "utc")
    kronor, hours = tuple(told.get("kronor", ())), tuple(told.get("hours", ()))
    for column in [*columns, *kronor, *hours]:
        if column not in known:
            raise BadInput(
                f"Kolumnfilen {path}: {name} har ingen kolumn {column}. De som finns: {', '.join(known)}."
            )
    unknown = set(told) - {"columns", "time", "kronor", "hours"}
    if unknown or time not in ("utc", "local"):
        wrong = ", ".join(sorted(unknown)) or f"time = {time!r}"
        raise BadInput(
            f'Kolumnfilen {path}: [{name}] känner columns, time ("utc" eller "local"), kronor och hours; inte {wrong}.'
        )
    return Mapping(dict(columns), time, kronor, hours)
