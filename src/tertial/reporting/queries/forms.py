"""The city's forms: each with what is given out of it, and the copy that somebody is changing."""

from dataclasses import dataclass

from django.db.models import Count

from tertial.foundation.words import swedish_order
from tertial.measures.models import Measure
from tertial.reporting.models import FormVersion
from tertial.reporting.queries.profile import profile_forms
from tertial.reporting.rules.forms import Form


@dataclass(frozen=True)
class FormRow:
    """`version` is what rounds ask with; without one, `form` is the profile's own words."""

    key: str
    form: Form
    version: FormVersion | None
    draft: FormVersion | None
    rounds: int = 0

    @property
    def questions(self) -> int:
        return sum(1 for _ in self.form.questions())


def forms() -> list[FormRow]:
    given: dict[str, FormVersion] = {}
    drafts: dict[str, FormVersion] = {}
    rounds: dict[str, int] = {}
    for each in FormVersion.objects.annotate(used=Count("rounds")).order_by("number"):
        rounds[each.key] = rounds.get(each.key, 0) + each.used
        (drafts if each.is_draft else given)[each.key] = each
    ours = {form.key: form for form in profile_forms()}
    rows = [
        FormRow(key, _form(key, given, drafts, ours), given.get(key), drafts.get(key), rounds.get(key, 0))
        for key in given.keys() | drafts.keys() | ours.keys()
    ]
    return sorted(rows, key=lambda each: swedish_order(each.form.title))


def _form(
    key: str, given: dict[str, FormVersion], drafts: dict[str, FormVersion], ours: dict[str, Form]
) -> Form:
    if key in given:
        return given[key].form
    return ours[key] if key in ours else drafts[key].form


def find_form(key: str) -> FormRow | None:
    return next((each for each in forms() if each.key == key), None)


def units_in(form: Form) -> dict[str, str]:
    """What the measures that the form names are counted in, by key."""
    return _of_measures(form, "unit_of_measure")


def names_in(form: Form) -> dict[str, str]:
    """What the measures that the form names are called, by key; those that are not there are not."""
    return _of_measures(form, "name")


def _of_measures(form: Form, field: str) -> dict[str, str]:
    named = {key for _, question in form.questions() for key in question.measures}
    return dict(Measure.objects.filter(key__in=named).values_list("key", field)) if named else {}
