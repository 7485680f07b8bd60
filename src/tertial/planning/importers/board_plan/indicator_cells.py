"""Indicators of a real table, whose cells are known: a row's targets and periodicity under their heads."""

from collections.abc import Sequence
from dataclasses import replace

from tertial.intake.importers.sources.joining import Joiner
from tertial.intake.importers.sources.line import Line
from tertial.planning.rules.draft import Indicator, TargetKind
from tertial.planning.rules.target_text import parse_target

from .heads import PERIODS, Columns
from .rows import COMMENT, Rest, place, starts_small


def rows_of_cells(
    lines: Sequence[Line], columns: Columns, goal: str, joiner: Joiner
) -> tuple[list[Indicator], Rest]:
    """Rows of a real table. A comment is a row or a line of its own."""
    out: list[Indicator] = []
    lost: list[Line] = []
    commenting = False
    for line in lines:
        cells = (
            [joiner.words(cell.split("\n")) for cell in line.cells] if line.cells is not None else [line.text]
        )
        filled = [cell for cell in cells if cell]
        if not filled:
            continue
        comment = COMMENT.fullmatch(" ".join(dict.fromkeys(filled)))
        if out and comment:
            commenting = True
            out[-1] = replace(out[-1], comment=comment[1] or out[-1].comment)
        elif out and commenting and len(set(filled)) == 1:
            out[-1] = replace(out[-1], comment=joiner.words([out[-1].comment or "", filled[0]]).strip())
        elif line.cells is None or not cells[0]:
            lost.append(line)
        elif (
            out
            and len(filled) == 1
            and cells[0]
            and line.starts_page
            and starts_small(replace(line, text=cells[0]))
        ):
            out[-1] = replace(out[-1], name=joiner.words([out[-1].name, cells[0]]))
        else:
            commenting = False
            out.append(_cell_row(cells, columns, goal, line))
    return out, Rest(lost=tuple(lost))


def _cell_row(cells: list[str], columns: Columns, goal: str, line: Line) -> Indicator:
    named = dict(zip(columns.kinds, _in_place(cells[1:], columns), strict=False))
    target, council = parse_target(named.get("target") or ""), parse_target(named.get("council") or "")
    if target is None and council is not None and council.kind is TargetKind.PENDING:
        target, council = council, None
    period = PERIODS.get((named.get("period") or "").casefold())
    return Indicator(goal, cells[0], target, council, period, None, line.marked, place(line))


def _in_place(cells: list[str], columns: Columns) -> list[str]:
    """The cells under their heads: a periodicity that stands under another head tells how far they are off."""
    due = columns.kinds.index("period") if "period" in columns.kinds else None
    found = next((i for i, cell in enumerate(cells) if cell.casefold() in PERIODS), None)
    if due is None or found is None or due == found:
        return cells
    off = found - due
    shifted = [cells[i + off] if 0 <= i + off < len(cells) else "" for i in range(len(cells))]
    return shifted if sorted(filter(None, shifted)) == sorted(filter(None, cells)) else cells
