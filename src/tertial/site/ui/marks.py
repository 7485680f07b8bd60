"""Icons, states: `{% icon "house" %}`, `{% symbol "helt" %}`, `{% status "delvis" %}`, `{% tag "sen" %}`."""

import re
from functools import cache, lru_cache
from pathlib import Path

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tertial.site.statuses import STATUSES, Status

register = template.Library()

SPRITE = Path(__file__).resolve().parents[1] / "static/img/sprite.svg"


@cache
def drawings() -> frozenset[str]:
    """What the sprite holds: i-… are icons, sy-… are symbols."""
    return frozenset(re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text(encoding="utf-8")))


@cache
def _drawing(css: str, name: str) -> SafeString:
    """A page may show thousands, of a few dozen kinds."""
    if name not in drawings():
        raise template.TemplateSyntaxError(f"{name} is not in {SPRITE.name}: add it with tools/icons.py")
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css,
        static("img/sprite.svg"),
        name,
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture beside a text. It says nothing by itself: the text does."""
    return _drawing("ic", f"i-{name}")


@register.simple_tag
def symbol(name: str) -> SafeString:
    """The shape of a state, without its word."""
    return _drawing("sy", f"sy-{name}")


def _state(key: str) -> Status:
    if key not in STATUSES:
        raise template.TemplateSyntaxError(f"{key} is not a state: see tertial.site.statuses")
    return STATUSES[key]


def _marked(css: str, key: str, text: str) -> SafeString:
    return _with_shape(css, key, text or gettext(_state(key).text))


@lru_cache(maxsize=1000, typed=True)  # a text that is safe and one that is not are not the same
def _with_shape(css: str, key: str, text: str) -> SafeString:
    state = _state(key)
    shape = _drawing("sy", f"sy-{state.symbol}")
    classes = f"{css} {state.tone}".strip()
    return format_html('<span class="{}">{}{}</span>', classes, shape, text)


@register.simple_tag
def status(key: str, text: str = "") -> SafeString:
    """A state in a table or line: shape and word."""
    return _marked("st", key, text)


@register.simple_tag
def state_symbol(key: str) -> SafeString:
    """The shape of a state where its word stands beside it: dense lists and matrices."""
    return _drawing("sy", f"sy-{_state(key).symbol}")


@register.simple_tag
def tag(key: str, text: str = "") -> SafeString:
    """A state as a small plate, for headings and cards. Never something to click."""
    return _marked("tag", key, text)


@register.simple_tag
def label(text: str) -> SafeString:
    """A plain plate without a state: a kind, a number, a version."""
    return format_html('<span class="tag plain">{}</span>', text)


_TONES = {"success": ("ok", "helt"), "warning": ("warn", "sen"), "error": ("bad", "inte")}


@register.filter
def tone(level: str) -> str:
    """The notice's tone for one of Django's message levels."""
    return _TONES.get(level, ("", ""))[0]


@register.filter
def tone_symbol(level: str) -> str:
    return _TONES.get(level, ("", "info"))[1]
