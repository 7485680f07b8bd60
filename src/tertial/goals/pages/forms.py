"""What people fill in about goals, plans and activities. Values are checked by the actions; forms only parse."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tertial.goals.actions.asking import is_the_citys
from tertial.goals.models import Activity, Goal, Plan
from tertial.goals.pages.reading import level_name, plan_kind, tag_name
from tertial.goals.rules.activity import RESPONSIBILITY_WORDS, STATUS_WORDS, ActivityStatus
from tertial.goals.rules.tags import TAGS
from tertial.organisation.models import Unit
from tertial.organisation.pages.forms import DayField, PersonChoice, UnitChoice
from tertial.organisation.profile import current_profile


class DecisionForm(forms.Form):
    """The council's own is changed only by a decision: then its number is asked for, else not at all."""

    decision = forms.CharField(
        label=_("Beslutets diarienummer"),
        max_length=120,
        help_text=_("Fullmäktiges mål, indikatorer, årsmål och uppdrag ändras bara genom beslut."),
        error_messages={"required": _("Skriv beslutets diarienummer")},
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_the_citys(unit):
            del self.fields["decision"]


class GoalForm(DecisionForm):
    number = forms.CharField(label=_("Nummer"), max_length=20, required=False)
    text = forms.CharField(
        label=_("Målets text"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv målets text")},
    )
    description = forms.CharField(
        label=_("Beskrivning"),
        widget=forms.Textarea(attrs={"rows": 9}),
        required=False,
        help_text=_(
            "En punkt på varje rad. En rad som slutar med kolon börjar en grupp, till exempel Unga vuxna:"
        ),
    )
    priorities = forms.CharField(
        label=_("Prioriterade insatser"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("En insats på varje rad."),
    )
    tags = forms.MultipleChoiceField(
        label=_("Etiketter"), widget=forms.CheckboxSelectMultiple, required=False, choices=[]
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, own_tags: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys([*TAGS, *own_tags])
        self.fields["tags"].choices = [(code, tag_name(code)) for code in codes]  # type: ignore[attr-defined]


class NewGoalForm(DecisionForm):
    plan: Any = forms.ModelChoiceField(
        label=_("Plan"),
        queryset=Plan.objects.none(),
        to_field_name="key",
        empty_label=None,
        help_text=_("Målet hör till planens enhet."),
        error_messages={"required": _("Välj en plan"), "invalid_choice": _("Välj en plan i listan")},
    )
    level = forms.ChoiceField(label=_("Nivå"), choices=[], error_messages={"required": _("Välj en nivå")})
    number = forms.CharField(label=_("Nummer"), max_length=20, required=False)
    text = forms.CharField(
        label=_("Målets text"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv målets text")},
    )

    def __init__(self, *args: Any, plans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]
        levels = [(each.key, level_name(each.key)) for each in current_profile().goal_levels]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]


class LinkForm(DecisionForm):
    above: Any = forms.ModelChoiceField(
        label=_("Mål ovanför"),
        queryset=Goal.objects.none(),
        to_field_name="key",
        error_messages={"required": _("Välj ett mål"), "invalid_choice": _("Välj ett mål i listan")},
    )
    is_main = forms.BooleanField(
        label=_("Huvudsakligt mål"),
        required=False,
        help_text=_("Tar platsen för det huvudsakliga mål som finns i dag."),
    )

    def __init__(self, *args: Any, goals: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["above"].queryset = goals  # type: ignore[attr-defined]


class EndGoalForm(DecisionForm):
    on = DayField(label=_("Sista dag"))


class ResultsForm(DecisionForm):
    results = forms.CharField(
        label=_("Förväntade resultat"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        help_text=_("Ett resultat på varje rad, gärna med nivån i texten."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # the results as the person saw them


class ActivityForm(DecisionForm):
    text = forms.CharField(
        label=_("Vad ska göras?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv vad som ska göras")},
    )
    start = DayField(label=_("Börjar"), required=False)
    end = DayField(label=_("Ska vara klar"), required=False)


class NewActivityForm(ActivityForm):
    lead = UnitChoice(label=_("Ansvarig enhet"))
    responsible = PersonChoice(label=_("Ansvarig person"), required=False)


class PartForm(DecisionForm):
    unit = UnitChoice(label=_("Enhet"))
    part = forms.ChoiceField(label=_("Hur deltar den?"), widget=forms.RadioSelect, choices=[])

    def __init__(self, *args: Any, holder: Unit, **kwargs: Any) -> None:
        super().__init__(*args, unit=holder, **kwargs)
        choices = [(each.value, capfirst(gettext(word))) for each, word in RESPONSIBILITY_WORDS.items()]
        self.fields["part"].choices = choices  # type: ignore[attr-defined]


class ReasonForm(DecisionForm):
    goal: Any = forms.ModelChoiceField(
        label=_("Mål"),
        queryset=Goal.objects.none(),
        to_field_name="key",
        error_messages={"required": _("Välj ett mål"), "invalid_choice": _("Välj ett mål i listan")},
    )

    def __init__(self, *args: Any, goals: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = goals  # type: ignore[attr-defined]


class EditActivityForm(ActivityForm):
    responsible = PersonChoice(label=_("Ansvarig person"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReportForm(forms.Form):
    status = forms.ChoiceField(
        label=_("Hur går det?"),
        widget=forms.RadioSelect,
        choices=[],
        error_messages={"required": _("Välj hur det går med aktiviteten")},
    )
    progress = forms.IntegerField(
        label=_("Klart, procent"),
        required=False,
        min_value=0,
        max_value=100,
        error_messages={
            "invalid": _("Skriv ett helt tal mellan 0 och 100"),
            "min_value": _("Skriv ett helt tal mellan 0 och 100"),
            "max_value": _("Skriv ett helt tal mellan 0 och 100"),
        },
    )
    comment = forms.CharField(
        label=_("Kommentar"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000
    )
    reason = forms.CharField(
        label=_("Varför avbryts den?"),
        required=False,
        max_length=1000,
        help_text=_("Behövs bara när aktiviteten avbryts."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(value, gettext(STATUS_WORDS[ActivityStatus(value)])) for value in Activity.Status.values]
        self.fields["status"].choices = choices  # type: ignore[attr-defined]


class YearField(forms.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        told = {"required": _("Skriv ett år"), "invalid": _("Skriv ett år med fyra siffror")}
        super().__init__(error_messages=told, **kwargs)


class CopyForm(DecisionForm):
    year = YearField(label=_("Nytt år"))
    measures = forms.BooleanField(
        label=_("Ta med indikatorerna"),
        required=False,
        help_text=_("De nya målen följs upp med samma indikatorer som de gamla."),
    )
    targets = forms.BooleanField(
        label=_("Ta med årsmålen"),
        required=False,
        help_text=_("Enhetens årsmål för i år blir utgångspunkt för det nya året. De går att ändra."),
    )


class PlanForm(forms.Form):
    unit = UnitChoice(label=_("Enhet"))
    year = YearField(label=_("År"))
    kind = forms.ChoiceField(label=_("Slag av plan"), choices=[])
    name = forms.CharField(
        label=_("Planens namn"), max_length=200, error_messages={"required": _("Skriv planens namn")}
    )
    decision = forms.CharField(
        label=_("Beslutets diarienummer"),
        max_length=120,
        required=False,
        help_text=_("Behövs för fullmäktiges planer."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(each.key, plan_kind(each.key)) for each in current_profile().plan_kinds]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class AdoptForm(forms.Form):
    decided_on = DayField(label=_("Beslutsdatum"))
    case_number = forms.CharField(
        label=_("Diarienummer"), max_length=80, error_messages={"required": _("Skriv beslutets diarienummer")}
    )


class PlanGoalForm(DecisionForm):
    level = forms.ChoiceField(label=_("Nivå"), choices=[], error_messages={"required": _("Välj en nivå")})
    number = forms.CharField(label=_("Nummer"), max_length=20, required=False)
    text = forms.CharField(
        label=_("Målets text"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv målets text")},
    )
    above: Any = forms.ModelChoiceField(
        label=_("Mål ovanför"),
        queryset=Goal.objects.none(),
        to_field_name="key",
        required=False,
        help_text=_("Det mål som målet främst bidrar till. Lämna tomt överst i kedjan."),
        error_messages={"invalid_choice": _("Välj ett mål i listan")},
    )

    def __init__(self, *args: Any, plan: Plan, goals: Any, **kwargs: Any) -> None:
        super().__init__(*args, unit=plan.unit, **kwargs)
        levels = [
            (each.key, level_name(each.key))
            for each in current_profile().goal_levels
            if plan.unit.kind in each.owner
        ]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]
        self.fields["above"].queryset = goals  # type: ignore[attr-defined]


class ActivityFilter(forms.Form):
    """Narrows the list of activities; an empty field narrows nothing."""

    q = forms.CharField(label=_("Ord i texten"), required=False, max_length=100)
    enhet = forms.CharField(label=_("Enhet"), required=False, widget=forms.Select)
    lage = forms.ChoiceField(
        label=_("Läge"),
        required=False,
        choices=[
            ("", _("Alla")),
            ("open", _("Öppna")),
            ("late", _("Försenade")),
            ("soon", _("Snart slut")),
            ("done", _("Klara")),
            ("cancelled", _("Avbrutna")),
        ],
    )
    slutar = DayField(label=_("Slutar senast"), required=False)
    ansvarig = forms.CharField(required=False, widget=forms.HiddenInput)
    mal = forms.CharField(required=False, widget=forms.HiddenInput)
