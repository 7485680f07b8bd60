"""Words of report pages: `{% load report %}`, then `{% report_state part.state %}`, `{% light_mark "met" %}`."""

from django import template
from django.utils.translation import gettext

from tertial.measures.pages.said import STATES
from tertial.measures.rules.light import LIGHT_WORDS, Light
from tertial.reporting.pages.boxes import Box
from tertial.reporting.pages.reading import Mark, days_left, mark_of

register = template.Library()


@register.filter
def report_mark(state: str) -> Mark:
    """A report's or part's state as its symbol's key and its word."""
    return mark_of(state)


@register.filter
def light_mark(light: str) -> Mark:
    found = Light(light)
    return Mark(STATES[found], gettext(LIGHT_WORDS[found]))


@register.filter
def field_value(box: Box, name: str) -> str:
    """What stands in one of the box's fields."""
    return box.values.get(name, "")


register.filter("days_left", days_left)
