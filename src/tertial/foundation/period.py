"""The stretch of days a value or a report is about. T1, T2 and the year look at the same year, further on.

A third tertial report is the annual report, so T3 is the year. Nothing here knows what day it is today.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import total_ordering
from typing import Self

from tertial.foundation.day import FIRST_YEAR, LAST_YEAR, MONTHS, Language, format_day
from tertial.foundation.period_words import HALF_YEARS, TERTIALS, PeriodRefused, numbered, read_period
from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_

__all__ = ["Period", "PeriodKind", "PeriodRefused"]


class PeriodKind(StrEnum):
    DAY = "day"
    MONTH = "month"
    TERTIAL = "tertial"
    HALF_YEAR = "half_year"
    YEAR = "year"


# Inside a year, these stretches of whole months are periods: (first month, last month) → kind and number.
_STRETCHES: dict[tuple[int, int], tuple[PeriodKind, int]] = {
    (1, 4): (PeriodKind.TERTIAL, 1),
    (1, 8): (PeriodKind.TERTIAL, 2),
    (1, 6): (PeriodKind.HALF_YEAR, 1),
    (7, 12): (PeriodKind.HALF_YEAR, 2),
    (1, 12): (PeriodKind.YEAR, 1),
    **{(month, month): (PeriodKind.MONTH, month) for month in range(1, 13)},
}
_MONTHS = (
    *(N_("januari"), N_("februari"), N_("mars"), N_("april"), N_("maj"), N_("juni")),
    *(N_("juli"), N_("augusti"), N_("september"), N_("oktober"), N_("november"), N_("december")),
)
_HALVES: dict[Language, tuple[str, str]] = {
    "sv": ("första halvåret", "andra halvåret"),
    "en": ("first half of", "second half of"),
}


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """Build it with `of_…` or `parse`; first and last day always agree with the kind."""

    kind: PeriodKind
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.kind is PeriodKind.DAY:
            sound = self.first == self.last
        else:
            months = _STRETCHES.get((self.first.month, self.last.month))
            whole = self.first.day == 1 and self.last.day == monthrange(self.last.year, self.last.month)[1]
            sound = whole and months is not None and months[0] is self.kind
        if not sound or self.first.year != self.last.year:
            message = N_("%(first)s till %(last)s är inte en period av slaget %(kind)s.")
            raise PeriodRefused(message, first=self.first, last=self.last, kind=self.kind)

    @classmethod
    def of_months(cls, year: int, first: int, last: int) -> Self:
        """The period of these whole months of a year: (2026, 1, 8) is T2."""
        if not FIRST_YEAR <= year <= LAST_YEAR:
            message = N_("Året %(year)s är orimligt. Skriv ett år mellan %(first)s och %(last)s.")
            raise PeriodRefused(message, year=year, first=FIRST_YEAR, last=LAST_YEAR)
        if (first, last) not in _STRETCHES:
            message = N_(
                "Månad %(first)s till %(last)s är ingen period. Välj månad, tertial, halvår eller helår."
            )
            raise PeriodRefused(message, first=first, last=last)
        kind, _ = _STRETCHES[first, last]
        return cls(kind, date(year, first, 1), date(year, last, monthrange(year, last)[1]))

    @classmethod
    def of_year(cls, year: int) -> Self:
        return cls.of_months(year, 1, 12)

    @classmethod
    def of_half_year(cls, year: int, number: int) -> Self:
        return cls.of_months(year, *numbered(number, HALF_YEARS))

    @classmethod
    def of_tertial(cls, year: int, number: int) -> Self:
        """T1 is January–April, T2 January–August, T3 the year."""
        return cls.of_months(year, *numbered(number, TERTIALS))

    @classmethod
    def of_month(cls, year: int, month: int) -> Self:
        return cls.of_months(year, month, month)

    @classmethod
    def of_day(cls, day: date) -> Self:
        return cls(PeriodKind.DAY, day, day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """What Swedes write: T2 2026, tertial 2 2026, 2026T2, augusti 2026, helår 2026, jan–aug 2026."""
        read = read_period(text)
        return cls.of_day(read) if isinstance(read, date) else cls.of_months(*read)

    @property
    def year(self) -> int:
        return self.first.year

    @property
    def number(self) -> int:
        """Which one of its kind in the year: month 8, tertial 2, half-year 1; a day and a year are 1."""
        if self.kind is PeriodKind.DAY:
            return 1
        return _STRETCHES[self.first.month, self.last.month][1]

    @property
    def code(self) -> str:
        """The stable key: 2026, 2026T1, 2026T2, 2026H1, 2026-08, 2026-08-31."""
        return {
            PeriodKind.DAY: self.first.isoformat(),
            PeriodKind.MONTH: f"{self.year}-{self.first.month:02}",
            PeriodKind.TERTIAL: f"{self.year}T{self.number}",
            PeriodKind.HALF_YEAR: f"{self.year}H{self.number}",
            PeriodKind.YEAR: str(self.year),
        }[self.kind]

    def __str__(self) -> str:
        return self.code

    def __lt__(self, other: Self) -> bool:
        """By last day; of those that end together the shorter comes first: 2026-08 before 2026T2."""
        return (self.last, other.first) < (other.last, self.first)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def __contains__(self, other: "date | Period") -> bool:
        if isinstance(other, Period):
            return self.first <= other.first and other.last <= self.last
        return self.first <= other <= self.last

    def same_year(self) -> Self:
        """The whole year this period is a part of."""
        return self.of_year(self.year)

    def previous_year(self) -> Self:
        """The same stretch one year before, for comparison; 29 February becomes 28 February."""
        if self.kind is not PeriodKind.DAY:
            return self.of_months(self.year - 1, self.first.month, self.last.month)
        last_day = monthrange(self.year - 1, self.first.month)[1]
        return self.of_day(self.first.replace(year=self.year - 1, day=min(self.first.day, last_day)))

    def previous(self) -> Self:
        """The one before of the same kind; before T1 comes last year, since the third tertial is the year."""
        if self.kind is PeriodKind.DAY:
            return self.of_day(date.fromordinal(self.first.toordinal() - 1))
        if self.kind is PeriodKind.YEAR or self.number == 1:
            return self._last_of_previous_year()
        return {
            PeriodKind.MONTH: self.of_month,
            PeriodKind.TERTIAL: self.of_tertial,
            PeriodKind.HALF_YEAR: self.of_half_year,
        }[self.kind](self.year, self.number - 1)

    def _last_of_previous_year(self) -> Self:
        if self.kind is PeriodKind.MONTH:
            return self.of_month(self.year - 1, 12)
        if self.kind is PeriodKind.HALF_YEAR:
            return self.of_half_year(self.year - 1, 2)
        return self.of_year(self.year - 1)

    def previous_tertial(self) -> Self:
        """The tertial report before this one: the year → T2 → T1 → last year."""
        return self.of_tertial(self.year, 2) if self.kind is PeriodKind.YEAR else self.previous()

    def share_of_year(self) -> Fraction:
        """How much of the year has gone when the period ends, counted in months as budgets are: T1 is 1/3."""
        in_month = monthrange(self.year, self.last.month)[1]
        return (self.last.month - 1 + Fraction(self.last.day, in_month)) / 12

    def label(self, language: Language = "sv") -> str:
        """Short: T2 2026, helår 2026, augusti 2026, H1 2026, 2026-08-31."""
        if self.kind is PeriodKind.DAY:
            return self.code
        if self.kind is PeriodKind.MONTH:
            return f"{MONTHS[language][self.first.month - 1]} {self.year}"
        if self.kind is PeriodKind.YEAR:
            return f"{'helår' if language == 'sv' else 'full year'} {self.year}"
        return f"{self.code[4:]} {self.year}"

    @property
    def named(self) -> Sentence:
        """The label for a sentence that is read in another language too."""
        if self.kind is PeriodKind.YEAR:
            return say(N_("helår %(year)s"), year=self.year)
        if self.kind is PeriodKind.MONTH:
            return say("%(month)s %(year)s", month=say(_MONTHS[self.number - 1]), year=self.year)
        return say("%(label)s", label=self.label())

    def spelled(self, language: Language = "sv") -> str:
        """At first use on a page: tertial 2 2026 (januari–augusti), den 31 augusti 2026."""
        if self.kind is PeriodKind.DAY:
            return format_day(self.first, language)
        if self.kind is PeriodKind.MONTH:
            return self.label(language)
        name = self.label(language)
        if self.kind is PeriodKind.TERTIAL:
            name = f"tertial {self.number} {self.year}"
        elif self.kind is PeriodKind.HALF_YEAR:
            name = f"{_HALVES[language][self.number - 1]} {self.year}"
        first, last = (MONTHS[language][day.month - 1] for day in (self.first, self.last))
        return f"{name} ({first}–{last})"
