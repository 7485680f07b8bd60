"""Delivered rows by column, whatever the headings are called, and problems told with file, row and column."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from tertial.foundation.check import Evidence, Remark, Severity
from tertial.foundation.day import DayRefused, parse_day
from tertial.foundation.importer import Header, Row
from tertial.foundation.sheet import Sheet, SheetRemark
from tertial.foundation.words import N_

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong on a line; `column` is the column's code, `text` a translatable sentence."""

    line: int | None
    column: str | None
    text: str
    params: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    @property
    def message(self) -> str:
        return self.text % self.params if self.params else self.text


Read = Callable[[Sequence[Row]], tuple[list[Record], list[Problem]]]


@dataclass(frozen=True, slots=True)
class Reading(Generic[Record]):
    """What a file held: the records that can be used, and what somebody should look at."""

    file: str
    records: list[Record]
    remarks: list[SheetRemark]
    columns: Mapping[str, str] = field(default_factory=dict)  # code → heading in this file

    @property
    def refused(self) -> frozenset[int]:
        """Rows with errors."""
        return frozenset(each.row for each in self.remarks if each.row and each.severity is Severity.ERROR)

    def also(self, problems: Iterable[Problem]) -> "Reading[Record]":
        """The same reading with more remarks in the order of the rows; a cell is told wrong once."""
        told = {(each.row, each.column) for each in self.remarks if each.row}
        found = (placed(each, self.file, self.columns) for each in problems)
        more: dict[tuple[int | None, str | None], SheetRemark] = {}
        for each in found:
            if (each.row, each.column) not in told:
                more.setdefault((each.row, each.column), each)
        ordered = sorted([*self.remarks, *more.values()], key=lambda each: each.row or 0)
        return Reading(self.file, self.records, ordered, self.columns)


def own_columns(needed: str, optional: str = "") -> tuple[Header, ...]:
    """Columns of a table that is the product's own, so that the headings are the codes."""
    return (
        *(Header(code, code) for code in needed.split()),
        *(Header(code, code, needed=False) for code in optional.split()),
    )


def row_by_row(one: Callable[[Row, list[Problem]], Record]) -> Read[Record]:
    """Read each row by itself; what is wrong is told beside."""

    def read(rows: Sequence[Row]) -> tuple[list[Record], list[Problem]]:
        problems: list[Problem] = []
        return [one(row, problems) for row in rows], problems

    return read


def read_records(sheet: Sheet, columns: Sequence[Header], read: Read[Record]) -> Reading[Record]:
    """Match the headings to the columns, then read; a needed column that lacks stops the file."""
    places, problems = matched(sheet.columns, columns, sheet.header_row)
    headings = {code: heading for heading, code in places.items()}
    remarks = [*sheet.remarks, *(placed(each, sheet.name, headings) for each in problems)]
    if any(each.severity is Severity.ERROR for each in problems):
        return Reading(sheet.name, [], remarks, headings)
    rows = [
        Row(row.number, {code: row.text(heading) for heading, code in places.items()}) for row in sheet.rows
    ]
    records, more = read(rows)
    return Reading(sheet.name, records, remarks, headings).also(more)


def placed(problem: Problem, file: str, headings: Mapping[str, str]) -> SheetRemark:
    """The problem with the file's own heading for the column."""
    column = headings.get(problem.column, problem.column) if problem.column else None
    return SheetRemark(file, problem.line, column, problem.text, problem.severity, problem.params)


def matched(
    headings: Sequence[str], columns: Sequence[Header], line: int = 1
) -> tuple[dict[str, str], list[Problem]]:
    """Which heading is which column: not sensitive to case, spaces, hyphens or underscores."""
    known = {plain(name): each.code for each in columns for name in (each.code, each.title, *each.also)}
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for heading in headings:
        code = known.get(plain(heading))
        if code is None:
            text = N_("kolumnen känns inte igen och läses inte.")
            problems.append(Problem(line, heading, text, severity=Severity.WARNING))
        elif code in found.values():
            text = N_("kolumnen betyder samma sak som en tidigare. Ta bort den ena.")
            problems.append(Problem(line, heading, text))
        else:
            found[heading] = code
    for each in columns:
        if each.needed and each.code not in found.values():
            text = N_("kolumnen ”%(title)s” (%(code)s) saknas. Lägg till den i rubrikraden.")
            problems.append(Problem(line, each.code, text, {"title": each.title, "code": each.code}))
    return found, problems


def plain(name: str) -> str:
    """A heading or name as it is compared."""
    return " ".join(name.replace("_", " ").replace("-", " ").casefold().split())


def slug(name: str) -> str:
    """A key made of a name: small letters a–z, digits and hyphens."""
    letters = unicodedata.normalize(
        "NFD", name.casefold().replace("ß", "ss").replace("æ", "ae").replace("ø", "o")
    )
    return re.sub(
        r"[^a-z0-9]+", "-", "".join(each for each in letters if not unicodedata.combining(each))
    ).strip("-")


KEY = re.compile(r"[A-Za-z0-9_-]{1,80}")


def day_in(row: Row, column: str, problems: list[Problem]) -> date | None:
    """The cell as a day; empty is None, unreadable is a problem."""
    text = row[column]
    if not text:
        return None
    try:
        return parse_day(text.removesuffix(" 00:00"))
    except DayRefused as refused:
        problems.append(Problem(row.line, column, refused.text, refused.params))
        return None


def text_in(row: Row, column: str, problems: list[Problem], *, longest: int, needed: bool = False) -> str:
    """The cell on one line of text, within what the register can hold."""
    text = " ".join(row[column].split())
    if needed and not text:
        problems.append(Problem(row.line, column, N_("cellen är tom men behövs.")))
    if len(text) > longest:
        message = N_("texten är %(length)s tecken. Korta till högst %(longest)s.")
        problems.append(Problem(row.line, column, message, {"length": len(text), "longest": longest}))
    return text


def key_in(row: Row, column: str, problems: list[Problem]) -> str:
    """The cell as a key; å, ä, ö and spaces are not for keys."""
    key = row[column]
    if key and not KEY.fullmatch(key):
        message = N_(
            "nyckeln ”%(key)s” får bara ha a–z, siffror och bindestreck, högst 80. Till exempel %(like)s."
        )
        problems.append(
            Problem(row.line, column, message, {"key": key[:90], "like": slug(key)[:80] or "enhet-1"})
        )
    return key


def as_remarks(code: str, rows: Sequence[Row], problems: Iterable[Problem]) -> list[Remark]:
    """Problems as the importer's declaration gives them: with the line and what the cell says."""
    by_line = {row.line: row for row in rows}
    return [
        Remark(
            code,
            each.severity,
            f"{each.column}: {each.message}" if each.column else each.message,
            (
                by_line[each.line].place(each.column)
                if each.line in by_line
                else Evidence(None, each.line, ""),
            ),
        )
        for each in problems
    ]
