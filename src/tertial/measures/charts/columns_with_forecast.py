"""What grows through the year: whole years as columns, this year filled so far in a dashed forecast frame."""

from dataclasses import dataclass
from decimal import Decimal

from tertial.foundation.axis import Axis, Number, bounds, exact, label
from tertial.foundation.chart import chart
from tertial.foundation.picture import DataTable, Picture, fitted
from tertial.foundation.sentence import say
from tertial.foundation.words import N_
from tertial.measures.rules.series import Bar, cell

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 260, 12, 92, 26, 30
SMALL_WIDTH, SMALL_HEIGHT, SMALL_PAD = 112, 34, 2
MOST = 12


@dataclass(frozen=True, slots=True)
class Columns:
    """`years` are whole years; `now` is the year in progress, up to the period its name says."""

    name: str
    unit: str
    years: tuple[Bar, ...]
    now: Bar | None = None
    forecast: Number | None = None
    target: Number | None = None
    decimals: int = 0

    @property
    def shown_years(self) -> tuple[Bar, ...]:
        """The last ones, as many as have room; the table has all."""
        return self.years[-MOST:]

    def summary(self) -> str:
        told = []
        if self.now is not None:
            text = N_("%(name)s: %(value)s %(when)s.")
            told.append(say(text, name=self.name, value=cell(self.now.value, self.unit), when=self.now.name))
        if self.forecast is not None:
            told.append(say(N_("Prognosen för året är %(value)s."), value=cell(self.forecast, self.unit)))
        if self.target is not None:
            told.append(say(N_("Årsmålet är %(value)s."), value=cell(self.target, self.unit)))
        if self.years:
            last = self.years[-1]
            text = N_("Hela %(year)s blev %(value)s.")
            told.append(say(text, year=last.name, value=cell(last.value, self.unit)))
        return " ".join(str(each) for each in told) or str(
            say(N_("%(name)s: inga värden ännu."), name=self.name)
        )

    def table(self) -> DataTable:
        rows = [(bar.name, cell(bar.value, self.unit)) for bar in self.years]
        if self.now is not None:
            rows.append((self.now.name, cell(self.now.value, self.unit)))
        rows += [
            (name, cell(value, self.unit))
            for name, value in ((N_("Prognos för året"), self.forecast), (N_("Årsmål"), self.target))
            if value is not None
        ]
        return DataTable((N_("Period"), self.name), tuple(rows))


SAMPLE = Columns(
    "Ungdomar som fått feriejobb",
    "st",
    tuple(Bar(str(year), value) for year, value in ((2023, 610), (2024, 655), (2025, 702))),
    Bar("T2 2026", Decimal(520)),
    Decimal(730),
    Decimal(750),
)


@chart("columns-with-forecast", title=N_("Tal som samlas under året"), sample=SAMPLE)
def columns_with_forecast(data: Columns) -> str:
    """Hela år som staplar och det pågående året fyllt hittills, i en streckad ram som visar prognosen."""
    picture = Picture(WIDTH, HEIGHT, data.name, data.summary())
    up = _upwards(data, HEIGHT - BOTTOM, TOP)
    bars = [*data.shown_years, *([data.now] if data.now is not None else [])]
    slot = (WIDTH - LEFT - RIGHT) / max(len(bars), 1)
    wide = min(slot * 0.62, 64)
    zero = up.at(0)
    picture.draw("line", "grid", x1=LEFT, x2=WIDTH - RIGHT, y1=zero, y2=zero)
    places = [LEFT + slot * number + (slot - wide) / 2 for number in range(len(bars))]
    for x, bar in zip(places, bars, strict=True):
        _year(picture, data, bar, x, wide, up)
    if data.target is not None:
        y = up.at(data.target)
        picture.draw("line", "target", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y)
        picture.write("tlab", WIDTH - RIGHT + 8, y + 4, str(say(N_("Årsmål"))))
    for x, bar in zip(places, bars, strict=True):
        words, middle = fitted(label(bar.value, data.decimals), slot), x + wide / 2
        picture.write("val", middle, min(up.at(bar.value), zero) - 6, words, anchor="middle")
        picture.write("ax", middle, HEIGHT - 8, fitted(bar.name, slot, 12), anchor="middle")
    return picture.svg()


@chart("columns-with-forecast-small", title=N_("Tal som samlas under året, i en lista"), sample=SAMPLE)
def columns_with_forecast_small(data: Columns) -> str:
    """Samma staplar, så små att de får plats på en rad i en tabell."""
    picture = Picture(SMALL_WIDTH, SMALL_HEIGHT, data.name, data.summary(), "spark")
    up = _upwards(data, SMALL_HEIGHT - SMALL_PAD, SMALL_PAD)
    bars = [*data.years[-4:], *([data.now] if data.now is not None else [])]
    wide, gap = 14.0, 8.0
    x = (SMALL_WIDTH - (len(bars) * wide + (len(bars) - 1) * gap)) / 2
    for bar in bars:
        _year(picture, data, bar, x, wide, up)
        x += wide + gap
    if data.target is not None:
        y = up.at(data.target)
        picture.draw("line", "spark-target", x1=SMALL_PAD, x2=SMALL_WIDTH - SMALL_PAD, y1=y, y2=y)
    return picture.svg()


def _upwards(data: Columns, bottom: float, top: float) -> Axis:
    now = [] if data.now is None else [data.now.value]
    others = [value for value in (data.forecast, data.target) if value is not None]
    low, high = bounds([exact(value) for value in [*(bar.value for bar in data.years), *now, *others]])
    return Axis.over(low, high, bottom, top)


def _year(picture: Picture, data: Columns, bar: Bar, x: float, wide: float, up: Axis) -> None:
    """A whole year, or this one within the frame of its forecast."""
    if bar is data.now and data.forecast is not None:
        _column(picture, "sc-fc", x, wide, up, data.forecast)
    _column(picture, "sc-now" if bar is data.now else "sc-old", x, wide, up, bar.value)


def _column(picture: Picture, style: str, x: float, wide: float, up: Axis, value: Number) -> None:
    """From zero, up or down."""
    top, bottom = sorted((up.at(value), up.at(0)))
    picture.draw("rect", style, x=x, y=top, width=wide, height=bottom - top)
