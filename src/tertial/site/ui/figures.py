"""Numbers, days and periods as the city writes them: `{{ x|sv:1 }}`, `{{ d|day }}`, `{% moment at %}`."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from tertial.foundation.day import Language, format_day
from tertial.foundation.number import NBSP, NOT_APPLICABLE, format_number
from tertial.foundation.period import Period

register = template.Library()

Number = Decimal | int | float


def _language() -> Language:
    return "en" if get_language() == "en" else "sv"


@register.filter
def sv(value: Number | None, decimals: int | None = None) -> str:
    """1 662,6 with hard spaces, decimal comma and a true minus; nothing becomes a dash."""
    return NOT_APPLICABLE if value is None or value == "" else format_number(value, decimals)


@register.filter
def unit(text: str, measured: str) -> str:
    """The unit after the number, kept on the same line: `{{ x|sv:1|unit:"mnkr" }}`."""
    return text if text == NOT_APPLICABLE or not measured else f"{text}{NBSP}{measured}"


@register.filter
def day(value: date | None) -> str:
    """2026-08-31, for tables, fields and small print."""
    return NOT_APPLICABLE if value is None else _date(value).isoformat()


@register.filter
def day_words(value: date | None) -> str:
    """den 31 augusti 2026, for running text."""
    return NOT_APPLICABLE if value is None else format_day(_date(value), _language())


@register.filter
def clock(value: datetime | None) -> str:
    """14.32"""
    return NOT_APPLICABLE if value is None else f"{_local(value):%H.%M}"


@register.filter
def period(value: Period | None) -> str:
    """T2 2026"""
    return NOT_APPLICABLE if value is None else value.label(_language())


@register.filter
def period_words(value: Period | None) -> str:
    """tertial 2 2026, the first time on a page."""
    return NOT_APPLICABLE if value is None else value.spelled(_language())


@register.simple_tag
def moment(value: datetime | date | None) -> SafeString | str:
    """A day, or a day and time, that machines can read too and that never breaks over two lines."""
    if value is None:
        return NOT_APPLICABLE
    if isinstance(value, datetime):
        shown, exact = f"{_local(value):%Y-%m-%d %H.%M}", _local(value).isoformat(timespec="minutes")
    else:
        shown = exact = value.isoformat()
    return format_html('<time class="nowrap" datetime="{}">{}</time>', exact, shown)


@register.simple_tag
def valid(first: date, last: date | None) -> SafeString:
    """From when to when something holds; without an end it holds until further notice."""
    if last is None:
        return format_html(
            '<span class="nowrap">{}</span>', gettext("från %(day)s") % {"day": first.isoformat()}
        )
    return format_html(
        '<span><span class="nowrap">{}</span>–<span class="nowrap">{}</span></span>', first, last
    )


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _date(value: date) -> date:
    return _local(value).date() if isinstance(value, datetime) else value
