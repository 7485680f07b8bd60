"""What is typed about a section or a question of a form, and back."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tertial.foundation.words import N_
from tertial.measures.rules.deviation import Tolerance
from tertial.organisation.profile import every_kind
from tertial.reporting.rules.form_edit import new_key
from tertial.reporting.rules.forms import (
    KIND_WORDS,
    UNLIMITED,
    WHEN_WORDS,
    Choice,
    Each,
    Form,
    Items,
    Question,
    QuestionKind,
    Scope,
    Section,
    When,
)

EACH_WORDS = {Each.ONCE: N_("En gång i rapporten"), Each.GOAL: N_("För varje mål som enheten har")}
ITEM_WORDS = {Items.ACTIVITIES: N_("Enhetens aktiviteter"), Items.EXPECTED: N_("Förväntade resultat")}
LIMIT: dict[str, Any] = {
    "required": False,
    "min_value": 0,
    "max_digits": 12,
    "decimal_places": 2,
    "localize": True,
}
KINDS_HELP = gettext_lazy("Inget ikryssat betyder alla som får formuläret.")


class FormHeadForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Formulärets namn"),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv vad formuläret heter")},
    )
    text = forms.CharField(
        label=gettext_lazy("Inledning"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )


class ScopeForm(forms.Form):
    """Who gets it: by kind, by mark, or named."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Vilka slag av enheter?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=KINDS_HELP,
    )
    tags = forms.CharField(
        label=gettext_lazy("Bara enheter med märkning"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Till exempel stadsdelsnämnder. Flera skiljs med komma."),
    )
    units = forms.CharField(
        label=gettext_lazy("Och de här enheterna"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Enheternas nycklar, skilda med komma. De får frågan vilket slag de än är."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = every_kind()  # type: ignore[attr-defined]

    def scope(self) -> Scope:
        said = self.cleaned_data
        return Scope(tuple(said["kinds"]), _words(said["tags"]), _words(said["units"]))


def of_scope(scope: Scope) -> dict[str, Any]:
    return {
        "kinds": list(scope.kinds),
        "tags": ", ".join(scope.tags),
        "units": ", ".join(scope.units),
    }


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in re.split(r"[,\n]", text) if each.strip()))


class SectionForm(ScopeForm):
    title = forms.CharField(
        label=gettext_lazy("Avsnittets rubrik"),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv en rubrik")},
    )
    instruction = forms.CharField(
        label=gettext_lazy("Anvisning"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    each = forms.ChoiceField(
        label=gettext_lazy("När ställs frågorna?"),
        widget=forms.RadioSelect,
        choices=[(each.value, gettext_lazy(word)) for each, word in EACH_WORDS.items()],
    )
    first = forms.BooleanField(label=gettext_lazy("Läses först i rapporten"), required=False)
    field_order = ("title", "instruction", "each", "first", "kinds", "tags", "units")


def of_section(section: Section) -> dict[str, Any]:
    said = {
        "title": section.title,
        "instruction": section.instruction,
        "each": section.each.value,
        "first": section.first,
    }
    return said | of_scope(section.scope)


def section_in(typed: SectionForm, form: Form, before: Section | None) -> Section:
    said = typed.cleaned_data
    key = before.key if before else new_key(said["title"], [each.key for each in form.sections])
    return Section(
        key=key,
        title=said["title"],
        questions=before.questions if before else (),
        number=before.number if before else "",
        text=before.text if before else "",
        instruction=said["instruction"],
        each=Each(said["each"]),
        scope=typed.scope(),
        first=said["first"],
    )


class QuestionForm(ScopeForm):
    text = forms.CharField(
        label=gettext_lazy("Frågan"),
        max_length=400,
        error_messages={"required": gettext_lazy("Skriv frågan")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Hur svarar man?"),
        widget=forms.RadioSelect,
        choices=[(each.value, gettext_lazy(KIND_WORDS[each])) for each in QuestionKind],
    )
    instruction = forms.CharField(
        label=gettext_lazy("Anvisning"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    required = forms.BooleanField(
        label=gettext_lazy("Måste besvaras innan rapporten lämnas in"), required=False
    )
    comment = forms.MultipleChoiceField(
        label=gettext_lazy("När måste en kommentar skrivas?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(each.value, gettext_lazy(WHEN_WORDS[each])) for each in When],
        required=False,
    )
    words = forms.IntegerField(
        label=gettext_lazy("Högsta antal ord"), min_value=1, max_value=10_000, required=False
    )
    choices = forms.CharField(
        label=gettext_lazy("Val"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=gettext_lazy("Bara för frågor med val: ett val på varje rad."),
    )
    measures = forms.CharField(
        label=gettext_lazy("Indikatorer"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=gettext_lazy(
            "Bara för värden och ekonomi: nycklar med komma emellan. Tomt, för värden: målets egna indikatorer."
        ),
    )
    within = forms.CharField(
        label=gettext_lazy("Varav-rader"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=gettext_lazy(
            "Bara för ekonomi: en på varje rad, del: helhet. Delar räknas inte med i summan."
        ),
    )
    percent = forms.DecimalField(
        label=gettext_lazy("Kommentar när raden avviker mer än (procent)"),
        **LIMIT,
    )
    amount = forms.DecimalField(
        label=gettext_lazy("eller mer än (i indikatorns enhet)"),
        **LIMIT,
    )
    items = forms.ChoiceField(
        label=gettext_lazy("Listan visar"),
        required=False,
        choices=[("", "–"), *((each.value, gettext_lazy(word)) for each, word in ITEM_WORDS.items())],
    )
    field_order = (
        *("text", "kind", "instruction", "required", "comment", "words", "choices", "measures", "within"),
        *("percent", "amount", "items", "kinds", "tags", "units"),
    )

    def clean(self) -> dict[str, Any]:
        """What the kind of answer cannot do without."""
        said = super().clean() or {}
        if said.get("kind") == QuestionKind.CHOICE and len(_lines(said.get("choices", ""))) < 2:
            self.add_error("choices", _("Skriv minst två val, ett på varje rad"))
        if said.get("kind") == QuestionKind.ITEMS and not said.get("items"):
            self.add_error("items", _("Välj vad listan visar"))
        if said.get("kind") == QuestionKind.MONEY:
            self._clean_money(said)
        return said

    def _clean_money(self, said: dict[str, Any]) -> None:
        if not _words(said.get("measures", "")):
            self.add_error("measures", _("Skriv vilka rader tabellen har"))
        if any(":" not in line for line in _lines(said.get("within", ""))):
            self.add_error("within", _("Skriv varje rad som del: helhet"))


def of_question(question: Question) -> dict[str, Any]:
    return {
        "text": question.text,
        "kind": question.kind.value,
        "instruction": question.instruction,
        "required": When.ALWAYS in question.required,
        "comment": [each.value for each in question.comment],
        "words": question.word_limit,
        "choices": "\n".join(each.text for each in question.choices),
        "measures": ", ".join(question.measures),
        "within": "\n".join(f"{part}: {whole}" for part, whole in question.within),
        "percent": question.tolerance.percent,
        "amount": question.tolerance.amount,
        "items": question.items.value if question.items else "",
    } | of_scope(question.scope)


def question_in(typed: QuestionForm, form: Form, before: Question | None) -> Question:
    """The key stays when the wording changes, so that last period's answer is found."""
    said = typed.cleaned_data
    kind = QuestionKind(said["kind"])
    key = before.key if before else new_key(said["text"], [each.key for _, each in form.questions()])
    other = tuple(each for each in before.required if each is not When.ALWAYS) if before else ()
    return Question(
        key=key,
        text=said["text"],
        kind=kind,
        instruction=said["instruction"],
        required=(When.ALWAYS, *other) if said["required"] else other,
        comment=tuple(When(each) for each in said["comment"]),
        word_limit=said["words"],
        choices=_choices(said["choices"], before) if kind is QuestionKind.CHOICE else (),
        measures=_words(said["measures"]) if kind in (QuestionKind.VALUE, QuestionKind.MONEY) else (),
        within=_within(said["within"]) if kind is QuestionKind.MONEY else (),
        tolerance=Tolerance(said["percent"], said["amount"]) if kind is QuestionKind.MONEY else UNLIMITED,
        items=Items(said["items"]) if kind is QuestionKind.ITEMS else None,
        scope=typed.scope(),
    )


def _within(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (line.partition(":") for line in _lines(text))
    return tuple((part.strip(), whole.strip()) for part, _colon, whole in pairs)


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(each.strip() for each in text.splitlines() if each.strip()))


def _choices(text: str, before: Question | None) -> tuple[Choice, ...]:
    """A choice that stands as it did keeps its key."""
    known = {each.text: each.key for each in before.choices} if before else {}
    keys = list(known.values())
    found = []
    for line in _lines(text):
        key = known.get(line) or new_key(line, keys)
        keys.append(key)
        found.append(Choice(key, line))
    return tuple(found)
