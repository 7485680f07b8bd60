"""Long work: what a package can do in the background, and what it does again and again.

A package declares a `Work` or a `Repeated` in its `tasks.py`; the worker finds them without a list. A work is
run again from its beginning when the worker that held it was killed, so each must be whole: everything in one
transaction, or in steps that see what is done already.
"""

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Protocol

import tertial

Answer = dict[str, Any]


class Stopped(Exception):
    """Somebody pressed cancel, or another worker has taken the work over: stop, and leave nothing half done."""


class Progress(Protocol):
    def at(self, done: int, total: int, text: str = "") -> None:
        """How far it has come, in the person's language; raises `Stopped` when it shall not go on."""

    def keep(self, answer: Answer) -> None:
        """What has come of it so far, there to be read also if it is stopped."""


@dataclass(frozen=True, slots=True)
class Work:
    code: str  # "plan.read"
    name: str  # what people see: N_("Läser planen")
    do: Callable[..., Answer | None]  # do(progress, **what was asked); the answer is kept with the job


@dataclass(frozen=True, slots=True)
class Repeated:
    code: str
    seconds: int  # between two turns
    do: Callable[[], None]


def _tasks() -> Iterator[ModuleType]:
    for package in pkgutil.iter_modules(tertial.__path__, "tertial."):
        name = f"{package.name}.tasks"
        if package.ispkg and importlib.util.find_spec(name):
            yield importlib.import_module(name)


def all_works() -> dict[str, Work]:
    return {
        each.code: each for module in _tasks() for each in vars(module).values() if isinstance(each, Work)
    }


def all_repeated() -> dict[str, Repeated]:
    found = (each for module in _tasks() for each in vars(module).values() if isinstance(each, Repeated))
    return {each.code: each for each in found}
