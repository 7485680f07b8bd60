"""The `tertial` command. Each package brings its own sub-commands; none is imported until it is asked for."""

import importlib
from typing import Any

import typer
from typer.core import TyperGroup

# name on the command line → (module, attribute, one line of help)
COMMANDS = {
    "plan": ("tertial.planning.cli", "plan", "Read a plan (PDF, Word, text) and check it like a linter."),
    "rule": ("tertial.planning.cli", "rule", "Explain a rule by its code."),
    "city": ("tertial.organisation.cli", "city", "Start a profile for a city of your own."),
    "profile": ("tertial.organisation.cli", "profile", "Check a profile: the city's words, units and people."),
    "payments": ("tertial.payments.cli", "payments", "Set care invoices against ordered and registered time."),
}


class LazyGroup(TyperGroup):
    """`tertial plan read` must start fast and must not import Django; so nothing is imported here."""

    def list_commands(self, ctx: typer.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, name: str) -> Any:
        if name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[name]
        return typer.main.get_command(getattr(importlib.import_module(module), attribute))


app = typer.Typer(cls=LazyGroup, no_args_is_help=True, help="Tertial: steering and follow-up for cities.")


@app.callback()
def main() -> None:
    """Tertial: steering and follow-up for cities."""


if __name__ == "__main__":
    app()
