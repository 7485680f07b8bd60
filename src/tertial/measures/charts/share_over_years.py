"""A small line for a list: a share over the years, with the target dashed and the last value marked."""

from dataclasses import dataclass
from decimal import Decimal

from tertial.foundation.axis import Axis, exact
from tertial.foundation.chart import chart
from tertial.foundation.picture import DataTable, Picture
from tertial.foundation.sentence import say
from tertial.foundation.words import N_
from tertial.measures.rules.series import Point, cell, trend

WIDTH, HEIGHT, PAD = 112, 34, 5


@dataclass(frozen=True, slots=True)
class Share:
    """`points` in order of time; the last that has a value is marked."""

    name: str
    unit: str
    points: tuple[Point, ...]
    target: Decimal | None = None

    def summary(self) -> str:
        """What the line shows, in one or two sentences."""
        told = trend(self.name, self.points, self.unit)
        if self.target is None:
            return told
        return f"{told} {say(N_('Årsmålet är %(target)s.'), target=cell(self.target, self.unit))}"

    def table(self) -> DataTable:
        rows = tuple((point.label, cell(point.value, self.unit)) for point in self.points)
        return DataTable((N_("Period"), self.name), rows)


SAMPLE = Share(
    "Sjukfrånvaro",
    "%",
    tuple(
        Point(label, Decimal(at), Decimal(value) if value else None)
        for label, at, value in (
            ("2022", "2022", "8.9"),
            ("2023", "2023", ""),
            ("2024", "2024", "8.1"),
            ("2025", "2025", "7.6"),
            ("T1 2026", "2025.33", "7.2"),
        )
    ),
    Decimal("6.5"),
)


@chart("share-over-years", title=N_("Andel över åren"), sample=SAMPLE)
def share_over_years(data: Share) -> str:
    """En liten trendlinje för en lista: värdet år för år, årsmålet streckat, det senaste värdet markerat."""
    picture = Picture(WIDTH, HEIGHT, data.name, data.summary(), "spark")
    known = [(exact(point.at), exact(point.value)) for point in data.points if point.value is not None]
    if not known:
        return picture.svg()
    levels = [value for _, value in known] + ([] if data.target is None else [exact(data.target)])
    times = [exact(point.at) for point in data.points]
    across = Axis.over(min(times), max(times), PAD, WIDTH - PAD)
    up = Axis.over(min(levels), max(levels), HEIGHT - PAD, PAD)
    if data.target is not None:
        level = up.at(data.target)
        picture.draw("line", "spark-target", x1=PAD, x2=WIDTH - PAD, y1=level, y2=level)
    places = [(across.at(at), up.at(value)) for at, value in known]
    picture.line_through("spark-line", places)
    for x, y in places[:-1]:
        picture.draw("circle", "spark-dot", cx=x, cy=y, r=1.6)
    picture.draw("circle", "spark-last", cx=places[-1][0], cy=places[-1][1], r=3.4)
    return picture.svg()
