"""How many of each status: a symbol whose shape carries the meaning, the number and the word."""

from dataclasses import dataclass

from tertial.foundation.chart import chart
from tertial.foundation.picture import DataTable, Picture, fitted
from tertial.foundation.sentence import say
from tertial.foundation.words import N_, Refused

CELL, HEIGHT, RADIUS = 150, 62, 11
MOST = 8

# Shape by shape around its own middle, the same shapes as on the pages: (tag or path, class, what is drawn).
_ROUND = "M-11 0 a11 11 0 1 0 22 0 a11 11 0 1 0 -22 0 z"
_SHAPES: dict[str, tuple[tuple[str, str], ...]] = {
    "met": (("sy ok full", _ROUND), ("sy on", "M-5 0 l3.5 3.5 l6.5 -7")),
    "partly": (("sy warn", _ROUND), ("sy warn full", "M0 -11 a11 11 0 0 0 0 22 z")),
    "not": (
        ("sy bad full", "M0 -12 L12 0 L0 12 L-12 0 z"),
        ("sy on", "M-3.5 -3.5 l7 7 M3.5 -3.5 l-7 7"),
    ),
    "unknown": (("sy mute dashed", _ROUND),),
    "not_started": (("sy mute", _ROUND),),
    "ongoing": (("sy accent", _ROUND), ("sy accent dots", "M-5 0 h.1 M0 0 h.1 M5 0 h.1")),
    "done": (("sy ok full", _ROUND), ("sy on", "M-5 0 l3.5 3.5 l6.5 -7")),
    "late": (("sy bad full", "M0 -12 L12 10 L-12 10 z"), ("sy on", "M0 -5 v7 M0 5.5 v.1")),
    "cancelled": (("sy mute", _ROUND), ("sy mute", "M-5 0 h10")),
}


@dataclass(frozen=True, slots=True)
class Count:
    """`shape` is the code of a light or an activity's status."""

    shape: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Counts:
    title: str
    counts: tuple[Count, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.counts) <= MOST:
            message = N_("Visa en till åtta statusar, inte %(count)s.")
            raise Refused(message, count=len(self.counts))
        unknown = [each.shape for each in self.counts if each.shape not in _SHAPES]
        if unknown:
            raise Refused(N_("Statusen ”%(shape)s” har ingen symbol."), shape=unknown[0])
        if any(each.number < 0 for each in self.counts):
            raise Refused(N_("Ett antal kan inte vara mindre än noll."))

    def summary(self) -> str:
        total = sum(each.number for each in self.counts)
        told = ", ".join(f"{each.name.lower()} {each.number}" for each in self.counts)
        return str(say(N_("%(total)s totalt: %(told)s."), total=total, told=told))

    def table(self) -> DataTable:
        return DataTable(
            (N_("Status"), N_("Antal")), tuple((each.name, str(each.number)) for each in self.counts)
        )


SAMPLE = Counts(
    "Åtta av femton mål uppfylls",
    (
        Count("met", "Uppfylls", 8),
        Count("partly", "Uppfylls delvis", 4),
        Count("not", "Uppfylls inte", 2),
        Count("unknown", "Kan inte bedömas", 1),
    ),
)


@chart("status-counts", title=N_("Antal per status"), sample=SAMPLE)
def status_counts(data: Counts) -> str:
    """Symboler med antal. Formen bär betydelsen, ordet står under och färgen är bara stöd."""
    picture = Picture(CELL * len(data.counts), HEIGHT, data.title, data.summary(), "chart counts")
    for number, each in enumerate(data.counts):
        x = CELL * number
        for style, steps in _SHAPES[each.shape]:
            picture.parts.append(f'<path class="{style}" transform="translate({x + 14} 20)" d="{steps}"/>')
        picture.write("num", x + 34, 27, fitted(str(each.number), CELL - 40, 20))
        picture.write("lab2", x + 2, 54, fitted(each.name, CELL - 8))
    return picture.svg()
