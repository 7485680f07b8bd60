"""The goal chain at a large city's scale: pages, export and import, as ratios to a page with only the base layout.

    python bench/chain.py                                             # everything, on SQLite
    python bench/chain.py --database postgres://user@host:5432/name   # everything, on an empty PostgreSQL database

In parts, with a city that is kept in a folder (and in its database) between them:

    python bench/chain.py --data /tmp/large city                # make the city, once
    python bench/chain.py --data /tmp/large processor           # queries and processor time of each page
    python bench/chain.py --data /tmp/large one                 # one person: median and 95th percentile
    python bench/chain.py --data /tmp/large sixteen             # sixteen persons at once
    python bench/chain.py --data /tmp/large lists files         # the listing; then files of values in and out
    python bench/chain.py --data /tmp/large profile /mal/2026/  # where a page's time goes

31 boards, 400 units, 5 years, 1,000,000 values, 40,000 activities (chain_city.py). Every time is also told in the
floor page's own of the same run. Processor time is what a busy machine disturbs least (chain_inside.py).
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pages

ROOT = Path(__file__).resolve().parents[1]
PYTHON = [sys.executable]
ROUNDS, ROUNDS_OF_16 = 15, 3
USERS = 16
SELDOM = 5  # a file that is made is asked for every fifth turn
ROWS = 200_000
Spent = dict[str, list[float]]
Visit = Callable[[str, dict[str, str]], Spent]
SETTINGS = {"DJANGO_SETTINGS_MODULE": "tertial.site.settings", "PYTHONPATH": str(ROOT / "src")}


def run(env: dict[str, str], *arguments: str) -> str:
    command = [*PYTHON, *arguments]
    return subprocess.run(
        command, env=env | SETTINGS, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def timed(opener: object, address: str) -> float:
    begun = time.perf_counter()
    opener.open(address).read()  # type: ignore[attr-defined]
    return (time.perf_counter() - begun) * 1000


def is_file(name: str) -> bool:
    """A file that is made takes seconds, and varies little: it is asked for seldom."""
    return name.startswith("export")


def alone(base: str, paths: dict[str, str]) -> Spent:
    """Pages take turns, so that a busy moment of the machine falls on all of them."""
    opener = pages.signed_in(base)
    spent: Spent = {name: [] for name in paths}
    for turn in range(ROUNDS + 3):
        for name, path in paths.items():
            if turn % SELDOM and is_file(name):
                continue
            took = timed(opener, base + path)
            if turn >= 3:
                spent[name].append(took)
    return spent


def together(base: str, paths: dict[str, str]) -> Spent:
    """Sixteen people on the same page at once, page after page."""
    openers = [pages.signed_in(base) for _ in range(USERS)]
    spent: Spent = {name: [] for name in paths}

    def visit(opener: object, name: str, path: str) -> None:
        for _ in range(1 if is_file(name) else ROUNDS_OF_16):
            spent[name].append(timed(opener, base + path))

    for name, path in paths.items():
        threads = [threading.Thread(target=visit, args=(each, name, path)) for each in openers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return spent


def city(env: dict[str, str]) -> None:
    run(env, "-m", "tertial.site.cli", "prepare")
    run(env, "bench/chain_inside.py", "organisation")
    run(env, "bench/chain_city.py")


def told(env: dict[str, str], *arguments: str) -> Any:
    """What a part of chain_inside.py or chain_import.py says: its last line, as JSON."""
    return json.loads(run(env | {"TERTIAL_LOG": "text"}, *arguments).splitlines()[-1])


def processor(env: dict[str, str]) -> None:
    paths = told(env, "bench/chain_inside.py", "addresses")
    found = told(env, "bench/chain_inside.py", "pages", json.dumps(paths))
    floor = next(iter(found.values()))[1]
    print("\n| page | queries | processor | × floor |\n|---|---:|---:|---:|")
    for page, (queries, best) in found.items():
        print(f"| {page} | {queries} | {best:.1f} ms | {best / floor:.1f} |")


def visited(env: dict[str, str], visit: Visit) -> None:
    """A table of what people wait for, with the real server in a process of its own."""
    paths = told(env, "bench/chain_inside.py", "addresses")
    port = pages.free_port()
    server, _cold = pages.start(env, port)
    try:
        spent = visit(f"http://127.0.0.1:{port}", paths)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
    floor = statistics.median(next(iter(spent.values())))
    users = 1 if visit is alone else USERS
    print(f"\n| {users} at once | median | p95 | × floor |\n|---|---:|---:|---:|")
    for page, each in spent.items():
        middle, high = statistics.median(each), statistics.quantiles(each, n=20)[-1]
        print(f"| {page} | {middle:.0f} ms | {high:.0f} ms | {middle / floor:.1f} |")


def lists(env: dict[str, str]) -> None:
    found = told(env, "bench/chain_inside.py", "lists")
    print(f"\n300 activities and 100 indicators listed: {json.dumps(found)} (bar 0.15 s, 12 queries)")


def files(env: dict[str, str]) -> None:
    print("\n| file | rows | MB | look | take in | undo | memory before | at most |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for form, rows in (("csv", 2_000), ("csv", ROWS), ("xlsx", ROWS)):
            path = str(Path(folder) / f"{rows}.{form}")
            run(env, "bench/chain_import.py", "write", form, str(rows), path)
            found = told(env, "bench/chain_import.py", "take", path)
            seconds = " | ".join(f"{found[each]:.1f} s" for each in ("look_s", "take_s", "undo_s"))
            memory = f"{found['memory_before']:.0f} MB | {found['memory_take']:.0f} MB"
            print(
                f"| {form} | {found['rows']:,} | {found['size_mb']:.1f} | {seconds} | {memory} |", flush=True
            )


PARTS: dict[str, Callable[[dict[str, str]], None]] = {
    "city": city,
    "processor": processor,
    "one": lambda env: visited(env, alone),
    "sixteen": lambda env: visited(env, together),
    "lists": lists,
    "files": files,
}


def bench(data: str, database: str, parts: list[str]) -> None:
    env = pages.environment(data, database)
    print(f"\n## {'PostgreSQL' if database else 'SQLite'}")
    if parts[:1] == ["profile"]:
        print(run(env, "bench/chain_inside.py", *parts))
        return
    for part in parts or list(PARTS):
        PARTS[part](env)
        print(f"\nLoad of the machine at the end of *{part}*: {os.getloadavg()[0]:.1f}.", flush=True)


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", help=f"{', '.join(PARTS)}; or profile and an address")
    parser.add_argument("--database", default="", help="a PostgreSQL address; SQLite without it")
    parser.add_argument("--data", default="", help="a folder that keeps the city between parts")
    found = parser.parse_args()
    if found.parts[:1] != ["profile"] and (unknown := set(found.parts) - set(PARTS)):
        parser.error(f"unknown part: {', '.join(sorted(unknown))}")
    return found


if __name__ == "__main__":
    wanted = asked()
    with tempfile.TemporaryDirectory() as passing:
        bench(wanted.data or passing, wanted.database, wanted.parts)
