"""What people fill in on the pages that belong to no single part."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tertial.organisation.pages.forms import DayField


class LogForm(forms.Form):
    """Narrows the log; an empty field narrows nothing."""

    who = forms.CharField(label=_("Vem"), required=False, max_length=100)
    about = forms.CharField(label=_("Vad"), required=False, max_length=100)
    first = DayField(label=_("Från och med"), required=False)
    last = DayField(label=_("Till och med"), required=False)
