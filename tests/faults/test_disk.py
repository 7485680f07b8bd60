"""The disk fills up: people are told that it did not go, what was said to be saved stands, and all goes on after."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import World
from tests.faults.person import Person
from tests.faults.writing import all_is_there, write_while, writers_of
from tests.served import until

SIZE = 48  # megabytes; the database, the static files and some room


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("small")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "none", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be made here: {mounted.stderr.strip()}")
    try:
        made = World(folder)
        karin = Person(made.port, "karin")
        karin.insist("/omgangar/t2/oppna/", {})
        assert until(lambda: made.one("select state from reporting_round where key = 't2'") == "open", 60)
        yield made
        made.service.end()
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_up(folder: Path) -> Path:
    """Until not one byte more can be written."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"0" * 4096)
        except OSError:
            return ballast


def test_a_full_disk_takes_nothing_that_was_said_to_be_saved(world):
    writers = writers_of(world, 3)
    before: list[int] = []

    def happens() -> None:
        time.sleep(1.5)
        ballast = fill_up(world.data)
        until(lambda: _stands_still(writers), 20)  # until the room that the database had is used up too
        before.extend(each.sent for each in writers)
        time.sleep(2)
        assert [each.sent for each in writers] == before  # they wait, and nobody is told that it is saved
        ballast.unlink()
        time.sleep(2)

    write_while(writers, happens)
    all_is_there(world, writers)
    assert all(each.sent > sent for each, sent in zip(writers, before, strict=True))


def _stands_still(writers: list) -> bool:  # type: ignore[type-arg]
    before = [each.sent for each in writers]
    time.sleep(1.5)
    return before == [each.sent for each in writers]


def test_an_attachment_that_does_not_fit_leaves_nothing_behind(world):
    rut = Person(world.port, "rut")
    there = kept(world)
    place, content = "/rapportera/t2/w9/del/1/", os.urandom(5 * 2**20)
    room = os.statvfs(world.data).f_bavail * os.statvfs(world.data).f_frsize
    ballast = world.data / "ballast"
    ballast.write_bytes(b"0" * (room - 3 * 2**20))
    try:
        got = rut.attach(place, "stor.txt", content)
        assert got.status == 422
        assert "disken är full" in got.text
    finally:
        ballast.unlink()
    assert world.one("select count(*) from reporting_attachment") == 0
    assert kept(world) == there
    assert rut.attach(place, "stor.txt", content).status == 302  # the same file again, when there is room
    assert world.one("select count(*) from reporting_attachment") == 1
    (made,) = kept(world) - there
    assert (world.data / "files" / made).read_bytes() == content


def kept(world: World) -> set[str]:
    files = world.data / "files"
    return {str(each.relative_to(files)) for each in files.rglob("*") if each.is_file()}
