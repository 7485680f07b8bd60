"""`tertial plan …` and `tertial rule CODE`: a product by themselves, without Django or a database."""

import gc
import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from tertial.foundation.check import Remark
    from tertial.planning.rules.draft import PlanDraft

plan = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Läs en plan (PDF, Word, text) och granska den.",
)
UNREADABLE = 2


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


File = Annotated[
    Path,
    typer.Argument(help="En plan som .pdf, .docx eller .txt; - är det som kommer in.", show_default=False),
]
Codes = Annotated[list[str] | None, typer.Option(help="Koder eller början på koder, med komma emellan.")]


@plan.command(help="Läs FILE till tertial.plan/1.")
def read(
    file: File, format: Annotated[Format, typer.Option(help="Hur svaret skrivs.")] = Format.JSON
) -> None:
    draft = _read(file)
    if format is Format.JSON:
        from tertial.planning.rules.draft_json import plan_to_json

        _json(plan_to_json(draft))
    else:
        from tertial.planning.rules.draft_text import plan_as_text

        _out(plan_as_text(draft))


@plan.command(help="Granska FILE och skriv anmärkningarna.")
def check(
    file: File,
    format: Annotated[Format, typer.Option(help="Hur svaret skrivs.")] = Format.TEXT,
    select: Codes = None,
    ignore: Codes = None,
) -> None:
    from tertial.foundation.check import Severity
    from tertial.planning.rules.linting import asked, check_plan, in_order

    _known((*(select or ()), *(ignore or ())))
    draft = _read(file)
    own = asked(draft.remarks, select or (), ignore or ())
    remarks = in_order([*own, *check_plan(draft, select or (), ignore or ())])
    if format is Format.JSON:
        from tertial.planning.rules.draft_json import remarks_to_json

        _json(remarks_to_json(draft.source, remarks))
    else:
        _out("".join(remark_lines(str(file), remarks)))
    raise typer.Exit(1 if any(r.severity is Severity.ERROR for r in remarks) else 0)


def _known(codes: Iterable[str]) -> None:
    """Stops at a code that no rule has or begins with, and tells which ones are near."""
    from difflib import get_close_matches

    from tertial.foundation.check import all_checks
    from tertial.planning.rules.linting import codes_of
    from tertial.planning.rules.reading_remarks import READING

    every = [*all_checks("plan", "planning"), *READING]
    for code in codes_of(codes):
        if not any(each.startswith(code) for each in every):
            near = get_close_matches(code, every, n=4, cutoff=0.5)
            _fail(f"Ingen regel heter {code}." + (f" Menar du {', '.join(near)}?" if near else ""))


def rule(code: Annotated[str, typer.Argument(help="Regelns kod, som den står i anmärkningen.")]) -> None:
    """Förklara en regel."""
    from tertial.foundation.check import all_checks
    from tertial.planning.rules.reading_remarks import READING
    from tertial.reporting.rules.form_remarks import FORM_READING

    wanted = code.strip().upper()
    if told := {**READING, **FORM_READING}.get(wanted):
        _out(f"{wanted}: {told}\n")
        return
    found = all_checks().get(wanted)
    if found is None:
        _fail(f"Det finns ingen regel som heter {code}.")
    _out(f"{found.code} ({found.severity.value}): {found.title}\n\n{found.explanation.strip()}\n")


def remark_lines(name: str, remarks: "Iterable[Remark]") -> Iterable[str]:
    """`file:page:line: CODE severity message`, then what stands at every place that was compared."""
    for remark in remarks:
        first = remark.evidence[0] if remark.evidence else None
        page, line = (first.page, first.line) if first else (None, None)
        yield f"{name}:{_or_dash(page)}:{_or_dash(line)}: {remark.code} {remark.severity.value} {remark.message}\n"
        for evidence in remark.evidence:
            yield f"    {_or_dash(evidence.page)}:{_or_dash(evidence.line)}: ”{' '.join(evidence.text.split())}”\n"


def _or_dash(number: int | None) -> str:
    return "-" if number is None else str(number)


def _read(file: Path) -> "PlanDraft":
    gc.disable()  # one file and then the end: nothing to collect that is worth a tenth of the time
    from tertial.intake.importers.sources.unreadable import UnreadableError
    from tertial.planning.importers.opening import read_bytes, read_file

    try:
        return read_bytes(sys.stdin.buffer.read(), "-") if str(file) == "-" else read_file(file)
    except UnreadableError as error:
        _fail(f"{file}: {error}")


def _fail(message: str) -> NoReturn:
    sys.stderr.write(f"{message}\n")
    raise typer.Exit(UNREADABLE)


def _json(data: object) -> None:
    _out(json.dumps(data, ensure_ascii=False) + "\n")


def _out(text: str) -> None:
    """Always UTF-8, also where the terminal says something else."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
    sys.stdout.buffer.flush()
