"""Pages against the floor: a signed-in page with only the base layout, same server, same run.

    .venv/bin/python bench/pages.py                                  # SQLite
    .venv/bin/python bench/pages.py postgres://user@host:5432/name   # also PostgreSQL (an empty database)

Prints median and 95th percentile per page, their ratio to the floor, queries per page, seconds for an empty
schema, cold start to the first answer, and resident memory of each process.
"""

import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
TERTIAL = [sys.executable, "-m", "tertial.site.cli"]
ROUNDS = 60
PAGES = {
    "floor: base layout only": "/hjalp/",
    "start page": "/",
    "unit page, a unit": "/enheter/sjohagen-ekonomiskt-bistand/",
    "unit page, a board": "/enheter/sdn-sjohagen/",
    "organisation, 400 units": "/enheter/",
    "people, 50 of 489": "/personer/",
    "search": "/sok/?q=f%C3%B6rskola",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: str, database: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TERTIAL_", "DJANGO_"))}
    kept["PYTHONPATH"] = str(ROOT / "src")
    chosen = {"TERTIAL_DATA": data, "TERTIAL_DEMO": "1", "TERTIAL_PROFILE": str(ROOT / "profiles" / "demo")}
    return kept | chosen | ({"TERTIAL_DATABASE_URL": database} if database else {})


def seconds(command: list[str], env: dict[str, str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def start(env: dict[str, str], port: int) -> tuple[subprocess.Popen[bytes], float]:
    """The server, and the seconds from the command until the first answer."""
    begun = time.perf_counter()
    server = subprocess.Popen(
        [*TERTIAL, "serve", "--port", str(port)],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while time.perf_counter() - begun < 120:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/halsa/", timeout=5).read()
            return server, time.perf_counter() - begun
        except OSError:
            time.sleep(0.01)
    raise SystemExit("the server did not answer within 120 s")


def signed_in(base: str) -> urllib.request.OpenerDirector:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = opener.open(f"{base}/logga-in/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    form = urlencode({"csrfmiddlewaretoken": token[1], "email": "farhad.eklof@ekstad.example"}).encode()
    request = urllib.request.Request(f"{base}/logga-in/demo/", form, {"Referer": f"{base}/logga-in/"})
    opener.open(request).read()
    return opener


def measured(opener: urllib.request.OpenerDirector, base: str) -> dict[str, list[float]]:
    """Pages take turns, so that a busy moment of the machine falls on all of them."""
    spent: dict[str, list[float]] = {name: [] for name in PAGES}
    for turn in range(ROUNDS + 5):
        for name, path in PAGES.items():
            begun = time.perf_counter()
            opener.open(base + path).read()
            if turn >= 5:
                spent[name].append((time.perf_counter() - begun) * 1000)
    return spent


QUERIES = """
import django; django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tertial.organisation.models import Person
client = Client(headers={"host": "127.0.0.1"})
client.force_login(Person.objects.get(email="farhad.eklof@ekstad.example"))
for path in %r:
    client.get(path)
    with CaptureQueriesContext(connection, ) as seen:
        client.get(path)
    print(len(seen))
"""


def queries(env: dict[str, str]) -> list[int]:
    code = QUERIES % list(PAGES.values())
    env = env | {"DJANGO_SETTINGS_MODULE": "tertial.site.settings"}
    out = subprocess.run(
        [sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True
    ).stdout
    return [int(line) for line in out.split()]


def memory(parent: int) -> list[tuple[str, float]]:
    """Resident megabytes of the server's processes, children included."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
            line = (status.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if f"PPid:\t{parent}\n" in text:
            size = re.search(r"VmRSS:\s+(\d+)", text)
            kind = "worker for long work" if "tertial.site.worker" in line else "server"
            found += [(kind, int(size[1]) / 1024)] if size else []
            found += memory(int(status.parent.name))
    return found


def bench(name: str, database: str) -> None:
    with tempfile.TemporaryDirectory() as data:
        env = environment(data, database)
        empty = seconds([*TERTIAL, "prepare"], env)
        port = free_port()
        demo = subprocess.Popen(
            [*TERTIAL, "demo", "--port", str(port)],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _wait(port)
        demo.send_signal(signal.SIGTERM)
        demo.wait()
        server, cold = start(env, port)
        try:
            base = f"http://127.0.0.1:{port}"
            spent = measured(signed_in(base), base)
            sizes = memory(server.pid)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()
        report(name, spent, queries(env), empty, cold, sizes)


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/halsa/", timeout=5).read()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the demo did not start within 30 s")


def report(
    name: str,
    spent: dict[str, list[float]],
    counts: list[int],
    empty: float,
    cold: float,
    sizes: list[tuple[str, float]],
) -> None:
    floor = statistics.median(next(iter(spent.values())))
    print(f"\n## {name}\n")
    print("| page | median ms | p95 ms | × floor | queries |\n|---|---:|---:|---:|---:|")
    for (page, times), count in zip(spent.items(), counts, strict=True):
        middle, high = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        print(f"| {page} | {middle:.1f} | {high:.1f} | {middle / floor:.1f} | {count} |")
    print(f"\nEmpty schema {empty:.1f} s (bar 5). Cold start to first answer {cold:.2f} s (bar 1.5).")
    print("Resident memory: " + ", ".join(f"{kind} {size:.0f} MB" for kind, size in sizes) + " (bar 150).")


if __name__ == "__main__":
    bench("SQLite", "")
    if len(sys.argv) > 1:
        bench("PostgreSQL", sys.argv[1])
