"""Two editions side by side: what came, what went, what reads otherwise, section by section."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from tertial.publishing.rules.document import (
    Block,
    Document,
    Figure,
    Item,
    Listing,
    Note,
    Paragraph,
    Photo,
    Table,
    plain,
)


@dataclass(frozen=True, slots=True)
class Changed:
    """A section or the front of the document; `how` is new, gone or changed."""

    heading: str
    how: str
    lines: tuple[tuple[str, str], ...]  # what stood, what stands


def compare(old: Document, new: Document) -> list[Changed]:
    """Only what differs, in the order of the new document; what is gone last."""
    before, after = _parts(old), _parts(new)
    out = [
        changed
        for heading, lines in after.items()
        if (changed := _change(heading, before.get(heading), lines)) is not None
    ]
    gone = (heading for heading in before if heading not in after)
    return out + [Changed(heading, "gone", _pairs(before[heading], [])) for heading in gone]


def _change(heading: str, old: list[str] | None, new: list[str]) -> Changed | None:
    if old is None:
        return Changed(heading, "new", _pairs([], new))
    return None if old == new else Changed(heading, "changed", _pairs(old, new))


def _pairs(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Lines that are the same are left out; those that differ stand beside the one they were."""
    left, right = Counter(old), Counter(new)
    gone = list((left - right).elements())
    out = []
    for line in (right - left).elements():
        before = next(iter(get_close_matches(line, gone, 1, 0.5)), "")
        if before:
            gone.remove(before)
        out.append((before, line))
    return (*out, *((line, "") for line in gone))


def _parts(document: Document) -> dict[str, list[str]]:
    cover = document.cover
    out: dict[str, list[str]] = {
        "Förslag till beslut": [f"{point.number}. {point.text}" for point in document.points],
        "Underskrifter": [each.line for each in document.signatures],
        "Bilagor": [f"{each.number}: {each.title}" for each in document.appendices],
        "Omslag": [cover.unit, cover.case_number, cover.date, cover.officer],
    }
    for section in document.sections:
        name, count = section.heading, 2
        while name in out:
            name, count = f"{section.heading} ({count})", count + 1
        out[name] = [line for block in section.blocks for line in _lines(block)]
    return out


def _lines(block: Block) -> list[str]:
    match block:
        case Paragraph() | Note():
            return [plain(block.words)]
        case Listing():
            return [line for item in block.items for line in _items(item)]
        case Table():
            return [
                " | ".join([*(plain(cell) for cell in row.cells), *([row.comment] if row.comment else [])])
                for row in block.rows
            ]
        case Figure() | Photo():
            return [f"{block.title}: {block.summary}"]


def _items(item: Item) -> list[str]:
    return [f"• {plain(item.words)}", *(line for each in item.below for line in _items(each))]
