"""Lists to choose from say the same as Django's own, and nothing in them becomes markup."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from lxml import html

from tertial.site.ui.selects import Renderer

CHOICES = [("", "–"), ("a", "¤Å & B"), ('"x', "<b>"), ("Grupp <", [("c", "C"), (4, "fyra")])]


def read(text: str) -> object:
    tree = html.fromstring(text)
    return [(each.tag, dict(each.attrib), (each.text or "").strip()) for each in tree.iter()]


@pytest.mark.parametrize("value", ["", "a", '"x', "c", 4, "finns inte", None])
@pytest.mark.parametrize(
    "attrs", [{}, {"required": True, "class": "sel", "data-x": '"<'}, {"disabled": False}]
)
def test_it_is_as_djangos_own(value, attrs):
    widget = forms.Select(choices=CHOICES)
    made = [widget.render("val", value, attrs, renderer) for renderer in (Renderer(), DjangoTemplates())]
    assert read(made[0]) == read(made[1])


def test_other_widgets_are_left_alone():
    assert 'type="text"' in forms.TextInput().render("x", "y", {}, Renderer())
