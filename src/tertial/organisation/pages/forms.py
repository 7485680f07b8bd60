"""What people fill in about units, people and roles. Values are checked by the actions; forms only parse."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tertial.organisation.models import Person, Unit
from tertial.organisation.queries import Organisation
from tertial.organisation.roles import ROLES

FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2199, 12, 31)  # before or after it is a slip of the finger


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(
            widget=widget,
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": _("Skriv datum så här: 2026-09-21"), "required": _("Välj ett datum")},
            **kwargs,
        )

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not FIRST_DAY <= value <= LAST_DAY:
            raise forms.ValidationError(_("Välj ett år mellan 1800 och 2199"))


class UnitForm(forms.Form):
    name = forms.CharField(
        label=_("Namn"), max_length=200, error_messages={"required": _("Skriv enhetens namn")}
    )
    short_name = forms.CharField(label=_("Kort namn"), max_length=60, required=False)
    description = forms.CharField(
        label=_("Beskrivning"),
        help_text=_("Vad enheten gör och för vem, i några meningar."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=5000,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class NewUnitForm(forms.Form):
    name = forms.CharField(
        label=_("Namn"), max_length=200, error_messages={"required": _("Skriv enhetens namn")}
    )
    kind = forms.ChoiceField(label=_("Slag"))
    valid_from = DayField(label=_("Första dag"))
    description = forms.CharField(
        label=_("Beskrivning"), widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=5000
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


def unit_choices(
    organisation: Organisation, but: str = "", kinds: Collection[str] | None = None
) -> list[tuple[str, str]]:
    """Every unit of the day, or those of some kinds, indented as it stands in the tree."""
    return [("", "")] + [
        (unit.key, "\u2003" * depth + unit.name)
        for depth, unit in organisation.walk()
        if unit.key != but and (kinds is None or unit.kind in kinds)
    ]


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit by its key, chosen from a list that shows where it stands."""

    def __init__(self, **kwargs: Any) -> None:
        queryset = Unit.objects.filter(valid_to__isnull=True)
        super().__init__(
            queryset=queryset,
            to_field_name="key",
            error_messages={"required": _("Välj en enhet"), "invalid_choice": _("Välj en enhet i listan")},
            **kwargs,
        )


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Person.objects.filter(is_active=True),
            to_field_name="key",
            error_messages={"required": _("Välj en person"), "invalid_choice": _("Välj en person i listan")},
            **kwargs,
        )


class MoveForm(forms.Form):
    parent = UnitChoice(label=_("Ny överordnad enhet"))
    on = DayField(label=_("Från och med"))


class CloseForm(forms.Form):
    on = DayField(label=_("Sista dag"))


class PersonForm(forms.Form):
    name = forms.CharField(
        label=_("Namn"), max_length=200, error_messages={"required": _("Skriv personens namn")}
    )
    email = forms.EmailField(
        label=_("E-post"),
        error_messages={
            "required": _("Skriv en e-postadress, till exempel namn@kommun.se."),
            "invalid": _("Skriv en e-postadress, till exempel namn@kommun.se."),
        },
    )
    title = forms.CharField(label=_("Titel"), max_length=200, required=False)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Roll"), choices=[], error_messages={"required": _("Välj en roll")})
    unit = UnitChoice(label=_("Enhet"), help_text=_("Rollen gäller här och i alla enheter under."))
    valid_from = DayField(label=_("Från och med"))
    valid_to = DayField(
        label=_("Till och med"), required=False, help_text=_("Lämna tomt om rollen gäller tills vidare.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(key, _(role.name)) for key, role in ROLES.items()]  # type: ignore[attr-defined]


class DeputyForm(forms.Form):
    deputy = PersonChoice(label=_("Vikarie"))
    valid_from = DayField(label=_("Första dag"))
    valid_to = DayField(label=_("Sista dag"))
    reason = forms.CharField(
        label=_("Anledning"),
        max_length=200,
        required=False,
        help_text=_("Till exempel semester. Syns för andra."),
    )
