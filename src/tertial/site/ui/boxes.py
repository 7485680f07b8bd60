"""Parts that hold something else, with an end tag: section, card, notice, table, dialog, figure."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


def _box(template_name: str, content: str, /, **words: object) -> SafeString:
    return render_to_string(f"ui/{template_name}.html", {"content": content, **words})


@register.simple_block_tag
def page_head(content: str, title: str, sub: str = "", eyebrow: str = "") -> SafeString:
    """The page's one h1; the content is what one can do with the whole page."""
    return _box("page_head", content, title=title, sub=sub, eyebrow=eyebrow)


@register.simple_block_tag
def section(content: str, title: str, name: str, meta: str = "") -> SafeString:
    """A part of the page with its own heading; `name` is its address on the page."""
    return _box("section", content, title=title, name=name, meta=meta)


@register.simple_block_tag
def card(content: str, title: str = "", meta: str = "") -> SafeString:
    return _box("card", content, title=title, meta=meta)


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """Something to know before going on; kind is info, ok, warn or bad."""
    symbol = {"ok": "helt", "warn": "sen", "bad": "inte"}.get(kind, "info")
    return _box("notice", content, kind=kind, title=title, symbol=symbol)


@register.simple_block_tag
def table(
    content: str, caption: str, stack: bool = True, show_caption: bool = False, css: str = ""
) -> SafeString:
    """A table in its card: scrolls inside it, and becomes small cards on a narrow screen when `stack`."""
    return _box("table", content, caption=caption, stack=stack, show_caption=show_caption, css=css)


@register.simple_block_tag
def empty(content: str, title: str, text: str = "", symbol: str = "tom") -> SafeString:
    """Where there is nothing: what will be here, why there is none, and one thing to do."""
    return _box("empty", content, title=title, text=text, symbol=symbol)


@register.simple_block_tag
def dialog(content: str, name: str, title: str) -> SafeString:
    """Opened by a link with data-open="name" that leads to a page doing the same without script."""
    return _box("dialog", content, name=name, title=title)


@register.simple_block_tag
def figure(content: str, title: str, sub: str = "", source: str = "") -> SafeString:
    """A chart or picture: the title says the conclusion, the line below what is measured."""
    return _box("figure", content, title=title, sub=sub, source=source)


@register.simple_block_tag
def filter_bar(content: str, label: str, clear: str = "") -> SafeString:
    """Fields that narrow a list, kept in the address; `clear` leads back to everything."""
    return _box("filter_bar", content, label=label, clear=clear)


@register.simple_block_tag
def more(content: str, summary: str, is_open: bool = False) -> SafeString:
    """What is folded away until asked for; opened on paper."""
    return _box("more", content, summary=summary, is_open=is_open)
