"""An export is a table somebody takes away as xlsx, csv or json: named columns and rows made one by one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tertial.foundation.registry import declared

Rows = Callable[[Any], Iterable[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Column:
    """`code` is the key in json, `title` the Swedish heading; `unit` and `decimals` are for numbers."""

    code: str
    title: str
    unit: str | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Export:
    code: str
    title: str
    explanation: str
    columns: tuple[Column, ...]
    rows: Rows
    sample: Any


def export(code: str, *, title: str, columns: Sequence[Column], sample: Any) -> Callable[[Rows], Export]:
    """Declare the decorated generator as an export; `sample` is data that must give at least one row."""

    def declare(rows: Rows) -> Export:
        return Export(code, title, (rows.__doc__ or "").strip(), tuple(columns), rows, sample)

    return declare


def all_exports() -> dict[str, Export]:
    """Every declared export by code."""
    return declared(Export, "exports")
