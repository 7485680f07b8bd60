"""Fuzzes the reading of plans with atheris: `python fuzz/read_plan.py fuzz/corpus -max_total_time=60`.

Every input is read as whatever its content says it is; a clear refusal is fine, any other exception is a find.
Atheris is not among the project's dependencies: `pip install atheris` in an environment of its own.
"""

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

with atheris.instrument_imports(include=["tertial"]):
    from tertial.intake.importers.sources import pdf, pdf_tables, text, word  # noqa: F401
    from tertial.intake.importers.sources.unreadable import UnreadableError
    from tertial.planning.importers.board_plan import reader  # noqa: F401 - instrumented before first use
    from tertial.planning.importers.opening import read_bytes
    from tertial.planning.rules.draft_json import plan_from_json, plan_to_json


def read(data: bytes) -> None:
    try:
        written = plan_to_json(read_bytes(data, "fuzz"))
    except UnreadableError:
        return
    if plan_to_json(plan_from_json(written)) != written:
        raise AssertionError("the plan does not survive its own JSON")


def corpus(folder: Path) -> None:
    """Starts from real shapes: a small generated plan as text, Word and PDF."""
    from tests.plans.as_docx import as_docx
    from tests.plans.as_pdf import as_pdf
    from tests.plans.as_text import as_text
    from tests.plans.generator import truth

    folder.mkdir(parents=True, exist_ok=True)
    draft = truth(1).draft
    for name, data in (
        ("text", as_text(draft, 1).encode()),
        ("word", as_docx(draft)),
        ("pdf", as_pdf(draft, 1)),
    ):
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    folders = [Path(a) for a in sys.argv[1:] if not a.startswith("-")]
    if folders and not any(folders[0].glob("*")):
        corpus(folders[0])
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
