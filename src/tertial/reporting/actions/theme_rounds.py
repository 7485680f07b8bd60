"""A themed round from what somebody wrote on one page: its form, its boards and whom to turn to in them."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from tertial.foundation.period import Period
from tertial.foundation.words import N_
from tertial.organisation.access import By
from tertial.organisation.actions.refusal import Refused
from tertial.organisation.models import Unit
from tertial.reporting.actions.forms import publish_form
from tertial.reporting.actions.rounds import plan_round
from tertial.reporting.actions.themed import set_contacts
from tertial.reporting.models import Round
from tertial.reporting.rules.form_text import from_text

LONGEST = 40  # of a form's key


@transaction.atomic
def plan_theme(
    *,
    by: By,
    title: str,
    period: Period,
    text: str,
    units: Sequence[Unit],
    opens_on: date,
    last_day: date,
    copied: Round | None = None,
) -> Round:
    """Of a copied round the form keeps its key, so that each question finds its last answer, and so do the contacts."""
    key = copied.form_version.key if copied else slugify(title)[:LONGEST]
    written = from_text(text, key, title.strip())
    if written.remarks:
        remark = written.remarks[0]
        raise Refused(remark.text, field="text", **remark.params)
    if not units:
        raise Refused(N_("Välj vilka nämnder och bolag som ska svara."), field="units")
    round_ = plan_round(
        by=by,
        key=_free_key(title, period),
        title=title,
        period=period,
        form_version=publish_form(by=by, form=written.form),
        units=units,
        opens_on=opens_on,
        last_days={unit.kind: last_day for unit in units},
    )
    if copied is not None:
        known = {each.unit_id: each.person for each in copied.contacts.select_related("person")}
        people = {unit: known[unit.pk] for unit in units if unit.pk in known and known[unit.pk].is_active}
        if people:
            set_contacts(by=by, round_=round_, people=dict(people))
    return round_


def _free_key(title: str, period: Period) -> str:
    """The title, with the period where it does not say it already."""
    base = slugify(title)[:50] or "tema"
    if not Round.objects.filter(key=base).exists():
        return base
    return f"{base}-{slugify(period.code)}"[:60]
