"""The command as it is run: a data folder, a port of its own, its processes, and what it answers."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-m", "tertial.site.cli"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def surroundings(data: Path, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TERTIAL_", "DJANGO_"))}
    return (
        kept | {"TERTIAL_DATA": str(data), "PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "ignore"} | more
    )


def tertial(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words],
        env=surroundings(data, **more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def get(port: int, path: str = "/halsa/") -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def until(true: Callable[[], bool], seconds: float = 120) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.1)
    return False


class Service:
    def __init__(self, data: Path, *words: str, port: int | None = None, **more: str) -> None:
        self.port = port or free_port()
        self.said: str | None = None  # when it has ended
        # Not a pipe: one that nobody reads would stop the service when it is full.
        self.told = tempfile.TemporaryFile("w+")  # noqa: SIM115
        self.process = subprocess.Popen(
            [*COMMAND, *(words or ("serve",)), "--port", str(self.port)],
            env=surroundings(data, **more),
            cwd=ROOT,
            stdout=self.told,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def answers(self) -> bool:
        return get(self.port)[0] == 200

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, word: str) -> psutil.Process:
        return next(
            each
            for each in psutil.Process(self.process.pid).children()
            if any(word in part for part in each.cmdline())
        )

    def end(self) -> str:
        """Everything it told. One that has ended already says the same again."""
        if self.said is not None:
            return self.said
        everybody = self.family() if self.process.poll() is None else []
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        finally:
            for each in everybody:
                if each.is_running() and each.status() != psutil.STATUS_ZOMBIE:
                    each.kill()
        with self.told:
            self.told.seek(0)
            self.said = self.told.read()
        return self.said
