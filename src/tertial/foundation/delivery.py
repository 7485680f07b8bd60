"""A kind of file that the city may deliver: how it is looked at, taken in and taken back.

A package declares a `Taker` in its folder `deliveries`; the pages for uploading, previewing, accepting and
undoing are then there without more code.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from tertial.foundation.importer import Header
from tertial.foundation.registry import declared


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking the file in would do. Rows and remarks are plain data, so that they can be kept as JSON."""

    counts: dict[str, int]
    rows: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[dict[str, Any]] = field(default_factory=list)
    may_be_done: bool = True
    fingerprint: str = ""  # of every row, also those that are not shown
    names: list[dict[str, Any]] = field(default_factory=list)  # unknown, with what they may mean


Undo = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Taker:
    code: str
    title: str
    explanation: str
    permission: str
    columns: Sequence[Header]
    look: Callable[[bytes, str], Preview]
    take: Callable[..., Undo]  # take(by=…, content=…, name=…) writes and answers how to take it back
    take_back: Callable[..., None]  # take_back(by=…, undo=…)


Confirmed = Mapping[str, Mapping[str, str]]  # column → the name as it is written → the key a person chose
Tell = Callable[[int, int], None]  # how many rows are done, of about how many


def in_silence(done: int, total: int) -> None:
    """Tells nobody how far it has come."""


@dataclass(frozen=True, slots=True)
class Given:
    """A file as somebody gives it: whose rights count, and which names that person has said what they mean."""

    content: bytes
    name: str
    by: Any
    confirmed: Confirmed = field(default_factory=dict)
    tell: Tell = in_silence


class Ready(Protocol):
    """A file that has been judged and only has to be written; what it holds is thrown away at the end."""

    @property
    def preview(self) -> Preview: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class RowTaker:
    """A kind of file whose rows stand alone: the good ones may be taken without the stopped.

    Who may is asked for every row, of its own unit; `permissions` (any of them, in some unit) only open the door.
    """

    code: str
    title: str
    explanation: str
    permissions: tuple[str, ...]
    columns: Sequence[Header]
    look: Callable[[Given], Preview]
    ready: Callable[[Given], Any]  # a Ready, read and judged before anything is locked
    take: Callable[..., Undo]  # take(by=…, delivery=…, ready=…)
    take_back: Callable[..., None]  # take_back(by=…, undo=…)
    stopped: Callable[
        [Given], Iterable[Sequence[str]]
    ]  # the stopped rows as they came, with why; headings first


AnyTaker = Taker | RowTaker


def all_takers() -> dict[str, AnyTaker]:
    """Every kind of delivery by code."""
    return {**declared(Taker, "deliveries"), **declared(RowTaker, "deliveries")}
