"""The last evening before a deadline: everybody writes at once, the city office looks on, and nothing may be lost.

    .venv/bin/python bench/deadline.py                                  # 60 reporters on SQLite
    .venv/bin/python bench/deadline.py postgres://user@host:5432/name   # 400 on PostgreSQL (an empty database)
    … --seconds 30 --reporters 100 --readers 10

Each reporter saves its field every five seconds; readers open the overview every ten. Clients and server share the
machine, so the figures hold for the two together. Every acknowledged save is written to the clients' own log, which is
held against the database afterwards. Loopback only.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
EVERY, LOOKS, TRIES = 5.0, 10.0, 3
TOKEN = "a" * 32
Answered = tuple[int, bytes]


class Client:
    """One browser: a kept connection, a session, one request at a time."""

    def __init__(self, port: int, session: str) -> None:
        self.port, self.session = port, session
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, form: dict[str, str] | None = None) -> Answered:
        """The answer; a connection that the server has closed meanwhile is opened anew."""
        for left in range(TRIES, 0, -1):
            try:
                return await self._once(path, form)
            except (OSError, EOFError):
                self.streams = None
                if left == 1:
                    raise
        raise AssertionError

    async def _once(self, path: str, form: dict[str, str] | None) -> Answered:
        reader, writer = self.streams or await asyncio.open_connection("127.0.0.1", self.port)
        self.streams = reader, writer
        body = urlencode(form).encode() if form else b""
        head = (
            f"{'POST' if form else 'GET'} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Cookie: sessionid={self.session}; csrftoken={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        await writer.drain()
        return await self._answer(reader, writer)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Answered:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split()[1])
        if "transfer-encoding: chunked" in head:
            body = b""
            while size := int((await reader.readline()).strip() or b"0", 16):
                body += await reader.readexactly(size)
                await reader.readline()
            await reader.readline()
        else:
            length = next(
                (line.split(":")[1] for line in head.splitlines() if line.startswith("content-length")), "0"
            )
            body = await reader.readexactly(int(length))
        if "connection: close" in head:
            writer.close()
            self.streams = None
        return status, body


class Crowd:
    """All of them, what they waited, and what they were told was saved."""

    def __init__(self, port: int, seconds: float, log: Path) -> None:
        self.port, self.until, self.log = port, time.monotonic() + seconds, log.open("w")
        self.saves: list[float] = []
        self.looks: list[float] = []
        self.errors: list[str] = []

    async def write(self, session: str, answer: int, number: int) -> None:
        client, version, count = Client(self.port, session), 1, 0
        await asyncio.sleep(random.random() * EVERY)
        while (begun := time.monotonic()) < self.until:
            count += 1
            text = f"Skribent {number}, sparat {count} gånger. " + "Det går framåt. " * (count % 40)
            form = {"text": text.strip(), "version": str(version), "request": f"{number}-{count}"}
            try:
                status, body = await client.ask(f"/rapportera/svar/{answer}/", form)
            except (OSError, EOFError) as error:
                self.errors.append(repr(error))
                continue
            self.saves.append(time.monotonic() - begun)
            if status == 200:
                version = json.loads(body)["version"]
                self.log.write(
                    json.dumps({"answer": answer, "version": version, "text": text.strip()}) + "\n"
                )
            else:
                self.errors.append(f"{status} {body[:80]!r}")
            await asyncio.sleep(max(0.0, EVERY - (time.monotonic() - begun)))

    async def read(self, session: str) -> None:
        client = Client(self.port, session)
        await asyncio.sleep(random.random() * LOOKS)
        while (begun := time.monotonic()) < self.until:
            try:
                status, _ = await client.ask("/omgangar/bench/")
                if status != 200:
                    self.errors.append(f"overview {status}")
            except (OSError, EOFError) as error:
                self.errors.append(repr(error))
            self.looks.append(time.monotonic() - begun)
            await asyncio.sleep(max(0.0, LOOKS - (time.monotonic() - begun)))

    async def go(self, people: dict[str, list[dict[str, object]]], readers: int) -> None:
        writers = [
            self.write(str(w["cookie"]), int(str(w["answer"])), n) for n, w in enumerate(people["writers"])
        ]
        await asyncio.gather(*writers, *(self.read(str(people["reader"])) for _ in range(readers)))
        self.log.close()


def shown(name: str, spent: list[float], seconds: float) -> str:
    cuts = statistics.quantiles([each * 1000 for each in spent], n=100)
    return (
        f"{name}: {len(spent)} ({len(spent) / seconds:.0f}/s), "
        f"p50 {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms, p99 {cuts[98]:.0f} ms"
    )


def main() -> None:
    given = argparse.ArgumentParser()
    given.add_argument("database", nargs="?", default="")
    given.add_argument("--seconds", type=float, default=180)
    given.add_argument("--reporters", type=int, default=0)
    given.add_argument("--readers", type=int, default=30)
    chosen = given.parse_args()
    count = chosen.reporters or (400 if chosen.database else 60)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("TERTIAL_", "DJANGO_"))}
        env = kept | {"TERTIAL_DATA": folder, "PYTHONPATH": str(ROOT / "src")}
        if chosen.database:
            env |= {"TERTIAL_DATABASE_URL": chosen.database, "TERTIAL_WORKERS": "2"}
        tertial = [sys.executable, "-m", "tertial.site.cli"]
        city = [sys.executable, str(ROOT / "bench" / "deadline_city.py")]
        subprocess.run([*tertial, "prepare"], env=env, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*city, "build", str(max(count, 31)), str(data / "people.json")], env=env, check=True)
        people = json.loads((data / "people.json").read_text())
        people["writers"] = people["writers"][:count]
        crowd = measured(tertial, env, people, chosen, data)
        print(shown("saves", crowd.saves, chosen.seconds))
        print(shown("overview", crowd.looks, chosen.seconds))
        print(f"errors: {len(crowd.errors)} {sorted(set(crowd.errors))[:3]}")
        held = subprocess.run([*city, "check", str(data / "log.jsonl")], env=env)
        subprocess.run([*city, "freeze"], env=env, check=True)
        sys.exit(1 if crowd.errors or held.returncode else 0)


def measured(
    tertial: list[str],
    env: dict[str, str],
    people: dict[str, list[dict[str, object]]],
    chosen: argparse.Namespace,
    data: Path,
) -> Crowd:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [*tertial, "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        crowd = Crowd(port, chosen.seconds, data / "log.jsonl")
        asyncio.run(crowd.go(people, chosen.readers))
        return crowd
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/halsa/", timeout=5).read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not answer within 30 s")


if __name__ == "__main__":
    main()
