"""An SVG picture with its words: a title, a summary that says the same, and classes in place of colours.

The classes are in `charts.css`, so that dark mode, print and forced colours work.
"""

import re
import zlib
from dataclasses import dataclass, field
from html import escape

from tertial.foundation.picture_look import dressed

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LETTER = 0.62  # of the type size: a generous mean, so that words end inside the picture


@dataclass(frozen=True, slots=True)
class DataTable:
    """The same figures as in the picture, for the table beside it; all of them, not rounded."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class Picture:
    width: int
    height: int
    title: str
    summary: str
    kind: str = "chart"
    parts: list[str] = field(default_factory=list)

    def draw(self, tag: str, style: str, **places: float) -> None:
        """A shape with its class: `draw("rect", "hb own", x=1, y=2, width=3, height=4)`."""
        self.parts.append(f'<{tag} class="{style}"{_attributes(places)}/>')

    def path(self, style: str, steps: str) -> None:
        self.parts.append(f'<path class="{style}" d="{steps}"/>')

    def line_through(self, style: str, points: list[tuple[float, float]]) -> None:
        if len(points) > 1:
            self.path(style, "M" + " L".join(f"{pixel(x)} {pixel(y)}" for x, y in points))

    def write(self, style: str, x: float, y: float, words: str, *, anchor: str = "start") -> None:
        place = f'x="{pixel(x)}" y="{pixel(y)}" text-anchor="{anchor}"'
        self.parts.append(f'<text class="{style}" {place}>{clean(words)}</text>')

    def svg(self) -> str:
        """The whole picture; the ids follow from what it says, so that two pictures do not share theirs."""
        body = "".join(self.parts)
        mark = f"p{zlib.crc32((self.title + self.summary + body).encode('utf-8', 'replace')):08x}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{self.kind}"'
            f' viewBox="0 0 {self.width} {self.height}" role="img" aria-labelledby="{mark}t {mark}d">'
            f'<title id="{mark}t">{clean(self.title)}</title>'
            f'<desc id="{mark}d">{clean(self.summary)}</desc>{body}</svg>'
        )


def clean(words: str) -> str:
    """Words as they may stand in XML."""
    return escape(allowed(words))


def allowed(words: str) -> str:
    """The words without what no XML may hold, a sign in its place; not escaped."""
    return _FORBIDDEN.sub("\ufffd", words)


def pixel(place: float) -> str:
    """One decimal is finer than a screen can show; a negative zero is zero."""
    return f"{round(place, 1) + 0:.1f}"


def _attributes(places: dict[str, float]) -> str:
    return "".join(f' {name.replace("_", "-")}="{pixel(place)}"' for name, place in places.items())


def width_of(words: str, size: float = 13) -> float:
    """About how wide the words become."""
    return len(words) * size * _LETTER


def fitted(words: str, width: float, size: float = 13) -> str:
    """The words, cut with three dots where there is no room; the table beside has all of them."""
    flat = " ".join(words.split())
    letters = max(int(width / (size * _LETTER)), 1)
    return flat if len(flat) <= letters else flat[: letters - 1].rstrip() + "…"


_MARGIN, _TITLE = 16, 48


def on_paper(svg: str, title: str, sub: str) -> str:
    """A drawn picture as a file of its own: with its title, its colours and a white ground."""
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    if found is None:
        raise ValueError("not a picture of ours")
    inner_width, inner_height = map(int, found.groups())
    width, height = inner_width + 2 * _MARGIN, inner_height + 2 * _MARGIN + _TITLE
    place = f'x="{_MARGIN}" y="{_MARGIN + _TITLE}" width="{inner_width}" height="{inner_height}"'
    return dressed(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
        f'<text class="head" x="{_MARGIN}" y="{_MARGIN + 12}">{clean(fitted(title, inner_width, 14))}</text>'
        f'<text class="ax" x="{_MARGIN}" y="{_MARGIN + 30}">{clean(fitted(sub, inner_width, 12))}</text>'
        f"{svg.replace('<svg ', f'<svg {place} ', 1)}</svg>"
    )
