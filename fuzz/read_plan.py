"""Fuzzes the reading of plans with atheris: `python fuzz/read_plan.py fuzz/corpus -max_total_time=60`.

Every input is read as whatever its content says it is; a clear refusal is fine, any other exception is a find.
Atheris is not among the project's dependencies: `pip install atheris` in an environment of its own.
"""

import sys
from dataclasses import replace
from html import escape
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
    """Starts from real shapes: the smallest generated plan as text, Word and PDF. Large ones are slow to mutate."""
    from tests.plans.as_pdf import as_pdf
    from tests.plans.as_text import as_text
    from tests.plans.generator import Size, truth
    from tests.plans.word_parts import p, word

    folder.mkdir(parents=True, exist_ok=True)
    one = (1, 1)
    draft = truth(1, Size(1, one, one, one, one, one)).draft
    draft = replace(
        draft, decisions=draft.decisions[:2], appendices=draft.appendices[:2], tables=draft.tables[:1]
    )
    text = as_text(draft, 1)
    for name, data in (
        ("text", text.encode()),
        ("word", word("".join(p(escape(line)) for line in text.splitlines()[:80]))),
        ("pdf", as_pdf(draft, 1)),
    ):
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    folders = [Path(a) for a in sys.argv[1:] if not a.startswith("-")]
    if folders and not any(folders[0].glob("*")):
        corpus(folders[0])
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
