"""Single cells of the tables of goals and measures: figures, years, choices and lists; a problem where one is wrong."""

from collections.abc import Collection, Iterable
from decimal import Decimal

from tertial.foundation.day import FIRST_YEAR, LAST_YEAR
from tertial.foundation.importer import Row
from tertial.foundation.number import NumberRefused, parse_number
from tertial.foundation.words import N_
from tertial.organisation.rules.columns import Problem

BETWEEN = "|"  # what stands between the parts of a list in one cell
_YES, _NO = {"1", "true", "ja", "yes", "sant"}, {"", "0", "false", "nej", "no", "falskt"}


def amount_in(row: Row, column: str, problems: list[Problem]) -> Decimal | None:
    """A figure with a decimal comma; empty is None."""
    text = row[column]
    if not text:
        return None
    try:
        return parse_number(text, ",")
    except NumberRefused as refused:
        problems.append(Problem(row.line, column, refused.text, refused.params))
        return None


def whole_in(row: Row, column: str, problems: list[Problem], *, least: int, most: int) -> int:
    """A whole number within its limits; an empty cell is the least."""
    text = row[column]
    if not text:
        return least
    if not text.isdecimal() or not least <= int(text[:9]) <= most:
        message = N_("”%(typed)s” ska vara ett heltal mellan %(least)s och %(most)s.")
        problems.append(
            Problem(row.line, column, message, {"typed": text[:40], "least": least, "most": most})
        )
        return least
    return int(text)


def year_in(row: Row, column: str, problems: list[Problem]) -> int:
    """A year with four digits; 0 where there is none."""
    text = row[column]
    if text.isdecimal() and FIRST_YEAR <= int(text[:9]) <= LAST_YEAR:
        return int(text)
    message = N_("”%(typed)s” är inget år. Skriv fyra siffror, till exempel 2026.")
    problems.append(Problem(row.line, column, message, {"typed": text[:40]}))
    return 0


def choice_in(
    row: Row, column: str, problems: list[Problem], allowed: Iterable[str], default: str = ""
) -> str:
    """One of the allowed codes; an empty cell is the default, where there is one."""
    text, codes = row[column] or default, [str(each) for each in allowed]
    if text not in codes:
        message = N_("”%(typed)s” finns inte att välja. Skriv något av: %(codes)s.")
        problems.append(
            Problem(row.line, column, message, {"typed": text[:40], "codes": ", ".join(filter(None, codes))})
        )
        return default
    return text


def yes_in(row: Row, column: str, problems: list[Problem]) -> bool:
    text = row[column].casefold()
    if text not in _YES | _NO:
        message = N_("”%(typed)s” ska vara ja eller nej (1 eller 0).")
        problems.append(Problem(row.line, column, message, {"typed": text[:40]}))
    return text in _YES


def list_in(row: Row, column: str) -> tuple[str, ...]:
    """The parts of a cell, none of them empty."""
    return tuple(part.strip() for part in row[column].split(BETWEEN) if part.strip())


def unknown(line: int | None, column: str, what: str, key: str, known: Collection[str]) -> list[Problem]:
    """The problem that a key points at nothing; no problem when it does, or when the cell is empty."""
    if not key or key in known:
        return []
    message = N_("%(what)s ”%(key)s” finns inte.")
    return [Problem(line, column, message, {"what": what, "key": key[:80]})]
