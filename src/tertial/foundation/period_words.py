"""Reads a period as people write it in mails and headings, into whole months of a year or one day."""

import re
from datetime import date

from tertial.foundation.day import MONTH_NUMBER, UNREADABLE_DAY, DayRefused, parse_day, plain
from tertial.foundation.words import N_, Refused, excerpt


class PeriodRefused(Refused):
    """A period we cannot read, or that is none."""


Months = tuple[int, int]  # first and last month, both included

TERTIALS: dict[int, Months] = {1: (1, 4), 2: (1, 8), 3: (1, 12)}
HALF_YEARS: dict[int, Months] = {1: (1, 6), 2: (7, 12)}
_ORDER = {"första": 1, "andra": 2, "tredje": 3, "first": 1, "second": 2, "third": 3}
_WHICH = rf"(?:(\d)(?::?[ae])?|({'|'.join(_ORDER)}))"
_YEAR = re.compile(r"(?:hela |hel)?(?:året|år)|hela|(?:full |whole )?year")
_TERTIAL = re.compile(rf"(?:t|tertial(?:et)?) ?{_WHICH}|{_WHICH} tertial(?:et)?", re.ASCII)
_HALF = re.compile(rf"(?:h|halvår(?:et)?) ?{_WHICH}|{_WHICH} (?:halvår(?:et)?|half(?: of)?)", re.ASCII)
_MONTH = rf"({'|'.join(sorted(MONTH_NUMBER, key=len, reverse=True))})\.?"
_MONTHS = re.compile(rf"{_MONTH}(?: ?(?:-|till|to|t\.?o\.?m\.?) ?{_MONTH})?")
_NUMBERED_MONTH = re.compile(r"m?(\d\d)", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[ ,:/-]*(.*)", re.ASCII)
_YEAR_LAST = re.compile(r"(.*?)[ ,:/-]*(\d{4})", re.ASCII)


def read_period(text: str) -> tuple[int, int, int] | date:
    """(year, first month, last month), or one day."""
    typed = plain(text)
    for pattern, year_at, rest_at in ((_YEAR_FIRST, 1, 2), (_YEAR_LAST, 2, 1)):
        if (found := pattern.fullmatch(typed)) and (months := _months(found[rest_at], text)):
            return int(found[year_at]), *months
    try:
        return parse_day(text)
    except DayRefused as error:
        if error.text != UNREADABLE_DAY:
            raise PeriodRefused(error.text, **error.params) from None
    message = N_(
        "Perioden ”%(typed)s” går inte att läsa. "
        "Skriv till exempel T2 2026, helår 2026, H1 2026, augusti 2026 eller 2026-08-31."
    )
    raise PeriodRefused(message, typed=excerpt(text))


def numbered(number: int, choices: dict[int, Months]) -> Months:
    """The months of tertial or half-year number so and so."""
    if number not in choices:
        message = N_("Nummer %(number)s finns inte. Tertial är 1 till 3 (3 är helåret), halvår är 1 eller 2.")
        raise PeriodRefused(message, number=number)
    return choices[number]


def _months(rest: str, text: str) -> Months | None:
    if not rest or _YEAR.fullmatch(rest):
        return 1, 12
    if found := _TERTIAL.fullmatch(rest):
        return numbered(_which(found), TERTIALS)
    if found := _HALF.fullmatch(rest):
        return numbered(_which(found), HALF_YEARS)
    return _named_months(rest) or _numbered_month(rest, text)


def _which(found: re.Match[str]) -> int:
    said = next(group for group in found.groups() if group)
    return _ORDER[said] if said in _ORDER else int(said)


def _named_months(rest: str) -> Months | None:
    found = _MONTHS.fullmatch(rest)
    if not found:
        return None
    first = MONTH_NUMBER[found[1]]
    return first, MONTH_NUMBER[found[2]] if found[2] else first


def _numbered_month(rest: str, text: str) -> Months | None:
    found = _NUMBERED_MONTH.fullmatch(rest)
    if not found:
        return None
    month = int(found[1])
    if not 1 <= month <= 12:
        message = N_("Månaden i ”%(typed)s” finns inte. Skriv månad 01 till 12, till exempel 2026-08.")
        raise PeriodRefused(message, typed=excerpt(text))
    return month, month
