"""Swedish amounts, percentages and years as they stand in prose, and how numbers are printed back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

SPACE = "[ \u00a0\u202f\u2009]"
NUMBER = rf"\d{{1,3}}(?:{SPACE}\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?"
_SPACES = re.compile(SPACE)
IN_MNKR = {"md": 1000.0, "mn": 1.0, "mk": 1.0, "mi": 1.0, "tk": 0.001, "kk": 0.001, "kr": 0.000001}
ABOUT = re.compile(
    r"\b(?:cirka|ca|c:a|drygt|knappt|omkring|nästan|närmare|ungefär|runt|runda?|över|minst|högst|max|"
    r"upp till|maximalt)\.?\s*$",
    re.IGNORECASE,
)
AMOUNT = re.compile(
    rf"(?<![\d,.:])(?P<sign>(?:(?<=[\s(])|^)[-\u2212\u2013]|minus )?(?P<number>{NUMBER}){SPACE}?"
    r"(?P<unit>mnkr|mkr|mdkr|tkr|kkr|miljarder(?: kronor| kr)?|miljon(?:er)?(?: kronor| kr)?|kronor|kr)\b",
    re.IGNORECASE,
)
MAYBE_AMOUNT = re.compile(rf"\d{SPACE}?[mtkMTK]")  # few sentences need the whole pattern
PERCENT = re.compile(
    rf"(?<![\d,.:])(?P<sign>(?:(?<=[\s(])|^)[-\u2212])?(?P<number>{NUMBER}){SPACE}*(?:procent\b|%)",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<![\d:./,-])(?:19|20)\d\d(?![\d:/]|[,.]\d|-\d\d-)")
YEARS = re.compile(r"(?<![\d-])((?:19|20)\d\d)\s?[-\u2013\u2212/]\s?((?:19|20)?\d\d)(?![\d-])")


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in prose. The value is in mnkr; step is what its last printed digit is worth."""

    value: float
    step: float
    start: int
    end: int
    text: str
    about: bool = False
    signed: bool = False

    def agrees(self, other: float) -> bool:
        """Whether it can be the same figure, printed as coarsely as it is (31 mnkr is also 31,3)."""
        slack = 0.05 * abs(other) if self.about else self.step / 2
        return abs(abs(self.value) - abs(other)) <= slack + 1e-9


@dataclass(frozen=True, slots=True)
class Percent:
    value: float
    step: float
    start: int
    end: int
    text: str
    about: bool = False


def number(text: str) -> float:
    """The number in a Swedish way of writing it; the text must be one."""
    plain = _SPACES.sub("", text).replace("\u2212", "-").replace("\u2013", "-")
    return float(plain.replace(",", "."))


def decimals(text: str) -> int:
    return len(text.partition(",")[2].strip())


@lru_cache(maxsize=4096)
def amounts(text: str) -> tuple[Amount, ...]:
    """Every amount of money, in order."""
    may = ("kr" in text or "milj" in text) and MAYBE_AMOUNT.search(text)
    return tuple(_amounts(text)) if may else ()


def _amounts(text: str) -> Iterator[Amount]:
    for found in AMOUNT.finditer(text):
        worth = IN_MNKR[found["unit"].lower()[:2]]
        if found["unit"].lower().startswith("miljard"):
            worth = 1000.0
        if found["unit"].lower() in ("kr", "kronor"):
            worth = IN_MNKR["kr"]
        size = number(found["number"]) * worth
        yield Amount(
            -size if found["sign"] else size,
            worth * 10.0 ** -decimals(found["number"]),
            found.start(),
            found.end(),
            found.group().strip(),
            bool(ABOUT.search(text[max(0, found.start() - 20) : found.start()])),
            bool(found["sign"]),
        )


def percentages(text: str) -> Iterator[Percent]:
    """Every percentage, in order; percentage points are not percentages."""
    if "%" not in text and "procent" not in text:
        return
    for found in PERCENT.finditer(text):
        size = number(found["number"])
        yield Percent(
            -size if found["sign"] else size,
            10.0 ** -decimals(found["number"]),
            found.start(),
            found.end(),
            found.group().strip(),
            bool(ABOUT.search(text[max(0, found.start() - 20) : found.start()])),
        )


@lru_cache(maxsize=4096)
def years(text: str) -> tuple[tuple[int, int], ...]:
    """Every single year and where it stands; the years of a span (2020-2023) are not single."""
    if "20" not in text and "19" not in text:
        return ()
    spans = [found.span() for found in YEARS.finditer(text)]
    return tuple(
        (int(found.group()), found.start())
        for found in YEAR.finditer(text)
        if not any(begins <= found.start() < ends for begins, ends in spans)
    )


def spans(text: str) -> list[tuple[int, int, int]]:
    """Every span of years as first, last and where it stands; 2021-22 is read as 2021-2022."""
    found: list[tuple[int, int, int]] = []
    if "20" not in text and "19" not in text:
        return found
    for each in YEARS.finditer(text):
        first, last = int(each[1]), each[2]
        if len(last) == 2 and text[each.end(1)] != "/" and not 1 <= int(last) - first % 100 <= 30:
            continue  # 2021-12 is a month
        found.append((first, int(last) if len(last) == 4 else first // 100 * 100 + int(last), each.start()))
    return found


def printed(value: float, places: int = 1) -> str:
    """As Swedes print a number: 1 662,6 with a minus sign that is one."""
    text = f"{abs(value):,.{places}f}".replace(",", "\u00a0").replace(".", ",")
    return f"\u2212{text}" if round(value, places) < 0 else text


def short(value: float) -> str:
    """Without needless zeroes: 75 rather than 75,0."""
    rounded = round(value, 3)
    places = max(0, len(f"{rounded:.3f}".rstrip("0").partition(".")[2]))
    return printed(rounded, places)
