"""The goal chain at a large city's scale: pages, export and import, as ratios to a page with only the base layout.

    python bench/chain.py                                  # SQLite
    python bench/chain.py postgres://user@host:5432/name   # also PostgreSQL (an empty database)

31 boards, 400 units, 5 years, 1,000,000 values, 40,000 activities (chain_city.py). For each page: queries, median and
95th percentile with 1 and with 16 users at once, and what that is in the floor page's own median of the same run,
then what the page takes inside the server. At last a file of 200,000 values, looked at, taken in and undone.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pages

ROOT = Path(__file__).resolve().parents[1]
PYTHON = [sys.executable]
ROUNDS, ROUNDS_OF_16 = 40, 6
USERS = 16
ROWS = 200_000
SETTINGS = {"DJANGO_SETTINGS_MODULE": "tertial.site.settings", "PYTHONPATH": str(ROOT / "src")}

ORGANISATION = """
import django; django.setup()
from pathlib import Path
from tertial.organisation.access import SYSTEM
from tertial.organisation.actions.city import load_city
from tertial.organisation.rules.profile import read_profile
load_city(by=SYSTEM, profile=read_profile(Path(%r)))
"""
PAGES = """
import django; django.setup()
import json
from tertial.goals.models import Goal
from tertial.measures.models import Measure, Value
goal = Goal.objects.filter(level="board", plan__year=2026).order_by("pk")[0]
board = goal.plan.unit
wide = Measure.objects.order_by("pk")[0]
print(json.dumps({
    "floor: base layout only": "/hjalp/",
    "goal page": f"/mal/m/{goal.key}/",
    "chain page, 1,681 goals": "/mal/2026/",
    "chain page, one board": f"/mal/2026/?enhet={board.key}",
    "overview (Min sida)": "/",
    "unit page, a board": f"/enheter/{board.key}/",
    "measure page, 400 units": f"/matt/{wide.key}/?enhet={board.key}",
    "activities, 100 of 40,000": "/aktiviteter/",
    "activities of a board": f"/aktiviteter/?enhet={board.key}",
    "100 indicators of a board": f"/matt/?enhet={board.key}",
    "export, a board's year": f"/matt/export.xlsx?enhet={board.key}&ar=2026",
    "export, 18,000 values": f"/matt/export.xlsx?matt={wide.key}",
}))
"""
INSIDE = """
import django; django.setup()
import json, sys, time
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tertial.organisation.models import Person
client = Client(headers={"host": "127.0.0.1"})
client.force_login(Person.objects.get(email="farhad.eklof@ekstad.example"))
told = {}
for name, path in json.loads(sys.argv[1]).items():
    client.get(path)
    spent = []
    for _ in range(5):
        begun = time.perf_counter()
        client.get(path)
        spent.append(time.perf_counter() - begun)
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    told[name] = (len(seen), min(spent) * 1000)
print(json.dumps(told))
"""
LISTED = """
import django; django.setup()
import json, sys, time
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.template.loader import render_to_string
from django.utils import timezone
from tertial.goals.models import Goal
from tertial.goals.pages.rows import shown
from tertial.goals.queries import Wanted, front_of
from tertial.measures.pages.measures import shown_rows
from tertial.organisation.models import Unit
board = Goal.objects.filter(level="board", plan__year=2026).order_by("pk")[0].plan.unit
keys = list(Unit.objects.values_list("key", flat=True))

def listed():
    front = front_of(Wanted(units=keys), timezone.localdate(), 300)
    rows = [shown(each) for each in front.first]
    measures, _count = shown_rows("", board.key, 100)
    text = render_to_string("goals/activity_rows.html", {"rows": rows, "show_goals": True})
    text += render_to_string("measures/measure_rows.html", {"rows": measures})
    return len(rows), len(measures), len(text)

listed()
spent = []
for _ in range(7):
    begun = time.perf_counter()
    found = listed()
    spent.append(time.perf_counter() - begun)
with CaptureQueriesContext(connection) as seen:
    listed()
print(json.dumps({"found": found, "best": min(spent), "median": sorted(spent)[3], "queries": len(seen)}))
"""


def run(env: dict[str, str], *arguments: str) -> str:
    command = [*PYTHON, *arguments]
    return subprocess.run(
        command, env=env | SETTINGS, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def timed(opener: object, address: str) -> float:
    begun = time.perf_counter()
    opener.open(address).read()  # type: ignore[attr-defined]
    return (time.perf_counter() - begun) * 1000


def alone(base: str, paths: dict[str, str]) -> dict[str, list[float]]:
    """Pages take turns, so that a busy moment of the machine falls on all of them."""
    opener = pages.signed_in(base)
    spent: dict[str, list[float]] = {name: [] for name in paths}
    for turn in range(ROUNDS + 3):
        for name, path in paths.items():
            took = timed(opener, base + path)
            if turn >= 3:
                spent[name].append(took)
    return spent


def together(base: str, paths: dict[str, str]) -> dict[str, list[float]]:
    """Sixteen people on the same page at once, page after page."""
    openers = [pages.signed_in(base) for _ in range(USERS)]
    spent: dict[str, list[float]] = {name: [] for name in paths}

    def visit(opener: object, name: str, path: str) -> None:
        for _ in range(ROUNDS_OF_16):
            spent[name].append(timed(opener, base + path))

    for name, path in paths.items():
        threads = [threading.Thread(target=visit, args=(each, name, path)) for each in openers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return spent


def bench(name: str, database: str) -> None:
    with tempfile.TemporaryDirectory() as data:
        env = pages.environment(data, database)
        run(env, "-m", "tertial.site.cli", "prepare")
        run(env, "-c", ORGANISATION % str(ROOT / "profiles" / "demo"))
        run(env, "bench/chain_city.py")
        paths: dict[str, str] = json.loads(run(env, "-c", PAGES))
        inside = json.loads(
            run(env | {"TERTIAL_LOG": "text"}, "-c", INSIDE, json.dumps(paths)).splitlines()[-1]
        )
        listed = json.loads(run(env, "-c", LISTED).splitlines()[-1])
        port = pages.free_port()
        server, _cold = pages.start(env, port)
        try:
            base = f"http://127.0.0.1:{port}"
            one, many = alone(base, paths), together(base, paths)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()
        files = [
            taken(env, data, form, rows) for form, rows in (("csv", 2_000), ("csv", ROWS), ("xlsx", ROWS))
        ]
        report(name, inside, one, many, listed, files)


def taken(env: dict[str, str], data: str, form: str, rows: int) -> tuple[str, dict[str, float]]:
    path = str(Path(data) / f"{rows}.{form}")
    run(env, "bench/chain_import.py", "write", form, str(rows), path)
    return form, json.loads(run(env, "bench/chain_import.py", "take", path).splitlines()[-1])


Spent = dict[str, list[float]]


def report(
    name: str,
    inside: dict[str, tuple[int, float]],
    one: Spent,
    many: Spent,
    listed: dict[str, object],
    files: list[tuple[str, dict[str, float]]],
) -> None:
    load = os.getloadavg()[2]
    print(f"\n## {name}\n\nLoad of the machine while it ran (15 minutes, two cores): {load:.1f}.\n")
    print(
        "| page | queries | inside, ms | × floor | 1 user: median | p95 | × floor | 16 users: median | p95 | × floor |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    floors = [statistics.median(spent[next(iter(spent))]) for spent in (one, many)]
    first = next(iter(inside.values()))[1]
    for page, (queries, best) in inside.items():
        cells = [page, str(queries), f"{best:.1f}", f"{best / first:.1f}"]
        for spent, floor in zip((one, many), floors, strict=True):
            middle, high = statistics.median(spent[page]), statistics.quantiles(spent[page], n=20)[-1]
            cells += [f"{middle:.0f} ms", f"{high:.0f} ms", f"{middle / floor:.1f}"]
        print(f"| {' | '.join(cells)} |")
    print(f"\n300 activities and 100 indicators listed: {json.dumps(listed)} (bar 0.15 s, 12 queries)")
    print("\n| file | rows | MB | look | take in | undo | memory before | at most |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for form, told in files:
        seconds = " | ".join(f"{told[each]:.1f} s" for each in ("look_s", "take_s", "undo_s"))
        memory = f"{told['memory_before']:.0f} MB | {told['memory_take']:.0f} MB"
        print(f"| {form} | {told['rows']:,} | {told['size_mb']:.1f} | {seconds} | {memory} |")
    sys.stdout.flush()


if __name__ == "__main__":
    bench("SQLite", "")
    if len(sys.argv) > 1:
        bench("PostgreSQL", sys.argv[1])
