"""One control: takes the delivery in, runs the rules one by one, and puts the result in place whole."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

import duckdb

import tertial
from tertial.payments.engine.declaration import Rule, Shared, chosen, shared_for, tables_for
from tertial.payments.engine.duck import Duck, connect
from tertial.payments.engine.intake import Delivery, Taken, take_in
from tertial.payments.engine.limits import Limits, limits_from
from tertial.payments.engine.place import replacing
from tertial.payments.engine.result import (
    MARK,
    hits_by_rule,
    make_findings,
    ore_at_stake,
    write_findings,
    write_record,
)
from tertial.payments.engine.trouble import BadInput, Stopped

Progress = Callable[[str], None]


class Engine(Protocol):
    """What runs the rules. Each adds its findings to DuckDB's table `findings`, from where they are written."""

    name: str

    def start(self, tables: dict[str, Taken], shared: list[Shared]) -> None: ...
    def run(self, rule: Rule, limits: dict[str, int]) -> None: ...
    def stop(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Settings:
    """How a control is run; what is controlled is the data folder."""

    rules: str | None = None
    engine: str = "duckdb"
    limits: Path | None = None
    mapping: Path | None = None
    memory: str = "2GB"
    threads: int | None = None


def silent(_: str) -> None:
    """Progress for those who do not look."""


def check(
    data: Path, out: Path, settings: Settings | None = None, progress: Progress = silent
) -> dict[str, Any]:
    """Control the delivery in `data`, write the result to `out`, answer the record of the run."""
    settings = settings or Settings()
    rules = chosen(settings.rules)
    limits = limits_from(settings.limits, rules)
    refuse_nested(data, out)
    with replacing(out, ours=MARK) as folder:
        work = folder / "work"
        work.mkdir()
        try:
            record = _run(data, folder, work, rules, limits, settings, progress)
        except duckdb.Error as error:
            raise stopped(error) from error
        _clear(work)
    return record


def _run(
    data: Path,
    folder: Path,
    work: Path,
    rules: list[Rule],
    limits: Limits,
    settings: Settings,
    progress: Progress,
) -> dict[str, Any]:
    begun = perf_counter()
    connection = connect(work, settings.memory, settings.threads)
    try:
        engine = _engine(settings.engine, connection, work)
        try:
            delivery = take_in(connection, data, tables_for(rules), settings.mapping, work)
            _tell_intake(delivery, perf_counter() - begun, progress)
            make_findings(connection)
            engine.start(delivery.tables, shared_for(rules))
            seconds = _run_rules(engine, connection, rules, limits, progress)
        finally:
            engine.stop()
        write_findings(connection, folder)
        record = _record(connection, delivery, rules, limits, seconds, engine.name)
    finally:
        connection.close()
    record["seconds"] = round(perf_counter() - begun, 3)
    write_record(folder, record)
    progress(f"Klart: {record['findings']} träffar på {record['seconds']:.1f} s")
    return record


def _run_rules(
    engine: Engine,
    connection: duckdb.DuckDBPyConnection,
    rules: list[Rule],
    limits: Limits,
    progress: Progress,
) -> dict[str, float]:
    seconds = {}
    for number, rule in enumerate(rules, 1):
        begun = perf_counter()
        engine.run(rule, limits[rule.code])
        seconds[rule.code] = round(perf_counter() - begun, 3)
        progress(f"[{number}/{len(rules)}] {rule.code} {rule.title} ({seconds[rule.code]:.1f} s)")
    return seconds


def _engine(name: str, connection: duckdb.DuckDBPyConnection, work: Path) -> Engine:
    if name == "duckdb":
        return Duck(connection)
    if name == "spark":
        from tertial.payments.engine.spark import Spark

        return Spark(connection, work)
    raise BadInput(f"Okänd motor: {name}. Välj duckdb eller spark.")


def _record(
    connection: duckdb.DuckDBPyConnection,
    delivery: Delivery,
    rules: list[Rule],
    limits: Limits,
    seconds: dict[str, float],
    engine: str,
) -> dict[str, Any]:
    hits = hits_by_rule(connection)
    inputs = delivery.inputs()
    return {
        "format": "tertial.payments.run/1",
        "program": f"tertial {tertial.__version__}" if hasattr(tertial, "__version__") else "tertial",
        "engine": engine,
        "inputs": inputs,
        "quarantined": sum(each["quarantined"] for each in inputs.values()),
        "parameters": limits,
        "rules": {
            rule.code: {
                "title": rule.title,
                "version": rule.version,
                "hits": hits.get(rule.code, (0, 0))[0],
                "at_stake_ore": hits.get(rule.code, (0, 0))[1],
                "seconds": seconds[rule.code],
            }
            for rule in rules
        },
        "findings": sum(each[0] for each in hits.values()),
        "at_stake_ore": ore_at_stake(connection),
    }


def _tell_intake(delivery: Delivery, seconds: float, progress: Progress) -> None:
    rows = sum(taken.rows for taken in delivery.tables.values())
    progress(f"Läst {rows} rader i {len(delivery.tables)} tabeller ({seconds:.1f} s)")
    for taken in delivery.tables.values():
        for reason, count in taken.quarantined.items():
            progress(f"  {taken.name}: {count} av {taken.rows} rader lagda åt sidan: {reason}")


def refuse_nested(data: Path, out: Path) -> None:
    """The result replaces its folder, so it must not be the data's, nor hold it."""
    here, there = data.resolve(), out.resolve()
    if here == there or there in here.parents:
        raise BadInput(
            f"Resultatmappen {out} är eller innehåller datamappen {data} och skulle ersätta den. "
            "Ange en annan mapp med --out."
        )


def stopped(error: duckdb.Error) -> Exception:
    words = str(error).splitlines()[0]
    if isinstance(error, duckdb.OutOfMemoryException):
        return Stopped(
            f"Minnet eller utrymmet för mellanlagring räcker inte ({words}). Höj --memory eller frigör disk."
        )
    if isinstance(error, duckdb.IOException):
        return Stopped(
            f"Disken är full eller går inte att läsa eller skriva ({words}). Inget resultat har skrivits."
        )
    return Stopped(f"Körningen avbröts: {words}. Inget resultat har skrivits.")


def _clear(work: Path) -> None:
    for left in sorted(work.rglob("*"), reverse=True):
        with suppress(OSError):
            left.rmdir() if left.is_dir() else left.unlink()
    work.rmdir()
