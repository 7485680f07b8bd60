"""What people fill in about measures, targets, values and judgements. Numbers are read as Swedes write them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tertial.foundation.number import parse_number
from tertial.foundation.period import Period, PeriodRefused
from tertial.foundation.words import Refused
from tertial.goals.models import ExpectedResult
from tertial.goals.pages.forms import DecisionForm
from tertial.measures.models import Measure
from tertial.measures.rules.breakdown import AGE, SEX
from tertial.measures.rules.current import VALUE_KIND_WORDS
from tertial.measures.rules.light import LIGHT_WORDS
from tertial.measures.rules.measure import FREQUENCY_WORDS
from tertial.measures.rules.target import WAITING
from tertial.organisation.pages.forms import DayField, UnitChoice

TARGET_KINDS = {
    "number": _("Ett tal"),
    "min": _("Minst"),
    "max": _("Högst"),
    "band": _("Mellan två tal"),
    "direction": _("En riktning"),
    "pending": _("Fastställs senare"),
    "delegated": _("Sätts av en annan enhet"),
    "none": _("Inget årsmål"),
}
WAYS = {
    "": "–",
    "up": _("ska öka"),
    "down": _("ska minska"),
    "same": _("ska vara oförändrat"),
    "better": _("ska förbättras"),
}
BETTER = {
    "higher": _("Högre är bättre"),
    "lower": _("Lägre är bättre"),
    "neither": _("Varken högre eller lägre"),
}
OVER_TIME = {
    "last": _("Senaste värdet"),
    "sum": _("Summa"),
    "mean": _("Medelvärde"),
    "none": _("Läggs inte ihop"),
}
OVER_UNITS = {
    "none": _("Läggs inte ihop"),
    "sum": _("Summa"),
    "ratio": _("Täljare genom nämnare"),
    "mean": _("Vägt medelvärde"),
}


class NumberField(forms.Field):
    """1 662,6 or −5,7; what is no number, or can be read in two ways, is told and kept."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "data-num": True})

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_number(text)
        except Refused as refusal:
            raise forms.ValidationError(gettext(refusal.text) % refusal.params, code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{value.normalize():f}".replace(".", ",").replace("-", "\u2212")
        return value


class PeriodField(forms.Field):
    """T2 2026, helår 2026, augusti 2026."""

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return Period.parse(text)
        except PeriodRefused as refusal:
            raise forms.ValidationError(gettext(refusal.text) % refusal.params, code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return value.label() if isinstance(value, Period) else value


class JudgeForm(forms.Form):
    light = forms.ChoiceField(
        label=_("Uppfylls målet?"),
        widget=forms.RadioSelect,
        choices=[],
        error_messages={"required": _("Välj om målet uppfylls, uppfylls delvis eller inte uppfylls")},
    )
    reason = forms.CharField(
        label=_("Varför?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=2000,
        help_text=_("Behövs när bedömningen skiljer sig från förslaget. Syns för alla."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(light.value, gettext(word)) for light, word in LIGHT_WORDS.items()]
        self.fields["light"].choices = choices  # type: ignore[attr-defined]


class TieForm(DecisionForm):
    measure = forms.ModelChoiceField(
        label=_("Indikator"),
        queryset=Measure.objects.filter(ended_on__isnull=True),
        to_field_name="key",
        error_messages={
            "required": _("Välj en indikator"),
            "invalid_choice": _("Välj en indikator i listan"),
        },
    )
    comment = forms.CharField(label=_("Kommentar"), required=False, max_length=500)


class LevelsForm(DecisionForm):
    """For each expected result its level, and the indicator of the goal that shows it."""

    def __init__(self, *args: Any, results: Iterable[ExpectedResult], measures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.results = list(results)
        choices = [("", "–"), *((each.key, each.name) for each in measures)]
        sides = [("", "–"), ("min", _("Minst")), ("max", _("Högst"))]
        for each in self.results:
            told = {"text": each.text}
            self.fields[f"direction-{each.pk}"] = forms.ChoiceField(
                label=_("%(text)s Minst eller högst?") % told, choices=sides, required=False
            )
            self.fields[f"value-{each.pk}"] = NumberField(label=_("Nivå"), required=False)
            self.fields[f"measure-{each.pk}"] = forms.ChoiceField(
                label=_("Indikator som visar det"), choices=choices, required=False
            )
        if "decision" in self.fields:
            self.fields["decision"] = self.fields.pop("decision")

    def given(self) -> list[tuple[ExpectedResult, str, Decimal | None, str]]:
        """Each result with its side, level and indicator."""
        fields = self.cleaned_data
        names = ("direction", "value", "measure")
        return [(each, *(fields[f"{name}-{each.pk}"] for name in names)) for each in self.results]


class ValueForm(forms.Form):
    period = PeriodField(
        label=_("Period"),
        help_text=_("Till exempel T2 2026 eller helår 2026."),
        error_messages={"required": _("Skriv en period, till exempel T2 2026")},
    )
    kind = forms.ChoiceField(label=_("Slag"), choices=[])
    sex = forms.ChoiceField(label=_("Kön"), choices=[], required=False)
    age = forms.ChoiceField(label=_("Ålder"), choices=[], required=False)
    value = NumberField(label=_("Värde"), required=False)
    numerator = NumberField(label=_("Täljare"), required=False)
    denominator = NumberField(label=_("Nämnare"), required=False)
    comment = forms.CharField(
        label=_("Kommentar"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        help_text=_("Behövs när värdet saknas: skriv varför."),
    )
    reason = forms.CharField(
        label=_("Varför rättas värdet?"),
        required=False,
        max_length=500,
        help_text=_("Behövs när det redan finns ett värde. Det gamla står kvar i historiken."),
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, gettext(word)) for kind, word in VALUE_KIND_WORDS.items()]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        for name, dimension, has in (("sex", SEX, measure.by_sex), ("age", AGE, measure.by_age)):
            if has:
                members = [(each.code, gettext(each.name)) for each in dimension.members]
                self.fields[name].choices = members  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        if not (measure.over_units == "ratio" or measure.over_units == "mean"):
            del self.fields["numerator"], self.fields["denominator"]


class TargetForm(DecisionForm):
    year = forms.IntegerField(
        label=_("År"),
        min_value=1990,
        max_value=2100,
        error_messages={"required": _("Skriv ett år"), "invalid": _("Skriv ett år med fyra siffror")},
    )
    kind = forms.ChoiceField(
        label=_("Slag av årsmål"), choices=list(TARGET_KINDS.items()), widget=forms.RadioSelect
    )
    low = NumberField(label=_("Nivå, eller lägsta nivå"), required=False)
    high = NumberField(label=_("Högsta nivå"), required=False)
    way = forms.ChoiceField(label=_("Riktning"), choices=list(WAYS.items()), required=False)
    owner = UnitChoice(
        label=_("Vem sätter det?"),
        required=False,
        help_text=_("Behövs när årsmålet fastställs senare eller sätts av en annan enhet."),
    )
    due = DayField(
        label=_("Ska sättas senast"),
        required=False,
        help_text=_("Behövs när årsmålet fastställs senare eller sätts av en annan enhet."),
    )
    scale = forms.ChoiceField(
        label=_("Gäller"),
        choices=[("city", _("Hela kommunen")), ("own", _("Den egna delen"))],
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, of_city: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not of_city:  # a board answers for its own part
            del self.fields["scale"]

    def clean(self) -> dict[str, Any]:
        """A target that somebody has still to set says who and when."""
        fields: dict[str, Any] = super().clean() or {}
        if fields.get("kind") in WAITING:
            for name, text in (
                ("owner", _("Välj vem som sätter årsmålet")),
                ("due", _("Välj när årsmålet ska vara satt")),
            ):
                if name not in self.errors and not fields.get(name):
                    self.add_error(name, text)
        return fields


FORMULAS = {
    "": _("Nej, värden lämnas in"),
    "ratio": _("Första måttet genom det andra, till exempel en andel"),
    "per_capita": _("Första måttet per invånare eller annan mängd"),
    "difference": _("Första måttet minus det andra"),
}


class PartChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A measure as a part of a formula; it may be worked out itself."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Measure.objects.filter(ended_on__isnull=True),
            to_field_name="key",
            required=False,
            empty_label="–",
            error_messages={"invalid_choice": _("Välj ett mått i listan")},
            **kwargs,
        )


class MeasureForm(DecisionForm):
    name = forms.CharField(
        label=_("Namn"), max_length=300, error_messages={"required": _("Skriv måttets namn")}
    )
    unit_of_measure = forms.CharField(
        label=_("Måttenhet"),
        max_length=40,
        required=False,
        help_text=_("Till exempel st, %, mnkr eller dagar."),
    )
    decimals = forms.IntegerField(label=_("Decimaler"), min_value=0, max_value=8)
    better = forms.ChoiceField(label=_("Riktning"), choices=list(BETTER.items()))
    frequency = forms.ChoiceField(label=_("Följs upp"), choices=[])
    is_cumulative = forms.BooleanField(label=_("Växer under året"), required=False)
    over_time = forms.ChoiceField(label=_("Längre perioder"), choices=list(OVER_TIME.items()))
    over_units = forms.ChoiceField(label=_("Enheter tillsammans"), choices=list(OVER_UNITS.items()))
    by_sex = forms.BooleanField(label=_("Delas upp på kön"), required=False)
    by_age = forms.BooleanField(label=_("Delas upp på ålder"), required=False)
    low = NumberField(label=_("Lägsta rimliga värde"), required=False)
    high = NumberField(label=_("Högsta rimliga värde"), required=False)
    source = forms.CharField(label=_("Källa"), max_length=200, required=False)
    definition = forms.CharField(
        label=_("Definition"), widget=forms.Textarea(attrs={"rows": 5}), required=False, max_length=5000
    )
    formula_kind = forms.ChoiceField(
        label=_("Räknas ut av andra mått"), choices=list(FORMULAS.items()), required=False
    )
    first = PartChoice(label=_("Första måttet"), help_text=_("Det som delas, eller som dras ifrån."))
    second = PartChoice(label=_("Andra måttet"), help_text=_("Det som delas med, eller som dras av."))
    factor = NumberField(
        label=_("Gånger"), required=False, help_text=_("Tomt: 100 för en andel, 1 000 för per invånare.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.value, gettext(word)) for each, word in FREQUENCY_WORDS.items()]
        self.fields["frequency"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A formula has two parts."""
        fields: dict[str, Any] = super().clean() or {}
        if fields.get("formula_kind"):
            for name in ("first", "second"):
                if name not in self.errors and not fields.get(name):
                    self.add_error(name, _("Välj ett mått i listan"))
        return fields


class NewMeasureForm(MeasureForm):
    owner = UnitChoice(label=_("Ansvarig enhet"))
    field_order = ["owner"]


class EndMeasureForm(DecisionForm):
    on = DayField(label=_("Sista dag"))
