"""Page heads and page numbers, which belong to no answer."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tertial.intake.importers.sources.line import Line
from tertial.reporting.rules.forms import Form
from tertial.reporting.rules.update_labels import is_label

from .alike import letters

_SAID = re.compile(
    r"(?:.{0,60}\s)?sid(?:a|an|or)?\.?:?\s*\d{1,3}(?:\s*\(\d{1,3}\)|\s*(?:av|/)\s*\d{1,3})?", re.I
)
_OF = re.compile(r"(?:.{0,40}\s)?\d{1,3}\s?(?:\(\d{1,3}\)|/\s?\d{1,3})", re.I)
_COUNTED = re.compile(r"\d{1,3}\s?\(\d{1,3}\)")  # 2 (5), alone on its line
_BARE = re.compile(r"[-–]?\s?\d{1,3}\s?[-–]?")
_EDGE = 3  # lines at a page's top and bottom
_LONGEST = 100


def without_furniture(lines: Sequence[Line], form: Form) -> list[Line]:
    """The lines of the text; the line after furniture starts a page."""
    gone = _Furniture(lines, form).places()
    out: list[Line] = []
    pending = False
    for at, line in enumerate(lines):
        if at in gone:
            pending = True
        else:
            out.append(replace(line, starts_page=True) if pending and out else line)
            pending = False
    return out


class _Furniture:
    def __init__(self, lines: Sequence[Line], form: Form) -> None:
        self.lines = lines
        self.title = letters(form.title)[0]
        self.starts = [at for at, line in enumerate(lines) if line.starts_page]
        self.masked = [re.sub(r"\d+", "#", line.text).casefold() for line in lines]
        self.edges = {near for start in [*self.starts, len(lines)] for near in self._near(start)}
        self.often = self._often()

    def _near(self, start: int) -> range:
        return range(max(_EDGE, start - _EDGE), min(len(self.lines), start + _EDGE))

    def _often(self) -> frozenset[str]:
        """What stands at the edge of most pages and hardly anywhere else."""
        everywhere = Counter(self.masked)
        at_edges = Counter(self.masked[at] for at in self.edges)
        enough = max(3, 0.6 * len(self.starts))
        return frozenset(text for text, n in at_edges.items() if n >= enough and n >= 0.8 * everywhere[text])

    def places(self) -> set[int]:
        return {at for at, line in enumerate(self.lines) if len(line.text) < _LONGEST and self._is(at, line)}

    def _is(self, at: int, line: Line) -> bool:
        if (
            _SAID.fullmatch(line.text)
            or _COUNTED.fullmatch(line.text)
            or (line.gap and _OF.fullmatch(line.text))
        ):
            return True
        if at not in self.edges or line.bullet is not None:
            return False
        paged = line.page is not None or line.gap
        repeated = self.masked[at] in self.often and not is_label(line.text) and line.text[-1:] not in ".:,;"
        titled = bool(self.title) and letters(line.text)[0].startswith(self.title)
        return repeated or titled or (paged and _BARE.fullmatch(line.text) is not None)
