"""Days as Swedes write them, and spans of days (from–to inclusive, the end may be open)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, Self

from tertial.foundation.words import N_, Refused, excerpt

Language = Literal["sv", "en"]

MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "sv": (
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
FIRST_YEAR, LAST_YEAR = 1800, 2199


UNREADABLE_DAY = N_("Datumet ”%(typed)s” går inte att läsa. Skriv år-månad-dag, till exempel 2026-08-31.")


class DayRefused(Refused):
    """A date we cannot read, or that does not exist."""


def _month_words() -> dict[str, int]:
    found: dict[str, int] = {}
    for names in MONTHS.values():
        for number, name in enumerate(names, start=1):
            found |= {name.lower(): number, name.lower()[:3]: number}
    return found | {"sept": 9, "okt": 10, "oct": 10, "maj": 5, "may": 5}


MONTH_NUMBER: Final = _month_words()
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{4})(\d{2})(\d{2})", re.ASCII)
_SLASH = re.compile(r"(\d{1,2})/(\d{1,2})[ -](\d{4})", re.ASCII)
_WORDS = re.compile(r"(?:den )?(\d{1,2})(?::?e|:?a|\.)? ([a-zåäö]+)\.?,? (\d{4})", re.ASCII)


def plain(text: str) -> str:
    """One kind of space, one kind of hyphen, small letters: what every pattern here is written for."""
    hyphens = re.sub("[\u2010-\u2015\u2212]", "-", text)
    return " ".join(hyphens.lower().split())


def parse_day(text: str) -> date:
    """Read 2021-09-10, 20210910, 10/9 2021, "10 sept 2021" or "den 10 september 2021"."""
    typed = plain(text)
    if iso := _ISO.fullmatch(typed):
        year, month, day = (part for part in iso.groups() if part)
        return _day(year, int(month), day, text)
    if slash := _SLASH.fullmatch(typed):
        day, month, year = slash.groups()
        return _day(year, int(month), day, text)
    if (words := _WORDS.fullmatch(typed)) and words[2] in MONTH_NUMBER:
        return _day(words[3], MONTH_NUMBER[words[2]], words[1], text)
    raise DayRefused(UNREADABLE_DAY, typed=excerpt(text))


def _day(year: str, month: int, day: str, text: str) -> date:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        message = N_("Året i ”%(typed)s” är orimligt. Skriv ett år mellan %(first)s och %(last)s.")
        raise DayRefused(message, typed=excerpt(text), first=FIRST_YEAR, last=LAST_YEAR)
    try:
        return date(int(year), month, int(day))
    except ValueError:
        message = N_("Datumet ”%(typed)s” finns inte i kalendern. Kontrollera månad och dag.")
        raise DayRefused(message, typed=excerpt(text)) from None


def format_day(day: date, language: Language = "sv") -> str:
    """In running text: "den 10 september 2021", "10 September 2021". In tables use `isoformat()`."""
    written = f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"
    return f"den {written}" if language == "sv" else written


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included; `last=None` means until further notice."""

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            message = N_("Slutdatum %(last)s ligger före startdatum %(first)s. Byt plats på dem eller rätta.")
            raise DayRefused(message, first=self.first, last=self.last)

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    @property
    def is_open(self) -> bool:
        return self.last is None

    def overlaps(self, other: Self) -> bool:
        """At least one day belongs to both."""
        return self.first <= (other.last or date.max) and other.first <= (self.last or date.max)

    def covers(self, other: Self) -> bool:
        """Every day of the other is ours too."""
        return self.first <= other.first and (other.last or date.max) <= (self.last or date.max)

    def ended(self, last: date) -> Self:
        """The same span, ending on this day."""
        return type(self)(self.first, last)


def gaps(spans: Iterable[Span]) -> list[Span]:
    """The stretches of days between the first and the last span that no span covers."""
    found: list[Span] = []
    reach: date | None = None
    for span in sorted(spans, key=lambda each: each.first):
        if reach is not None and (span.first - reach).days > 1:
            found.append(Span(reach + timedelta(days=1), span.first - timedelta(days=1)))
        end = span.last or date.max
        reach = max(reach or end, end)
    return found
