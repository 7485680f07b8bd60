"""Prose that people write: a subset of Markdown with tables, made into safe HTML. `{{ text|prose }}`."""

from django import template
from django.utils.safestring import SafeString
from markdown_it.token import Token

from tertial.foundation.prose import READER, parsed

register = template.Library()

_BELOW = 3  # a text's first heading stands below the question's


@register.filter
def prose(text: str) -> SafeString:
    """Paragraphs, lists, tables, bold and links; headings are put below those of the page."""
    tokens = parsed(text)
    for token in tokens:
        _fit(token)
    html: str = READER.renderer.render(tokens, READER.options, {})
    return SafeString(html)  # the reader escapes every text and lets no tags through


def _fit(token: Token) -> None:
    if token.type.startswith("heading"):
        token.tag = f"h{min(6, int(token.tag[1]) + _BELOW)}"
    elif token.type == "table_open":
        token.attrJoin("class", "t plain-t")
    for child in token.children or []:
        if child.type == "link_open":
            child.attrSet("rel", "noopener noreferrer")
