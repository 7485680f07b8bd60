"""`tertial city …` and `tertial profile check`: a municipality writes its own profile, takes it in and gets going.

`new` and `check` need no database and import no Django; `load` and `admin` do.
"""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, NoReturn

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
        shutil.copytree(template, folder, dirs_exist_ok=True)
    if name:
        words = folder / "city.toml"
        text = words.read_text(encoding="utf-8")
        text = text.replace(NAME_IN_TEMPLATE, name).replace(
            NAME_IN_TEMPLATE.lower(), slug(name) or "kommunen"
        )
        words.write_text(text, encoding="utf-8")


@city.command()
def load(
    folder: Annotated[Path, typer.Argument(help="Mappen med city.toml och CSV-filerna.", metavar="MAPP")],
) -> None:
    """Läs in en granskad profil i en tom databas. Allt läses in, eller inget."""
    from tertial.organisation.rules.profile import ProfileRefused, read_profile
    from tertial.organisation.rules.profile_part import all_loads, all_parts

    try:
        found = read_profile(folder)
        remarks = [remark for part in all_parts().values() for remark in part.look(found)[1]]
        if any(each.severity is Severity.ERROR for each in remarks):
            raise ProfileRefused(remarks)
    except ProfileRefused as refused:
        for each in refused.problems:
            typer.echo(f"{_WORD[each.severity]} {each}", err=True)
        _stop(f"profilen är inte inläst. Rätta felen och granska igen: tertial profile check {folder}")
    with _database():
        from django.db import transaction

        from tertial.organisation.access import SYSTEM
        from tertial.organisation.actions.city import load_city
        from tertial.organisation.profile import remember

        with transaction.atomic():
            units, people = load_city(by=SYSTEM, profile=found)
            loaded = [each.load(by=SYSTEM, profile=found) for each in all_loads(found)]
        print(f"{found.city.name} är inläst. Enheter: {units}, personer: {people}.")
        for part in loaded:
            print(f"Därtill {part}.")
        try:
            print(f"Stadens ord ligger nu i {remember(folder)}.")
        except OSError as error:
            _stop(f"staden är inläst, men city.toml gick inte att kopiera till datamappen ({error.strerror}). "
                  f"Sätt TERTIAL_PROFILE={folder.resolve()}")  # fmt: skip
    print('Ge staden dess första administratör: tertial city admin namn@kommun.se --name "För Efternamn"')


@city.command()
def admin(
    email: Annotated[str, typer.Argument(help="Personens e-postadress.", metavar="E-POST")],
    name: Annotated[str, typer.Option(help="Personens namn; behövs för den som inte finns.")] = "",
    password_file: Annotated[
        Path | None, typer.Option(help="Fil vars första rad är lösenordet. Annars frågas efter det.")
    ] = None,
) -> None:
    """Gör någon till administratör för hela staden, med nytt lösenord. Hjälper också när ingen kan logga in."""
    with _database():
        from django.utils import timezone

        from tertial.organisation.access import SYSTEM
        from tertial.organisation.actions.administrators import appoint_administrator
        from tertial.organisation.queries import person_with_email

        if not name and person_with_email(email) is None:
            _stop(f'ingen i staden har adressen {email}. Skriv också namnet: --name "För Efternamn"')
        password = _password(password_file)
        person = appoint_administrator(
            by=SYSTEM, email=email, name=name, password=password, on=timezone.localdate()
        )
    print(f"{person.name} är administratör och loggar in med {person.email} och lösenordet.")


def _password(file: Path | None) -> str:
    if file is None:
        try:
            first: str = typer.prompt("Lösenord (syns inte)", hide_input=True)
            again: str = typer.prompt("Samma lösenord igen", hide_input=True)
        except typer.Abort:
            _stop(
                "inget lösenord skrevs. Skriv det vid tangentbordet, eller lägg det i en fil: --password-file FIL"
            )
        if first != again:
            _stop("lösenorden är inte lika. Kör kommandot igen.")
        return first
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        _stop(f"{file} går inte att läsa ({getattr(error, 'strerror', None) or 'inte UTF-8'}).")
    if not lines:
        _stop(f"{file} är tom. Skriv lösenordet på första raden.")
    return lines[0]


@contextmanager
def _database() -> Iterator[None]:
    """The city's database, with every migration applied; what is refused becomes one sentence and exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tertial.site.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor
    from django.utils import translation

    from tertial.foundation.words import Refused

    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            _stop("databasen är inte förberedd för den här versionen. Kör först: tertial prepare")
        with translation.override(settings.LANGUAGE_CODE):
            yield
    except Refused as refused:
        _stop(str(refused))
    except DatabaseError as error:
        _stop(f"databasen svarar inte som den ska: {str(error).strip()}. Inget är ändrat.")


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


def _stop(message: str) -> NoReturn:
    typer.echo(f"Fel: {message}", err=True)
    raise typer.Exit(UNREADABLE)
