"""What people fill in about publications. Values are checked by the actions; forms only parse."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tertial.organisation.pages.forms import DayField


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Varför dras den tillbaka?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Skälet visas för den som har länken."),
        error_messages={"required": _("Skriv varför versionen dras tillbaka.")},
    )


class OpenForm(forms.Form):
    is_open = forms.BooleanField(label=_("Alla får läsa, utan att logga in"), required=False)
    launched_on = DayField(label=_("Från och med"), required=False)


class CollectionForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Vad"), choices=[("chain", _("Målkedjan")), ("measures", _("Indikatorer med värden"))]
    )
    year = forms.IntegerField(label=_("År"), min_value=1990, max_value=2100)


class TemplateForm(forms.Form):
    file = forms.FileField(
        label=_("Wordmall (.docx)"),
        help_text=_(
            "Skriv {{ titel }}, {{ enhet }}, {{ datum }}, {{ diarienummer }} där de ska stå, "
            "och {{ innehall }} där dokumentet ska börja."
        ),
    )


class ManyForm(forms.Form):
    year = forms.IntegerField(label=_("År"), min_value=1990, max_value=2100)
