"""Headings without leaps: the first is of level one and none stands more than one below the one before."""

from collections.abc import Sequence
from dataclasses import replace

from tertial.publishing.rules.document import Section

DEEPEST = 6


def even(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The same sections, their levels drawn up where one was left out."""
    out: list[Section] = []
    for section in sections:
        most = out[-1].level + 1 if out else 1
        out.append(replace(section, level=max(1, min(section.level, most, DEEPEST))))
    return tuple(out)
