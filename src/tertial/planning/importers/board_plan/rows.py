"""What rows of every table have in common: chunks between gaps, and tails that come after their own cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tertial.intake.importers.sources.line import Line
from tertial.planning.rules.draft import Place

Chunk = list[Line]
COMMENT = re.compile(r"(?:kommentar|anmärkning)(?:er)?:?(?:\s+(.*))?", re.I)
_ABBREVIATED = re.compile(
    r"(?<![^\W\d_])(?:kl|ca|nr|bl|t ?\.? ?ex|s ?\.? ?k|inkl|exkl|resp|kap|st|f"
    r"|fr ?\.? ?o ?\.? ?m|t ?\.? ?o ?\.? ?m)\.$",
    re.I,
)
_HANGING = re.compile(
    r"och|eller|samt|men|som|att|av|för|i|på|med|till|från|under|över|inom|efter|före|inför|vid|mot|om|mellan|per|utan"
    r"|hos|genom|enligt|via|utifrån|kring|minst|högst|det|den|en|ett|sin|sitt|sina"
)


@dataclass(frozen=True, slots=True)
class Rest:
    """What a table's reader could not place: the lines after its last row, and lines inside that fit no row."""

    after: tuple[Line, ...] = ()
    lost: tuple[Line, ...] = ()


def chunks(lines: Sequence[Line]) -> list[Chunk]:
    """Lines that stand together: a gap or a new page begins another chunk."""
    out: list[Chunk] = []
    for line in lines:
        if line.gap or line.starts_page or not out:
            out.append([])
        out[-1].append(line)
    return out


def place(line: Line) -> Place:
    return Place(line.page, line.number)


def ends_sentence(text: str) -> bool:
    """A full stop that is not an abbreviation's."""
    return text[-1:] in ".!?" and not _ABBREVIATED.search(text)


def left_hanging(text: str) -> bool:
    """Words that cannot end a name: more must follow."""
    word = text.rsplit(" ", 1)[-1].casefold()
    return bool(_HANGING.fullmatch(word)) or word.endswith((",", "-", "/"))


def starts_small(line: Line) -> bool:
    """A line that begins in the middle of a sentence."""
    first = line.text[:1]
    return first.islower() or first in ",;)"


def without_gaps(lines: Sequence[Line]) -> bool:
    """Whether nothing but the order of the lines tells where rows part."""
    return len(lines) > 1 and not any(line.gap and not line.starts_page for line in lines[1:])
