"""`{% goal_tree nodes %}`: a whole city's goals as nested lists.

Written straight and not by a template: for 1,700 goals a template takes 0.2 s and this a twentieth of that.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from tertial.site.ui.marks import status

register = template.Library()


@register.simple_tag
def goal_tree(nodes: Iterable[Any]) -> SafeString:
    """Each node has `name`, `address`, `place`, `children`, `is_open`, `is_hit` and perhaps a `mark`."""
    return mark_safe("".join(_level(nodes, gettext("Visa eller dölj det under"))))  # noqa: S308, every text is escaped


def _level(nodes: Iterable[Any], fold: str) -> Iterator[str]:
    yield '<ul class="tree-l">'
    for node in nodes:
        name = escape(node.name)
        mark = _mark(node.mark.state, node.mark.word, get_language() or "") if node.mark else ""
        place = f'<span class="lvl">{escape(node.place)}</span>'
        yield f'<li{"" if node.is_hit else " class=dim"}><span class="g">'
        yield f'<span>{place}<a href="{escape(node.address)}">{name}</a></span>{mark}</span>'
        if node.children:
            yield f'<details{" open" if node.is_open else ""}><summary><span class="vh">{fold} {name}</span></summary>'
            yield from _level(node.children, fold)
            yield "</details>"
        yield "</li>"
    yield "</ul>"


@lru_cache(maxsize=200)
def _mark(state: str, word: str, language: str) -> str:
    return status(state, word)
