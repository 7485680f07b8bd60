"""Lists to choose from, written at once: Django renders a template for each choice, and a city has 400 units."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

SELECT = "django/forms/widgets/select.html"


class Renderer(DjangoTemplates):
    """As Django's own, but for lists."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == SELECT:
            return select(context["widget"])
        return super().render(template_name, context, request)


def select(widget: Mapping[str, Any]) -> SafeString:
    inside = mark_safe("".join(_groups(widget["optgroups"])))  # noqa: S308, every part is escaped
    return format_html('<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), inside)


def _groups(groups: Any) -> Iterator[str]:
    for name, options, _place in groups:
        if name:
            yield f'<optgroup label="{conditional_escape(name)}">'
        for each in options:
            value, label = conditional_escape(str(each["value"])), conditional_escape(each["label"])
            yield f'<option value="{value}"{flatatt(each["attrs"])}>{label}</option>'
        if name:
            yield "</optgroup>"
