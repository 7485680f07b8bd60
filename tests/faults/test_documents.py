"""Every board's plan is published in one go by the real worker; one is called off, and some cannot be made.

What was published before is what is shown, whatever happens to the next edition.
"""

import hashlib
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.publishing_examples import template
from tests.chains import YEAR
from tests.faults.conftest import World
from tests.faults.person import Person
from tests.faults.world import BOARDS
from tests.served import until

READY = "select count(*) from publishing_edition where state = 'ready'"
WAITING = "select count(*) from publishing_edition where state = 'waiting'"
LATEST = "select state, number, problem from publishing_edition where publication_id = ({}) order by id desc"
QUEUE = re.compile(r'id="ko".*?</section>', re.DOTALL)


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("documents"), built="boards")
    yield made
    made.service.end()


@pytest.fixture(scope="module")
def karin(world) -> Person:
    return Person(world.port, "karin")


def publish_all(karin: Person) -> None:
    assert karin.ask("/dokument/alla/", {"year": str(YEAR)}).status == 302


def change(world: World, *boards: int) -> None:
    """Their goals are worded anew, so that there is something to publish."""
    for n in boards:
        world.write("update goals_goal set text = text || ' ¤nytt' where key = ?", f"b{n}")


def latest(world: World, board: int) -> tuple[str, int | None, str]:
    question = LATEST.format(f"select id from publishing_publication where key = 'b{board}'")
    state, number, problem = world.rows(question)[0]
    return state, number, problem


def all_are_made(world: World) -> bool:
    return until(lambda: world.one(WAITING) == 0, 120)


def shown(karin: Person, board: int, number: int) -> str:
    """The edition as a web page: it can be opened."""
    got = karin.ask(f"/dokument/b{board}/{number}.html")
    assert got.status == 200
    return got.text


def test_a_whole_city_is_published_while_the_page_tells_how_far_it_has_come(world, karin):
    publish_all(karin)
    seen: list[tuple[int, int]] = []
    deadline = time.monotonic() + 120
    while not seen or seen[-1][0] < BOARDS:
        assert time.monotonic() < deadline, seen
        page = karin.ask("/dokument/").text
        queue = QUEUE.search(page)
        seen.append((world.one(READY), len(re.findall('class="rowlink"', queue[0])) if queue else 0))
        time.sleep(0.5)
    made, waiting = [each for each, _ in seen], [each for _, each in seen]
    assert made == sorted(made)
    assert len(set(made)) > 3, "it rises step by step"
    assert waiting == sorted(waiting, reverse=True)
    assert waiting[0] > 0
    assert world.one("select count(*) from publishing_publication") == BOARDS
    files = "select count(*) from publishing_editionfile group by edition_id"
    assert {count for (count,) in world.rows(files)} == {6}


def test_nothing_new_is_not_published_again(world, karin):
    publish_all(karin)
    assert world.one("select count(*) from publishing_edition") == BOARDS


def test_one_that_is_called_off_keeps_what_was_published(world, karin):
    boards = range(6)
    change(world, *boards)
    publish_all(karin)
    last = world.rows(
        "select p.key from publishing_edition e join publishing_publication p on p.id = e.publication_id"
        " where e.state = 'waiting' order by e.id desc"
    )[0][0]
    assert karin.ask(f"/dokument/{last}/avbryt/", {}).status == 302
    off = int(last.removeprefix("b"))
    assert all_are_made(world)
    assert latest(world, off) == ("failed", None, "Avbrutet")
    assert "¤nytt" not in shown(karin, off, 1)
    for each in set(boards) - {off}:
        assert latest(world, each) == ("ready", 2, "")
        assert "¤nytt" in shown(karin, each, 2)
    publish_all(karin)  # what was called off is asked for again, and nothing else
    assert all_are_made(world)
    assert latest(world, off) == ("ready", 2, "")


def test_one_that_cannot_be_made_says_why_and_keeps_what_was_published(world, karin):
    content = template()
    assert karin.attach("/dokument/mall/", "mall.docx", content).status == 302
    digest = hashlib.sha256(content).hexdigest()
    kept = Path(world.data) / "files" / digest[:2] / digest
    away = kept.rename(kept.with_suffix(".away"))
    change(world, 20, 21)
    publish_all(karin)
    assert all_are_made(world)
    for each in (20, 21):
        state, number, problem = latest(world, each)
        assert (state, number) == ("failed", None)
        assert "finns inte kvar i datamappen" in problem
        assert "finns inte kvar i datamappen" in karin.ask(f"/dokument/b{each}/").text
        assert "¤nytt" not in shown(karin, each, 1)
    away.rename(kept)
    publish_all(karin)
    assert all_are_made(world)
    assert [latest(world, each)[:2] for each in (20, 21)] == [("ready", 2)] * 2
