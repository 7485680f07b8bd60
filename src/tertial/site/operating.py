"""What an operator does on the command line: prepare the data folder, serve, and show the demo city."""

import os
import shutil
import sys
import time
from pathlib import Path

import typer

from tertial.site.datafolder import ensure, secret_key
from tertial.site.environment import BadSetting, read
from tertial.site.server import PortTaken, free, run

HOST = typer.Option("127.0.0.1", help="Adress att lyssna på. 0.0.0.0 för alla, bakom en omvänd proxy.")
PORT = typer.Option(8000, min=1, max=65535, help="Port att lyssna på.")


def say(text: str) -> None:
    typer.echo(text)
    sys.stdout.flush()


def stop(text: str, code: int = 2) -> typer.Exit:
    typer.echo(text, err=True)
    return typer.Exit(code)


def start_django() -> None:
    """Settings that are wrong end here, with the sentence that says which and how to put it right."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tertial.site.settings")
    import django

    try:
        django.setup()
    except BadSetting as error:
        raise stop(str(error)) from None


def prepare() -> None:
    """Create or upgrade the database and the static files. Safe to run again; run it after every upgrade."""
    start_django()
    from django.core.management import call_command
    from django.db import DatabaseError

    begun = time.perf_counter()
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    except DatabaseError as error:
        raise stop(
            f"Databasen gick inte att förbereda: {error}\nInget är halvgjort: varje steg görs helt eller inte alls."
        ) from None
    call_command("collectstatic", verbosity=0, interactive=False)
    say(f"Databasen och de statiska filerna är klara ({time.perf_counter() - begun:.1f} s).")


def serve(
    host: str = HOST,
    port: int = PORT,
    worker: bool = typer.Option(True, help="Kör även arbetaren som tar långa jobb."),
) -> None:
    """Serve the pages, with the worker beside. Stop with Ctrl+C."""
    chosen = _ready(host, port)
    raise typer.Exit(run(host, port, chosen["WORKERS"], chosen["THREADS"], worker, say))


def _ready(host: str, port: int) -> dict:  # type: ignore[type-arg]
    """Everything that would make the server fail is found before it starts."""
    try:
        chosen = read()
        secret_key(chosen["DATA"], chosen["SECRET_KEY"])
        ensure(chosen["DATA"])
        free(host, port)
    except (BadSetting, PortTaken) as error:
        raise stop(str(error)) from None
    if chosen["WORKERS"] > 1 and not chosen["DATABASE_URL"].startswith("postgres"):
        raise stop(
            "TERTIAL_WORKERS är fler än 1 men databasen är SQLite. Sätt TERTIAL_DATABASE_URL till PostgreSQL."
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tertial.site.settings")
    return chosen


def demo(
    port: int = PORT,
    reset: bool = typer.Option(
        False, "--reset", help="Börja om: allt som har matats in i demostaden försvinner."
    ),
) -> None:
    """Build the demo city if it is not there, and serve it. What one has entered is kept until --reset."""
    _demo_only()
    os.environ.setdefault("TERTIAL_ADDRESS", f"http://127.0.0.1:{port}")  # where numbers in documents lead
    _ready("127.0.0.1", port)
    data = Path(os.environ["TERTIAL_DATA"])
    if reset:
        _forget(data)
    if not (data / "city-loaded").exists():
        say("Förbereder databasen …")
        prepare()
        _load(Path(os.environ["TERTIAL_PROFILE"]))
        (data / "city-loaded").touch()
    else:
        prepare()
    _present(port)
    serve("127.0.0.1", port, worker=True)


def _demo_only() -> None:
    """The demo never touches a data folder that was not made for it."""
    missing = [
        name for name in ("TERTIAL_DATA", "TERTIAL_DEMO", "TERTIAL_PROFILE") if not os.environ.get(name)
    ]
    if missing:
        raise stop(f"Demostaden startas med: make demo ({', '.join(missing)} saknas)")


def _forget(data: Path) -> None:
    if data.exists() and not (data / "city-loaded").exists() and any(data.iterdir()):
        raise stop(f"{data} är inte demostadens mapp. Inget är raderat.")
    shutil.rmtree(data, ignore_errors=True)
    say("Demostaden börjar om från början.")


def _load(profile: Path) -> None:
    start_django()
    from tertial.organisation.access import SYSTEM
    from tertial.organisation.actions.city import load_city
    from tertial.organisation.rules.profile import read_profile
    from tertial.organisation.rules.profile_part import all_loads
    from tertial.planning.actions.demo import show_fronts
    from tertial.publishing.actions.demo import show_documents
    from tertial.reporting.actions.demo import show_rounds
    from tertial.reporting.actions.demo_themes import show_themes

    say("Bygger demostaden Ekstad …")
    begun = time.perf_counter()
    city = read_profile(profile)
    units, people = load_city(by=SYSTEM, profile=city)
    say(f"{units} enheter och {people} personer på {time.perf_counter() - begun:.1f} s.")
    for each in all_loads(city):
        begun = time.perf_counter()
        told = each.load(by=SYSTEM, profile=city)
        say(f"{told} på {time.perf_counter() - begun:.1f} s.")
    begun = time.perf_counter()
    say(f"{show_rounds()} rapporter i tre omgångar på {time.perf_counter() - begun:.1f} s.")
    begun = time.perf_counter()
    say(f"En temauppföljning till {show_themes()} nämnder på {time.perf_counter() - begun:.1f} s.")
    begun = time.perf_counter()
    say(f"{show_fronts()} planer med förslag till beslut på {time.perf_counter() - begun:.1f} s.")
    begun = time.perf_counter()
    say(f"{show_documents()} dokument publicerade på {time.perf_counter() - begun:.1f} s.")


def _present(port: int) -> None:
    start_django()
    from tertial.organisation.models import Person
    from tertial.organisation.profile import current_profile

    profile = current_profile()
    emails = [each.email for each in profile.demo_people]
    people = {person.email: person for person in Person.objects.filter(email__in=emails)}
    say(f"\n  {profile.city.name}: http://127.0.0.1:{port}/\n")
    say("  Logga in med ett klick på inloggningssidan som någon av:")
    for email in emails:
        if email in people:
            say(f"    {people[email].name:<22} {people[email].title}")
    say("")
