"""Words of report pages: `{% load report %}`, then `{% report_state part.state %}`, `{% light_mark "met" %}`."""

from django import template
from django.utils.translation import gettext

from tertial.foundation.prose import unmarked
from tertial.measures.pages.said import STATES, kind_word
from tertial.measures.rules.light import LIGHT_WORDS, Light
from tertial.reporting.pages.boxes import Box
from tertial.reporting.pages.money import MoneyLine
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


@register.filter
def money_line(box: Box) -> MoneyLine | None:
    """The row of a table of money that the box is."""
    return MoneyLine(box, box.row.money) if box.row.money else None


register.filter("value_kind", kind_word)
register.filter("unmarked", unmarked)
register.filter("days_left", days_left)
