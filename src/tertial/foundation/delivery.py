"""A kind of file that the city may deliver: how it is looked at, taken in and taken back.

A package declares a `Taker` in its folder `deliveries`; the pages for uploading, previewing, accepting and
undoing are then there without more code.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

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
    is_kept_as_source: bool = False  # then take() is told which delivery the rows come from: delivery=…


def all_takers() -> dict[str, Taker]:
    """Every kind of delivery by code."""
    return declared(Taker, "deliveries")
