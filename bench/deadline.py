"""The last evening before a deadline: everybody writes at once, the city office looks on, and nothing may be lost.

    .venv/bin/python bench/deadline.py                                  # 60 reporters on SQLite
    .venv/bin/python bench/deadline.py postgres://user@host:5432/name   # 400 on PostgreSQL (an empty database)
    … --seconds 20 --reporters 40 --readers 5                           # a short run

A city is built, its round opened (measured), and `tertial serve` started. Everybody signs in with a password and opens
their report over HTTP. Then three stretches of the same length and pace: the health page and a signed-in page with
only the base layout, which are the floor, and the deadline itself: each reporter saves every five seconds, each of the
city office opens the overview every ten. What one waits counts from when the turn began. Afterwards the clients' own
log is held against the database, and 31 board reports are signed, frozen and verified (measured).

Clients, server and database share the machine, so the figures hold for the three together. Ends with 1 when there was
an error, something lost or overwritten, or a bar was passed.
"""

import argparse
import asyncio
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil
from deadline_browser import Browser
from deadline_crowd import Reporter, Told, deadline, floor

ROOT = Path(__file__).resolve().parents[1]
TERTIAL = [sys.executable, "-m", "tertial.site.cli"]
CITY = [sys.executable, str(ROOT / "bench" / "deadline_city.py")]
AT_ONCE = 4  # sign-ins
UNITS = 400  # as deadline_city.py builds them: who reports begins with the last, boards come at the end
PASSWORD = "en mening bara för mätningen"
FLOORS = {"floor: health page": "/halsa/", "floor: base layout only": "/hjalp/"}


def processor(server: int) -> float:
    """Seconds that the server's processes have used, those that are gone too: what a busy machine does not change."""
    family = [psutil.Process(server), *psutil.Process(server).children(recursive=True)]
    return sum(sum(each.cpu_times()[:4]) for each in family)


async def crowd(server: int, port: int, chosen: argparse.Namespace, log: Path) -> Told:
    told = Told(log)
    reporters = [Reporter(Browser(port, _address(n)), n) for n in range(chosen.reporters)]
    readers = [Browser(port, _address(60_000 + n)) for n in range(chosen.readers)]
    gate = asyncio.Semaphore(AT_ONCE)

    async def come(browser: Browser, email: str, reporter: Reporter | None = None) -> None:
        async with gate:
            begun = time.monotonic()
            await browser.sign_in(email, PASSWORD)
            told.waited["signing in"].append(time.monotonic() - begun)
            if reporter is not None:
                begun = time.monotonic()
                _, reporter.answers = await browser.open(
                    f"/rapportera/bench/u{UNITS - 1 - reporter.number}/del/1/"
                )
                told.waited["opening the report"].append(time.monotonic() - begun)

    await asyncio.gather(
        *(come(each.browser, f"p{each.number}@prov.example", each) for each in reporters),
        *(come(each, f"kontor{n}@prov.example") for n, each in enumerate(readers)),
    )
    used = processor(server)
    for name, path in FLOORS.items():
        await floor(name, path, [each.browser for each in reporters], readers, told, chosen.seconds)
        used = _say_used(name, processor(server) - used, len(told.waited[name])) + used
    await deadline(reporters, readers, told, chosen.seconds)
    count = sum(len(each) for name, each in told.waited.items() if name.startswith(("save", "overview")))
    _say_used("the deadline", processor(server) - used, count)
    again = sum(each.browser.again for each in reporters) + sum(each.again for each in readers)
    print(f"sent again on a new connection: {again}; turns a whole turn late: {told.late}")
    return told


def _say_used(name: str, used: float, count: int) -> float:
    print(
        f"{name}: the server used {used:.1f} s of processor, {used / max(1, count) * 1000:.1f} ms a request"
    )
    return used


def _address(number: int) -> str:
    return f"10.0.{number >> 8}.{number & 255}"


def shown(told: Told, seconds: float) -> None:
    """A table with each kind of request against the page with only the base layout."""
    base = statistics.median(told.waited["floor: base layout only"])
    waited = dict(told.waited)
    for name, prefix in (("**every save**", "save"), ("**every overview**", "overview")):
        waited[name] = [one for key, each in told.waited.items() if key.startswith(prefix) for one in each]
    print(
        "\n| what | requests | a second | p50 | p95 | p99 | p50 × floor |\n|---|---:|---:|---:|---:|---:|---:|"
    )
    for name, spent in waited.items():
        if len(spent) < 2:
            continue
        cuts = statistics.quantiles([each * 1000 for each in spent], n=100)
        rate = "" if name in ("signing in", "opening the report") else f"{len(spent) / seconds:.1f}"
        row = f"{cuts[49]:.0f} ms | {cuts[94]:.0f} ms | {cuts[98]:.0f} ms | {cuts[49] / base / 1000:.1f}"
        print(f"| {name} | {len(spent)} | {rate} | {row} |")


def serve(env: dict[str, str], log: Path) -> tuple["subprocess.Popen[bytes]", int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with log.open("wb") as told:
        server = subprocess.Popen([*TERTIAL, "serve", "--port", str(port)], env=env, stdout=told, stderr=told)
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/halsa/", timeout=5).read()
            return server, port
        except OSError:
            time.sleep(0.1)
    server.kill()
    raise SystemExit(f"the server did not answer within 60 s: {log.read_text()[-2000:]}")


def arguments() -> argparse.Namespace:
    given = argparse.ArgumentParser()
    given.add_argument("database", nargs="?", default="")
    given.add_argument("--seconds", type=float, default=180)
    given.add_argument("--reporters", type=int, default=0)
    given.add_argument("--readers", type=int, default=30)
    given.add_argument("--processes", default="2", help="server processes on PostgreSQL")
    chosen = given.parse_args()
    chosen.reporters = chosen.reporters or (400 if chosen.database else 60)
    return chosen


def main() -> None:
    chosen = arguments()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("TERTIAL_", "DJANGO_"))}
        env = kept | {"TERTIAL_DATA": folder, "TERTIAL_PROXY": "1", "PYTHONPATH": str(ROOT / "src")}
        if chosen.database:
            env |= {"TERTIAL_DATABASE_URL": chosen.database, "TERTIAL_WORKERS": chosen.processes}
        subprocess.run([*TERTIAL, "prepare"], env=env, check=True, stdout=subprocess.DEVNULL)
        count = [str(chosen.reporters), str(chosen.readers), PASSWORD]
        built = subprocess.run([*CITY, "build", *count], env=env)
        server, port = serve(env, data / "server.log")
        load = os.getloadavg()[0]
        try:
            told = asyncio.run(crowd(server.pid, port, chosen, data / "log.jsonl"))
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=60)
        shown(told, chosen.seconds)
        print(f"\nerrors: {len(told.errors)} {json.dumps(sorted(set(told.errors))[:3])}")
        held = subprocess.run([*CITY, "check", str(data / "log.jsonl")], env=env)
        froze = subprocess.run([*CITY, "freeze"], env=env)
        print(
            f"{os.cpu_count()} cores, load {load:.1f} before and {os.getloadavg()[0]:.1f} after, "
            f"the clients' own {time.process_time():.0f} s of processor"
        )
        sys.exit(1 if told.errors or held.returncode or froze.returncode or built.returncode else 0)


if __name__ == "__main__":
    main()
