"""Words of pages with figures: `{% load measured %}`, then `{% number value text %}`, `{% leads address text %}`."""

from functools import cache
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tertial.measures.models import Value
from tertial.measures.pages.goals import Indicator

register = template.Library()

_LINK = '<a class="{}" href="{}" title="{}">{}</a>'


@register.simple_tag
def number(value: Value | None, text: str = "", big: bool = False) -> SafeString | str:
    """The figure as a way to where it comes from; what is said to be missing leads there too."""
    address = address_of(value) if value and (text or value.pk) else ""
    return leads(address, text or gettext("saknas"), big)


@register.simple_tag
def leads(address: str, text: str, big: bool = False) -> SafeString | str:
    """The same for a figure whose way is known already; one without a way is only text."""
    if not address:
        return text
    css = "src big" if big else "src"
    return format_html(_LINK, css, address, gettext("Så kom talet till"), text)


def address_of(value: Value) -> str:
    """A stored value's own page; what is worked out has the formula's."""
    if value.pk:
        return f"{_values()}{value.pk}/"
    about = {
        "enhet": value.unit.key,
        "period": value.period,
        "slag": value.kind,
        "del": value.breakdown,
    }
    return f"{reverse('value_computed', args=[value.measure.key])}?{urlencode(about)}"


@cache
def _values() -> str:
    return reverse("value", args=[0]).removesuffix("0/")


@register.simple_tag
def women_men(each: Indicator) -> SafeString:
    """kvinnor 6,9, män 5,7: each a way to its source."""
    parts = (
        (gettext("kvinnor"), each.line.women, each.women),
        (gettext("män"), each.line.men, each.men),
    )
    return format_html_join(
        ", ", "{} {}", ((name, number(value, text)) for name, value, text in parts if text)
    )
