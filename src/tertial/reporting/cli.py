"""`tertial form`: a form as Word to fill in, and answers read back from Word, PDF or text. No Django, no database."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from tertial.reporting.rules.forms import Form

form = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Skriv ett formulär som Word och läs svar på det (Word, PDF, text).",
)
UNREADABLE = 2


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


@form.command(help="Läs svaren i FILE till tertial.form/1.")
def read(
    file: Annotated[
        Path, typer.Argument(help="Ett svar som .pdf, .docx, .md eller .txt.", show_default=False)
    ],
    form: Annotated[Path, typer.Option(help="Formuläret som .toml eller .json.", show_default=False)],
    format: Annotated[Format, typer.Option(help="Hur svaret skrivs.")] = Format.JSON,
) -> None:
    from tertial.intake.importers.sources.unreadable import UnreadableError
    from tertial.reporting.importers.filled.reader import read_filled_file
    from tertial.reporting.rules.filled_text import filled_as_text, filled_to_json

    asked = _form_of(form)
    try:
        filled = read_filled_file(file, asked)
    except UnreadableError as error:
        _fail(f"{file}: {error}")
    if format is Format.JSON:
        _out(json.dumps(filled_to_json(filled), ensure_ascii=False) + "\n")
    else:
        _out(filled_as_text(filled, asked))


@form.command(help="Skriv formuläret FORM som en Word-fil att fylla i.")
def word(
    form: Annotated[Path, typer.Argument(help="Formuläret som .toml eller .json.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="Word-filen.", show_default=False)],
    period: Annotated[str, typer.Option(help="Perioden, till exempel ”T2 2026”.")] = "",
    unit: Annotated[str, typer.Option(help="Den som ska svara.")] = "",
) -> None:
    from tertial.foundation.period import Period, PeriodRefused
    from tertial.reporting.exports.word_form import as_word
    from tertial.reporting.rules.paper import Paper

    asked = _form_of(form)
    try:
        code = Period.parse(period).code if period else ""
    except PeriodRefused:
        _fail(f"Perioden ”{period}” går inte att läsa. Skriv den så här: T2 2026")
    first = {asked.head[0].key: unit} if asked.head and unit else {}
    try:
        output.write_bytes(as_word(Paper(asked, code, unit, head=first)))
    except OSError as error:
        _fail(f"{output}: Filen kan inte skrivas ({error.strerror}).")


@form.command(help="Pröva formuläret i FILE: vad som är fel, och på vilken rad.")
def check(
    file: Annotated[Path, typer.Argument(help="Ett formulär som .toml eller .json.", show_default=False)],
) -> None:
    found = _form_of(file)
    count = sum(1 for _ in found.questions())
    _out(f"{found.title}: {len(found.sections)} avsnitt, {count} frågor. Formuläret går att använda.\n")


def _form_of(path: Path) -> "Form":
    """The form in a .json or .toml, told by what stands in it."""
    from tertial.intake.importers.opening import bytes_of
    from tertial.intake.importers.sources.unreadable import UnreadableError
    from tertial.reporting.importers.form_file import form_in

    try:
        found, problems = form_in(bytes_of(path), path.name)
    except UnreadableError as error:
        _fail(f"{path}: {error}")
    if found is None:
        _fail("\n".join(problems))
    return found


def _fail(message: str) -> NoReturn:
    sys.stderr.write(f"{message}\n")
    raise typer.Exit(UNREADABLE)


def _out(text: str) -> None:
    """Always UTF-8, also where the terminal says something else."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
    sys.stdout.buffer.flush()
