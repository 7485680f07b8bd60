"""Words of the design system in templates: icons, symbols, numbers and dates as the city writes them."""

from django import template

register = template.Library()
