"""A PDF that cannot be weighed is read in a process of its own, with a limit on its memory and its time.

The program that reads the file cannot be stopped from within, but a process can. It hands over page by page, so what
was read before it was stopped is kept.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from threading import Timer
from typing import IO

from .pdf import Page, count_pages, open_pdf, pages
from .spending import MOST_SECONDS
from .unreadable import UnreadableError

_MOST_MEMORY = 700_000_000
_MOST_WAITED = 4 * MOST_SECONDS  # on a machine with much else to do
_SAYS = "from tertial.intake.importers.sources.pdf_apart import hand_over; hand_over()"
_TOO_MUCH = (
    "PDF-filen kräver orimligt mycket tid eller minne och läses inte. "
    "Skriv ut den till PDF på nytt och försök igen."
)


def pages_apart(data: bytes) -> tuple[int, list[Page]]:
    """How many pages there are, and those that could be read."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(  # noqa: S603, our own program, and nothing from outside among its arguments
        [sys.executable, "-c", _SAYS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as reader:
        stop = Timer(_MOST_WAITED, reader.kill)
        stop.start()
        try:
            _give(reader, data)
            answers = list(_answers(reader.stdout)) if reader.stdout else []
        finally:
            stop.cancel()
            reader.kill()
    if not answers:
        raise UnreadableError(_TOO_MUCH)
    count, *read = answers
    if isinstance(count, str):
        raise UnreadableError(count)
    if not isinstance(count, int) or not read:
        raise UnreadableError(_TOO_MUCH)
    return count, [page for page in read if isinstance(page, Page)]


def _give(reader: "subprocess.Popen[bytes]", data: bytes) -> None:
    if reader.stdin:
        try:
            reader.stdin.write(data)
            reader.stdin.close()
        except BrokenPipeError:  # it has ended; what it said is read all the same
            pass


def _answers(said: IO[bytes]) -> Iterator[object]:
    """What comes, until the process has ended or was stopped in the middle of a page."""
    while True:
        try:
            yield pickle.load(said)  # noqa: S301, from our own process, which has no more rights than this one
        except (EOFError, pickle.UnpicklingError):
            return


def hand_over() -> None:
    """The process apart: limits itself, then hands over how many pages there are, and each as it is read."""
    _limit()
    data = sys.stdin.buffer.read()
    try:
        document = open_pdf(data)
        _say(count_pages(document))
        for page in pages(document):
            _say(page)
    except UnreadableError as error:
        _say(str(error))
    except MemoryError:
        pass
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing to put in order, and closing a broken file may take long


def _say(thing: object) -> None:
    pickle.dump(thing, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)
    sys.stdout.buffer.flush()


def _limit() -> None:
    """Where the system has such limits."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(MOST_SECONDS) + 10, int(MOST_SECONDS) + 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
