"""Many areas in one year: sorted bars from zero, the own one marked, the city or the target as a line."""

from dataclasses import dataclass

from tertial.foundation.axis import Axis, Number, bounds, exact, label
from tertial.foundation.chart import chart
from tertial.foundation.picture import DataTable, Picture, fitted
from tertial.foundation.sentence import say
from tertial.foundation.words import N_
from tertial.measures.rules.series import Bar, cell

WIDTH, LEFT, RIGHT, ROW, BAR, TOP = 480, 150, 110, 30, 18, 22


@dataclass(frozen=True, slots=True)
class Areas:
    """`line` is what the bars are held against, called `line_name`."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    line: Number | None = None
    line_name: str = ""
    decimals: int = 1
    lowest_first: bool = False

    @property
    def ordered(self) -> list[Bar]:
        sign = 1 if self.lowest_first else -1
        return sorted(self.bars, key=lambda bar: (sign * exact(bar.value), bar.name))

    def summary(self) -> str:
        bars = self.ordered
        if not bars:
            return str(say(N_("Det finns inga värden att jämföra.")))
        own = [
            say(
                N_("%(name)s har %(value)s, plats %(place)s av %(count)s."),
                name=bar.name,
                value=cell(bar.value, self.unit),
                place=place,
                count=len(bars),
            )
            for place, bar in enumerate(bars, start=1)
            if bar.is_own
        ]
        ends = say(
            N_("Från %(first)s (%(most)s) till %(last)s (%(least)s)."),
            first=bars[0].name,
            most=cell(bars[0].value, self.unit),
            last=bars[-1].name,
            least=cell(bars[-1].value, self.unit),
        )
        line = [] if self.line is None else [f"{self.line_name}: {cell(self.line, self.unit)}."]
        return " ".join(map(str, [*own, ends, *line]))

    def table(self) -> DataTable:
        rows = tuple((bar.name, cell(bar.value, self.unit)) for bar in self.ordered)
        return DataTable((N_("Område"), N_("Värde")), rows)


SAMPLE = Areas(
    "Sjöhagen har lägre sjukfrånvaro än de flesta",
    "%",
    (Bar("Norrby", 8.1), Bar("Sjöhagen", 7.2, is_own=True), Bar("Kvarnholmen", 6.8), Bar("Västerås gård", 9)),
    7.4,
    "Staden",
)


@chart("areas", title=N_("Områden jämförda"), sample=SAMPLE)
def areas(data: Areas) -> str:
    """Sorterade liggande staplar från noll. Det egna området är markerat och staden en streckad linje."""
    bars = data.ordered
    picture = Picture(WIDTH, TOP + ROW * max(len(bars), 1) + 4, data.title, data.summary(), "chart hbars")
    against = [] if data.line is None else [exact(data.line)]
    across = Axis.over(*bounds([*(exact(bar.value) for bar in bars), *against]), LEFT, WIDTH - RIGHT)
    for number, bar in enumerate(bars):
        y = TOP + number * ROW
        style = " own" if bar.is_own else ""
        left, right = sorted((across.at(0), across.at(bar.value)))
        name = fitted(f"▸ {bar.name}" if bar.is_own else bar.name, LEFT - 10)
        picture.write(f"lab2{style}", 0, y + 14, name)
        picture.draw("rect", f"hb{style}", x=left, y=y, width=right - left, height=BAR)
    if data.line is not None:
        x = across.at(data.line)
        picture.draw("line", "target", x1=x, x2=x, y1=TOP - 4, y2=picture.height)
        picture.write("tlab", x, 12, fitted(data.line_name, 140, 12), anchor="middle")
    for number, bar in enumerate(bars):  # over the line, so that no figure is struck through
        right = max(across.at(0), across.at(bar.value))
        words = fitted(label(bar.value, data.decimals, data.unit), RIGHT - 8)
        picture.write("val", right + 8, TOP + number * ROW + 14, words)
    return picture.svg()
