"""People who write without pause, and what they were told is saved."""

import re
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.faults.conftest import World
from tests.faults.person import PATIENCE, Person
from tests.served import until

BOX = re.compile(r'id="f(\d+)"[^>]*data-answer="\1" data-version="(\d+)"')


@dataclass
class Writer:
    """Writes in one field until told to stop, and knows what was said to be saved."""

    person: Person
    answer: int
    version: int
    first: int = 0
    sent: int = 0
    text: str = ""
    odd: list[str] = field(default_factory=list)
    sitting: str = field(default_factory=lambda: secrets.token_hex(6))
    stop: threading.Event = field(default_factory=threading.Event)

    def begin(self) -> threading.Thread:
        self.first = self.version
        thread = threading.Thread(target=self._write, daemon=True)
        thread.start()
        return thread

    def _write(self) -> None:
        while not self.stop.is_set():
            self.sent += 1
            text = f"¤Sparad {self.sent}"
            form = {"text": text, "version": str(self.version), "request": f"{self.sitting}-{self.sent}"}
            try:
                got = self.person.insist(f"/rapportera/svar/{self.answer}/", form)
            except TimeoutError as error:
                self.odd.append(repr(error))
                return
            if got.status != 200:
                self.odd.append(f"{got.status} {got.text[:200]}")
                return
            found = re.search(r'"version": (\d+)', got.text)
            assert found
            self.version, self.text = int(found[1]), text


def write_while(writers: list[Writer], happens: Callable[[], None]) -> None:
    """All of them write while something happens, and go on after it; each ends with a save that was answered."""
    threads = [each.begin() for each in writers]
    try:
        _all_save(writers)
        happens()
        _all_save(writers)
    finally:
        for each in writers:
            each.stop.set()
        for thread in threads:
            thread.join(PATIENCE + 10)


def _all_save(writers: list[Writer], times: int = 2) -> None:
    aims = [each.sent + times for each in writers]
    assert until(lambda: all(each.sent >= aim for each, aim in zip(writers, aims, strict=True)), PATIENCE)


def writers_of(world: World, count: int) -> list[Writer]:
    """Rut in several windows, each in another workplace's first text."""
    found, person = [], Person(world.port, "rut")
    for n in range(count):
        page = person.insist(f"/rapportera/t2/w{n}/del/1/")
        text = [each for each in BOX.finditer(page.text) if f'id="f{each[1]}-text"' in page.text]
        found.append(Writer(person, int(text[0][1]), int(text[0][2])))
    return found


def all_is_there(world: World, writers: list[Writer]) -> None:
    """What was last said to be saved stands there, and each save counted once."""
    assert [each.odd for each in writers] == [[] for _ in writers]
    for each in writers:
        text, version = world.rows(f"select text, version from reporting_answer where id = {each.answer}")[0]
        assert (text, version) == (each.text, each.first + each.sent)
