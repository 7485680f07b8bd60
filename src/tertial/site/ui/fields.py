"""Form fields with label, hint and error tied together: `{% ui_field form.name %}`, `{% ui_form form %}`."""

from typing import Any

from django import forms, template
from django.forms import BoundField

register = template.Library()

# The first that fits; a date is a text input too, so the order matters.
_KINDS: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.RadioSelect, "choices"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
    (forms.DateInput, "date"),
    (forms.NumberInput, "number"),
    (forms.PasswordInput, "password"),
    (forms.TextInput, "text"),
]
_CSS = {"textarea": "ta", "select": "sel", "file": "file", "number": "in num"}


def _kind(field: forms.Field) -> str:
    kind = next((kind for able, kind in _KINDS if isinstance(field.widget, able)), "text")
    # A number that follows the language is typed in a text box already.
    return "number" if kind == "text" and isinstance(field, forms.IntegerField | forms.DecimalField) else kind


def _input(bound: BoundField, kind: str, extra: dict[str, Any]) -> str:
    """The widget itself. Numbers are typed as text: the browsers' number box refuses a decimal comma."""
    widget = bound.field.widget
    attrs: dict[str, Any] = {"class": _CSS.get(kind, "in") + (" fel" if bound.errors else ""), **extra}
    if kind == "number":
        widget.input_type = "text"
        for only_number in ("min", "max", "step"):
            widget.attrs.pop(only_number, None)
        attrs |= {"inputmode": "decimal", "autocomplete": "off"}
        if bound.name != "year":  # 2027 is never written 2 027
            attrs["data-num"] = True
    if kind == "date" and widget.input_type == "text":
        attrs |= {"inputmode": "numeric", "autocomplete": "off"}
    return bound.as_widget(attrs=attrs)


@register.inclusion_tag("ui/field.html")
def ui_field(
    bound: BoundField,
    unit: str = "",
    rows: int | None = None,
    most_words: int | None = None,
    in_row: bool = False,
    marks: bool = True,
) -> dict[str, Any]:
    """A field as its widget asks for; `in_row` lays choices side by side, `most_words` counts words."""
    kind = "hidden" if bound.is_hidden else _kind(bound.field)
    extra: dict[str, Any] = {}
    if rows:
        extra["rows"] = rows
    if most_words:
        extra |= {"data-count": f"{bound.auto_id}_words", "data-most": most_words}
    plain = kind in ("choices", "hidden")
    return {
        "field": bound,
        "kind": kind,
        "input": "" if plain else _input(bound, kind, extra if kind != "checkbox" else {"class": ""}),
        "unit": unit,
        "most_words": most_words,
        "in_row": in_row,
        "optional": marks and not bound.field.required and kind != "checkbox",
    }


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*given: forms.BaseForm, focus: bool = True) -> dict[str, Any]:
    """What must be put right, first on the page, each line leading to its field. Silent when all is well."""
    general = [error for form in given for error in form.non_field_errors()]
    fields = [(bound, bound.errors[0]) for form in given for bound in form if bound.errors]
    return {"general": general, "fields": fields, "count": len(general) + len(fields), "focus": focus}


@register.inclusion_tag("ui/form.html", takes_context=True)
def ui_form(context: template.Context, form: forms.BaseForm, submit: str, cancel: str = "") -> dict[str, Any]:
    """A whole simple form: error summary, every field, the button and a way back."""
    upload = form.is_multipart()
    return {
        "form": form,
        "submit": submit,
        "cancel": cancel,
        "upload": upload,
        "csrf_token": context.get("csrf_token"),
    }
