"""A PostgreSQL of the tests' own, that may be killed: a folder, a port, and the database's own durability."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.needs import need
from tests.served import free_port


class Cluster:
    def __init__(self, folder: Path) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [
            Path(each) for each in [shutil.which("initdb")] if each
        ]
        need("postgres", bool(found), "PostgreSQL's initdb is not installed; faults are tried on SQLite only")
        self.bin, self.folder, self.port = found[-1].parent, folder, free_port()
        self.user, self.before = "postgres", []  # type: tuple[str, list[str]]
        folder.mkdir(parents=True)
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(folder, "postgres")
            self.before = ["runuser", "-u", "postgres", "--"]
        self._do("initdb", "-D", str(folder / "db"), "-A", "trust", "-U", self.user, "--no-sync")
        self.start()

    def _do(self, name: str, *words: str) -> None:
        command = [*self.before, str(self.bin / name), *words]
        subprocess.run(
            command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120
        )

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses=127.0.0.1 -p {self.port}"
        self._do(
            "pg_ctl",
            "-D",
            str(self.folder / "db"),
            "-w",
            "-l",
            str(self.folder / "log"),
            "-o",
            options,
            "start",
        )

    def stop(self, mode: str = "immediate") -> None:
        """`immediate` is as if it had been killed: the next start reads its log."""
        self._do("pg_ctl", "-D", str(self.folder / "db"), "-m", mode, "-w", "stop")

    def database(self, name: str) -> str:
        self._do("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", self.user, name)
        return f"postgres://{self.user}@127.0.0.1:{self.port}/{name}"
