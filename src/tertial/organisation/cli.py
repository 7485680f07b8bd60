"""`tertial city new` and `tertial profile check`: a municipality starts its own profile, no database."""

import shutil
from collections import Counter
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from tertial.foundation.check import Severity

city = typer.Typer(no_args_is_help=True, help="Börja med en egen stad eller kommun.")
profile = typer.Typer(no_args_is_help=True, help="Granska en profil: stadens ord, enheter och personer.")

FINISHED, ERRORS, UNREADABLE = 0, 1, 2
NAME_IN_TEMPLATE = "Exempelstad"


@city.callback()
def _city() -> None:
    """Börja med en egen stad eller kommun."""


@profile.callback()
def _profile() -> None:
    """Granska en profil: stadens ord, enheter och personer."""


@city.command()
def new(
    folder: Annotated[Path, typer.Argument(help="Mappen som ska skapas.", metavar="MAPP")],
    name: Annotated[str, typer.Option(help="Kommunens namn.")] = "",
) -> None:
    """Skriv en tom profil med förklaringar, att fylla i och granska."""
    name = " ".join(name.split())
    if any(letter in name for letter in "\"'\\") or not name.isprintable():
        _stop("namnet kan inte ha citattecken eller styrtecken.")
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            _stop(f"{folder} finns redan och är inte tom. Välj en ny mapp.")
        _write(folder, name)
    except OSError as error:
        _stop(f"{folder} går inte att skriva ({error.strerror}).")
    print(f"Profilen ligger i {folder}. Fyll i city.toml först, sedan units.csv och people.csv.")
    print(f"Granska den med: tertial profile check {folder}")


def _write(folder: Path, name: str) -> None:
    from tertial.organisation.rules.columns import slug

    folder.mkdir(parents=True, exist_ok=True)
    with as_file(files("tertial.organisation") / "profile_template") as template:
        for file in sorted(template.iterdir()):
            shutil.copyfile(file, folder / file.name)
    if name:
        words = folder / "city.toml"
        text = words.read_text(encoding="utf-8")
        text = text.replace(NAME_IN_TEMPLATE, name).replace(
            NAME_IN_TEMPLATE.lower(), slug(name) or "kommunen"
        )
        words.write_text(text, encoding="utf-8")


@profile.command()
def check(
    folder: Annotated[Path, typer.Argument(help="Mappen med city.toml och CSV-filerna.", metavar="MAPP")],
) -> None:
    """Granska profilen. Slutar med 0 när allt är rätt, 1 vid fel, 2 när den inte går att läsa."""
    from tertial.organisation.rules.profile import look_at_profile
    from tertial.organisation.rules.profile_part import all_parts
    from tertial.organisation.rules.profile_toml import is_readable

    found, problems = look_at_profile(folder)
    looked = [part.look(found) for part in all_parts().values()] if found is not None else []
    problems = [*problems, *(each for _, remarks in looked for each in remarks)]
    for each in problems:
        print(f"{_WORD[each.severity]} {each}")
    if not is_readable(folder):
        raise typer.Exit(UNREADABLE)
    counts = Counter(each.severity for each in problems)
    if found is not None:
        print(f"{found.city.name}: {len(found.units)} enheter, {len(found.people)} personer.")
    for sentence in (each for each, _ in looked if each):
        print(sentence)
    print(f"{counts[Severity.ERROR]} fel, {counts[Severity.WARNING]} varningar.")
    raise typer.Exit(ERRORS if counts[Severity.ERROR] else FINISHED)


_WORD = {Severity.ERROR: "FEL", Severity.WARNING: "VARNING", Severity.INFO: "NOT"}


def _stop(message: str) -> None:
    typer.echo(f"Fel: {message}", err=True)
    raise typer.Exit(UNREADABLE)
