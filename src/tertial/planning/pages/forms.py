"""What people fill in about documents and their rows. Values are checked by the actions; forms only parse."""

from typing import Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from tertial.organisation.models import Unit
from tertial.organisation.pages.forms import DayField
from tertial.planning.models import Proposal
from tertial.planning.queries.known import city_levels
from tertial.planning.rules.draft_rows import Kind, as_json
from tertial.planning.rules.row_kinds import UNDER_GOALS, other_kinds
from tertial.planning.rules.row_words import KIND_WORDS
from tertial.planning.rules.target_text import parse_target

Json = dict[str, Any]


def _year(label: Any, **how: Any) -> forms.IntegerField:
    wrong = _("Skriv ett år med fyra siffror, till exempel 2027.")
    return forms.IntegerField(
        label=label,
        error_messages={"required": wrong, "invalid": wrong},
        **how,
    )


class UploadForm(forms.Form):
    unit: Any = forms.ModelChoiceField(
        label=_("Enhet"),
        queryset=Unit.objects.none(),
        to_field_name="key",
        empty_label=None,
        error_messages={"required": _("Välj en enhet"), "invalid_choice": _("Välj en enhet i listan")},
    )
    year = _year(_("År"), required=False, help_text=_("Lämna tomt om året står i dokumentet."))
    file = forms.FileField(
        label=_("Dokument"),
        help_text=_(
            "PDF med text, Word (.docx) eller ren text. Inget blir en plan förrän du har granskat det."
        ),
        error_messages={"required": _("Välj en fil"), "empty": _("Filen är tom. Välj en annan.")},
    )

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=[each.pk for each in units]).order_by("name")


class AdoptForm(forms.Form):
    decided_on = DayField(label=_("Beslutsdag"), required=False)
    case_number = forms.CharField(
        label=_("Diarienummer"),
        max_length=80,
        required=False,
        help_text=_("Lämna båda tomma om planen inte är beslutad än."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RowForm(forms.Form):
    """One row of the document, with the fields its kind has. `content` gives what the form says, row-shaped."""

    under = forms.TypedChoiceField(label=_("Står under målet"), coerce=int, empty_value=None, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    matched = forms.ChoiceField(
        label=_("Är samma som"),
        required=False,
        help_text=_("Det som finns sedan tidigare. Välj strecket om raden är ny."),
    )

    def __init__(
        self,
        *args: Any,
        row: Proposal,
        goals: list[tuple[int, str]],
        same: list[tuple[str, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        self.row = row
        here = {
            "under": row.under_id,
            "version": row.version,
            "matched": row.matched,
            "is_citys": row.is_citys,
        }
        kwargs.setdefault("initial", _initial(row) | here)
        super().__init__(*args, **kwargs)
        fields = _fields(Kind(row.kind))
        under: Any = self.fields.pop("under")
        version = self.fields.pop("version")
        matched: Any = self.fields.pop("matched")
        self.fields |= fields
        if row.kind in UNDER_GOALS:
            under.choices = [("", "–"), *goals]
            self.fields["under"] = under
        if row.kind == Kind.GOAL and city_levels(row.reading.unit):
            self.fields["is_citys"] = forms.BooleanField(
                label=_("Stadens mål"),
                required=False,
                help_text=_("Stadens mål kopplas till dem som redan finns. Bara enhetens egna mål förs in."),
            )
        if same:
            matched.choices = [("", "–"), *same]
            self.fields["matched"] = matched
        self.fields["version"] = version

    def content(self) -> Json:
        return _content(self.row, self.cleaned_data)


def _text(label: Any, rows: int = 3, *, required: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": rows}),
        required=required,
        help_text=hint,
        error_messages={"required": _("Skriv en text.")},
    )


def _target(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=200, required=False, help_text=_("Så som det står, till exempel: högst 8 %")
    )


PERIODICITIES = [
    ("", "–"),
    ("tertial", _("varje tertial")),
    ("year", _("en gång om året")),
    ("month", _("varje månad")),
]


def _fields(kind: Kind) -> dict[str, forms.Field]:
    match kind:
        case Kind.GOAL:
            hint = _("En insats på varje rad.")
            return {
                "number": forms.CharField(label=_("Nummer"), max_length=20),
                "text": _text(_("Målets text")),
                "priorities": _text(_("Prioriterade insatser"), required=False, hint=hint),
            }
        case Kind.INDICATOR:
            return {
                "name": _text(_("Namn"), 2),
                "target": _target(_("Årsmål")),
                "council_target": _target(_("KF:s årsmål")),
                "periodicity": forms.ChoiceField(label=_("Följs upp"), choices=PERIODICITIES, required=False),
                "comment": _text(_("Kommentar"), 2, required=False),
            }
        case Kind.ACTIVITY:
            return {
                "text": _text(_("Aktivitet")),
                "start": DayField(label=_("Start"), required=False),
                "end": DayField(label=_("Slut"), required=False),
            }
        case Kind.APPENDIX:
            return {
                "number": forms.CharField(label=_("Nummer"), max_length=20),
                "title": _text(_("Titel"), 2),
            }
        case Kind.DECISION:
            return {
                "number": forms.IntegerField(label=_("Nummer"), min_value=0, max_value=9999),
                "text": _text(_("Text")),
            }
        case Kind.TABLE:
            return {"title": _text(_("Titel"), 2)}
        case Kind.EXPECTED:
            return {"text": _text(_("Förväntat resultat"))}


def _initial(row: Proposal) -> Json:
    content = dict(row.content)
    for name in ("target", "council_target"):
        if name in content:
            content[name] = (content[name] or {}).get("text", "")
    content["priorities"] = "\n".join(content.get("priorities") or [])
    return content


def _content(row: Proposal, fields: Json) -> Json:
    """What is typed, in the row's own shape; a target that reads the same stays as it was read."""
    content: Json = {}
    for name in _fields(Kind(row.kind)):
        value = fields.get(name)
        if name in ("target", "council_target"):
            before = row.content.get(name)
            value = before if before and before["text"] == value else _parsed(value or "")
        elif name == "priorities":
            value = [line.strip() for line in (value or "").splitlines() if line.strip()]
        elif name in ("start", "end"):
            value = value.isoformat() if value else None
        elif name in ("comment", "periodicity"):
            value = value or None
        content[name] = value
    return content


def _parsed(text: str) -> Json | None:
    target = parse_target(text.strip()) if text.strip() else None
    return as_json(target) if target else None


class SplitForm(forms.Form):
    first = _text(_("Första raden"))
    second = _text(_("Andra raden"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class KindForm(forms.Form):
    """What the row is instead."""

    kind = forms.ChoiceField(label=_("Raden är"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Proposal, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"version": row.version})
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(each.value, translated(KIND_WORDS[each])) for each in other_kinds(row.kind)]


class YearForm(forms.Form):
    year = _year(_("Planens år"))


class DismissForm(forms.Form):
    code = forms.CharField(widget=forms.HiddenInput)
    fingerprint = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Varför behöver den inte åtgärdas?"),
        max_length=1000,
        error_messages={"required": _("Skriv varför anmärkningen inte behöver åtgärdas.")},
    )


class FrontForm(forms.Form):
    points = forms.CharField(
        label=_("Förslag till beslut"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("En punkt på varje rad. Belopp och bilagor som punkten nämner följer med den."),
    )
    appendices = forms.CharField(
        label=_("Bilagor"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("En bilaga på varje rad, med nummer och namn, till exempel 1: Budget 2027."),
    )
    case_number = forms.CharField(label=_("Diarienummer"), max_length=80, required=False)
    officer = forms.CharField(label=_("Handläggare"), max_length=200, required=False)
    signers = forms.CharField(
        label=_("Vem som skriver under"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("En person på varje rad: namn, komma, roll. Bara rollen går också bra."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
