"""The people of bench/deadline.py: those who write and those who look on, what each waited, what each was told."""

import asyncio
import json
import random
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from deadline_browser import Answer, Browser

WRITES_EVERY, LOOKS_EVERY = 5.0, 10.0
FIGURE_EACH = 5  # every fifth save is a figure, whose remarks are worked out; the others are prose
LOOKS = ("overview, boards", "overview, live", "overview, live", "overview, every unit")
ADDRESS = {
    "overview, boards": "/omgangar/bench/",
    "overview, live": "/omgangar/bench/",
    "overview, every unit": "/omgangar/bench/?slag=alla",
}


@dataclass
class Told:
    """Seconds waited by what was asked, errors, and the clients' own log of saves."""

    log: Path
    waited: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    late: int = 0  # saves that began more than a whole turn after they should have

    def note(self, **said: object) -> None:
        with self.log.open("a") as file:
            file.write(json.dumps(said) + "\n")


@dataclass
class Reporter:
    browser: Browser
    number: int
    answers: list[Answer] = field(default_factory=list)
    count: int = 0

    def next(self) -> tuple[Answer, dict[str, str]]:
        """The next words in the field being written in, or the next figure; no two saves are alike."""
        self.count += 1
        figures = [each for each in self.answers if "value" in each.fields]
        prose = [each for each in self.answers if each.fields and each.fields[0] == "text"]
        if figures and (self.count + self.number) % FIGURE_EACH == 0:
            return figures[self.count % len(figures)], {"value": str(1000 + self.count)}
        words = "Det går framåt, men långsammare än vi trodde. " * (1 + self.count % 40)
        text = f"Skribent {self.number}, sparat {self.count} gånger. {words}".strip()
        return prose[self.count // 12 % len(prose)], {"text": text}


async def paced(
    every: float, until: float, told: Told, do: Callable[[], Awaitable[str]], first: float
) -> None:
    """Once a turn, and what is waited counts from when the turn began: a slow answer is not hidden by asking less."""
    due = time.monotonic() + first
    while due < until:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        try:
            name = await do()
        except (OSError, EOFError) as error:
            told.errors.append(repr(error))
        else:
            told.waited[name].append(time.monotonic() - due)
        due += every
        if time.monotonic() - due > every:
            told.late += 1
            due = time.monotonic()


async def save(reporter: Reporter, told: Told) -> str:
    answer, typed = reporter.next()
    request = f"{reporter.number}-{reporter.count}"
    told.note(answer=answer.pk, sent=request, typed=typed, version=answer.version)
    form = typed | {
        "version": str(answer.version),
        "request": request,
        "csrfmiddlewaretoken": reporter.browser.token,
    }
    got = await reporter.browser.ask(answer.address, form)
    if got.status == 200:
        answer.version = json.loads(got.body)["version"]
        told.note(answer=answer.pk, saved=request, typed=typed, version=answer.version)
    else:
        told.errors.append(f"save {got.status} {got.body[:80]!r}")
    return "save, figure" if "value" in typed else "save, prose"


async def look(browser: Browser, told: Told, looks: list[str]) -> str:
    name = looks.pop(0)
    looks.append(name)
    got = await browser.ask(ADDRESS[name], live=name == "overview, live")
    if got.status != 200:
        told.errors.append(f"{name} {got.status}")
    return name


async def get(browser: Browser, told: Told, name: str, path: str) -> str:
    got = await browser.ask(path)
    if got.status != 200:
        told.errors.append(f"{name} {got.status}")
    return name


async def floor(
    name: str, path: str, writers: list[Browser], readers: list[Browser], told: Told, seconds: float
) -> None:
    """The same people at the same pace, asking for one page."""
    until = time.monotonic() + seconds
    turns = [(each, WRITES_EVERY) for each in writers] + [(each, LOOKS_EVERY) for each in readers]
    await asyncio.gather(
        *(
            paced(every, until, told, lambda b=browser: get(b, told, name, path), random.random() * every)  # type: ignore[misc]
            for browser, every in turns
        )
    )


async def deadline(reporters: list[Reporter], readers: list[Browser], told: Told, seconds: float) -> None:
    until = time.monotonic() + seconds
    writing = (
        paced(WRITES_EVERY, until, told, lambda r=each: save(r, told), random.random() * WRITES_EVERY)  # type: ignore[misc]
        for each in reporters
    )
    looking = (
        paced(
            LOOKS_EVERY,
            until,
            told,
            lambda b=browser, looks=[*LOOKS[n % 4 :], *LOOKS[: n % 4]]: look(b, told, looks),  # type: ignore[misc]
            random.random() * LOOKS_EVERY,
        )
        for n, browser in enumerate(readers)
    )
    await asyncio.gather(*writing, *looking)
