"""One file, one thing: finds every check, chart, export and importer by walking the packages.

A new one is a new file in `tertial.<package>.<folder>`; no list is edited anywhere.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import TypeVar

import tertial

Declared = TypeVar("Declared")


def modules_in(folder: str, only: str | None = None) -> Iterator[ModuleType]:
    """Import every module in every `tertial.<package>.<folder>`, or in one package's; others are not imported."""
    for package in pkgutil.iter_modules(tertial.__path__):
        if only not in (None, package.name):
            continue
        homes = [f"{home}/{package.name}/{folder}" for home in tertial.__path__]
        for module in pkgutil.iter_modules(homes):
            yield importlib.import_module(f"tertial.{package.name}.{folder}.{module.name}")


def declared(kind: type[Declared], folder: str, only: str | None = None) -> dict[str, Declared]:
    """Everything of this kind that some file in this folder declares, by its code."""
    found: dict[str, Declared] = {}
    for module in modules_in(folder, only):
        for value in vars(module).values():
            if isinstance(value, kind):
                code = value.code  # type: ignore[attr-defined]
                if found.setdefault(code, value) is not value:
                    raise ValueError(f"{code} is declared twice, the second time in {module.__name__}")
    return dict(sorted(found.items()))
