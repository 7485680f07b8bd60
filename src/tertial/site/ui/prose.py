"""Prose that people write: a subset of Markdown with tables, made into safe HTML. `{{ text|prose }}`."""

import re

from django import template
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

register = template.Library()

# HTML is off: what is written as tags is shown as text. No pictures, no code, no headings above the page's own.
_READER = MarkdownIt("js-default", {"html": False, "linkify": False, "breaks": True}).disable(
    ["image", "code", "fence", "html_block", "html_inline", "reference", "lheading"]
)
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_RULE = re.compile(r"^\s*\|(\s*:?-{1,}:?\s*\|)+\s*$")
_BELOW = 3  # a text's first heading stands below the question's


@register.filter
def prose(text: str) -> SafeString:
    """Paragraphs, lists, tables, bold and links; headings are put below those of the page."""
    tokens = _READER.parse("\n".join(_ruled(str(text or "").splitlines())))
    for token in tokens:
        _fit(token)
    html: str = _READER.renderer.render(tokens, _READER.options, {})
    return SafeString(html)  # the reader escapes every text and lets no tags through


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


def _fit(token: Token) -> None:
    if token.type.startswith("heading"):
        token.tag = f"h{min(6, int(token.tag[1]) + _BELOW)}"
    elif token.type == "table_open":
        token.attrJoin("class", "t plain-t")
    for child in token.children or []:
        if child.type == "link_open":
            child.attrSet("rel", "noopener noreferrer")
