"""The pictures of a page made from what the queries found, with their words in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tertial.foundation.chart import Chart
from tertial.foundation.number import MISSING
from tertial.foundation.period import Period, PeriodKind
from tertial.foundation.sentence import speaking
from tertial.measures.charts.areas import Areas, areas
from tertial.measures.charts.columns_with_forecast import (
    Columns,
    columns_with_forecast,
    columns_with_forecast_small,
)
from tertial.measures.charts.district_and_city import Line, Lines, district_and_city
from tertial.measures.charts.share_over_years import Share, share_over_years
from tertial.measures.charts.women_and_men import WomenAndMen, women_and_men
from tertial.measures.models import Measure
from tertial.measures.pages.said import figure, origin_of, period_name
from tertial.measures.queries.goals import MeasureLine
from tertial.measures.rules.breakdown import WHOLE
from tertial.measures.rules.series import Bar, Point

Series = Sequence[tuple[str, Decimal | None]]


@dataclass(frozen=True, slots=True)
class Whose:
    """A name and its figures; `unit` is its key, and none is the whole city."""

    name: str
    series: Series
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a table beside a picture says; a number leads to where it comes from."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture with the conclusion as its title and the same numbers as a table."""

    title: str
    sub: str
    svg: SafeString
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


def picture(chart: Chart, data: object) -> SafeString:
    with speaking(gettext):
        return mark_safe(chart.svg(data))  # noqa: S308, our charts escape every text


def _label(code: str) -> str:
    return code if code.isdigit() else period_name(code)


def _at(code: str) -> Decimal:
    """Where on the time axis: a year stands at its number, T1 a third of a year after the one before."""
    period = Period.parse(code)
    if period.kind is PeriodKind.YEAR:
        return Decimal(period.year)
    share = period.share_of_year()
    return Decimal(period.year - 1) + (Decimal(share.numerator) / Decimal(share.denominator)).quantize(
        Decimal("0.01")
    )


def _points(series: Series) -> tuple[Point, ...]:
    return tuple(Point(_label(code), _at(code), value) for code, value in series)


def _bars(series: Series) -> tuple[Bar, ...]:
    return tuple(Bar(_label(code), value) for code, value in series if value is not None)


def _columns(measure: Measure, series: Series, forecast: Decimal | None, target: Decimal | None) -> Columns:
    *years, (code, value) = series
    in_progress = Period.parse(code).kind is not PeriodKind.YEAR
    now = Bar(_label(code), value) if in_progress and value is not None else None
    whole = years if in_progress else series
    return Columns(
        measure.name,
        measure.unit_of_measure,
        _bars(whole),
        now,
        forecast if in_progress else None,
        target,
        measure.decimals,
    )


def small(line: MeasureLine) -> SafeString | str:
    """The trend for the indicator's row; nothing when there is at most one value."""
    known = [value for _, value in line.years if value is not None]
    if len(known) < 2:
        return ""
    level, measure = line.target.level, line.measure
    if measure.is_cumulative:
        forecast = line.forecast.value if line.forecast else None
        return picture(columns_with_forecast_small, _columns(measure, line.years, forecast, level))
    return picture(share_over_years, Share(measure.name, measure.unit_of_measure, _points(line.years), level))


def conclusion(measure: Measure, series: Series) -> str:
    """What the chart shows, as its title: Sjukfrånvaro minskar."""
    known = [value for _, value in series if value is not None]
    if len(known) < 2:
        return gettext("%(name)s, första mätningen") % {"name": measure.name}
    change = known[-1] - known[0]
    if change == 0:
        return gettext("%(name)s är oförändrat") % {"name": measure.name}
    if change > 0:
        return gettext("%(name)s ökar") % {"name": measure.name}
    return gettext("%(name)s minskar") % {"name": measure.name}


def _sub(measure: Measure, series: Series) -> str:
    unit = measure.unit_of_measure or "–"
    return f"{unit}, {period_name(series[0][0])}–{period_name(series[-1][0])}" if series else unit


def _cell(measure: Measure, value: Decimal | None, period: str, unit: str, part: str = WHOLE.code) -> Cell:
    """The number as it is shown, with the way to its source."""
    if value is None:
        return Cell(gettext(MISSING))
    address = origin_of(measure.key, unit, period, part if part != WHOLE.code else "")
    return Cell(figure(measure, value, bare=True), address)


def history(
    measure: Measure,
    own: Whose,
    city: Whose,
    *,
    target: Decimal | None = None,
    forecast: Decimal | None = None,
) -> Drawn | None:
    """The big chart: columns for what grows through the year, else lines beside the city's."""
    series = own.series
    if sum(value is not None for _, value in series) < 2:
        return None
    columns = (gettext("Period"), own.name, *((city.name,) if city.series else ()))
    there = dict(city.series)
    rows = tuple(
        (
            Cell(code if code.isdigit() else period_name(code)),
            _cell(measure, value, code, own.unit),
            *((_cell(measure, there.get(code), code, city.unit),) if city.series else ()),
        )
        for code, value in series
    )
    title, sub = conclusion(measure, series), _sub(measure, series)
    note = ""
    if measure.is_cumulative:
        svg = picture(columns_with_forecast, _columns(measure, series, forecast, target))
    else:
        lines = [Line(own.name, _points(series))]
        if any(value is not None for _, value in city.series):
            lines.append(Line(city.name, _points(city.series)))
        data = Lines(title, measure.unit_of_measure, tuple(lines), target, measure.decimals)
        svg = picture(district_and_city, data)
    return Drawn(title, sub, svg, columns, rows, note)


def compared(
    measure: Measure,
    period: str,
    bars: Sequence[Bar],
    city: Decimal | None,
    city_name: str,
    units: Mapping[str, str],
) -> Drawn | None:
    """Units of the same kind beside each other, the city as a line; `units` are their keys by the bars' names."""
    if len(bars) < 2:
        return None
    title = gettext("%(name)s, enhet för enhet") % {"name": measure.name}
    data = Areas(
        title,
        measure.unit_of_measure,
        tuple(bars),
        city,
        city_name,
        measure.decimals,
        lowest_first=measure.better == "lower",
    )
    rows = [
        (Cell(bar.name), _cell(measure, Decimal(str(bar.value)), period, units[bar.name]))
        for bar in data.ordered
    ]
    if city is not None:
        rows.append((Cell(city_name), _cell(measure, city, period, "")))
    sub = f"{measure.unit_of_measure}, {period_name(period)}"
    return Drawn(title, sub, picture(areas, data), (gettext("Enhet"), gettext("Värde")), tuple(rows))


def by_sex(
    measure: Measure, period: str, unit: str, women: Decimal | None, men: Decimal | None
) -> Drawn | None:
    """Two bars; nothing where neither is known."""
    if women is None and men is None:
        return None
    if women is None or men is None or women == men:
        title = gettext("Kvinnor och män")
    elif women > men:
        title = gettext("Högre för kvinnor än för män")
    else:
        title = gettext("Högre för män än för kvinnor")
    data = WomenAndMen(title, measure.unit_of_measure, women, men, measure.decimals)
    rows = (
        (Cell(gettext("Kvinnor")), _cell(measure, women, period, unit, "women/total")),
        (Cell(gettext("Män")), _cell(measure, men, period, unit, "men/total")),
    )
    sub = f"{measure.name}, {period_name(period)}"
    return Drawn(title, sub, picture(women_and_men, data), (gettext("Kön"), gettext("Värde")), rows)
