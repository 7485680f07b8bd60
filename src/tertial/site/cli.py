"""The `tertial` command. Each package brings its own sub-commands; none is imported until it is asked for.

So `tertial plan read` starts fast, needs no database and imports no Django.
"""

import gc
import importlib
import sys
from typing import Any

# name on the command line → (module, attribute, one line of help)
COMMANDS = {
    "serve": ("tertial.site.operating", "serve", "Kör webbservern med arbetaren bredvid."),
    "prepare": (
        "tertial.site.operating",
        "prepare",
        "Skapa eller uppgradera databasen och de statiska filerna.",
    ),
    "demo": ("tertial.site.operating", "demo", "Bygg demostaden och kör den."),
    "city": (
        "tertial.organisation.cli",
        "city",
        "Börja med en egen stad: ny profil, läs in den, första administratören.",
    ),
    "profile": ("tertial.organisation.cli", "profile", "Granska en stads profil."),
    "plan": ("tertial.planning.cli", "plan", "Läs en plan (PDF, Word, text) och granska den."),
    "form": ("tertial.reporting.cli", "form", "Skriv ett formulär som Word och läs svar på det."),
    "rule": ("tertial.planning.cli", "rule", "Förklara en regel."),
    "payments": ("tertial.payments.cli", "payments", "Ställ fakturarader mot beställd och registrerad tid."),
}


def app() -> None:
    """What the installed command calls."""
    name, *rest = sys.argv[1:] or ["--help"]
    if name in ("--help", "-h"):
        sys.stdout.write(_usage())
    elif name == "--version":
        from tertial import __version__

        sys.stdout.write(f"tertial {__version__}\n")
    elif name in COMMANDS:
        _run(name, rest)
    else:
        sys.stderr.write(f"tertial: det finns inget kommando som heter {name}.\n\n{_usage()}")
        sys.exit(2)


def _run(name: str, rest: list[str]) -> None:
    """A setting that is wrong stops every command with the sentence that says which and how to put it right."""
    gc.disable()  # what is imported stays, so there is nothing to collect
    from typer.exceptions import Abort, TyperException

    from tertial.site.environment import BadSetting

    try:
        asked = command(name)
        gc.enable()
        sys.exit(asked(rest, prog_name=f"tertial {name}", standalone_mode=False) or 0)
    except BadSetting as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except Abort:
        sys.exit("Avbrutet.")
    except TyperException as error:
        sys.exit(_wrong_usage(name, error))


def _wrong_usage(name: str, error: Any) -> int:
    """Says what was wrong in the command as it was written; without any arguments, how it is used."""
    from tertial.site.wrong_usage import told

    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
    else:
        asked = error.ctx.command_path if getattr(error, "ctx", None) else f"tertial {name}"
        sys.stderr.write(f"{told(error.format_message())}\nSe {asked} --help.\n")
    return int(error.exit_code)


def command(name: str) -> Any:
    """The sub-command, imported now; a single function becomes a command of its own."""
    import typer

    module, attribute, _ = COMMANDS[name]
    found = getattr(importlib.import_module(module), attribute)
    if not isinstance(found, typer.Typer):
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        alone.command(name, help=COMMANDS[name][2])(found)
        found = alone
    return typer.main.get_command(found)


def _usage() -> str:
    lines = [f"  {name:<10} {sentence}" for name, (_, _, sentence) in COMMANDS.items()]
    return (
        "Användning: tertial KOMMANDO …\n\n"
        + "\n".join(lines)
        + "\n\ntertial KOMMANDO --help berättar mer.\n"
    )


if __name__ == "__main__":
    app()
