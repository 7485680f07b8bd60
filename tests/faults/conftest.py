"""A service on each kind of database, with a round that is planned: the tests of a module walk through it in order."""

import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.faults.cluster import Cluster
from tests.served import ROOT, Service, surroundings, tertial, until


class World:
    """A data folder and a database, what runs on them, and a way to look past the service."""

    def __init__(self, data: Path, database: str = "", built: str = "build") -> None:
        self.data, self.database = data, database
        self.more = {"TERTIAL_DATABASE_URL": database, "TERTIAL_WORKERS": "2"} if database else {}
        result = tertial(data, "prepare", **self.more)
        assert result.returncode == 0, result.stderr
        self.work(built)
        self.serve()

    def work(self, what: str) -> None:
        env = surroundings(self.data, **self.more)
        env["PYTHONPATH"] += f":{ROOT}"
        subprocess.run(
            [sys.executable, "-m", "tests.faults.world", what], env=env, cwd=ROOT, check=True, timeout=120
        )

    def serve(self, port: int | None = None) -> None:
        self.service = Service(self.data, port=port, **self.more)
        assert until(self.service.answers), self.service.end()

    @property
    def port(self) -> int:
        return self.service.port

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        if self.database:
            with psycopg.connect(self.database) as found:
                return found.execute(question).fetchall()
        with sqlite3.connect(self.data / "tertial.sqlite3", timeout=20) as connection:
            return connection.execute(question).fetchall()

    def write(self, order: str, *given: Any) -> None:
        """Past the service, on SQLite: what a test needs changed without a person who does it."""
        with sqlite3.connect(self.data / "tertial.sqlite3", timeout=20) as connection:
            connection.execute(order, given)

    def one(self, question: str) -> Any:
        return self.rows(question)[0][0]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are closed to the database's user
        Path(folder).chmod(0o755)
        made = Cluster(Path(folder) / "pg")
        yield made
        made.stop()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def world(request, tmp_path_factory) -> Iterator[World]:
    name = f"{request.module.__name__.rpartition('.')[2]}_{request.param}"
    database = request.getfixturevalue("cluster").database(name) if request.param == "postgres" else ""
    made = World(tmp_path_factory.mktemp(name), database)
    yield made
    made.service.end()
