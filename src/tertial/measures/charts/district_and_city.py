"""A district beside the city: at most three lines that differ in dash and marker, a target line."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tertial.foundation.axis import Axis, bounds, exact, label
from tertial.foundation.chart import chart
from tertial.foundation.picture import DataTable, Picture, fitted
from tertial.foundation.sentence import say
from tertial.foundation.words import N_, Refused
from tertial.measures.rules.series import Point, cell, trend

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 300, 64, 148, 16, 30
MOST = 3
LETTERS = "abc"
APART = 15  # pixels between two labels, so that none hides another


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """The first line is the page's own. More than three are small charts side by side, not one."""

    title: str
    unit: str
    lines: tuple[Line, ...]
    target: Decimal | None = None
    decimals: int = 0

    def __post_init__(self) -> None:
        if not 1 <= len(self.lines) <= MOST:
            message = N_(
                "Ett linjediagram har en till tre linjer, inte %(count)s. Dela upp det i flera diagram."
            )
            raise Refused(message, count=len(self.lines))

    @property
    def values(self) -> list[Fraction]:
        found = [
            exact(point.value) for line in self.lines for point in line.points if point.value is not None
        ]
        return found + ([] if self.target is None else [exact(self.target)])

    @property
    def floor(self) -> Fraction | None:
        """Where the axis begins if not at zero: when all that varies is far above it."""
        low, high = min(self.values, default=Fraction(0)), max(self.values, default=Fraction(0))
        if low <= 0 or low < high * Fraction(3, 5):
            return None
        steps = Axis.over(low - (high - low or low / 2), high, 0, 1).ticks()
        below = [exact(step) for step in steps if 0 < exact(step) <= low]
        return max(below) if below else None

    def summary(self) -> str:
        told = [trend(line.name, line.points, self.unit) for line in self.lines]
        if self.target is not None:
            told.append(str(say(N_("Årsmålet är %(target)s."), target=cell(self.target, self.unit))))
        if note := self.note():
            told.append(note)
        return " ".join(told)

    def note(self) -> str:
        """Said where the axis does not begin at zero."""
        if self.floor is None:
            return ""
        start = Decimal(self.floor.numerator) / Decimal(self.floor.denominator)
        return str(say(N_("Axeln börjar vid %(start)s."), start=cell(start, self.unit)))

    def table(self) -> DataTable:
        labels = dict.fromkeys(point.label for line in self.lines for point in line.points)
        known = [{point.label: point.value for point in line.points} for line in self.lines]
        rows = tuple((name, *(cell(each.get(name), self.unit) for each in known)) for name in labels)
        return DataTable((N_("Period"), *(line.name for line in self.lines)), rows)


def _line(name: str, *values: str) -> Line:
    years = (("2022", "2022"), ("2023", "2023"), ("2024", "2024"), ("2025", "2025"), ("T1 2026", "2025.33"))
    return Line(
        name,
        tuple(
            Point(label, Decimal(at), Decimal(value) if value else None)
            for (label, at), value in zip(years, values, strict=True)
        ),
    )


SAMPLE = Lines(
    "Sjukfrånvaron minskar snabbare än i staden",
    "%",
    (_line("Sjöhagen", "8.9", "8.6", "8.1", "7.6", "7.2"), _line("Staden", "7.8", "", "7.7", "7.5", "7.4")),
    Decimal("6.5"),
)


@chart("district-and-city", title=N_("Egen linje mot staden"), sample=SAMPLE)
def district_and_city(data: Lines) -> str:
    """Den egna enheten mot staden över tid. Linjerna skiljs åt av streck och markör, årsmålet är streckat."""
    picture = Picture(WIDTH, HEIGHT, data.title, data.summary())
    low, high = bounds(data.values)
    up = Axis.over(data.floor or low, high, HEIGHT - BOTTOM, TOP)
    _grid(picture, up, data)
    across = _time(picture, data)
    labels: list[tuple[float, str, str]] = []
    if data.target is not None:
        level = up.at(data.target)
        picture.draw("line", "target", x1=LEFT, x2=WIDTH - RIGHT, y1=level, y2=level)
        labels.append((level, "tlab", str(say(N_("Årsmål")))))
    for letter, line in zip(LETTERS, data.lines, strict=False):
        places = [
            (across.at(point.at), up.at(point.value)) for point in line.points if point.value is not None
        ]
        picture.line_through(f"ln {letter}", places)
        for x, y in places:
            _marker(picture, letter, x, y)
        if places:
            labels.append((places[-1][1], f"lab {letter}", line.name))
    for y, style, name in _spread(labels):
        picture.write(style, WIDTH - RIGHT + 14, y + 4, fitted(name, RIGHT - 14))
    return picture.svg()


def _grid(picture: Picture, up: Axis, data: Lines) -> None:
    for tick in up.ticks():
        y = up.at(tick)
        decimals = max(-int(tick.normalize().as_tuple().exponent), 0)
        words = fitted(label(tick, min(decimals, 6)), LEFT - 8, 12)
        picture.draw("line", "grid", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y)
        picture.write("ax", LEFT - 8, y + 4, words, anchor="end")
    if note := data.note():
        picture.write("ax", LEFT, TOP - 4, fitted(note, WIDTH - LEFT, 12))


def _time(picture: Picture, data: Lines) -> Axis:
    """Four months take a third of a year; a label without room is left to the table."""
    times = {point.label: exact(point.at) for line in data.lines for point in line.points}
    moments = list(times.values()) or [Fraction(0)]
    across = Axis.over(min(moments), max(moments), LEFT + 20, WIDTH - RIGHT - 20)
    room = 0.0
    for name, at in sorted(times.items(), key=lambda pair: -pair[1]):
        x = across.at(at)
        words = fitted(name, 64, 12)
        half = len(words) * 4.0
        if room and x + half > room:
            continue
        room = x - half
        picture.write("ax", x, HEIGHT - 8, words, anchor="middle")
    return across


def _marker(picture: Picture, letter: str, x: float, y: float) -> None:
    if letter == "a":
        picture.draw("circle", "pt a", cx=x, cy=y, r=3.6)
    elif letter == "b":
        picture.draw("rect", "pt b", x=x - 3.4, y=y - 3.4, width=6.8, height=6.8)
    else:
        picture.path("pt c", f"M{x:.1f} {y - 4.6:.1f} l4.6 4.6 l-4.6 4.6 l-4.6 -4.6 z")


def _spread(labels: list[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """Labels moved apart from the top down, and back up where they would leave the picture."""
    ordered = sorted(labels)
    placed: list[float] = []
    for y, _, _ in ordered:
        placed.append(max(y, TOP, placed[-1] + APART if placed else TOP))
    limit = float(HEIGHT - BOTTOM)
    for at in reversed(range(len(placed))):
        placed[at] = min(placed[at], limit)
        limit = placed[at] - APART
    return [(y, style, name) for y, (_, style, name) in zip(placed, ordered, strict=True)]
