"""`tertial plan …` and `tertial rule CODE`: a product by themselves, without Django or a database."""

import typer

plan = typer.Typer(no_args_is_help=True, help="Read a plan (PDF, Word, text) and check it like a linter.")


@plan.command()
def read(file: str) -> None:
    """Read FILE into tertial.plan/1."""
