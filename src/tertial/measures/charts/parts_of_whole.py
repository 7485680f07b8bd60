"""A whole in at most four parts: one bar with a letter at each part, explained beneath."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tertial.foundation.axis import exact, label
from tertial.foundation.chart import chart
from tertial.foundation.picture import DataTable, Picture, fitted, pixel
from tertial.foundation.sentence import say
from tertial.foundation.words import N_, Refused
from tertial.measures.rules.series import Bar, cell

WIDTH, BAR, TOP, ROW = 480, 30, 20, 22
MOST = 4
LETTERS = "ABCD"
NARROW = 14  # pixels: a part this narrow has its letter only beneath


@dataclass(frozen=True, slots=True)
class Whole:
    title: str
    unit: str
    parts: tuple[Bar, ...]
    decimals: int = 0

    def __post_init__(self) -> None:
        if not 1 <= len(self.parts) <= MOST:
            message = N_(
                "En delad stapel har en till fyra delar, inte %(count)s. Slå ihop de minsta till Övriga."
            )
            raise Refused(message, count=len(self.parts))
        if any(exact(part.value) < 0 for part in self.parts):
            raise Refused(N_("En del av en helhet kan inte vara mindre än noll."))

    def percent(self, part: Bar) -> Decimal:
        """The part of the whole; nothing of nothing is zero."""
        whole = sum((exact(each.value) for each in self.parts), start=exact(0))
        share = exact(part.value) * 100 / whole if whole else exact(0)
        return Decimal(share.numerator) / Decimal(share.denominator)

    def summary(self) -> str:
        told = ", ".join(f"{part.name} {self._percent(part)}" for part in self.parts)
        return str(say(N_("%(told)s av helheten."), told=told))

    def table(self) -> DataTable:
        rows = tuple((part.name, cell(part.value, self.unit), self._percent(part)) for part in self.parts)
        return DataTable((N_("Del"), N_("Värde"), N_("Andel")), rows)

    def _percent(self, part: Bar) -> str:
        return label(self.percent(part), 0, "%")


SAMPLE = Whole(
    "De flesta får hjälp av hemtjänsten",
    "personer",
    (Bar("Hemtjänst", 1240), Bar("Vårdboende", 610), Bar("Dagverksamhet", 95), Bar("Övrigt", 12)),
)


@chart("parts-of-whole", title=N_("Delar av en helhet"), sample=SAMPLE)
def parts_of_whole(data: Whole) -> str:
    """En stapel delad i högst fyra delar, med en bokstav vid varje del och förklaringen under."""
    height = TOP + BAR + 12 + ROW * len(data.parts)
    picture = Picture(WIDTH, height, data.title, data.summary())
    left = 0.0
    for number, (letter, part) in enumerate(zip(LETTERS, data.parts, strict=False)):
        right = min(left + float(data.percent(part)) / 100 * WIDTH, float(WIDTH))
        if right > left:
            _part(picture, number, left, TOP, right - left, BAR)
        if right - left >= NARROW:
            picture.write("lab2", (left + right) / 2, TOP - 6, letter, anchor="middle")
        y = TOP + BAR + 12 + ROW * number
        _part(picture, number, 0, y, 12, 12)
        words = f"{letter}  {part.name}: {label(part.value, data.decimals, data.unit)}"
        percent = label(data.percent(part), 0, "%")
        picture.write("lab2", 20, y + 11, fitted(words, WIDTH - 90))
        picture.write("val", WIDTH, y + 11, percent, anchor="end")
        left = right
    return picture.svg()


def _part(picture: Picture, number: int, left: float, top: float, width: float, height: float) -> None:
    """A colour, and from the second part on lines in it, each part's its own: they are seen in grey too."""
    picture.draw("rect", f"st st{number + 1}", x=left, y=top, width=width, height=height)
    if steps := " ".join(_hatching(number, left, top, width, height)):
        picture.path("sh", steps)


def _hatching(number: int, left: float, top: float, width: float, height: float) -> Iterator[str]:
    """Slanting, lying and standing lines, none outside the part."""
    right, bottom = left + width, top + height
    if number == 1:
        for at in range(-int(height), int(width), 7):
            x1, x2 = max(left, left + at), min(right, left + at + height)
            if x2 - x1 > 1:
                y1, y2 = bottom - (x1 - left - at), bottom - (x2 - left - at)
                yield f"M{pixel(x1)} {pixel(y1)}L{pixel(x2)} {pixel(y2)}"
    elif number == 2:
        for at in range(4, int(height), 5):
            yield f"M{pixel(left)} {pixel(top + at)}H{pixel(right)}"
    elif number == 3:
        for at in range(3, int(width), 4):
            yield f"M{pixel(left + at)} {pixel(top)}V{pixel(bottom)}"
