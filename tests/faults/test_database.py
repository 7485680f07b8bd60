"""The database goes away in the middle, and comes back: people wait, and what they were told stands."""

import time
from collections.abc import Iterator

import psycopg
import pytest

from tests.faults.cluster import Cluster
from tests.faults.conftest import World
from tests.faults.person import Person
from tests.faults.writing import all_is_there, write_while, writers_of
from tests.served import until

AWAY = 8  # seconds


@pytest.fixture(scope="module")
def world(cluster: Cluster, tmp_path_factory) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("away"), cluster.database("away"))
    karin = Person(made.port, "karin")
    opened(made, karin, "t2")
    yield made
    made.service.end()


def opened(world: World, karin: Person, key: str) -> None:
    assert karin.insist(f"/omgangar/{key}/oppna/", {}).status == 302
    state = f"select state from reporting_round where key = '{key}'"
    assert until(lambda: world.one(state) == "open", 60)


def test_connections_that_are_cut_lose_nothing(world):
    writers = writers_of(world, 4)

    def happens() -> None:
        for _ in range(4):
            time.sleep(1)
            with psycopg.connect(world.database) as connection:
                connection.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity "
                    "where datname = current_database() and pid <> pg_backend_pid()"
                )

    write_while(writers, happens)
    all_is_there(world, writers)


def test_a_database_that_is_killed_and_started_again_loses_nothing(world, cluster):
    writers = writers_of(world, 4)

    def happens() -> None:
        time.sleep(1.5)
        cluster.stop()
        time.sleep(AWAY)
        assert world.service.process.poll() is None  # the service waits for it
        cluster.start()
        time.sleep(2)

    write_while(writers, happens)
    all_is_there(world, writers)
    opened(world, Person(world.port, "karin"), "t1")  # the worker works too
