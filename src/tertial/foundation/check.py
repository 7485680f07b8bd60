"""A check looks at something (a plan, a report, an economy table) and remarks on what needs a look.

The declaration carries everything the system needs: the code, what users read about it, and examples that
one test runs. The same check serves the command line, the pages and the printed list of rules.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tertial.foundation.registry import declared


class Severity(StrEnum):
    """How sure we are that somebody has to do something."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where it stands, and the words that stand there."""

    page: int | None
    line: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing somebody should look at, with every place that was compared."""

    code: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check yields; the check's own declaration adds the code."""

    message: str
    evidence: tuple[Evidence, ...] = ()
    severity: Severity | None = None  # None: the check's own


Find = Callable[[Any], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Example:
    """A small subject and how many hits the check must give on it."""

    subject: Any
    hits: int


@dataclass(frozen=True, slots=True)
class Check:
    code: str
    title: str
    explanation: str
    looks_at: str
    severity: Severity
    find: Find
    examples: tuple[Example, ...]

    @property
    def paragraphs(self) -> list[str]:
        """The explanation without the lines that it happens to be written on: only an empty line parts it."""
        parts = re.split(r"\n\s*\n", self.explanation.strip())
        return [" ".join(each.split()) for each in parts if each.strip()]

    def remarks(self, subject: Any) -> list[Remark]:
        return [
            Remark(self.code, hit.severity or self.severity, hit.message, hit.evidence)
            for hit in self.find(subject)
        ]


def check(
    code: str,
    *,
    title: str,
    looks_at: str,
    severity: Severity = Severity.WARNING,
    examples: Sequence[Example],
) -> Callable[[Find], Check]:
    """Declare the decorated pure function as a check; its docstring is the explanation users read."""

    def declare(find: Find) -> Check:
        explanation = "\n".join(line.strip() for line in (find.__doc__ or "").strip().splitlines())
        return Check(code, title, explanation, looks_at, severity, find, tuple(examples))

    return declare


def all_checks(looks_at: str | None = None, package: str | None = None) -> dict[str, Check]:
    """Every declared check by code, or those that look at one kind of thing, or those of one package.

    Naming the package spares a short command the import of all the others.
    """
    found = declared(Check, "checks", package)
    return {code: each for code, each in found.items() if looks_at in (None, each.looks_at)}
