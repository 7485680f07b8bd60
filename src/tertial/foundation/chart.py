"""A chart turns a few figures into an SVG picture with a text alternative; the same for page, PDF and Word.

One file declares one chart, with the sample that its test and the gallery draw.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tertial.foundation.registry import declared

Draw = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Chart:
    code: str
    title: str
    explanation: str
    draw: Draw
    sample: Any

    def svg(self, data: Any) -> str:
        """The picture: one `<svg role="img">` that says in words what it shows."""
        return self.draw(data)


def chart(code: str, *, title: str, sample: Any) -> Callable[[Draw], Chart]:
    """Declare the decorated pure function as a chart; its docstring is the explanation users read."""

    def declare(draw: Draw) -> Chart:
        return Chart(code, title, (draw.__doc__ or "").strip(), draw, sample)

    return declare


def all_charts() -> dict[str, Chart]:
    """Every declared chart by code."""
    return declared(Chart, "charts")
