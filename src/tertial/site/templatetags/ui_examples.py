"""`{% example %}…{% endexample %}` on the living page: the part, and the template code that made it."""

from typing import cast

from django import template
from django.template.base import NodeList, Parser, Token, TokenType
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

register = template.Library()

_WRITTEN = {TokenType.TEXT: "{}", TokenType.VAR: "{{{{ {} }}}}", TokenType.BLOCK: "{{% {} %}}"}


class Example(template.Node):
    def __init__(self, nodelist: NodeList, code: str) -> None:
        self.nodelist = nodelist
        self.code = code

    def render(self, context: template.Context) -> SafeString:
        shown = mark_safe(self.nodelist.render(context))  # noqa: S308, rendered by Django just now
        frame = (
            '<div class="stack-v">{}</div>'
            '<details class="more"><summary>{}</summary><pre class="code" translate="no">{}</pre></details>'
        )
        return format_html(frame, shown, gettext("Visa koden"), self.code)


@register.tag
def example(parser: Parser, token: Token) -> Example:
    code = _code_before(parser, "endexample")
    nodelist = parser.parse(("endexample",))
    parser.delete_first_token()
    return Example(nodelist, code)


def _code_before(parser: Parser, end: str) -> str:
    """What stands in the template from here to the end tag; the parser keeps what is left in reverse."""
    written = []
    for token in reversed(cast("list[Token]", parser.tokens)):
        if token.token_type is TokenType.BLOCK and token.contents == end:
            break
        written.append(_WRITTEN.get(token.token_type, "").format(token.contents))
    lines = "".join(written).strip("\n").rstrip().splitlines()
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:] for line in lines)
