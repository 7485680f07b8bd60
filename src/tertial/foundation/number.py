"""Numbers as Swedes type and paste them, and as we print them. Never rounds or guesses in silence.

`read_number` tells when a text can be read in two ways; `parse_number` refuses it.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import Final, Literal

from tertial.foundation.words import N_, Refused, excerpt

NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"
NOT_APPLICABLE: Final = "–"  # what a cell shows where no number belongs
MISSING: Final = N_("saknas")  # what a cell shows where a number is expected

MAX_DIGITS: Final = 24
_MAX_LENGTH: Final = 80
_EXACT: Final = Context(prec=3 * MAX_DIGITS)


class NumberRefused(Refused):
    """Text that is no number we take."""


class NumberAmbiguous(NumberRefused):
    """Text that can be read as two different numbers."""


class Measured(StrEnum):
    """What a number counts, as printed after it."""

    MNKR = "mnkr"
    TKR = "tkr"
    KR = "kr"
    PERCENT = "%"
    COUNT = "st"


_UNIT_WORDS: Final[dict[str, Measured]] = {
    **dict.fromkeys(("mnkr", "milj kr", "miljoner kr", "miljoner kronor", "miljon kronor"), Measured.MNKR),
    **dict.fromkeys(("tkr", "tusen kr", "tusen kronor", "kkr"), Measured.TKR),
    **dict.fromkeys(("kr", "kronor", "krona", "sek"), Measured.KR),
    **dict.fromkeys(("%", "procent"), Measured.PERCENT),
    **dict.fromkeys(("st", "stycken", "styck"), Measured.COUNT),
}
_HYPHENS: Final = "\\-\u2010\u2011\u2012\u2013\u2212"  # for use inside a character class
_SHAPE = re.compile(rf"([+{_HYPHENS}]?) ?([0-9., ]*[0-9])(?: ?([{_HYPHENS}](?= |$)))? ?(.*)")
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\r\n]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as read. `other` is what the same text could also mean; then somebody has to say which."""

    value: Decimal
    unit: Measured | None = None
    other: Decimal | None = None

    @property
    def is_ambiguous(self) -> bool:
        return self.other is not None


def read_number(text: str, decimal: Literal[",", "."] | None = None) -> Reading:
    """Read what was typed or pasted; `decimal` says which sign the whole file uses, if that is known.

    "1,662" and "1.662" are read as a little more than one and a half, with 1 662 as the other reading.
    """
    typed = _ODD_SPACE.sub(" ", text[: _MAX_LENGTH + 1]).replace("\u200b", "").replace("\ufeff", "").strip()
    if len(typed) > _MAX_LENGTH:
        message = N_("”%(typed)s” är för långt för att vara ett tal. Klistra in ett tal i taget.")
        raise NumberRefused(message, typed=excerpt(typed))
    shape = _SHAPE.fullmatch(typed)
    if not shape or (shape[1] and shape[3]):
        raise _unreadable(typed)
    before, digits, after, word = shape.groups()
    unit = _unit(word, typed)
    value, other = _values(digits, decimal, typed)
    if (before or after or "+") != "+":
        value, other = -value, None if other is None else -other
    return Reading(value, unit, other)


def parse_number(text: str, decimal: Literal[",", "."] | None = None) -> Decimal:
    """The number alone; a text with two readings is refused with both of them named."""
    reading = read_number(text, decimal)
    if reading.other is not None:
        message = N_(
            "”%(typed)s” kan betyda %(value)s eller %(other)s. "
            "Skriv tusental med mellanslag och decimaler med komma."
        )
        shown, other = format_number(reading.value), format_number(reading.other)
        raise NumberAmbiguous(message, typed=excerpt(text), value=shown, other=other)
    return reading.value


def _unreadable(typed: str) -> NumberRefused:
    message = N_("”%(typed)s” är inget tal. Skriv till exempel 1 662,6 eller −5,7.")
    return NumberRefused(message, typed=excerpt(typed))


def _unit(word: str, typed: str) -> Measured | None:
    if not word:
        return None
    plain = " ".join(word.lower().replace(".", " ").split())
    if plain in _UNIT_WORDS:
        return _UNIT_WORDS[plain]
    if plain == "mkr":
        message = N_(
            "”%(typed)s”: mkr kan läsas som miljoner eller miljarder. Skriv mnkr för miljoner kronor."
        )
        raise NumberRefused(message, typed=excerpt(typed))
    if not re.match(r"[^\W\d_]+", plain) or re.match(r"e[0-9]", plain):
        raise _unreadable(typed)
    message = N_("”%(typed)s”: enheten ”%(unit)s” känns inte igen. Använd mnkr, tkr, kr, %% eller st.")
    raise NumberRefused(message, typed=excerpt(typed), unit=excerpt(word))


def _values(digits: str, decimal: str | None, typed: str) -> tuple[Decimal, Decimal | None]:
    """The value, and the other reading if there is one."""
    if sum(sign.isdigit() for sign in digits) > MAX_DIGITS:
        message = N_("”%(typed)s” har fler än %(most)s siffror. Kontrollera talet.")
        raise NumberRefused(message, typed=excerpt(typed), most=MAX_DIGITS)
    readings: list[Decimal] = []
    for point in (decimal,) if decimal else (",", "."):
        plain = _as_plain(digits, point)
        if plain is not None and Decimal(plain) not in readings:
            readings.append(Decimal(plain))
    if not readings:
        raise _unreadable(typed)
    # Where the same text may be thousands or decimals, the decimals are the reading: nothing is made larger.
    readings.sort(key=abs)
    return readings[0], readings[1] if len(readings) > 1 else None


def _as_plain(digits: str, point: str) -> str | None:
    """The digits as Python writes them, if `point` is the decimal sign; None where that cannot be."""
    whole, _, part = digits.partition(point)
    if part.strip("0123456789") or (point in digits and not part):
        return None
    thousands = "." if point == "," else ","
    if " " in whole and thousands in whole:
        return None
    spaced = whole.replace(thousands, " ")
    if " " in spaced:
        if not _SPACED.fullmatch(spaced) or spaced.startswith("0"):
            return None
        spaced = spaced.replace(" ", "")
    return f"{spaced or '0'}.{part}" if part else spaced


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half away from zero, as in Swedish accounts: 0,05 → 0,1 and −0,05 → −0,1."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)


def is_exact(value: Decimal, decimals: int) -> bool:
    """Whether showing this many decimals loses nothing."""
    return rounded(value, decimals) == value


def format_number(
    value: Decimal | int | float, decimals: int | None = None, unit: Measured | str | None = None
) -> str:
    """1 662,6 mnkr, with hard spaces and a true minus; without `decimals` every decimal is kept."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        raise NumberRefused(N_("Ett tal som inte är ändligt kan inte skrivas ut."))
    shown = number if decimals is None else rounded(number, decimals)
    whole, _, part = f"{abs(shown):,f}".partition(".")
    text = whole.replace(",", NBSP) + (f",{part}" if part else "")
    sign = MINUS if shown < 0 else ""  # what rounds to zero is written without a minus
    return f"{sign}{text}{NBSP}{unit}" if unit else f"{sign}{text}"
