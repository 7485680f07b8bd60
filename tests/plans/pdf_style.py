"""How a plan's PDF may look: where cells stand in their rows, rules, shades, paper, heads, order of columns."""

from dataclasses import dataclass
from random import Random

COLUMNS = ("target", "council", "period")


@dataclass(frozen=True)
class Style:
    """The default is the family's own: top-aligned, ruled under the rows, heads repeated on every page."""

    rules: str = "rows"  # "none", "rows" or "grid"
    middle: bool = False  # cells in the middle of their row's height
    right: bool = False  # amounts and targets to the right in their columns
    padding: float = 4
    shaded: bool = False
    repeated: bool = True
    wide: bool = False  # landscape pages
    broken_head: bool = False  # heads that need two lines
    columns: tuple[str, ...] = COLUMNS
    font: str = "Helvetica"
    size: float = 9
    split_rows: bool = False  # a row may go on over a page
    tight: bool = False  # narrow columns, so that cells wrap


def style(seed: int) -> Style:
    """A mixture by seed."""
    rng = Random(seed * 11 + 5)
    return Style(
        rules=rng.choice(("none", "rows", "grid", "grid")),
        middle=rng.random() < 0.6,
        right=rng.random() < 0.4,
        padding=rng.choice((3, 4, 6)),
        shaded=rng.random() < 0.5,
        repeated=rng.random() < 0.7,
        wide=rng.random() < 0.25,
        broken_head=rng.random() < 0.4,
        columns=rng.choice(
            (COLUMNS, COLUMNS, ("council", "target", "period"), ("period", "target", "council"))
        ),
        font=rng.choice(("Helvetica", "Times-Roman")),
        size=rng.choice((8, 9, 10)),
        split_rows=False,
        tight=rng.random() < 0.3,
    )
