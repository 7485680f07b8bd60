"""A goal's description as one text that a person can edit, and back: groups, and the points of each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Part = dict[str, Any]  # {"group": text or None, "points": [text]}


def as_text(description: Iterable[Mapping[str, Any]]) -> str:
    """A group on a line of its own with a colon, each point on a line with a dash."""
    lines: list[str] = []
    for part in description:
        if lines:
            lines.append("")
        if part.get("group"):
            lines.append(f"{part['group']}:")
        lines += [f"- {point}" for point in part.get("points", ())]
    return "\n".join(lines)


def from_text(text: str) -> list[Part]:
    """What was typed. A line with a colon at its end begins a group; every other line is a point."""
    parts: list[Part] = []
    for line in (each.strip() for each in text.splitlines()):
        if not line:
            continue
        if line.endswith(":") and not line.startswith("-"):
            parts.append({"group": line[:-1].strip(), "points": []})
            continue
        if not parts:
            parts.append({"group": None, "points": []})
        parts[-1]["points"].append(line.lstrip("-•– ").strip())
    return [part for part in parts if part["group"] or part["points"]]


def lines_of(text: str) -> list[str]:
    """One thing on each line."""
    return [line.strip().lstrip("-•– ").strip() for line in text.splitlines() if line.strip(" -•–\t")]


def joined(texts: Sequence[str]) -> str:
    return "\n".join(texts)
