"""Women and men: two bars from zero with their figures, told apart by words, not by pink and blue."""

from dataclasses import dataclass

from tertial.foundation.axis import Axis, Number, bounds, exact, label
from tertial.foundation.chart import chart
from tertial.foundation.picture import DataTable, Picture, fitted
from tertial.foundation.sentence import say
from tertial.foundation.words import N_
from tertial.measures.rules.series import cell

WIDTH, HEIGHT, LEFT, RIGHT, ROW, BAR = 420, 72, 100, 110, 34, 20


@dataclass(frozen=True, slots=True)
class WomenAndMen:
    """`women_name` and `men_name` may be girls and boys."""

    title: str
    unit: str
    women: Number | None
    men: Number | None
    decimals: int = 1
    women_name: str = N_("Kvinnor")
    men_name: str = N_("Män")

    @property
    def rows(self) -> tuple[tuple[str, Number | None, str], ...]:
        return (str(say(self.women_name)), self.women, "w"), (str(say(self.men_name)), self.men, "m")

    def summary(self) -> str:
        told = ", ".join(f"{name.lower()} {cell(value, self.unit)}" for name, value, _ in self.rows)
        if self.women is None or self.men is None:
            return f"{told[:1].upper()}{told[1:]}."
        apart = abs(exact(self.women) - exact(self.men))
        if not apart:
            return str(say(N_("%(told)s: ingen skillnad."), told=f"{told[:1].upper()}{told[1:]}"))
        women, men = (name for name, _value, _letter in self.rows)
        higher = women if exact(self.women) > exact(self.men) else men
        text = N_("%(told)s. Högst för %(higher)s.")
        return str(say(text, told=f"{told[:1].upper()}{told[1:]}", higher=higher.lower()))

    def table(self) -> DataTable:
        rows = tuple((name, cell(value, self.unit)) for name, value, _ in self.rows)
        return DataTable((N_("Kön"), N_("Värde")), rows)


@chart(
    "women-and-men",
    title=N_("Kvinnor och män"),
    sample=WomenAndMen("Kvinnor är borta mer än män", "%", 8.1, 5.4),
)
def women_and_men(data: WomenAndMen) -> str:
    """Två staplar från noll, en för kvinnor och en för män, med talen utskrivna."""
    picture = Picture(WIDTH, HEIGHT, data.title, data.summary(), "chart hbars")
    known = [exact(value) for _, value, _ in data.rows if value is not None]
    across = Axis.over(*bounds(known), LEFT, WIDTH - RIGHT)
    for number, (name, value, letter) in enumerate(data.rows):
        y = number * ROW + 4
        picture.write("lab2", 0, y + 15, fitted(name, LEFT - 10))
        if value is None:
            picture.write("ax", LEFT, y + 15, cell(None))
            continue
        left, right = sorted((across.at(0), across.at(value)))
        picture.draw("rect", f"hb {letter}", x=left, y=y, width=right - left, height=BAR)
        picture.write("val", right + 8, y + 15, fitted(label(value, data.decimals, data.unit), RIGHT - 8))
    return picture.svg()
