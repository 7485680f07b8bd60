"""Words of lists of activities: `{% load activity %}`, then `{% gantt row.progress row.tone now_at %}`."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

register = template.Library()

_BAR = (
    '<div class="gantt"><svg viewBox="0 0 140 22" role="img" aria-label="{}">'
    '<rect class="trk" x="0" y="8" width="100" height="6" rx="3"/>{}{}'
    '<text x="107" y="15.5" font-size="12.5" fill="currentColor">{} %</text></svg></div>'
)
_DONE = '<rect class="fil {}" x="0" y="8" width="{}" height="6" rx="3"/>'
_NOW = '<line class="now" x1="{0}" x2="{0}" y1="4" y2="18"/>'


@register.simple_tag
def gantt(progress: int, tone: str, now_at: int | str = 0) -> SafeString:
    """How much is done, with a line at how far the year has come when `now_at` says it."""
    return _drawn(progress, tone, now_at or 0, get_language() or "")


@lru_cache(maxsize=2000)
def _drawn(progress: int, tone: str, now_at: int | str, language: str) -> SafeString:
    """A list shows hundreds, of which most are alike; each language has its own words."""
    done = format_html(_DONE, tone, progress) if progress else ""
    now = format_html(_NOW, now_at) if now_at else ""
    return format_html(_BAR, gettext("%(n)s procent klart") % {"n": progress}, done, now, progress)
