"""`tertial plan …` and `tertial rule CODE`: reading and checking need neither Django nor a database; adopting does."""

import gc
import json
import os
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from tertial.foundation.check import Remark
    from tertial.planning.actions.taking_in import Outcome
    from tertial.planning.rules.draft import PlanDraft

plan = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Läs en plan (PDF, Word, text) och granska den.",
)
UNREADABLE = 2
SUFFIXES = {".pdf", ".docx", ".txt"}
STATES = {
    "adopted": "införd",
    "review": "till granskning",
    "before": "redan införd",
    "failed": "INTE INLÄST",
    "waits": "inte läst än",
}
FAILED, WRONG = 1, 2


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
    if select or ignore:
        _known((*(select or ()), *(ignore or ())))
    draft = _read(file)
    from tertial.foundation.check import Severity
    from tertial.planning.rules.linting import asked, check_plan, in_order

    own = asked(draft.remarks, select or (), ignore or ())
    remarks = in_order([*own, *check_plan(draft, select or (), ignore or ())])
    if format is Format.JSON:
        from tertial.planning.rules.draft_json import remarks_to_json

        _json(remarks_to_json(draft.source, remarks))
    else:
        _out("".join(remark_lines(str(file), remarks)))
    raise typer.Exit(1 if any(r.severity is Severity.ERROR for r in remarks) else 0)


@plan.command(help="Läs in FILER (eller mappar) som planer: till granskning, eller direkt med --yes.")
def adopt(
    files: Annotated[
        list[Path], typer.Argument(help="Planer som .pdf, .docx eller .txt, eller mappar med dem.")
    ],
    unit: Annotated[
        str, typer.Option(help="Enhetens nyckel. Utan den söks enheten som dokumentet nämner.")
    ] = "",
    year: Annotated[int | None, typer.Option(help="Planens år, om det inte ska läsas ur dokumentet.")] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Godkänn allt och för in planerna utan granskning.")
    ] = False,
    background: Annotated[bool, typer.Option("--background", help="Låt arbetaren göra det.")] = False,
) -> None:
    raise typer.Exit(_adopt_files(files, unit, year, is_yes=yes, is_background=background))


@plan.command(help="Hur långt ett bakgrundsarbete har kommit, fil för fil.")
def job(
    key: Annotated[str, typer.Argument(help="Arbetets nyckel, som adopt --background skrev ut.")],
    cancel: Annotated[bool, typer.Option("--cancel", help="Avbryt efter filen som pågår.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Gör det som är kvar.")] = False,
) -> None:
    raise typer.Exit(_show_job(key, is_cancelled=cancel, is_resumed=resume))


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


def _adopt_files(
    files: Sequence[Path], unit: str, year: int | None, *, is_yes: bool, is_background: bool
) -> int:
    """0 when every file came in, 1 when some did not, 2 when nothing could be begun."""
    _start()
    from tertial.organisation.models import Unit

    found = list(_documents(files))
    owner = Unit.objects.filter(key=unit).first() if unit else None
    if unit and owner is None:
        return _wrong(f"Det finns ingen enhet med nyckeln {unit}.")
    if not found:
        return _wrong("Det finns inga filer att läsa.")
    if is_background:
        return _in_background(found, unit, year, is_yes)
    return _now(found, owner, year, is_yes)


def _now(files: Sequence[Path], owner: Any, year: int | None, is_yes: bool) -> int:
    from tertial.organisation.access import SYSTEM
    from tertial.planning.actions.taking_in import take_in_file

    failed = 0
    for at, path in enumerate(files, start=1):
        told = take_in_file(by=SYSTEM, path=path, unit=owner, year=year, is_yes=is_yes)
        failed += told.state == "failed"
        _tell(told, f"[{at}/{len(files)}] ")
    return FAILED if failed else 0


def _tell(told: "Outcome", before: str = "") -> None:
    """A line for the file, and one for each row that did not come in."""
    state = f"{STATES[told.state]}, {told.unit}" if told.unit else STATES[told.state]
    typer.echo(before + ": ".join(filter(None, (told.name, state, told.text))) + _counted(told))
    for row in told.left_out:
        typer.echo(f"    kom inte med, {row}")


def _counted(told: "Outcome") -> str:
    found = [
        (told.rows, "rad", "rader"),
        (told.errors, "fel", "fel"),
        (told.warnings, "varning", "varningar"),
    ]
    said = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in found if count)
    return f" ({said})" if said else ""


def _in_background(files: Sequence[Path], unit: str, year: int | None, is_yes: bool) -> int:
    paths = [str(path.resolve()) for path in files]
    return _begin({"files": paths, "unit": unit, "year": year, "is_yes": is_yes})


def _begin(arguments: dict[str, Any]) -> int:
    from tertial.intake.actions.jobs import start
    from tertial.organisation.access import SYSTEM

    name = f"{len(arguments['files'])} planer"
    made = start(by=SYSTEM, work="plan.folder", name=name, is_heavy=True, **arguments)
    typer.echo(f"{name} läses in av arbetaren. Se hur det går: tertial plan job {made.key}")
    return 0


def _show_job(key: str, *, is_cancelled: bool, is_resumed: bool) -> int:
    _start()
    from tertial.intake.actions.jobs import cancel
    from tertial.intake.models import Job

    job = Job.objects.filter(key=key, work="plan.folder").first()
    if job is None:
        return _wrong(f"Det finns inget arbete med nyckeln {key}.")
    if is_resumed:
        if not job.is_over:
            return _wrong("Arbetet pågår, så det finns inget att ta upp igen.")
        return _begin(job.arguments)
    if is_cancelled:
        cancel(job)
        job.refresh_from_db()
    typer.echo(f"{job.name}: {job.get_state_display()} {job.done}/{job.total} {job.text}".rstrip())
    told = _outcomes(job.arguments, job.answer)
    for each in told:
        _tell(each)
    return FAILED if any(each.state == "failed" for each in told) else 0


def _outcomes(arguments: dict[str, Any], answer: dict[str, Any]) -> list["Outcome"]:
    """What the work has told of each file, and of the rest what can be seen."""
    from tertial.planning.actions.taking_in import Outcome, outcomes_so_far

    told = [Outcome(**each) for each in answer.get("outcomes", ())]
    rest = map(Path, arguments["files"][len(told) :])
    return [*told, *outcomes_so_far(rest, arguments.get("unit") or "")]


def _documents(files: Iterable[Path]) -> Iterable[Path]:
    """A folder is every document in it, by name."""
    for each in files:
        if each.is_dir():
            yield from sorted(path for path in each.iterdir() if path.suffix.lower() in SUFFIXES)
        else:
            yield each


def _wrong(text: str) -> int:
    typer.echo(f"Fel: {text}", err=True)
    return WRONG


def _start() -> None:
    """The database, for those commands that need one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tertial.site.settings")
    import django

    django.setup()
