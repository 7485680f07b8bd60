"""Reading a plan, measured: pages a second and peak memory beside the plain text extraction of two libraries.

Run from the repository: `python bench/read.py` (prints the tables of docs/performance/read.md). Every tool runs
in its own process, three times; the best time counts, and the highest memory.
"""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

PAGES = 84
TIMES = 3
TIMES_WHOLE = 10
SEED_TEXT = ROOT.parent / "shared" / "seeds" / "002_67c3a4378f649896.txt"
SEED = 4

# Each measures itself: processor seconds in the work (other programs do not count) and its own peak memory in kB.
START = """
import json, sys, time
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
data = open(sys.argv[1], "rb").read()
"""
END = """
print(json.dumps({"seconds": seconds, "kb": peak(), "found": found}))
"""
TERTIAL = """
from tertial.planning.importers.opening import read_bytes
start = time.process_time()
draft = read_bytes(data, "plan")
seconds = time.process_time() - start
found = f"{len(draft.goals)} mål, {len(draft.indicators)} indikatorer, {len(draft.activities)} aktiviteter"
"""
PYPDFIUM2 = """
import pypdfium2
start = time.process_time()
document = pypdfium2.PdfDocument(data)
letters = sum(len(page.get_textpage().get_text_range()) for page in document)
seconds = time.process_time() - start
found = f"{letters} tecken"
"""
PDFPLUMBER = """
import io
import pdfplumber
start = time.process_time()
letters = 0
with pdfplumber.open(io.BytesIO(data)) as document:
    for page in document.pages:
        letters += len(page.extract_text() or "")
        page.close()
seconds = time.process_time() - start
found = f"{letters} tecken"
"""


def measured(program: str, path: Path) -> dict[str, float | str]:
    """The best of several runs in processes of their own."""
    runs = []
    for _ in range(TIMES):
        code = START + program + END
        done = subprocess.run(
            [sys.executable, "-c", code, str(path)],
            capture_output=True, text=True, check=True, env=environment(),
        )  # fmt: skip
        runs.append(json.loads(done.stdout))
    return {
        "seconds": min(run["seconds"] for run in runs),
        "mb": max(run["kb"] for run in runs) / 1024,
        "found": runs[0]["found"],
    }


def environment() -> dict[str, str]:
    """As where the package is installed: its modules are compiled by the first run and not again."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    compiled = Path(tempfile.gettempdir()) / f"tertial-bench-{os.getpid()}"
    atexit.register(shutil.rmtree, compiled, ignore_errors=True)
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONPYCACHEPREFIX": str(compiled)}


def the_plan(folder: Path) -> tuple[Path, int]:
    """A generated plan of 84 pages, or as near as the seeds come."""
    import pypdfium2

    from tests.plans.as_pdf import as_pdf
    from tests.plans.generator import FULL, truth
    from tests.plans.pdf_style import Style

    best: tuple[int, bytes] = (0, b"")
    for more in range(24):
        size = replace(
            FULL, areas=(4, 5), indicators=(6, 9), activities=(16, 26), prose=(20 + more, 26 + more)
        )
        data = as_pdf(truth(SEED, size).draft, SEED, Style())
        pages = len(pypdfium2.PdfDocument(data))
        if abs(pages - PAGES) < abs(best[0] - PAGES):
            best = (pages, data)
        if pages >= PAGES:
            break
    path = folder / "plan.pdf"
    path.write_bytes(best[1])
    return path, best[0]


def whole_process(arguments: list[str]) -> tuple[float, float]:
    """Wall-clock and processor seconds of a command, the best of several runs."""
    import resource
    import time

    best = (float("inf"), float("inf"))
    for _ in range(TIMES_WHOLE):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, env=environment(), check=False)
        wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = (min(best[0], wall), min(best[1], worked))
    return best


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, pages = the_plan(Path(folder))
        print(
            "| Verktyg | Vad | Processorsekunder | Sidor/s | Minne, topp | Gav |\n|---|---|---:|---:|---:|---|"
        )
        for name, what, program in (
            ("tertial plan read", "plan som data", TERTIAL),
            ("pypdfium2", "ren text", PYPDFIUM2),
            ("pdfplumber", "ren text", PDFPLUMBER),
        ):
            m = measured(program, path)
            rate = pages / float(m["seconds"])
            print(f"| {name} | {what} | {m['seconds']:.2f} | {rate:.0f} | {m['mb']:.0f} MB | {m['found']} |")
        print(f"\nGenererad plan, {pages} sidor, {path.stat().st_size // 1024} kB.\n")
    if SEED_TEXT.exists():
        bare = whole_process(["-c", "pass"])
        print(
            "| Verklig plan, 84 sidor som text | Hela processen | Utöver tolkens start | Processortid utöver start |"
        )
        print("|---|---:|---:|---:|")
        for command in ("read", "check"):
            took = whole_process(
                ["-m", "tertial.site.cli", "plan", command, str(SEED_TEXT), "--format", "json"]
            )
            beyond = (took[0] - bare[0], took[1] - bare[1])
            print(f"| tertial plan {command} | {took[0]:.2f} s | {beyond[0]:.2f} s | {beyond[1]:.2f} s |")


if __name__ == "__main__":
    main()
