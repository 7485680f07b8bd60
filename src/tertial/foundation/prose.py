"""Prose that people write: which marks of Markdown it may have, the same on pages and in documents."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

# HTML is off: what is written as tags is shown as text. No pictures, no code.
READER = MarkdownIt("js-default", {"html": False, "linkify": False, "breaks": True}).disable(
    ["image", "code", "fence", "html_block", "html_inline", "reference", "lheading"]
)
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_END = re.compile(r"(?<=[.!?])\s+")
_LOOKS = re.compile(r"\*\*|^#{1,6}\s+")
_RULE = re.compile(r"^\s*\|(\s*:?-{1,}:?\s*\|)+\s*$")


def parsed(text: str) -> list[Token]:
    """The text as tokens; a table pasted from Word or Excel counts as one."""
    return READER.parse("\n".join(_ruled(str(text or "").splitlines())))


def _ruled(lines: list[str]) -> list[str]:
    """A table pasted from Word or Excel has no line under its heads: it gets one."""
    found: list[str] = []
    for number, line in enumerate(lines):
        found.append(line)
        begins = _ROW.match(line) and (number == 0 or not _ROW.match(lines[number - 1]))
        after = lines[number + 1] if number + 1 < len(lines) else ""
        if begins and _ROW.match(after) and not _RULE.match(after):
            found.append("|" + " --- |" * (line.strip().count("|") - 1))
    return found


def unmarked(text: str) -> str:
    """As it was written, without the marks that only say how it looks: for setting two texts beside each other."""
    lines = [_LOOKS.sub("", line) for line in str(text or "").splitlines() if not _RULE.match(line)]
    return "\n".join(lines)


def plain(text: str) -> list[str]:
    """Only its words, line by line, as they are read when the marks have done their work."""
    inline = [token for token in parsed(text) if token.type == "inline"]
    lines = "\n".join("".join(_words(child) for child in token.children or []) for token in inline)
    return [line.strip() for line in lines.splitlines() if line.strip()]


def sentences(text: str) -> list[str]:
    """The words of the text by sentence; a line or a cell that ends without a stop is one."""
    return [each for line in plain(text) for each in _END.split(line)]


def _words(token: Token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content
