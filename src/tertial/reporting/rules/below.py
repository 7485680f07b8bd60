"""A figure made of the units below: who is in it, who is not yet, and how that is said.

Nobody is locked out by somebody else's lateness: what is missing below is told, and never stops a report.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tertial.foundation.sentence import Sentence, say
from tertial.foundation.words import N_, swedish_order


@dataclass(frozen=True, slots=True)
class Below:
    """The units that are asked, names by key: those that have given their figure, and those that have not."""

    given: Mapping[str, str]
    lacking: Mapping[str, str]

    @property
    def count(self) -> int:
        return len(self.given)

    @property
    def asked(self) -> int:
        return len(self.given) + len(self.lacking)

    @property
    def document(self) -> dict[str, Any]:
        """As it is signed."""
        return {
            "in": self.count,
            "of": self.asked,
            "given": dict(self.given),
            "lacking": dict(self.lacking),
        }


def who_types(
    top: int, rows: Mapping[int, bool], above: Mapping[int, int | None], own: Collection[int] = ()
) -> list[int]:
    """The reports under `top` whose figures its own is made of: those that have the row and add it up of no others.

    `rows`: the reports that have the row, and whether they are excused from it; `above`: the report over each;
    `own`: those with a figure of their own whoever is below them.
    """
    lines = {report: list(_line(report, above)) for report in rows}
    summed = {over for report, line in lines.items() if not rows[report] for over in line} - {*own}
    under = {report: line[: line.index(top)] for report, line in lines.items() if top in line}
    found = [report for report, line in under.items() if report not in summed and not {*own} & {*line}]
    return [report for report in found if not rows[report] or above.get(report) == top]


def _line(report: int, above: Mapping[int, int | None]) -> Iterator[int]:
    over = above.get(report)
    while over is not None:
        yield over
        over = above.get(over)


def below_in(coverage: Mapping[str, Any] | None) -> Below | None:
    """Of a signed row; what was signed before the names were kept has none."""
    if not coverage or "lacking" not in coverage:
        return None
    return Below(coverage["given"], coverage["lacking"])


def together(sums: Iterable[Below | None]) -> Below | None:
    """Of a whole table: a unit has given its figures when it lacks in none of the rows that it is asked for."""
    rows = [each for each in sums if each is not None]
    if not rows:
        return None
    lacking = {key: name for row in rows for key, name in row.lacking.items()}
    given = {key: name for row in rows for key, name in row.given.items() if key not in lacking}
    return Below(given, lacking)


def covered(below: Below | None) -> str:
    """How many are in the sum, in Swedish: for documents and facts."""
    if below is None:
        return ""
    return f"{below.count} av {below.asked} {'enhet' if below.asked == 1 else 'enheter'}"


def who_lacks(below: Below | None, *, is_over: bool = False) -> Sentence | None:
    """The units without a forecast, or when the year is over without an outcome; nothing when all have given one."""
    if below is None or not below.lacking:
        return None
    text = N_("Prognos saknas från %(n)s av %(all)s enheter: %(names)s. Avvikelsen räknas utan dem.")
    if is_over:
        text = N_("Utfall saknas från %(n)s av %(all)s enheter: %(names)s. Avvikelsen räknas utan dem.")
    names = ", ".join(sorted(below.lacking.values(), key=swedish_order))
    return say(text, n=len(below.lacking), all=below.asked, names=names)
