"""Publishing a board's whole plan, measured: PDF and Word from a warm worker, 31 boards, WeasyPrint in the same run.

Run from the repository: `python bench/publish.py` (prints the tables of docs/performance/publish.md). What is to be
compared with must be installed by itself, since the product has no use for it: `python -m venv /tmp/w`,
`/tmp/w/bin/pip install weasyprint`, and then `python bench/publish.py /tmp/w/bin/python`.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tertial.planning.rules.draft import PlanDraft  # noqa: E402

BOARDS, CORES, TIMES, SEED = 31, 2, 3, 4
ASKED = (15, 75, 250, 12)  # goals of the board, indicators, activities, tables: the tour district's plan
GOALS = {"pdf": 2.0, "docx": 2.0, "boards": 60.0}  # seconds

# Each measures itself in a process of its own: the first document, and the best of the next, which are other documents.
# Processor time and peak memory are those of the process and of what it starts (Typst has a process for each document).
TIMED = """
import json, resource, sys, time
def used():
    return [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
def worked():
    return sum(each.ru_utime + each.ru_stime for each in used())
def timed(makes):
    runs = []
    for make in makes:
        wall, work = time.perf_counter(), worked()
        size = len(make())
        runs.append((time.perf_counter() - wall, worked() - work))
    found = {"first": runs[0][0], "wall": min(r[0] for r in runs[1:]), "worked": min(r[1] for r in runs[1:])}
    print(json.dumps({**found, "mb": max(each.ru_maxrss for each in used()) / 1024, "kb": size / 1024}))
"""
OURS = """
from functools import partial
from pathlib import Path
from tertial.planning.rules.draft_json import plan_from_json
from tertial.publishing.rules.of_plan import document_of_plan
from tertial.publishing.exports.{module} import {name} as make
plans = [plan_from_json(json.loads(Path(path).read_text())) for path in sys.argv[1:]]
timed([partial(make, document_of_plan(plan)) for plan in plans])
"""
WEASYPRINT = """
from functools import partial
from pathlib import Path
import weasyprint
def make(path):
    return weasyprint.HTML(string=Path(path).read_text()).write_pdf(pdf_variant="pdf/ua-1")
timed([partial(make, path) for path in sys.argv[1:]])
"""


def the_plans() -> tuple[list[dict[str, object]], tuple[int, ...]]:
    """A different plan for each board, the nearest to the tour district's first; and how much that one holds."""
    from tertial.planning.rules.draft_json import plan_to_json
    from tests.plans.generator import FULL, truth

    size = replace(FULL, areas=(3, 5), boards=(1, 2), indicators=(3, 6), activities=(11, 15))
    drafts = sorted((truth(seed, size).draft for seed in range(SEED, SEED + BOARDS)), key=_off)
    return [plan_to_json(_with_tables(draft)) for draft in drafts], _held(_with_tables(drafts[0]))


def _held(draft: PlanDraft) -> tuple[int, ...]:
    goals = sum(1 for goal in draft.goals if goal.level == 3)
    return goals, len(draft.indicators), len(draft.activities), len(draft.tables)


def _off(draft: PlanDraft) -> float:
    return sum(abs(a - b) / b for a, b in list(zip(_held(draft), ASKED, strict=True))[:3])


def _with_tables(draft: PlanDraft) -> PlanDraft:
    """As many tables as the tour district has; those that are added repeat the amounts of the first."""
    missing = max(0, ASKED[3] - len(draft.tables))
    more = (replace(draft.tables[0], title=f"{draft.tables[0].title} {n}") for n in range(2, missing + 2))
    return replace(draft, tables=(*draft.tables, *more))


def measured(program: str, paths: list[Path], python: str = sys.executable) -> dict[str, float]:
    done = subprocess.run(
        [python, "-c", TIMED + program, *map(str, paths)],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found


def all_files(data: dict[str, object]) -> int:
    """What the worker makes of one board's plan: all six files."""
    from tertial.planning.rules.draft_json import plan_from_json
    from tertial.publishing.exports.files import files
    from tertial.publishing.rules.of_plan import document_of_plan

    return sum(len(make()) for _, make in files(document_of_plan(plan_from_json(data)), data))


def one_board(path: str) -> tuple[int, float]:
    begun = worked()
    return all_files(json.loads(Path(path).read_text())), worked() - begun


def worked() -> float:
    """Processor seconds of this process and those it has started."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def boards(paths: list[Path]) -> tuple[float, float]:
    """Wall and processor seconds of 31 boards, two at a time."""
    begun = time.perf_counter()
    with ProcessPoolExecutor(CORES) as pool:
        work = sum(each for _, each in pool.map(one_board, map(str, paths)))
    return time.perf_counter() - begun, work


def page_of(data: dict[str, object]) -> str:
    from tertial.planning.rules.draft_json import plan_from_json
    from tertial.publishing.exports.html import as_html
    from tertial.publishing.rules.of_plan import document_of_plan

    return as_html(document_of_plan(plan_from_json(data)))


def main(other: str | None) -> None:
    plans, held = the_plans()
    said = "{} nämndmål, {} indikatorer, {} aktiviteter, {} tabeller".format(*held)
    print(f"{said}. Belastning på maskinen när det kördes: {os.getloadavg()[0]:.1f} (två kärnor).\n")
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{n}.json" for n in range(BOARDS)]
        pages = [path.with_suffix(".html") for path in paths[:2]]
        for path, plan in zip(paths, plans, strict=True):
            path.write_text(json.dumps(plan))
        for page, plan in zip(pages, plans, strict=False):
            page.write_text(page_of(plan))
        print("| Vad | Första | Varm, väggklocka | Varm, processor | Minne, topp | Fil | Mål |")
        print("|---|---:|---:|---:|---:|---:|---:|")
        for kind, module, name in (
            ("pdf", "pdf", "as_pdf"),
            ("docx", "word", "as_word"),
            ("html", "html", "as_html"),
        ):
            m = measured(OURS.format(module=module, name=name), paths[: TIMES + 1])
            row(kind, m, f"{GOALS[kind]:.0f} s" if kind in GOALS else "")
        if other:
            row("WeasyPrint av HTML, PDF/UA", measured(WEASYPRINT, pages, other), "")
        wall, work = boards(paths)
    print(
        f"\n{BOARDS} nämnder, alla sex filer, {CORES} åt gången: {wall:.1f} s väggklocka, {work:.1f} s processor"
    )
    print(
        f"(mål: {GOALS['boards']:.0f} s på två kärnor; processortiden delad med två är {work / CORES:.1f} s)."
    )


def row(name: str, m: dict[str, float], goal: str) -> None:
    print(
        f"| {name} | {m['first']:.2f} s | {m['wall']:.2f} s | {m['worked']:.2f} s | {m['mb']:.0f} MB"
        f" | {m['kb']:.0f} kB | {goal} |"
    )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
