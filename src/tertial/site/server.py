"""`tertial serve`: the web server and the worker, kept alive together by one small process.

The parent imports no Django. A child that falls is started again; when the parent goes, both go.
"""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

PR_SET_PDEATHSIG = 1
GRACE = 20  # seconds for requests and the running task to end
FALLS = 5  # as many falls within FALL_WINDOW seconds means that starting again does not help
FALL_WINDOW = 30.0
TELLING = 10  # seconds for the children to say that they cannot start
AWAY = 75  # a child's exit code when the database does not answer: it may be back in a moment
NOT_READY = 2  # a child's exit code when the database or the profile is not in order; see ready.py


class PortTaken(Exception):
    """Somebody else listens there; the message says what to do."""


def free(host: str, port: int) -> None:
    """Say at once that the port is taken, instead of failing deep inside the server."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise PortTaken(
                f"Port {port} får bara användas av root. Välj en över 1023, till exempel 8000."
            ) from None
        except OSError as error:
            raise PortTaken(
                f"Port {port} på {host} är upptagen ({error.strerror}). "
                f"Stäng det som använder den, eller välj en annan: "
                f"make demo PORT={port + 80} eller tertial serve --port {port + 80}"
            ) from None


@dataclass
class Child:
    name: str
    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    falls: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, preexec_fn=_die_with_parent)  # noqa: S603

    def fallen(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def keeps_falling(self) -> bool:
        now = time.monotonic()
        self.falls = [at for at in self.falls if now - at < FALL_WINDOW] + [now]
        return len(self.falls) >= FALLS


def _die_with_parent() -> None:
    """The kernel ends the child when the parent is gone, even by kill -9."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def run(
    host: str, port: int, workers: int, threads: int, with_worker: bool, say: Callable[[str], None]
) -> int:
    """Start the children and stay until told to stop; 0 then, 1 when a child keeps falling, 2 when it is not ready."""
    children = [Child("servern", server_command(host, port, workers, threads))]
    if with_worker:
        children += [
            Child("arbetaren", [sys.executable, "-m", "tertial.site.worker"]),
            Child("arbetaren för stora arbeten", [sys.executable, "-m", "tertial.site.worker", "heavy"]),
        ]
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    for child in children:
        child.start()
    try:
        answered = _say_when_it_answers(host, port, children, stopping, say)
        return _watch(children, stopping, answered, say)
    finally:
        _end(children)


def _say_when_it_answers(
    host: str, port: int, children: list[Child], stopping: list[int], say: Callable[[str], None]
) -> bool:
    """The address is told when it works, not before; whether it did."""
    while not stopping and not any(child.fallen() for child in children):
        with contextlib.suppress(OSError), socket.create_connection((_reachable(host), port), timeout=1):
            say(f"Tertial svarar på http://{host}:{port}/  (avsluta med Ctrl+C)")
            return True
        time.sleep(0.05)
    return False


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104, compared, not bound


def _watch(children: list[Child], stopping: list[int], answered: bool, say: Callable[[str], None]) -> int:
    while not stopping:
        for child in children:
            if not child.fallen() or stopping:
                continue
            code = child.process.returncode if child.process else 0
            if code == NOT_READY or (code == AWAY and not answered):
                _let_them_tell(children)
                return NOT_READY  # starting again does not help
            if code != AWAY and child.keeps_falling():
                say(f"{child.name} faller gång på gång. Läs felet ovan i loggen, rätta och starta igen.")
                return 1
            if code == AWAY:  # a database that is started again takes the time it takes
                say(f"Databasen svarar inte. Därför startas {child.name} igen.")
            else:
                say(f"{child.name} föll och startas igen.")
            time.sleep(max(1, len(child.falls)) * 0.5)
            child.start()
        time.sleep(0.2)
    return 0


def _let_them_tell(children: list[Child]) -> None:
    """The others find the same thing in a moment; the server is the one that says what it is."""
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            if child.process:
                child.process.wait(TELLING)


def _end(children: list[Child]) -> None:
    alive = [child.process for child in children if child.process and child.process.poll() is None]
    for process in alive:
        process.terminate()
    deadline = time.monotonic() + GRACE
    for process in alive:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()


def server_command(host: str, port: int, workers: int, threads: int) -> list[str]:
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return [
        *(sys.executable, "-m", "gunicorn", "tertial.site.served:application"),
        *(
            "--bind",
            address,
            "--workers",
            str(workers),
            "--worker-class",
            "gthread",
            "--threads",
            str(threads),
        ),
        *("--preload", "--timeout", "120", "--graceful-timeout", str(GRACE), "--log-level", "warning"),
        *("--max-requests", "20000", "--max-requests-jitter", "2000", "--no-control-socket"),
    ]


def environment_ready() -> None:
    """The children read their settings from the same environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tertial.site.settings")
