"""`tertial payments …`: control a delivery, see what stands behind a line, pseudonymise, make up a city."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from tertial.payments.engine.declaration import Rule, all_rules, chosen
from tertial.payments.engine.evidence import Evidence
from tertial.payments.engine.evidence import evidence as evidence_of
from tertial.payments.engine.limits import as_file
from tertial.payments.engine.pseudonyms import new_key
from tertial.payments.engine.pseudonyms import pseudonymise as exchange
from tertial.payments.engine.run import Settings
from tertial.payments.engine.run import check as control
from tertial.payments.engine.trouble import BadInput, Stopped
from tertial.payments.generator import City
from tertial.payments.generator import generate as make_up

payments = typer.Typer(no_args_is_help=True, help="Ställ vårdens fakturor mot beställd och registrerad tid.")

Data = Annotated[Path, typer.Option(help="Mapp med tabellerna")]
Out = Annotated[Path, typer.Option(help="Mapp för resultatet; ersätts helt")]
Mapping = Annotated[Path | None, typer.Option(help="Kolumnfil (TOML); annars mapping.toml i datamappen")]


@payments.command()
def check(
    data: Data,
    out: Out,
    rules: Annotated[str | None, typer.Option(help="Till exempel R1,R7; alla tar även de avslagna")] = None,
    engine: Annotated[str, typer.Option(help="duckdb eller spark")] = "duckdb",
    params: Annotated[Path | None, typer.Option(help="Parameterfil (TOML eller JSON)")] = None,
    mapping: Mapping = None,
    memory: Annotated[str, typer.Option(help="Minnesgräns för DuckDB")] = "2GB",
    threads: Annotated[int | None, typer.Option(help="Antal trådar; annars alla")] = None,
) -> None:
    """Kontrollera en leverans och skriv träffarna."""
    with plainly():
        settings = Settings(rules, engine, params, mapping, memory, threads)
        record = control(data, out, settings, progress=lambda words: typer.echo(words, err=True))
    for code, told in record["rules"].items():
        typer.echo(
            f"{code:4} {told['hits']:>8} träffar {kronor(told['at_stake_ore']):>18} kr  {told['title']}"
        )
    typer.echo(f"Rader lagda åt sidan: {record['quarantined']}. Resultat: {out}")


@payments.command()
def evidence(
    line_id: Annotated[int, typer.Argument(help="Fakturaradens nummer")],
    data: Data,
    mapping: Mapping = None,
    as_json: Annotated[bool, typer.Option("--json", help="Som JSON")] = False,
) -> None:
    """Visa beställd, registrerad och fakturerad tid bakom en fakturarad."""
    with plainly():
        found = evidence_of(data, line_id, mapping)
    if as_json:
        typer.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=2, default=str))
    else:
        typer.echo("\n".join(_told(found)))


@payments.command()
def pseudonymise(
    data: Data,
    out: Out,
    key: Annotated[Path, typer.Option(help="Nyckelfil, utanför datamapparna")],
    make_key: Annotated[bool, typer.Option("--new-key", help="Skapa nyckelfilen först")] = False,
) -> None:
    """Byt kunder och personal mot pseudonymer."""
    with plainly():
        if make_key:
            new_key(key)
        counts = exchange(data, out, key)
    typer.echo(
        f"Pseudonymer: {', '.join(f'{count} {kind}' for kind, count in counts.items())}. Resultat: {out}"
    )


@payments.command()
def generate(
    out: Out,
    visits: Annotated[int, typer.Option(help="Ungefärligt antal besök", min=1000)] = 250_000,
    seed: Annotated[int, typer.Option(help="Samma tal ger samma stad", min=0)] = 1,
    month: Annotated[str, typer.Option(help="Månad, ÅÅÅÅ-MM")] = "2026-03",
    csv: Annotated[bool, typer.Option("--csv", help="CSV i stället för Parquet")] = False,
) -> None:
    """Hitta på en stads månad med planterade fel och facit (truth.parquet)."""
    with plainly():
        try:
            first = date.fromisoformat(f"{month}-01")
        except ValueError as error:
            raise BadInput(f"Månaden {month} skrivs som 2026-03.") from error
        counts = make_up(City(visits, seed, first), out, csv=csv)
    for name, count in counts.items():
        typer.echo(f"{name:12} {count:>12}")


@payments.command()
def rules(
    code: Annotated[str | None, typer.Argument(help="En regels kod, till exempel R4")] = None,
    sql: Annotated[bool, typer.Option("--sql", help="Visa även frågan")] = False,
    as_params: Annotated[bool, typer.Option("--params", help="Skriv en parameterfil att ändra i")] = False,
) -> None:
    """Förklara reglerna."""
    with plainly():
        asked = chosen(code) if code else list(all_rules().values())
    if as_params:
        typer.echo(as_file(asked))
    elif code is None:
        for rule in asked:
            typer.echo(f"{rule.code:4} {rule.title}{'' if rule.on else ' (avslagen från början)'}")
    else:
        typer.echo("\n\n".join(_explained(rule, sql) for rule in asked))


def kronor(ore: int) -> str:
    """1 234,50 with hard spaces, as Swedes write it."""
    return f"{ore / 100:,.2f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",").replace("-", "−")


@contextmanager
def plainly() -> Iterator[None]:
    """Exit codes: 2 for input that cannot be used, 1 when the machine stopped the run. Never a traceback."""
    try:
        yield
    except BadInput as error:
        _give_up(error, 2)
    except Stopped as error:
        _give_up(error, 1)


def _give_up(error: Exception, code: int) -> NoReturn:
    typer.echo(str(error), err=True)
    raise typer.Exit(code) from error


def _explained(rule: Rule, sql: bool) -> str:
    parts = [f"{rule.code} {rule.title}", rule.explanation]
    parts += [f"  {name} = {each.value}  {each.about}" for name, each in rule.parameters.items()]
    parts += [f"Exempel: {each.about}." for each in rule.examples]
    return "\n".join([*parts, rule.sql] if sql else parts)


def _told(found: Evidence) -> list[str]:
    lines = [
        f"Rad {found.line_id}: kund {found.client_id}, utförare {found.provider_id}, insats {found.service_id}, "
        f"{found.month:%Y-%m}",
        f"Beställt {found.ordered_minutes} min, registrerat {found.registered_minutes} min, "
        f"fakturerat {found.invoiced_minutes} min",
    ]
    for line in found.lines:
        lines.append(
            f"  rad {line.line_id}: {line.period_from}–{line.period_to}, {line.minutes} min, {line.amount_ore} öre"
        )
    for each in found.decisions:
        lines.append(
            f"  beslut {each.decision_id}: {each.valid_from}–{each.valid_to}, {each.minutes_per_month} min/månad"
        )
    for visit in found.visits:
        by_hand = ", för hand" if visit.manual else ""
        lines.append(
            f"  besök {visit.visit_id}: {visit.work_date}, {visit.start_utc:%H:%M}–{visit.end_utc:%H:%M} UTC, "
            f"personal {visit.staff_id}{by_hand}"
        )
    return lines
